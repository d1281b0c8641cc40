"""What people would do from motivation alone, if every rule were withdrawn: expected, not drawn.

Of each resident the hazard of bad and of good deeds, times what a price has done to the motivation
of each group of kinds: sum over kinds of rate_k x e^(h_g(k)), with no draw in it.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.jit import inner
from socialcredit.stages.society.deeds import BAD, GOOD, hazard_of

RESIDENTS, BAD_ALONE, BAD_EVER, GOOD_ALONE, GOOD_EVER = range(5)  # columns of table `motives`
ONE = 1 << 16
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
        for side in range(2):
            ever = alone = motives.many[profile, side]
            for g in range(motives.row.shape[0]):
                byte = np.int64(rows[motives.row[g], i])
                alone += motives.part[profile, side, g] * motives.grown[g, side, byte] // ONE
            hazard = hazard_of(hazards, profile, step, GOOD if side else BAD)
            if side:
                good, good_ever = good + hazard * alone // ONE, good_ever + hazard * ever // ONE
            else:
                bad, bad_ever = bad + hazard * alone // ONE, bad_ever + hazard * ever // ONE
    out[RESIDENTS] += count
    out[BAD_ALONE] += in_a_year(bad)
    out[BAD_EVER] += in_a_year(bad_ever)
    out[GOOD_ALONE] += in_a_year(good)
    out[GOOD_EVER] += in_a_year(good_ever)


@inner
def in_a_year(hazard):
    """Deeds a day in 1/UNIT as thousandths of deeds a year."""
    return (hazard >> 8) * A_YEAR >> UNIT_BITS - 8
