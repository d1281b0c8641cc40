"""`validate`: what was published beside what a run produced."""

import json
from pathlib import Path

import pytest

from socialcredit.language.resolve.paths import scheme_folder, scheme_names
from socialcredit.language.resolve.published import FILE, load_published
from tests.commands.conftest import Call

KEYS = {"what", "published", "produced", "tolerance", "kind", "pass", "too_few", "luck"}
FIGURES = """\
scenario: scenario.yaml
people: 3000
figures:
  - {what: people scored, when: 2014-02-28, value: 90000, unit: persons, tolerance: 5 %,
     kind: predicted, source: xinhua-2015, evidence: secondary,
     produced: {table: grades, column: residents}}
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A scheme of one's own, with a published number that no run can meet."""
    folder = tmp_path / "mine"
    folder.mkdir()
    rules = (scheme_folder("rongcheng") / "scheme.yaml").read_text(encoding="utf-8")
    (folder / "scheme.yaml").write_text(rules.replace("scheme: rongcheng", "scheme: mine", 1))
    (folder / "scenario.yaml").write_text(
        "scenario: mine\ntitle: A street\nplaces: [rongcheng]\npeople: 300\nschemes: [../mine]\n"
        "from: 2014-01-01\nto: 2014-02-28\nseed: 3\n"
    )
    (folder / FILE).write_text(FIGURES)
    return folder


def test_a_miss_is_told_and_is_no_failure(call: Call, mine: Path) -> None:
    seen = call("validate", str(mine))
    assert seen.code == 0, seen.err
    assert "MISS" in seen.out
    assert "0 of 1 predicted figures" in seen.out
    titles = [line.split()[0] for line in seen.out.splitlines() if line and line[0] != " "]
    assert "predicted" in titles and "calibrated" not in titles


def test_a_handful_of_people_is_not_held_against_a_count(call: Call, mine: Path) -> None:
    (mine / FILE).write_text(FIGURES.replace("value: 90000", "value: 1000"))
    seen = call("validate", str(mine))
    assert seen.code == 0, seen.err
    assert "MISS" not in seen.out and "too few" in seen.out
    assert "none of 1 predicted figures can be judged" in " ".join(seen.out.split())
    assert "made for 300 people" in " ".join(seen.out.split())
    row = json.loads(call("validate", str(mine), "--json").out)[0]
    assert row["too_few"] is True and row["pass"] is False


def test_each_figure_has_a_line_of_its_own_and_fits(
    call: Call, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "people who stand with a score in the new data base of the city at the end of the month"
    (mine / FILE).write_text(FIGURES.replace("people scored", long))
    monkeypatch.setenv("COLUMNS", "80")
    lines = call("validate", str(mine)).out.splitlines()
    assert max(map(len, lines)) <= 80
    assert [line.split()[:2] for line in lines if "2014-02-28" in line] == [
        ["2014-02-28", "90,000"]
    ]
    assert sum(long[:40] in line for line in lines) == 1


def test_json_is_a_list_of_objects_scaled_to_real_people(call: Call, mine: Path) -> None:
    rows = json.loads(call("validate", str(mine), "--json", "--threads", "1").out)
    assert [KEYS <= set(row) for row in rows] == [True]
    assert rows[0]["pass"] is False
    assert 1000 < rows[0]["produced"] < 3000
    assert json.loads(call("validate", str(mine), "--json", "--ahead").out) == []


READ = """\
scenario: scenario.yaml
people: 3000
figures:
  - what: people scored
    reading: those who lived there
    when: 2014-02-28
    value: 90000
    unit: persons
    tolerance: 5 %
    kind: predicted
    source: xinhua-2015
    evidence: secondary
    produced: {table: grades, column: residents}
    naive: {value: 3000, says: everybody}
    why_missed: the file counts whoever ever lived there
    readings:
      - {reading: those who are scored at sixty, count: 500, under: late}
experiments:
  - experiment: late
    title: Nobody is scored before sixty
    set: {schemes.mine.subjects.min_age: 60}
"""


def test_two_readings_are_printed_and_the_rules_of_each_are_run(call: Call, mine: Path) -> None:
    (mine / FILE).write_text(READ)
    rows = json.loads(call("validate", str(mine), "--json").out)
    assert [row["reading"] for row in rows] == [
        "those who lived there", "those who are scored at sixty",
    ]  # fmt: skip
    assert rows[1]["produced"] < rows[0]["produced"] / 2
    seen = " ".join(call("validate", str(mine)).out.split())
    assert "read as: those who lived there" in seen
    assert "read as: those who are scored at sixty" in seen
    assert "1 that can be read in two ways" in seen
    assert "Naive, without a model: everybody." in seen


def test_a_reading_is_not_met_by_another_figure_of_its_series(call: Call, mine: Path) -> None:
    early = (
        "  - {what: people scored, when: 2014-01-31, value: 2000, unit: persons, tolerance: 90 %,"
    )
    early += "\n     kind: predicted, source: xinhua-2015, evidence: secondary,"
    early += "\n     produced: {table: grades, column: residents}}\n"
    missed = READ.replace("count: 500", "count: 50000")
    (mine / FILE).write_text(missed.replace("experiments:", early + "experiments:"))
    rows = json.loads(call("validate", str(mine), "--json").out)
    assert [row["figure"] for row in rows] == [1, 1, 2, None]
    seen = " ".join(call("validate", str(mine)).out.split())
    assert "1 of 1 predicted figures within their tolerance" in seen
    assert "0 of 1 that can be read in two ways met by one reading" in seen


def test_a_miss_says_why_it_misses(call: Call, mine: Path) -> None:
    (mine / FILE).write_text(READ)
    assert "why: the file counts whoever ever lived there" in call("validate", str(mine)).out
    (mine / FILE).write_text(FIGURES)
    assert "no reason is given" in call("validate", str(mine)).out


def test_the_reason_of_a_miss_that_is_none_is_told_to_be_stale(call: Call, mine: Path) -> None:
    met = READ.replace("value: 90000", "value: 2000").replace("tolerance: 5 %", "tolerance: 90 %")
    (mine / FILE).write_text(met)
    seen = " ".join(call("validate", str(mine)).out.split())
    assert "not missed in this run, so that this no longer holds: the file counts" in seen
    assert "why: the file" not in seen


def test_what_a_number_grew_by_is_told_apart_from_the_number(call: Call, mine: Path) -> None:
    earlier = "{" + FIGURES.split("  - {")[1].replace("2014-02-28", "2014-01-31")
    both = FIGURES + "  - " + earlier.replace("90000", "80000").replace("predicted", "calibrated")
    (mine / FILE).write_text(both)
    rows = json.loads(call("validate", str(mine), "--json").out)
    assert [(row["published"], row["since"]) for row in rows] == [
        (90000, None), (80000, None), (10000, "2014-01-31"),
    ]  # fmt: skip
    seen = call("validate", str(mine)).out
    assert "Increments:" in seen and "predicted increments" in " ".join(seen.split())


@pytest.mark.parametrize(
    "old, new, words",
    [
        ("under: late", "under: later", "did you mean 'late'"),
        ("schemes.mine.subjects.min_age", "schemes.mine.subjects.min_ages", "leads to no value"),
        ("schemes.mine.subjects", "schemes.yours.subjects", "leads to no value"),
        (", under: late", "", "no reading is `under: late`"),
        ("count: 500", "cunt: 500", "did you mean 'count'"),
        ("count: 500", "count: 500, source: nobody", "no source `nobody`"),
    ],
)
def test_a_reading_that_does_not_fit_is_refused_at_its_place(
    call: Call, mine: Path, old: str, new: str, words: str
) -> None:
    (mine / FILE).write_text(READ.replace(old, new, 1))
    for command in (("validate", str(mine)), ("check", str(mine / FILE))):
        seen = call(*command)
        assert seen.code == 1
        assert f"{FILE}:" in seen.err and words in seen.err
        assert "Traceback" not in seen.err


@pytest.mark.parametrize(
    "old, new, place, words",
    [
        ("table: grades", "table: grads", "6:24", "did you mean 'grades'"),
        ("column: residents", "column: persons", "6:40", "no column `persons`"),
        ("residents}", "residents, where: {grade: E}}", "6:66", "no grade `E`"),
        ("residents}", "residents, where: {list: red-list}}", "6:59", "not told apart by `list`"),
        ("xinhua-2015", "xinhua-2051", "5:31", "did you mean 'xinhua-2015'"),
        ("5 %", "five", "4:", "not a tolerance"),
        ("kind: predicted", "kind: hoped", "5:12", "calibrated"),
        ("2014-02-28", "2014-02-30", "4:", "no such day"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(
    call: Call, mine: Path, old: str, new: str, place: str, words: str
) -> None:
    (mine / FILE).write_text(FIGURES.replace(old, new))
    for command in (("validate", str(mine)), ("check", str(mine / FILE))):
        seen = call(*command)
        assert seen.code == 1
        assert f"{FILE}:{place}" in seen.err
        assert words in seen.err
        assert "Traceback" not in seen.err


def test_a_scheme_without_published_numbers_names_those_that_have_some(call: Call) -> None:
    seen = call("validate", "points-day")
    assert seen.code == 1
    assert "no published numbers" in seen.err
    assert "rongcheng" in seen.err


def test_every_published_file_is_well_formed() -> None:
    told = [name for name in scheme_names() if (scheme_folder(name) / FILE).exists()]
    assert "rongcheng" in told
    for name in told:
        published, _ = load_published(name)
        assert published.figures
