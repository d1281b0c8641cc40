"""M6, M14, M19 and M8 in time from books of a few lines: all of it can be worked on paper."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.core import events as happened
from socialcredit.core.run_layout import TABLES
from socialcredit.results.measures import dependence, gaps, operator_view, reasons
from socialcredit.results.measures.registry import chosen, values
from socialcredit.results.run import Run
from tests.results.synthetic import event, in_columns, manifest, rows, tiny_tables

START, BOUND = 100000, 96000  # hundredths; below the bound the grade is penal


def filed(who, record, points, score, day=5, cause=0, **rest):
    """A record against somebody, and where it leaves them."""
    told = {"kind": 1, "entry": 1, "grade": int(score < BOUND), **rest}
    return event(who, day, happened.FILED, points=points, cause=cause, record=record, score=score,
                 **told)  # fmt: skip


def fallen(who, *points, day=5):
    """Somebody with these records in this order."""
    score, found = START, []
    for number, one in enumerate(points):
        score += one
        found.append(filed(who, 10 * who + number, one, score, day))
    return found


def in_memory(told, tables):
    """A run that lies in no folder."""
    return Run(None, told, in_columns({name: tables.get(name, []) for name in TABLES}))


def run_of(books, **names):
    told = manifest()
    told["names"]["schemes"][0] |= names
    return in_memory(told, {**tiny_tables(), "panel_events": books})


def test_a_grade_that_four_records_bring_is_explained_by_them():
    found = reasons.what_reasons_explain(run_of(fallen(1, -2000, -3000)))
    assert (found["falls"], found["four"], found["stated"], found["explained"]) == (1, 1, 1, 1)
    assert (found["single"], found["needed"]) == (0, 2)  # neither alone comes below the bound


def test_many_small_records_are_not_explained_by_four():
    found = reasons.what_reasons_explain(run_of(fallen(1, *[-500] * 9)))
    assert found["stated"] == approx(4 / 9) and found["four"] == 0
    assert found["explained"] == 0 and found["needed"] == 8  # eight of nine hold four fifths


def test_a_record_that_leads_straight_to_a_grade_is_the_whole_reason():
    straight = filed(1, 12, 0, START - 500, grade=1)
    book = [*fallen(1, -500), straight]
    names = {"entry_to_grade": [None, "B", None]}
    found = reasons.what_reasons_explain(run_of(book, **names))
    assert (found["stated"], found["needed"], found["single"]) == (1, 1, 1)


def test_what_nobody_told_the_person_of_is_counted_to_the_end():
    told = event(1, 50, happened.NOTICE, entry=1, record=11)
    found = reasons.what_reasons_explain(run_of([*fallen(1, -2000, -3000), told]))
    assert found["untold"] == approx(2000 / 5000)


def test_a_fall_before_the_run_or_a_stay_that_goes_on_is_none():
    before = fallen(1, -5000, day=-3)
    more = filed(1, 99, -100, START - 5100, day=9)
    assert reasons.what_reasons_explain(run_of([*before, more]))["falls"] == 0


def test_without_a_penal_grade_there_is_nothing_to_explain():
    assert reasons.what_reasons_explain(run_of(fallen(1, -5000), penal=[])) is None


def test_a_decision_follows_the_score_where_the_body_looked():
    run = run_of([])
    assert dependence.decision_dependence(run)["followed"] == approx((3 + 4) / 20)
    checked = run_of([], consequence_checks=[True, False])
    assert dependence.decision_dependence(checked)["followed"] == approx(4 / 10)
    dearer = run_of([], consequence_effects=["refuse", "dearer"])
    assert dependence.decision_dependence(dearer)["followed"] == approx(3 / 10)


def test_a_door_closed_by_an_older_copy_is_not_closed_by_the_grade_held():
    refused = {"entry": 0, "source": 0, "score": 95000, "grade": 1}
    book = [
        *fallen(1, -5000),
        event(1, 8, happened.REFUSED, record=3, **refused),
        event(1, 20, happened.EXPIRED, kind=1, entry=1, record=10, points=5000, score=95000,
              grade=0),
        event(1, 21, happened.REFUSED, record=1, **refused),
    ]  # fmt: skip
    run = run_of(book, consequence_grades=[["B"], None])
    assert dependence.decision_dependence(run)["as_held"] == approx(3 / 4)


def test_what_an_office_strikes_out_is_held_against_the_truth():
    book = [
        filed(1, 11, -100, 99900, cause=2), event(1, 9, happened.CORRECTED, entry=1, record=11),
        filed(2, 12, -100, 99900), event(2, 9, happened.CORRECTED, entry=1, record=12),
        filed(3, 13, -100, 99900, cause=1), event(3, 9, happened.FOLLOWED, entry=1, record=13),
    ]  # fmt: skip
    run = run_of(book)
    # Of the two that this office struck out: the third was put right by another body.
    assert dependence.decision_dependence(run)["rightly"] == approx(1 / 2)


def test_disputes_turned_down_count_those_that_silence_turned_down():
    tables = tiny_tables()
    tables["appeals"] = rows("decided silent corrected wrongly_upheld", "9 4 3 5")
    run = in_memory(manifest(), tables)
    assert dependence.decision_dependence(run)["let_stand"] == approx(5 / 10)


def test_loans_are_refused_for_marks_or_on_the_lenders_own_grounds():
    lent = rows("face wrongly marks full", "1 2 3 4")
    run = in_memory(manifest(), {**tiny_tables(), "lending": lent})
    assert dependence.loans_refused_by_record(run) == approx((2 + 3) / 10)


def test_the_operators_file_knows_only_what_was_struck_out():
    run = in_memory(manifest(), tiny_tables())
    found = operator_view.operators_view(run)
    assert found["wrong"] == approx(2 / 14)  # two corrections; 14 bad records, of which 5 are wrong
    told = values(run, chosen(["M19.wrong.hidden"]))
    assert told["M19.wrong.hidden"] == approx(5 / 14 - 2 / 14)
    assert found["unseen"] == 0  # the one wrong record of the panel was put right


def test_days_that_a_struck_out_record_brought_are_wrong_by_the_file():
    seen = [
        filed(1, 11, -5000, 95000, cause=2),
        event(1, 40, happened.CORRECTED, kind=1, entry=1, record=11, score=START, grade=0),
        event(1, 41, happened.COPIES_CORRECTED, entry=1, record=11, score=START, grade=0),
    ]
    unseen = [filed(2, 12, -5000, 95000, cause=2)]
    found = operator_view.operators_view(run_of([*seen, *unseen]))
    assert found["unseen"] == approx(1 / 2)
    # Both bear the wrong grade from the first of February on, 28 days; the file knows of one.
    assert found["true_days"] == 1 and found["days"] == approx(1 / 2)


def test_what_the_file_hides_rests_on_the_fewer_cases():
    more = operator_view.hidden(operator_view.Share(0.5, 40), operator_view.Share(0.2, 8))
    assert more == approx(0.3) and more.few
    assert operator_view.hidden(None, 0.2) is None
    assert operator_view.hidden(3.0, 1.0) == 2.0


# Five classes of true conduct, a cell of either group in each; the minority is watched more.
CELLS = rows(
    "cell place female urban minority age_band fifth residents",
    *(f"{cell} 0 0 1 {cell % 2} 1 0 2000" for cell in range(10)),
)  # fmt: skip


def records_of(cell):
    """Bad records a month: more of the minority at the same conduct."""
    return 10 * (cell // 2 + 1) + 25 * (cell % 2)


@pytest.fixture(scope="module")
def two_years():
    """A day of penalty for each record; two from the second year on."""
    grades = rows("month cell grade residents",
                  *(f"{m} {c} 0 2000" for m in (0, 29) for c in range(10)))  # fmt: skip
    harm = rows(
        "month cell penalised wrongly late penal_days wrong_days bad_records wrong_records "
        "bad_deeds",
        *(f"{m} {c} 20 1 0 {records_of(c) * (1 if m < 12 else 2)} 0 {records_of(c)} 0 "
          f"{100 * (c // 2 + 1)}" for m in range(30) for c in range(10)),
    )  # fmt: skip
    told = manifest(months=30, days=912, people=20000)
    tables = {"cells": CELLS, "grades": grades, "harm": harm}
    return in_memory(told, tables)


def test_the_first_year_and_the_last_are_of_a_scheme_and_do_not_overlap(two_years):
    when = gaps.first_and_last(two_years)
    assert np.flatnonzero(when["at_first"]).tolist() == list(range(12))
    assert np.flatnonzero(when["at_last"]).tolist() == list(range(18, 30))


def test_a_short_run_is_told_by_its_halves_and_one_month_not_at_all():
    tables = {"grades": rows("month cell grade residents", "0 0 0 1", "1 0 0 1")}
    when = gaps.first_and_last(in_memory(manifest(), tables))
    assert [np.flatnonzero(one).tolist() for one in when.values()] == [[0], [1]]
    alone = {"grades": rows("month cell grade residents", "1 0 0 1")}
    assert gaps.first_and_last(in_memory(manifest(), alone)) is None


def test_burdens_of_groups_are_told_before_people_have_adapted_and_after(two_years):
    found = gaps.adapted(two_years, "minority")
    first, last = found["at_first"], found["at_last"]
    assert first["penal_days"] == approx(275 / 150) == approx(last["penal_days"])
    assert first["penal_days"].cases == 5 * 20 and first["wrong_days"] is None
    # At the same conduct 25 days a month more on 2,000 people, and twice that at last.
    assert first["gap"] == approx(25 * 12 / 2000)
    assert last["gap"] == approx(2 * first["gap"])
    told = values(two_years, chosen(["M8.minority.at_last"]))
    assert told["M8.minority.at_last.gap"] == approx(last["gap"])


def test_whoever_sees_only_records_takes_the_more_watched_for_the_worse(two_years):
    told = values(two_years, chosen(["M8.minority.gap", "M19.minority", "M19.minority.hidden"]))
    # By records three classes have cells of both groups, in which the minority has 5 more.
    years, borne = 30 / 12, 12 + 2 * 18
    assert told["M8.minority.gap"] == approx(25 * borne / 2000 / years)
    assert told["M19.minority"] == approx(5 * borne / 2000 / years)
    assert told["M19.minority.hidden"] == approx(20 * borne / 2000 / years)
