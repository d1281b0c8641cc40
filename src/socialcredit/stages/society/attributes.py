"""Tables of chances: schooling, work, income fifth, internet, licence, arrival.

Beliefs become probabilities here, and probabilities become 32-bit thresholds, once, at load. Axes
are [urban][sex][age] as in `PopulationBeliefs`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from socialcredit.core.levels import OCCUPATIONS
from socialcredit.stages.society.beliefs import (
    ADULT_STUDY,
    LEVELS,
    Income,
    PopulationBeliefs,
)
from socialcredit.stages.society.places import AGES, PlaceBeliefs, single_ages
from socialcredit.stages.society.reference import Reference

SENIOR = 3  # senior schooling
STUDENT, AT_HOME, RETIRED = (OCCUPATIONS.index(name) for name in ("student", "at-home", "retired"))
ROUNDS = 400
TIGHT = 1e-9


@dataclass(frozen=True, eq=False)
class Chances:
    """Probabilities of every attribute, float64; thresholds are made from them."""

    education: np.ndarray  # (P, 2, 2, 106, 5), by place
    occupation: np.ndarray  # (2, 2, 106, 5, 8), by schooling
    online: np.ndarray  # (2, 2, 106, 5), by schooling
    driver: np.ndarray  # (2, 2, 106, 5), by schooling
    fifth: np.ndarray  # (2, 10, 5), by residence and household size
    minority: np.ndarray  # (P,)
    newcomer: np.ndarray  # (2,)


def chances(beliefs: PopulationBeliefs, places: Sequence[PlaceBeliefs]) -> Chances:
    """All probabilities for these places, each fitted to the people whose shares a table gives."""
    national = national_education(beliefs)
    return Chances(
        np.stack([place_education(beliefs, place, national) for place in places]),
        occupation_chances(beliefs),
        online_chances(beliefs, joint_of(beliefs.of["internet"], national)),
        driver_chances(beliefs, joint_of(beliefs.of["drivers"], national)),
        fifth_chances(beliefs.income, beliefs.sizes, beliefs.of["income"].urban),
        np.array([place.minority for place in places]),
        beliefs.newcomers,
    )


def residents(urban: float, ages: np.ndarray) -> np.ndarray:
    """Shares of residents, float64 (2, 2, 106), from an urban share and shares by sex and age."""
    return np.array([1 - urban, urban])[:, None, None] * ages


def joint_of(whose: Reference, education: np.ndarray) -> np.ndarray:
    """Shares of their residents by residence, sex, age and schooling, float64 (2, 2, 106, 5).

    Where nobody of them lives in the country, or in town, ages stand there as they are elsewhere.
    """
    weight = residents(whose.urban, whose.ages)
    for where in (0, 1):
        if not weight[where].any():
            weight[where] = whose.ages
    return np.asarray(weight[..., None] * education)


def national_education(beliefs: PopulationBeliefs) -> np.ndarray:
    """Schooling by residence, sex and age whose sum is the published share of every level."""
    whose = beliefs.of["education"]
    weight = residents(whose.urban, whose.ages)
    return scaled(beliefs.seed, weight, beliefs.education, range(LEVELS))


def place_education(
    beliefs: PopulationBeliefs, place: PlaceBeliefs, national: np.ndarray
) -> np.ndarray:
    """The published schooling, with the place's own share of college where that is published."""
    if place.college is None:
        return national
    weight = residents(place.urban, single_ages(place.ages, place.starts))
    target = np.zeros(LEVELS)
    target[-1] = place.college * beliefs.college_growth.get(place.nation, 1.0)
    return scaled(national, weight, target, [LEVELS - 1])


def scaled(
    table: np.ndarray, weight: np.ndarray, target: np.ndarray, levels: Sequence[int]
) -> np.ndarray:
    """Scale levels (last axis) until their weighted shares are `target`; every row keeps its sum.

    This is iterative proportional fitting (Deming and Stephan 1940); zeros stay zero.
    """
    table, weight = table.copy(), weight[..., None] / weight.sum()
    axes = tuple(range(table.ndim - 1))
    for _ in range(ROUNDS):
        have = (table * weight).sum(axis=axes)
        factor = np.ones(len(target))
        for level in levels:
            factor[level] = target[level] / have[level] if have[level] > 0 else 1.0
        table *= factor
        table /= table.sum(axis=-1, keepdims=True)
        if np.abs(factor - 1).max() < TIGHT:
            break
    return table


def occupation_chances(beliefs: PopulationBeliefs) -> np.ndarray:
    """What people do, by residence, sex, age and schooling; float64 (2, 2, 106, 5, 8)."""
    activity = np.repeat(beliefs.activity[:, :, :, None, :], LEVELS, axis=3)
    activity[:, :, ADULT_STUDY:, :SENIOR, 0] = 0.0  # adults study at senior schools and colleges
    table = np.zeros((2, 2, AGES, LEVELS, len(OCCUPATIONS)))
    table[..., [STUDENT, AT_HOME, RETIRED]] = activity
    at_work = 1 - activity.sum(axis=-1, keepdims=True)
    table[..., : beliefs.work.shape[-1]] = at_work * beliefs.work[:, :, None]
    return table


def online_chances(beliefs: PopulationBeliefs, joint: np.ndarray) -> np.ndarray:
    """Who uses the internet: log-odds by age and schooling, level by residence."""
    net = beliefs.internet
    odds = np.broadcast_to(net.age[:, None] + net.schooling, joint.shape)
    return np.stack([levelled(odds[u], joint[u], net.share[u]) for u in (0, 1)])


def driver_chances(beliefs: PopulationBeliefs, joint: np.ndarray) -> np.ndarray:
    """Who has a licence: log-odds by age, schooling and residence, level by sex."""
    cars = beliefs.drivers
    odds = cars.age[:, None] + cars.schooling + cars.place[:, None, None, None]
    odds = np.broadcast_to(odds, joint.shape)
    shares = cars.share / beliefs.of["drivers"].ages.sum(axis=1)
    tables = [levelled(odds[:, sex], joint[:, sex], shares[sex]) for sex in (0, 1)]
    return np.stack(tables, axis=1)


def levelled(odds: np.ndarray, weight: np.ndarray, target: float) -> np.ndarray:
    """Chances with these log-odds, all shifted until their weighted mean is `target`."""
    low, high = -40.0, 40.0
    for _ in range(80):
        middle = (low + high) / 2
        mean = (logistic(odds + middle) * weight).sum() / weight.sum()
        low, high = (middle, high) if mean < target else (low, middle)
    return logistic(odds + low)


def logistic(odds: np.ndarray) -> np.ndarray:
    """Probability from log-odds; minus infinity gives zero."""
    return 1 / (1 + np.exp(-np.clip(odds, -700, 700))) * np.isfinite(odds)


def size_slope(income: Income, sizes: np.ndarray) -> float:
    """How much the log of income a head falls with each member of the household.

    The mean over households of the published fifths lies above the mean over people, because
    poorer households are larger; the slope is the one that gives this ratio.
    """
    size = np.arange(1, len(sizes) + 1)
    wanted = income.person_mean / income.household_mean
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        fall = np.exp(-middle * size)
        ratio = (size * sizes * fall).sum() / (size @ sizes) / (sizes * fall).sum()
        low, high = (middle, high) if ratio > wanted else (low, middle)
    return low


def log_means(income: Income, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean (2, 10) and deviation (2,) of log income by residence and size of household.

    Weighted by people, each residence keeps its published mean and about its log-sd.
    """
    size = np.arange(1, len(sizes) + 1)
    slope = size_slope(income, sizes)
    people = size * sizes / (size @ sizes)
    spread = (people * size**2).sum() - (people @ size) ** 2
    log_sd = np.sqrt(income.log_sd**2 - slope**2 * spread)
    level = np.log(income.mean) - log_sd**2 / 2 - math.log(people @ np.exp(-slope * size))
    return level[:, None] - slope * size, log_sd


def fifth_cuts(income: Income, sizes: np.ndarray, urban: float) -> np.ndarray:
    """Incomes a head that cut all households into fifths, float64 (4,)."""
    means, log_sd = log_means(income, sizes)
    weight = np.array([1 - urban, urban])[:, None] * sizes
    return np.array([_quantile(share / 5, means, log_sd, weight) for share in range(1, 5)])


def _quantile(share: float, means: np.ndarray, log_sd: np.ndarray, weight: np.ndarray) -> float:
    low, high = 0.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        below = (weight * normal((middle - means) / log_sd[:, None])).sum()
        low, high = (middle, high) if below < share else (low, middle)
    return math.exp(low)


def normal(z: np.ndarray) -> np.ndarray:
    """Distribution function of the standard normal."""
    erf = [math.erf(value / math.sqrt(2)) for value in np.ravel(z)]
    return (1 + np.array(erf).reshape(np.shape(z))) / 2


def fifth_chances(income: Income, sizes: np.ndarray, urban: float) -> np.ndarray:
    """Chance of each national fifth of households by residence and size; float64 (2, 10, 5)."""
    means, log_sd = log_means(income, sizes)
    cuts = np.log(fifth_cuts(income, sizes, urban))
    below = normal((cuts - means[..., None]) / log_sd[:, None, None])
    return np.diff(below, axis=-1, prepend=0.0, append=1.0)


def fifth_means(income: Income, sizes: np.ndarray) -> np.ndarray:
    """Mean income a head of each fifth of households under the survey's urban weight (5,)."""
    means, log_sd = log_means(income, sizes)
    cuts = np.log(fifth_cuts(income, sizes, income.urban_weight))
    weight = np.array([1 - income.urban_weight, income.urban_weight])[:, None] * sizes
    mass = weight * np.exp(means + log_sd[:, None] ** 2 / 2)
    shifted = (cuts - means[..., None]) / log_sd[:, None, None] - log_sd[:, None, None]
    below = normal(shifted) * mass[..., None]
    edges = np.concatenate([[0.0], below.sum(axis=(0, 1)), [mass.sum()]])
    return np.diff(edges) * 5


def thresholds(table: np.ndarray) -> np.ndarray:
    """Probabilities over the last axis as cumulated 32-bit thresholds, one column less; int64.

    An outcome is the number of thresholds that a word is not below.
    """
    steps = np.round(np.cumsum(table, axis=-1)[..., :-1] * 2.0**32)
    return np.ascontiguousarray(np.minimum(steps, 2.0**32).astype(np.int64))


def chance_steps(table: np.ndarray) -> np.ndarray:
    """Probabilities as 32-bit thresholds: it happens when a word is below; int64."""
    return np.round(np.clip(table, 0.0, 1.0) * 2.0**32).astype(np.int64)
