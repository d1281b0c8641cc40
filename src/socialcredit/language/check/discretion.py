"""Whether lenient inspectors, their orders and self-reports fit the deeds and schemes of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from socialcredit.core.errors import nearest
from socialcredit.core.populations import FIRMS, Population
from socialcredit.language.model.deeds import Deed
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.sensors import Sensor, SensorFile
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc


def problems_of_result(name: str, loc: Loc, known: Mapping[str, Deed]) -> Iterator[Problem]:
    """What a visit files is nothing that anybody does."""
    deed = known.get(name)
    if deed is None:
        message, expected = f"there is no deed `{name}`", "a deed of deeds.yaml with rate 0"
        yield Problem(loc, message, expected, nearest(name, known))
    elif deed.sign != "watched" or deed.rate:
        message = f"`{name}` is a deed that people do, and no result of a visit"
        yield Problem(loc, message, "a deed with `sign: watched` and `rate: 0`")


def problems_of_orders(source: Sensor, at: Loc, known: Mapping[str, Deed]) -> Iterator[Problem]:
    """An order that is not met is filed as something that is no visit's own result."""
    rounds = source.rounds
    if rounds is None or rounds.orders is None:
        return
    loc: Loc = (*at, "rounds", "orders", "result")
    yield from problems_of_result(rounds.orders.result, loc, known)
    if rounds.orders.result == rounds.result:
        message = "the result of a visit and an order that is not met are one kind"
        yield Problem(loc, message, "another deed with `sign: watched` and `rate: 0`")


def problems_of_the_connected(source: Sensor, at: Loc, whom: Population) -> Iterator[Problem]:
    """Only firms have connections."""
    lenient = source.rounds.lenient if source.rounds else None
    if lenient is not None and lenient.connected != 1 and whom is not FIRMS:
        loc: Loc = (*at, "rounds", "lenient", "connected")
        yield Problem(loc, f"`connected` says nothing of a {whom.one}", "the line left out")


def problems_of_self_reports(
    source: Sensor, at: Loc, known: Mapping[str, Deed], whom: Population
) -> Iterator[Problem]:
    """A lie is a bad deed; and only firms have the attributes by which some lie oftener."""
    told = source.self_reported
    if told is None:
        return
    loc: Loc = (*at, "self_reported")
    if told.deed is not None and told.deed not in known:
        message = f"there is no deed `{told.deed}`"
        yield Problem((*loc, "deed"), message, "a bad deed", nearest(told.deed, known))
    elif told.deed is not None and known[told.deed].sign not in ("bad", "hidden-bad"):
        yield Problem((*loc, "deed"), f"`{told.deed}` is no bad deed", "a deed with `sign: bad`")
    for name in ("size", "ownership", "connections"):
        if getattr(told.by, name) and whom is not FIRMS:
            message = f"`{name}` says nothing of a {whom.one}"
            yield Problem((*loc, "by", name), message, "`laxity` alone", at_key=True)


def problems_of_borders(file: SensorFile, schemes: Sequence[Scheme]) -> Iterator[Problem]:
    """The grades at stake are those of a scheme in which one result of a visit gives a grade.

    A scheme may be absent from the run; then no grade is at stake.
    """
    of = {scheme.scheme: scheme for scheme in schemes}
    for index, source in enumerate(file.sources):
        lenient = source.rounds.lenient if source.rounds else None
        if source.rounds is None or lenient is None or lenient.border.scheme not in of:
            continue
        scheme = of[lenient.border.scheme]
        loc: Loc = ("sources", index, "rounds", "lenient", "border", "scheme")
        says = f"`{source.source}` looks at the grades of `{scheme.scheme}`, "
        if max(len(rule.bands) for rule in scheme.grades) == 1:
            message = says + "which has one grade and no border"
            yield Problem(loc, message, "a scheme with two grades or more")
        if any(rule.counts == "sum" for rule in scheme.score):
            message = says + "which adds up records, so that one visit gives no grade"
            yield Problem(loc, message, "a scheme whose score counts the latest, or the mean")
        read = [
            entry
            for entry in scheme.entries
            if entry.deed == source.rounds.result
            and (not entry.seen_by or source.source in entry.seen_by)
        ]
        if not any(entry.by_size for entry in read):
            message = says + f"which does not read the size of `{source.rounds.result}`"
            expected = f"an entry of `{source.rounds.result}` with `by_size`"
            yield Problem(loc, message, expected)
