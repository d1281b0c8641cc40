"""Lists and grades of other schemes that rules ask, compiled: what is heard, and who files it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from socialcredit.compile.versions import grades_of, register_of
from socialcredit.core.columns import records
from socialcredit.language.model.elsewhere import Elsewhere, ListedBy, heard_by
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.scheme import Scheme
from socialcredit.stages.scheme.points import LINK


def compile_links(
    schemes: Sequence[Scheme],
    deeds: Mapping[str, int],
    sources: Mapping[str, int],
    first: date,
) -> Any:
    """What each scheme hears of others, in an order that no date moves; records of LINK (links,).

    Nothing is heard of a scheme that is not in the run.
    """
    numbers = {scheme.scheme: s for s, scheme in enumerate(schemes)}
    found = [
        (s, asked)
        for s, asked in asked_in(schemes)
        if asked.scheme in numbers and heard_by(schemes[s].scheme) in sources
        if not isinstance(asked, ListedBy) or _kept(schemes[numbers[asked.scheme]], asked)
    ]
    rows = records(len(found), LINK)
    for k, (s, asked) in enumerate(found):
        origin = numbers[asked.scheme]
        other = schemes[origin]
        rows.into[k], rows.kind[k], rows.origin[k] = s, deeds[asked.deed], origin
        rows.source[k] = sources[heard_by(schemes[s].scheme)]
        rows.ends[k] = asked.ends
        rows.register[k] = -1
        if isinstance(asked, ListedBy):
            before = sum(len(scheme.lists) for scheme in schemes[:origin])
            rows.register[k] = before + register_of(other.lists, asked.list)
        else:
            names = grades_of(other, first).names
            rows.grades[k] = sum(1 << g for g, name in enumerate(names) if name in asked.grades)
    return rows


def _kept(scheme: Scheme, asked: ListedBy) -> bool:
    """Whether a scheme keeps the list that is asked: an alternative may have taken it away."""
    return any(rule.list == asked.list for rule in scheme.lists)


def asked_in(schemes: Sequence[Scheme]) -> Iterator[tuple[int, Elsewhere]]:
    """The lists and grades that each scheme asks, each once."""
    for s, scheme in enumerate(schemes):
        told: dict[str, Elsewhere] = {}
        for entry in scheme.entries:
            if entry.elsewhere is not None and entry.copy_of is None:
                told.setdefault(entry.deed, entry.elsewhere)
        yield from ((s, asked) for asked in told.values())


def hearing_of(entry: Entry, scheme: Scheme, sources: Mapping[str, int]) -> dict[str, int]:
    """Whom an entry on another's list or grade hears: what its own scheme is told, or whose copy
    it is; and whether its records end with what they rest on."""
    if entry.elsewhere is None:
        return {}
    told = {"while_there": int(entry.elsewhere.ends)}
    name = heard_by(entry.copy_of or scheme.scheme)
    return told | ({"seen_by": 1 << sources[name]} if name in sources else {})
