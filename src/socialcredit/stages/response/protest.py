"""Protest: people join once enough others have, and if they disapprove.

Everybody who disapproves has a threshold, the share of the place's adults who must protest before
this one does: normal (mean .25, spread s) times trust, and higher by fear, which is caution times
the believed chance of being recorded. The share that protests solves x = F(x), found from nought
each month and in each place by itself: all who would join at the share so far do, at the same
moment, until nobody else does. Somebody whose threshold is reached joins; it need not be passed.

Where the spread is small few begin and few follow, where it passes a critical value nearly all of
those who could do (Granovetter 1978). What protest does is not the model's: a scenario says it.
`strength` is the share of those who disapprove who would ever take part; at nought nobody protests.
Steps are months: a protest within days is beyond this model.
"""

from math import erfc, sqrt
from typing import NamedTuple

import numpy as np

from socialcredit.core.draws import fill_many, room_for, stream
from socialcredit.stages.response.contract import CERTAIN, WORDS, Mechanism
from socialcredit.stages.response.together import Together

THRESHOLD = stream("response.protest.threshold")
APPROVES = 128  # the step of approval from which on somebody approves
AVERAGE = CERTAIN / 2  # of a trait
STILL = 1e-15  # a share that moves no more


class Protest(NamedTuple):
    """Settings; shares of a place's adults unless said otherwise."""

    strength: float = 0.0  # share of those who disapprove who would ever take part; 0 = neutral
    mean: float = 0.25  # threshold of the average
    spread: float = 0.1  # standard deviation of thresholds, at average trust
    fear: float = 0.0  # added at average caution and a belief of certainty


def thresholds(settings: Protest, together: Together) -> tuple[np.ndarray, np.ndarray]:
    """Who may ever join, and the shares that must have joined before each of them does.

    int64 (n,), by their numbers in the range, and float64 (2, n): as it is, and were nothing to
    fear. Left out is whoever approves, is no adult or never takes part.
    """
    people, approval = together.people, together.rows["approval"]
    could = np.flatnonzero((approval > 0) & (approval < APPROVES))
    many = room_for(len(could))
    many.slot[:] = together.slot[could]
    fill_many(many, len(could), 0, THRESHOLD, *together.key)
    ever = (many.words[2] + 0.5) / WORDS < settings.strength
    could, even = could[ever], (many.words[:2, ever] + 0.5) / WORDS
    normal = np.sqrt(-2.0 * np.log(even[0])) * np.cos(2.0 * np.pi * even[1])
    alone = (settings.mean + settings.spread * normal) * people.trust[could] / AVERAGE
    belief = together.rows["belief"][could] / CERTAIN
    afraid = alone + settings.fear * people.caution[could] / AVERAGE * belief
    return could, np.stack((afraid, alone))


def needed(shares: np.ndarray, people: int) -> np.ndarray:
    """How many of so many people must have joined before each does; people + 1 for never."""
    return np.ceil(np.clip(shares * people, 0, people + 1)).astype(np.int64)


def joined(need: np.ndarray) -> int:
    """How many join in the end; `need` int64, how many each of those who may waits for.

    From nought, all whose number is reached at the same moment; whoever waits for more than there
    are never joins.
    """
    waiting, before, count = np.sort(need), -1, 0
    while count > before:
        before, count = count, int(np.searchsorted(waiting, count, side="right"))
    return count


def equilibrium(mean: float, spread: float) -> float:
    """The share that joins of a crowd without end: the fixed point of F from nought.

    Source: Granovetter, American Journal of Sociology 83, 1420-1443 (1978).
    """
    share = -1.0
    following = 0.0
    while following - share > STILL:
        share = following
        following = 0.5 * erfc((mean - share) / spread / sqrt(2.0))
    return following


MECHANISM = Mechanism(
    "protest",
    Protest,
    reads=("approval", "belief"),
    thresholds=thresholds,
    limits={
        "strength": (0.0, 1.0),
        "mean": (0.0, 1.0),
        "spread": (0.001, 1.0),
        "fear": (0.0, 10.0),
    },
)
