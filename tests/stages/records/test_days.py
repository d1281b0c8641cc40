"""Open cases whose day has come are found as if every row were asked in its turn."""

from hypothesis import given
from hypothesis import strategies as st

from socialcredit.core.limits import NEVER
from socialcredit.stages.records.cases import new_cases
from socialcredit.stages.records.days import BLOCK, next_due

few_days = st.lists(st.sampled_from([0, 7, 8, NEVER]), min_size=5 * BLOCK, max_size=5 * BLOCK)
rare_days = st.dictionaries(st.integers(0, 5 * BLOCK - 1), st.sampled_from([7, 8]), max_size=6).map(
    lambda days: [days.get(at, NEVER) for at in range(5 * BLOCK)]
)
all_days = few_days | rare_days


def walked(cases, rows, moved):
    """The rows found on day 7, each of which sets the day of another while it is worked on."""
    found, at = [], next_due(cases, 0, rows, 7)
    while at < rows:
        found.append(at)
        for other, day in moved.get(at, []):
            cases.due[other] = day
        at = next_due(cases, at + 1, rows, 7)
    assert at == rows
    return found


def walked_one_by_one(cases, rows, moved):
    """The same, asking every row in its turn."""
    found = []
    for at in range(rows):
        if 7 in (cases.due[at], cases.charge[at]):
            found.append(at)
            for other, day in moved.get(at, []):
                cases.due[other] = day
    return found


moves = st.lists(
    st.tuples(st.integers(0, 5 * BLOCK - 1), st.sampled_from([7, 8, NEVER])), max_size=3
)


@given(all_days, all_days, st.integers(0, 5 * BLOCK), st.data())
def test_whole_blocks_passed_over_leave_no_row_out_and_none_in(due, charge, rows, data):
    due_first = [at for at in range(rows) if 7 in (due[at], charge[at])]
    moved = {at: data.draw(moves) for at in due_first[:4]}
    found = []
    for walk in (walked, walked_one_by_one):
        cases = new_cases(5 * BLOCK)
        cases.due[:], cases.charge[:] = due, charge
        found.append(walk(cases, rows, moved))
    assert found[0] == found[1]


def test_room_that_is_no_whole_number_of_blocks_is_compared_to_its_end():
    cases = new_cases(BLOCK + 3)
    cases.due[:], cases.charge[:], cases.charge[BLOCK + 2] = NEVER, NEVER, 7
    assert next_due(cases, 0, BLOCK + 3, 7) == BLOCK + 2
    assert next_due(cases, 0, BLOCK + 2, 7) == BLOCK + 2, "no row beyond those in use"
    assert next_due(cases, 0, 0, 7) == 0
