"""M8 disparate impact: the same conduct, another fate."""

from typing import Any

import numpy as np

from socialcredit.core.populations import PERSONS
from socialcredit.results import households, luck
from socialcredit.results.measures.wrongful import borne_days
from socialcredit.results.part import share
from socialcredit.results.run import Run, add_up

GROUPINGS = tuple(PERSONS.cells)  # the columns of `cells` that divide people, and firms
COUNTS = ("penal_days", "wrong_days", "bad_records", "wrong_records", "bad_deeds")
BINS = 5
FEWEST = (
    1000  # people of each group in a class of conduct: fewer, and one person's fate is its rate
)


def disparate_impact(run: Run, grouping: str = "minority", scheme: int = 0) -> dict[str, Any]:
    """M8: burden by group, and the gap that remains at equal true behaviour.

    For every group with anybody the scheme scores: `residents` scored at the end, and per scored
    resident and year bad deeds truly done, bad records, wrong records, penalised and wrongly
    penalised days; `wronged` is the number wrongly penalised at their worst month's end. `ratio`
    is the heaviest over the lightest group's wrongly penalised days (None if the lightest has
    none); `selection` the lightest over the heaviest group's penalised days, as in the
    four-fifths rule.
    `equal_conduct` gives each group's rates had all the same true conduct: cells (place, sex, age
    band, ...) are sorted into five classes by true bad deeds per resident, rates taken inside each
    class and averaged by the residents of all groups (direct standardisation) over the classes in
    which every group has 1,000 people or more; None where there is no such class. Conduct
    is compared between cells and not between persons, so that part of a gap may still be conduct.
    `gap` is heaviest minus lightest of those penalised days. Of penalised and wrongly penalised
    days each group has `intervals`, and of two groups `times` says how many times as many the
    second (the minority, women, the town) bears a head: a `value` and its `interval`, None where in
    either fewer than ten households of the panel bear any.
    """
    cells = run.table("cells")
    size = int(cells["cell"].max(initial=-1)) + 1
    harm = run.rows("harm", world=0, scheme=scheme)
    sums = {name: add_up(harm[name], harm["cell"], size) for name in COUNTS}
    done = run.rows("harm", world=0, scheme=0)  # true deeds are counted once, not per scheme
    sums["bad_deeds"] = add_up(done["bad_deeds"], done["cell"], size)
    years = run.months / 12
    residents = scored_residents(run, scheme, size)
    group = np.zeros(size, dtype=np.int64)
    group[cells["cell"]] = cells[grouping]
    _, words = run.population.cells[grouping]
    present = [n for n in range(len(words)) if residents[group == n].sum() > 0]
    rows = [_group_row(words[n], group == n, residents, sums, years) for n in present]
    classes = conduct_classes(sums["bad_deeds"], residents)
    shared = shared_classes(residents, classes, [group == n for n in present])
    for row, n in zip(rows, present, strict=True):
        row["wronged"] = _most_at_once(run, harm, group == n)
        row["as_it_fell"] = {
            name: _rate_within(sums[name], residents, classes, group == n, years, shared)
            for name in ("penal_days", "wrong_days", "bad_records")
        }
        row["equal_conduct"] = {
            name: standardised(sums[name], residents, classes, group == n, years, shared)
            for name in ("penal_days", "wrong_days", "bad_records")
        }
    of_groups = _sums_of_groups(run, scheme, group)
    for row, n in zip(rows, present, strict=True):
        row["intervals"] = {
            name: luck.of_ratio(row[name], parts[n], wholes[n], households.everybody(run))
            for name, (parts, wholes) in of_groups.items()
        }
    return {
        "grouping": grouping, "groups": rows, **_gaps(rows),
        "times": {name: _times(run, rows, present, name, sums)
                  for name, sums in of_groups.items()},
    }  # fmt: skip


Groups = dict[int, np.ndarray]


def _sums_of_groups(run: Run, scheme: int, group: np.ndarray) -> dict[str, tuple[Groups, Groups]]:
    """Penal and wrong days, and people, by household of the panel, for each group."""
    people = run.table("panel_people")
    if not len(group):
        return {}
    mine = dict(zip(people["resident"].tolist(), group[people["cell"]].tolist(), strict=True))
    borne = borne_days(run, scheme)
    found = {}
    for name, what in (("penal_days", "penal"), ("wrong_days", "wrong")):
        parts, wholes = dict[int, np.ndarray](), dict[int, np.ndarray]()
        for n in np.unique(group).tolist():
            days = {who: getattr(one, what) for who, one in borne.items() if mine[who] == n}
            parts[n] = households.summed(run, days)
            wholes[n] = households.summed(run, {who: 1.0 for who in mine if mine[who] == n})
        found[name] = parts, wholes
    return found


def _times(
    run: Run, rows: list[dict[str, Any]], present: list[int], name: str, sums: tuple[Groups, Groups]
) -> dict[str, Any] | None:
    """The last group's days a head over the first's, where there are two; with its interval."""
    if len(rows) != 2 or not rows[0][name]:
        return None
    one, other = ((sums[0][n], sums[1][n]) for n in present)
    times = rows[1][name] / rows[0][name]
    part_of = households.everybody(run)
    return {"value": times, "interval": luck.of_two_groups(times, other, one, part_of)}


def scored_residents(
    run: Run, scheme: int, size: int, months: np.ndarray | None = None
) -> np.ndarray:
    """Residents with a grade at the end of the last month with any, by cell: int64[cells].

    months  bool (months,) of which the last one is meant; None: of all
    """
    grades = run.rows("grades", world=0, scheme=scheme)
    if months is not None:
        grades = {name: column[months[grades["month"]]] for name, column in grades.items()}
    last = grades["month"] == grades["month"].max(initial=-1)
    return add_up(grades["residents"][last], grades["cell"][last], size)


def _most_at_once(run: Run, harm: dict[str, np.ndarray], mine: np.ndarray) -> int:
    inside = mine[harm["cell"]]
    return int(add_up(harm["wrongly"][inside], harm["month"][inside], run.months).max(initial=0))


def shared_classes(
    residents: np.ndarray, classes: np.ndarray, groups: list[np.ndarray]
) -> list[int]:
    """Classes of conduct in which every group has enough people for a rate.

    residents, classes  int64 (cells,);  groups  bool (cells,) of each group
    """
    return [
        number
        for number in range(BINS)
        if all(residents[(classes == number) & mine].sum() >= FEWEST for mine in groups)
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


def conduct_classes(deeds: np.ndarray, residents: np.ndarray) -> np.ndarray:
    """Class 0..4 of every cell by true bad deeds per resident, each of about equal residents.

    int64 (cells,) of int64 (cells,) deeds and residents.
    """
    rate = np.divide(deeds, residents, out=np.zeros(len(deeds)), where=residents > 0)
    order = np.argsort(rate, kind="stable")
    before = np.cumsum(residents[order]) - residents[order]
    classes = np.zeros(len(deeds), dtype=np.int64)
    classes[order] = np.minimum(before * BINS // max(int(residents.sum()), 1), BINS - 1)
    return classes


def standardised(
    counts: np.ndarray,
    residents: np.ndarray,
    classes: np.ndarray,
    mine: np.ndarray,
    years: float,
    shared: list[int],
) -> float | None:
    """Rate per resident-year of a group, averaged over the shared classes of conduct.

    counts, residents, classes  int64 (cells,);  mine  bool (cells,), the group's;  years  of the
    counts. None where no class is shared.
    """
    rate = weight = 0.0
    for number in shared:
        inside = classes == number
        people, pooled = int(residents[inside & mine].sum()), int(residents[inside].sum())
        rate += pooled * float(counts[inside & mine].sum()) / people / years
        weight += pooled
    return share(rate, weight)


def _rate_within(
    counts: np.ndarray,
    residents: np.ndarray,
    classes: np.ndarray,
    mine: np.ndarray,
    years: float,
    shared: list[int],
) -> float | None:
    """Rate per resident-year of a group in the shared classes of conduct, as it fell."""
    inside = mine & np.isin(classes, shared)
    return share(float(counts[inside].sum()) / years, float(residents[inside].sum()))


def _gaps(rows: list[dict[str, Any]]) -> dict[str, float | None]:
    wrong = [row["wrong_days"] for row in rows]
    penal = [row["penal_days"] for row in rows]
    equal = [row["equal_conduct"]["penal_days"] for row in rows]
    known = [rate for rate in equal if rate is not None]
    return {
        "ratio": share(max(wrong), min(wrong)) if rows else None,
        "selection": share(min(penal), max(penal)) if rows else None,
        "gap": max(known) - min(known) if len(known) > 1 else None,
    }
