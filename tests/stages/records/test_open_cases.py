"""Open cases survive the month's end: what is packed into 24 bytes comes back whole."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from socialcredit.core.limits import MOST_DAYS, NEVER
from socialcredit.stages.records.cases import (
    CASE,
    DONE,
    MOST_WARNED,
    NO_SCHEME,
    WORDS,
    new_cases,
    open_case,
    pack,
    unpack,
)

WIDEST = {
    "who": 2047,
    "kind": 255,
    "source": 31,
    "scheme": NO_SCHEME,
    "cause": 7,
    "stage": DONE,
    "entry": 255,
    "left": 255,
    "due": NEVER,
    "filed": 65535,
    "charge": NEVER,
    "number": 2**32 - 1,
    "joined": 65535,
    "kept": 65535,
    "further": 1,
    "warned": MOST_WARNED,
}
DAYS = ("due", "charge")
rows = st.fixed_dictionaries(
    {name: st.integers(0, widest) for name, widest in WIDEST.items()}
    | {"points": st.integers(-(2**31), 2**31 - 1)}
).map(lambda row: {**row, "kind": row["number"] >> 16 & 255})


def laid_out(filled):
    """Room with these rows in use."""
    cases = new_cases(8)
    for at, row in enumerate(filled):
        for name, value in row.items():
            column(cases, name)[at] = value
    cases.used[0] = len(filled)
    return cases


def column(cases, name):
    """A field of all rows, or one of the two days that stand beside them."""
    return getattr(cases, name) if name in DAYS else cases.rows[name]


def in_use(cases):
    names = CASE.names + DAYS
    return [{name: int(column(cases, name)[at]) for name in names} for at in range(cases.used[0])]


@given(st.lists(rows, max_size=8))
def test_packed_and_unpacked_open_cases_are_the_same(filled):
    packed = np.zeros((8, WORDS), np.uint32)
    kept = pack(laid_out(filled), packed)
    back = new_cases(8)
    unpack(packed[:kept], back)
    assert in_use(back) == [row for row in filled if row["stage"] != DONE]


def test_the_widest_values_fit_side_by_side():
    row = {**WIDEST, "stage": DONE - 1, "points": -(2**31)}
    packed = np.zeros((8, WORDS), np.uint32)
    assert pack(laid_out([row]), packed) == 1
    back = new_cases(8)
    unpack(packed[:1], back)
    assert in_use(back) == [row]
    assert packed[0].nbytes == 24


def test_a_case_without_room_is_counted_and_not_written():
    cases = new_cases(2)
    at = [open_case(cases, who, 1, 2, 0, 0, 0, 3, 300, 70_000, 5, -100, who) for who in range(3)]
    assert at == [0, 1, -1]
    assert list(cases.used) == [2, 1]
    assert (cases.rows[1].left, cases.due[1], cases.charge[1]) == (255, NEVER, NEVER)


def test_a_day_beyond_the_books_is_never_and_not_a_day_long_past():
    late = dict.fromkeys(WIDEST, 0) | {"points": 0, "due": NEVER + 400, "charge": NEVER + 1}
    packed = np.zeros((8, WORDS), np.uint32)
    back = new_cases(8)
    unpack(packed[: pack(laid_out([late]), packed)], back)
    assert [(row["due"], row["charge"]) for row in in_use(back)] == [(NEVER, NEVER)]


def test_the_last_day_of_the_longest_run_comes_before_what_ends_after_it():
    last = MOST_DAYS - 1
    assert last < NEVER - 1 == MOST_DAYS  # what ends after the run ends on NEVER - 1
    assert last < NEVER


def test_a_day_of_a_case_stands_in_one_place():
    assert set(DAYS).isdisjoint(CASE.names)
