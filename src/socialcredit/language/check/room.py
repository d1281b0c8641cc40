"""What the books of a run have room for: rules beyond it are refused where they are written.

An open record is kept in 24 bytes, a day and a meter in 16 bits, so that a run of millions fits in
memory. A scheme or scenario that needs more is told so at its line, and never runs with numbers
that wrapped round.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from socialcredit.core.limits import (
    FINEST,
    FURTHEST_SCORE,
    LAST_GRADE_LED_TO,
    MOST_BANS,
    MOST_COUNTED,
    MOST_ENTRIES,
    MOST_LISTS,
    MOST_POINTS,
    MOST_POINTS_A_UNIT,
)
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.meters import count_of
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc
from socialcredit.language.read.quantities import written


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
    bans = [index for index, rule in enumerate(scheme.consequences) if rule.stops]
    if len(bans) > MOST_BANS:
        yield Problem(
            ("consequences", bans[MOST_BANS]),
            f"{len(bans)} consequences of the scheme stop deeds",
            f"at most {MOST_BANS}, earlier versions included",
        )
    yield from _scores(scheme)
    yield from _hundredths(scheme)
    yield from _grades(scheme)
    for index, entry in enumerate(scheme.entries):
        loc: Loc = ("entries", index)
        yield from _points(entry, loc)
        yield from _totals(scheme, entry, loc)
    yield from _what_meters_count(scheme)


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


def _hundredths(scheme: Scheme) -> Iterator[Problem]:
    """Bounds that scores are held against are kept in hundredths, as scores are."""
    bounds: list[tuple[Loc, Fraction | None]] = [
        (("grades", index, "bands", name), bound)
        for index, grades in enumerate(scheme.grades)
        for name, bound in grades.bands.items()
    ]
    bounds += [
        (("lists", index, "enter", name), getattr(rule.enter, name))
        for index, rule in enumerate(scheme.lists)
        for name in ("score_below", "score_above")
    ]
    for loc, bound in bounds:
        if bound is not None and (100 * bound).denominator != 1:
            yield Problem(loc, "this bound is finer than scores are kept", "hundredths of a point")


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
