"""Whether deeds that stand, and the sources that go round to look, agree with each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from socialcredit.core.errors import nearest
from socialcredit.core.limits import MOST_FAULTS, MOST_HARMS, MOST_TOURS
from socialcredit.language.check.discretion import problems_of_orders, problems_of_result
from socialcredit.language.model.deeds import DeedFile
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.sensors import SensorFile
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc


def problems_of_standing(file: DeedFile) -> Iterator[Problem]:
    """No more faults and harms than there is room for, and one unit for each harm."""
    units: dict[str, str] = {}
    count = 0
    for index, deed in enumerate(file.deeds):
        if deed.stands is None:
            continue
        loc: Loc = ("deeds", index, "stands")
        count += 1
        if count == MOST_FAULTS + 1:
            message = f"more than {MOST_FAULTS} kinds of deed stand"
            yield Problem(loc, message, f"at most {MOST_FAULTS} deeds with `stands`")
        for name in deed.stands.harms:
            unit = deed.stands.units.get(name, "")
            if name not in units and len(units) == MOST_HARMS:
                message = f"what stands harms in more than {MOST_HARMS} ways"
                yield Problem((*loc, "harms", name), message, f"at most {MOST_HARMS}", at_key=True)
            elif units.setdefault(name, unit) != unit:
                was = f"in {units[name]}" if units[name] else "people"
                message = f"`{name}` is counted in two ways: an earlier deed counts {was}"
                yield Problem((*loc, "harms", name), message, "one unit, or another word for it")


def problems_of_rounds(file: SensorFile, deeds: DeedFile) -> Iterator[Problem]:
    """What sources go round to find stands, and what they file is nothing that anybody does."""
    known = {deed.deed: deed for deed in deeds.deeds}
    tours = 0
    for index, source in enumerate(file.sources):
        if source.rounds is None:
            continue
        tours += 1
        if tours == MOST_TOURS + 1:
            message = f"more than {MOST_TOURS} sources go round"
            yield Problem(("sources", index, "rounds"), message, f"at most {MOST_TOURS}")
        for name in source.sees:
            if name in known and known[name].stands is None:
                message = f"`{name}` does not stand: no visit can find it"
                expected = "a deed with `stands`, or a source without `rounds` that sees it done"
                yield Problem(("sources", index, "sees", name), message, expected, at_key=True)
        yield from problems_of_result(
            source.rounds.result, ("sources", index, "rounds", "result"), known
        )
        yield from problems_of_orders(source, ("sources", index), known)
        others = {one.source for one in file.sources} - {source.source}
        told = source.rounds.complaints.of if source.rounds.complaints else ()
        for at, name in enumerate(told):
            if name not in others:
                loc: Loc = ("sources", index, "rounds", "complaints", "of", at)
                message = f"there is no other source `{name}`"
                yield Problem(loc, message, "one of " + ", ".join(others), nearest(name, others))


def problems_of_complaints(file: SensorFile, deeds: DeedFile) -> Iterator[Problem]:
    """What people complain of harms people, and is filed as a deed that nobody does."""
    known = {deed.deed: deed for deed in deeds.deeds}
    stood = [deed.stands for deed in deeds.deeds if deed.stands is not None]
    people = {name for one in stood for name in one.harms if name not in one.units}
    for index, source in enumerate(file.sources):
        if source.complaints is None:
            continue
        loc: Loc = ("sources", index, "complaints")
        of, files = source.complaints.of, source.complaints.files
        if of not in people:
            message = f"no fault that stands harms people as `{of}`"
            expected = "one of " + ", ".join(sorted(people)) if people else "a harm without a unit"
            yield Problem((*loc, "of"), message, expected, nearest(of, people))
        if files not in known:
            message, expected = f"there is no deed `{files}`", "a deed of deeds.yaml with rate 0"
            yield Problem((*loc, "files"), message, expected, nearest(files, known))
        elif known[files].rate or known[files].sign != "bad":
            message = f"`{files}` is a deed that people do, and no complaint"
            yield Problem((*loc, "files"), message, "a deed with `sign: bad` and `rate: 0`")


def problems_of_graded(file: SensorFile, schemes: Sequence[Scheme]) -> Iterator[Problem]:
    """Rounds by grades name each grade of a scheme of the run, and no other.

    A scheme may be absent from the run; then nobody has a grade of it.
    """
    of = {scheme.scheme: [one.names for one in scheme.grades] for scheme in schemes}
    for index, source in enumerate(file.sources):
        by = source.rounds.graded_by if source.rounds else None
        if source.rounds is None or by is None or by[0] not in of:
            continue
        known = [*dict.fromkeys(name for names in of[by[0]] for name in names)]
        loc: Loc = ("sources", index, "rounds", source.rounds.by, "visits")
        says = f"`{source.source}` goes round by the grades of `{by[0]}`, and"
        each = "each of " + ", ".join(known) + ", with 0 where nobody goes"
        for name in by[1]:
            if name not in known:
                message = f"{says} names `{name}`, which is none"
                yield Problem((*loc, name), message, each, nearest(name, known), at_key=True)
        for name in known:
            if name not in by[1]:
                yield Problem(loc, f"{says} says nothing of `{name}`", each)


def problems_of_duties(file: SensorFile, schemes: Sequence[Scheme]) -> Iterator[Problem]:
    """A duty that leaves the number of visits to a scheme, which says none."""
    says = {
        scheme.scheme: any(rule.visits is not None for rule in scheme.consequences)
        for scheme in schemes
    }
    for index, source in enumerate(file.sources):
        name = source.rounds.as_the_scheme_says if source.rounds else None
        if name is not None and not says.get(name, True):
            message = f"`{name}` does not say how often firms of its grades are visited"
            expected = f"visits by its grades here, or effect: inspect with visits in `{name}`"
            yield Problem(("sources", index, "rounds", "duty", "scheme"), message, expected)
