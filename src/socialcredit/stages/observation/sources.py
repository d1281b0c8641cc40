"""Who sees which deed, and how wrongly: miss, wrong person, false alarm, wrong content.

A source that matches faces names nobody but people in its gallery: it misses everybody else, and a
false match falls on somebody in it. Whoever reads names and numbers has everybody in the gallery.
The authority's sightings and the truth about each (`cause`) leave in separate columns; the stages
behind this one are never given `cause`.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import MINORITY, of_numbers
from socialcredit.core.draws import (
    BLOCKS,
    WORD,
    fill_many,
    fill_words,
    philox,
    share,
    stream,
)
from socialcredit.core.events import FALSE_ALARM, RIGHT, WRONG_CONTENT, WRONG_PERSON
from socialcredit.core.jit import inner, merged
from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.observation.gallery import in_gallery, lookalike
from socialcredit.stages.observation.self_reports import SelfReports, lies

SEEN = stream("observation.seen")
WHOM = stream("observation.whom")
ALARM = stream("observation.false-alarm")
SLOTS = 3  # sources that may see one kind of deed
LOOKS = 4  # rural and urban majority, rural and urban minority
ALARMS = 32  # equal parts of a word, one for each source: what one files moves no other
PART = 27  # bits of a part
CAUSE_BITS = 8  # of a letter that names its subject: as many causes fit
NAMED = 192  # index of its sighting, above those of letters that name nobody


SENSOR = of_numbers("household nearby wrong_content least spread matches kin custody visitors")
"""A source: of wrong persons, the chance of the household, and of household or community; the
chance of wrong content; the filing delay in days, at least and evenly up to so many more;
`matches` 1 where it looks for faces in a gallery; `kin` the chance that each housemate of whoever
is sighted is written down as well; `custody` 1 where it sees people who are held; `visitors` the
chance that a face shown for nothing belongs to somebody from elsewhere."""

ALLEGED = np.dtype([("amount", np.int64), ("lasts", np.int64)])


class Senses(NamedTuple):
    """Compiled sources for one month; chances are 32-bit thresholds."""

    source: np.ndarray  # int64 (places, kinds, SLOTS), -1 = none
    chance: np.ndarray  # int64 (places, LOOKS, kinds, SLOTS): coverage x hit x attention
    verdict: np.ndarray  # VERDICT (places, sources, 2 deed/no deed, 2 outside/in, 2 groups)
    gallery: np.ndarray  # int64 (sources, occupations, 2 drivers) chance to be in the gallery
    sensor: np.ndarray  # records of SENSOR (sources,)
    confused: np.ndarray  # int64 (sources, kinds) the kind filed instead
    alarm: np.ndarray  # int64 (places, 2 groups, ALARMS) a false alarm of the source in a month
    alarm_kind: np.ndarray  # int64 (places, sources, kinds) what it then files, of 2**31
    kind: np.ndarray  # records of ALLEGED (kinds,): amount and months filed when there was no deed
    own: SelfReports = SelfReports()  # of sources that are their subjects' own


class Mail(NamedTuple):
    """Sightings about somebody in another community, delivered at the monthly exchange."""

    rows: np.ndarray  # int64 (capacity, 7): to, word for whom, kind, amount, lasts, source, group
    used: np.ndarray  # int64 (2,)


@inner
def sight(out, at, who, kind, amount, lasts, source, index, cause):
    """One more sighting; returns the new number of rows."""
    if at >= out.shape[0]:
        return at
    out[at].who, out[at].kind, out[at].amount, out[at].lasts = who, kind, amount, lasts
    out[at].extra, out[at].index, out[at].cause = source, index, cause
    return at + 1


@inner
def housemate(people, start, count, who, word):
    """Another member of the household, or -1 for somebody who lives alone."""
    first = who - np.int64(people.position[start + who])
    size = 1
    while first + size < count and people.position[start + first + size] != 0:
        size += 1
    if size == 1:
        return -1
    other = first + share(word, size - 1)
    return other + 1 if other >= who else other


@inner
def another(people, senses, source, group, start, count, community, luck, but, word, key):
    """Somebody else of this community, of the gallery if there is one; -1 for nobody."""
    if senses.sensor[source].matches:
        return lookalike(
            people, senses.gallery, source, group, start, count, community, luck, but, word, key
        )
    other = share(word, count)
    return (other + 1) % count if other == but else other


@inner
def observe(
    day, rows, many, people, senses, place, urban, start, count, community, homes, today, key, luck,
    out, mail, used,
):  # fmt: skip
    """Sightings of the day's deeds, after the first `used`; returns how many rows are used.

    `homes` (first, last+1) is the range of communities of this place, for mistakes elsewhere. An
    act that its subject's own source keeps quiet has one more than that source as its `cause`.
    """
    for r in range(rows):
        many.slot[r], many.nth[r] = community * COMMUNITY + luck[day[r].who], day[r].index
    fill_many(many, rows, today, SEEN, key[0], key[1])
    for r in range(rows):
        kind, who, slot = day[r].kind, day[r].who, many.slot[r]
        a, b = np.int64(many.words[0, r]), np.int64(many.words[1, r])
        c, d = np.int64(many.words[2, r]), np.int64(many.words[3, r])
        source = -1
        group = 1 if people.flags[start + who] & MINORITY else 0
        looked = 2 * group + urban
        if a < senses.chance[place, looked, kind, 0]:
            source = senses.source[place, kind, 0]
        elif b < senses.chance[place, looked, kind, 1]:
            source = senses.source[place, kind, 1]
        elif c < senses.chance[place, looked, kind, 2]:
            source = senses.source[place, kind, 2]
        if senses.own.row.shape[0] > 0:
            source = told_of(day[r], people, senses, place, looked, start, slot, a, b, c, key)
        if source < 0:
            continue
        filed, cause, amount = kind, RIGHT, day[r].amount
        inside = in_gallery(people, senses.gallery, source, start + who, slot, key)
        verdict = senses.verdict[place, source, 0, inside, group]
        garbles = senses.sensor[source].wrong_content
        if verdict.named > WORD and verdict.wrong == 0 and garbles == 0:
            used = sight(out, used, who, kind, amount, day[r].lasts, source, day[r].index, cause)
            continue  # nothing to draw: this source makes no mistakes
        a, b, c, e = philox(slot, day[r].index, today, WHOM, key[0], key[1])
        if d < garbles:
            filed, cause = senses.confused[source, kind], WRONG_CONTENT
            if filed == kind:
                amount = 2 * amount
        if a >= verdict.named:
            continue
        if a < verdict.wrong:
            cause = WRONG_PERSON
            other = -1
            if b < senses.sensor[source].household:
                other = housemate(people, start, count, who, c)
            if other < 0 and b >= senses.sensor[source].nearby and homes[1] - homes[0] > 1:
                send(mail, homes, community, c, e, filed, amount, day[r].lasts, source, group)
                continue
            if other < 0:
                other = another(
                    people, senses, source, group, start, count, community, luck, who, c, key
                )
            if other < 0:
                continue
            who = other
        used = sight(out, used, who, filed, amount, day[r].lasts, source, day[r].index, cause)
    return used


@inner
def told_of(act, people, senses, place, looked, start, slot, a, b, c, key):
    """The first source that notices an act and tells of it, -1 none: who lies keeps quiet."""
    kind = act.kind
    act.cause = 0
    for m in range(SLOTS):
        source, word = senses.source[place, kind, m], a if m == 0 else (b if m == 1 else c)
        if source < 0 or word >= senses.chance[place, looked, kind, m]:
            continue
        ell = senses.own.row[source]
        if ell < 0 or not lies(senses.own, ell, source, people, start + act.who, slot, key):
            return source
        act.cause = 1 + source
    return -1


@inner
def send(mail, homes, community, word, person, kind, amount, lasts, source, group):
    """Put a mistaken sighting into the post for another community of the same place."""
    at = mail.used[0]
    if at >= mail.rows.shape[0]:
        mail.used[1] += 1
        return
    to = homes[0] + share(word, homes[1] - homes[0] - 1)
    row = mail.rows[at]
    row[0] = to + 1 if to >= community else to
    row[1], row[2], row[3], row[4], row[5] = person, kind, amount, lasts, source
    row[6] = group
    mail.used[0] = at + 1


@merged
def addressed(cause, nth):
    """The last number of a letter that names its subject: why it comes, the how-manieth it is."""
    return -1 - (cause + CAUSE_BITS * (nth & 31))


@inner
def deliver(rows, people, senses, start, count, community, key, luck, out):
    """Yesterday's month's mail becomes sightings of people here; returns how many.

    A letter whose last number is below nought names its subject, see `addressed`, or nobody."""
    used = 0
    for r in range(rows.shape[0]):
        source, index, cause = rows[r, 5], 128 + (rows[r, 1] & 63), np.int64(WRONG_PERSON)
        if rows[r, 6] < 0:
            who = rows[r, 1]
            told = -1 - rows[r, 6]
            cause, index = told & (CAUSE_BITS - 1), NAMED + (told // CAUSE_BITS & 31)
        else:
            who = another(
                people, senses, source, rows[r, 6], start, count, community, luck, -1, rows[r, 1],
                key,
            )  # fmt: skip
        if who < 0:
            continue
        used = sight(out, used, who, rows[r, 2], rows[r, 3], rows[r, 4], source, index, cause)
    return used


@inner
def false_alarms(
    words, people, senses, place, start, count, community, month, days, key, luck, found
):
    """Who will be written down this month for nothing: rows (who, day of month, source, kind).

    A device that matches faces is shown somebody who did nothing, or a picture; whom it then names
    is the matching's affair. The face of a visitor is in no gallery, and may be taken for anybody
    who is: it is of the group of whoever would have passed instead.
    """
    used = 0
    for part in range(4):
        fill_words(words, community, part, month, ALARM, key[0], key[1])
        flat = words.reshape(4 * BLOCKS)
        for j in range(4 * BLOCKS):
            who = luck[part * 4 * BLOCKS + j]
            if who >= count or used >= found.shape[0]:
                continue
            source = np.int64(flat[j]) >> PART
            group = 1 if people.flags[start + who] & MINORITY else 0
            if np.int64(flat[j]) & ((1 << PART) - 1) >= senses.alarm[place, group, source]:
                continue
            slot = community * COMMUNITY + part * 4 * BLOCKS + j
            a, b, c, d = philox(slot, 9, month, ALARM, key[0], key[1])
            inside = in_gallery(people, senses.gallery, source, start + who, slot, key)
            visitors, but = senses.sensor[source].visitors, who
            if visitors > 0 and philox(slot, 10, month, ALARM, key[0], key[1])[0] < visitors:
                inside, but = 0, -1
            verdict = senses.verdict[place, source, 1, inside, group]
            if c >= verdict.named:
                continue
            if c < verdict.wrong:
                who = another(
                    people, senses, source, group, start, count, community, luck, but, d, key
                )
                if who < 0:
                    continue
            kind = 0
            while (a >> 1) >= senses.alarm_kind[place, source, kind]:
                kind += 1
            found[used, 0], found[used, 1] = who, share(b, days)
            found[used, 2], found[used, 3] = source, kind
            used += 1
    return used


@inner
def raise_alarms(alarms, many, of_month, senses, out, used):
    """Today's false alarms, appended to the sightings; returns the new number of rows."""
    for r in range(many):
        if alarms[r, 1] == of_month:
            kind = alarms[r, 3]
            used = sight(
                out,
                used,
                alarms[r, 0],
                kind,
                senses.kind[kind].amount,
                senses.kind[kind].lasts,
                alarms[r, 2],
                250,
                FALSE_ALARM,
            )
    return used
