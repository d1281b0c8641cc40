"""No assumed number without a word on how far off it may be, or why it is held."""

from pathlib import Path

import pytest

from socialcredit.language.check_file import examined
from socialcredit.language.new_scheme import new_scheme
from socialcredit.language.resolve.loading import assumption_tree, believed, load_scheme
from socialcredit.language.resolve.paths import ASSUMPTIONS, assumption_names, scheme_names
from socialcredit.language.resolve.unsaid import unsaid

# Shipped files of which nobody has said it yet. This list only ever becomes shorter.
NOT_YET = {
    "baihang",
    "camera-growth",
    "court-list",
    "credit-bureau",
    "criminal-record",
    "jinan",
    "licence-points",
    "monitored-region",
    "national",
    "no-fly-list",
    "platform-ratings",
    "points-day",
    "random-penalties",
    "rongcheng",
    "sesame",
    "shanghai-crossing",
    "shenzhen",
    "suining",
    "suqian",
    "weihai",
    "zhengzhou",
    "baihang/lending.yaml",
    "behaviour.yaml",
    "camera-growth/sensors.yaml",
    "court-list/deeds.yaml",
    "court-list/domains.yaml",
    "court-list/sensors.yaml",
    "deeds.yaml",
    "domains.yaml",
    "monitored-region/deeds.yaml",
    "monitored-region/domains.yaml",
    "monitored-region/sensors.yaml",
    "places.yaml",
    "points-day/behaviour.yaml",
    "points-day/deeds.yaml",
    "points-day/sensors.yaml",
    "population.yaml",
    "random-penalties/sensors.yaml",
    "sensors.yaml",
    "sesame/deeds.yaml",
    "sesame/domains.yaml",
    "sesame/sensors.yaml",
    "shenzhen/deeds.yaml",
    "shenzhen/sensors.yaml",
    "side-by-side/deeds.yaml",
    "side-by-side/domains.yaml",
    "side-by-side/sensors.yaml",
    "suining/deeds.yaml",
    "suining/sensors.yaml",
    "zhengzhou/deeds.yaml",
    "zhengzhou/domains.yaml",
    "zhengzhou/sensors-all.yaml",
    "zhengzhou/sensors.yaml",
}


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
    left = unsaid_in(name)
    if name in NOT_YET:
        assert left, f"{name} says all of it by now: take it out of NOT_YET"
    else:
        assert not left, f"{name}: say `doubt` or `held` of each"


def test_what_is_not_done_yet_is_there():
    assert {*scheme_names(), *assumption_names()} >= NOT_YET


OWN = """\
extends: sensors.yaml
sources:
  - source: traffic-police
    wrong_person: 0.02
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
    assert f"{file}:5:" in neighbours and "sees, delay: assumed" in neighbours
    held = OWN.replace("    wrong_person: 0.02\n", "    wrong_person: 0.02\n    held: measured\n")
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
