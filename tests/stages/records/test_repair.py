"""A record is repaired after the first month of luck, before it ends; months are drawn at once."""

from hypothesis import given
from hypothesis import strategies as st

from socialcredit.core.draws import philox
from socialcredit.core.limits import COMMUNITY, NEVER
from socialcredit.core.terms import after
from socialcredit.stages.records.cases import (
    HELD,
    NO_SCHEME,
    PENDING,
    REPAIR,
    UNFILED,
    hold,
    new_cases,
    open_case,
)
from socialcredit.stages.records.repair import REPAIRED, TRIES

EPOCH = 735_234  # 1 January 2014, as the calendar counts
KEY = (7, 3)
CERTAIN = 1 << 32


def one_try_after_the_other(slot, number, scheme, begins, ends, chance, today):
    """The day of repair by one draw a month, as the terms say it; None where there is none."""
    for tries in range(TRIES):
        day = after(begins, -tries, EPOCH)
        if day >= ends:
            return None
        word = philox(slot, number, scheme << 24 | tries, REPAIRED, *KEY)[0]
        if day > today and word < chance:
            return day
    return None


@given(
    who=st.integers(0, COMMUNITY - 1),
    number=st.integers(0, 2**32 - 1),
    scheme=st.sampled_from([0, 3, NO_SCHEME]),
    filed=st.integers(0, 900),
    term=st.one_of(st.integers(1, 400), st.integers(-24, -1)),
    chance=st.one_of(
        st.integers(0, CERTAIN // 8), st.sampled_from([0, CERTAIN // 2, CERTAIN - 1, CERTAIN])
    ),
    lasts=st.one_of(st.integers(1, 2500), st.just(None)),
    later=st.integers(0, 700),
)
def test_tries_drawn_at_once_are_those_of_month_after_month(
    who, number, scheme, filed, term, chance, lasts, later
):
    cases, community, today = new_cases(4), 5, filed + later
    at = open_case(cases, who, 9, 2, scheme, 0, PENDING, 1, 0, NEVER, filed, -500, number)
    ends = NEVER if lasts is None else filed + lasts
    hold(cases, at, (ends, term, chance, EPOCH), 1, community, today, KEY)
    slot, named = community * COMMUNITY + who, UNFILED if scheme == NO_SCHEME else scheme
    ends = max(ends, today + 1)
    expected = one_try_after_the_other(
        slot, number, named, after(filed, term, EPOCH), ends, chance, today
    )
    if expected is None:
        assert (cases.rows[at].stage, cases.due[at]) == (HELD, ends)
    else:
        assert (cases.rows[at].stage, cases.due[at]) == (REPAIR, expected)


def test_after_sixty_months_nobody_tries_any_more():
    """Also where the draws of later months, made at once with the last ones, would have done."""
    cases, chance = new_cases(4), CERTAIN // 100

    def hits(number, months):
        words = (philox(5 * COMMUNITY, number, tries, REPAIRED, *KEY)[0] for tries in months)
        return any(word < chance for word in words)

    number = next(n for n in range(9999) if hits(n, range(60, 64)) and not hits(n, range(60)))
    at = open_case(cases, 0, 9, 2, 0, 0, PENDING, 1, 0, NEVER, 10, -500, number)
    hold(cases, at, (NEVER, 30, chance, EPOCH), 1, 5, 10, KEY)
    assert (cases.rows[at].stage, cases.due[at]) == (HELD, NEVER)
