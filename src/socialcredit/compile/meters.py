"""Running totals of residents: which rows of the state each meter has, and when it starts anew."""

from collections.abc import Mapping, Sequence

import numpy as np

from socialcredit.compile.versions import hundredths
from socialcredit.core.limits import NARROW
from socialcredit.language.model.meters import counts_to
from socialcredit.language.model.scheme import Scheme
from socialcredit.stages.scheme.meters import WIDE


def meter_rows(schemes: Sequence[Scheme]) -> dict[tuple[int, str], int]:
    """Number the rows of all meters of all schemes; WIDE marks those of two."""
    rows, row = {}, 0
    for s, scheme in enumerate(schemes):
        most = {meter.meter: counts_to(scheme, meter.meter) for meter in scheme.meters}
        for name, count in most.items():
            rows[s, name] = row + (WIDE if count > NARROW else 0)
            row += 2 if count > NARROW else 1
        for rule in scheme.conditions:  # what it counts of earlier results: of all, right ones
            name = running_row(rule.id)
            if rule.when.before is not None and (s, name) not in rows:
                rows[s, name], rows[s, f"{name}, right ones"] = row, row + 1
                row += 2
    return rows


def running_row(condition: str) -> str:
    """What the rows of a condition are called that counts earlier results; no meter is."""
    return f"{condition}, running"


def rows_needed(meters: Mapping[tuple[int, str], int]) -> int:
    """How many rows these meters have together."""
    return sum(2 if meter >= WIDE else 1 for meter in meters.values())


def reset_yearly(schemes: Sequence[Scheme], meters: np.ndarray) -> None:
    """New year: yearly meters start from nought."""
    rows = meter_rows(schemes)
    for s, scheme in enumerate(schemes):
        for meter in scheme.meters:
            if meter.resets == "yearly":
                row, wide = rows[s, meter.meter] % WIDE, rows[s, meter.meter] >= WIDE
                meters[row : row + 1 + wide] = 0


def reset_ended(schemes: Sequence[Scheme], over: np.ndarray, meters: np.ndarray) -> None:
    """Of a scheme that has just ended (`over` 1, as in HEAD) nothing is counted any more."""
    if not over.any():
        return
    for (s, _), row in meter_rows(schemes).items():
        if over[s] == 1:
            meters[row % WIDE : row % WIDE + 1 + (row >= WIDE)] = 0


def level_rows(schemes: Sequence[Scheme]) -> dict[tuple[int, str], int]:
    """Number the rows of all dimensions: the sum of all records, then that of right ones."""
    names = [(s, d.dimension) for s, scheme in enumerate(schemes) for d in scheme.dimensions]
    return {name: 2 * row for row, name in enumerate(names)}


def started(schemes: Sequence[Scheme]) -> np.ndarray:
    """Hundredths with which everybody begins in every row of the levels; int64 (rows,)."""
    starts = [hundredths(d.start) for scheme in schemes for d in scheme.dimensions]
    return np.repeat(np.array(starts or [0], np.int64), 2 if starts else 1)


def start_levels(schemes: Sequence[Scheme], levels: np.ndarray) -> None:
    """Everybody begins at the start of every dimension; `levels` as in Standing."""
    levels[:] = started(schemes)[:, None]
