"""What people would do and cannot: the day's acts, less those from which somebody is kept.

The luck of an act is a function of person, day and number, drawn before anybody is kept from it. An
act that is taken out therefore moves no other: without the ban, or once it is over, everybody does
what they would have done.
"""

from socialcredit.core.jit import inner


@inner
def prevent(acts, rows, held, stops, stopped):
    """Take acts from which their person is kept out of the day; returns rows left, rows stopped.

    held  int64 (COMMUNITY,), bits of what keeps each resident from deeds this month
    stops  int64 (kinds,), bits of what keeps people from a kind of deed
    stopped  records of DAY, written: the acts that were not done
    """
    left = none = 0
    for r in range(rows):
        if held[acts[r].who] & stops[acts[r].kind]:
            stopped[none] = acts[r]
            none += 1
        else:
            acts[left] = acts[r]
            left += 1
    return left, none
