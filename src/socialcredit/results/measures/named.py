"""The threat of being made public, who stands there by which means, and whom mobs turn on."""

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
    the end of `month`, the last in which anybody was there by any means and the same for all;
    `wrongly` those of them for whom nothing right speaks (another's debt, no debt at all, or no
    means to pay), `share` of these, and `most`, the greatest number at the end of any month. Who
    stands there by two rules of one means counts twice. None where nobody asks.
    """
    if not run.has("named"):
        return None
    rows, months = run.rows("named", world=0), run.months
    if not len(rows["month"]):
        return []
    people, wrongly = np.zeros((2, len(MEANS) + 1, months), np.int64)
    np.add.at(people, (rows["means"], rows["month"]), rows["people"])
    np.add.at(wrongly, (rows["means"], rows["month"]), rows["wrongly"])
    last = int(rows["month"].max())
    return [
        {
            "means": means,
            "month": last,
            "people": int(there[last]),
            "wrongly": int(amiss[last]),
            "share": share(int(amiss[last]), int(there[last])),
            "most": int(there.max()),
            "by_month": there.tolist(),
            "wrongly_by_month": amiss.tolist(),
        }
        for means, there, amiss in zip((*MEANS, UNSAID), people, wrongly, strict=True)
        if there.any()
    ]


def named_in_all(run: Run) -> dict[str, int] | None:
    """Those of `named` by all means together; None where nobody asks."""
    found = named(run)
    if found is None:
        return None
    return {key: sum(row[key] for row in found) for key in ("people", "wrongly")}


TARGETS = ("right", "wrong", "beside")


def attacks(run: Run) -> dict[str, Any] | None:
    """Whom mobs turned on: `right` targets, named with right records; `wrong` ones, named by none.

    `beside` are those who were not named at all, namesakes and neighbours. `attacks` are all,
    `amiss` the share not on right targets, `named` how often somebody was newly named, or more
    widely, and `misnamed` of these the wrong ones; `runaway` how many months communities stood at
    the bound of what can inflame them; `by_place` the same of each place with any. `twin` are the
    attacks there, None without one. Exact counts of strengths that nobody has measured. None where
    no mob is on.
    """
    if not run.has("attacks"):
        return None
    rows = run.rows("attacks", world=0)
    places = [_attacks(rows, place) for place in np.unique(rows["place"]).tolist()]
    twin = run.rows("attacks", world=1)
    there = sum(int(twin[name].sum()) for name in TARGETS)
    return _attacks(rows) | {"by_place": places, "twin": there if run.has_twin else None}


def _attacks(rows: dict[str, np.ndarray], place: int | None = None) -> dict[str, Any]:
    mine = np.ones(len(rows["place"]), bool) if place is None else rows["place"] == place
    names = ("named", "misnamed", *TARGETS, "runaway")
    found: dict[str, Any] = {name: int(rows[name][mine].sum()) for name in names}
    found["attacks"] = sum(found[name] for name in TARGETS)
    found["amiss"] = share(found["wrong"] + found["beside"], found["attacks"])
    return found if place is None else {"place": place, **found}
