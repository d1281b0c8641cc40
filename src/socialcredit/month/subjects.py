"""Who is scored by each scheme: looked up in the residents' register, month by month."""

import numpy as np

from socialcredit.core.columns import NEWCOMER
from socialcredit.core.jit import inlined, inner, kernel
from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.scheme.points import is_subject

A_YEAR = 12  # months of a run after which a newcomer is a resident of a year


@inlined
def scored_in(book, age, flags, place, community, start, count, luck, month, key, subject, at):
    """Subjects of each scheme in one community: uint8 `subject[s, at + who]`.

    From age, residence and consent; whether somebody consents hangs on the luck of the position.
    """
    for s in range(book.entry.shape[0]):
        if book.where[s, place] == 0:
            subject[s, at : at + count] = 0
            continue
        for who in range(count):
            i = start + who
            newcomer = (np.int64(flags[i]) & NEWCOMER) != 0 and month < A_YEAR
            subject[s, at + who] = is_subject(
                book, s, np.int64(age[i]), np.int64(flags[i]), newcomer,
                community * COMMUNITY + luck[who], key,
            )  # fmt: skip


@inner
def who_is_scored(here):
    """Subjects of each scheme this month, from the residents' register: age, residence, consent."""
    scored_in(
        here.book, here.people.age, here.people.flags, here.place, here.community, here.start,
        here.count, here.luck, here.month, here.key, here.subject, 0,
    )  # fmt: skip


@kernel
def mark_subjects(book, age, flags, offset, place, first, last, luck, month, key, subject):
    """The same for communities first .. last-1: uint8 (schemes, their residents)."""
    for c in range(first, last):
        start, count = offset[c], offset[c + 1] - offset[c]
        scored_in(
            book, age, flags, np.int64(place[c]), c, start, count, luck, month, key, subject,
            start - offset[first],
        )  # fmt: skip
