"""Compile the sources that go round: whom they visit, what their hours come to, how they err."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np

from socialcredit.compile.consequences import is_open
from socialcredit.compile.curves import value_on
from socialcredit.compile.discretion import compile_discretion, rows_of_discretion
from socialcredit.compile.versions import grades_of
from socialcredit.core.calendar import Month
from socialcredit.core.columns import Communities, records
from socialcredit.core.draws import threshold
from socialcredit.core.kept import once
from socialcredit.core.limits import MOST_VISITS_A_DAY
from socialcredit.core.places import Home
from socialcredit.language.model.scheme import Scheme
from socialcredit.stages.observation.rounds import (
    COMPLAINTS,
    DUTY,
    FINDINGS,
    FULL,
    GRADE,
    GREEDY,
    RANDOM,
    TOUR,
    UNIFORM,
    Rounds,
)

Document = Mapping[str, Any]
WAYS = {
    "random": RANDOM, "uniform": UNIFORM, "grade": GRADE, "findings": FINDINGS,
    "complaints": COMPLAINTS, "greedy": GREEDY, "duty": DUTY,
}  # fmt: skip
KEEPING = (FINDINGS, COMPLAINTS, GREEDY)  # ways that keep a level of each subject
AN_HOUR = 60
A_MINUTE = 1_000_000  # parts in which minutes are added up


class Hours(NamedTuple):
    """What the hours of a run come to, from its first month to the end of each; int64, with a zero.

    minutes, visits  (R, places, 1 + months), so far
    """

    minutes: np.ndarray
    visits: np.ndarray


def tours_in(sources: Sequence[Document]) -> list[int]:
    """The numbers of the sources that go round."""
    return [j for j, source in enumerate(sources) if source.get("rounds")]


def rows_of_levels(sources: Sequence[Document]) -> int:
    """How many levels are kept of each subject: by whom to visit, by whom and about what."""
    levels = sum(WAYS[sources[j]["rounds"]["by"]] in KEEPING for j in tours_in(sources))
    return levels + rows_of_discretion(sources)


def minutes_of(source: Document) -> int:
    """The whole minutes that a visit takes."""
    return max(1, round(AN_HOUR * float(source["rounds"]["visit"])))


def compile_rounds(
    deeds: Sequence[Document],
    sources: Sequence[Document],
    homes: Sequence[Home],
    schemes: Sequence[Scheme],
    faults: Sequence[int],
    first: date,
) -> Rounds:
    """The rounds of the month that begins on a day; `faults` are the kinds that stand, by bit."""
    tours = tours_in(sources)
    grades = max([len(grades_of(scheme, first).names) for scheme in schemes] + [1])
    number = {deed["deed"]: k for k, deed in enumerate(deeds)}
    names = [deeds[k]["deed"] for k in faults]
    keeping = sum(WAYS[sources[j]["rounds"]["by"]] in KEEPING for j in tours)
    found = Rounds(
        records(len(tours), TOUR),
        np.array([[home.among(sources[j]) for home in homes] for j in tours], np.uint8).reshape(
            len(tours), len(homes)
        ),
        np.zeros((len(tours), grades), np.int64),
        np.zeros((len(tours), len(faults)), np.int64),
        np.zeros((len(tours), len(faults)), np.int64),
        np.zeros((len(tours), MOST_VISITS_A_DAY), np.int64),
        *compile_discretion([sources[j] for j in tours], number, names, schemes, keeping, first),
    )  # fmt: skip
    level = 0
    for r, j in enumerate(tours):
        told, sees = sources[j]["rounds"], sources[j]["sees"]
        tour = found.tour[r]
        tour.source, tour.result, tour.minutes = j, number[told["result"]], minutes_of(sources[j])
        _ways(tour, found.grades[r], told, schemes, sources, first)
        if tour.way in KEEPING:
            tour.row, level = level, level + 1
        tour.a_day, tour.unfounded = told["a_day"], threshold(float(told["false_find"]))
        left = (1 - float(told["tires"])) ** np.arange(MOST_VISITS_A_DAY)
        found.tired[r] = np.rint(left * FULL)
        found.sees[r] = [threshold(float(sees.get(name, 0))) for name in names]
        found.weighs[r] = [told["weights"].get(name, 0) for name in names]
    return found


def _ways(
    tour: Any, grades: np.ndarray, told: Document, schemes: Sequence[Scheme],
    sources: Sequence[Document], first: date,
) -> None:  # fmt: skip
    """By what a source chooses whom to visit, into its row and its weights by grade."""
    block = told.get(told["by"]) or {}
    tour.way, tour.row, tour.scheme = WAYS[told["by"]], -1, -1
    tour.keep = round(FULL * (1 - float(block.get("fades", 0.0))))
    tour.others = round(1000 * float(block.get("others", 0.0)))
    tour.each = tour.others
    if isinstance(block.get("visits"), float | int):
        tour.each = round(1000 * float(block["visits"]))
    order = [scheme.scheme for scheme in schemes]
    if block.get("scheme") in order:
        tour.scheme = order.index(block["scheme"])
        names = grades_of(schemes[tour.scheme], first).names
        owed = block.get("visits")
        if owed is None:
            owed = visits_said(schemes[tour.scheme], first)
        grades[: len(names)] = [
            round(1000 * float(owed.get(name, block["others"]))) for name in names
        ]
    numbers = {source["source"]: j for j, source in enumerate(sources)}
    tour.complains = sum(1 << numbers[name] for name in block.get("of") or ())


def visits_said(scheme: Scheme, first: date) -> dict[str, float]:
    """How many visits a year the scheme itself owes to firms of each grade in a month."""
    return {
        grade: rule.visits
        for rule in scheme.consequences
        if rule.visits is not None and is_open(rule, scheme, first)
        for grade in rule.when.grades or ()
    }


@once(8)  # communities are not small
def hours_of(
    sources: Sequence[Document], homes: Sequence[Home], communities: Communities,
    months: Sequence[Month],
) -> Hours:  # fmt: skip
    """Minutes and visits of each source in each place, from the first month of the run on.

    What a month leaves of a visit counts towards those that follow; places begin with different
    parts of one, so that small ones do not all go in the same month.
    """
    tours, sizes = tours_in(sources), np.diff(communities.offset)
    subjects = np.bincount(communities.place, sizes, len(homes)).astype(np.int64)
    shape = (len(tours), len(homes), len(months) + 1)
    found = Hours(np.zeros(shape, np.int64), np.zeros(shape, np.int64))
    minute = 12 * A_MINUTE  # in parts of one month of hours of a year
    for r, j in enumerate(tours):
        curve, visit = sources[j]["rounds"]["hours"], minute * minutes_of(sources[j])
        hours = (value_on(curve, month.first) * AN_HOUR * A_MINUTE for month in months)
        so_far = [*accumulate(map(round, hours))]
        for p, home in enumerate(homes):
            if home.among(sources[j]):
                parts = [each * int(subjects[p]) for each in so_far]
                found.minutes[r, p, 1:] = [each // minute for each in parts]
                # In halves of a place, so that each begins in the middle of its part of a visit.
                begins, halves = (2 * p + 1) * visit, 2 * len(homes)
                visits = [(each * halves + begins) // (visit * halves) for each in parts]
                found.visits[r, p, 1:] = visits
    return found
