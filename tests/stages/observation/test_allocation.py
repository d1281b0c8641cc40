"""Visits thrown at five sites, against an exact expectation and the regimes of a published model.

D'Amour and others, "Fairness is not static" (FAT* 2020): sites with incidents by Poisson's law; a
unit of inspection finds one incident of its site, if there is one left; where nobody went the rate
drifts up, where somebody did it drifts down with each unit. Greedy here draws among the three
sites where most was found; theirs goes by the chance of the next find: regimes are compared.
"""

import numpy as np
import pytest

from socialcredit.core.columns import records
from socialcredit.core.jit import kernel
from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.observation.rounds import (
    FULL,
    GREEDY,
    RANDOM,
    TOUR,
    VISIT,
    Rounds,
    Throws,
    plan,
    weigh,
)

RATES = (8.0, 6.0, 4.0, 3.0, 1.5)
UNITS = 6
TOP = 3  # sites among which a greedy inspector draws
BURN_IN = 25  # steps by lot before anything found decides
WINDOW = 0.98  # what a step leaves of what was found: about a memory of fifty steps


@kernel
def visits_of(rounds, throws, level, weights, room, visits, luck, subject, grade, step, key, went):
    """Where this step's units go: int64 (sites,) `went`."""
    sites = went.shape[0]
    total = weigh(
        rounds, 0, subject, 0, grade, level, throws.cut[0, 0], throws.turn[0, 0], 0, sites, luck,
        step, weights,
    )  # fmt: skip
    used = plan(
        rounds, 0, throws.by_weight[0, 0], throws.by_lot[0, 0], weights, total, throws.turn[0, 0],
        0, sites, 0, luck, step, 30, key, room, visits, 0,
    )  # fmt: skip
    went[:] = 0
    for v in range(used):
        went[visits[v].who] += 1


def thrown(way, steps, drift, seed):
    """Incidents and what was found of them by site, over so many steps: float64 (2, sites)."""
    sites, tour = len(RATES), records(1, TOUR)
    tour["way"], tour["scheme"], tour["a_day"], tour["row"] = way, -1, 1, 0 if way == GREEDY else -1
    nothing = np.zeros((1, 1), np.int64)
    rounds = Rounds(tour, np.ones((1, 1), np.uint8), nothing, nothing, nothing, nothing)
    lots = np.array([[UNITS]], np.int64)
    throws = Throws(UNITS - lots, lots, np.zeros((1, 1, 2), np.int64), np.ones((1, 1, 6), np.int64))
    level, visits = np.zeros((1, sites), np.uint16), records(64, VISIT)
    room, weights, luck = (np.arange(COMMUNITY) for _ in range(3))
    no_scheme, no_grade = np.zeros((1, sites), np.uint8), np.zeros((1, sites), np.uint8)
    luck_of_sites = np.random.default_rng(seed)
    rate, went, found = np.array(RATES), np.zeros(sites, np.int64), np.zeros(sites)
    sums = np.zeros((2, sites))
    for step in range(steps):
        if way == GREEDY and step == BURN_IN:
            throws.by_weight[:], throws.by_lot[:] = UNITS, 0
        level[0] = np.minimum(found * 100, 65535).astype(np.uint16)
        cut = np.sort(level[0])[-TOP]
        above, at = int((level[0] > cut).sum()), int((level[0] == cut).sum())
        throws.cut[0, 0] = cut, (TOP - above) * FULL // at
        visits_of(rounds, throws, level, weights, room, visits, luck, no_scheme, no_grade, step,
                  (seed, 7), went)  # fmt: skip
        incidents = luck_of_sites.poisson(rate)
        discovered = np.minimum(incidents, went)
        sums += incidents, discovered
        found = found * WINDOW + discovered
        rate = np.maximum(rate + np.where(went == 0, drift, -drift * went), 0.0)
    return sums


def test_by_lot_as_much_is_found_as_the_expectation_says():
    steps = 20_000
    incidents, found = thrown(RANDOM, steps, 0.0, seed=1)
    per_step = found / steps
    exact = np.array([1.1965, 1.1830, 1.1230, 1.0404, 0.7457])
    assert per_step.sum() == pytest.approx(exact.sum(), abs=3 * 0.952 / steps**0.5)
    assert np.allclose(per_step, exact, atol=0.03)
    ratios = found / incidents
    assert ratios.max() - ratios.min() == pytest.approx(0.3475, abs=0.012)


def discovered_and_missed(way, drift):
    sums = sum(thrown(way, 1000, drift, seed) for seed in range(8))
    return sums[1].sum(), (sums[0] - sums[1]).sum()


def test_where_rates_drift_greedy_finds_and_misses_most():
    greedy, lot = (discovered_and_missed(way, 0.05) for way in (GREEDY, RANDOM))
    assert greedy[0] > lot[0], "it finds more"
    assert greedy[1] > 1.2 * lot[1], "and misses more"


def test_where_no_rate_drifts_greedy_does_not_miss_more():
    greedy, lot = (discovered_and_missed(way, 0.0) for way in (GREEDY, RANDOM))
    assert greedy[1] <= lot[1]
