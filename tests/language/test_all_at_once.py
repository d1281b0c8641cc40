"""`check` tells every kind of mistake at once: one class never hides another."""

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from socialcredit.cases.check import judged
from socialcredit.language.check_file import Told, examined
from socialcredit.language.new_scheme import new_scheme
from socialcredit.language.read.all_mistakes import read_all_text

# One mistake of each class, in one file of a new scheme: what to replace, and what is said of it.
MISTAKES = {
    "no YAML": ("scheme.yaml", "departures: []", "departures: [", "this is not YAML"),
    "a key twice": ("scheme.yaml", "departures: []", "departures: []\ntitle: x", "stands twice"),
    "a tag": ("scheme.yaml", "departures: []", "departures: !x []", "tags are not used"),
    "a shape": ("scheme.yaml", "min_age: 18", "min_age: old", "not a whole number"),
    "a key nobody knows": ("scheme.yaml", "term: 1 year", "trem: 1 year", "`trem` is not known"),
    "a source": ("scheme.yaml", "min_age: 18, resident_for: 1 year, source: assumed",
                 "min_age: 18, resident_for: 1 year, source: nobody", "no source `nobody`"),
    "a deed": ("scheme.yaml", "{deed: jaywalking, points", "{deed: jaywaking, points",
               "no deed `jaywaking`"),
    "a door": ("scheme.yaml", "domain: fast-train", "domain: fast-trian", "no domain `fast-trian`"),
    "an example's shape": ("cases.yaml", "age: 34", "age: young", "not a whole number"),
    "an example's names": ("cases.yaml", "grade: B", "grade: Q", "no grade `Q`"),
    "an example's outcome": ("cases.yaml", "score: 995", "score: 1", "score comes out as"),
    "a scenario's shape": ("scenario.yaml", "people: 5000", "people: many", "not a whole number"),
    "a scenario's names": ("scenario.yaml", "[rongcheng]", "[rongchen]", "no place `rongchen`"),
    "published numbers": ("published.yaml", "figures: []", "figures: [{what: x}]", "is missing"),
}  # fmt: skip
SAME = [  # two mistakes of the very same rule or example, of which the first takes it out
    {"a shape", "a source"}, {"an example's shape", "an example's names"},
    {"an example's shape", "an example's outcome"},
]  # fmt: skip
PAIRS = [
    (one, other)
    for one, other in combinations(MISTAKES, 2)
    if {one, other} not in SAME and MISTAKES[one][1] != MISTAKES[other][1]
]


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = new_scheme("town")
    (folder / "published.yaml").write_text("scenario: scenario.yaml\nfigures: []\n")
    return folder


def broken(folder: Path, *names: str) -> Told:
    """What is said of a folder with these mistakes in it."""
    for name in names:
        file, old, new, _ = MISTAKES[name]
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name}: {old}"
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return examined(str(folder), judged)


def said(told: Told, name: str) -> bool:
    file, _, _, words = MISTAKES[name]
    return any(words in e.message and f"town/{file}:" in e.where for e in told.errors)


def test_a_new_scheme_has_neither_mistakes_nor_doubts(town: Path) -> None:
    told = broken(town)
    assert (told.errors, told.warnings) == ([], [])


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_alone_is_told_and_nothing_besides(town: Path, name: str) -> None:
    told = broken(town, name)
    words = MISTAKES[name][3]
    assert said(told, name), [e.render_one() for e in told.errors]
    follows = "is missing" if name == "a key nobody knows" else "never"
    besides = [e for e in told.errors if words not in e.message and follows not in e.message]
    if name not in ("a deed", "published numbers", "an example's outcome"):
        assert besides == [], [e.render_one() for e in besides]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_no_mistake_hides_another(town: Path, one: str, other: str) -> None:
    told = broken(town, one, other)
    of_rules = MISTAKES[one if other == "an example's outcome" else other][0] == "scheme.yaml"
    if "an example's outcome" in (one, other) and of_rules:
        assert said(told, one if other == "an example's outcome" else other)
        return  # what comes out of rules that do not read is not known
    assert said(told, one) and said(told, other), [e.render_one() for e in told.errors]


def test_all_files_of_a_folder_are_told_of(town: Path) -> None:
    names = ("no YAML", "a shape", "a door", "an example's names", "a scenario's shape",
             "published numbers")  # fmt: skip
    told = broken(town, *names)
    assert all(said(told, name) for name in names), [e.render_one() for e in told.errors]
    places = [error.where for error in told.errors]
    assert len(places) == len({(e.where, e.message) for e in told.errors}), "each once"


def test_the_other_blocks_are_read_where_one_is_no_yaml() -> None:
    text = "a: 1\nb: [1, 2\nc: {x: 1}\nd:\n  - 1\n  - {y: ]\ne: 5\n"
    reading = read_all_text(text, "f.yaml")
    assert reading.tree is not None and isinstance(reading.tree.value, dict)
    assert set(reading.tree.value) >= {"a", "e"}
    assert len(reading.errors) >= 2 and "b" in reading.gone
    assert reading.tree.value["e"].place.line == 7, "places stay those of the file"


@pytest.mark.parametrize("make", [lambda line: line + "\tx", lambda line: line + "\u202e"])
def test_a_character_that_is_refused_hides_nothing(make: Callable[[str], str]) -> None:
    reading = read_all_text(f"{make('a: 1 #')}\nb: 1\nb: 2\n", "f.yaml")
    assert [re.search(r":(\d+):", e.where)[1] for e in reading.errors] == ["1", "3"]  # type: ignore[index]


def test_what_never_ends_is_given_up() -> None:
    reading = read_all_text("a: [\n" * 50, "f.yaml")
    assert reading.errors
