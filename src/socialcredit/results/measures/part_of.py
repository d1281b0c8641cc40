"""Where a part of the subjects may stand: so many, of whom nothing else is known."""

from math import exp, lgamma
from typing import Any

import numpy as np

from socialcredit.results.measures.shares import grade_counts
from socialcredit.results.run import Run

TAIL = 0.05  # left out on either side
PRIOR = 0.5  # of Jeffreys, for a share of which so many cases are known


def part_told(run: Run, scheme: int = 0, others: tuple[Run, ...] = ()) -> dict[str, Any] | None:
    """Grades of a part of the subjects at the end, by those of all; None where none is asked for.

    `rows` has, for each grade that anybody holds, how many of the part's `subjects` hold it in nine
    of ten replicates (`low` to `high`). A replicate is another part of as many, by the same rules:
    of n of whom a share p holds a grade the number is binomial, and p is known from the run's own
    count as far as luck lets it be (beta-binomial, Jeffreys' prior). `others` are runs with other
    seeds, whose counts are added.
    """
    asked = run.manifest.get("part")
    counts = [grade_counts(one, scheme)[-1] for one in (run, *others) if one.months]
    if not asked or not counts:
        return None
    counted = np.sum(counts, axis=0)
    total, many = int(counted.sum()), int(asked["subjects"])
    rows = []
    for name, held in zip(run.names["schemes"][scheme]["grades"], counted.tolist(), strict=True):
        if held:
            low, high = within(many, int(held), total)
            rows.append({"grade": str(name), "held": int(held), "low": low, "high": high})
    return {"title": str(asked["title"]), "subjects": many, "of": total, "rows": rows}


def within(many: int, held: int, total: int) -> tuple[int, int]:
    """Between which numbers of `many` fall in nine of ten, where `held` of `total` did."""
    one, other = held + PRIOR, total - held + PRIOR
    known = lgamma(one + other) - lgamma(one) - lgamma(other) + lgamma(many + 1)
    below, low, high = 0.0, 0, many
    for number in range(many + 1):
        rest = many - number
        chance = exp(
            known - lgamma(number + 1) - lgamma(rest + 1)
            + lgamma(number + one) + lgamma(rest + other) - lgamma(many + one + other)
        )  # fmt: skip
        if below <= TAIL:
            low = number
        below += chance
        if below >= 1 - TAIL:
            high = number
            break
    return low, high
