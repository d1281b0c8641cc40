"""A price replaces a norm: what people did of themselves they do otherwise once it has a price.

A group of kinds of deed has a motivation n of its own in each resident, nought before any scheme.
While a rule that scores the resident, and that the resident knows, puts a price on a kind of the
group (points taken or given, or a grade), it goes towards -kappa; without one it goes back:

    n += ((paid ? -kappa : 0) - n) (1 - exp(-dt / tau))

with tau_in while paid, tau_out after. The log-hazard of bad deeds of the group is -n, of good ones
+n, whether a rule stands or not: what a fine or a reward did to the norm outlives it. A kappa above
nought crowds out (late collectors in day-care centres: 0.9, Gneezy and Rustichini, Journal of Legal
Studies 29, 2000; rewards on what people like doing: Deci), one below nought crowds in. With
`tau_out: never` nothing returns.

What a resident keeps is the share of the way, n over -kappa, one byte a group; the step is exact
for any dt. Whether somebody was paid is looked at by the rules of the first day of the step that
has passed; who knows of a rule older than the run has had its price since it began. It is a price
alone: the fear of being noticed stands in `perceived-risk`, beside it and not in it.
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

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

ROUNDED = stream("response.motivation.rounded")
MOST_GROUPS = 3
ROWS = tuple(f"motive_{number}" for number in range(1, MOST_GROUPS + 1))


class Group(NamedTuple):
    """A group of kinds whose motivation moves together."""

    name: str
    kinds: tuple[int, ...]  # their numbers
    sign: np.ndarray  # float (kinds,) -1 for bad ones of the group, 1 for good ones, else 0
    kappa: float


class Motivation(NamedTuple):
    """Settings; times in months."""

    strength: float = 0.0  # of the log-hazard; 1 = as above, 0 = neutral
    groups: Any = ()  # words of deeds or of groups of deeds by name; once bound, `Group`s
    kappa: Any = 0.0  # how far motivation goes while paid, by name of group, or one for all
    tau_in: float = 1.0  # while paid
    tau_out: float = math.inf  # after; `never` in files


def bound(settings: Motivation, kinds: Kinds) -> Motivation:
    """The settings with the kinds of this run in place of the words of its groups."""
    groups = []
    for name, words in dict(settings.groups).items():
        here = np.array(
            [d in words or g in words for d, g in zip(kinds.deed, kinds.group, strict=True)]
        )
        sign = kinds.signed("good", "hidden-good") - kinds.signed("bad", "hidden-bad")
        kappa = settings.kappa[name] if isinstance(settings.kappa, dict) else settings.kappa
        groups.append(Group(name, tuple(np.flatnonzero(here).tolist()), sign * here, float(kappa)))
    return settings._replace(groups=tuple(groups))


def curve_of(number: int) -> Callable[[Any], np.ndarray]:
    """The motivation of one group, by step of its byte: what bad deeds have against them."""

    def curve(settings: Motivation) -> np.ndarray:
        if len(settings.groups) <= number:
            return np.zeros(256)
        return -settings.strength * settings.groups[number].kappa * np.arange(256) / CERTAIN

    return curve


def weight_of(number: int) -> Callable[[Any, Kinds], np.ndarray]:
    """Bad kinds of one group against their motivation, good ones with it."""

    def weight(settings: Motivation, kinds: Kinds) -> np.ndarray:
        here = len(settings.groups) > number
        return settings.groups[number].sign if here else np.zeros(len(kinds.deed))

    return weight


def monthly(
    settings: Motivation,
    around: Surroundings,
    start: int,
    stop: int,
    rows: Rows,
    effort: np.ndarray,
    months: float,
) -> None:
    """Move each group's share of the way by what had a price in the step that has passed."""
    for number, group in enumerate(settings.groups):
        if settings.strength == 0.0 or group.kappa == 0.0:
            continue
        prices = around.priced[:, list(group.kinds)].max(axis=1, initial=0)
        since = np.full(around.announced.shape, months)
        if around.month == 0:  # of a rule older than the run all that has passed since it began
            since = np.maximum(around.announced, 0.0)
        stay = np.exp(-since / max(settings.tau_in, 1e-9))
        left = math.exp(-months / settings.tau_out) if settings.tau_out > 0 else 0.0
        move(
            rows[ROWS[number]], rows["known"], around.priced_for, prices, stay, left,
            around.community, around.slot, number, around.key, around.month, start, stop,
        )  # fmt: skip


@kernel
def move(
    row, known, scored, prices, stay, left, community, slot, number, key, month, start, stop
):  # fmt: skip
    """Shares of the way of residents start .. stop-1, one after another.

    scored  uint8 (schemes, residents of the range)
    prices  uint8 (schemes, communities of the range) the bit in `known` of a scheme with a price
    stay  float64 (schemes, communities) the share of the way to go that is left after the step,
          under each scheme; of several that pay the one in force for longest
    left  the share of the way gone that is left without a price
    """
    for i in range(start, stop):
        if np.int64(row[i]) == 0 and np.int64(known[i]) == 0:
            continue  # nobody has a price without knowing of it
        at = i - start
        c, share, ahead = community[at], np.int64(row[i]) / CERTAIN, 2.0
        for s in range(prices.shape[0]):
            if np.int64(prices[s, c]) & np.int64(known[i]) and scored[s, at]:
                ahead = min(ahead, stay[s, c])
        now = share * left if ahead > 1.0 else 1.0 - (1.0 - share) * ahead
        if now != share:
            word = philox(slot[at], number, month, ROUNDED, key[0], key[1])[0]
            row[i] = in_steps(now, 255, word)


MECHANISM = Mechanism(
    "motivation",
    Motivation,
    terms=tuple(
        Term(row, "", curve_of(number), lambda kinds: np.zeros(len(kinds.deed)), ALWAYS,
             weighs=weight_of(number))
        for number, row in enumerate(ROWS)
    ),
    rows=ROWS,
    reads=("known",),
    monthly=monthly,
    limits={"strength": (0.0, 1.0), "kappa": (-2.0, 2.0), "tau_in": (0.0, 1200.0),
            "tau_out": (0.0, math.inf)},
    bound=bound,
    kept=lambda settings: ROWS[: len(settings.groups)],
    words=("groups",),
    prices=True,
)  # fmt: skip
