"""Drift: hours that go into what a scheme rewards are taken from help that nobody writes down.

Of U hours that somebody gives to others unpaid and unseen (a neighbour helped, care at home), and H
hours a year that good deeds for points take, a part sigma of H comes out of U:

    ln(1 - sigma H / U)

is added to the log-hazard of good deeds that no scheme measures, so that they fall by the share
sigma H / U, and never by more than all. U is by age. Without a scheme that rewards anything H is
nought, and nothing drifts.

It is the multitask model of Holmstrom and Milgrom (1991) seen from the second task: who is paid a1
for the first and a2 for the second, at a cost of (e1^2 + e2^2)/2 + sigma e1 e2, gives the second
e2 = a2 - sigma e1, which is a2 (1 - sigma e1 / a2) with U = a2 and H = e1.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import kernel
from socialcredit.stages.response.contract import (
    ALWAYS,
    CERTAIN,
    Kinds,
    Mechanism,
    Rows,
    Surroundings,
    Term,
    in_steps,
)
from socialcredit.stages.response.hours import by_age, hours_a_deed

ROUNDED = stream("response.drift.rounded")
UNSEEN = "unmeasured good"
FOLD = 4.0  # times one's unpaid hours that a byte can hold
NONE_LEFT = 1e-9  # of help that is not given any more; a log-hazard has an end


class Drift(NamedTuple):
    """Settings; a strength of nought is neutral."""

    strength: float = 0.0  # sigma, hours taken from unpaid help by an hour done for points
    unpaid: tuple[float, ...] = (100.0,) * 4  # hours a year that people help unseen, by age


def hazard(sigma: float, hours: np.ndarray, unpaid: np.ndarray) -> np.ndarray:
    """ln(1 - sigma H / U), and no less than that of next to nothing."""
    return np.log(np.maximum(1.0 - sigma * hours / unpaid, NONE_LEFT))


def curve(settings: Drift) -> np.ndarray:
    """Log-hazard by step of H / U, of which the last stands for FOLD."""
    return hazard(settings.strength, FOLD * np.arange(256) / CERTAIN, np.ones(256))


def weight(kinds: Kinds) -> np.ndarray:
    """Good deeds that no scheme measures."""
    return np.array([group == UNSEEN for group in kinds.group], float)


def monthly(
    settings: Drift,
    around: Surroundings,
    start: int,
    stop: int,
    rows: Rows,
    effort: np.ndarray,
    months: float,
) -> None:
    """How many times one's unpaid hours the effort of this month takes."""
    if settings.strength == 0.0 or len(around.lures) == 0:
        rows["taken"][start:stop] = 0
        return
    hours = hours_a_deed(around, rows["known"], effort, start, stop)
    write_shares(
        effort, hours, by_age(settings.unpaid), around.people.age, around.slot, around.key,
        around.month, start, stop, rows["taken"],
    )  # fmt: skip


@kernel
def write_shares(effort, hours, unpaid, age, slot, key, month, start, stop, out):
    """H / U / FOLD in steps of 255, up or down by a draw so that their mean is exact.

    effort, hours  float64 (stop - start,) deeds a day, and hours of a deed
    unpaid  float64 (256,), hours a year by age
    """
    for i in range(start, stop):
        at = i - start
        if effort[at] == 0.0 or hours[at] == 0.0:
            out[i] = 0
            continue
        share = effort[at] * 365.0 * hours[at] / unpaid[np.int64(age[i])] / FOLD
        word = philox(slot[at], 0, month, ROUNDED, key[0], key[1])[0]
        out[i] = in_steps(min(share, 1.0), 255, word)


MECHANISM = Mechanism(
    "drift",
    Drift,
    terms=(Term("taken", "", curve, weight, ALWAYS),),
    rows=("taken",),
    reads=("known",),
    monthly=monthly,
    hours=lambda settings: 0.0 if settings.strength > 0.0 else None,
    after_effort=True,
    limits={"strength": (0.0, 1.0), "unpaid": (1.0, 8760.0)},
)
