"""Whether a record counts, and from which day."""

from socialcredit.core.jit import inlined, inner
from socialcredit.core.terms import next_first
from socialcredit.stages.records.cases import COPIES, DONE, PENDING, STRUCK


@inner
def lives(cases, at):
    """Whether a record counts: it took effect, and neither ended nor was corrected."""
    stage = cases.rows[at].stage
    return stage != DONE and stage != COPIES and stage != STRUCK and stage != PENDING


@inlined
def counts_from(cases, at, reckoned, epoch):
    """The day from which a record counts: that of its filing, or the next first of a month."""
    day = cases.rows[at].filed
    return next_first(day, epoch) if reckoned else day
