"""What the threat of being made public does, and who stands before the public, by which means."""

from typing import Any

import numpy as np

from socialcredit.core.levels import MEANS
from socialcredit.results.part import share
from socialcredit.results.run import Run

SIZES = ("small", "large")
UNSAID = "unsaid"


def threatened(run: Run) -> dict[str, Any] | None:
    """Debts that a known rule might make public, or that a twin's would have, by size.

    For `small` debts, under the limit of the mechanism `shame`, and `large` ones: `debts` about to
    be listed, `paid` before it for fear of being named, and their `share`. Counted exactly, of
    everybody. None where nobody minds.
    """
    if not run.has("threatened"):
        return None
    rows = run.rows("threatened", world=0)
    found: dict[str, Any] = {}
    for number, size in enumerate(SIZES):
        mine = rows["size"] == number
        debts, paid = int(rows["debts"][mine].sum()), int(rows["paid"][mine].sum())
        found[size] = {"debts": debts, "paid": paid, "share": share(paid, debts)}
    return found


def named(run: Run) -> list[dict[str, Any]] | None:
    """Who stands before the public at the end of a month, by means of publication.

    Each means that the rules of the run have, and `unsaid` where a rule does not say: `people` at
    the end of the last month in which anybody was there, `wrongly` those of them for whom nothing
    right speaks (another's debt, no debt at all, or no means to pay), `share` of these, and `most`,
    the greatest number at the end of any month. Who stands there by two rules of one means counts
    twice. None where nobody minds.
    """
    if not run.has("named"):
        return None
    rows, months = run.rows("named", world=0), run.months
    found = []
    for number, means in enumerate((*MEANS, UNSAID)):
        people, wrongly = np.zeros((2, months), np.int64)
        mine = rows["means"] == number
        np.add.at(people, rows["month"][mine], rows["people"][mine])
        np.add.at(wrongly, rows["month"][mine], rows["wrongly"][mine])
        if not people.any():
            continue
        last = int(np.flatnonzero(people)[-1])
        found.append(
            {
                "means": means,
                "people": int(people[last]),
                "wrongly": int(wrongly[last]),
                "share": share(int(wrongly[last]), int(people[last])),
                "most": int(people.max()),
                "by_month": people.tolist(),
                "wrongly_by_month": wrongly.tolist(),
            }
        )
    return found


def named_in_all(run: Run) -> dict[str, int] | None:
    """Those of `named` by all means together, at the end of the last month with anybody by any.

    Not the sum of each means' own last month: one that was given up earlier has nobody there then.
    None where nobody minds.
    """
    found = named(run)
    if found is None:
        return None
    months = {"people": "by_month", "wrongly": "wrongly_by_month"}
    sums = {
        key: np.sum([np.zeros(run.months, int), *(row[name] for row in found)], axis=0)
        for key, name in months.items()
    }
    last = int(np.flatnonzero(sums["people"])[-1]) if sums["people"].any() else -1
    return {key: int(column[last]) for key, column in sums.items()}
