"""Whether example people speak of what their scheme knows, and of what its books can hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction

from socialcredit.core.errors import nearest
from socialcredit.core.limits import MOST_DAYS
from socialcredit.core.populations import Kind
from socialcredit.language.check.scheme import Vocabulary
from socialcredit.language.model.cases import Case, CaseRecord
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.provenance import ended, version_on
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc
from socialcredit.language.read.quantities import LARGEST_SIZE, written

Sides = Mapping[Kind, tuple[Scheme, Vocabulary | None]]


def problems_of_cases(
    cases: Sequence[Case],
    whole: Scheme,
    vocabulary: Vocabulary | None = None,
    sides: Sides | None = None,
) -> list[Problem]:
    """Return what the examples say that cannot be, by its path in the list.

    With a vocabulary a record's source must be one that there is, or that a rule hears.
    sides  of a scheme on persons and firms the part that is about each, with its own vocabulary
    """
    names = [case.case for case in cases]
    kinds = tuple(sides or dict.fromkeys(one.of for one in whole.subjects))
    problems: list[Problem] = []
    for index, case in enumerate(cases):
        kind: Kind = "firms" if case.word == "firm" else "persons"
        scheme, words = (sides or {}).get(kind) or (whole, vocabulary)
        if case.case in names[:index]:
            message = f"an example is called `{case.case}` already"
            problems.append(Problem((index, "case"), message, "a name of its own"))
        if kind not in kinds:
            message = f"the scheme scores {scheme.kind}, and this is a {case.word}"
            word = "firm" if scheme.kind == "firms" else "person"
            problems.append(Problem((index, case.word), message, f"{word}: ..."))
        problems += _unknown_names(case, scheme, words or Vocabulary(), (index,))
        problems += _too_long(case, (index, "as_of"))
        problems += _unread(case, scheme, (index, case.word, "listed"))
        problems += _expected(case, (index, "expect"))
        for place, record in enumerate(case.records):
            loc: Loc = (index, "records", place)
            problems += _in_order(record, loc)
            problems += _payable(scheme, record, loc)
            problems += _kept(record, loc)
            problems += _decided(scheme, case, record, loc)
    return problems


def _unknown_names(
    case: Case, scheme: Scheme, vocabulary: Vocabulary, loc: Loc
) -> Iterator[Problem]:
    deeds = {entry.deed for entry in scheme.entries}
    heard = {name for entry in scheme.entries for name in entry.seen_by}
    sources = heard | vocabulary.sources if vocabulary.sources else set()
    grades = {name for grades in scheme.grades for name in grades.names}
    layers = {layer.layer for layer in scheme.layers}
    yield from _known("grade", (*loc, "expect", "grade"), case.expect.grade, grades)
    yield from _known("layer", (*loc, case.word, "layer"), case.subject.layer, layers)
    lists = {rule.list for rule in scheme.lists}
    for place, name in enumerate(case.expect.lists or ()):
        yield from _known("list", (*loc, "expect", "lists", place), name, lists)
    doors = {rule.domain for rule in scheme.consequences if rule.effect == "refuse"}
    for place, name in enumerate(case.expect.refused or ()):
        yield from _known("door to refuse", (*loc, "expect", "refused", place), name, doors)
    for place, record in enumerate(case.records):
        yield from _known("deed", (*loc, "records", place, "deed"), record.deed, deeds)
        if sources:
            at = (*loc, "records", place, "source")
            yield from _known("source of sight", at, record.source, sources)


def _known(what: str, loc: Loc, name: str | None, known: Collection[str]) -> Iterator[Problem]:
    if name is not None and name not in known:
        expected = "one of " + ", ".join(sorted(known)) if known else f"no {what}"
        message = f"the scheme has no {what} `{name}`"
        if what.startswith("source"):
            message = f"there is no {what} `{name}`"
        yield Problem(loc, message, expected, nearest(name, known))


def _unread(case: Case, scheme: Scheme, loc: Loc) -> list[Problem]:
    """Lists of other schemes that no consequence of this one reads."""
    read = {f"{rule.when.of}: {rule.when.list}" for rule in scheme.consequences if rule.when.of}
    named = [f"{of}: {name}" for of, name in case.subject.listed.items()]
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


def _expected(case: Case, loc: Loc) -> Iterator[Problem]:
    """What must come out is said, and is something that can."""
    if all(value is None for _, value in case.expect):
        expected = "one of " + ", ".join(type(case.expect).model_fields)
        yield Problem(loc, "nothing is expected of this example", expected)
    score = case.expect.score
    if score is not None and (100 * score).denominator != 1:
        yield Problem((*loc, "score"), "no score is kept so finely", "hundredths of a point")


def _in_order(record: CaseRecord, loc: Loc) -> Iterator[Problem]:
    """A record ends, if it does, after it was filed."""
    if record.ends is not None and record.ends <= record.on:
        message = "this record ends before it counts"
        yield Problem((*loc, "ends"), message, f"a day after {record.on}")
    if record.on_request and record.ends is None:
        message = "a record that never ends is not struck out on request"
        yield Problem((*loc, "on_request"), message, "`ends`: the day on which it was")


def _payable(scheme: Scheme, record: CaseRecord, loc: Loc) -> Iterator[Problem]:
    """Something has to be collected for the record, and is paid after it was filed."""
    if record.paid is None:
        return
    asked = {e for rule in scheme.consequences if rule.collected for e in rule.when.entry or ()}
    if not any(entry.id in asked and entry.deed == record.deed for entry in scheme.entries):
        message = "nothing has to be collected for this deed"
        yield Problem((*loc, "paid"), message, "a consequence with collected")
    elif record.paid <= record.on:
        message = "this is paid before anybody is told of it"
        yield Problem((*loc, "paid"), message, f"a day after {record.on}")


def _kept(record: CaseRecord, loc: Loc) -> Iterator[Problem]:
    """Sizes are kept in whole units."""
    size = record.size
    if size is not None and (size.denominator != 1 or not 0 <= size <= LARGEST_SIZE):
        expected = f"a whole number from 0 to {LARGEST_SIZE}"
        yield Problem(
            (*loc, "size"), "sizes are kept in whole units of money, hours or months", expected
        )


def _decided(scheme: Scheme, case: Case, record: CaseRecord, loc: Loc) -> Iterator[Problem]:
    """What the office decides is left to it by a rule, and in steps in which it can.

    Where no `points` are given it decides for the middle; there must be one if a score is expected.
    """
    unit = version_on(scheme.score, record.on).unit
    rules = [
        entry
        for entry in scheme.entries
        if entry.deed == record.deed and entry.range is not None and _held(entry, record)
    ]
    if record.points is None:
        for entry in rules if case.expect.score is not None else ():
            low, high = entry.range or (Fraction(0), Fraction(0))
            middle, step = (low + high) / 2, entry.decided_in(unit)
            if ((middle - low) / step).denominator != 1:
                message = f"the office cannot decide for the middle, {written(middle)} points"
                expected = f"`points`: {_told(entry, unit)}"
                yield Problem((*loc, "deed"), message, expected)
    elif not any(_can_be(record.points, entry, unit) for entry in rules):
        message = f"no rule lets the office decide on {written(record.points)} points for this deed"
        told = " or ".join(_told(entry, unit) for entry in rules)
        yield Problem((*loc, "points"), message, told or "no `points`: the rule fixes them")


def _held(entry: Entry, record: CaseRecord) -> bool:
    """Whether an entry is in force on the day of the record, and hears its source."""
    heard = not entry.seen_by or record.source in entry.seen_by
    return heard and entry.since <= record.on and not ended(entry, record.on)


def _can_be(points: Fraction, entry: Entry, unit: Fraction) -> bool:
    low, high = entry.range or (Fraction(0), Fraction(0))
    return low <= points <= high and ((points - low) / entry.decided_in(unit)).denominator == 1


def _told(entry: Entry, unit: Fraction) -> str:
    low, high = entry.range or (Fraction(0), Fraction(0))
    return f"{written(low)} to {written(high)} in steps of {written(entry.decided_in(unit))}"
