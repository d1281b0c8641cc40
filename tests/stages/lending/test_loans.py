"""A lender decides by what it can see: its own file, or what every member of a bureau has filed."""

from datetime import date

import numpy as np
import pytest

from socialcredit.compile.documents import as_plain
from socialcredit.compile.lending import compile_market
from socialcredit.core.columns import MINORITY, ONLINE, People
from socialcredit.language.resolve.loading import load_beliefs
from socialcredit.stages.lending.loans import (
    COUNTS,
    DEFAULTED,
    FACE,
    FULL,
    GRANTED,
    MARKS,
    ON_FILE,
    OVER,
    REPAID,
    STRANDED,
    STRANDED_LOST,
    WRONGLY,
    lend,
    new_loans,
)
from tests.stages.small import HOLDS, START, scheme_with

FIRST, SECOND, THIRD = 1, 2, 4
KEY = np.array([5, 9], np.uint32)
NOTHING = {"late": [0.0] * 8, "by_fifth": [1.0] * 5, "cured": 0.0, "lost": 0.0,
           "closed_times": 1.0}  # fmt: skip


def world(**changes):
    """Three lenders, of whom everybody asks the third; nothing else ever happens."""
    lenders = [{"lender": str(n), "weight": float(n == 2), "closes": None} for n in range(3)]
    told = {
        "lenders": lenders,
        "asking": {"per_year": [1e6] * 5, "more_with_each": 0.0},
        "terms": {"months": 10**9, "limit": 2, "over": 3},
        "paying": NOTHING,
        "files": {"wrong": 0.0, "minority_times": 1.0, "corrected": 0.0, "kept": 10**12},
        "check": None,
    }
    return {**told, **changes}


def market_of(lending, members=0.0, first=START):
    bureau = [{**HOLDS, "bureau": "files", "members": {START: members}}]
    return compile_market(lending, [scheme_with(bureau=bureau)], [True], first)


def lived(market, flags=ONLINE, age=30, people=1, month=0, fifth=0, apart=False, **columns):
    """A month of some people who are alike; returns their loans and all counts in one row.

    apart  counts by group and fifth
    """
    loans = new_loans(people)
    for name, value in columns.items():
        getattr(loans, name)[:] = value
    zeros = {name: np.zeros(people, np.uint8) for name in People._fields}
    who = People(**zeros)
    who.age[:], who.flags[:], who.fifth[:] = age, flags, fifth
    who = who._replace(profile=np.zeros(people, np.uint16))
    out = np.zeros((2, 5, COUNTS), np.int64)
    lend(loans, who, market, 0, 0, people, month, KEY, out)
    return loans, out if apart else out.sum(axis=(0, 1))


def test_without_a_bureau_a_lender_does_not_see_what_is_owed_elsewhere():
    loans, row = lived(market_of(world()), held=FIRST | SECOND, marks=FIRST)
    assert row[GRANTED] == 1
    assert loans.held[0] == FIRST | SECOND | THIRD
    assert row[OVER] == 1


@pytest.mark.parametrize(
    "columns, outcome",
    [
        ({"held": FIRST}, GRANTED),
        ({"held": FIRST | SECOND}, FULL),
        ({"marks": FIRST}, MARKS),
        ({"marks": FIRST, "wrong": FIRST}, WRONGLY),
        ({"marks": FIRST | SECOND, "wrong": FIRST}, MARKS),
    ],
)
def test_a_member_sees_the_loans_and_marks_of_all_members(columns, outcome):
    _, row = lived(market_of(world(), members=1.0), **columns)
    assert row[outcome] == 1
    assert row[[GRANTED, FULL, MARKS, WRONGLY, FACE]].sum() == 1


def test_who_is_not_a_member_neither_files_nor_reads():
    # two of three have joined: the third, whom everybody asks, reads its own file only
    market = market_of(world(), members=0.6)
    assert market.members == FIRST | SECOND
    assert lived(market, marks=FIRST)[1][GRANTED] == 1
    assert lived(market, marks=THIRD)[1][MARKS] == 1
    assert lived(market, known=THIRD)[1][ON_FILE] == 0
    assert lived(market, known=SECOND)[1][ON_FILE] == 1


def test_a_bureau_that_is_not_in_force_joins_nobody():
    bureau = [{**HOLDS, "bureau": "files", "members": {START: 1.0}}]
    scheme = scheme_with(bureau=bureau)
    assert compile_market(world(), [scheme], [False], START).members == 0
    assert compile_market(world(), [scheme], [True], date(2019, 12, 1)).members == 0


def test_a_lender_that_has_closed_lends_to_nobody_and_its_loans_live_on():
    lenders = world()["lenders"]
    gone = [{**lender, "closes": START, "weight": 1.0} for lender in lenders[1:]]
    market = market_of(world(lenders=[{**lenders[0], "weight": 1.0}, *gone]))
    loans, _ = lived(market, held=SECOND)
    assert loans.held[0] == FIRST | SECOND
    assert lived(market, held=FIRST)[0].held[0] == FIRST


def test_a_loan_owed_to_a_lender_that_has_closed_is_stranded_until_it_ends():
    lost = world(paying={**NOTHING, "lost": 1.0})
    lost["lenders"] = [{**lender, "weight": 1.0} for lender in lost["lenders"]]
    lost["lenders"][0]["closes"] = START
    market = market_of(lost)
    _, row = lived(market, held=FIRST | SECOND)
    assert row[STRANDED] == 1
    for late, stranded in ((FIRST, 1), (SECOND, 0)):
        _, row = lived(market, held=FIRST | SECOND, late=late)
        assert (row[DEFAULTED], row[STRANDED_LOST]) == (1, stranded)


def test_arrears_leave_a_mark_that_stays_when_the_loan_is_lost():
    late = world(paying={**NOTHING, "late": [1.0] * 8})
    loans, _ = lived(market_of(late), held=FIRST)
    assert (loans.late[0], loans.marks[0], loans.wrong[0]) == (FIRST, FIRST, 0)
    lost = world(paying={**NOTHING, "lost": 1.0})
    loans, row = lived(market_of(lost), held=FIRST, late=FIRST, marks=FIRST)
    assert (loans.held[0] & FIRST, loans.late[0], loans.marks[0]) == (0, 0, FIRST)
    assert row[DEFAULTED] == 1


def test_a_loan_that_ends_in_time_leaves_no_mark():
    ends = world(terms={"months": 1, "limit": 2, "over": 3})
    loans, row = lived(market_of(ends), held=FIRST)
    assert (row[REPAID], loans.marks[0]) == (1, 0)


def test_wrong_marks_fall_on_the_minority_more_often():
    files = {"wrong": 0.05, "minority_times": 3.0, "corrected": 0.0, "kept": 10**12}
    market = market_of(world(files=files))
    for flags, chance in ((ONLINE, 0.05), (ONLINE | MINORITY, 0.15)):
        loans, _ = lived(market, flags=flags, people=2000, held=FIRST)
        assert abs((loans.wrong == FIRST).mean() - chance) < 4 * (chance / 2000) ** 0.5
        assert np.array_equal(loans.marks, loans.wrong)


def test_a_failed_face_check_ends_the_application():
    check = {"since": START, "chance": 1.0, "never": 0.0, "minority_times": 1.0}
    _, row = lived(market_of(world(check=check)))
    assert (row[FACE], row[GRANTED]) == (1, 0)
    later = market_of(world(check={**check, "since": date(2021, 1, 1)}))
    assert lived(later)[1][GRANTED] == 1


@pytest.mark.parametrize("who", [{"age": 17}, {"flags": 0}])
def test_children_and_people_offline_ask_for_nothing(who):
    assert lived(market_of(world()), **who)[1].sum() == 0


def test_as_shipped_nobody_lends():
    assert as_plain(load_beliefs().lending)["lenders"] == []
