"""Visits thrown at five sites, against an exact expectation and the regimes of a published model.

D'Amour and others, "Fairness is not static" (FAT* 2020). Greedy here draws among the three sites
where most was found; theirs goes by the chance of the next find: regimes are compared.
"""

import numpy as np
import pytest

from socialcredit.experiments.allocation import five_sites, thrown, with_drift
from socialcredit.stages.observation.rounds import GREEDY, RANDOM


def test_by_lot_as_much_is_found_as_the_expectation_says():
    steps = 20_000
    incidents, found = thrown(RANDOM, steps, 0.0, seed=1)
    per_step = found / steps
    exact = np.array([1.1965, 1.1830, 1.1230, 1.0404, 0.7457])
    assert per_step.sum() == pytest.approx(exact.sum(), abs=3 * 0.952 / steps**0.5)
    assert np.allclose(per_step, exact, atol=0.03)


def discovered_and_missed(way, drift):
    runs = [thrown(way, 1000, drift, seed) for seed in range(8)]
    return sum(one.found.sum() for one in runs), sum(one.missed for one in runs)


def test_where_rates_drift_greedy_finds_and_misses_most():
    greedy, lot = (discovered_and_missed(way, 0.05) for way in (GREEDY, RANDOM))
    assert greedy[0] > lot[0], "it finds more"
    assert greedy[1] > 1.2 * lot[1], "and misses more"


def test_where_no_rate_drifts_greedy_does_not_miss_more():
    greedy, lot = (discovered_and_missed(way, 0.0) for way in (GREEDY, RANDOM))
    assert greedy[1] <= lot[1]


def test_validate_tells_both_beside_what_is_exact():
    found, gap = five_sites()
    assert (found["published"], gap["published"]) == (5.2885, 0.3475)
    assert found["pass"] and gap["pass"]
    assert found["tolerance"] == pytest.approx(0.02, abs=0.001)


def test_validate_tells_that_greedy_finds_and_misses_most_where_rates_drift():
    told = {row["what"]: row["produced"] for row in with_drift()}
    of = "in a step of five sites whose rates drift"
    assert told[f"found {of}, greedy"] > told[f"found {of}, by lot"]
    assert told[f"missed {of}, greedy"] > told[f"missed {of}, by lot"]
