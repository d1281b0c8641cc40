"""F1 and F2: what those in a grade truly do, and how the best grade swells."""

from typing import Any

import numpy as np

from socialcredit.results import households, luck, naming
from socialcredit.results.households import of_panel
from socialcredit.results.luck import Interval
from socialcredit.results.measures.shares import grade_counts
from socialcredit.results.measures.standing import bad_deeds, standings
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run

YEAR = 365.25
FEW_YEARS = 10  # years lived in a grade below which a rate says nothing


def conduct_in_grade(run: Run, scheme: int = 0) -> dict[str, Any]:
    """F1: bad deeds truly done a year by those who stand in each grade, seen or not; of the panel.

    A month counts for the grade in which somebody stood on its first day, so that the grade comes
    before the conduct that it is read against; those without a record are counted too. `grades` are
    rows, best first: `grade`, `penal`, `years` lived in it, `deeds` done in them, the `rate` with
    its `interval`, and whether it rests on too little to tell (`few`). `times` is the rate of the
    worst grade over that of the best, of grades with enough; 1 = the grade tells nothing.
    """
    home, many = of_panel(run).household, of_panel(run).many
    names = naming.grade_titles(run, scheme)
    parts, wholes = np.zeros((len(names), many)), np.zeros((len(names), many))
    deeds, days = bad_deeds(run), [length for _, length in run.month_spans()]
    for month, standing in enumerate(standings(run, scheme), start=1):
        if month == run.months:
            break
        for grade in np.flatnonzero(standing.any(axis=0)).tolist():
            mine = standing[:, grade]
            wholes[grade] += np.bincount(home, mine * days[month] / YEAR, many)
            parts[grade] += np.bincount(home, mine * deeds[month], many)
    penal = naming.penal_grades(run, scheme)
    rows = [
        _row(run, name, bool(bad), part, whole)
        for name, bad, part, whole in zip(names, penal, parts, wholes, strict=True)
    ]
    told = [n for n, row in enumerate(rows) if not row["few"]]
    times, interval = _times(run, rows, parts, wholes, told)
    return {"grades": rows, "times": times, "interval": interval}


def _row(run: Run, name: str, penal: bool, part: np.ndarray, whole: np.ndarray) -> dict[str, Any]:
    deeds, years = float(part.sum()), float(whole.sum())
    rate = share(deeds, years, round(deeds))
    of_all = households.everybody(run)
    return {
        "grade": name, "penal": penal, "years": years, "deeds": deeds, "rate": rate,
        "interval": luck.of_ratio(rate, part, whole, of_all) if rate else None,
        "few": years < FEW_YEARS,
    }  # fmt: skip


def _times(
    run: Run,
    rows: list[dict[str, Any]],
    parts: np.ndarray,
    wholes: np.ndarray,
    told: list[int],
) -> tuple[Share | None, Interval]:
    """The rate of the worst grade that has enough over that of the best."""
    if len(told) < 2 or not rows[told[0]]["rate"]:
        return None, None
    best, worst = told[0], told[-1]
    least = min(rows[best]["deeds"], rows[worst]["deeds"])
    times = share(rows[worst]["rate"], rows[best]["rate"], least)
    one, other = (parts[best], wholes[best]), (parts[worst], wholes[worst])
    return times, luck.of_two_groups(times, one, other, households.everybody(run))


def inflation(run: Run, scheme: int = 0) -> dict[str, Any]:
    """F2: how much larger, or smaller, the share of the best grade becomes in a year.

    From the first month's end with anybody graded to the last: the difference of the two shares
    over the years between. `grade` is the best grade, `first` and `last` its shares; `a_year` is
    None where the two are less than half a year apart.
    """
    counts = grade_counts(run, scheme)
    months = np.flatnonzero(counts.sum(axis=1))
    grade = naming.grade_titles(run, scheme)[0]
    if not len(months):
        return {"grade": grade, "first": None, "last": None, "a_year": None}
    begin, end = int(months[0]), int(months[-1])
    first, last = (share(int(counts[m, 0]), int(counts[m].sum())) for m in (begin, end))
    years = (end - begin) / 12
    known = years >= 0.5 and first is not None and last is not None
    cases = int(min(counts[begin].sum(), counts[end].sum()))
    a_year = Share((last - first) / years, cases) if known and last and first else None
    return {"grade": grade, "first": first, "last": last, "a_year": a_year}
