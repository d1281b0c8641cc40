"""The rows of one position, chained from the last one to the first."""

from socialcredit.core.jit import inlined


@inlined
def chain(cases, at):
    """Put a row after the others of its position."""
    who = cases.rows[at].who
    cases.before[at] = cases.newest[who]
    cases.newest[who] = at
