"""What people would do from motivation alone, if every rule were withdrawn: expected, not drawn.

Of each resident the hazard of bad and of good deeds, times what a price has done to the motivation
of each group of kinds: sum over kinds of rate_k x e^(h_g(k)), with no draw in it.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.jit import inner
from socialcredit.stages.society.deeds import BAD, GOOD, hazard_of

RESIDENTS, BAD_ALONE, BAD_EVER, GOOD_ALONE, GOOD_EVER = range(5)  # columns of table `motives`
BITS = 16
ONE = 1 << BITS
A_YEAR = 365250  # thousandths of days
UNIT_BITS = 24  # of a hazard of one a day


class Motives(NamedTuple):
    """How much of what people do hangs on which motivation; no groups where no price moves any."""

    many: np.ndarray  # int64 (profiles, 2) deeds an occasion of bad and of good ones, in 1/ONE
    part: np.ndarray  # int64 (profiles, 2, groups) of these, deeds of each group
    grown: np.ndarray  # int64 (groups, 2, 256) e^h - 1 by step of a byte, in 1/ONE
    row: np.ndarray  # int64 (groups,) the row of each byte in `Mind.rows`


@inner
def expect_alone(people, rows, hazards, motives, start, count, out):
    """Add up expected deeds of a community, thousandths a year; `out` int64 (5,), written.

    rows  uint8 (rows, residents), those of `Mind`
    """
    bad = bad_ever = good = good_ever = np.int64(0)
    for i in range(start, start + count):
        profile, step = np.int64(people.profile[i]), np.int64(people.motivation[i])
        worse, better = motives.many[profile, 0], motives.many[profile, 1]
        of_bad = hazard_of(hazards, profile, step, BAD)
        of_good = hazard_of(hazards, profile, step, GOOD)
        bad_ever += of_bad * worse >> BITS
        good_ever += of_good * better >> BITS
        for g in range(motives.row.shape[0]):
            byte = np.int64(rows[motives.row[g], i])
            if byte:  # of most people nothing has moved it
                worse += motives.part[profile, 0, g] * motives.grown[g, 0, byte] >> BITS
                better += motives.part[profile, 1, g] * motives.grown[g, 1, byte] >> BITS
        bad += of_bad * worse >> BITS
        good += of_good * better >> BITS
    out[RESIDENTS] += count
    out[BAD_ALONE] += in_a_year(bad)
    out[BAD_EVER] += in_a_year(bad_ever)
    out[GOOD_ALONE] += in_a_year(good)
    out[GOOD_EVER] += in_a_year(good_ever)


@inner
def in_a_year(hazard):
    """Deeds a day in 1/UNIT as thousandths of deeds a year."""
    return (hazard >> 8) * A_YEAR >> UNIT_BITS - 8
