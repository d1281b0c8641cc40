"""What its subject told of before it was found: the disclosures on file when a record is."""

import numpy as np

from socialcredit.core.jit import inner
from socialcredit.core.terms import after
from socialcredit.stages.records.cases import PENDING
from socialcredit.stages.records.live import lives


@inner
def disclosed(here, cases, at):
    """Whether a disclosure that makes a record's points less was filed so long before it."""
    s, filed = cases.rows[at].scheme, cases.rows[at].filed
    rule = here.book.entry[s, cases.rows[at].entry]
    r = np.int64(cases.before[at])
    while r >= 0:
        if cases.rows[r].scheme == s and (lives(cases, r) or cases.rows[r].stage == PENDING):
            day = cases.rows[r].filed
            own = here.book.entry[s, cases.rows[r].entry].line == rule.disclosed_by
            if own and filed < after(day, rule.disclosed_within, here.procedure.epoch):
                return True
        r = np.int64(cases.before[r])
    return False
