"""Records to points: one function a kind of rule. Sees records and meters, never deeds or truth."""

from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.columns import of_numbers
from socialcredit.core.draws import philox, share, stream
from socialcredit.core.jit import inlined, inner, kernel, merged
from socialcredit.stages.scheme.meters import (
    allowed,
    capped,
    read_meter,
    set_meter,
    warnings,
    warns,
)

POINTS, RANGE, BY_SIZE, STEPS, LADDER, TO_GRADE = range(6)
METER, CAP_METER, WARN_METER = 1, 2, 4  # bits of an entry's `yearly`
ADOPTS = stream("scheme.layer-adopts-entry")
COVERS = stream("scheme.layer-covers-community")
CONSENT = stream("scheme.consent")
MIDDLE = 1 << 31  # of the words of a draw


ENTRY = of_numbers(
    "rule points high brackets per unit meter cap cap_meter cap_step to_grade monthly valid "
    "extension repair_after repair asked since until seen_by layer number covers adopts line "
    "dimension room lists black warned warn_meter yearly origin paid_off takes gives meets among "
    "amounts discloses disclosed_by disclosed_within disclosed_points disclosed_share while_there"
)
"""A line of a catalogue. `points` and `high` (upper end of a range) in hundredths; `per` the units
for which a bracket of `steps` gives its points; `unit` hundredths to which steps are rounded and in
which discretion moves; `meter`, `cap_meter` rows of Standing.meters (WIDE added for two) or -1;
`cap` hundredths a year or -1; `cap_step` hundredths that one count of the cap's meter stands for;
`valid` the term a record counts, 0 = for ever, and `extension` one more where another record keeps
its person on its list; `repair_after` a term (0 = as the procedure says) and `repair` chance a
month out of 2**32, `asked` the chance that it comes on request; `since`, `until` days in force;
`seen_by` bits of sources; `layer` 0 everywhere, 1 rural, 2 urban, 3 any; `number` of that layer;
`covers`, `adopts` chances out of 2**32 that a community has the layer, and this entry of it; `line`
the row of the entry's first version, which keeps its luck; `dimension` row of Standing.levels or
-1, and `room` hundredths from bottom to top; `lists` bits of the scheme's lists to which a live
record leads, `black` 1 where one of them is black; the first `warned` records by `warn_meter` move
no point; `yearly` says which meters start anew with the year (METER, CAP_METER, WARN_METER);
`origin` is the scheme of whose record this is a copy, or -1; `paid_off` 1 where a record runs out
when what its sighting costs is paid; `takes` 1 where it may take points or lead straight to a
grade, `gives` 1 where it may give points; `meets` bits of the conditions on a grade that its
records meet, or of which they are the part, `among` of those of which they are in the whole;
`amounts` units of size in a step of what its records keep for totals (0 = they keep none).
`disclosed_by` is the `line` of the disclosures that make its points less where one was filed so
long before (`disclosed_within`), -1 = none do: to `disclosed_points` hundredths, or to the
`disclosed_share` of them in 2**16ths (-1 = to those points); `discloses` 1 where a record is such a
disclosure; `while_there` 1 where a record ends when a listing or grade elsewhere does."""

HEAD = of_numbers(
    "lowest highest grades min_age max_age newcomers consent needs fifths kinds active reckoned "
    "regrade lists copied year start anew counts unit keeps opens closes final next_opens "
    "next_closes draft draft_opens draft_closes level levels periods conditions column all_stay "
    "over"
)
"""What holds for a scheme this month: score bounds in hundredths, number of grades, subjects;
`reckoned` 1 where points count from the next first of a month only; `needs` flags that a subject
must have, `fifths` and `kinds` bits of the sizes and kinds of ownership that it may be of;
`regrade` 1 in the first month of revised grades or bounds; `lists` the number of the
scheme's first list; `copied` 1 where another scheme copies its records; `year` the day on which the
year began; `start` the hundredths with which everybody began. Where the standing is made `anew` of
open records (it is their mean or the latest, or that of a period): what `counts` of them; `unit`
hundredths to which a mean is rounded; `keeps` the day of filing from which on records may still be
asked for; `opens`, `closes` the first and last day of filing that what stands is made of, and
`next_opens`, `next_closes` the same from the day `final` on; `draft` the day on which the period
`draft_opens` to `draft_closes` is shown; `level` the first of the rows of its `levels` dimensions,
two each; `periods` 1 where it evaluates by period; `conditions` how many there are on a grade;
`column` the attribute by which the start differs, or -1; `all_stay` 1 where a condition asks for
all records; `over` 1 in the first month after its last day, 2 later."""


LINK = of_numbers("into kind source origin register grades ends")
"""What a scheme (`into`) files, as a `kind` of deed from a `source`, of whoever stands in another
one (`origin`): on a list (its `register` among all lists, or -1) or in one of the `grades` (bits);
`ends` 1 where the record ends when that does."""


class Book(NamedTuple):
    """The schemes of a run as dense tables for one month; points in hundredths."""

    entry: Any  # records of ENTRY (schemes, entries)
    head: Any  # records of HEAD (schemes,)
    of_kind: np.ndarray  # int64 (schemes, kinds, most at once) entries in force this month or -1
    bracket: np.ndarray  # int64 (schemes, entries, most brackets, 2) bound, hundredths
    bands: np.ndarray  # int64 (schemes, grades) lower bounds of sums of points, best first
    penal: np.ndarray  # uint8 (schemes, grades)
    honour: np.ndarray  # uint8 (schemes, grades)
    held: np.ndarray  # uint8 (schemes, grades) 1 where people of the grade are locked away
    where: np.ndarray  # uint8 (schemes, places) 0 where it scores nobody, else its bit of `known`
    condition: Any  # records of CONDITION (schemes, most conditions)
    starts: np.ndarray  # int64 (schemes, 8) hundredths with which a level of an attribute begins
    begins: np.ndarray  # int64 (rows of Standing.levels,) hundredths with which everybody began
    link: np.ndarray  # records of LINK (lists and grades of others that rules ask,)
    passed: np.ndarray  # int64 (schemes, kinds, most) entries that took points and ended before, -1


@merged
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
            row = book.entry[s, e]
            layers[s, e] = has_line(
                s, row.layer, row.number, row.covers, row.adopts, row.line, community, urban, key
            )


@inner
def has_line(s, where, number, covers, adopts, line, community, urban, key):
    """Whether a community has a layer at all, and this line of it."""
    if where == 0 or (where == 1 and urban == 1) or (where == 2 and urban == 0):
        return 0
    has = philox(community, s, number, COVERS, key[0], key[1])[0] < covers
    return 1 if has and philox(community, line, s, ADOPTS, key[0], key[1])[0] < adopts else 0


@kernel
def is_subject(book, s, age, flags, fifth, kind, newcomer, slot, key):
    """Whether a subject is scored: by age, length of residence, what it needs and is, and consent.

    fifth, kind  columns `fifth` and `occupation`: of a firm its size and its ownership
    """
    head = book.head[s]
    return (
        head.active != 0
        and fits(
            head.min_age, head.max_age, head.newcomers, head.needs, head.fifths, head.kinds,
            age, flags, fifth, kind, newcomer,
        )
        and agrees(head.consent, s, slot, key)
    )  # fmt: skip


@inlined
def fits(min_age, max_age, newcomers, needs, fifths, kinds, age, flags, fifth, kind, newcomer):
    """Whether the register says that a subject is scored, but for consent; without a branch."""
    of_age, long_here = (age >= min_age) & (age <= max_age), (newcomers != 0) | (not newcomer)
    asked = ((fifths >> fifth) & (kinds >> kind) & 1) != 0
    return of_age & long_here & (flags & needs == needs) & asked


@inlined
def agrees(consent, s, slot, key):
    """Whether a subject consents, by a draw; out of 2**32."""
    return consent >= 1 << 32 or philox(slot, s, 0, CONSENT, key[0], key[1])[0] < consent


@merged
def along(book, s, e, total):
    """Points of the first `total` units by diminishing steps, whole steps of the score's unit."""
    points, lower = 0, 0
    for b in range(book.entry[s, e].brackets):
        upper = min(total, book.bracket[s, e, b, 0])
        if upper > lower:
            points += (upper - lower) * book.bracket[s, e, b, 1]
            lower = upper
    whole = abs(points) // book.entry[s, e].per
    whole -= whole % book.entry[s, e].unit
    return whole if points > 0 else -whole


@inlined
def bracket_of(book, s, e, size):
    """The first bracket whose bound is not under the size."""
    last = book.entry[s, e].brackets - 1
    at = 0
    while at < last and size > book.bracket[s, e, at, 0]:
        at += 1
    return at


@merged
def award(book, s, e, size, meters, i, word):
    """Points (hundredths) that a record earns under entry `e`; moves the meters it uses.

    `word` is the office's discretion where the rule leaves a range.
    """
    if warns(book, s, e, meters, i):
        return 0
    points = worth(book, s, e, size, meters, i, word)
    rule, meter = book.entry[s, e].rule, book.entry[s, e].meter
    if rule == STEPS:
        set_meter(meters, meter, i, read_meter(meters, meter, i) + size)
    elif rule == LADDER:
        set_meter(meters, meter, i, read_meter(meters, meter, i) + 1)
    return capped(book, s, e, points, meters, i)


@inlined
def worth(book, s, e, size, meters, i, word):
    """Points by the rule of entry `e`, before warnings and caps; moves no meter."""
    rule, meter = book.entry[s, e].rule, book.entry[s, e].meter
    if rule == POINTS:
        return book.entry[s, e].points
    if rule == RANGE:
        low, high = book.entry[s, e].points, book.entry[s, e].high
        step = book.entry[s, e].unit
        return low + step * share(word, (high - low) // step + 1)
    if rule == BY_SIZE:
        return book.bracket[s, e, bracket_of(book, s, e, size), 1]
    if rule == STEPS:
        before = read_meter(meters, meter, i)
        return along(book, s, e, before + size) - along(book, s, e, before)
    if rule == LADDER:
        before = read_meter(meters, meter, i)
        return book.bracket[s, e, min(before, book.entry[s, e].brackets - 1), 1]
    return 0


@inlined
def would_earn(book, s, e, size, meters, i):
    """Points that a record would earn today, as its person can reckon them; moves no meter.

    Of a range the middle: nobody knows what the office will decide.
    """
    if warnings(book, s, e, meters, i) < book.entry[s, e].warned:
        return 0
    points = worth(book, s, e, size, meters, i, MIDDLE)
    return allowed(book, s, e, points, meters, i)


@merged
def lessened(book, s, e, points):
    """Points below nought of a record whose matter was disclosed before: less, and never more.

    A share is cut to whole steps of the score's unit, towards nought.
    """
    row = book.entry[s, e]
    if row.disclosed_share < 0:
        return max(points, row.disclosed_points)
    whole = -points * row.disclosed_share >> 16
    return -(whole - whole % row.unit)


@merged
def bounded(book, s, total):
    """The score: as much of the start and all points on file as the scheme's bounds leave."""
    return min(max(total, book.head[s].lowest), book.head[s].highest)


@kernel
def in_dimension(room, level, points):
    """How far points move a score whose dimension stands at this level and has so much room."""
    return min(max(level + points, 0), room) - min(max(level, 0), room)


@merged
def grade_of(book, s, score, cap):
    """Grade by threshold, 0 = best, not better than the cap (0 = no cap)."""
    grade = 0
    while grade < book.head[s].grades - 1 and score < book.bands[s, grade]:
        grade += 1
    return max(grade, cap)


@kernel
def grade_all(book, s, score, cap, start, count, grades):
    """`grade_of` for a whole community; the cap's high nibble counts. uint8 (residents,) `grades`.

    score  sums of points: bands lie within the bounds of the score.

    Bounds fall from grade to grade, so a grade is how many of them a score is under.
    """
    near, high = score[start : start + count], cap[start : start + count]
    for who in range(count):
        grades[who] = 0
    for g in range(book.head[s].grades - 1):
        bound = book.bands[s, g]
        for who in range(count):
            grades[who] = np.int64(grades[who]) + (np.int64(near[who]) < bound)
    for who in range(count):
        grades[who] = max(np.int64(grades[who]), np.int64(high[who]) >> 4)
