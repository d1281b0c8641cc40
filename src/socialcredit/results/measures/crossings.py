"""F10 to F12: complaints of the ill, what closings cost owners, fan-out from firm to household."""

from typing import Any

import numpy as np

from socialcredit.results.part import Share, share
from socialcredit.results.run import Run

FIFTHS = 5
# What is told of owners, and the column of the table that holds it.
SUMS = {
    "closures": "closures", "ordered": "ordered", "money": "yuan", "ordered_money": "ordered_yuan",
}  # fmt: skip
OF_FIFTH = ("closures", "money")


def complaints(run: Run) -> dict[str, Any] | None:
    """F10: what people harmed by standing faults complained of; of everybody, by count.

    `harmed` people, complaints `made`, of these `elsewhere` about one who did not do it, with its
    `share`, and `a_year` complaints of a thousand and a year. None where nobody complains.
    """
    if not run.has("complaints"):
        return None
    rows = run.rows("complaints", world=0)
    harmed, made, elsewhere = (int(rows[c].sum()) for c in ("harmed", "made", "elsewhere"))
    years = run.person_years
    return {
        "harmed": harmed, "made": made, "elsewhere": elsewhere,
        "share": share(elsewhere, made),
        "a_year": Share(1000 * made / years, made) if years else None,
    }  # fmt: skip


def owners(run: Run) -> dict[str, Any] | None:
    """F11: residents whose firm closed, and what they lost by it; of everybody, by count.

    `closures`, of these `ordered`; `money` lost, with `ordered_money` and its share `by_order`,
    `a_year` of it a person and year, `without` that of the twin (None: no twin), and `fifths`: a
    row for each income fifth of the first day (`closures`, `money`). None where closings do not
    cross.
    """
    if not run.has("owners"):
        return None
    rows = run.rows("owners", world=0)
    told: dict[str, Any] = {name: int(rows[column].sum()) for name, column in SUMS.items()}
    twin = int(run.rows("owners", world=1)["yuan"].sum()) if run.has_twin else None
    fifths = [
        {name: int(rows[SUMS[name]][rows["fifth"] == fifth].sum()) for name in OF_FIFTH}
        for fifth in range(FIFTHS)
    ]
    return told | {
        "by_order": share(told["ordered_money"], told["money"], told["closures"]),
        "a_year": share(told["money"], run.person_years, told["closures"]),
        "without": twin,
        "fifths": fifths,
    }


def fan_out(run: Run) -> dict[str, Any] | None:
    """F12: who bears it when a firm is on a list that crosses to its owner; stocks, by count.

    Everything is summed over the ends of months. `firms` are on such a list, of these `wrong` where
    nothing true stands behind the listing. `records` of such listings stand with owners,
    `nothing_wrong` is the share of these that came of a firm which did nothing that it rests on.
    `owners` have one on file, `listed` of them stand on a black list themselves, and `household`
    are others on whom a consequence of the rules falls with them. `people` is `listed` and
    `household` for each record, `people_wrong` the share of these behind whom is nothing but a
    wrong one. Whether an owner would be listed without the firm is not asked: compare with a run
    without `listed-firms` in `exchange`. None where no listing of firms crosses.
    """
    if not run.has("fan_out"):
        return None
    rows = run.rows("fan_out", world=0)
    bearing = rows["listed"] + rows["household"]
    wrong = rows["wrong"] == 1
    told = {
        name: int(rows[name].sum())
        for name in ("firms", "records", "owners", "listed", "household")
    }
    many = int(rows["records"][wrong].sum())
    most = int(np.bincount(rows["month"], rows["records"]).max()) if len(rows["month"]) else 0
    return told | {
        "wrong": int(rows["firms"][wrong].sum()),
        "nothing_wrong": share(many, told["records"], most),
        "people": share(int(bearing.sum()), told["records"], most),
        "people_wrong": share(int(bearing[wrong].sum()), int(bearing.sum())),
        "months": run.months,
    }
