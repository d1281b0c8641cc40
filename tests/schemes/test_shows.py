"""What each system is known for is in what a person reads who runs it, on fewer people."""

import re

import pytest

from socialcredit.engine.run import run_scenario
from socialcredit.experiments.compare import compare
from socialcredit.experiments.validate import validate
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.report.page import scheme_sections
from socialcredit.results.measures.summary import scheme_summary
from socialcredit.results.run import open_run
from socialcredit.results.words.summary import summary_text


@pytest.fixture
def lived(tmp_path):
    """Run a scenario on so many people, with changes; its finished run."""

    def run(name, people, *changes):
        sets = [f"people={people}", "panel_households=500", *changes]
        done = run_scenario(load_scenario(name), threads=1, out=tmp_path / name, sets=sets)
        return open_run(done)

    return run


def told_of(run):
    """The summary on one line."""
    return " ".join(summary_text(run).split())


def found(pattern, text):
    """The number that a sentence gives."""
    match = re.search(pattern, text)
    assert match, f"{pattern!r} is not told in: {text}"
    return float(match[1].replace(",", ""))


def test_suining_publishes_two_deductions_for_an_addition_and_adds_for_officials(lived):
    run = lived("suining", 200_000, "to=2010-04-30", "panel_households=40000")
    text = told_of(run)
    assert 60 <= found(r"shown to the county; (\d+) % are deductions", text) <= 74
    assert found(r"most of the additions: official, (\d+) % of them", text) >= 90
    block = scheme_summary(run, 0)
    page = [words for part in scheme_sections(run, block, 0, True) for words in part.paragraphs]
    assert any("after the first month" in words for words in page)


def test_suining_throws_some_straight_to_c_or_d_in_its_first_batch():
    figures, _ = validate("suining", 1, ["people=400000", "to=2010-04-30"])
    produced = {row["what"]: row["produced"] for row in figures}
    assert 0.5 <= produced["people straight in C or D, for 100 deductions"] <= 3.5
    assert 58 <= produced["deductions in the third list, of 30 March"] <= 74
    assert produced["additions that offices filed for their own staff"] >= 93


def test_the_end_of_suining_leaves_nobody_scored(lived):
    text = told_of(lived("suining-ended", 20_000))
    assert "Grades at the end: nobody was scored then." in text


def test_random_penalties_fall_on_people_who_did_nothing(lived):
    text = told_of(lived("random-penalties", 20_000))
    filed, wrong = (
        found(pattern, text)
        for pattern in (r"Bad records: ([\d,]+) filed", r"filed, ([\d,]+) of them wrong")
    )
    assert wrong / filed > 0.9


def test_what_a_county_prints_is_shown_to_others_in_a_comparison():
    changes = ["people=5000", "panel_households=10", "to=2010-06-30"]
    rows = compare("suining", "random-penalties", 1, "local:1", changes).rows
    (shown,) = [row for row in rows if row["measure"] == "shown.times"]
    assert shown["a"] > 5 and shown["b"] == 0


def test_shenzhen_tells_hits_precision_and_how_few_can_be_named(lived):
    text = told_of(lived("shenzhen", 200_000))
    screens = found(r"two screens: ([\d.]+) hits a device and day", text)
    trades = found(r"gallery of trades: ([\d.]+) hits a device and day", text)
    assert 25 <= screens <= 65 and 0.5 <= trades <= 8
    assert found(r"two screens: .*?(\d+) % name somebody who did it", text) >= 90
    assert "It can name 80 % of the residents." in text
    assert found(r"gallery of trades: .*?It can name ([\d.]+) % of the residents", text) < 2
    assert re.search(r"Shown to others: .* \(\d+ wrongly\)", text)


@pytest.mark.parametrize("pictures, filed", [("0.0", False), ("50.0", True)])
def test_a_face_on_a_bus_is_shown_as_a_jaywalker(lived, pictures, filed):
    path = "assumptions.sensors.sources.shenzhen-screens.recognition.capture"
    changes = (f"{path}.passers=0.0", f"{path}.offences=0.0", f"{path}.pictures={pictures}")
    text = told_of(lived("shenzhen", 50_000, "to=2017-12-31", *changes))
    assert ("Bad records: none was filed." in text) is not filed
    assert ("0 % name somebody who did it" in text) is filed


def test_most_people_found_at_shanghai_s_crossings_cannot_be_reached(lived):
    text = told_of(lived("shanghai-crossing", 200_000, "to=2018-03-31"))
    assert 20 <= found(r"(\d+) % of bad records came with notice", text) <= 40


def test_jinan_tells_nearly_everybody(lived):
    text = told_of(lived("jinan", 100_000, "to=2017-08-31"))
    assert found(r"(\d+) % of bad records came with notice", text) >= 80


def test_zhengzhou_tells_paying_with_the_tone_who_hears_it_and_whom_it_wrongs(lived):
    text = told_of(lived("zhengzhou-all", 60_000))
    tone = r"by courts that list a debtor and give the tone"
    assert found(rf"Made good: [\d,]+ of ([\d,]+) records? \([\d.]+ %\) {tone}", text) > 30
    low, high = (found(rf"{tone}.*?between {pattern} as it is assumed", text)
                 for pattern in (r"([\d.]+) and [\d.]+", r"[\d.]+ and ([\d.]+)"))  # fmt: skip
    assert low == 0 < high
    assert found(r"a caller hears of the debt, ([\d,]+) times", text) > 100
    assert found(r"a caller hears of the debt, [\d,]+ times \(([\d,]+) wrongly", text) > 10


def test_growing_cameras_tell_records_wrong_hits_and_restraint_by_year(lived):
    text = told_of(lived("camera-growth", 10_000))
    early = found(r"Hits by year, and wrong ones of them: 2012 ([\d,]+) ", text)
    late = found(r"2018 ([\d,]+) \(\d+\)", text)
    assert late > 10 * early
    assert found(r"2018 [\d,]+ \((\d+)\)", text) > found(r"2012 [\d,]+ \((\d+)\)", text)
    assert re.search(r"Lawful deeds left undone, by year: 2012 -?\d+ of \d+", text)
