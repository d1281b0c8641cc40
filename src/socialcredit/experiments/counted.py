"""Numbers of a run as the published ones were counted: up to any day, of any rows, scaled.

Counts are scaled from the people simulated to those the published numbers are about; a share of two
counts is not. Between two ends of months a number is taken on a straight line, as the published
ones fall on any day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.engine.collect import Table
from socialcredit.engine.setup import Setup
from socialcredit.language.model.provenance import version_on
from socialcredit.language.model.published import FIXED, Ahead, Figure, Pick
from socialcredit.language.model.scheme import Scheme
from socialcredit.results.run import Run


@dataclass(frozen=True)
class Lived:
    """A finished run, as far as its figures need it."""

    setup: Setup
    tables: Mapping[str, Table]
    scheme: Scheme  # as it was run
    number: int  # its number in the tables
    scale: float  # real people a simulated one stands for

    @cached_property
    def run(self) -> Run:
        """The run as results read it, without its names."""
        return Run(None, {}, self.tables)


class Counted(NamedTuple):
    """A column's sum up to a day, not scaled, and how many events in whole months one of it is.

    A day's count is read off a month's, so that chance moves it as little as the month's.
    """

    number: float
    spread: float

    @property
    def events(self) -> float:
        """How many events of the run it rests on."""
        return self.number * self.spread


def produced_by(lived: Lived, item: Figure | Ahead) -> float | None:
    """The run's like of a figure; None on a day outside the run, and where a share has no base."""
    above = counted(lived, item.produced, item.when)
    if above is None:
        return None
    if item.divided_by is None:
        return above.number * lived.scale
    below = counted(lived, item.divided_by, item.when)
    if below is None or not below.number:
        return None
    return above.number / below.number * item.in_unit


def counted(lived: Lived, pick: Pick, when: date) -> Counted | None:
    """A column's sum over the chosen rows at the end of a day; None on a day outside the run.

    Of a state it is the number at the day's end, or how it changed `since` another day's end.
    """
    months = lived.setup.told
    if pick.table not in lived.tables:
        raise SocialCreditError(
            f"the run has no table `{pick.table}`",
            hint="name a scenario in published.yaml in which somebody lends",
        )
    table, length = lived.tables[pick.table], len(months)
    rows = _rows(lived, pick, table, when)
    if "month" in table:
        by_month = np.bincount(table["month"][rows], table[pick.column][rows], minlength=length)
    else:
        by_month = np.full(length, float(table[pick.column][rows].sum()))
    ends = _ends(lived)
    day = (when - months[0].first).days + 1
    if not 0 < day <= ends[-1]:
        return None
    before = (pick.since - months[0].first).days if pick.since else 0
    if pick.is_state:
        stood = np.interp(before, ends[1:], by_month) if pick.since else 0.0
        return Counted(float(np.interp(day, ends[1:], by_month) - stood), 1.0)
    reached = np.concatenate([[0.0], np.cumsum(by_month)])
    number = float(np.interp(day, ends, reached) - np.interp(before, ends, reached))
    return Counted(number, _spread(number, by_month, ends, before, day))


def _spread(number: float, by_month: np.ndarray, ends: np.ndarray, before: int, day: int) -> float:
    """Events in all the months that a sum touches, for one that it counts; of none, by days."""
    first, last = _touched(ends, before, day)
    whole = float(by_month[first:last].sum())
    if number > 0 and whole > 0:
        return whole / number
    return float(ends[last] - ends[last - 1]) / (day - max(before, ends[last - 1]))


def _ends(lived: Lived) -> np.ndarray:
    """The day on which the run begins, then the day after each of its months."""
    return np.array([0, *(month.first_day + month.days for month in lived.setup.told)], float)


def _touched(ends: np.ndarray, before: int, day: int) -> tuple[int, int]:
    """The first month that a sum touches, and the one after the last."""
    first = int(np.searchsorted(ends, before, side="right")) - 1
    return first, int(np.searchsorted(ends, day))


def whole_months(lived: Lived, pick: Pick, when: date) -> tuple[int, int]:
    """The days, first and one after the last, of all the months that a sum touches."""
    start, ends = lived.setup.told[0].first, _ends(lived)
    before = (pick.since - start).days if pick.since else 0
    first, last = _touched(ends, before, (when - start).days + 1)
    return int(ends[first]), int(ends[min(last, len(ends) - 1)])


def _rows(lived: Lived, pick: Pick, table: Table, when: date) -> np.ndarray:
    """Which rows of the table count: bool, one a row."""
    rows = np.ones(len(table[pick.column]), bool)
    if "scheme" in table and (pick.table, pick.column) != ("harm", "bad_deeds"):
        rows &= table["scheme"] == lived.number
    for key in pick.where:
        rows &= np.isin(_column_of(lived, key, table), wanted(lived, pick, key, when))
    return rows


def wanted(lived: Lived, pick: Pick, key: str, when: date) -> list[int]:
    """The numbers that the tables give what a pick names by a key."""
    options = _options(lived, key, when)
    found = [n for n, one in enumerate(options) if one in pick.named(key)]
    if not found:
        first = pick.named(key)[0]
        raise SocialCreditError(f"the run has no {key} `{first}`", meant=nearest(first, options))
    return found


def _column_of(lived: Lived, key: str, table: Table) -> np.ndarray:
    """The column that tells rows apart by a key; a table without a group has that of its cells."""
    if key != "group":
        return table[key]
    if "minority" in table:
        return table["minority"]
    return lived.tables["cells"]["minority"][table["cell"]]


def _options(lived: Lived, key: str, when: date) -> list[str]:
    """Names in the order of their numbers in the tables."""
    setup, scheme = lived.setup, lived.scheme
    if key == "grade":
        rule = version_on(scheme.grades, when)
        return list(rule.names)
    return {
        **{name: list(values) for name, values in FIXED.items()},
        "kind": [deed["deed"] for deed in setup.deeds],
        "place": list(setup.places),
        "harm": list(setup.harms),
        "source": [source["source"] for source in setup.sources],
        "term": list(setup.responses.names),
        "entry": [entry.id for entry in scheme.entries],
        "list": [rule.id for rule in scheme.lists],
        "consequence": [rule.id for rule in scheme.consequences],
    }[key]
