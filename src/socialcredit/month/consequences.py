"""Which consequences a community has this month, and whom they concerned before it."""

import numpy as np

from socialcredit.core.columns import NEWCOMER
from socialcredit.core.jit import inner
from socialcredit.stages.consequences.doors import ONCE, falls_on
from socialcredit.stages.scheme.points import has_line

LINES = 256  # consequences draw their adoption beside the catalogue's entries
YEAR = 12


@inner
def open_here(doors, community, urban, key, has):
    """Consequences of a layer are those of communities that have it: has[q] = 1."""
    for q in range(doors.rule.shape[0]):
        rule = doors.rule[q]
        has[q] = 1
        if rule.layer:
            has[q] = has_line(
                rule.scheme, rule.layer, rule.number, rule.covers, rule.adopts, LINES + rule.line,
                community, urban, key,
            )  # fmt: skip


@inner
def concerned_before(here, doors, before):
    """Whom a consequence that is paid once concerned until now; looked at before grades are copied.

    Its earlier version says so, where it has one: a rule that returns does not pay again. In the
    first month of a run that is everybody it concerns, unless the rule itself is new.
    """
    for q in range(doors.rule.shape[0]):
        if doors.rule[q].per != ONCE:
            continue
        s, earlier = doors.rule[q].scheme, doors.rule[q].before
        for who in range(here.count):
            i = here.start + who
            arrived = here.month == YEAR and (np.int64(here.people.flags[i]) & NEWCOMER) != 0
            known = here.subject[s, who] == 1 and not (arrived and here.book.head[s].newcomers == 0)
            before[q, who] = (
                1 if known and earlier >= 0 and falls_on(doors, earlier, here.standing, i) else 0
            )
