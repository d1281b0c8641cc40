"""Who is made public for what, and how many of the people one knows are told: by scheme and deed.

A rule makes people public where a consequence shows them to an audience, where a black list is
published, and where every record, or every bad one, is. A deed leads there where an entry in force
counts it against people: the entries that the rule names, or else any of its scheme.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from socialcredit.compile.consequences import is_open
from socialcredit.compile.versions import grades_of, register_of, version_of_rule
from socialcredit.core.levels import MEANS
from socialcredit.language.model.provenance import holding
from socialcredit.language.model.scheme import Scheme
from socialcredit.stages.response.terms import WHOLE
from socialcredit.stages.scheme.points import Book

BAD_ONES = ("every record", "bad records")
NOWHERE = -1


class Showing(NamedTuple):
    """A rule that makes people public in a month.

    scheme    its number
    door      the consequence, numbered through; -1 where a list or the records themselves are shown
    register  the list, of all lists, on which they stand; -1: none
    grades    bits of the grades that they hold; 0: none
    means     by which they are shown; "" where the rule does not say
    entries   under which a deed leads there; none: any entry of the scheme
    """

    scheme: int
    door: int
    register: int
    grades: int
    means: str
    entries: tuple[str, ...]


def showings(schemes: Sequence[Scheme], first: date) -> Iterator[Showing]:
    """The rules of a month by which people are made public, in the order of the files."""
    door = lists = 0
    for s, scheme in enumerate(schemes):
        names = grades_of(scheme, first).names
        for q, rule in enumerate(scheme.consequences, door):
            if rule.effect != "shown" or not is_open(rule, scheme, first):
                continue
            named = names if rule.when.anyone else rule.when.grades or ()
            bits = sum(1 << names.index(grade) for grade in named if grade in names)
            own = [rule.when.list] if rule.when.list and rule.when.of is None else []
            at = lists + register_of(scheme.lists, own[0]) if own else NOWHERE
            yield Showing(s, q, at, bits, rule.means or "", rule.when.entry or ())
        for number, listed in enumerate(scheme.lists):
            if number != register_of(scheme.lists, listed.list) or not _runs(scheme, first):
                continue
            held = version_of_rule(scheme.lists, listed.list, first)
            if held is not None and held.published and held.colour == "black":
                at = lists + number
                yield Showing(s, NOWHERE, at, 0, held.means or "", held.enter.records)
        told = holding(scheme.publication, first) if _runs(scheme, first) else None
        if told is not None and told.of in BAD_ONES:
            yield Showing(s, NOWHERE, NOWHERE, 0, told.means or "", ())
        door, lists = door + len(scheme.consequences), lists + len(scheme.lists)


def compile_naming(
    schemes: Sequence[Scheme], first: date, book: Book, audience: np.ndarray, asked: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Who is made public, and how widely for each deed; see `Doors.shown_by` and `Doors.shows`.

    audience  float (means,) of the people one knows how many are told; none: nobody minds. Where a
              rule does not say by which means, as many as by the least of them
    asked     whether anybody else asks who is made public
    """
    kinds = book.of_kind.shape[1]
    found = list(showings(schemes, first)) if len(audience) or asked else []
    by, shows = np.zeros((len(found), 5), np.int64), np.zeros((len(found), kinds), np.int64)
    reach = dict(zip(MEANS, audience, strict=False)) | {"": min(audience, default=0.0)}
    for row, one in enumerate(found):
        means = MEANS.index(one.means) if one.means else len(MEANS)  # type: ignore[arg-type]
        by[row] = one.scheme, one.door, one.register, one.grades, means
        entries = schemes[one.scheme].entries
        leads = np.array([not one.entries or entry.id in one.entries for entry in entries], bool)
        takes = book.entry[one.scheme].takes[: len(entries)] == 1
        of_kind = book.of_kind[one.scheme]
        counted = (of_kind >= 0) & (leads & takes)[np.maximum(of_kind, 0)]
        shows[row, counted.any(axis=1)] = round(WHOLE * float(reach.get(one.means, 0.0)))
    return by, shows


def paid_once_public(schemes: Sequence[Scheme], first: date, book: Book, after: float) -> Book:
    """The rules of a month where the chance to make good what is made public is `after` times it.

    Of records under entries that say how they are made good, and that a deed leads to the public.
    """
    if after == 1.0:
        return book
    entry = book.entry.copy()
    for s, scheme in enumerate(schemes):
        shown = [one.entries for one in showings(schemes, first) if one.scheme == s]
        for e, own in enumerate(scheme.entries):
            named = any(not entries or own.id in entries for entries in shown)
            if named and entry[s, e].takes:
                entry[s, e].repair = min(round(entry[s, e].repair * after), 1 << 32)
    return book._replace(entry=entry)


def _runs(scheme: Scheme, first: date) -> bool:
    """Whether a scheme is in force on the first of a month."""
    return scheme.starts <= first and (scheme.ends is None or first <= scheme.ends)
