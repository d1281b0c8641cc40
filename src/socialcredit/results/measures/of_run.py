"""Measures of a run as a whole: conduct, records, penalties, redress, doors."""

from collections.abc import Callable

import numpy as np

from socialcredit.core.levels import SHOWING
from socialcredit.results import naming
from socialcredit.results.luck import Interval
from socialcredit.results.measures.measure import PUT_IN, Measure, block
from socialcredit.results.measures.publicity import publicity
from socialcredit.results.measures.response import left_undone
from socialcredit.results.measures.shares import conduct_change
from socialcredit.results.money import in_units
from socialcredit.results.part import share
from socialcredit.results.run import Run

Worth = Callable[[Run, int], float | None]
YEARLY = "per 1000 person-years"


def _sum(table: str, column: str) -> Worth:
    """A column's sum per thousand person-years, in the world of the schemes."""
    return lambda run, _: 1000 * int(run.rows(table, world=0)[column].sum()) / run.person_years


def _deeds(signs: tuple[str, ...]) -> Worth:
    """True deeds of these signs per thousand person-years."""

    def worth(run: Run, _: int) -> float:
        done = run.rows("conduct", world=0)
        wanted = naming.kinds_with_sign(run, signs)[done["kind"]]
        return 1000 * int(done["deeds"][wanted].sum()) / run.person_years

    return worth


def _change(signs: tuple[str, ...]) -> Worth:
    return lambda run, _: block(conduct_change, run, signs)["change"]


def _luck_of_change(signs: tuple[str, ...]) -> Callable[[Run, int], Interval]:
    return lambda run, _: block(conduct_change, run, signs)["interval"]


def _part(part: str, whole: str) -> Worth:
    """One column of the harm table as a share of another; None where there is nothing."""

    def worth(run: Run, _: int) -> float | None:
        harm = run.rows("harm", world=0)
        cases = int(harm["penalised"].sum()) if whole == "penal_days" else None
        return share(int(harm[part].sum()), int(harm[whole].sum()), cases)

    return worth


def _at_end(column: str) -> Worth:
    """Residents under a penalty at the end of the last month, per thousand residents."""

    def worth(run: Run, _: int) -> float:
        last = run.rows("harm", world=0, month=run.months - 1)
        return 1000 * int(last[column].sum()) / run.people

    return worth


def _money_taken(run: Run, _: int) -> float:
    """Fines and other sums that consequences take, a person-year."""
    money = run.rows("doors", world=0)["money"]
    return in_units(-int(money[money < 0].sum())) / run.person_years


def _shown(run: Run, _: int) -> float:
    """How often people were shown to others, in records made public and by consequences."""
    schemes = range(len(run.names["schemes"]))
    printed = sum(publicity(run, scheme)["published"] for scheme in schemes)
    doors = run.rows("doors", world=0)
    for scheme in schemes:
        shown = np.array([effect in SHOWING for effect in naming.effects_of(run, scheme)], bool)
        ours = np.flatnonzero(doors["scheme"] == scheme)
        hits = ours[shown[doors["consequence"][ours]]] if len(ours) else ours
        printed += int(doors["attempts"][hits].sum())
    return 1000 * printed / run.person_years


def _undone(run: Run, _: int) -> float | None:
    left = block(left_undone, run)
    return None if left is None else left["share"]


MEASURES = (
    Measure("conduct.bad", "bad deeds truly done", YEARLY, "less", "run", "rate",
            _deeds(naming.BAD_SIGNS)),
    Measure("conduct.bad.change", "bad deeds, against the same people without the schemes",
            "relative change", "less", "run", "change", _change(naming.BAD_SIGNS), twin=True,
            luck=_luck_of_change(naming.BAD_SIGNS), hook="Art. 5(1)(c)(ii); 167",
            says="change in bad deeds truly done, against the same people with the same luck and "
            "no scheme"),
    Measure("conduct.good", "good deeds truly done", YEARLY, "more", "run", "rate",
            _deeds(naming.GOOD_SIGNS)),
    Measure("conduct.good.change", "good deeds, against the same people without the schemes",
            "relative change", "more", "run", "change", _change(naming.GOOD_SIGNS), twin=True,
            luck=_luck_of_change(naming.GOOD_SIGNS)),
    Measure("conduct.watched.change", "lawful deeds that a scheme may count against people, "
            "against the same people without the schemes", "relative change", "neither", "run",
            "change", _change(("watched",)), twin=True, luck=_luck_of_change(("watched",)), line=7,
            mark=PUT_IN),
    Measure("conduct.made_up", "deeds made up for points", YEARLY, "neither", "run", "rate",
            _sum("conduct", "effort")),
    Measure("conduct.left_undone", "deeds left undone for a scheme's sake, of those about to be "
            "done", "share", "neither", "run", "share", _undone, line=3, mark=PUT_IN),
    Measure("records.filed", "records", YEARLY, "less", "run", "rate", _sum("records", "records")),
    Measure("records.wrong", "bad records that are wrong", "share", "less", "run", "share",
            _part("wrong_records", "bad_records"), hook="GDPR Art. 5(1)(d); 171"),
    Measure("penalties.at_end", "penalised at the end", "per 1000 residents", "less", "run",
            "rate", _at_end("penalised")),
    Measure("penalties.wrongly_at_end", "wrongly penalised at the end", "per 1000 residents",
            "less", "run", "rate", _at_end("wrongly"), hook="Art. 5(1)(c)(ii); 171"),
    Measure("penalties.wrong", "penal days that are wrong", "share", "less", "run", "share",
            _part("wrong_days", "penal_days"), hook="Art. 5(1)(c)(ii); 171"),
    Measure("penalties.late", "penal days that are late", "share", "less", "run", "share",
            _part("late_days", "penal_days")),
    Measure("redress.disputes", "disputes", YEARLY, "neither", "run", "rate",
            _sum("appeals", "disputes")),
    Measure("redress.corrections", "corrections", YEARLY, "neither", "run", "rate",
            _sum("appeals", "corrected")),
    Measure("doors.refusals", "refusals", YEARLY, "less", "run", "rate", _sum("doors", "refusals")),
    Measure("doors.money", "units of money taken from people", "per person-year", "less", "run",
            "rate", _money_taken),
    Measure("shown.times", "times shown to others", YEARLY, "less", "run", "rate", _shown),
)  # fmt: skip
