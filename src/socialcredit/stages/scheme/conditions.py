"""Conditions on a grade: what holds beside the points, and who has no grade at all."""

from socialcredit.core.columns import of_numbers
from socialcredit.core.jit import kernel

YOUNGER, ATTRIBUTE, ENTRY, NO_RECORD, UNSETTLED, RUNNING, PART, CARRIED, SUMMED = range(9)
MOST_CONDITIONS = 24  # bits of a mark: of all records, and as many of right ones above them

CONDITION = of_numbers(
    "kind limit column mask term grade meter least share above over down not_above to unrated"
)
"""A condition: YOUNGER than `limit`; of an ATTRIBUTE's `column` one of the levels in `mask`; a live
record under an ENTRY, within `term` of its filing (0: as long as it counts for what stands); with
NO_RECORD; before any result is final (UNSETTLED); a `grade` so many periods RUNNING (`limit`, by a
`meter` of those before); in the `limit` periods after a `grade` that is CARRIED over (by a `meter`
of those still to come); more than the `share`, in 2**16ths, of its records being a PART, of at
`least` so many; live records of a `term` that are SUMMED: `least` so many of a size `above` a bound
(-1 = any), or sizes of more than `over` in all (-1 = not by those). It takes the grade `down` by
so many, holds it not above `not_above` (0: no), leads it to `to` (-1: no), or leaves whoever meets
it `unrated`."""


@kernel
def under_conditions(conditions, many, last, grade, cap, marks):
    """The grade that is left of one by points, 0 = best, where these conditions are met.

    last  the worst grade; behind it stands that of the unrated, whom a record that leads straight
    to a grade has graded all the same
    """
    down, least, led, unrated = 0, 0, -1, False
    for c in range(many):
        if (marks >> c) & 1 == 0 or conditions[c].kind == RUNNING:
            continue
        down += conditions[c].down
        least = max(least, conditions[c].not_above)
        led = max(led, conditions[c].to)
        unrated = unrated or conditions[c].unrated == 1
    found = max(min(grade + down, last), least)
    if led >= 0:
        found = led
    again = -1
    for c in range(many):
        met = (marks >> c) & 1 == 1 and conditions[c].kind == RUNNING
        if met and conditions[c].grade == found:
            again = max(again, conditions[c].to)
    if again >= 0:
        found = again
    return last + 1 if unrated and cap == 0 else max(found, cap)
