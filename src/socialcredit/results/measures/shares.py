"""Grade shares, true conduct with and without the scheme, and what rests on assumed values."""

from typing import Any

import numpy as np

from socialcredit.results import luck, naming
from socialcredit.results.run import Run, add_up, share


def grade_shares(run: Run, scheme: int = 0) -> np.ndarray:
    """Share of graded residents in each grade at every month's end: float[months, grades]."""
    table = run.rows("grades", world=0, scheme=scheme)
    grades = len(naming.scheme(run, scheme)["grades"])
    inside = (table["grade"] >= 0) & (table["grade"] < grades)
    spot = (table["month"] * grades + table["grade"])[inside]
    counts = add_up(table["residents"][inside], spot, run.months * grades)
    counts = counts.reshape(run.months, grades).astype(float)
    whole = counts.sum(axis=1, keepdims=True)
    return np.divide(counts, whole, out=np.zeros_like(counts), where=whole > 0)


def scored_at_end(run: Run, scheme: int = 0) -> int:
    """How many residents have a grade at the end of the run."""
    table = run.rows("grades", world=0, scheme=scheme)
    last = (table["month"] == run.months - 1) & (table["grade"] >= 0)
    return int(table["residents"][last].sum())


def penal_by_month(run: Run, scheme: int = 0) -> list[int]:
    """How many residents stand in a penal grade at every month's end."""
    table = run.rows("grades", world=0, scheme=scheme)
    penal = naming.penal_grades(run, scheme)
    inside = (table["grade"] >= 0) & (table["grade"] < len(penal))
    mine = inside & penal[np.where(inside, table["grade"], 0)]
    months: list[int] = add_up(table["residents"][mine], table["month"][mine], run.months).tolist()
    return months


def conduct_by_kind(run: Run) -> list[dict[str, Any]]:
    """What people truly did, by kind, with the scheme and in the twin without it.

    Both worlds hold the same people with the same luck, so the difference is the scheme's doing in
    this one draw; it is exact for these people and says nothing about other draws. `change` is
    relative to the twin, None where the twin has no such deed or there is no twin.
    """
    done = run.table("conduct")
    size = len(run.names["kinds"])
    sums = {}
    for world in (0, 1):
        mine = done["world"] == world
        for name in ("deeds", "effort"):
            sums[world, name] = add_up(done[name][mine], done["kind"][mine], size)
    per = 1000 / run.person_years
    rows = []
    for kind in range(size):
        with_, twin = int(sums[0, "deeds"][kind]), int(sums[1, "deeds"][kind])
        rows.append(
            {
                "kind": run.names["kinds"][kind],
                "title": naming.kind_title(run, kind),
                "sign": run.names["kind_signs"][kind],
                "with": with_,
                "without": twin,
                "effort": int(sums[0, "effort"][kind]),
                "with_rate": with_ * per,
                "without_rate": twin * per,
                "change": (with_ - twin) / twin if twin else None,
            }
        )
    return rows


def bad_deeds_by_month(run: Run) -> np.ndarray:
    """Bad deeds truly done per month, with (row 0) and without schemes (row 1): int64[2, n]."""
    done = run.table("conduct")
    bad = naming.kinds_with_sign(run, naming.BAD_SIGNS)[done["kind"]]
    rows = []
    for world in (0, 1):
        mine = bad & (done["world"] == world)
        rows.append(add_up(done["deeds"][mine], done["month"][mine], run.months))
    return np.stack(rows)


def conduct_change(run: Run, signs: tuple[str, ...]) -> dict[str, Any]:
    """All deeds of the given signs with and without the scheme, and the relative change.

    The rough `interval` takes every deed that is more or fewer, kind by kind, for one draw.
    """
    rows = [row for row in conduct_by_kind(run) if row["sign"] in signs]
    with_, twin = sum(row["with"] for row in rows), sum(row["without"] for row in rows)
    if not run.has_twin:
        return {"with": with_, "without": twin, "change": None, "interval": None}
    steps = [row["with"] - row["without"] for row in rows]
    more, fewer = sum(s for s in steps if s > 0), -sum(s for s in steps if s < 0)
    return {
        "with": with_,
        "without": twin,
        "change": share(with_ - twin, twin),
        "interval": luck.of_change(more, fewer, twin),
    }


def evidence_shares(run: Run, scheme: int = 0) -> dict[str, float]:
    """How much of what the scheme did rests on rules of each evidence grade.

    Every point moved, up or down, is put down to the evidence grade of the entry that moved it;
    shares of the sum. A record that moves no points counts as one point; where points are codes,
    every record does.
    """
    filed = run.rows("records", world=0, scheme=scheme)
    grades = naming.scheme(run, scheme)["entry_evidence"]
    by_entry = add_up(_moved(run, scheme, filed), filed["entry"], len(grades))
    whole = int(by_entry.sum())
    shares = dict.fromkeys(naming.EVIDENCE, 0.0)
    for grade, moved in zip(grades, by_entry.tolist(), strict=True):
        if grade in shares and whole:
            shares[grade] += moved / whole
    return shares


def _moved(run: Run, scheme: int, filed: dict[str, np.ndarray]) -> np.ndarray:
    """What each row of records weighs: points moved, or a record each (hundredths)."""
    records = filed["records"] * 100
    if naming.are_codes(run, scheme):
        return records
    weights: np.ndarray = np.where(filed["points"] == 0, records, np.abs(filed["points"]))
    return weights


def heaviest_assumed(run: Run, scheme: int = 0, most: int = 3) -> list[dict[str, Any]]:
    """The assumed rules that moved the most points: title and share of all points moved."""
    filed = run.rows("records", world=0, scheme=scheme)
    grades = naming.scheme(run, scheme)["entry_evidence"]
    moved = add_up(_moved(run, scheme, filed), filed["entry"], len(grades))
    titles = naming.titles_of(run, scheme, "entry")
    kinds = naming.entry_kinds(run, scheme)
    found = [
        {
            "title": naming.kind_title(run, int(kinds[e])) or titles[e],
            "share": int(moved[e]) / int(moved.sum()),
        }
        for e in np.argsort(-moved, kind="stable").tolist()
        if grades[e] == "assumed" and moved[e]
    ]
    return found[:most]


def assumed_inputs(run: Run) -> dict[str, dict[str, int]]:
    """Values of each assumption file by evidence grade, where the manifest counts them."""
    told = run.names.get("assumption_evidence") or {}
    return {
        str(name): {grade: int(counts.get(grade, 0)) for grade in naming.EVIDENCE}
        for name, counts in told.items()
    }
