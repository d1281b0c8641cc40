"""Grade shares, true conduct with and without the scheme, and what rests on assumed values."""

from typing import Any

import numpy as np

from socialcredit.results import households, luck, naming
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run, add_up


def grade_shares(run: Run, scheme: int = 0) -> np.ndarray:
    """Share of graded residents in each grade at every month's end: float[months, grades]."""
    counts = grade_counts(run, scheme).astype(float)
    whole = counts.sum(axis=1, keepdims=True)
    return np.divide(counts, whole, out=np.zeros_like(counts), where=whole > 0)


def grade_counts(run: Run, scheme: int = 0) -> np.ndarray:
    """Graded residents in each grade at every month's end: int64[months, grades]."""
    table = run.rows("grades", world=0, scheme=scheme)
    grades = len(naming.scheme(run, scheme)["grades"])
    inside = (table["grade"] >= 0) & (table["grade"] < grades)
    spot = (table["month"] * grades + table["grade"])[inside]
    counts = add_up(table["residents"][inside], spot, run.months * grades)
    return counts.reshape(run.months, grades)


def shares_told(counts: np.ndarray) -> list[Share]:
    """The shares of one month, each with how many people it is of; noughts where nobody is."""
    whole = int(counts.sum())
    return [share(number, whole) or Share(0.0, whole, 0.0, 0.0) for number in counts.tolist()]


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
    relative to the twin, None where the twin has no such deed or there is no twin; `more_interval`
    that of the number of deeds more or fewer.
    """
    size = len(run.names["kinds"])
    sums = {(w, name): _by_kind(run, w, name) for w in (0, 1) for name in ("deeds", "effort")}
    per = 1000 / run.person_years
    rows = []
    for kind in range(size):
        mine = np.arange(size) == kind
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
                "change": share(with_ - twin, twin),
                "more_interval": _more(run, with_ - twin, mine),
            }
        )
    return rows


def _by_kind(run: Run, world: int, name: str) -> np.ndarray:
    """A column of conduct added up by kind of deed: int64[kinds]."""
    done = run.rows("conduct", world=world)
    return add_up(done[name], done["kind"], len(run.names["kinds"]))


def _more(run: Run, more: int, kinds: np.ndarray) -> luck.Interval:
    """The interval of how many deeds of these kinds were done more, or fewer, than in the twin."""
    if not run.has_twin:
        return None
    return luck.of_more(more, *_in_both(run, kinds), households.everybody(run))


def _in_both(run: Run, kinds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Deeds by household of the panel, with the scheme and without it."""
    return households.deeds(run, 0, kinds), households.deeds(run, 1, kinds)


def change_interval(run: Run, value: float | None, signs: tuple[str, ...]) -> luck.Interval:
    """The interval of the relative change of all deeds of these signs against the twin."""
    kinds = naming.kinds_with_sign(run, signs)
    return luck.of_change(value, *_in_both(run, kinds), households.everybody(run))


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

    Its `interval` is worked out from the households of the panel, who live in both worlds.
    """
    kinds = naming.kinds_with_sign(run, signs)
    with_, twin = (int(_by_kind(run, world, "deeds")[kinds].sum()) for world in (0, 1))
    if not run.has_twin:
        return {"with": with_, "without": twin, "change": None, "interval": None}
    changed = share(with_ - twin, twin)
    return {
        "with": with_,
        "without": twin,
        "change": changed,
        "interval": change_interval(run, changed, signs),
    }


def evidence_shares(run: Run, scheme: int = 0) -> dict[str, Share]:
    """How much of what the scheme did rests on rules of each evidence grade.

    Every point moved, up or down, is put down to the evidence grade of the entry that moved it;
    shares of the sum. A record that moves no points counts as one point; where points are codes,
    every record does.
    """
    filed = run.rows("records", world=0, scheme=scheme)
    grades = naming.scheme(run, scheme)["entry_evidence"]
    by_entry = add_up(_moved(run, scheme, filed), filed["entry"], len(grades))
    whole = int(by_entry.sum())
    sums, records = dict.fromkeys(naming.EVIDENCE, 0), int(filed["records"].sum())
    for grade, moved in zip(grades, by_entry.tolist(), strict=True):
        if grade in sums:
            sums[grade] += moved
    return {grade: Share(moved / max(whole, 1), records) for grade, moved in sums.items()}


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
            "share": share(int(moved[e]), int(moved.sum()), int(filed["records"].sum())),
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
