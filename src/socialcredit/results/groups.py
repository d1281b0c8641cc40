"""M8 disparate impact: the same conduct, another fate."""

from typing import Any

import numpy as np

from socialcredit.results.tables import Run, add_up, share

# Which columns of `cells` divide people, with the words for each of their values.
GROUPINGS: dict[str, tuple[str, ...]] = {
    "minority": ("majority", "minority"),
    "female": ("men", "women"),
    "urban": ("countryside", "town"),
    "age_band": ("under 18", "18-39", "40-59", "60 and over"),
    "fifth": ("poorest fifth", "second", "third", "fourth", "richest fifth"),
}
COUNTS = ("penal_days", "wrong_days", "bad_records", "wrong_records", "bad_deeds")
BINS = 5


def disparate_impact(run: Run, grouping: str = "minority", scheme: int = 0) -> dict[str, Any]:
    """M8: burden by group, and the gap that remains at equal true behaviour.

    For every group: residents, and per resident-year bad deeds truly done, bad records, wrong
    records, penalised and wrongly penalised days. `ratio` is the heaviest over the lightest
    group's wrongly penalised days (None if the lightest has none); `selection` the lightest over
    the heaviest group's penalised days, as in the four-fifths rule.
    `equal_conduct` gives each group's penalised days and bad records per resident-year had it the
    pooled distribution of true conduct: cells are sorted into five classes by true bad deeds per
    resident, rates taken inside each class and averaged with the pooled residents of the class
    (direct standardisation). `gap` is heaviest minus lightest of those penalised days.
    """
    cells = run.table("cells")
    size = int(cells["cell"].max(initial=-1)) + 1
    harm = run.rows("harm", world=0, scheme=scheme)
    sums = {name: add_up(harm[name], harm["cell"], size) for name in COUNTS}
    done = run.rows("harm", world=0, scheme=0)  # true deeds are counted once, not per scheme
    sums["bad_deeds"] = add_up(done["bad_deeds"], done["cell"], size)
    years = run.months / 12
    residents = add_up(cells["residents"], cells["cell"], size)
    group = np.zeros(size, dtype=np.int64)
    group[cells["cell"]] = cells[grouping]
    rows = [
        _group_row(name, group == number, residents, sums, years)
        for number, name in enumerate(GROUPINGS[grouping])
        if residents[group == number].sum() > 0
    ]
    classes = _conduct_classes(sums["bad_deeds"], residents)
    for row, number in zip(rows, _present(group, residents, grouping), strict=True):
        row["equal_conduct"] = {
            name: _standardised(sums[name], residents, classes, group == number, years)
            for name in ("penal_days", "wrong_days", "bad_records")
        }
    return {"grouping": grouping, "groups": rows, **_gaps(rows)}


def _present(group: np.ndarray, residents: np.ndarray, grouping: str) -> list[int]:
    return [
        number for number in range(len(GROUPINGS[grouping])) if residents[group == number].sum() > 0
    ]


def _group_row(
    name: str,
    mine: np.ndarray,
    residents: np.ndarray,
    sums: dict[str, np.ndarray],
    years: float,
) -> dict[str, Any]:
    people = int(residents[mine].sum())
    rates = {key: float(values[mine].sum()) / people / years for key, values in sums.items()}
    return {"group": name, "residents": people, **rates}


def _conduct_classes(deeds: np.ndarray, residents: np.ndarray) -> np.ndarray:
    """Class 0..4 of every cell by true bad deeds per resident, each of about equal residents."""
    rate = np.divide(deeds, residents, out=np.zeros(len(deeds)), where=residents > 0)
    order = np.argsort(rate, kind="stable")
    before = np.cumsum(residents[order]) - residents[order]
    classes = np.zeros(len(deeds), dtype=np.int64)
    classes[order] = np.minimum(before * BINS // max(int(residents.sum()), 1), BINS - 1)
    return classes


def _standardised(
    counts: np.ndarray,
    residents: np.ndarray,
    classes: np.ndarray,
    mine: np.ndarray,
    years: float,
) -> float | None:
    """Rate per resident-year of a group, averaged over conduct classes it has people in."""
    rate = weight = 0.0
    for number in range(BINS):
        inside = classes == number
        people = int(residents[inside & mine].sum())
        if people:
            pooled = int(residents[inside].sum())
            rate += pooled * float(counts[inside & mine].sum()) / people / years
            weight += pooled
    return share(rate, weight)


def _gaps(rows: list[dict[str, Any]]) -> dict[str, float | None]:
    wrong = [row["wrong_days"] for row in rows]
    penal = [row["penal_days"] for row in rows]
    equal = [row["equal_conduct"]["penal_days"] for row in rows]
    return {
        "ratio": share(max(wrong), min(wrong)) if rows else None,
        "selection": share(min(penal), max(penal)) if rows else None,
        "gap": max(equal) - min(equal) if rows else None,
    }
