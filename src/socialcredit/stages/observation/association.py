"""Guilt by association: whoever is sighted draws the household along.

A source with `draws_along` above nought writes down, with that chance each, the other members of
the household of everybody it sights, as if they had done the same. In the truth book such a
sighting has a cause of its own, whether the first one was right or not, and draws nobody along.
"""

import numpy as np

from socialcredit.core.draws import philox, stream
from socialcredit.core.events import ASSOCIATION
from socialcredit.core.jit import kernel
from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.observation.sources import sight

KIN = stream("observation.association")
FIRST = 64  # numbers 64 .. 127 among a day's sightings of a person are those drawn along


@kernel
def draw_along(out, used, people, senses, start, count, community, today, key, luck):
    """Sightings of the housemates of all sighted today, appended; returns how many rows are used.

    A member's luck hangs on the member and on the sighting, and on nothing else.
    """
    for r in range(used):
        source, who = out[r].extra, out[r].who
        if senses.sensor[source].kin == 0:
            continue
        own = np.int64(people.position[start + who])
        number = FIRST + ((own & 7) << 3 | out[r].index & 7)
        member = who - own
        while member < count and (member == who - own or people.position[start + member] != 0):
            if member != who:
                slot = community * COMMUNITY + luck[member]
                which = out[r].kind << 16 | out[r].index << 8 | own
                word = philox(slot, which, today, KIN, key[0], key[1])[0]
                if word < senses.sensor[source].kin:
                    used = sight(
                        out, used, member, out[r].kind, out[r].amount, out[r].lasts, source,
                        number, ASSOCIATION,
                    )  # fmt: skip
            member += 1
    return used
