"""What the books of a run have room for: rules beyond it are refused where they are written.

An open record is kept in 24 bytes, a day and a meter in 16 bits, so that a run of millions fits in
memory. A scheme or scenario that needs more is told so at its line, and never runs with numbers
that wrapped round.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from socialcredit.explaining import Problem
from socialcredit.located import Loc
from socialcredit.quantities import written
from socialcredit.rules import Entry, Scheme

MOST_SCHEMES = 31
MOST_DAYS = 65_534  # of 16 bits, the last two days mean `never` and `ends after the run`
MOST_DEEDS = 256
MOST_SIGHTS = 32
MOST_ENTRIES = 256
MOST_LISTS = 62
LAST_GRADE_LED_TO = 16
MOST_COUNTED = 65_535
NARROW = 255  # what a meter with one row counts to
MOST_POINTS = 10_000
MOST_POINTS_A_UNIT = 100
FURTHEST_SCORE = 1_000_000
FINEST = 1_000_000


def problems_of_size(scheme: Scheme) -> Iterator[Problem]:
    """Return what is too much, too fine or too far for the books of a run."""
    if len(scheme.lists) > MOST_LISTS:
        yield Problem(
            ("lists", MOST_LISTS),
            f"the scheme has {len(scheme.lists)} lists",
            f"at most {MOST_LISTS}, earlier versions included",
        )
    if len(scheme.entries) > MOST_ENTRIES:
        yield Problem(
            ("entries", MOST_ENTRIES),
            f"the catalogue has {len(scheme.entries)} entries",
            f"at most {MOST_ENTRIES}, earlier versions included",
        )
    yield from _scores(scheme)
    yield from _grades(scheme)
    for index, entry in enumerate(scheme.entries):
        loc: Loc = ("entries", index)
        yield from _points(entry, loc)
        yield from _totals(scheme, entry, loc)
    yield from _what_meters_count(scheme)


def count_of(scheme: Scheme, meter: str) -> int:
    """Hundredths of a point that one count of a cap's meter stands for.

    The greatest step in which all points under the caps of this meter can be counted.
    """
    values: list[Fraction] = []
    for entry in scheme.entries:
        if entry.cap is not None and entry.cap.meter == meter:
            values += [entry.cap.points, *entry.sums]
            values += [score.unit for score in scheme.score if entry.steps]
    return math.gcd(*(round(100 * value) for value in values)) or 1


def counts_to(scheme: Scheme, meter: str) -> int:
    """How far a meter must count for the entries that use it; beyond that nothing changes."""
    furthest = 0
    for entry in scheme.entries:
        if entry.cap is not None and entry.cap.meter == meter:
            furthest = max(furthest, round(100 * entry.cap.points) // count_of(scheme, meter))
        if entry.meter == meter and entry.ladder:
            furthest = max(furthest, len(entry.ladder))
        if entry.warning is not None and entry.warning.meter == meter:
            furthest = max(furthest, entry.warning.records)
        if entry.meter == meter and entry.steps:
            bounds = [bound for bound, points in entry.steps if bound is not None]
            goes_on = any(points for bound, points in entry.steps if bound is None)
            furthest = max([furthest, MOST_COUNTED if goes_on else 0, *map(math.ceil, bounds)])
    return furthest


def _scores(scheme: Scheme) -> Iterator[Problem]:
    for index, score in enumerate(scheme.score):
        for name in ("start", "lowest", "highest"):
            value = getattr(score, name)
            if value is not None and abs(value) > FURTHEST_SCORE:
                yield Problem(
                    ("score", index, name),
                    "this score is out of range",
                    f"at most {FURTHEST_SCORE} points either way",
                )


def _grades(scheme: Scheme) -> Iterator[Problem]:
    """A resident's worst grade by record is kept in four bits."""
    for index, entry in enumerate(scheme.entries):
        for grades in scheme.grades:
            if entry.to_grade in grades.names[LAST_GRADE_LED_TO:]:
                yield Problem(
                    ("entries", index, "to_grade"),
                    f"`{entry.to_grade}` is grade {grades.names.index(entry.to_grade) + 1} "
                    f"of {len(grades.names)}, too far down to be led to",
                    f"one of the first {LAST_GRADE_LED_TO} grades, or points",
                )
                break


def _points(entry: Entry, loc: Loc) -> Iterator[Problem]:
    if any(abs(points) > MOST_POINTS for points in entry.sums):
        message = "one record may not move a score so far"
        yield Problem((*loc, entry.kind), message, f"at most {MOST_POINTS} points")
    rates = [points for _, points in entry.steps or ()]
    if any(abs(points) > MOST_POINTS_A_UNIT for points in rates):
        message = "one unit may not move a score so far"
        yield Problem((*loc, "steps"), message, f"at most {MOST_POINTS_A_UNIT} points a unit")
    if math.lcm(*(points.denominator for points in rates)) > FINEST:
        message = "these fractions have no common measure that can be counted in"
        yield Problem((*loc, "steps"), message, "simple fractions such as 1/2, 1/3 or 0.25")


def _totals(scheme: Scheme, entry: Entry, loc: Loc) -> Iterator[Problem]:
    """Meters count to 65,535."""
    if entry.cap is not None:
        step = Fraction(count_of(scheme, entry.cap.meter), 100)
        if entry.cap.points > MOST_COUNTED * step:
            yield Problem(
                (*loc, "cap", "points"),
                f"a cap of {written(entry.cap.points)} points cannot be kept, "
                f"because `{entry.cap.meter}` counts in steps of {written(step)}",
                f"at most {written(MOST_COUNTED * step)} points, or points in greater steps",
            )
    bounds = [bound for bound, _ in entry.steps or () if bound is not None]
    if any(bound > MOST_COUNTED for bound in bounds):
        message = "a meter never reaches this bound"
        yield Problem((*loc, "steps"), message, f"bounds of at most {MOST_COUNTED}")
    if any(bound.denominator != 1 for bound, _ in (*(entry.steps or ()),) if bound is not None):
        yield Problem((*loc, "steps"), "a meter counts whole units", "whole numbers as bounds")


def _what_meters_count(scheme: Scheme) -> Iterator[Problem]:
    """A meter counts points, units or records: one of them."""
    counts: dict[str, str] = {}
    for index, entry in enumerate(scheme.entries):
        used: list[tuple[Loc, str, str]] = []
        if entry.meter is not None and entry.kind in ("steps", "ladder"):
            what = "units" if entry.steps else "records"
            used.append((("entries", index, "meter"), entry.meter, what))
        if entry.cap is not None:
            used.append((("entries", index, "cap", "meter"), entry.cap.meter, "points"))
        if entry.warning is not None:
            used.append((("entries", index, "warning", "meter"), entry.warning.meter, "warnings"))
        for loc, meter, what in used:
            before = counts.setdefault(meter, what)
            if before != what:
                message = f"`{meter}` counts {before} elsewhere and {what} here"
                yield Problem(loc, message, "another meter for each of them")
