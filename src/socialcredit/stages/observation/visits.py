"""What a visit notices of the faults that stand, and what it files: one record, clean ones too.

Each draw hangs on subject, visit and fault: to blind inspectors changes what is seen, and no luck.
"""

import numpy as np

from socialcredit.core.columns import NOTE
from socialcredit.core.draws import philox, share, stream
from socialcredit.core.events import FALSE_ALARM, RIGHT, WRONG_CONTENT
from socialcredit.core.jit import inner, kernel
from socialcredit.core.limits import COMMUNITY, SIXTEEN_BITS
from socialcredit.stages.observation.lenient import get_to_know, is_at_stake, soften
from socialcredit.stages.observation.orders import look_again, order
from socialcredit.stages.observation.rounds import COMPLAINTS
from socialcredit.stages.observation.sources import sight

NOTICED = stream("observation.rounds.noticed")
UNFOUNDED = stream("observation.rounds.unfounded")
OF_VISIT = 192  # numbers from here on among a person's sightings of a day are those of visits
NUMBERS = 48


@kernel
def inspect(
    visits, in_turn, first, last, rounds, people, subject, level, start, community, month, today,
    key, luck, out, used,
):  # fmt: skip
    """Today's visits: each notices what it can and files its result; returns how many rows.

    A second visit files one only where what it came for is not mended. Of people an inspector
    knows who is connected, and how old a licence is.
    """
    for at in range(first, last):
        v = in_turn[at]
        who, r = visits[v].who, visits[v].tour
        slot, row, i = community * COMMUNITY + luck[who], rounds.tour[r].row, start + who
        if visits[v].second:
            size = look_again(visits[v], rounds, level, i, slot, today, key)
            if size > 0:
                used = sight(
                    out, used, who, rounds.orders[r].result, size, 1, rounds.tour[r].source,
                    OF_VISIT, RIGHT,
                )  # fmt: skip
            continue
        size = notice(visits, v, rounds, slot, today, key)
        wrong = write_down_wrongly(visits, v, rounds, slot, today, key)
        size += wrong
        cause = RIGHT
        if wrong:
            cause = WRONG_CONTENT if visits[v].noticed else FALSE_ALARM
        if rounds.lenient.shape[0] > 0 and rounds.lenient[r].row >= 0:
            get_to_know(visits[v], rounds.lenient, level, i, slot, month, key)
            graded = is_at_stake(rounds.lenient[r], subject, np.int64(people.age[i]), who)
            flags = np.int64(people.flags[i])
            size -= soften(visits[v], rounds, size, flags, graded, slot, today, key)
        if rounds.orders.shape[0] > 0 and rounds.orders[r].row >= 0:
            order(visits[v], rounds.orders[r], size, level, i, today)
        if row >= 0 and rounds.tour[r].way == COMPLAINTS:
            level[row, i] = 0
        elif row >= 0 and size > 0:
            level[row, i] = min(np.int64(level[row, i]) + NOTE, SIXTEEN_BITS)
        index = OF_VISIT + visits[v].number % NUMBERS
        used = sight(
            out, used, who, rounds.tour[r].result, size, 1, rounds.tour[r].source, index, cause
        )
    return used


@inner
def notice(visits, v, rounds, slot, today, key):
    """What a visit notices of what stands there; returns its weight in the record."""
    r, size = visits[v].tour, 0
    visits[v].noticed = visits[v].missed = visits[v].found = 0
    skill = rounds.tired[r, visits[v].late]
    for f in range(rounds.weighs.shape[1]):
        if rounds.weighs[r, f] == 0 or (visits[v].stands >> f) & 1 == 0:
            continue
        word = philox(slot, visits[v].number << 8 | r << 4 | f, today, NOTICED, key[0], key[1])[0]
        if word < (rounds.sees[r, f] * skill) >> 16:
            visits[v].noticed += 1
            visits[v].found |= 1 << f
            size += rounds.weighs[r, f]
        else:
            visits[v].missed += 1
    return size


@inner
def write_down_wrongly(visits, v, rounds, slot, today, key):
    """The weight of a fault that is written down and not there; 0 where nothing is."""
    r = visits[v].tour
    visits[v].unfounded = 0
    if rounds.tour[r].unfounded == 0:
        return 0
    a, b, _, _ = philox(slot, visits[v].number << 4 | r, today, UNFOUNDED, key[0], key[1])
    if a >= rounds.tour[r].unfounded:
        return 0
    absent = 0
    for f in range(rounds.weighs.shape[1]):
        absent += rounds.weighs[r, f] > 0 and (visits[v].stands >> f) & 1 == 0
    if absent == 0:
        return 0
    left, f = share(b, absent), 0
    while True:
        if rounds.weighs[r, f] > 0 and (visits[v].stands >> f) & 1 == 0:
            if left == 0:
                visits[v].unfounded = 1
                return rounds.weighs[r, f]
            left -= 1
        f += 1


@kernel
def count_complaints(rounds, sightings, seen, level, start):
    """What others sighted today stands on file with those who go by complaints."""
    for r in range(rounds.tour.shape[0]):
        if rounds.tour[r].complains == 0:
            continue
        row = rounds.tour[r].row
        for at in range(seen):
            if (rounds.tour[r].complains >> sightings[at].extra) & 1:
                i = start + sightings[at].who
                level[row, i] = min(np.int64(level[row, i]) + NOTE, SIXTEEN_BITS)
