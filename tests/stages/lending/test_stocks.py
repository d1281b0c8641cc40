"""Who owes how many, and what lenders have on file: stocks of a month in which nothing happens."""

import numpy as np
import pytest

from socialcredit.core.columns import MINORITY, ONLINE
from socialcredit.core.run_layout import MONTHLY
from tests.stages.lending.test_loans import FIRST, NOTHING, SECOND, THIRD, lived, market_of, world
from tests.stages.small import START

# All three lend, and whoever asks at all asks the third.
LENDERS = [{"lender": str(n), "weight": 1.0 if n == 2 else 1e-12, "closes": None} for n in range(3)]
QUIET = {"asking": {"per_year": [0.0] * 5, "more_with_each": 0.0}, "lenders": LENDERS}
COLUMNS = MONTHLY["lending"].counts


def counted(members=0.0, people=1, changes=QUIET, **columns):
    """The counts of a month that are not nought, by the names of the table."""
    _, row = lived(market_of(world(**changes), members), people=people, **columns)
    return {name: n for name, n in zip(COLUMNS, row.tolist(), strict=True) if n}


@pytest.mark.parametrize(
    ("columns", "stocks"),
    [
        ({}, {}),
        ({"held": SECOND}, {"borrowers": 1, "loans": 1}),
        ({"held": FIRST | THIRD}, {"borrowers": 1, "several": 1, "loans": 2}),
        ({"held": FIRST | SECOND | THIRD},
         {"borrowers": 1, "several": 1, "over": 1, "loans": 3}),
        ({"held": FIRST, "late": FIRST, "marks": FIRST},
         {"borrowers": 1, "loans": 1, "late": 1}),
        ({"held": FIRST | SECOND, "late": FIRST | SECOND, "marks": FIRST | SECOND},
         {"borrowers": 1, "several": 1, "over": 1, "loans": 2, "late": 1}),
        ({"marks": FIRST, "wrong": FIRST}, {"wrongly_marked": 1}),
    ],
)  # fmt: skip
def test_people_are_counted_by_how_many_lenders_they_owe(columns, stocks):
    assert counted(**columns) == {"people": 1, **stocks}


def test_on_file_is_who_ever_borrowed_from_a_member():
    assert counted(0.4, known=FIRST) == {"people": 1, "on_file": 1}
    assert counted(0.4, known=SECOND | THIRD) == {"people": 1}
    assert counted(1.0, known=SECOND | THIRD) == {"people": 1, "on_file": 1}
    assert counted(0.0, known=FIRST) == {"people": 1}


def test_a_loan_brings_a_borrower_into_the_files_of_its_lender_for_good():
    loans, row = lived(market_of(world(), 1.0))
    assert (loans.held[0], loans.known[0]) == (THIRD, THIRD)
    assert dict(zip(COLUMNS, row.tolist(), strict=True))["on_file"] == 1
    ends = {**QUIET, "terms": {"months": 1, "limit": 2, "over": 3}}
    loans, _ = lived(market_of(world(**ends), 1.0), held=FIRST, known=FIRST)
    assert (loans.held[0], loans.known[0]) == (0, FIRST)


def test_each_loan_fares_by_itself():
    ends = {**QUIET, "terms": {"months": 1, "limit": 2, "over": 3}}
    # two end in time; the third is in arrears and neither cured nor lost
    found = counted(changes=ends, held=7, late=SECOND, marks=SECOND)
    assert found == {"people": 1, "borrowers": 1, "loans": 1, "late": 1, "repaid": 2}
    lost = {**QUIET, "paying": {**NOTHING, "lost": 1.0}}
    found = counted(changes=lost, held=7, late=FIRST | THIRD, marks=FIRST | THIRD)
    assert found == {"people": 1, "borrowers": 1, "loans": 1, "defaulted": 2}


def test_cured_arrears_are_owed_still_and_a_right_mark_stays_until_it_fades():
    cured = {**QUIET, "paying": {**NOTHING, "cured": 1.0}}
    loans, row = lived(market_of(world(**cured)), held=FIRST, late=FIRST, marks=FIRST)
    assert (loans.held[0], loans.late[0], loans.marks[0]) == (FIRST, 0, FIRST)
    assert dict(zip(COLUMNS, row.tolist(), strict=True))["defaulted"] == 0
    fades = {**cured, "files": {"wrong": 0.0, "minority_times": 1.0, "corrected": 0.0, "kept": 1}}
    loans, _ = lived(market_of(world(**fades)), held=FIRST, late=FIRST, marks=FIRST)
    assert loans.marks[0] == 0
    loans, _ = lived(market_of(world(**{**fades, **QUIET, "paying": NOTHING})),
                     held=FIRST, late=FIRST, marks=FIRST)  # fmt: skip
    assert loans.marks[0] == FIRST  # while it is late, nothing fades


def test_a_correction_takes_away_wrong_marks_only():
    files = {"wrong": 0.0, "minority_times": 1.0, "corrected": 1.0, "kept": 10**12}
    loans, _ = lived(market_of(world(**QUIET, files=files)), marks=FIRST | SECOND, wrong=FIRST)
    assert (loans.marks[0], loans.wrong[0]) == (SECOND, 0)


def test_arrears_make_a_wrong_mark_right():
    late = {**QUIET, "paying": {**NOTHING, "late": [1.0] * 8}}
    loans, _ = lived(market_of(world(**late)), held=FIRST, marks=FIRST, wrong=FIRST)
    assert (loans.late[0], loans.marks[0], loans.wrong[0]) == (FIRST, FIRST, 0)


def test_arrears_grow_with_the_loans_that_are_open_and_at_lenders_that_have_closed():
    chances = [0.0, 0.0, 1.0, *[1.0] * 5]  # who owes one never falls behind, who owes two does
    several = {**QUIET, "paying": {**NOTHING, "late": chances}}
    assert "late" not in counted(changes=several, held=SECOND)
    assert counted(changes=several, held=SECOND | THIRD)["late"] == 1
    gone = [{**one, "closes": START if n else None} for n, one in enumerate(LENDERS)]
    closed = {**QUIET, "lenders": gone,
              "paying": {**NOTHING, "late": [0.5] * 8, "closed_times": 2.0}}  # fmt: skip
    loans, _ = lived(market_of(world(**closed)), people=200, held=FIRST | SECOND)
    assert (loans.late & SECOND == SECOND).all()
    assert 60 < (loans.late & FIRST == FIRST).sum() < 140


def test_the_poor_ask_and_fall_behind_by_their_own_fifth():
    for fifth in range(5):
        asks = [1e6 if n == fifth else 0.0 for n in range(5)]
        behind = [1.0 if n == fifth else 0.0 for n in range(5)]
        told = world(asking={"per_year": asks, "more_with_each": 0.0},
                     paying={**NOTHING, "late": [1.0] * 8, "by_fifth": behind})  # fmt: skip
        rows = by_group(told, fifth, 0)
        assert rows[0, fifth, COLUMNS.index("asked")] == 1
        assert rows[0, fifth, COLUMNS.index("late")] == 1


def by_group(told, fifth, flags):
    _, rows = lived(market_of(told), flags=ONLINE | flags, fifth=fifth, apart=True, held=FIRST)
    return rows


def test_a_person_is_counted_in_the_own_group_and_fifth():
    rows = by_group(world(**QUIET), 3, MINORITY)
    assert np.argwhere(rows[..., COLUMNS.index("people")]).tolist() == [[1, 3]]


def test_who_owes_the_chosen_lender_asks_the_next_that_lends():
    told = world(lenders=LENDERS)
    for held, asked in ((0, THIRD), (THIRD, FIRST), (THIRD | FIRST, SECOND)):
        loans, _ = lived(market_of(told), held=held)
        assert loans.held[0] == held | asked


def test_who_owes_everybody_asks_nobody():
    assert "asked" not in counted(changes={}, held=7)


def test_lenders_are_chosen_by_their_weights():
    lenders = [{"lender": str(n), "weight": w, "closes": None} for n, w in enumerate((1, 2, 1))]
    loans, row = lived(market_of(world(lenders=lenders)), people=2000)
    shares = [(loans.held == bit).mean() for bit in (FIRST, SECOND, THIRD)]
    assert shares == pytest.approx([0.25, 0.5, 0.25], abs=0.05)
    assert dict(zip(COLUMNS, row.tolist(), strict=True))["granted"] == 2000


def test_a_face_check_fails_some_now_and_then_and_others_always():
    now = {"since": START, "minority_times": 2.0}
    for check, flags, chance in (
        ({"chance": 0.2, "never": 0.0}, 0, 0.2), ({"chance": 0.2, "never": 0.0}, MINORITY, 0.4),
        ({"chance": 0.0, "never": 0.2}, 0, 0.2), ({"chance": 0.0, "never": 0.2}, MINORITY, 0.4),
    ):  # fmt: skip
        market = market_of(world(check={**now, **check}))
        failed = [lived(market, flags=ONLINE | flags, people=1000, month=m)[0].held == 0
                  for m in (0, 1)]  # fmt: skip
        assert failed[0].mean() == pytest.approx(chance, abs=0.07)
        assert np.array_equal(*failed) == (check["never"] > 0)
