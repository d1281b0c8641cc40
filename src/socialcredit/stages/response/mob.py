"""A mob: where people are newly named, some turn on them, or on who is taken for them.

What inflames a community is a number of names. After each month

    A' = r A + names x audience

where names are those of its residents who were made public in the month, or more widely than
before, and audience is how many of the community are told by these means. From the next month on
attacks follow, a draw of a Poisson law with mean q A a month: q is `strength`, r is `spreads`. A
share `beside` of them falls upon somebody who was not named at all, a namesake or a neighbour; the
others upon those named, the wrong ones among them in proportion to what their names add to A.

In the mean a name of which all are told is followed by q / (1 - r) attacks, whatever the steps of
the calendar, as long as r is below one. From one on each name calls forth at least another, there
is no such total, and A grows until it is stopped at the number of residents, as if all of them had
just been named; months in which it stands there are counted as running away, and tell that and when
this happens, but not how many are attacked.

Nobody has measured any of this: the strengths illustrate, and no size that comes out is a result.
What comes out is on whom attacks fall. It moves no deed.
"""

from math import expm1, log
from typing import NamedTuple

import numpy as np

from socialcredit.core.levels import MEANS
from socialcredit.stages.response.contract import WORDS, Mechanism, Rows
from socialcredit.stages.response.together import NAME, Sums

FINE = 4503599627370496.0  # 2 ** 52: values of two words of a draw as one number below one
STILL = 1e-9  # from one, of `spreads`
EVERYBODY = (1.0,) * len(MEANS)


class Mob(NamedTuple):
    """Settings; a strength of nought is neutral."""

    strength: float = 0.0  # attacks a month for each name of which all are told
    spreads: float = 0.0  # of what inflames a community as much as is left, or new, a month later
    beside: float = 0.0  # share of attacks on a namesake or neighbour
    audience: tuple[float, ...] = EVERYBODY  # of the community, by means of publication


def audience(settings: Mob) -> np.ndarray:
    """Of a community how many are told, by means of publication; float (means,)."""
    return np.broadcast_to(np.asarray(settings.audience, float), (len(MEANS),))


def moved(
    settings: Mob, anger: np.ndarray, names: np.ndarray, months: float, words: np.ndarray
) -> np.ndarray:
    """What inflames each community after a step, without bound; int64 (communities,) in 1/NAME.

    Up or down by a draw, so that the mean is exact. names  int64, newly named in the step
    """
    left = settings.spreads**months * anger + words / WORDS
    found: np.ndarray = np.floor(left).astype(np.int64) + names
    return found


def most(residents: np.ndarray) -> np.ndarray:
    """As if all residents of a community had just been named, to all; int64 (communities,)."""
    return residents * NAME


def collective(settings: Mob, sums: Sums, shared: Rows, months: float, words: np.ndarray) -> None:
    """Move what inflames each community by a step and by whoever was named in it."""
    anger = moved(settings, shared["anger"], sums.named, months, words)
    shared["anger"][:] = np.minimum(anger, most(sums.residents))


def of_wrong_names(
    settings: Mob, anger: np.ndarray, names: np.ndarray, residents: np.ndarray, months: float,
    words: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """The part of what inflames a community that wrong names brought, int64 (communities,).

    anger, names  int64 (2, communities): of all names, and of the wrong ones among them. Where the
    whole is stopped, the part keeps its proportion.
    """
    whole, part = (moved(settings, *of, months, words) for of in zip(anger, names, strict=True))
    bound = most(residents)
    return np.where(whole > bound, part * bound // np.maximum(whole, 1), part)


def expected(settings: Mob, anger: np.ndarray, months: float) -> np.ndarray:
    """How many attacks are to be expected in a step, of such anger at its start; float64."""
    rest = settings.spreads - 1.0
    if abs(rest) < STILL:
        over = months
    else:
        over = (expm1(months * log(settings.spreads)) if settings.spreads > 0 else -1.0) / rest
    return settings.strength * over / NAME * anger


def poisson(mean: np.ndarray, words: np.ndarray) -> np.ndarray:
    """A draw of a Poisson law for each mean, by inversion, so that more follow of a higher mean.

    mean  float64, below 700    words  uint32 (2 or more, as many), two of each draw
    """
    even = (words[0].astype(float) * 2.0**20 + (words[1] >> 12) + 0.5) / FINE
    chance = np.exp(-mean)
    below, count = chance.copy(), np.zeros(len(mean), np.int64)
    beyond = even >= below
    while beyond.any():
        count[beyond] += 1
        chance *= mean / np.maximum(count, 1)
        below[beyond] += chance[beyond]
        beyond &= (even >= below) & (chance > 0)
    return count


MECHANISM = Mechanism(
    "mob",
    Mob,
    shared=("anger",),
    collective=collective,
    heard=audience,
    limits={
        "strength": (0.0, 0.25), "spreads": (0.0, 1.5), "beside": (0.0, 1.0),
        "audience": (0.0, 1.0),
    },
)  # fmt: skip
