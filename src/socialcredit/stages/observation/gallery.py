"""Whom a source can name: everybody, or only those whose picture is in its gallery.

A device that matches faces errs in three places, each with a remedy of its own: it captures no face
(that is part of the chance of seeing), it matches wrongly or not at all, and a human check lets a
wrong match pass or stops a right one. The last two meet in one draw, the `verdict`.
"""

import numpy as np

from socialcredit.core.columns import DRIVER, MINORITY
from socialcredit.core.draws import philox, share, stream
from socialcredit.core.jit import inner
from socialcredit.core.limits import COMMUNITY

GALLERY = stream("observation.gallery")
EVERYBODY = 1 << 32  # the threshold of what is certain

VERDICT = np.dtype([("wrong", np.int64), ("named", np.int64)])
"""Of one draw: below `wrong` somebody else is named, below `named` the person, else nobody."""


@inner
def in_gallery(people, gallery, source, i, slot, key):
    """1 if a source can name this resident at all: always, but where it matches faces.

    `gallery` int64 (sources, occupations, 2 drivers) thresholds; a resident who is in stays in.
    """
    driver = 1 if people.flags[i] & DRIVER else 0
    chance = gallery[source, np.int64(people.occupation[i]), driver]
    if chance >= EVERYBODY:
        return 1
    return 1 if chance > 0 and philox(slot, source, 0, GALLERY, key[0], key[1])[0] < chance else 0


@inner
def counted(people, gallery, source, group, start, count, community, luck, but, nth, key):
    """The nth resident here in the gallery, but one; where there are fewer, how many there are.

    `group` 0 majority, 1 minority, -1 both.
    """
    found = 0
    for who in range(count):
        i = start + who
        theirs = 1 if people.flags[i] & MINORITY else 0
        if who == but or (group >= 0 and theirs != group):
            continue
        if in_gallery(people, gallery, source, i, community * COMMUNITY + luck[who], key) == 0:
            continue
        if found == nth:
            return who
        found += 1
    return found


@inner
def lookalike(people, gallery, source, group, start, count, community, luck, but, word, key):
    """Somebody of the gallery but one, each as likely; of the same group if it has any here.

    False matches fall mostly within a group (NISTIR 8280). -1 where the gallery has nobody here.
    """
    of = group
    many = counted(people, gallery, source, of, start, count, community, luck, but, COMMUNITY, key)
    if many == 0:
        of = -1
        many = counted(
            people, gallery, source, of, start, count, community, luck, but, COMMUNITY, key
        )
    if many == 0:
        return -1
    nth = share(word, many)
    return counted(people, gallery, source, of, start, count, community, luck, but, nth, key)
