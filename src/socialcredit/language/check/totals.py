"""Lists by several records, and what is less for having been disclosed: whether they can act."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from socialcredit.language.model.conditions import Meets
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.lists import Ground
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.totals import Counted, Totalled, sizes_asked, step_for
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc

KEPT_OTHERWISE = ("steps", "ladder", "per", "cap")  # whose records keep what they counted instead
NOT_LESS = ("to_grade", "steps", "per", "cap")


def problems_of_totals(scheme: Scheme) -> Iterator[Problem]:
    """Yield totals of records whose size is not kept, disclosures under which nothing is filed."""
    for asked, at in _summed(scheme):
        for place, name in enumerate(asked.of):
            yield from _kept(scheme, name, (*at, place))
    for index, entry in enumerate(scheme.entries):
        if entry.elsewhere is not None and entry.entry is None:
            loc = ("entries", index, "listed_by" if entry.listed_by else "graded_by")
            message = "what another scheme says has no name of its own"
            yield Problem(loc, message, "entry: a name")
        yield from _disclosed(scheme, entry, ("entries", index, "disclosed"))


def _summed(scheme: Scheme) -> Iterator[tuple[Counted | Totalled, Loc]]:
    """What lists and conditions ask of several records, and where each names the entries."""
    grounds: list[tuple[Ground | Meets, Loc]] = [
        (rule.enter, ("lists", index, "enter")) for index, rule in enumerate(scheme.lists)
    ]
    grounds += [
        (rule.when, ("conditions", index, "when")) for index, rule in enumerate(scheme.conditions)
    ]
    for ground, at in grounds:
        if ground.summed is not None:
            yield ground.summed, (*at, "count" if ground.count else "total", "of")


def _kept(scheme: Scheme, name: str, loc: Loc) -> Iterator[Problem]:
    """A record keeps its size, or what it counted: not both."""
    bounds = sizes_asked(name, scheme.summed)
    if not bounds:
        return
    for entry in scheme.entries:
        told = [way for way in KEPT_OTHERWISE if entry.id == name and getattr(entry, way)]
        if told:
            message = f"sizes of records under `{name}` are not kept, because of its `{told[0]}`"
            expected = "another entry of the same deed, with `points: 0` where it is to take none"
            yield Problem(loc, message, expected)
            return
    if step_for(bounds) is None:
        message = f"sizes under `{name}` cannot be kept finely enough for " + " and ".join(
            f"{bound:,}" for bound in sorted({*bounds})
        )
        yield Problem(loc, message, "bounds up to 65,534, or round ones that are less far apart")


def _disclosed(scheme: Scheme, entry: Entry, loc: Loc) -> Iterator[Problem]:
    rule = entry.disclosed
    if rule is None:
        return
    named = [one for one in scheme.entries if one.id == rule.by]
    if not named:
        known = ", ".join(dict.fromkeys(one.id for one in scheme.entries if one is not entry))
        yield Problem((*loc, "by"), f"there is no entry `{rule.by}`", f"one of {known}")
    elif rule.by == entry.id:
        yield Problem((*loc, "by"), "a record does not disclose itself", "another entry")
    told = [way for way in NOT_LESS if getattr(entry, way)]
    if told:
        message = f"an entry with `{told[0]}` cannot take less for what was disclosed"
        yield Problem(loc, message, "points, a range, by_size or a ladder")
    if rule.points is not None and (rule.points > 0) != (max(entry.sums, default=0) > 0):
        if rule.points != 0:
            message = "what was disclosed would be turned round"
            yield Problem((*loc, "points"), message, "points on the same side of nought")


def sizes_summed(scheme: Scheme, sized: Collection[str]) -> Iterator[Problem]:
    """Totals of records of deeds that have no size, of a vocabulary that says which have."""
    for asked, at in _summed(scheme):
        if isinstance(asked, Counted) and asked.above is None:
            continue
        for place, name in enumerate(asked.of):
            deeds = [one.deed for one in scheme.entries if one.id == name]
            if deeds and not {*deeds} & {*sized}:
                message = f"records under `{name}` have no size, so that they come to nothing"
                yield Problem((*at, place), message, "entries of deeds with a `size`")
