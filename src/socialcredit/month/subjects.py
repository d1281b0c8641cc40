"""Who is scored by each scheme: looked up in the residents' register, month by month."""

import numpy as np

from socialcredit.core.columns import NEWCOMER
from socialcredit.core.jit import inner, kernel
from socialcredit.stages.scheme.points import is_subject


@inner
def who_is_scored(here):
    """Subjects of each scheme this month, from the residents' register: age, residence, consent."""
    for s in range(here.book.entry.shape[0]):
        if here.book.where[s, here.place] == 0:
            here.subject[s, : here.count] = 0
            continue
        for who in range(here.count):
            i = here.start + who
            newcomer = (np.int64(here.people.flags[i]) & NEWCOMER) != 0 and here.month < 12
            slot = here.community * 2048 + here.luck[who]
            here.subject[s, who] = is_subject(
                here.book, s, np.int64(here.people.age[i]), np.int64(here.people.flags[i]),
                newcomer, slot, here.key,
            )  # fmt: skip


@kernel
def mark_subjects(rules, age, flags, community, offset, place, start, month, key, subject):
    """Who is scored, for a range of residents: uint8 (schemes, residents of the range)."""
    for s in range(subject.shape[0]):
        for r in range(subject.shape[1]):
            i, c = start + r, community[r]
            if rules.where[s, place[c]] == 0:
                continue
            newcomer = np.int64(flags[i]) & 64 != 0 and month < 12
            subject[s, r] = is_subject(
                rules, s, np.int64(age[i]), np.int64(flags[i]), newcomer,
                c * 2048 + i - offset[c], key,
            )  # fmt: skip
