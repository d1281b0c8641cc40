"""What is said of firms to persons, or the other way round, is told with file and next step."""

import shutil
from pathlib import Path

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check_file import examined
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.paths import scheme_folder
from tests.firms.places import TOWN

SHUT_BY_LAYER = """consequences:
  - {consequence: shut, when: {anyone: true}, domain: permit, effect: close, since: 2016-01-01,
     source: made-up, evidence: assumed, held: x}"""


@pytest.fixture
def town(tmp_path):
    shutil.copytree(TOWN.parent, tmp_path / "town")
    return tmp_path / "town"


def refused(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SocialCreditError) as found:
        resolve(load_scenario(folder / "scenario.yaml"))
    return found.value


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("scenario.yaml", "manufacturing", "manufactoring", "manufacturing"),
        ("scenario.yaml", "firms: 3000", "firms: 0", "this number is too small"),
        ("scenario.yaml", "firms: 3000\n", "", "the scenario simulates nobody"),
        ("scenario.yaml", "firms: 3000", "people: 3000", "residents are of no sector"),
        ("deeds.yaml", "size: {own-account: 2, large: 0.5}", "sex: {male: 2}", "`sex` says"),
        ("deeds.yaml", "needs: [kitchen]", "needs: [driver]", "`driver` says nothing of a firm"),
        ("deeds.yaml", "size: {own-account: 2", "size: {tiny: 2", "own-account"),
        ("tax/scheme.yaml", "of: firms, ", "", "`licensed_for` says nothing of a person"),
        ("tax/scheme.yaml", "licensed_for: 1 year", "min_age: 18", "`min_age` says nothing"),
        ("tax/scheme.yaml", "of: firms, licensed_for: 1 year, ", "", "`tax` scores persons"),
        ("tax/scheme.yaml", "licensed_for: 1 year", "size: [huge]", "own-account"),
        ("tax/scheme.yaml", "of: firms, licensed_for: 1 year", "size: [large]", "`size` says"),
        ("tax/scheme.yaml", "consequences: []", SHUT_BY_LAYER, "asks its grade or a list"),
    ],
)  # fmt: skip
def test_a_mistake_is_told(town, file, old, new, said):
    error = refused(town, file, old, new)
    assert said in error.render()
    assert error.hint or error.expected


def test_a_part_of_residents_and_firms_together_is_refused(tmp_path):
    """Of whom it is a part nobody could say: the run would have told it of the residents alone."""
    shutil.copytree(Path(__file__).parent / "both", tmp_path / "both")
    more = "part: {title: A quarter, subjects: 100}\nfirms:"
    error = refused(tmp_path / "both", "scenario.yaml", "firms:", more)
    assert "says of neither who they are" in error.render() and "firms alone" in error.render()


def test_a_misspelt_population_is_one_mistake(tmp_path):
    shutil.copytree(scheme_folder("shanghai-food"), tmp_path / "faces")
    path = tmp_path / "faces" / "scheme.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("of: firms", "of: frims", 1), encoding="utf-8")
    (error,) = examined(path).errors
    assert error.meant == "firms" and error.where.startswith(str(path))
