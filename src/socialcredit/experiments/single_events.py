"""The single events that a figure counts, by household, as the panel's books tell them.

The tables only say how many there were. The panel's books have a line for each, with its person.
Of attempts at a door they tell those that met something, not those at which nobody looked.
"""

from datetime import date
from typing import NamedTuple

import numpy as np

from socialcredit.core import events as happened
from socialcredit.core.columns import MINORITY
from socialcredit.core.levels import SHOWING
from socialcredit.engine.collect import Table
from socialcredit.experiments.counted import Lived, wanted, whole_months
from socialcredit.language.model.published import Pick
from socialcredit.results import households
from socialcredit.results.naming import BAD_SIGNS
from socialcredit.results.panel import DOORS, ENDS, RIGHTED


class Lines(NamedTuple):
    """Which lines of the books a column counts, and by what."""

    what: tuple[int, ...]
    times: str = ""  # the column of a line that says how many it stands for; "" where it is one


class Borne(NamedTuple):
    """Events and people of each household of the panel."""

    events: np.ndarray  # float64 (households,)
    people: np.ndarray  # float64 (households,) of the places and the group that are counted


LINES: dict[tuple[str, str], Lines] = {
    ("records", "records"): Lines((happened.FILED,)),
    ("records", "points"): Lines((happened.FILED, happened.CHARGED, *ENDS), "points"),
    ("records", "repaired"): Lines((happened.REPAIRED,)),
    ("records", "expired"): Lines((happened.EXPIRED,)),
    ("records", "corrected"): Lines(RIGHTED),
    ("lists", "stock"): Lines((happened.LISTED, happened.UNLISTED)),
    ("lists", "entered"): Lines((happened.LISTED,)),
    ("lists", "left"): Lines((happened.UNLISTED,)),
    ("doors", "attempts"): Lines(DOORS, "record"),
    ("doors", "refusals"): Lines((happened.REFUSED,), "record"),
    ("doors", "wrongful"): Lines(DOORS, "record"),
    ("doors", "late"): Lines(DOORS, "record"),
    ("doors", "money"): Lines(DOORS, "points"),
    ("conduct", "deeds"): Lines((happened.DEED,)),
    ("conduct", "effort"): Lines((happened.DEED,), "cause"),
    ("conduct", "sighted"): Lines((happened.SIGHTED,)),
    ("stopped", "deeds"): Lines((happened.STOPPED,)),
    ("harm", "bad_records"): Lines((happened.FILED,)),
    ("harm", "wrong_records"): Lines((happened.FILED,)),
    ("harm", "bad_deeds"): Lines((happened.DEED,)),
    ("appeals", "notices"): Lines((happened.NOTICE,)),
    ("appeals", "disputes"): Lines((happened.DISPUTE,)),
    ("appeals", "corrected"): Lines(RIGHTED),
    ("appeals", "wrongly_upheld"): Lines((happened.UPHELD,)),
}
AT_FAULT = {"wrongful": 1, "late": 2}  # `cause` of a line at a door
COLUMN_OF = {
    "entry": "entry", "list": "entry", "consequence": "entry", "cause": "cause", "kind": "kind",
    "hits": "source",
}  # fmt: skip
OF_PEOPLE = ("place", "group")  # keys of whom something befell


def borne(lived: Lived, pick: Pick, when: date) -> Borne | None:
    """What a pick counts, by household, over whole months; None where no book tells it singly."""
    lines = LINES.get((pick.table, pick.column))
    known = {*COLUMN_OF, *OF_PEOPLE}
    if lines is None or not known >= pick.where.keys() or "panel_events" not in lived.tables:
        return None
    book = lived.tables["panel_events"]
    rows = np.isin(book["what"], lines.what) & _in_time(lived, pick, when, book["day"])
    rows &= _of_column(lived, pick, book)
    for key in pick.where.keys() & COLUMN_OF.keys():
        rows &= np.isin(book[COLUMN_OF[key]], wanted(lived, pick, key, when))
    chosen = _chosen(lived, pick, when)
    rows &= np.isin(book["resident"], chosen)
    residents, times = book["resident"][rows], _times(lines, pick, book, rows)
    return Borne(
        households.of_rows(lived.run, residents, times), households.of_rows(lived.run, chosen)
    )


def _in_time(lived: Lived, pick: Pick, when: date, day: np.ndarray) -> np.ndarray:
    """Which days count: of what stands at a day's end all before it, unless it is a change."""
    first, last = whole_months(lived, pick, when)
    early = pick.is_state and pick.since is None
    return (day < last) & ((day >= first) | early)


def _of_column(lived: Lived, pick: Pick, book: Table) -> np.ndarray:
    """Which lines a column counts that are told apart by more than what they are."""
    rows = np.ones(len(book["day"]), bool)
    if "scheme" in lived.tables[pick.table] and pick.column not in ("bad_deeds",):
        rows &= book["scheme"] == lived.number
    if pick.column in AT_FAULT:
        rows &= book["cause"] == AT_FAULT[pick.column]
        rows &= np.isin(book["entry"], _doors(lived, at_fault=True))
    if pick.column in ("wrong_records", "wrongly_upheld"):
        rows &= book["cause"] > 0
    if pick.column in ("bad_records", "wrong_records"):
        rows &= (book["points"] < 0) | _bad(lived, book)
    if pick.column == "bad_deeds":
        rows &= _bad(lived, book)
    if pick.column == "refusals":
        rows &= np.isin(book["entry"], _doors(lived, at_fault=False))
    return rows


def _doors(lived: Lived, at_fault: bool) -> list[int]:
    """Consequences that refuse; and those beside them of which it is counted if they are wrong."""
    return [
        number
        for number, rule in enumerate(lived.scheme.consequences)
        if rule.effect == "refuse" or (at_fault and (rule.effect in SHOWING or rule.when.entry))
    ]


def _bad(lived: Lived, book: Table) -> np.ndarray:
    """Which lines are of a bad deed."""
    bad = np.array([deed["sign"] in BAD_SIGNS for deed in lived.setup.deeds] + [False])
    return bad[book["kind"]]  # -1, of no deed, is the last


def _times(lines: Lines, pick: Pick, book: Table, rows: np.ndarray) -> np.ndarray:
    """How many each line stands for; a name taken off a list is one fewer on it."""
    if pick.column == "points":
        return _points(book, rows)
    if lines.times:
        return book[lines.times][rows].astype(float)
    taken_off = pick.column == "stock"
    return np.where(taken_off & (book["what"][rows] == happened.UNLISTED), -1.0, 1.0)


def _points(book: Table, rows: np.ndarray) -> np.ndarray:
    """Points given by each line; one that ends a record takes back all that was given for it."""
    known = np.flatnonzero(np.isin(book["what"], LINES["records", "points"].what))
    what, points = book["what"][known], book["points"][known]
    key = np.stack([book[name][known] for name in ("scheme", "record", "entry")])
    _, record = np.unique(key, axis=1, return_inverse=True)
    ends = np.isin(what, ENDS)
    given = np.bincount(record[~ends], points[~ends], record.max(initial=-1) + 1)
    return np.where(ends, -given[record], points)[rows[known]]


def _chosen(lived: Lived, pick: Pick, when: date) -> np.ndarray:
    """Residents of the panel in the places and of the group that a pick names."""
    people = lived.tables["panel_people"]
    rows = np.ones(len(people["resident"]), bool)
    if "place" in pick.where:
        rows &= np.isin(people["place"], wanted(lived, pick, "place", when))
    if "group" in pick.where:
        minority = (people["flags"] & MINORITY != 0).astype(int)
        rows &= np.isin(minority, wanted(lived, pick, "group", when))
    return people["resident"][rows]
