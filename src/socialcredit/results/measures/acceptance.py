"""Why most accept a scheme and some protest: what adults make of it, and what came of protest."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np

from socialcredit.results import naming
from socialcredit.results.calling import month_name
from socialcredit.results.levels import level_titles
from socialcredit.results.measures.measure import CAME_OUT, PUT_IN, Measure, of_block
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run, add_up

STANCES = ("approve", "afraid", "no_use", "protest")
GROUPS: dict[str, dict[int, str]] = {
    "age": {1: "18 to 39", 2: "40 to 59", 3: "60 and older"},
    "income": dict(enumerate(("poorest fifth", "second", "third", "fourth", "richest fifth"))),
    "town": {0: "in the country", 1: "in town"},
}
SCHOOLING = "schooling"  # the last division; its levels have titles of the places of the run


def acceptance(run: Run) -> dict[str, Any] | None:
    """Of the adults where a scheme is in force those who approve, are afraid, see no use, protest.

    Whoever disapproves and does not protest is `afraid` if, were there nothing to fear for anybody,
    this one would; and sees `no_use` if not even then enough others would. `start` and `end` are
    the first and last month of the run in which a scheme that protest is about is in force
    anywhere, each with its `month`, the `adults` and the shares; `most` the month in which most
    protest. `by_month` has a row of shares a month (None where none is in force), `groups` the
    shares at the `end` by age, income, town and schooling, `turned` the places in which protest
    turned the rules, with the last day of the old ones; `outcome` is what the scenario says of
    that. Exact counts of this draw, of opinions and thresholds that are assumed. None where nobody
    can protest.
    """
    if not run.has("acceptance"):
        return None
    rows = run.rows("acceptance", world=0)
    everybody = {name: column[rows["by"] == 0] for name, column in rows.items()}
    counts = np.column_stack(
        [add_up(everybody[name], everybody["month"], run.months) for name in STANCES]
    )
    months = np.flatnonzero(counts.sum(axis=1)).tolist()
    if not months:
        return None
    most = max(months, key=lambda month: counts[month][-1] / counts[month].sum())
    start, peak, end = (
        _moment(run, month, counts[month]) for month in (months[0], most, months[-1])
    )
    return {
        "start": start,
        "most": peak,
        "end": end,
        "by_month": [_shares(row) if row.sum() else None for row in counts],
        "groups": _groups(rows, months[-1], divisions(run)),
        "turned": _turned(run, everybody),
        "outcome": (run.manifest["scenario"].get("protest") or {}).get("outcome", "nothing"),
        "places": len(np.unique(everybody["place"])),
    }


def _moment(run: Run, month: int, counts: np.ndarray) -> dict[str, Any]:
    return {"month": month_name(run, month), "adults": int(counts.sum()), **_shares(counts)}


def _shares(counts: np.ndarray) -> dict[str, Share | None]:
    whole = int(counts.sum())
    return {name: share(int(n), whole) for name, n in zip(STANCES, counts, strict=True)}


def divisions(run: Run) -> dict[str, dict[int, str]]:
    """The groups of every division of adults, in the order of its numbers."""
    return {**GROUPS, SCHOOLING: dict(enumerate(level_titles(run.names, "education")))}


def _groups(
    rows: dict[str, np.ndarray], month: int, divided: dict[str, dict[int, str]]
) -> dict[str, list[dict[str, Any]]]:
    """The shares of each group at a month's end; groups with nobody are left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    for by, (name, levels) in enumerate(divided.items(), 1):
        mine = (rows["month"] == month) & (rows["by"] == by)
        found[name] = []
        for level, words in levels.items():
            here = mine & (rows["level"] == level)
            counts = np.array([rows[stance][here].sum() for stance in STANCES])
            if counts.sum():
                told = {"group": words, "adults": int(counts.sum()), **_shares(counts)}
                found[name].append(told)
    return found


def _turned(run: Run, rows: dict[str, np.ndarray]) -> list[dict[str, Any]]:
    """Where protest turned the rules, and the last day of those before; by day, then by place."""
    titles, spans = naming.place_titles(run), run.month_spans()
    begun = run.firsts[0]
    found = []
    turns = rows["turns"] > 0
    where = zip(rows["month"][turns].tolist(), rows["place"][turns].tolist(), strict=True)
    for month, place in sorted(where):
        first, days = spans[month]
        last = begun + timedelta(days=first + days - 1)
        told = {"place": titles[place], "last_day": last.isoformat()}
        found.append({**told, "lived": month + 1 < run.months})
    return found


def _at(when: str, stance: str) -> Callable[[Run, int], Any]:
    found = of_block(acceptance, when)
    return lambda run, scheme: (found(run, scheme) or {}).get(stance)


MEASURES = (
    Measure("acceptance.approve", "adults who approve, at the end", "share", "neither", "run",
            "share", _at("end", "approve"), line=8, mark=PUT_IN),
    Measure("acceptance.afraid", "adults who disapprove and would protest but for fear, at the end",
            "share", "less", "run", "share", _at("end", "afraid"), line=8, mark=CAME_OUT),
    Measure("acceptance.no_use", "adults who disapprove and see no use in protest, at the end",
            "share", "neither", "run", "share", _at("end", "no_use"), line=8, mark=CAME_OUT),
    Measure("acceptance.protest", "adults who protest, in the month with most", "share", "neither",
            "run", "share", _at("most", "protest"), line=8, mark=CAME_OUT),
)  # fmt: skip
