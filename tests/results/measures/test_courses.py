"""Each line of the page on conduct by month and by period: sums of the same months, twin beside."""

from datetime import date

import numpy as np
import pytest
from pytest import approx

from socialcredit.experiments.in_memory import lived
from socialcredit.language.model.under import Under
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.report.behaviour import QUESTIONS, answer
from socialcredit.report.sections.course import amount, through
from socialcredit.results.measures.acceptance import acceptance
from socialcredit.results.measures.course import stretches_of, years_lived
from socialcredit.results.measures.courses import LINES, courses
from socialcredit.results.measures.hours import drift
from socialcredit.results.measures.measure import block
from socialcredit.results.measures.response import left_undone
from socialcredit.results.measures.summary import summary
from socialcredit.results.measures.trapped import giving_up
from socialcredit.results.measures.watched import watched
from socialcredit.results.measures.withdrawn import withdrawn
from socialcredit.results.part import Share
from tests.engine.towns import SHARP, town

ENDED = load_scenario("rongcheng-ended")
B = "assumptions.behaviour."
LOUD = [
    *SHARP, f"{B}perceived-risk.aware_at_start=1", f"{B}offsetting.strength=200",
    "assumptions.deeds.judgment-default.rate=1", f"{B}shame.threat=20",
    "assumptions.domains.attempts.loan.per_year=24",
]  # fmt: skip
DAYS = Under(scheme="rongcheng", starts=date(2016, 2, 1), ends=date(2016, 7, 15))
LINES_TOLD = range(1, 9)  # of this run; nobody lobbied before it


def of_town(**changes):
    asked = {
        "people": 600, "starts": date(2016, 1, 1), "ends": date(2017, 9, 30), "under": (DAYS,),
        "who_knew": True, "responses": ENDED.responses, "assumptions": ENDED.assumptions,
        "panel_households": 1000,
    }  # fmt: skip
    return lived(resolve(town(**{**asked, **changes}), LOUD), 2)


@pytest.fixture(scope="module")
def run():
    return of_town()


def by_words(run, line):
    return {one.words: one for one in courses(run, line)}


def test_every_line_of_the_page_has_a_course():
    assert sorted(LINES) == [one.number for one in QUESTIONS]


@pytest.mark.parametrize("line", LINES_TOLD)
def test_a_line_that_has_numbers_tells_them_for_before_during_and_after(run, line):
    (question,) = [one for one in QUESTIONS if one.number == line]
    told = answer(question, run, summary(run), (), None)
    assert told.rows and told.through.beside
    assert told.through.header == [
        "", "before (1 month)", "during (6 months)", "the first year after (12 months)",
        "later (2 months)",
    ]  # fmt: skip
    assert all(len(row) == 5 for row in told.through.rows)
    assert "the scheme's first day and the scheme's last day marked" in told.figures[-1].title


def test_over_all_months_they_are_the_numbers_of_their_lines(run):
    every = np.ones(run.months, bool)
    seen, found = watched(run), by_words(run, 2)
    for side in ("bad", "good"):
        one = found[f"{side} deeds of kinds that no scheme measures"]
        for world, key in ((0, "with"), (1, "without")):
            assert one.over(run, every, world).cases == seen[side]["unmeasured"][key]
    known = found["bad deeds under a rule that their doer had heard of"]
    assert known.over(run, every).cases == seen["bad"]["known"]["with"] > 0
    left = block(left_undone, run)
    undone = by_words(run, 3)
    assert undone["deeds left undone, for whatever reason"].over(run, every).cases == left["deeds"]
    fear = undone["left undone for fear of being recorded"].over(run, every)
    assert fear.cases == left["mechanisms"]["perceived-risk"] > 0
    index = by_words(run, 5)["hours measured over hours unmeasured"]
    assert index.over(run, every) == approx(drift(run)["index"])


def test_what_stands_at_a_months_end_is_that_months(run):
    last = np.arange(run.months) == run.months - 1
    expected = by_words(run, 1)["bad deeds expected from motivation alone"]
    here, there = (expected.over(run, last, world) for world in (0, 1))
    assert here / there - 1 == approx(withdrawn(run)["bad"]["change"])
    found, adults = acceptance(run), by_words(run, 8)
    for words, stance in (("approve", "approve"), ("protest", "protest")):
        months = adults[f"adults who {words}"].monthly(run)
        told = [row and row[stance] for row in found["by_month"]]
        assert months == told and any(one is not None for one in months)


def test_who_stopped_trying_is_told_of_the_last_month_in_which_the_scheme_acts(run):
    """Not of the run's end, when all that was refused is forgotten."""
    found = giving_up(run)
    rows = run.rows("giving_up", world=0, month=6)
    assert found["month"] == "2016-07" and found["remember"] == rows["remember"].sum() > 0
    assert found["gave_up"] == rows["gave_up"].sum()
    assert (
        found["remember"] > run.rows("giving_up", world=0, month=run.months - 1)["remember"].sum()
    )


def test_before_a_scheme_nothing_of_it_is_told_and_the_twin_does_the_same(run):
    before = stretches_of(run)[0].months
    for words, one in by_words(run, 2).items():
        assert one.over(run, before) == one.over(run, before, 1), words
    for words, one in by_words(run, 3).items():
        assert one.over(run, before) == 0, words
    for words, one in by_words(run, 8).items():
        assert one.over(run, before) is None, words
    assert by_words(run, 6)["named before the public at month ends"].over(run, before) == 0


def test_a_number_on_few_cases_says_so_and_a_rate_keeps_figures_that_say_something(run):
    found = summary(run)
    assert {row[1] for row in through(run, 3, found).rows} == {"none"}, "before the scheme"
    cells = [one for line in LINES_TOLD for row in through(run, line, found).rows for one in row]
    assert any("in all, too few to tell" in one for one in cells)
    assert any("%" in row[2] for row in through(run, 2, summary(run)).rows), "against the twin"
    assert [amount(x) for x in (12345.6, 12.34, 0.1234, 0.0)] == ["12,346", "12.3", "0.12", "0"]


def test_of_a_run_under_its_scheme_from_end_to_end_the_years_are_told():
    whole = of_town(people=100, under=(Under(scheme="rongcheng"),), starts=date(2016, 11, 1),
                    ends=date(2017, 12, 31), twin=None)  # fmt: skip
    told = through(whole, 3, summary(whole))
    assert not told.beside and told.header == ["", "2016 (2 months)", "2017"]
    assert told.figure.rows == told.rows and told.figure.title == "By month"
    assert through(whole, 9, summary(whole)) is None, "nobody lobbied"
    for line in (1, 3, 7):
        picture = through(whole, line, summary(whole)).figure
        assert "twin" not in f"{picture.note} {picture.alt}", "which was not lived"


def test_a_short_month_is_no_fall_of_a_rate(run):
    lived = years_lived(run, 0)
    assert lived[1] / lived[0] == approx(29 / 31), "February 2016"
    assert lived[:12].sum() == approx(run.people, rel=0.01)


def test_a_share_is_told_with_its_cases(run):
    one = by_words(run, 7)["tries at doors not made after refusals"]
    during = one.over(run, stretches_of(run)[1].months)
    assert isinstance(during, Share) and during.whole >= during.part
