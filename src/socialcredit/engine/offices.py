"""The offices that decide disputes: how many they can, and whose turn it is."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.engine.parts import Part, part_at
from socialcredit.engine.setup import Setup
from socialcredit.engine.world import World
from socialcredit.language.model.provenance import version_on
from socialcredit.language.model.scheme import Scheme


def capacity(
    schemes: Sequence[Scheme], residents: int, first: date, number: int, turn: Fraction
) -> np.ndarray:
    """Disputes the office of a place can decide in month `number` of the run, by scheme; int64.

    What a month leaves of a whole case counts towards the months that follow, so that an office
    of few residents decides in the long run as many as its rate says. `turn`, from 0 to below 1,
    is what it begins with: places that differ in it do not all decide in the same month.
    """
    out = np.zeros(len(schemes), np.int64)
    for s, scheme in enumerate(schemes):
        rule = version_on(scheme.procedure, first)
        if rule.office is not None:
            many, of = rule.office.decisions.as_integer_ratio()  # fractions of whole numbers: quick
            many, of = many * residents * turn.denominator, of * rule.office.residents
            begins, of = turn.numerator * of, of * turn.denominator
            out[s] = (many * (number + 1) + begins) // of - (many * number + begins) // of
    return out


def offices(
    setup: Setup, world: World, month: Month, parts: Sequence[Part]
) -> tuple[np.ndarray, np.ndarray]:
    """What the office of each place takes up this month: cut-off and quota of every community.

    First in, first out by month of joining; the last month that fits in part is shared out in
    proportion by whole numbers. Both int64 (communities, schemes).
    """
    communities, schemes = world.queue.shape[:2]
    cutoff, quota = (
        np.full((communities, schemes), -1, np.int64),
        np.zeros((communities, schemes), np.int64),
    )
    offset = setup.communities.offset
    for p in range(len(setup.places)):
        members = np.flatnonzero(setup.communities.place == p)
        residents = int((offset[members + 1] - offset[members]).sum())
        turn = Fraction(2 * p + 1, 2 * len(setup.places))
        if not len(members):
            continue
        rules = part_at(parts, int(members[0])).setup.schemes
        can = capacity(rules, residents, month.first, month.number, turn)
        for s in range(schemes):
            waiting = world.queue[members, s].sum(axis=0, dtype=np.int64)
            joined = int(np.searchsorted(np.cumsum(waiting), can[s], side="right"))
            left = int(can[s] - np.cumsum(waiting)[joined - 1]) if joined else int(can[s])
            cutoff[members, s] = joined
            if joined < len(waiting) and waiting[joined]:
                upto = (
                    np.cumsum(world.queue[members, s, joined], dtype=np.int64)
                    * left
                    // waiting[joined]
                )
                quota[members, s] = np.diff(upto, prepend=0)
    return cutoff, quota
