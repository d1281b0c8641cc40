"""Dated rules: which version holds, from which day to which, in which layer and era."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from socialcredit.core.calendar import Duration, month_end
from socialcredit.core.draws import threshold
from socialcredit.core.kept import once
from socialcredit.core.terms import BEFORE_THE_FIRST
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.lists import ListRule
from socialcredit.language.model.provenance import Block, Rule, holding, version_on
from socialcredit.language.model.scheme import Scheme

FAR = 1 << 40
ALWAYS = 1 << 32
WHERE = {"rural": 1, "urban": 2, "everywhere": 3}


def hundredths(points: Fraction | int | None) -> int:
    """Points as whole hundredths, rounded to the nearest."""
    return round(Fraction(points or 0) * 100)


def day_number(day: date | None, start: date, missing: int) -> int:
    """Days since the start of the run."""
    return (day - start).days if day is not None else missing


def epoch_of(start: date) -> int:
    """Day 0 of the run in the calendar of `core.terms`."""
    return start.toordinal() + BEFORE_THE_FIRST


def term_of(duration: Duration | int | None) -> int:
    """A term as kernels take it, 0 for none: days, or months as a negative number."""
    return duration.term if isinstance(duration, Duration) else duration or 0


def sizes(schemes: Sequence[Scheme]) -> tuple[int, int]:
    """Most entries and most grades of any scheme."""
    entries = max([len(s.entries) for s in schemes] + [1])
    return entries, max([len(g.names) for s in schemes for g in s.grades] + [1])


def era_of(schemes: Sequence[Scheme], first: date) -> tuple[int, int]:
    """Two months of the same era have the same book but for its heads: no rule turns between."""
    turns = turns_of(tuple(schemes))
    return bisect_right(turns, first), bisect_right(turns, month_end(first))


@once()
def turns_of(schemes: tuple[Scheme, ...]) -> list[date]:
    """The days on which any rule begins or has just ended, in order."""
    return sorted(day for s in schemes for rule in (s, *s.rules) for day in _turns(rule))


def _turns(rule: Block) -> Iterator[date]:
    """The first day of a rule or scheme, and the day after its last."""
    if isinstance(rule, Scheme):
        begins, ends = rule.starts, rule.ends
    elif isinstance(rule, Rule):
        begins, ends = rule.since, rule.until
    yield begins
    if ends is not None:
        yield ends + timedelta(days=1)


def versions_of(scheme: Scheme) -> dict[str, dict[int, Entry]]:
    """The versions of each entry, by its name and by their numbers in the catalogue."""
    found: dict[str, dict[int, Entry]] = {}
    for number, entry in enumerate(scheme.entries):
        found.setdefault(entry.id, {})[number] = entry
    return found


def last_day(rule: Rule, name: str, versions: Sequence[Any], scheme: Scheme) -> date | None:
    """The last day of a rule: its own, the scheme's, or that before its next version's first."""
    nexts = [other.since for other in versions if other.id == name and other.since > rule.since]
    days = [rule.until, scheme.ends, min(nexts) - timedelta(days=1) if nexts else None]
    return min((day for day in days if day is not None), default=None)


def layer_of(name: str | None, scheme: Scheme, first: date) -> dict[str, int]:
    """Where a layer holds this month; a layer that does not hold yet covers nobody."""
    if name is None:
        return {"layer": 0, "number": 0, "covers": 0, "adopts": 0}
    names = list(dict.fromkeys(layer.layer for layer in scheme.layers))
    layer = holding([layer for layer in scheme.layers if layer.layer == name], first)
    return {
        "layer": WHERE[layer.where] if layer else WHERE["everywhere"],
        "number": names.index(name),
        "covers": threshold(float(layer.coverage)) if layer else 0,
        "adopts": threshold(float(layer.adopts)) if layer else 0,
    }


def grades_of(scheme: Scheme, first: date) -> Any:
    """The grades that hold, or the earliest ones before the scheme begins."""
    return version_on(scheme.grades, first)


def as_sum(bound: int, scheme: Scheme, first: date) -> int:
    """A bound of the score as one of the sum of points, of which the score shows a part.

    What the score never falls below, no sum does; what it never reaches, no sum reaches.
    """
    score = version_on(scheme.score, first)
    if score.highest is not None and bound > hundredths(score.highest):
        return FAR
    return -FAR if score.lowest is not None and bound <= hundredths(score.lowest) else bound


def register_of(lists: Sequence[ListRule], name: str) -> int:
    """The number of a list: that of its first version, whose people later versions keep."""
    return next(number for number, rule in enumerate(lists) if rule.list == name)


def version_of_rule(rules: Sequence[Any], name: str, day: date) -> Any:
    """The version of a named rule that holds on a day, or None."""
    return holding([rule for rule in rules if rule.id == name], day)


def version_of(lists: Sequence[ListRule], name: str, day: date) -> ListRule:
    """The version of a list that holds on a day; before and after all of them the nearest."""
    versions = sorted((rule for rule in lists if rule.list == name), key=lambda rule: rule.since)
    return version_on(versions, day)


def windows_of(scheme: Scheme, firsts: Iterable[date]) -> list[int | None]:
    """How long after notice a record may be contested, by the first days of months.

    Days, or months as a negative number; None where there is no dispute, or nobody who decides it.
    """
    rules = (version_on(scheme.procedure, first) for first in firsts)
    return [rule.dispute.window.term if rule.dispute and rule.office else None for rule in rules]
