"""Whatever is left out of a town's files, it is lived in all the same or the line is named."""

import re
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from socialcredit.compile.documents import documents
from socialcredit.core.errors import SocialCreditError
from socialcredit.engine.subjects import residents_of
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_beliefs, load_scenario

TOWN = Path(__file__).parent / "town"
FILES = ("places.yaml", "population.yaml")
AT_A_LINE = re.compile(r"\.(yaml|csv):\d+:\d+$")


def read(file):
    return YAML(typ="safe").load((TOWN / file).read_text(encoding="utf-8"))


def ways(told, before=()):
    """The way to every key and item of a file."""
    items = told.items() if isinstance(told, dict) else enumerate(told)
    for key, value in items:
        yield (*before, key)
        if isinstance(value, dict | list):
            yield from ways(value, (*before, key))


def without(told, way):
    inner = told
    for step in way[:-1]:
        inner = inner[step]
    del inner[way[-1]]
    return told


def lived(folder):
    """Whether anybody can live there; what is said where not."""
    try:
        inputs = resolve(load_scenario(folder / "scenario.yaml"))
        residents_of(inputs.scenario, documents(inputs.beliefs))
    except SocialCreditError as error:
        return error
    return None


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(TOWN, tmp_path / "town"))


@pytest.mark.parametrize(
    "file, way", [(file, way) for file in FILES for way in ways(read(file))],
    ids=lambda part: part if isinstance(part, str) else ".".join(map(str, part)),
)  # fmt: skip
def test_a_key_left_out_of_a_town_is_borne_or_told_with_a_line(folder, file, way):
    told = without(read(file), way)
    with (folder / file).open("w", encoding="utf-8") as out:
        YAML(typ="safe").dump(told, out)
    error = lived(folder)
    if error is not None:
        assert AT_A_LINE.search(error.where), error.render()
        assert "next: " in error.render()


NEEDED = {"place", "title", "ages", "population", "urban", "minority"}
NEEDED |= {"median_income"}  # by which sums of another currency become the town's


@pytest.mark.parametrize("key", [*read("places.yaml")["places"][0]])
def test_of_a_town_its_words_and_currency_alone_may_be_left_out(folder, key):
    told = without(read("places.yaml"), ("places", 0, key))
    with (folder / "places.yaml").open("w", encoding="utf-8") as out:
        YAML(typ="safe").dump(told, out)
    error = lived(folder)
    assert (error is not None) == (key in NEEDED)


@pytest.mark.parametrize("line", range(9))
def test_a_line_left_out_of_its_table_is_told(folder, line):
    lines = (TOWN / "ages.csv").read_text(encoding="utf-8").splitlines()
    left = lines[:line] + lines[line + 1 :]
    (folder / "ages.csv").write_text("\n".join(left), encoding="utf-8")
    error = lived(folder)
    assert error is not None and AT_A_LINE.search(error.where)


def test_a_table_that_is_not_there_is_told_at_the_line_that_names_it(folder):
    (folder / "ages.csv").unlink()
    error = lived(folder)
    assert error.where == f"{folder / 'places.yaml'}:7:11" and "cannot be read" in error.message


@pytest.mark.parametrize(
    "old, new, words",
    [
        ("urban: 0.8", "urban: 80", "too large"),
        ("minority: 0.06", "minority: few", "not a number"),
        ("minority: 0.06", "minorities: 0.06", "did you mean"),
        ("{2014: 19800, 2024: 21050}", "21050", "not a mapping"),
        ("{2014: 19800, 2024: 21050}", "{2014: 0}", "too small"),
        ("{2014: 19800, 2024: 21050}", "{14: 19800}", "key does not fit"),
        ("{2023: 24100}", "{2023: 0}", "too small"),
        ("ages: ages.csv", "ages: 4", "not a mapping"),
        ("ages: ages.csv", "ages: [1, 2]", "not a mapping"),
        ("ages: ages.csv", "province: Gelderland", "`Gelderland` is no province of the census"),
        ("ages: ages.csv", "ages: ages.csv\n    province: Beijing", "beside a table of ages"),
        ("ages: ages.csv", "ages: ages.csv\n    over_60: 0.2", "beside a table of ages"),
        ("ages: ages.csv", "ages: ages.csv\n    nation: nowhere", "there is no nation `nowhere`"),
        ("ages: ages.csv", "ages: ages.csv\n    inside: nowhere", "there is no place `nowhere`"),
        ("ages: ages.csv", "ages: ages.csv\n    inside: ourtown", "lies inside itself"),
        ("place: ourtown", "place: china", "`china` stands twice"),
        ("from: register", "from: hearsay", "no document `hearsay`"),
        (
            "ages: ages.csv", "ages: {groups: [0-17, 18+], men: [1], women: [1, 2]}",
            "1 numbers of men",
        ),
        ("ages: ages.csv", "ages: {groups: [0-17, 19+], men: [1, 2], women: [1, 2]}", "age 18 is"),
    ],
)  # fmt: skip
def test_what_a_place_cannot_mean_is_told_at_its_line(folder, old, new, words):
    text = (folder / "places.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "places.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SocialCreditError) as caught:
        load_beliefs({"places": folder / "places.yaml"})
    assert words in caught.value.render() and AT_A_LINE.search(caught.value.where)
    assert lived(folder) is not None, "and nobody lives there"
