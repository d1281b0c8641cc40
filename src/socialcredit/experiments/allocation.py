"""Visits thrown at five sites of known rates: what the shipped rounds find, beside what is exact.

D'Amour and others, "Fairness is not static" (FAT* 2020): incidents by Poisson's law; a unit of
inspection finds one incident of its site, if there is one left; where nobody went the rate drifts
up, where somebody did it drifts down with each unit. By lot the expectation is exact: of U units
thrown with equal chance at S sites, min(incidents, units) at each, 5.2885 in all, and between the
site best looked after and the one worst 0.3475 of its incidents.
"""

from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.columns import records
from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.observation.alone import places_of
from socialcredit.stages.observation.rounds import (
    FULL,
    GREEDY,
    RANDOM,
    TOUR,
    VISIT,
    Rounds,
    Throws,
)

RATES = (8.0, 6.0, 4.0, 3.0, 1.5)
UNITS = 6
TOP = 3  # sites among which a greedy inspector draws
BURN_IN = 25  # steps by lot before anything found decides
WINDOW = 0.98  # what a step leaves of what was found: about a memory of fifty steps
STEPS, SPREAD = 20_000, 0.952  # of what is found in a step, one standard deviation
FOUND, GAP = 5.2885, 0.3475
DRIFT, DRIFTING, SEEDS = 0.05, 1000, 8
SOURCE = "damour-2020"


class Thrown(NamedTuple):
    """Incidents of each site and what was found of them, over all steps; float64 (sites,)."""

    incidents: np.ndarray
    found: np.ndarray

    @property
    def gap(self) -> float:
        """Between the site of which most was found and that of which least, as shares."""
        ratios = self.found / self.incidents
        return float(ratios.max() - ratios.min())

    @property
    def missed(self) -> float:
        """Incidents that nobody found."""
        return float((self.incidents - self.found).sum())


def thrown(way: int, steps: int, drift: float, seed: int) -> Thrown:
    """So many steps of UNITS visits by a way of choosing (RANDOM or GREEDY)."""
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
        places_of(rounds, throws, level, weights, room, visits, luck, no_scheme, no_grade, step,
                  (seed, 7), went)  # fmt: skip
        incidents = luck_of_sites.poisson(rate)
        discovered = np.minimum(incidents, went)
        sums += incidents, discovered
        found = found * WINDOW + discovered
        rate = np.maximum(rate + np.where(went == 0, drift, -drift * went), 0.0)
    return Thrown(*sums)


def five_sites() -> list[dict[str, Any]]:
    """What the shipped rounds come to on the five sites, a row each as of a figure's."""
    lot = thrown(RANDOM, STEPS, 0.0, seed=1)
    rows = [
        _row("found in a step by six visits by lot", "incidents", FOUND,
             float(lot.found.sum()) / STEPS, 3 * SPREAD / STEPS**0.5),
        _row("share found at the site best looked after, less that at the worst", "share", GAP,
             lot.gap, 0.012),
    ]  # fmt: skip
    return rows


def with_drift() -> list[dict[str, Any]]:
    """Greedy beside by lot where rates drift: what each finds and misses in a step; not judged."""
    told = []
    for way, name in ((GREEDY, "greedy"), (RANDOM, "by lot")):
        runs = [thrown(way, DRIFTING, DRIFT, seed) for seed in range(SEEDS)]
        steps = DRIFTING * SEEDS
        found = sum(float(one.found.sum()) for one in runs) / steps
        missed = sum(one.missed for one in runs) / steps
        for what, value in (("found", found), ("missed", missed)):
            told.append(
                {"what": f"{what} in a step of five sites whose rates drift, {name}",
                 "when": f"{DRIFTING:,} steps", "unit": "incidents", "produced": value}
            )  # fmt: skip
    return told


def _row(what: str, unit: str, exact: float, made: float, allowed: float) -> dict[str, Any]:
    """A figure that is known exactly, with the keys of any other."""
    nothing = dict.fromkeys((
        "figure", "reading", "under", "since", "published_range", "produced_range",
        "household_effect", "tolerance_as_written", "luck", "naive", "naive_says", "nearer",
        "why_missed", "change_from",
    ))  # fmt: skip
    return nothing | {
        "what": f"{what} (the shipped rounds on five sites of known rates)",
        "when": f"{STEPS:,} steps",
        "unit": unit,
        "published": exact,
        "produced": made,
        "tolerance": allowed,
        "chance_wider": True,
        "kind": "predicted",
        "pass": abs(made - exact) <= allowed,
        "too_few": False,
        "absurd": False,
        "source": SOURCE,
        "evidence": "secondary",
    }
