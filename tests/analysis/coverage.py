"""Twin experiments: is what was planted found again, and do intervals of 90 % hold what they say?

`python -m tests.analysis.coverage` plants values of the factors in toy models of known luck, lets
them publish a few numbers, calibrates by those and predicts one more that was not published. The
intervals over seeds are tried on draws of laws whose mean (or middle) is known.

A line each: `kept`, the share of twin experiments in which the calibration keeps the planted point;
`predicted`, the share in which the interval of 90 % of the number that was not published holds it,
drawn by weight and, as `evenly`, from all points left alike; `covered`, of the intervals over eight
seeds. `--check` ends with status 1 where a point is kept in fewer than nine of ten, or an interval
by weight or over seeds holds the truth in fewer than 80 or more than 97 of a hundred.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from statistics import fmean
from typing import Any, NamedTuple

import numpy as np

from socialcredit.analysis import intervals, matching
from socialcredit.analysis.matching import Matched, Target, drawn, run_waves

TWINS = 60
LEAST_KEPT, LEAST, MOST = 0.9, 0.80, 0.97
DRAWS = 200  # points by which a number is predicted
SEEDS, TRIES = 8, 4000
Array = np.ndarray


class Toy(NamedTuple):
    """A model whose truth is known: outputs without luck, the last of them not published.

    luck         standard deviation of each output over seeds
    published    standard deviation of each number as published
    discrepancy  how far off the model is, which is stated
    each         seeds a point
    """

    names: tuple[str, ...]
    outputs: Callable[[Array], Array]  # float64 (points, factors) -> (points, outputs)
    luck: Array
    published: Array
    discrepancy: Array
    each: int
    points: int


def _share(logit: Array) -> Array:
    return 1 / (1 + np.exp(-logit))


def _two(x: Array) -> Array:
    """Two factors that act together; a share, a rate, and a share to predict."""
    a, b = x.T
    return np.stack(
        [_share(2 * a - 1.5 * b - 1), np.exp(a + 0.7 * b**2), _share(a + b - 1)], axis=1
    )


def _five(x: Array) -> Array:
    """Five factors, of which one matters little; three numbers cannot tell them all."""
    a, b, c, d, e = x.T
    return np.stack(
        [_share(3 * a * b - 2 + 0.3 * d), np.exp(c - 0.5 * a + 0.1 * e), b - 0.6 * c**2 + 0.2 * d,
         np.exp(0.5 * a + 0.3 * c - 0.4 * b)], axis=1,
    )  # fmt: skip


def _per(*thousandths: float) -> Array:
    return np.array(thousandths) / 1000


TOYS = {
    "two": Toy(
        ("notice", "deterrence"), _two, _per(12, 60, 10), _per(10, 40, 8), _per(8, 30, 6), 2, 24
    ),
    "five": Toy(
        ("office", "deterrence", "notice", "fading", "reach"), _five, _per(12, 40, 20, 20),
        _per(10, 30, 15, 15), _per(10, 30, 15, 10), 2, 50,
    ),
}  # fmt: skip


def twin(toy: Toy, seed: int) -> dict[str, Any]:
    """Plant, publish, calibrate, predict."""
    random = np.random.default_rng([seed, 99])
    planted = random.random((1, len(toy.names)))
    off = np.hypot(toy.published, toy.discrepancy)
    world = toy.outputs(planted)[0] + off * random.standard_normal(len(off))
    targets = [
        Target(f"figure {at}", float(value), float(sure**2), float(wrong))
        for at, (value, sure, wrong) in enumerate(
            zip(world[:-1], toy.published, toy.discrepancy, strict=False)
        )
    ]

    def simulate(x: Array) -> tuple[Array, Array]:
        exact = toy.outputs(x)[:, :-1]
        variance = np.broadcast_to(toy.luck[:-1] ** 2 / toy.each, exact.shape)
        return exact + np.sqrt(variance) * random.standard_normal(exact.shape), variance

    matched = run_waves(simulate, targets, toy.names, points=toy.points, seed=seed)
    even = matched._replace(weights=np.full(len(matched.sample), 1 / max(len(matched.sample), 1)))
    found: dict[str, Any] = {"kept": keeps(matched, planted), "share": matched.share}
    for name, by in (("predicted", matched), ("evenly", even)):
        low, high = _predicted(toy, by, seed, random)
        found[name] = low <= world[-1] <= high
        found[f"{name}_score"] = intervals.interval_score(low, high, float(world[-1]))
    found["errors_covered"] = fmean(error.covered for error in matched.waves[-1].errors)
    return found


def keeps(matched: Matched, planted: Array) -> bool:
    """Whether the emulators of no wave rule out the planted point."""
    ordered = planted[:, [matched.names.index(name) for name in sorted(matched.names)]]
    every = [matching.judged(cut, matched.targets, ordered)[0] for cut in matched.cuts]
    return bool(np.max([matching.overall(one) for one in every]) <= matching.CUTOFF)


def _predicted(
    toy: Toy, matched: Matched, seed: int, random: np.random.Generator
) -> tuple[float, float]:
    """The interval of a number that was not published, of what could have been published."""
    x = drawn(matched, DRAWS, seed)
    if not len(x):
        return np.inf, -np.inf
    off = np.hypot(toy.published[-1], toy.discrepancy[-1])
    told = intervals.over_assumptions(
        (toy.outputs(x)[:, -1] + off * random.standard_normal(len(x))).tolist()
    )
    assert told.interval is not None
    return told.interval


def twins(many: int, first: int = 0) -> Iterator[dict[str, Any]]:
    """A row a toy model."""
    for name, toy in TOYS.items():
        rows = [twin(toy, first + number) for number in range(many)]
        means = {key: fmean(row[key] for row in rows) for key in rows[0]}
        passes = means["kept"] >= LEAST_KEPT and LEAST <= means["predicted"] <= MOST
        yield {"toy": name, "twins": many, **means, "passes": passes}


class Law(NamedTuple):
    """A kind of number, a law over seeds, and what its interval is one of."""

    kind: str
    draw: Callable[[np.random.Generator, int], Array]
    truth: float


LAWS = {
    "share of a half": Law("share", lambda r, n: r.binomial(200, 0.5, n) / 200, 0.5),
    "share of few, often none": Law("share", lambda r, n: r.binomial(40, 0.04, n) / 40, 0.04),
    "share of nearly all": Law("share", lambda r, n: r.beta(48, 2, n), 0.96),
    "rate, lognormal": Law("rate", lambda r, n: np.exp(0.4 * r.standard_normal(n)), np.exp(0.08)),
    "count, of about five": Law("count", lambda r, n: r.poisson(5.0, n) * 1.0, 5.0),
    "ratio of two counts": Law("ratio", lambda r, n: r.gamma(9, 1 / 9, n), 1.0),
    "change, normal": Law("change", lambda r, n: r.normal(-0.02, 0.01, n), -0.02),
    "difference of two counts": Law(
        "difference", lambda r, n: (r.poisson(9, n) - r.poisson(7, n)) * 1.0, 2.0
    ),
    "median, exponential": Law("median", lambda r, n: r.exponential(1.0, n), np.log(2)),
}


def over_seeds(tries: int) -> Iterator[dict[str, Any]]:
    """A row a kind of number; a try without an interval counts as none that holds the truth."""
    for name, law in LAWS.items():
        random = np.random.default_rng(1)
        told = [
            intervals.over_seeds(law.kind, law.draw(random, SEEDS).tolist()).interval
            for _ in range(tries)
        ]
        known = [one for one in told if one is not None]
        held = intervals.coverage(known, [law.truth] * len(known)) or 0.0
        covered = held * len(known) / tries
        row = {"law": name, "kind": law.kind, "tries": tries, "intervals": len(known)}
        yield row | {"covered": covered, "passes": LEAST <= covered <= MOST}


def main() -> int:
    """Print a line each; the status says whether all of them pass."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--twins", type=int, default=TWINS)
    asked.add_argument("--first", type=int, default=0, help="seed of the first twin experiment")
    asked.add_argument("--tries", type=int, default=TRIES)
    asked.add_argument("--check", action="store_true", help="fail where a number fails")
    given = asked.parse_args()
    passed = []
    for rows in (over_seeds(given.tries), twins(given.twins, given.first)):
        for row in rows:
            print(json.dumps(row), flush=True)
            passed.append(row["passes"])
    return int(given.check and not all(passed))


if __name__ == "__main__":
    raise SystemExit(main())
