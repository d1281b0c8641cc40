"""M8 of some months, and at the same number of records in place of the same true conduct."""

from typing import Any, Literal

import numpy as np

from socialcredit.results import periods
from socialcredit.results.measures.disparity import (
    conduct_classes,
    scored_residents,
    shared_classes,
    standardised,
)
from socialcredit.results.part import Share
from socialcredit.results.run import Run, add_up

AT_FIRST, AT_LAST = "at_first", "at_last"
YEAR = 12  # months
BEARING = {"penal_days": "penalised", "wrong_days": "wrongly"}  # who bears such days
Alike = Literal["bad_deeds", "bad_records"]


def gap_of(
    run: Run, grouping: str, scheme: int, months: np.ndarray, alike: Alike = "bad_deeds"
) -> dict[str, Any]:
    """M8 of the months that are marked: two groups' days a head, and what is left at equal conduct.

    As `disparate_impact`, of bool (months,) `months`: `penal_days` and `wrong_days` are those of
    the second group (the minority, women, the town) over those of the first, a head of whoever was
    scored at the end of the last of these months, None where the first bears none or only one
    group is scored. `gap` is the heavier group's penalised days a head and year less the lighter's,
    had both the same conduct in these months: true bad deeds or, of `alike` "bad_records", bad
    records, which are all the conduct that whoever runs the scheme can see.
    """
    cells, harm = run.table("cells"), run.rows("harm", world=0, scheme=scheme)
    size = int(cells["cell"].max(initial=-1)) + 1
    group = np.zeros(size, np.int64)
    group[cells["cell"]] = cells[grouping]
    residents = scored_residents(run, scheme, size, months)
    sides = [(group == n) & (residents > 0) for n in np.unique(group[residents > 0]).tolist()]
    days = _in_months(harm, "penal_days", months, size)
    done = harm if alike == "bad_records" else run.rows("harm", world=0, scheme=0)
    classes = conduct_classes(_in_months(done, alike, months, size), residents)
    shared = shared_classes(residents, classes, sides)
    years = years_in(run, months)
    rates = [standardised(days, residents, classes, mine, years, shared) for mine in sides]
    known = [rate for rate in rates if rate is not None]
    return {
        **{name: _times(harm, name, months, residents, sides) for name in BEARING},
        "gap": max(known) - min(known) if len(known) > 1 else None,
    }


def _in_months(harm: dict[str, np.ndarray], name: str, months: np.ndarray, size: int) -> np.ndarray:
    """A column summed over the months that are marked: int64 (cells,)."""
    mine = months[harm["month"]]
    return add_up(harm[name][mine], harm["cell"][mine], size)


def _month_by_month(
    harm: dict[str, np.ndarray], name: str, months: np.ndarray, size: int
) -> np.ndarray:
    """The same by month, nought where none is marked: int64 (months, cells)."""
    mine = months[harm["month"]]
    spot = harm["month"][mine] * size + harm["cell"][mine]
    return add_up(harm[name][mine], spot, len(months) * size).reshape(len(months), size)


def _times(
    harm: dict[str, np.ndarray], name: str, months: np.ndarray, residents: np.ndarray,
    sides: list[np.ndarray],
) -> Share | None:  # fmt: skip
    """The last group's days a head over the first's, where there are two.

    Its cases are those of the group with fewer: people who bore such days at one month's end.
    """
    if len(sides) != 2:
        return None
    days = _in_months(harm, name, months, len(residents))
    one, other = (float(days[mine].sum()) / float(residents[mine].sum()) for mine in sides)
    bearing = _month_by_month(harm, BEARING[name], months, len(residents))
    cases = min(int(bearing[:, mine].sum(axis=1).max(initial=0)) for mine in sides)
    return Share(other / one, cases) if one else None


def years_in(run: Run, months: np.ndarray) -> float:
    """Years that these months are: a month is a twelfth, of steps by the day."""
    if not run.step_days:
        return int(months.sum()) / YEAR
    return sum(days for (_, days), inside in zip(run.month_spans(), months, strict=True) if inside
               ) / 365.25  # fmt: skip


def first_and_last(run: Run, scheme: int = 0) -> dict[str, np.ndarray] | None:
    """The first year in which a scheme grades anybody, and the last in which it acts.

    bool (months,) of `at_first` and `at_last`. Where it acts for less than two years they are its
    first half and its last, of as many months each. None where it acts for fewer than two months.
    """
    grades = run.rows("grades", world=0, scheme=scheme)["month"]
    if not len(grades):
        return None
    begin, end = int(grades.min()), min(int(grades.max()), periods.last_month(run))
    year = YEAR if not run.step_days else round(365.25 / run.step_days)
    many = min(year, (end - begin + 1) // 2)
    if many < 1:
        return None
    at = np.arange(run.months)
    return {
        AT_FIRST: (at >= begin) & (at < begin + many),
        AT_LAST: (at > end - many) & (at <= end),
    }


def adapted(run: Run, grouping: str, scheme: int = 0) -> dict[str, Any] | None:
    """M8 before people have adapted and after: `gap_of` the first year under it, and of the last.

    People are told of a scheme, learn how likely a record is, and leave deeds or do others for it;
    by the last year they have as far as they will. Not all that differs is adaptation: files and
    copies of grades begin empty, and fill. None where the scheme acts for fewer than two months.
    """
    found = first_and_last(run, scheme)
    if found is None:
        return None
    return {key: gap_of(run, grouping, scheme, months) for key, months in found.items()}
