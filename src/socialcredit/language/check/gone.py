"""Names left behind: grades and lists that a rule still names when they are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from socialcredit.core.errors import nearest
from socialcredit.language.model.provenance import Rule
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.score import Grades
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc

Span = tuple[date, date]  # first and last day


def names_left_behind(scheme: Scheme) -> Iterator[Problem]:
    """Grades that are not there on every day on which a rule names them; lists that never are."""
    for index, entry in enumerate(scheme.entries):
        at: Loc = ("entries", index, "to_grade")
        named = [(at, entry.to_grade)] if entry.to_grade is not None else []
        yield from _grades_there(scheme, span_of(entry, scheme.entries, scheme), named)
    for index, condition in enumerate(scheme.conditions):
        then, running, after = condition.then, condition.when.running, condition.when.after
        named = [
            (("conditions", index, *path), grade)
            for path, grade in (
                (("then", "to"), then.to), (("then", "not_above"), then.not_above),
                (("when", "running", "grade"), running.grade if running else None),
                (("when", "after", "grade"), after.grade if after else None),
            )
            if grade is not None
        ]  # fmt: skip
        yield from _grades_there(scheme, span_of(condition, scheme.conditions, scheme), named)
    for index, rule in enumerate(scheme.lists):
        named = _each(("lists", index, "enter", "grades"), rule.enter.grades)
        yield from _grades_there(scheme, span_of(rule, scheme.lists, scheme), named)
    for index, door in enumerate(scheme.consequences):
        held = span_of(door, scheme.consequences, scheme)
        named = _each(("consequences", index, "when", "grades"), door.when.grades)
        yield from _grades_there(scheme, held, named)
        if door.when.list is not None and door.when.of is None:
            at = ("consequences", index, "when", "list")
            yield from _list_there(scheme, held, at, door.when.list)


def span_of(rule: Rule, versions: Sequence[Any], scheme: Scheme) -> Span:
    """First and last day of a rule: its own, the scheme's, or that before its next version's."""
    name = getattr(rule, "id", None)
    nexts = [o.since for o in versions if getattr(o, "id", None) == name and o.since > rule.since]
    ends = [rule.until, scheme.ends, min(nexts) - timedelta(days=1) if nexts else None]
    last = min((day for day in ends if day is not None), default=date.max)
    return max(rule.since, scheme.starts), last


def _each(loc: Loc, names: Iterable[str] | None) -> list[tuple[Loc, str]]:
    return [((*loc, place), name) for place, name in enumerate(names or ())]


def _grades_there(
    scheme: Scheme, held: Span, named: Iterable[tuple[Loc, str]]
) -> Iterator[Problem]:
    """Every grade must be among those of every version that holds while the rule does."""
    versions = _during(scheme, held)
    for loc, name in named:
        known = list(dict.fromkeys(grade for one in versions for grade in one.names))
        without = [one for one in versions if name not in one.names]
        if len(without) == len(versions):
            expected = f"one of {', '.join(known[:12])}"
            yield Problem(loc, f"there is no grade `{name}`", expected, nearest(name, known))
        elif without and held[0] <= held[1]:
            gone = without[0]
            yield Problem(
                loc,
                f"there is no grade `{name}` under the grades from {gone.since} on",
                f"one of {', '.join(gone.names)} in a version of this rule for those days, or "
                "`until`",
            )


def _during(scheme: Scheme, held: Span) -> list[Grades]:
    """The versions of the grades that hold at some time of a span; of one that is empty, all.

    A span is empty where an alternative ends the scheme before a rule of it begins.
    """
    found = []
    ordered = sorted(scheme.grades, key=lambda one: one.since)
    if held[0] > held[1]:
        return ordered
    for place, grades in enumerate(ordered):
        following = ordered[place + 1].since if place + 1 < len(ordered) else date.max
        begins = grades.since if place else date.min
        if begins <= held[1] and following > held[0]:
            found.append(grades)
    return found or ordered[-1:]


def _list_there(scheme: Scheme, held: Span, loc: Loc, name: str) -> Iterator[Problem]:
    """A rule about a list needs it at some time on which it holds."""
    rules = [rule for rule in scheme.lists if rule.list == name]
    spans = [span_of(rule, scheme.lists, scheme) for rule in rules]
    if not rules:
        lists = [rule.list for rule in scheme.lists]
        shown = ", ".join(sorted(lists)[:12])
        expected = f"one of {shown}" if lists else "a list that the scheme defines"
        yield Problem(loc, f"there is no list `{name}`", expected, nearest(name, lists))
    elif held[0] <= held[1] and all(first > held[1] or last < held[0] for first, last in spans):
        yield Problem(
            loc, f"the list `{name}` is never there while this rule holds", "dates that meet"
        )
