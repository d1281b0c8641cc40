"""Who is scored by each scheme: looked up in the residents' register, month by month."""

import numpy as np

from socialcredit.core.columns import NEWCOMER
from socialcredit.core.jit import inlined, inner, kernel
from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.scheme.points import adopted, agrees, fits

A_YEAR = 12  # months of a run after which a newcomer is a resident of a year


@inlined
def scored_in(book, people, place, community, start, count, luck, month, key, subject, at):
    """Subjects of each scheme in one community: uint8 `subject[s, at + who]`.

    From what the register says of each, residence and consent; whether somebody consents hangs on
    the luck of the position. What the rules ask is read once for all and asked without a branch,
    several at a time: three such looks a month took a nanosecond a resident-day.
    """
    for s in range(book.entry.shape[0]):
        if book.where[s, place] == 0 or book.head[s].active == 0:
            subject[s, at : at + count] = 0
            continue
        head, young = book.head[s], month < A_YEAR
        least, most, newcomers = head.min_age, head.max_age, head.newcomers
        needs, fifths, kinds, consent = head.needs, head.fifths, head.kinds, head.consent
        ages, fifth = people.age[start : start + count], people.fifth[start : start + count]
        kind, every = people.occupation[start : start + count], people.flags[start : start + count]
        mine = subject[s, at : at + count]  # an index start + who would keep the lanes apart
        for who in range(count):
            flags = np.int64(every[who])
            mine[who] = fits(
                least, most, newcomers, needs, fifths, kinds, np.int64(ages[who]), flags,
                np.int64(fifth[who]), np.int64(kind[who]), young & ((flags & NEWCOMER) != 0),
            )  # fmt: skip
        for who in range(count if consent < 1 << 32 else 0):
            if subject[s, at + who]:
                slot = community * COMMUNITY + luck[who]
                subject[s, at + who] = agrees(consent, s, slot, key)


@inner
def who_is_scored(here):
    """Subjects of each scheme this month, from the residents' register: age, residence, consent."""
    scored_in(
        here.book, here.people, here.place, here.community, here.start, here.count, here.luck,
        here.month, here.key, here.subject, 0,
    )  # fmt: skip


@kernel
def mark_subjects(book, people, offset, place, first, last, luck, month, key, subject):
    """The same for communities first .. last-1: uint8 (schemes, their residents)."""
    for c in range(first, last):
        start, count = offset[c], offset[c + 1] - offset[c]
        scored_in(
            book, people, np.int64(place[c]), c, start, count, luck, month, key, subject,
            start - offset[first],
        )  # fmt: skip


@kernel
def mark_span(
    book, people, offset, place, urban, cheap, first, last, luck, month, begins, ends, key, layers,
    community, slot, subject, offers,
):  # fmt: skip
    """All that is asked of communities first .. last-1 before they respond, in one call.

    It is asked in every month of every run, and of few people handing it over is most of the work.
    """
    mark_places(offset, first, last, luck, community, slot)
    mark_subjects(book, people, offset, place, first, last, luck, month, key, subject)
    mark_offers(book, cheap, place, urban, first, last, begins, ends, key, layers, offers)


@kernel
def mark_places(offset, first, last, luck, community, slot):
    """Of each resident of communities first .. last-1 the community, from nought, and the slot.

    luck  int64 (COMMUNITY,) whose luck each position has    community, slot  int64 (residents,)
    """
    for c in range(first, last):
        begin, end = offset[c] - offset[first], offset[c + 1] - offset[first]
        for at in range(begin, end):
            community[at] = c - first
            slot[at] = c * COMMUNITY + luck[at - begin]


@kernel
def mark_offers(book, cheap, place, urban, first, last, begins, ends, key, layers, offers):
    """Schemes that reward a deed anybody can do, on some day from `begins` to `ends`.

    offers  uint8 (schemes, communities first .. last-1)    layers  room, uint8 (schemes, entries)
    """
    for c in range(first, last):
        adopted(book, c, np.int64(urban[c]), key, layers)
        for s in range(book.entry.shape[0]):
            if book.head[s].active == 0 or book.where[s, place[c]] == 0:
                continue
            for kind in range(cheap.shape[0]):
                for m in range(book.of_kind.shape[2]):
                    e = book.of_kind[s, kind, m]
                    if e < 0 or cheap[kind] == 0:
                        break
                    entry = book.entry[s, e]
                    here = entry.layer == 0 or layers[s, e] == 1
                    if here and entry.gives and entry.since <= ends and entry.until >= begins:
                        offers[s, c - first] = 1


@kernel
def mark_lures(book, lure, place, urban, first, last, begins, ends, key, layers, lures):
    """How strongly each scheme draws to each kind, on the days from `begins` to `ends`.

    lure  int64 (schemes, kinds, most at once) as `Book.of_kind`
    lures  int64 (schemes, kinds, communities first .. last-1)
    """
    for c in range(first, last):
        adopted(book, c, np.int64(urban[c]), key, layers)
        for s in range(book.entry.shape[0]):
            if book.head[s].active == 0 or book.where[s, place[c]] == 0:
                continue
            for kind in range(lure.shape[1]):
                for m in range(lure.shape[2]):
                    e = book.of_kind[s, kind, m]
                    if e < 0:
                        break
                    entry = book.entry[s, e]
                    here = entry.layer == 0 or layers[s, e] == 1
                    if here and entry.since <= ends and entry.until >= begins:
                        most = max(lures[s, kind, c - first], lure[s, kind, m])
                        lures[s, kind, c - first] = most
