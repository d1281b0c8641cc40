"""Whether an entry does what it says: leads down to a grade, asks for a size that there is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from socialcredit.language.model.entries import Entry
from socialcredit.language.model.provenance import version_on
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc


def leads_down(scheme: Scheme, entry: Entry, loc: Loc) -> Iterator[Problem]:
    """A record leads down to a grade, lifts nobody: not to where everybody starts, or above."""
    for grades in scheme.grades:
        if entry.to_grade not in grades.names or (entry.until and grades.since > entry.until):
            continue
        start = version_on(scheme.score, max(grades.since, scheme.starts)).start
        begins = next(
            name for name, bound in grades.bands.items() if bound is None or start >= bound
        )
        if grades.names.index(entry.to_grade) <= grades.names.index(begins):
            message = f"a record leads down to a grade, lifts nobody; all start in `{begins}`"
            yield Problem((*loc, "to_grade"), message, "a worse grade, or points that lift")
            return


def measured(
    entry: Entry, loc: Loc, sized: Collection[str], lasting: Collection[str]
) -> Iterator[Problem]:
    """Rules that ask how large a deed is, or for how long it goes on, of a deed that says so."""
    if entry.by_size and sized and entry.deed not in sized:
        message = f"`{entry.deed}` has no size, so that the first band would always hold"
        yield Problem((*loc, "by_size"), message, "points, or a deed with a `size`")
    if entry.per and lasting and entry.deed not in lasting:
        message = f"`{entry.deed}` does not go on for months, so that nothing is charged again"
        yield Problem((*loc, "per"), message, "no `per`, or a deed with `lasts`")


def finer_than(unit: Fraction, entry: Entry, loc: Loc) -> Iterator[Problem]:
    """Points must be countable in the scheme's smallest step; steps per hour are summed first."""
    message, expected = "these points are finer than the scheme's unit", f"steps of {unit}"
    if any((points / unit).denominator != 1 for points in entry.sums):
        yield Problem((*loc, entry.kind), message, expected)
    if entry.cap is not None and (entry.cap.points / unit).denominator != 1:
        yield Problem((*loc, "cap", "points"), message, expected)
