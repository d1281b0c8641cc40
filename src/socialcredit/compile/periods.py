"""Periods of evaluation, as a month's kernels see them: what stands, what is next, the draft."""

from __future__ import annotations

from datetime import date

from socialcredit.compile.versions import FAR
from socialcredit.core.calendar import month_end
from socialcredit.language.model.evaluation import results_of
from socialcredit.language.model.provenance import version_on
from socialcredit.language.model.scheme import Scheme

NO_DAY = -1


def windows_of(scheme: Scheme, start: date, first: date) -> dict[str, int]:
    """The days of filing that count, as days since `start`, in the month that begins on `first`.

    Without an evaluation all of them do. Before a first result is final none do.
    """
    if not scheme.evaluation:
        anew = version_on(scheme.score, first).counts != "sum"
        return {
            "anew": anew, "periods": 0, "keeps": -FAR, "opens": -FAR, "closes": FAR,
            "next_opens": -FAR,
            "next_closes": FAR, "final": FAR, "draft": NO_DAY, "draft_opens": 0, "draft_closes": 0,
        }  # fmt: skip
    last = month_end(first)
    results = results_of(scheme.evaluation, scheme.starts, last)
    stands = [one for one in results if one.final < first]
    coming = [one for one in results if first <= one.final <= last]
    shown = [one for one in results if one.draft is not None and first <= one.draft <= last]
    opens, closes = _days(stands[-1:], start)
    next_opens, next_closes = _days(coming[-1:], start)
    draft_opens, draft_closes = _days(shown[-1:], start)
    return {
        "anew": 1,
        "periods": 1,
        "keeps": opens if stands else -FAR,
        "opens": opens,
        "closes": closes,
        "final": (coming[-1].final - start).days if coming else FAR,
        "next_opens": next_opens,
        "next_closes": next_closes,
        "draft": (shown[-1].draft - start).days if shown and shown[-1].draft else NO_DAY,
        "draft_opens": draft_opens,
        "draft_closes": draft_closes,
    }


def _days(results: list, start: date) -> tuple[int, int]:
    """First and last day of filing of a result; no day where there is none."""
    if not results:
        return FAR, -FAR
    return (results[0].opens - start).days, (results[0].closes - start).days
