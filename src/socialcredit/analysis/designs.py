"""Designs: which points of the unit cube an experiment tries, one column a factor.

How long a design is can be told without making it. Columns are made in order of the factors' sorted
names and handed out in the order asked for, so that the order in a file changes no point. Levels of
a grid and Latin hypercubes need nothing but NumPy; sequences come from SciPy, trajectories from
SALib.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from socialcredit.analysis.extra import wanted
from socialcredit.core.errors import SocialCreditError

Points = np.ndarray  # float64 (points, factors)
Rows = np.ndarray  # int64 (rows, factors): which level each factor has
EDGE = 2.0**-40  # a point that is drawn is no nearer to nought or one


@dataclass(frozen=True)
class Lhs:
    """A Latin hypercube (McKay, Beckman & Conover 1979): each of `points` strata of each factor
    holds one point, somewhere in it."""

    points: int

    def __post_init__(self) -> None:
        _at_least(1, self.points, "a Latin hypercube", "points")


@dataclass(frozen=True)
class Sobol:
    """Points for Sobol's indices (Saltelli et al. 2010, CPC 181): A, B and, for each factor, A with
    that factor's column of B. A and B are the two halves of a scrambled Sobol sequence of twice as
    many dimensions, `base` points long, which is a power of two."""

    base: int

    def __post_init__(self) -> None:
        _at_least(2, self.base, "a Sobol sequence", "points")
        if self.base & (self.base - 1):
            above = 1 << self.base.bit_length()
            raise SocialCreditError(
                f"a Sobol sequence of {self.base} points is out of balance",
                expected="a power of two",
                hint=f"write {above // 2} or {above}",
            )


@dataclass(frozen=True)
class Morris:
    """Trajectories in which one factor after another moves once (Morris 1991, Technometrics 33),
    over an even number of levels from 0 to 1, both included, by half of them each time."""

    trajectories: int
    levels: int = 4

    def __post_init__(self) -> None:
        _at_least(2, self.trajectories, "a Morris design", "trajectories")
        if self.levels < 2 or self.levels % 2:
            raise SocialCreditError(
                f"a Morris design of {self.levels} levels",
                expected="an even number, of which any level is tried as often as any other",
                hint="write 4",
            )


Design = Lhs | Sobol | Morris


def _at_least(least: int, many: int, what: str, of: str) -> None:
    if many < least:
        raise SocialCreditError(f"{what} of {many} {of}", expected=f"at least {least}")


def rows(design: Design, factors: int) -> int:
    """How many points a design has, without making them."""
    if isinstance(design, Lhs):
        return design.points
    if isinstance(design, Sobol):
        return design.base * (factors + 2)
    return design.trajectories * (factors + 1)


def points(design: Design, names: Sequence[str], seed: int) -> Points:
    """The points of a design; float64 (points, factors), columns as `names` stand.

    Lhs and Sobol lie within (0, 1); Morris on its levels, of which the outer ones are 0 and 1. The
    rows of Sobol are A, then B, then a block for each factor in order of sorted names; those of
    Morris are one trajectory after the other.

    seed  any integer from nought
    """
    made = _made(design, sorted(names), np.random.default_rng(seed))
    return made[:, in_order(names)]


def in_order(names: Sequence[str]) -> list[int]:
    """At which place of their sorted order the names stand; no name may stand twice."""
    ordered = sorted(names)
    twice = [one for one, other in zip(ordered, ordered[1:], strict=False) if one == other]
    if twice:
        raise SocialCreditError(
            f"the factor '{twice[0]}' is named twice",
            hint="give one of them another name, or leave it out",
        )
    if not ordered:
        raise SocialCreditError("a design without factors", hint="name one factor at least")
    return [ordered.index(name) for name in names]


def _made(design: Design, names: Sequence[str], random: np.random.Generator) -> Points:
    if isinstance(design, Lhs):
        return _within(_strata(design.points, len(names), random))
    if isinstance(design, Sobol):
        halves = sequence(design.base, 2 * len(names), random)
        return _crossed(halves[:, : len(names)], halves[:, len(names) :])
    problem = {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}
    sample = wanted("SALib.sample.morris", "sample")
    made: Points = sample(problem, design.trajectories, num_levels=design.levels, seed=random)
    return made


def _strata(many: int, factors: int, random: np.random.Generator) -> Points:
    """A point in each stratum of each factor; three lines, for which SciPy need not be there."""
    orders = random.permuted(np.tile(np.arange(many), (factors, 1)), axis=1).T
    return (orders + random.random((many, factors))) / many


def sequence(many: int, factors: int, random: np.random.Generator) -> Points:
    """A scrambled Sobol sequence of a power of two of points (Owen 1998)."""
    sobol = wanted("scipy.stats.qmc", "Sobol")(factors, scramble=True, rng=random)
    return _within(sobol.random_base2(many.bit_length() - 1))


def _within(made: Points) -> Points:
    return np.clip(made, EDGE, 1 - EDGE)


def _crossed(a: Points, b: Points) -> Points:
    """A, B, and for each factor A with its column of B."""
    blocks = [a, b]
    for factor in range(a.shape[1]):
        mixed = a.copy()
        mixed[:, factor] = b[:, factor]
        blocks.append(mixed)
    return np.concatenate(blocks)


def grid_rows(levels: Sequence[int]) -> int:
    """How many rows a grid has."""
    return prod(levels)


def grid(levels: Sequence[int]) -> Rows:
    """Every combination of levels; int64 (rows, factors), the last factor moves first.

    levels  how many levels each factor has
    """
    _every_factor_has_levels(levels)
    every = np.indices(tuple(levels), dtype=np.int64)
    return every.reshape(len(levels), grid_rows(levels)).T.copy()


def one_at_a_time_rows(levels: Sequence[int]) -> int:
    """How many rows there are of one factor at a time."""
    return 1 + sum(many - 1 for many in levels)


def one_at_a_time(levels: Sequence[int]) -> Rows:
    """The first level of all factors, then each other level alone; int64 (rows, factors).

    levels  how many levels each factor has; the first is the value as written
    """
    _every_factor_has_levels(levels)
    made = np.zeros((one_at_a_time_rows(levels), len(levels)), np.int64)
    row = 1
    for factor, many in enumerate(levels):
        made[row : row + many - 1, factor] = np.arange(1, many)
        row += many - 1
    return made


def _every_factor_has_levels(levels: Sequence[int]) -> None:
    if not len(levels) or min(levels) < 1:
        raise SocialCreditError(
            "a factor without values", hint="give each factor one value or more"
        )
