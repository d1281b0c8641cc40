"""A run held against what was published: one row a figure, misses told as they are.

Counts are scaled from the people simulated to those the published numbers are about; a share of two
counts is not. Between two ends of months a number is taken on a straight line, as the published
ones fall on any day. A figure of which so few are to be expected that chance alone moves it by more
than its tolerance is marked: a miss of it says nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, sqrt
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.progress import Progress
from socialcredit.engine.collect import Table
from socialcredit.engine.run import simulate
from socialcredit.engine.setup import Setup
from socialcredit.language.model.provenance import version_on
from socialcredit.language.model.published import (
    FIXED,
    Ahead,
    Figure,
    Pick,
    Published,
    tolerance_text,
)
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.published import load_published, published_scenario

COLUMN = {"group": "minority"}


@dataclass(frozen=True)
class Lived:
    """A finished run, as far as its figures need it."""

    setup: Setup
    tables: Mapping[str, Table]
    scheme: Scheme  # as it was run
    number: int  # its number in the tables
    scale: float  # real people a simulated one stands for


class Counted(NamedTuple):
    """A column's sum on a day, not scaled, and how many events in whole months one of it is.

    A day's count is read off a month's, so that chance moves it as little as the month's.
    """

    number: float
    spread: float


def validate(
    name: str | Path,
    threads: int,
    sets: Sequence[str] = (),
    progress: Progress | None = None,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Run the scenario that a scheme's published numbers are about and hold it against them.

    sets  changes of the scenario, as of a run: "path=value"
    Returns a row a figure (`what`, `published`, `produced`, `tolerance` in the figure's unit,
    `kind`, `pass`, `too_few`, and more), and a row a number that is told without being judged.
    """
    published, scheme = load_published(name)
    lived = _lived(published, scheme, str(name), threads, sets, progress)
    figures = [_figure_row(lived, figure) for figure in published.figures]
    return figures, [_ahead_row(lived, item) for item in published.ahead]


def _lived(
    published: Published,
    scheme: Scheme,
    name: str,
    threads: int,
    sets: Sequence[str],
    progress: Progress | None,
) -> Lived:
    """The run itself, without its twin: published numbers are about the world with the scheme."""
    written = load_scenario(published_scenario(name, published))
    inputs = resolve(written, sets)
    names = [one.scheme for one in inputs.schemes]
    if scheme.scheme not in names:
        raise SocialCreditError(
            f"the scenario `{published.scenario}` does not run the scheme `{name}`",
            expected="a scenario of published.yaml that names the scheme",
        )
    number = names.index(scheme.scheme)
    scenario = inputs.scenario.model_copy(update={"twin": None})
    setup, tables = simulate(inputs._replace(scenario=scenario), threads, progress)
    scale = (published.people or written.people) / setup.residents
    return Lived(setup, tables, inputs.schemes[number], number, scale)


def _figure_row(lived: Lived, figure: Figure) -> dict[str, Any]:
    produced = _produced(lived, figure)
    allowed = figure.tolerance.of(figure.value)
    luck = _luck(lived, figure)
    close = produced is not None and abs(produced - figure.value) <= allowed
    return {
        "what": figure.what,
        "when": figure.when.isoformat(),
        "unit": figure.unit,
        "published": figure.value,
        "produced": produced,
        "tolerance": allowed,
        "tolerance_as_written": tolerance_text(figure.tolerance),
        "kind": figure.kind,
        "pass": close,
        "too_few": luck > allowed,
        "luck": None if luck == inf else luck,
        "source": figure.source,
        "evidence": figure.evidence,
    }


def _ahead_row(lived: Lived, item: Ahead) -> dict[str, Any]:
    row = {"what": item.what, "when": item.when.isoformat(), "unit": item.unit}
    return row | {"produced": _produced(lived, item)}


def _produced(lived: Lived, item: Figure | Ahead) -> float | None:
    """The run's like of a figure; None on a day outside the run, and where a share has no base."""
    above = _counted(lived, item.produced, item.when)
    if above is None:
        return None
    if item.divided_by is None:
        return above.number * lived.scale
    below = _counted(lived, item.divided_by, item.when)
    if below is None or not below.number:
        return None
    return above.number / below.number * _unit(item)


def _unit(item: Figure | Ahead) -> float:
    return 100.0 if item.unit == "%" else 1.0


def _luck(lived: Lived, figure: Figure) -> float:
    """One standard deviation of chance in the figure's unit, if the published value held here.

    Events are taken to fall independently. Zero on a day outside the run: no number of people
    would tell what happened then.
    """
    above = _counted(lived, figure.produced, figure.when)
    if above is None:
        return 0.0
    if figure.divided_by is None:
        expected = abs(figure.value) / lived.scale * above.spread
        return sqrt(expected) / above.spread * lived.scale
    below = _counted(lived, figure.divided_by, figure.when)
    base = below.number * below.spread if below else 0.0
    part = abs(figure.value) / _unit(figure)
    others = 1 - part if part <= 1 else 1.0  # above one it is a rate and no share
    return sqrt(part * others / base) * _unit(figure) if base else inf


def _counted(lived: Lived, pick: Pick, when: date) -> Counted | None:
    """A column's sum over the chosen rows at the end of a day; None on a day outside the run."""
    months = lived.setup.months
    if pick.table not in lived.tables:
        raise SocialCreditError(
            f"the run has no table `{pick.table}`",
            hint="name a scenario in published.yaml in which somebody lends",
        )
    table, length = lived.tables[pick.table], len(months)
    rows = _rows(lived, pick, table, when)
    by_month = np.bincount(table["month"][rows], table[pick.column][rows], minlength=length)
    ends = np.array([0, *(month.first_day + month.days for month in months)], float)
    day = (when - months[0].first).days + 1
    if not 0 < day <= ends[-1]:
        return None
    if pick.is_state:
        return Counted(float(np.interp(day, ends[1:], by_month)), 1.0)
    reached = np.concatenate([[0.0], np.cumsum(by_month)])
    before = (pick.since - months[0].first).days if pick.since else 0
    number = float(np.interp(day, ends, reached) - np.interp(before, ends, reached))
    return Counted(number, _spread(number, by_month, ends, before, day))


def _spread(number: float, by_month: np.ndarray, ends: np.ndarray, before: int, day: int) -> float:
    """Events in all the months that a sum touches, for one that it counts; of none, by days."""
    last = int(np.searchsorted(ends, day))
    first = int(np.searchsorted(ends, before, side="right")) - 1
    whole = float(by_month[first:last].sum())
    if number > 0 and whole > 0:
        return whole / number
    return float(ends[last] - ends[last - 1]) / (day - max(before, ends[last - 1]))


def _rows(lived: Lived, pick: Pick, table: Table, when: date) -> np.ndarray:
    """Which rows of the table count: bool, one a row."""
    rows = np.ones(len(table["month"]), bool)
    if "scheme" in table and (pick.table, pick.column) != ("harm", "bad_deeds"):
        rows &= table["scheme"] == lived.number
    for key in pick.where:
        options = _options(lived, key, when)
        wanted = [n for n, one in enumerate(options) if one in pick.named(key)]
        if not wanted:
            first = pick.named(key)[0]
            raise SocialCreditError(
                f"the run has no {key} `{first}`", meant=nearest(first, options)
            )
        rows &= np.isin(table[COLUMN.get(key, key)], wanted)
    return rows


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
        "entry": [entry.id for entry in scheme.entries],
        "list": [rule.id for rule in scheme.lists],
        "consequence": [rule.id for rule in scheme.consequences],
    }[key]
