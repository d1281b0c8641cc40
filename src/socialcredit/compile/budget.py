"""Hours that good deeds take, points that one brings, and how strongly rules draw to it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from socialcredit.compile.society import cheap
from socialcredit.compile.versions import hundredths
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.kept import once
from socialcredit.language.model.deeds import DeedFile
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.provenance import version_on
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem, checked, gather
from socialcredit.language.resolve.assumption_files import assumption_tree
from socialcredit.stages.response.mechanisms import Chosen
from socialcredit.stages.scheme.points import Book

OFFSETTING = "offsetting"
MOST = 1024.0  # times that one kind of equal weight may draw more than another, or less
NOBODY_SAYS = "people count hours here, and nobody says how many this deed takes"
HOURS_WANTED = "`hours:` of a deed with `cheap_good: true`, or a `size` in hours"
ONE = (1,) * 16  # sizes of a deed that has none


def prefers_of(chosen: Sequence[Chosen]) -> float | None:
    """How far points an hour draw people; None where nobody makes up deeds or counts hours."""
    if not any(one.mechanism.name == OFFSETTING for one in chosen):
        return None
    asked = [one.mechanism.hours(one.settings) for one in chosen if one.mechanism.hours]
    return max((how for how in asked if how is not None), default=None)


def registers_of(chosen: Sequence[Chosen]) -> float:
    """Entries in a roll behind which nobody does anything, by deed made up for points."""
    of = [one.settings for one in chosen if one.mechanism.name == OFFSETTING]
    return float(of[0].registers) if of else 0.0


@once()  # asked in every month of a run
def hours_a_deed(deeds: Sequence[Mapping[str, Any]]) -> np.ndarray:
    """Hours that a deed of each kind takes in the mean: float64 (kinds,), 0 where nobody says.

    What is said, or the mean of its sizes where they are hours.
    """
    return np.array([_hours(deed) for deed in deeds], float)


def _hours(deed: Mapping[str, Any]) -> float:
    if deed.get("hours") is not None:
        return float(deed["hours"])
    size = deed.get("size") or {}
    return float(np.mean(size["values"])) if size.get("unit") == "hours" else 0.0


def refuse_without_hours(deeds: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Refuse deeds that anybody can do for points, and of which nobody says how long they take.

    path  the file of deeds; of what it does not have itself, a change made it so
    """
    hours = zip(deeds, hours_a_deed(deeds), strict=True)
    missing = [str(deed["deed"]) for deed, each in hours if deed.get("cheap_good") and not each]
    if not missing:
        return
    tree = assumption_tree(path)
    written = [one.deed for one in checked(DeedFile, tree).deeds]
    found = [
        Problem(("deeds", written.index(name), "deed"), NOBODY_SAYS, HOURS_WANTED)
        for name in missing
        if name in written
    ]
    if found:
        raise gather(tree, found)
    raise SocialCreditError(NOBODY_SAYS, text=missing[0], expected=HOURS_WANTED)


def points_at_once(entry: Entry, scheme: Scheme, sizes: Sequence[int] = ONE) -> float:
    """Points that the first record of an entry brings, in the mean over the sizes of its deed.

    Of a range the middle, of a ladder its first rung; caps and warnings are not looked at. Nought
    where it leads straight to a grade.
    """
    par = version_on(scheme.score, entry.since).par
    if entry.range is not None:
        return float(sum(entry.range)) / 2 - float(par)
    if entry.points is not None:
        return float(entry.points - par)
    if entry.ladder:
        return float(entry.ladder[0])
    return sum(_of_size(entry, par, Fraction(size)) for size in sizes) / len(sizes)


def _of_size(entry: Entry, par: Fraction, size: Fraction) -> float:
    """Points for a deed of this size by brackets or by steps."""
    for bound, points in entry.by_size or ():
        if bound is None or size <= bound:
            return float(points - par)
    total, lower = Fraction(0), Fraction(0)
    for bound, points in entry.steps or ():
        upper = size if bound is None else min(size, bound)
        total += max(upper - lower, Fraction(0)) * points
        lower = max(lower, upper)
    return hundredths(total) / 100


def lures(
    schemes: Sequence[Scheme], book: Book, deeds: Sequence[Mapping[str, Any]], prefers: float
) -> np.ndarray:
    """The pull of each entry that rewards a deed anybody can do: int64, as `Book.of_kind`.

    c (points / hours) ** prefers, at least 1 where the entry gives anything, else 0; see
    `stages/response/hours.py`. At `prefers` of nought all are as the deeds are done anyway.
    """
    weight, hours = cheap(deeds), hours_a_deed(deeds)
    found = np.zeros(book.of_kind.shape, np.int64)
    for s, kind, m in zip(*np.nonzero(book.of_kind >= 0), strict=True):
        e = book.of_kind[s, kind, m]
        if weight[kind] == 0 or not book.entry[s, e].gives:
            continue
        sizes = (deeds[kind].get("size") or {}).get("values") or ONE
        points = points_at_once(schemes[s].entries[e], schemes[s], sizes)
        rate = max(points, 0.0) / hours[kind] if hours[kind] else 0.0
        times = min(max(rate**prefers, 1.0 / MOST), MOST)
        found[s, kind, m] = max(round(weight[kind] * times), 1)
    return found
