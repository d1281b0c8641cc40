"""Every sentence is English whatever its number: tiny runs, and the helper itself."""

import re

import pytest

import socialcredit as sc
from socialcredit.results.lives.text import life_text
from socialcredit.results.part import Share, share
from socialcredit.results.run import open_run
from socialcredit.results.words.breaches import missed_lines
from socialcredit.results.words.numbers import days, part_of, span
from socialcredit.results.words.scheme import grades_held
from socialcredit.results.words.surveillance import escalation_lines
from tests.results.synthetic import tiny_run

ONE_AS_MANY = re.compile(
    r"(?<![\d.,−+-])[−+-]?1 (?:people|persons|records|days|residents|synthetic residents|points|"
    r"are|"
    r"have|were|months|years|bodies|doors|times|tries|applications|deductions|entries|lists|"
    r"schemes|kinds|loans|hits|flags|others|places)\b"
)
ODD = re.compile(r"\b1 of the 1\b|\bnothing over\b|owed to a wrong|\bare on it\b|\b0 of the 0\b")


def words_of(page):
    html = re.sub(r"(?s)<style>.*?</style>|<svg.*?</svg>", " ", page)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def found_in(run):
    page = words_of(open(run.report(), encoding="utf-8").read())
    text = f"{page} {run.summary()} "
    return [match[0] for pattern in (ONE_AS_MANY, ODD) for match in pattern.finditer(text)]


@pytest.mark.parametrize("people", [1, 2, 30])
@pytest.mark.parametrize("name", ["small-town", "shenzhen", "court-list", "sesame"])
def test_tiny_runs_are_told_in_english(name, people, tmp_path):
    sets = ["to=" + TO[name], *["places=[sichuan]"] * (name in NATIONAL)]
    run = sc.run(name, people=people, sets=sets, threads=1, out=tmp_path / "run")
    assert found_in(run) == []


TO = {"small-town": "2016-03-31", "shenzhen": "2017-06-30", "court-list": "2013-12-31",
      "sesame": "2015-03-31"}  # fmt: skip
NATIONAL = ("court-list", "sesame")


def test_the_tiny_run_is_told_in_english(tmp_path):
    run = tiny_run(tmp_path / "run")
    assert found_in(sc.open(run.folder)) == []
    assert not ONE_AS_MANY.findall(life_text(open_run(run.folder), 1, every=True))


@pytest.mark.parametrize(
    ("missed", "told"),
    [(share(3, 3), "all 3 true breaches that the rules name were never recorded"),
     (share(1, 3), "1 of 3 true breaches that the rules name was never recorded"),
     (share(1, 1), "the one true breach that the rules name was never recorded")],
)  # fmt: skip
def test_few_breaches_are_told_once_and_not_as_a_share_of_themselves(missed, told):
    found = {"deeds": int(missed.whole), "missed": missed, "interval": None}
    assert missed_lines(found) == [f"Missed: {told}, too few to tell a share."]


def test_few_who_fell_further_are_told_as_people():
    found = {"people": 7, "worse": share(1, 7), "same": share(5, 7), "better": share(1, 7)}
    (line,) = escalation_lines(found)
    assert "1 stands worse at the end" in line and "5 as they did and 1 better" in line
    assert "%" not in line


def test_a_part_of_a_whole_is_told_by_number():
    told = [part_of(part, whole, "person", "people") for part, whole in
            ((1, 1), (0, 1), (2, 2), (0, 5), (5, 5), (1, 5))]  # fmt: skip
    assert told == [
        "the one person", "not the one person", "both people", "none of 5 people", "all 5 people",
        "1 of 5 people",
    ]  # fmt: skip


def test_steps_of_days_are_no_months():
    assert span(20, 7) == "20 weeks" and span(1, 7) == "1 week"
    assert span(4, 10) == "4 steps of 10 days" and span(1, 1) == "1 step of 1 day"


def test_one_day_month_and_year_are_told_as_one():
    assert [span(1), span(2), span(12), span(24), days(1)] == [
        "1 month", "2 months", "1 year", "2 years", "1 day"
    ]  # fmt: skip


def test_a_grade_called_nothing_is_not_read_into_the_sentence():
    shares = [("nothing", 0.9999), ("shown", 0.0001), ("A", 0.5)]
    told = grades_held([(name, Share(part, 20_000)) for name, part in shares])
    assert told == "nothing: over 99.9 %, shown: under 0.1 %, A 50 %"
