"""What can come about under a scheme: which days, scores, grades, lists and records there can be.

Whether anything could ever happen is asked, and not how likely it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from socialcredit.language.model.entries import Entry
from socialcredit.language.model.lists import ListRule
from socialcredit.language.model.provenance import Rule
from socialcredit.language.model.scheme import Scheme

FAR = date.max
NO_PAR = Fraction(0)


class Span(NamedTuple):
    """The first and last day of a rule; no day where the last comes before the first."""

    first: date
    last: date

    @property
    def never(self) -> bool:
        """Whether there is no such day."""
        return self.last < self.first

    def meets(self, other: Span) -> bool:
        """Whether both hold on some day."""
        return max(self.first, other.first) <= min(self.last, other.last)


def span_of(rule: Rule, versions: Iterable[Any], scheme: Scheme) -> Span:
    """When a rule holds: within the scheme's dates, and until its next version begins."""
    later = (one.since - timedelta(days=1) for one in versions if one.since > rule.since)
    last = min([rule.until or FAR, scheme.ends or FAR, *later])
    return Span(max(rule.since, scheme.starts), last)


def versions_of(rules: Sequence[Any], name: str) -> list[Any]:
    """The versions of a rule."""
    return [rule for rule in rules if rule.id == name]


def entered(scheme: Scheme, rule: ListRule) -> bool:
    """Whether anybody can ever have the ground of a list."""
    span, ground = span_of(rule, versions_of(scheme.lists, rule.id), scheme), rule.enter
    if span.never:
        return False
    if ground.score_below is not None:
        low, _ = bounds_of(scheme, span)
        return low is None or low < ground.score_below
    if ground.records:
        return any(entry.id in ground.records for entry in filed_in(scheme, span))
    return bool(set(ground.grades or ()) & reachable(scheme, span))


def filed_in(scheme: Scheme, span: Span) -> list[Entry]:
    """Entries that hold on some day of a period."""
    found, versions = [], dict[str, list[Entry]]()
    for entry in scheme.entries:
        versions.setdefault(entry.id, []).append(entry)
    for entry in scheme.entries:
        mine = span_of(entry, versions[entry.id], scheme)
        if not mine.never and mine.meets(span):
            found.append(entry)
    return found


def takes(entry: Entry, par: Fraction = NO_PAR) -> bool:
    """Whether a record under an entry may take points, or bring a score below `par`."""
    return any(points < par for points in (*entry.sums, *(p for _, p in entry.steps or ())))


def gives(entry: Entry, par: Fraction = NO_PAR) -> bool:
    """Whether a record under an entry may give points, or bring a score above `par`."""
    return any(points > par for points in (*entry.sums, *(p for _, p in entry.steps or ())))


def bad_in(scheme: Scheme) -> Callable[[Entry], bool]:
    """Records that take points, lead to a grade or to a black list."""
    black = {name for rule in scheme.lists if rule.colour == "black"
             for name in rule.enter.entry or ()}  # fmt: skip
    par = scheme.par
    return lambda entry: takes(entry, par) or entry.to_grade is not None or entry.id in black


def good_in(scheme: Scheme) -> Callable[[Entry], bool]:
    """Records that give points."""
    return lambda entry: gives(entry, scheme.par)


def bounds_of(scheme: Scheme, span: Span) -> tuple[Fraction | None, Fraction | None]:
    """The lowest and highest score that anybody can have by the end of a period; None: no bound.

    A record of earlier days may still count, so that all entries until then are asked.
    """
    ever = filed_in(scheme, Span(scheme.starts, span.last))
    scores = [one for one in scheme.score if one.since <= span.last]
    scores = scores or list(scheme.score[:1])
    starts = [score.start for score in scores]
    starts += [start for s in scores for by in s.start_by.values() for start in by.values()]
    if scores[0].counts != "sum":
        brought = [*starts, *(points for entry in ever for points in entry.sums)]
        return min(brought), max(brought)
    low: Fraction | None = min(starts)
    high: Fraction | None = max(starts)
    if any(map(takes, ever)):
        lowest = [score.lowest for score in scores if score.lowest is not None]
        low = min(lowest) if len(lowest) == len(scores) else None
    if any(map(gives, ever)):
        highest = [score.highest for score in scores if score.highest is not None]
        high = max(highest) if len(highest) == len(scores) else None
    return low, high


def reachable(scheme: Scheme, span: Span) -> set[str]:
    """The grades that somebody can hold on some day of a period."""
    low, high = bounds_of(scheme, span)
    found = {entry.to_grade for entry in filed_in(scheme, Span(scheme.starts, span.last))}
    names = {name for name in found if name is not None}
    for grades in scheme.grades:
        if not span_of(grades, scheme.grades, scheme).meets(span):
            continue
        above: Fraction | None = None
        for name, bound in grades.bands.items():
            over = bound is not None and high is not None and bound > high
            under = above is not None and low is not None and low >= above
            if not over and not under:
                names.add(name)
            above = bound
        if grades.unrated is not None:
            names.add(grades.unrated.grade)
        names |= _by_condition(scheme, list(grades.bands), names)
    return names


def _by_condition(scheme: Scheme, bands: Sequence[str], names: set[str]) -> set[str]:
    """Grades to which a condition brings somebody who is in one of these."""
    found: set[str] = set()
    for then in (rule.then for rule in scheme.conditions):
        found |= {name for name in (then.to, then.not_above) if name is not None}
        places = [n + (then.down or 0) for n, name in enumerate(bands) if name in names]
        found |= {bands[min(place, len(bands) - 1)] for place in places}
    return found & {*bands}
