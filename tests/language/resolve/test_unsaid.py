"""No assumed number without a word on how far off it may be, or why it is held."""

from pathlib import Path

import pytest

from socialcredit.language.check_file import examined
from socialcredit.language.new_scheme import new_scheme
from socialcredit.language.resolve.assumption_files import assumption_tree
from socialcredit.language.resolve.loading import believed, load_scheme
from socialcredit.language.resolve.paths import ASSUMPTIONS, assumption_names, scheme_names
from socialcredit.language.resolve.unsaid import unsaid


def unsaid_in(name: str) -> list[str]:
    """What a shipped file leaves unsaid, by the path of the block and its settings."""
    if name in scheme_names():
        root, file = ("schemes", name), load_scheme(name)
    else:
        kind = Path(name).stem.split("-")[0]
        root = ("assumptions", kind)
        file = believed(kind, assumption_tree(ASSUMPTIONS / name))
    return [f"{loc}: {', '.join(numeric)}" for loc, numeric in unsaid(file, root)]


@pytest.mark.parametrize("name", [*scheme_names(), *assumption_names()])
def test_every_assumed_number_that_is_shipped_is_in_doubt_or_held(name):
    assert not unsaid_in(name), "say `doubt` or `held` of each"


OWN = """\
extends: sensors.yaml
sources:
  - source: traffic-police
    wrong_person: 0.02
    doubt: []
  - source: my-neighbours
    title: Neighbours
    sees: {littering: 0.1}
    delay: {least: 0 days, most: 3 days}
    from: assumed
    evidence: assumed
"""


def warned_of(file: Path) -> list[str]:
    """What `check` warns of in a file."""
    told = examined(file)
    assert not told.errors
    return [warning.render_one() for warning in told.warnings]


def test_a_file_of_ones_own_is_warned_of_what_it_writes_itself(tmp_path):
    file = tmp_path / "sensors.yaml"
    file.write_text(OWN, encoding="utf-8")
    police, neighbours = warned_of(file)
    assert f"{file}:3:" in police and "wrong_person: assumed, and nothing says" in police
    assert f"{file}:6:" in neighbours and "sees, delay: assumed" in neighbours
    held = OWN.replace("    doubt: []\n", "    held: measured\n")
    file.write_text(held + "    doubt: [{of: sees, times: [0.5, 2]}]\n", encoding="utf-8")
    assert not warned_of(file)


def test_what_a_reading_changes_is_not_unsaid(tmp_path):
    file = tmp_path / "sensors.yaml"
    reading = """\
readings:
  - reading: who-errs
    title: Who errs
    options:
      - {option: as written}
      - {option: twice, changes: ['this.traffic-police.wrong_person *= 2']}
      - {option: all, changes: ['this.sources.my-neighbours.sees.* *= 2 most 1']}
    source: assumed
    evidence: assumed
"""
    file.write_text(OWN + reading, encoding="utf-8")
    assert not warned_of(file)


def test_evidence_of_a_part_is_asked_for_by_itself(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = new_scheme("mine", None)
    file = folder / "scheme.yaml"
    assert not warned_of(file)
    text = file.read_text(encoding="utf-8")
    own = text.replace("copies: {after: 1 month}", "copies: {after: 1 month, evidence: assumed}")
    assert own != text
    file.write_text(own, encoding="utf-8")
    (warning,) = warned_of(file)
    assert "after: assumed, and nothing says how far off" in warning and "held" in warning


def test_grades_are_held_by_the_word_fixed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = new_scheme("mine", None) / "scheme.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(", fixed: an example", ""), encoding="utf-8")
    (warning,) = warned_of(file)
    assert "bands: assumed" in warning and "or fixed: a reason" in warning
