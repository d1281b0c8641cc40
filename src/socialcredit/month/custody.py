"""Who is held is not where they are watched: no source that watches life at home writes them down.

What was sighted before stays on its way and is filed. Whoever is let go is seen again.
"""

import numpy as np

from socialcredit.core.jit import inner


@inner
def out_of_sight(here, sensor, sightings, seen):
    """Today's sightings without those of held people by sources that do not reach them; how many.

    Rightly seen, taken for somebody else, accused for nothing or drawn along: it is all the same.
    """
    left = 0
    for r in range(seen):
        if sensor[sightings[r].extra].custody == 0 and is_held(here, sightings[r].who):
            continue
        if left < r:
            sightings[left] = sightings[r]
        left += 1
    return left


@inner
def is_held(here, who):
    """Whether any scheme that scores this resident has them in a grade that is held."""
    for s in range(here.book.held.shape[0]):
        grade = np.int64(here.standing.grade[s, here.start + who])
        if here.book.held[s, grade] and here.subject[s, who]:
            return True
    return False
