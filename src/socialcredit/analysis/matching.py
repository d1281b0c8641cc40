"""History matching in waves: which values of the factors published numbers do not rule out.

Vernon, Goldstein & Bower 2010 (Bayesian Analysis 5). A point is implausible as far as what it says
lies from what was published, in standard deviations of all that could explain it: luck, how sure
the published number is, what the model leaves out, and where it was not run, the emulator. Beyond
three of them it is ruled out (Pukelsheim 1994: of any unimodal law 95 % lie within). Each wave runs
points of what is left, well apart; what one wave has ruled out stays so. That nothing is left is a
result: no values of these factors give these numbers.

Factors are taken in order of their sorted names, so that the order in a file changes nothing.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from socialcredit.analysis.designs import Lhs, Points, in_order
from socialcredit.analysis.designs import points as points_of
from socialcredit.analysis.emulator import Emulator, Errors, fit
from socialcredit.analysis.space import Left, left, spread
from socialcredit.core.errors import SocialCreditError

CUTOFF = 3.0
SAMPLE = 2000  # points told of what is left
Array = np.ndarray
# Points, float64 (points, factors) -> what the runs say, float64 (points, outputs), and the
# variance of its luck, of the same shape; nan where a run has no such number.
Simulate = Callable[[Points], tuple[Array, Array]]


class Target(NamedTuple):
    """A published number.

    variance     how sure it is, in its unit squared; of a count of independent events the count
    discrepancy  standard deviation of what the model leaves out, as stated by whoever calibrates
    """

    name: str
    value: float
    variance: float = 0.0
    discrepancy: float = 0.0

    @property
    def spread(self) -> float:
        """Variance of the published number about what a perfect run would say."""
        return self.variance + self.discrepancy**2


class Cut(NamedTuple):
    """What one wave rules out by: an emulator an output, and the mean variance of its luck."""

    emulators: tuple[Emulator, ...]
    luck: Array  # float64 (outputs,)


class Wave(NamedTuple):
    """What a wave ran and found.

    points       float64 (points, factors)
    outputs      float64 (points, outputs), and `luck`, the variance of each; nan: no number
    implausible  float64 (points,), by what was run and not by an emulator; nan: cannot be judged
    unjudged     points of which some number is missing; they are never kept
    share        of the cube that is left after this wave, by the emulators of all waves
    errors       of each output's emulator, leaving one point out
    """

    points: Points
    outputs: Array
    luck: Array
    implausible: Array
    unjudged: int
    share: float
    errors: tuple[Errors, ...]


class Matched(NamedTuple):
    """What published numbers leave of the values of the factors.

    kept     float64 (points, factors): points that were run, and are not implausible by that
    sample   float64 (points, factors): points all over what the emulators leave, each part of it
    as likely; none where nothing is left
    weights  float64 (points of the sample,), their likelihood if all errors were normal, in sum
    one. History matching itself says of no point left that it is likelier than another.
    cuts     of each wave, by which further points can be judged (factors in sorted order)
    """

    names: tuple[str, ...]
    targets: tuple[Target, ...]
    waves: tuple[Wave, ...]
    kept: Points
    sample: Points
    weights: Array
    cuts: tuple[Cut, ...]

    @property
    def share(self) -> float:
        """Share of the cube that is left in the end."""
        return self.waves[-1].share


def implausibility(mean: Array, variance: Array, targets: Sequence[Target]) -> Array:
    """I of each point and output, float64 (points, outputs) as `mean` and `variance` are.

    The size of z - E over the root of V, of which `variance` holds emulator and luck, the target
    the rest.
    """
    values = np.array([target.value for target in targets])
    spreads = np.array([target.spread for target in targets])
    made: Array = np.abs(values - mean) / np.sqrt(variance + spreads)
    return made


def overall(implausible: Array, rank: int = 1) -> Array:
    """Of each point the largest over outputs, or with rank 2 the second largest; nan stays."""
    if rank > implausible.shape[1]:
        raise ValueError(f"there is no {rank}th largest of {implausible.shape[1]} outputs")
    made: Array = np.sort(implausible, axis=1)[:, -rank]
    return np.where(np.isnan(implausible).any(axis=1), np.nan, made)


def judged(cut: Cut, targets: Sequence[Target], x: Points) -> tuple[Array, Array]:
    """I of points that were not run, and the variance of all that explains it, but the targets'."""
    told = [emulator.predict(x) for emulator in cut.emulators]
    mean = np.stack([one for one, _ in told], axis=1)
    variance = np.stack([one for _, one in told], axis=1) + cut.luck
    return implausibility(mean, variance, targets), variance


def not_ruled_out(
    cuts: Sequence[Cut],
    targets: Sequence[Target],
    factors: int,
    seed: int,
    cutoff: float = CUTOFF,
    rank: int = 1,
) -> Left:
    """What no wave has ruled out; the whole cube before the first."""

    def height(x: Points) -> Array:
        every = [overall(judged(cut, targets, x)[0], rank) for cut in cuts]
        return np.max(every, axis=0)

    # The same points of the cube are tried after every wave, so that no share grows by luck.
    return left(height, factors, cutoff, np.random.default_rng([seed, 4]))


def wave(
    space: Left, names: Sequence[str], points: int, seed: int, ran: Sequence[Points]
) -> Points:
    """Points for the next wave: a Latin hypercube at first, then some of what is left.

    names  sorted, which is the order of all columns here
    ran    points of earlier waves, from which the new ones keep away
    """
    if not ran:
        return points_of(Lhs(points), names, seed)
    random = np.random.default_rng([seed, len(ran), 1])
    return spread(space.points, points, np.concatenate(ran), random)


def run_waves(
    simulate: Simulate,
    targets: Sequence[Target],
    names: Sequence[str],
    *,
    waves: int = 3,
    points: int,
    seed: int,
    cutoff: float = CUTOFF,
    rank: int = 1,
) -> Matched:
    """Run wave after wave, until so many are over or nothing is left.

    simulate  is handed points with columns as `names` stand, `points` of them a wave
    rank      2 lets each point miss one output, by whatever much
    """
    _worth_matching(targets, waves, rank)
    place, ordered = in_order(names), sorted(names)
    cuts: list[Cut] = []
    told: list[Wave] = []
    space = Left(1.0, np.zeros((0, len(names))))
    while len(told) < waves and space.share > 0:
        x = wave(space, ordered, points, seed, [one.points for one in told])
        outputs, luck = _ran(simulate, x[:, place], len(targets))
        told.append(_wave(x, outputs, luck, targets, rank))
        cuts.append(_cut(told))
        found = not_ruled_out(cuts, targets, len(names), seed, cutoff, rank)
        space = found._replace(share=min(space.share, found.share))
        errors = tuple(emulator.errors for emulator in cuts[-1].emulators)
        told[-1] = told[-1]._replace(share=space.share, errors=errors)
    sample = space.points[np.random.default_rng([seed, 2]).permutation(len(space.points))[:SAMPLE]]
    kept = np.concatenate([one.points[one.implausible <= cutoff] for one in told])
    return Matched(
        tuple(names), tuple(targets),
        tuple(one._replace(points=one.points[:, place]) for one in told),
        kept[:, place], sample[:, place], _weights(cuts[-1], targets, sample, rank),
        tuple(cuts),
    )  # fmt: skip


def _worth_matching(targets: Sequence[Target], waves: int, rank: int) -> None:
    if not targets or waves < 1:
        raise SocialCreditError(
            "there is nothing to match", hint="name a figure and a wave at least"
        )
    for target in targets:
        if not target.spread > 0:
            raise SocialCreditError(
                f"'{target.name}' is said to be exact, which rules everything out",
                hint="state its variance, or how far off the model may be",
            )
    if not 1 <= rank <= len(targets):
        raise SocialCreditError(
            f"the {rank}th largest implausibility of {len(targets)} figures",
            expected=f"1 to {len(targets)}",
        )


def _ran(simulate: Simulate, x: Points, outputs: int) -> tuple[Array, Array]:
    made, luck = (np.array(one, np.float64) for one in simulate(x))
    if made.shape != (len(x), outputs) or luck.shape != made.shape:
        raise ValueError(f"{len(x)} points and {outputs} outputs, but {made.shape}, {luck.shape}")
    return made, luck


def _wave(x: Points, outputs: Array, luck: Array, targets: Sequence[Target], rank: int) -> Wave:
    implausible = overall(implausibility(outputs, luck, targets), rank)
    unjudged = int(np.isnan(implausible).sum())
    return Wave(x, outputs, luck, implausible, unjudged, 1.0, ())


def _cut(told: Sequence[Wave]) -> Cut:
    """Emulators of all points run so far; luck where nothing was run is the last wave's mean."""
    x, y, luck = (
        np.concatenate([getattr(one, part) for one in told])
        for part in ("points", "outputs", "luck")
    )
    emulators = []
    for output in range(y.shape[1]):
        known = np.isfinite(y[:, output]) & np.isfinite(luck[:, output])
        emulators.append(fit(x[known], y[known, output], luck[known, output]))
    known = np.isfinite(told[-1].luck)
    many = np.maximum(known.sum(axis=0), 1)
    return Cut(tuple(emulators), np.where(known, told[-1].luck, 0.0).sum(axis=0) / many)


def _weights(cut: Cut, targets: Sequence[Target], sample: Points, rank: int) -> Array:
    """Normal likelihood of the sample, without the outputs that a point is allowed to miss."""
    if not len(sample):
        return np.zeros(0)
    implausible, variance = judged(cut, targets, sample)
    counted = np.sort(implausible, axis=1)[:, : implausible.shape[1] - rank + 1]
    total = variance + np.array([target.spread for target in targets])
    logs = -((counted**2).sum(axis=1) + np.log(total).sum(axis=1)) / 2
    weights: Array = np.exp(logs - logs.max())
    return weights / weights.sum()


def drawn(matched: Matched, many: int, seed: int) -> Points:
    """So many points of the sample by their weights (systematic resampling: Kitagawa 1996).

    A point may come more than once; none where nothing is left. float64 (points, factors)
    """
    if not len(matched.sample):
        return matched.sample
    random = np.random.default_rng([seed, 3])
    ends = np.cumsum(matched.weights)
    at = (np.arange(many) + random.random()) / many * ends[-1]
    rows = np.minimum(np.searchsorted(ends, at, side="right"), len(ends) - 1)
    return matched.sample[random.permutation(rows)]
