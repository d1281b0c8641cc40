"""Writing steps of a case into the panel's book."""

import numpy as np

from socialcredit.core.columns import PANEL
from socialcredit.core.jit import inlined
from socialcredit.core.limits import COMMUNITY
from socialcredit.core.log import note
from socialcredit.stages.records.cases import NO_SCHEME
from socialcredit.stages.scheme.points import bounded


@inlined
def tell_book(here, cases, at, today, what, points):
    """Write one step of a case into the panel's book; nothing for residents outside the panel."""
    case = cases.rows[at]
    i, s = here.start + case.who, case.scheme
    if here.people.flags[i] & PANEL == 0:
        return
    scheme = entry = score = grade = -1
    if s != NO_SCHEME:
        scheme, entry = s, case.entry
        score = bounded(here.book, s, np.int64(here.standing.score[s, i]))
        grade = here.standing.grade[s, i]
    note(
        here.log, here.first + case.who, today, what, case.kind, case.source, scheme, entry, points,
        case.cause, (here.community * COMMUNITY + case.who) << 32 | case.number, score, grade,
    )  # fmt: skip
