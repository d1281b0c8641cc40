"""Compile what is at an inspector's discretion: lesser deductions, and orders to mend."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from socialcredit.compile.conditions import in_months
from socialcredit.compile.versions import grades_of, hundredths
from socialcredit.core.columns import records
from socialcredit.core.draws import threshold
from socialcredit.language.model.provenance import holding, version_on
from socialcredit.language.model.scheme import Scheme
from socialcredit.stages.observation.rounds import FULL, LENIENT, ORDER

Document = Mapping[str, Any]
KNOWN_TO = 256  # visits of one inspector are told apart up to so many
OF_AN_ORDER = 2  # rows kept of it: when it is due, and what it is about


class Discretion(NamedTuple):
    """The last five fields of `Rounds`, in their order."""

    lenient: Any  # records
    spares: np.ndarray
    longer: np.ndarray
    earns: np.ndarray
    orders: Any  # records


def lenient_in(sources: Sequence[Document]) -> int:
    """How many sources may choose the lesser of two deductions."""
    return sum((source.get("rounds") or {}).get("lenient") is not None for source in sources)


def orders_in(sources: Sequence[Document]) -> int:
    """How many sources order to mend."""
    return sum((source.get("rounds") or {}).get("orders") is not None for source in sources)


def rows_of_discretion(sources: Sequence[Document]) -> int:
    """How many rows are kept of inspectors who are known, and of orders."""
    return lenient_in(sources) + OF_AN_ORDER * orders_in(sources)


def compile_discretion(
    of_tours: Sequence[Document], number: Mapping[str, int], names: Sequence[str],
    schemes: Sequence[Scheme], row: int, first: date,
) -> Discretion:  # fmt: skip
    """Leniency and orders of the sources that go round; `row` is the first that is free.

    number  of each deed    names  of the faults, in the order of their bits
    """
    many = len(of_tours) if lenient_in(of_tours) else 0
    most = max([_most(one["rounds"]) for one in of_tours if many] + [0])
    found = Discretion(
        records(many, LENIENT), np.zeros((many, len(names)), np.int64),
        np.zeros((many, KNOWN_TO), np.int64), np.zeros((many, most + 1), np.uint8),
        records(len(of_tours) if orders_in(of_tours) else 0, ORDER),
    )  # fmt: skip
    found.lenient.row = found.lenient.scheme = found.orders.row = -1
    for r, source in enumerate(of_tours):
        told = source["rounds"]
        if told.get("lenient") is not None:
            _lenient(found, r, source, names, schemes, first)
            found.lenient.row[r], row = row, row + 1
        if told.get("orders") is not None:
            given, of = told["orders"], found.orders[r]
            of.over, of.within, of.result = given["over"], given["within"], number[given["result"]]
            of.notices, of.row, row = threshold(float(given["notices"])), row, row + OF_AN_ORDER
    return found


def _lenient(
    found: Discretion, r: int, source: Document, names: Sequence[str], schemes: Sequence[Scheme],
    first: date,
) -> None:  # fmt: skip
    told, own = source["rounds"]["lenient"], found.lenient[r]
    own.usually = threshold(float(told["usually"]))
    own.border, own.connected = (
        round(FULL * float(told[name])) for name in ("at_border", "connected")
    )
    own.term = in_months(told["inspectors"])
    visits = np.arange(KNOWN_TO)
    found.longer[r] = np.rint(FULL * (1 + float(told["each_visit"]) * np.log1p(visits)))
    weights, lesser = source["rounds"]["weights"], told["lesser"]
    found.spares[r] = [weights[name] - lesser[name] if name in lesser else 0 for name in names]
    order = [scheme.scheme for scheme in schemes]
    name = told["border"]["scheme"]
    if name not in order:
        return
    scheme = schemes[order.index(name)]
    earned = grades_earned(scheme, source, found.earns.shape[1], first)
    if not earned.any():  # one grade for every result: nothing is at stake
        return
    own.scheme, own.worst = order.index(name), len(grades_of(scheme, first).bands)
    found.earns[r] = earned
    unrated = grades_of(scheme, first).unrated
    if unrated is not None and unrated.until is not None and unrated.until.licensed_for:
        own.age = in_months(unrated.until.licensed_for)


def grades_earned(scheme: Scheme, source: Document, sizes: int, first: date) -> np.ndarray:
    """The grade, 0 = best, that a result of each size earns by itself: uint8 (sizes,)."""
    entry, grades = entry_of(scheme, source, first), grades_of(scheme, first)
    score = version_on(scheme.score, first)
    bounds = [hundredths(bound) for bound in list(grades.bands.values())[:-1]]
    earned = np.zeros(sizes, np.uint8)
    if entry is None or score.counts == "sum":  # no record brings a grade
        return earned
    for size in range(sizes):
        points = hundredths(points_for(entry, size))
        if score.highest is not None:
            points = min(points, hundredths(score.highest))
        earned[size] = next((g for g, bound in enumerate(bounds) if points >= bound), len(bounds))
    return earned


def entry_of(scheme: Scheme, source: Document, day: date) -> Any:
    """The entry by which a scheme reads how much a visit wrote down; None where it does not."""
    for entry in scheme.entries:
        heard = not entry.seen_by or source["source"] in entry.seen_by
        read = entry.by_size and entry.deed == source["rounds"]["result"]
        if read and heard and holding([entry], day):
            return entry
    return None


def points_for(entry: Any, size: int) -> Any:
    """Points of a record of such a size under an entry by size."""
    return next(
        (points for bound, points in entry.by_size if bound is None or size <= bound),
        entry.by_size[-1][1],
    )


def _most(told: Document) -> int:
    return int(sum(told["weights"].values()))
