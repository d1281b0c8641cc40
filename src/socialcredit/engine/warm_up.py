"""What the panel's books keep of a warm-up, which is lived and not told."""

import numpy as np

from socialcredit.core import events as happened

WHO, DAY, WHAT, SCHEME, ENTRY, RECORD, GRADE = (
    1 + happened.COLUMNS.index(name)
    for name in ("resident", "day", "what", "scheme", "entry", "record", "grade")
)
OF_THE_DAY = (
    happened.DEED,
    happened.STOPPED,
    happened.SIGHTED,
    happened.REFUSED,
    happened.REWARDED,
    happened.SHOWN,
)
# A corrected record is done with once its copies are.
OVER = (happened.COPIES_CORRECTED, happened.EXPIRED, happened.REPAIRED)
STANDING = (happened.GRADE, happened.LISTED, happened.UNLISTED, happened.AWARE)


def since(events: np.ndarray, first: int) -> np.ndarray:
    """The events with days counted from `first`; of those before it, what still holds then.

    events  int64 (events, 13): the world, then the columns of the ledger
    Kept from before: how grades and lists went, the records that somebody still acts on, and what
    was last written under each scheme, which says the score. Their days are negative.
    """
    if first == 0 or not len(events):
        return events
    early = events[:, DAY] < first
    keep = ~early | np.isin(events[:, WHAT], STANDING)
    open_, last = dict[tuple[int, ...], list[int]](), dict[tuple[int, ...], int]()
    written = np.flatnonzero(early & ~np.isin(events[:, WHAT], OF_THE_DAY))
    for at in written[np.argsort(events[written, DAY], kind="stable")].tolist():
        row = events[at].tolist()
        if row[RECORD] >= 0:
            key = (row[0], row[WHO], row[SCHEME], row[RECORD], row[ENTRY])
            if row[WHAT] in OVER:
                open_.pop(key, None)
            else:
                open_.setdefault(key, []).append(at)
        if row[GRADE] >= 0 and row[SCHEME] >= 0:
            last[row[0], row[WHO], row[SCHEME]] = at
    keep[[at for rows in open_.values() for at in rows]] = True
    keep[list(last.values())] = True
    told = events[keep]
    told[:, DAY] -= first
    return told
