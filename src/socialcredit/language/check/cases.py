"""Whether example people speak of what their scheme knows."""

from __future__ import annotations

from datetime import timedelta

from socialcredit.core.errors import nearest
from socialcredit.core.limits import MOST_DAYS
from socialcredit.language.model.cases import Case, CaseRecord
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc
from socialcredit.language.read.quantities import written


def problems_of_cases(cases: tuple[Case, ...], scheme: Scheme) -> list[Problem]:
    """Return the names in the examples that the scheme does not have, by their path in the list."""
    deeds = {entry.deed for entry in scheme.entries}
    grades = {name for grades in scheme.grades for name in grades.names}
    lists = {rule.list for rule in scheme.lists}
    layers = {layer.layer for layer in scheme.layers}
    problems: list[Problem] = []
    for index, case in enumerate(cases):
        used: list[tuple[Loc, str, str | None, set[str]]] = [
            ((index, "expect", "grade"), "grade", case.expect.grade, grades),
            ((index, "person", "layer"), "layer", case.person.layer, layers),
        ]
        problems += _too_long(case, (index, "as_of"))
        problems += _unread(case, scheme, (index, "person", "listed"))
        for place, record in enumerate(case.records):
            used.append(((index, "records", place, "deed"), "deed", record.deed, deeds))
            problems += _undecidable(scheme, record, (index, "records", place, "points"))
            problems += _uncounted(scheme, record, (index, "records", place, "size"))
        for place, name in enumerate(case.expect.lists or ()):
            used.append(((index, "expect", "lists", place), "list", name, lists))
        for loc, what, named, known in used:
            if named is not None and named not in known:
                message = f"the scheme has no {what} `{named}`"
                expected = f"a {what} of the scheme"
                problems.append(Problem(loc, message, expected, nearest(named, known)))
    return problems


def _unread(case: Case, scheme: Scheme, loc: Loc) -> list[Problem]:
    """Lists of other schemes that no consequence of this one reads."""
    read = {f"{rule.when.of}: {rule.when.list}" for rule in scheme.consequences if rule.when.of}
    named = [f"{of}: {name}" for of, name in case.person.listed.items()]
    return [
        Problem(loc, f"the scheme reads no list `{one}`", "a list it reads", nearest(one, read))
        for one in named
        if one not in read
    ]


def _too_long(case: Case, loc: Loc) -> list[Problem]:
    """More days between the first record and the last than the books have numbers for."""
    first = min([record.on for record in case.records] + [case.as_of])
    latest = first.replace(day=1) + timedelta(days=MOST_DAYS - 1)
    if case.as_of <= latest:
        return []
    return [Problem(loc, "this is too long after the first record", f"{latest} at the latest")]


def _uncounted(scheme: Scheme, record: CaseRecord, loc: Loc) -> list[Problem]:
    """Parts of a unit, of a deed whose units a meter counts."""
    steps = any(entry.steps for entry in scheme.entries if entry.deed == record.deed)
    if record.size is None or record.size.denominator == 1 or not steps:
        return []
    message = f"steps count whole units, and this is {written(record.size)}"
    return [Problem(loc, message, "a whole number, as deeds have in a run")]


def _undecidable(scheme: Scheme, record: CaseRecord, loc: Loc) -> list[Problem]:
    """Points that no rule leaves to the office, or not so many."""
    if record.points is None:
        return []
    ranges = [entry.range for entry in scheme.entries if entry.deed == record.deed and entry.range]
    if any(low <= record.points <= high for low, high in ranges):
        return []
    told = " or ".join(f"{written(low)} to {written(high)}" for low, high in ranges)
    message = f"no rule lets the office decide on {written(record.points)} points for this deed"
    return [Problem(loc, message, told or "no `points`: the rule fixes them")]
