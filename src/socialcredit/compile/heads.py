"""What holds for each scheme in one month: bounds of the score, subjects, what counts, periods."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from socialcredit.compile.conditions import rows_of, starts_of
from socialcredit.compile.meters import level_rows
from socialcredit.compile.periods import windows_of
from socialcredit.compile.versions import FAR, grades_of, hundredths
from socialcredit.core.calendar import month_before, month_end
from socialcredit.core.columns import FLAGS, records
from socialcredit.core.draws import threshold
from socialcredit.core.levels import OWNERSHIPS, SIZES
from socialcredit.language.model.provenance import version_on
from socialcredit.language.model.scheme import Scheme
from socialcredit.stages.scheme.anew import LATEST, MEAN, SUM
from socialcredit.stages.scheme.points import HEAD

OLDEST = 255  # years of a resident or months of a licence, as far as the column goes
COUNTS = {"sum": SUM, "latest": LATEST, "mean": MEAN}


def heads(schemes: Sequence[Scheme], start: date, first: date) -> Any:
    """Score bounds and subjects of every scheme in this month; `start` is day 0 of the run."""
    head = records(len(schemes), HEAD)
    columns = {name: head[name] for name in HEAD.names or ()}  # asked for once, not once a value
    rows, (_, by_attribute) = level_rows(schemes), starts_of(schemes, start)
    for s, scheme in enumerate(schemes):
        score = version_on(scheme.score, first)
        subjects = version_on(scheme.subjects, first)
        values = {
            "lowest": -FAR if score.lowest is None else hundredths(score.lowest),
            "highest": FAR if score.highest is None else hundredths(score.highest),
            "reckoned": score.reckoned == "monthly",
            "grades": len(grades_of(scheme, first).bands),
            "lists": sum(len(before.lists) for before in schemes[:s]),
            "copied": any(e.copy_of == scheme.scheme for other in schemes for e in other.entries),
            "regrade": _graded_by(scheme, first) != _graded_by(scheme, month_before(first)),
            "year": (first.replace(month=1, day=1) - start).days,
            "start": hundredths(version_on(scheme.score, start).start),
            "min_age": subjects.least_age,
            "max_age": OLDEST if subjects.max_age is None else subjects.max_age,
            "newcomers": subjects.resident_for == 0,
            "consent": threshold(float(subjects.consent)),
            "needs": sum(FLAGS[need] for need in subjects.needs),
            "fifths": bits_of(subjects.size, SIZES),
            "kinds": bits_of(subjects.ownership, OWNERSHIPS),
            "active": scheme.starts <= month_end(first)
            and (scheme.ends is None or scheme.ends >= first),
            "over": _over(scheme, first),
            "column": by_attribute[s],
            **_made_anew(scheme, rows.get, s, start, first),
        }
        for name, value in values.items():
            columns[name][s] = value
    return head


def _over(scheme: Scheme, first: date) -> int:
    """1 in the first month after a scheme's last day, 2 in later ones, 0 until then."""
    if scheme.ends is None or first <= scheme.ends:
        return 0
    return 1 if month_before(first) <= scheme.ends else 2


def bits_of(named: Sequence[str], levels: Sequence[str]) -> int:
    """A bit for each level that is named; all there can be where none is."""
    return sum(1 << levels.index(level) for level in named) if named else -1


def _made_anew(
    scheme: Scheme, row_of: Callable[..., int], s: int, start: date, first: date
) -> dict[str, int]:
    """What counts of the records, of which period, and how many conditions there are on a grade."""
    score, unrated = version_on(scheme.score, first), grades_of(scheme, first).unrated
    dimensions = scheme.dimensions
    return {
        "counts": COUNTS[score.counts],
        "unit": hundredths(score.unit),
        "level": row_of((s, dimensions[0].dimension), 0) if dimensions else 0,
        "levels": len(dimensions),
        "conditions": len(list(rows_of(scheme, s, first, {}))),
        "all_stay": unrated is not None and unrated.without_records,
        **windows_of(scheme, start, first),
    }


def _graded_by(scheme: Scheme, first: date) -> tuple[Any, ...]:
    """What makes a grade of a sum of points in a month: bands, and the bounds of the score."""
    score = version_on(scheme.score, first)
    return grades_of(scheme, first), score.lowest, score.highest
