"""Lending with and without a shared bureau: who gets loans, who loses them, who owes too many."""

from typing import Any

import numpy as np

from socialcredit.results.part import share
from socialcredit.results.run import Columns, Run

REFUSED = ("face", "wrongly", "marks", "full")
GROUPS = ("majority", "minority")


def lending(run: Run) -> dict[str, Any] | None:
    """The lending world of a run, world by world; None where nobody lends.

    From the first month in which the bureau has anybody on file. Of applications: `approved`, and
    the shares refused because the check did not know the `face`, because of `wrongly` filed marks
    alone, for `marks`, and because too many open loans were in view (`full`). `defaults` are loans
    lost over loans granted; `over` is the mean share of borrowers who owe too many lenders, and
    `several` those who owe more than one. `stranded` is the mean share of open loans that are owed
    to a lender which lends no more, `stranded_lost` their share of the loans lost. `on_file` is
    people in the bureau at the end, `wrongly_marked` those with a wrong mark in any lender's file.

    `worlds` has one block for each world, `groups` and `fifths` the same for majority and minority
    and for income fifths (poorest first) of each world. `closing` is what became of the lenders:
    so many of `all` `closed`, in months from `first` to `last` (None where none did); `readers` of
    the `open` ones are members of the bureau at the end.
    """
    if not run.names.get("lenders"):
        return None
    table = run.table("lending")
    filed = table["month"][(table["world"] == 0) & (table["on_file"] > 0)]
    since = int(filed.min()) if len(filed) else 0
    worlds = sorted(set(table["world"].tolist()))
    late = table["month"] >= since
    return {
        "since": since,
        "closing": _closing(run),
        "worlds": [_block(table, late & (table["world"] == w)) for w in worlds],
        "groups": [
            {name: _block(table, late & (table["world"] == w) & (table["minority"] == g))
             for g, name in enumerate(GROUPS)}
            for w in worlds
        ],
        "fifths": [
            [_block(table, late & (table["world"] == w) & (table["fifth"] == f)) for f in range(5)]
            for w in worlds
        ],
    }  # fmt: skip


def _closing(run: Run) -> dict[str, Any] | None:
    """How many lenders stopped lending, and how many of the rest read the bureau's files."""
    told = run.names.get("lenders_open")
    if not told:
        return None
    every, still = len(run.names["lenders"]), [lend for lend, _ in told]
    falls = [month for month in range(1, len(still)) if still[month] < still[month - 1]]
    return {
        "all": every,
        "closed": every - still[-1],
        "first": _month(run, falls[0]) if falls else None,
        "last": _month(run, falls[-1]) if falls else None,
        "open": still[-1],
        "readers": told[-1][1],
    }


def _month(run: Run, number: int) -> str:
    return f"{run.firsts[number]:%Y-%m}"


def _block(table: Columns, rows: np.ndarray) -> dict[str, Any]:
    """Shares over some rows of the table."""
    total = {name: int(column[rows].sum()) for name, column in table.items()}
    months = table["month"][rows]
    last = rows & (table["month"] == (months.max() if len(months) else -1))
    asked = total["asked"]
    return {
        "asked": asked,
        "approved": share(total["granted"], asked),
        **{name: share(total[name], asked) for name in REFUSED},
        "granted": total["granted"],
        "defaults": share(total["defaulted"], total["granted"]),
        "over": share(total["over"], total["borrowers"]),
        "several": share(total["several"], total["borrowers"]),
        "stranded": share(total["stranded"], total["loans"]),
        "stranded_lost": share(total["stranded_lost"], total["defaulted"]),
        "wrongly_marked": int(table["wrongly_marked"][last].sum()),
        "refused_wrongly": total["wrongly"],
        "borrowers": int(table["borrowers"][last].sum()),
        "on_file": int(table["on_file"][last].sum()),
        "people": int(table["people"][last].sum()),
    }
