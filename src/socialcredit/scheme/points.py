"""Records to points: one function a kind of rule. Sees records and meters, never deeds or truth."""

from typing import Any, NamedTuple

import numpy as np

from socialcredit.compiled import kernel
from socialcredit.draws import philox, share, stream

POINTS, RANGE, BY_SIZE, STEPS, LADDER, TO_GRADE = range(6)
BRACKETS = 8  # brackets of a rule by size, steps of a ladder
MATCHES = 4  # entries of one scheme that one kind of deed may fall under
ADOPTS = stream("scheme.layer-adopts-entry")
COVERS = stream("scheme.layer-covers-community")
CONSENT = stream("scheme.consent")


ENTRY = np.dtype(
    [
        (name, np.int64)
        for name in (
            "rule points high brackets meter cap cap_meter to_grade monthly valid since until "
            "seen_by layer covers adopts"
        ).split()
    ]
)
"""A line of a catalogue. `points` and `high` (upper end of a range) in hundredths; `meter`, `cap_meter`
rows of Standing.meters or -1; `cap` hundredths a year or -1; `valid` days a record counts, 0 = for
ever; `since`, `until` days in force; `seen_by` bits of sources; `layer` 0 everywhere, 1 rural, 2 urban,
3 any; `covers`, `adopts` chances out of 2**32 that a community has the layer, and this entry of it."""

HEAD = np.dtype(
    [
        (name, np.int64)
        for name in "lowest highest grades min_age max_age newcomers consent active".split()
    ]
)
"""What holds for a whole scheme this month: score bounds in hundredths, number of grades, subjects."""


class Book(NamedTuple):
    """The schemes of a run as dense tables for one month; points in hundredths."""

    entry: Any  # records of ENTRY (schemes, entries)
    head: Any  # records of HEAD (schemes,)
    of_kind: np.ndarray  # int64 (schemes, kinds, MATCHES) entry or -1
    bracket: (
        np.ndarray
    )  # int64 (schemes, entries, BRACKETS, 3) bound, hundredths, per so many units
    bands: np.ndarray  # int64 (schemes, grades) lower bounds, best first
    penal: np.ndarray  # uint8 (schemes, grades)
    honour: np.ndarray  # uint8 (schemes, grades)


@kernel
def in_force(book, s, e, today, source, layers):
    """Whether an entry may turn a record of today from this source into points."""
    if today < book.entry[s, e].since or today > book.entry[s, e].until:
        return False
    if source >= 0 and (book.entry[s, e].seen_by >> source) & 1 == 0:
        return False
    return book.entry[s, e].layer == 0 or layers[s, e] == 1


@kernel
def adopted(book, community, urban, key, layers):
    """Which layered entries this community has: layers[s, e] = 1."""
    for s in range(book.entry.shape[0]):
        for e in range(book.entry.shape[1]):
            where = book.entry[s, e].layer
            layers[s, e] = 0
            if where == 0 or (where == 1 and urban == 1) or (where == 2 and urban == 0):
                continue
            covers = philox(community, s, 0, COVERS, key[0], key[1])[0] < book.entry[s, e].covers
            adopts = philox(community, e, s, ADOPTS, key[0], key[1])[0] < book.entry[s, e].adopts
            layers[s, e] = 1 if covers and adopts else 0


@kernel
def is_subject(book, s, age, newcomer, slot, key):
    """Whether a resident is scored: by age, length of residence and consent."""
    if book.head[s].active == 0 or age < book.head[s].min_age or age > book.head[s].max_age:
        return False
    if newcomer and book.head[s].newcomers == 0:
        return False
    full = 1 << 32
    return (
        book.head[s].consent >= full
        or philox(slot, s, 0, CONSENT, key[0], key[1])[0] < book.head[s].consent
    )


@kernel
def along(book, s, e, total):
    """Points of the first `total` units by diminishing steps, in hundredths."""
    points, lower = 0, 0
    for b in range(book.entry[s, e].brackets):
        upper = min(total, book.bracket[s, e, b, 0])
        if upper > lower:
            points += (upper - lower) * book.bracket[s, e, b, 1] // book.bracket[s, e, b, 2]
            lower = upper
    return points


@kernel
def by_brackets(book, s, e, size):
    """Points of the first bracket whose bound is not under the size."""
    last = book.entry[s, e].brackets - 1
    at = 0
    while at < last and size > book.bracket[s, e, at, 0]:
        at += 1
    return book.bracket[s, e, at, 1]


@kernel
def award(book, s, e, size, meters, i, word):
    """Points (hundredths) that a record earns under entry `e`; moves the meters it uses.

    `word` is the office's discretion where the rule leaves a range.
    """
    rule, meter = book.entry[s, e].rule, book.entry[s, e].meter
    if rule == POINTS:
        points = book.entry[s, e].points
    elif rule == RANGE:
        low, high = book.entry[s, e].points, book.entry[s, e].high
        points = low + 100 * share(word, (high - low) // 100 + 1)
    elif rule == BY_SIZE:
        points = by_brackets(book, s, e, size)
    elif rule == STEPS:
        before = np.int64(meters[meter, i])
        points = along(book, s, e, before + size) - along(book, s, e, before)
        meters[meter, i] = min(before + size, 65535)
    elif rule == LADDER:
        before = np.int64(meters[meter, i])
        points = book.bracket[s, e, min(before, book.entry[s, e].brackets - 1), 1]
        meters[meter, i] = min(before + 1, 65535)
    else:
        points = 0
    return capped(book, s, e, points, meters, i)


@kernel
def capped(book, s, e, points, meters, i):
    """The part of the points that a yearly cap still allows; moves the cap's meter."""
    cap = book.entry[s, e].cap
    if cap < 0 or points == 0:
        return points
    meter = book.entry[s, e].cap_meter
    used = np.int64(meters[meter, i])
    given = min(abs(points), max(cap - used, 0))
    meters[meter, i] = min(used + given, 65535)
    return given if points > 0 else -given


@kernel
def within(book, s, score, points):
    """The change of score that the scheme's bounds leave of these points."""
    return min(max(score + points, book.head[s].lowest), book.head[s].highest) - score


@kernel
def grade_of(book, s, score, cap):
    """Grade by threshold, 0 = best, not better than the cap (0 = no cap)."""
    grade = 0
    while grade < book.head[s].grades - 1 and score < book.bands[s, grade]:
        grade += 1
    return max(grade, cap)
