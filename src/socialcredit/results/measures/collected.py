"""Fines that have to be collected: who was named, who could be reached, who owed and who paid."""

from typing import Any

import numpy as np

from socialcredit.results import naming
from socialcredit.results.money import in_units
from socialcredit.results.part import share
from socialcredit.results.run import Run

COUNTS = ("identified", "reached", "owed", "billed", "paid")


def collected(run: Run, scheme: int = 0) -> list[dict[str, Any]]:
    """What came of each sum that has to be collected, in the whole run; counted exactly.

    A row a consequence: records that named somebody (`identified`), of these how many came to
    whom notice comes (`reached`), records of which a sum followed (`owed`, with `money_owed`), of
    these how many were told (`billed`) and `paid`, and the `money` that moved. `reach` is the share
    reached of those identified, `share_paid` that of those billed who paid, `came_in` the share of
    the sum. Who was told in the last days or waits for the office has not paid yet.
    """
    if not run.has("collected"):
        return []
    rows = run.rows("collected", world=0, scheme=scheme)
    doors = run.rows("doors", world=0, scheme=scheme)
    titles = naming.titles_of(run, scheme, "consequence")
    found = []
    for q in np.unique(rows["consequence"]).tolist():
        mine, moved = rows["consequence"] == q, doors["consequence"] == q
        sums = {name: int(rows[name][mine].sum()) for name in COUNTS}
        owed = in_units(int(rows["money_owed"][mine].sum()))
        money = in_units(-int(doors["money"][moved].sum()))
        found.append(
            {
                "title": titles[q],
                **sums,
                "money_owed": owed,
                "money": money,
                "reach": share(sums["reached"], sums["identified"]),
                "share_paid": share(sums["paid"], sums["billed"]),
                "came_in": share(money, owed, sums["owed"]),
            }
        )
    return found
