"""A position's rows are found along its chain as a walk over the whole book finds them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.records.cases import (
    DONE,
    HELD,
    PENDING,
    WORDS,
    new_cases,
    open_case,
    pack,
    unpack,
)
from socialcredit.stages.records.sightings import drop_done

ROOM = 24  # rows: little enough to be filled
POSITIONS = [0, 1, 2, COMMUNITY - 1]
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["open", "open and shut"]), st.sampled_from(POSITIONS)),
        st.tuples(st.just("close"), st.integers(0, ROOM - 1)),
        st.tuples(st.just("drop"), st.integers(0, 3)),
        st.tuples(st.just("month ends"), st.just(0)),
    ),
    max_size=60,
)


def along_the_chain(cases, who):
    """The rows of a position, the first one first."""
    rows, at = [], cases.newest[who]
    while at >= 0:
        rows.append(int(at))
        assert len(rows) <= ROOM, "a chain that bites its tail"
        at = cases.before[at]
    return rows[::-1]


def walked(cases, who):
    """The same, asking every row of the book."""
    return [at for at in range(cases.used[0]) if cases.rows[at].who == who]


def taken(cases, step, what):
    """One step of the life of a book; at the end of a month it goes through its kept form."""
    if step.startswith("open"):
        stage = PENDING if step == "open" else DONE
        open_case(cases, what, 3, 0, 0, 0, stage, 0, 1, 9, 8, -50, 7)
    elif step == "close" and what < cases.used[0]:
        cases.rows[what].stage = DONE
    elif step == "drop":
        drop_done(cases, what)
    elif step == "month ends":
        packed = np.zeros((ROOM, WORDS), np.uint32)
        unpack(packed[: pack(cases, packed)], cases)


@given(steps)
def test_rows_of_a_position_are_those_that_a_walk_over_the_book_finds(life):
    cases = new_cases(ROOM)
    for step, what in life:
        taken(cases, step, what)
        for who in POSITIONS:
            assert along_the_chain(cases, who) == walked(cases, who), (step, what)


def test_rows_leave_from_the_end_of_the_book_only_and_not_beyond_the_first():
    cases = new_cases(ROOM)
    for stage in (DONE, HELD, DONE, DONE):
        open_case(cases, 1, 3, 0, 0, 0, stage, 0, 1, 9, 8, -50, 7)
    drop_done(cases, 3)
    assert cases.used[0] == 3
    drop_done(cases, 0)
    assert cases.used[0] == 2, "what is open stays, and what lies before it"
    assert along_the_chain(cases, 1) == [0, 1]
