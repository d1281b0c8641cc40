"""What a scheme may say and surely does not mean: `check` warns of it and refuses nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from socialcredit.core.calendar import Duration, later
from socialcredit.language.check.reach import gives, reachable, span_of, takes
from socialcredit.language.check.scheme import BLOCKS
from socialcredit.language.model.deeds import Sign
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.upright import upright
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc
from socialcredit.language.read.quantities import written

FAR_AHEAD = Duration(months=20 * 12)  # after all other dates of the scheme


class Oddity(NamedTuple):
    """Something odd, by its path in the tree, and what to do about it."""

    problem: Problem
    hint: str


def oddities_of(scheme: Scheme, signs: Mapping[str, Sign], folder: str | None) -> Iterator[Oddity]:
    """Yield what is odd in a scheme.

    signs   whether a deed is bad or good, by its name
    folder  what the folder of the scheme is called; None where nothing is known of it
    """
    yield from _named_otherwise(scheme, folder)
    scheme = upright(scheme)
    yield from _dates(scheme)
    yield from _unreachable(scheme)
    for index, entry in enumerate(scheme.entries):
        yield from _small_cap(entry, ("entries", index))
        yield from _turned_round(entry, signs.get(entry.deed), scheme.par, ("entries", index))


def _named_otherwise(scheme: Scheme, folder: str | None) -> Iterator[Oddity]:
    if folder is not None and folder != scheme.scheme:
        message = f"the scheme is called `{scheme.scheme}`, its folder `{folder}`"
        problem = Problem(("scheme",), message, f"scheme: {folder}")
        yield Oddity(problem, "give both one name, by which commands find it")


def _dates(scheme: Scheme) -> Iterator[Oddity]:
    rules = [
        ((block, index), rule)
        for block in BLOCKS
        for index, rule in enumerate(getattr(scheme, block))
    ]
    days = [scheme.starts, *([scheme.ends] if scheme.ends else []), *(r.since for _, r in rules)]
    for loc, rule in rules:
        at: Loc = (*loc, "since")
        if rule.since < scheme.starts:
            message = f"this is dated before the scheme begins, on {scheme.starts}"
            hint = "correct the date, or that on which the scheme `starts`"
            yield Oddity(Problem(at, message, f"{scheme.starts} or later"), hint)
        others = max((day for day in days if day < rule.since), default=None)
        if others is not None and _far_after(rule.since, others):
            message = f"this is more than 20 years after every earlier date, of which {others} "
            message += "is the last"
            hint = "correct the year; it is no mistake where the rule is really so far off"
            yield Oddity(Problem(at, message, "a day nearer to the others"), hint)


def _far_after(day: date, other: date) -> bool:
    return other.year < date.max.year - 20 and day > later(other, FAR_AHEAD)


def _unreachable(scheme: Scheme) -> Iterator[Oddity]:
    """Grades that no score within its bounds comes to, and no record leads to."""
    for index, grades in enumerate(scheme.grades):
        span = span_of(grades, scheme.grades, scheme)
        held: set[Any] = {*grades.names} if span.never else reachable(scheme, span)
        for name in grades.names:
            if name not in held:
                message = f"nobody can ever be in the grade `{name}`"
                expected = "a bound between the lowest and the highest score that there can be"
                problem = Problem(("grades", index, "bands", name), message, expected)
                hint = "look at `start`, `lowest` and `highest` of the score, and at the entries"
                yield Oddity(problem, hint)


def _small_cap(entry: Entry, loc: Loc) -> Iterator[Oddity]:
    largest = max(map(abs, entry.sums), default=None)
    if entry.cap is not None and largest is not None and entry.cap.points < largest:
        message = f"one record is {written(largest)} points, and the cap is less"
        expected = f"{written(largest)} or more: what may come together in all"
        hint = "correct the cap or the points; what is beyond the cap never counts"
        yield Oddity(Problem((*loc, "cap", "points"), message, expected), hint)


def _turned_round(entry: Entry, sign: Sign | None, par: Fraction, loc: Loc) -> Iterator[Oddity]:
    """Points the wrong way: sums of both signs are left alone."""
    at, up, down = (*loc, entry.kind), gives(entry, par), takes(entry, par)
    if sign in ("bad", "hidden-bad") and up and not down:
        message = f"`{entry.deed}` is a bad deed, and a record of it gives points"
        yield Oddity(Problem(at, message, "points below nought"), "add the minus, or name the deed")
    if sign in ("good", "hidden-good") and down and not up:
        message = f"`{entry.deed}` is a good deed, and a record of it takes points"
        hint = "take the minus out, or name the deed that is meant"
        yield Oddity(Problem(at, message, "points above nought"), hint)
