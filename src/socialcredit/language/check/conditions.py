"""Conditions on a grade, the unrated and starts by attribute: whether each can act as it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from socialcredit.core.errors import nearest
from socialcredit.core.populations import POPULATIONS
from socialcredit.language.model.conditions import Condition, Unrated
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.score import Grades
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc
from socialcredit.language.read.quantities import written

MOST_BANDS = 15  # beside that of the unrated: a grade that others copy is kept in four bits
MOST_CONDITIONS = 20  # and four more for the unrated


def problems_of_conditions(scheme: Scheme) -> Iterator[Problem]:
    """Yield what conditions, the unrated and starts by attribute name that is not there."""
    if len(scheme.conditions) > MOST_CONDITIONS:
        message = f"the scheme has {len(scheme.conditions)} conditions on a grade"
        expected = f"at most {MOST_CONDITIONS}, earlier versions included"
        yield Problem(("conditions", MOST_CONDITIONS), message, expected)
    for index, rule in enumerate(scheme.conditions):
        yield from _condition(scheme, rule, ("conditions", index))
    for index, grades in enumerate(scheme.grades):
        if grades.unrated is not None:
            yield from _unrated(scheme, grades, grades.unrated, ("grades", index, "unrated"))
    for index, score in enumerate(scheme.score):
        for name, levels in score.start_by.items():
            at: Loc = ("score", index, "start_by")
            yield from _attribute(scheme, name, levels, (*at, name))
            for level, start in levels.items():
                under = score.lowest is not None and start < score.lowest
                over = score.highest is not None and start > score.highest
                if under or over or (start / score.unit).denominator != 1:
                    message = f"nobody can start at {written(start)}"
                    expected = f"a score within its bounds, in steps of {written(score.unit)}"
                    yield Problem((*at, name, level), message, expected)
            if scheme.dimensions:
                message = "the start of a score with dimensions is that of all of them"
                yield Problem((*at, name), message, "no dimensions, or no start_by")


def _condition(scheme: Scheme, rule: Condition, loc: Loc) -> Iterator[Problem]:
    when, at = rule.when, (*loc, "when")
    yield from _entries(scheme, when.entry or (), (*at, "entry"))
    if when.summed is not None:
        way = "count" if when.count else "total"
        yield from _entries(scheme, when.summed.of, (*at, way, "of"))
    if when.share is not None:
        yield from _entries(scheme, when.share.of, (*at, "share", "of"))
        yield from _entries(scheme, when.share.among, (*at, "share", "among"))
    for name, levels in (when.attribute or {}).items():
        yield from _attribute(scheme, name, levels, (*at, "attribute", name))
    if when.running is not None and not scheme.evaluation:
        message = "there are no periods of which several could be running"
        yield Problem((*at, "running"), message, "a scheme with an evaluation")
    if when.after is not None and not scheme.evaluation:
        message = "there are no periods after which a grade could be carried over"
        yield Problem((*at, "after"), message, "a scheme with an evaluation")
    if when.younger is not None and scheme.kind != "persons":
        message = "a firm has no age"
        yield Problem((*at, "younger"), message, "licensed_under: how long it has its licence")
    if when.licensed_under is not None and scheme.kind != "firms":
        yield Problem((*at, "licensed_under"), "a person has no licence", "younger: years of age")
    for grades in scheme.grades:
        named = (*((rule.then.to,) if rule.then.to else ()), rule.then.not_above)
        if grades.unrated is not None and grades.unrated.grade in named:
            message = f"`{grades.unrated.grade}` is what the unrated are called"
            yield Problem((*loc, "then"), message, f"one of {', '.join(grades.bands)}")
            return


def _unrated(scheme: Scheme, grades: Grades, rule: Unrated, loc: Loc) -> Iterator[Problem]:
    if rule.grade in grades.bands:
        message = f"`{rule.grade}` is a grade by points"
        yield Problem((*loc, "grade"), message, "a name of its own for those without a grade")
    if rule.grade in (*grades.penal, *grades.honour, *grades.locked):
        message = f"to have no grade is neither a penalty nor an honour: `{rule.grade}`"
        expected = "penal, honour and held: grades that are given"
        yield Problem((*loc, "grade"), message, expected)
    if len(grades.bands) > MOST_BANDS:
        message = f"there are {len(grades.bands)} grades beside that of the unrated"
        yield Problem((*loc, "grade"), message, f"at most {MOST_BANDS}")
    if rule.until is not None and (rule.until.age is None) != (scheme.kind == "firms"):
        message = "a firm has no age" if scheme.kind == "firms" else "a person has no licence"
        expected = "licensed_for: a term" if scheme.kind == "firms" else "age: years"
        yield Problem((*loc, "until"), message, expected)
    if rule.after is not None:
        yield from _entries(scheme, rule.after.entry, (*loc, "after", "entry"))
        for place, name in enumerate(rule.after.entry):
            if any(entry.id == name and entry.to_grade for entry in scheme.entries):
                message = f"`{name}` leads straight to a grade, so that nobody is unrated after it"
                yield Problem((*loc, "after", "entry", place), message, "an entry without to_grade")


def _entries(scheme: Scheme, names: Iterable[str], loc: Loc) -> Iterator[Problem]:
    known = list(dict.fromkeys(entry.id for entry in scheme.entries))
    for place, name in enumerate(names):
        if name not in known:
            message = f"there is no entry `{name}`"
            expected = f"one of {', '.join(known[:12])}" if known else "an entry of the scheme"
            yield Problem((*loc, place), message, expected, nearest(name, known))


def _attribute(scheme: Scheme, name: str, levels: Iterable[str], loc: Loc) -> Iterator[Problem]:
    population = POPULATIONS[scheme.kind]
    if name not in population.by:
        message = f"a {population.one} has no attribute `{name}`"
        expected = f"one of {', '.join(population.by)}"
        yield Problem(loc, message, expected, nearest(name, population.by))
        return
    known = population.by[name].levels
    for level in levels:
        if level not in known:
            message = f"`{name}` has no level `{level}`"
            yield Problem(loc, message, f"one of {', '.join(known)}", nearest(level, known))
