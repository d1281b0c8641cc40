"""What a run counts by month, told for before, during, the first year after and later.

Of each: a part over a whole, both summed over the months of a period; where the twin has such a
thing, its value in the same months and the relative change against it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from socialcredit.core.calendar import month_end
from socialcredit.results import households, luck, naming, panel
from socialcredit.results.measures.measure import Better, Kind, Measure
from socialcredit.results.measures.response import left_by_month
from socialcredit.results.part import Share, share
from socialcredit.results.periods import TITLES, Periods, periods
from socialcredit.results.run import Run, add_up

Months = Callable[[Run, int], np.ndarray]  # run, world -> float (months,)
YEARLY, THOUSAND = "per 1000 person-years", 1000.0


@dataclass(frozen=True)
class Series:
    """A number by month: `part` over `whole`, times `scale`.

    signs  of deeds, where it is one of deeds that people truly do: the twin does them, too
    """

    id: str
    words: str
    unit: str
    better: Better
    kind: Kind
    part: Months
    whole: Months
    scale: float = 1.0
    signs: tuple[str, ...] = ()

    def over(self, run: Run, months: np.ndarray, world: int = 0) -> Share | None:
        """Its value over the months that are marked; None where there is nothing to divide by."""
        part = float(self.part(run, world)[months].sum())
        whole = float(self.whole(run, world)[months].sum())
        if not whole:
            return None
        cases = whole if self.kind == "share" else part
        counts = (part, whole) if self.kind == "share" and self.scale == 1 else (None, None)
        return Share(self.scale * part / whole, cases, *counts)

    def monthly(self, run: Run, world: int = 0) -> list[float | None]:
        """Its value in each month; None where there is nothing to divide by."""
        pairs = zip(self.part(run, world), self.whole(run, world), strict=True)
        return [self.scale * float(part) / float(whole) if whole else None for part, whole in pairs]


def by_month(run: Run, table: str, column: str, world: int, keep: Any = None) -> np.ndarray:
    """A column of a table by month; `keep` marks rows, of the table as it is handed over."""
    rows = run.rows(table, world=world) if run.has(table) else None
    if rows is None:
        return np.zeros(run.months)
    mine = np.ones(len(rows["month"]), bool) if keep is None else keep(rows)
    return add_up(rows[column][mine], rows["month"][mine], run.months).astype(float)


def counted(table: str, column: str) -> Months:
    """A column summed over everything but the month."""
    return lambda run, world: by_month(run, table, column, world)


def deeds_of(signs: tuple[str, ...]) -> Months:
    """Deeds truly done of these signs."""

    def done(run: Run, world: int) -> np.ndarray:
        wanted = naming.kinds_with_sign(run, signs)
        return by_month(run, "conduct", "deeds", world, lambda rows: wanted[rows["kind"]])

    return done


def person_years(run: Run, _: int) -> np.ndarray:
    """Years that everybody lives in each month; a whole month is a twelfth of one."""
    lived = np.array([days for _, days in run.month_spans()], float)
    return run.people * lived / np.array([month_end(first).day for first in run.firsts]) / 12


def everybody(run: Run, _: int) -> np.ndarray:
    """Residents at the end of each month."""
    return np.full(run.months, float(run.people))


def in_grade(which: Callable[[Run, int], np.ndarray] | None) -> Months:
    """Graded residents of all schemes at month ends, all or those in grades that are marked."""

    def stood(run: Run, world: int) -> np.ndarray:
        total = np.zeros(run.months)
        for scheme in range(len(run.names["schemes"])):
            marked = None if which is None else which(run, scheme)

            def mine(rows: dict[str, np.ndarray], s: int = scheme, m: Any = marked) -> np.ndarray:
                here: np.ndarray = rows["scheme"] == s
                return here if m is None else here & m[np.where(here, rows["grade"], 0)]

            total += by_month(run, "grades", "residents", world, mine)
        return total

    return stood


def _listed(run: Run, world: int) -> np.ndarray:
    """Residents on black lists at month ends, counted once for each list."""
    black = {
        (scheme, number)
        for scheme, names in enumerate(run.names["schemes"])
        for number, colour in enumerate(names["list_colours"])
        if colour == "black"
    }

    def mine(rows: dict[str, np.ndarray]) -> np.ndarray:
        pairs = zip(rows["scheme"].tolist(), rows["list"].tolist(), strict=True)
        return np.array([pair in black for pair in pairs], bool)

    return by_month(run, "lists", "stock", world, mine)


def _undone(run: Run, world: int) -> np.ndarray:
    return left_by_month(run) if world == 0 else np.zeros(run.months)


SERIES = (
    Series("bad", "bad deeds truly done", YEARLY, "less", "rate", deeds_of(naming.BAD_SIGNS),
           person_years, THOUSAND, naming.BAD_SIGNS),
    Series("good", "good deeds truly done", YEARLY, "more", "rate", deeds_of(naming.GOOD_SIGNS),
           person_years, THOUSAND, naming.GOOD_SIGNS),
    Series("watched", "lawful deeds that are watched", YEARLY, "neither", "rate",
           deeds_of(("watched",)), person_years, THOUSAND, ("watched",)),
    Series("made_up", "deeds made up for points", YEARLY, "neither", "rate",
           counted("conduct", "effort"), person_years, THOUSAND),
    Series("undone", "deeds left undone", YEARLY, "neither", "rate", _undone, person_years,
           THOUSAND),
    Series("records", "records", YEARLY, "less", "rate", counted("records", "records"),
           person_years, THOUSAND),
    Series("wrong", "bad records that are wrong", "share", "less", "share",
           counted("harm", "wrong_records"), counted("harm", "bad_records")),
    Series("notices", "people told of a record", YEARLY, "neither", "rate",
           counted("appeals", "notices"), person_years, THOUSAND),
    Series("disputes", "disputes", YEARLY, "neither", "rate", counted("appeals", "disputes"),
           person_years, THOUSAND),
    Series("graded", "grades held at month ends", "per 1000 residents", "neither", "rate",
           in_grade(None), everybody, THOUSAND),
    Series("penalised", "residents in a penal grade at month ends, of those graded", "share",
           "less", "share", in_grade(naming.penal_grades), in_grade(None)),
    Series("honoured", "residents in a grade of honour at month ends, of those graded", "share",
           "more", "share", in_grade(naming.honour_grades), in_grade(None)),
    Series("listed", "on a black list at month ends", "per 1000 residents", "less", "rate",
           _listed, everybody, THOUSAND),
    Series("refusals", "refusals", YEARLY, "less", "rate", counted("doors", "refusals"),
           person_years, THOUSAND),
    Series("aware", "residents who have heard of a scheme, at month ends", "share", "neither",
           "share", counted("response", "aware"), counted("response", "residents")),
    Series("believed", "the chance of a record that people believe in, at month ends",
           "per 1000", "neither", "rate", counted("response", "belief_sum"),
           counted("response", "residents"), THOUSAND / 255),
)  # fmt: skip


def by_period(run: Run) -> dict[str, Any] | None:
    """Every series by period, with the twin's in the same months; None where there is one period.

    `begins` and `ends` are days, None beyond the run; of each of `series` in each period the
    `value`, that of the twin (`without`), the relative `change` and its `interval`.
    """
    found = periods(run)
    if found is None:
        return None
    return {
        "begins": found.begins and found.begins.isoformat(),
        "ends": found.ends and found.ends.isoformat(),
        "months": {key: int(found.months[key].sum()) for key in found.keys},
        "series": {
            one.id: {key: _told(run, one, found.months[key]) for key in found.keys}
            for one in SERIES
        },
    }


def _told(run: Run, one: Series, months: np.ndarray) -> dict[str, Any]:
    twin = bool(one.signs) and run.has_twin
    return {
        "value": one.over(run, months),
        "without": one.over(run, months, 1) if twin else None,
        "change": change(run, one, months),
        "interval": interval(run, one, months),
    }


def change(run: Run, one: Series, months: np.ndarray) -> Share | None:
    """The relative change of deeds against the twin in the same months; of deeds alone."""
    if not one.signs or not run.has_twin:
        return None
    with_, twin = (int(one.part(run, world)[months].sum()) for world in (0, 1))
    return share(with_ - twin, twin)


def interval(run: Run, one: Series, months: np.ndarray) -> luck.Interval:
    """Where luck alone could have put that change, by the panel's households."""
    changed = change(run, one, months)
    if changed is None:
        return None
    kinds, inside = naming.kinds_with_sign(run, one.signs), _days_in(run, months)
    sums = []
    for world in (0, 1):
        done = panel.deeds(run, world)
        mine = kinds[done["kind"]] & inside[done["day"].clip(0, len(inside) - 1)]
        sums.append(households.of_rows(run, done["resident"][mine]))
    return luck.of_change(changed, sums[0], sums[1], households.everybody(run))


def _days_in(run: Run, months: np.ndarray) -> np.ndarray:
    """Whether each day of the run lies in a month that is marked: bool (days,)."""
    return np.repeat(months, [days for _, days in run.month_spans()])


def _of(key: str, ask: Callable[[Run, np.ndarray], Any]) -> Callable[[Run, int], Any]:
    """What is asked of a run's months of a period; None where it has no such months."""

    def worth(run: Run, _: int) -> Any:
        found: Periods | None = periods(run)
        return ask(run, found.months[key]) if found and found.months[key].any() else None

    return worth


def _rate(key: str, one: Series) -> Measure:
    return Measure(
        f"{key}.{one.id}", f"{one.words}, {_when(key)}", one.unit, one.better, "run", one.kind,
        _of(key, lambda run, months: one.over(run, months)),
    )  # fmt: skip


def _change(key: str, one: Series) -> Measure:
    return Measure(
        f"{key}.{one.id}.change",
        f"{one.words}, {_when(key)}, against the same people without the schemes",
        "relative change", one.better, "run", "change",
        _of(key, lambda run, months: change(run, one, months)),
        luck=_of(key, lambda run, months: interval(run, one, months)), twin=True,
    )  # fmt: skip


def _when(key: str) -> str:
    """A period in a sentence on the schemes."""
    said = {"before": "before the schemes", "during": "while the schemes act"}
    later = {"year_after": "in the first year after them", "later": "more than a year after them"}
    return (said | later)[key]


MEASURES = tuple(
    measure
    for key in TITLES
    for one in SERIES
    for measure in (_rate(key, one), *([_change(key, one)] if one.signs else []))
)
