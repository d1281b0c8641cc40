"""Running totals of residents: which rows of the state each meter has, and when it starts anew."""

from collections.abc import Mapping, Sequence

import numpy as np

from socialcredit.core.limits import NARROW
from socialcredit.language.model.meters import counts_to, steps_of
from socialcredit.language.model.scheme import Scheme
from socialcredit.stages.scheme.points import WIDE


def meter_rows(schemes: Sequence[Scheme]) -> dict[tuple[int, str], int]:
    """Number the rows of all meters and dimensions of all schemes; WIDE marks those of two."""
    rows, row = {}, 0
    for s, scheme in enumerate(schemes):
        most = {meter.meter: counts_to(scheme, meter.meter) for meter in scheme.meters}
        most |= {level_of(d.dimension): steps_of(scheme, d) for d in scheme.dimensions}
        for name, count in most.items():
            rows[s, name] = row + (WIDE if count > NARROW else 0)
            row += 2 if count > NARROW else 1
    return rows


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


def level_of(dimension: str) -> str:
    """The name under which the level of a dimension is kept among the meters."""
    return f"level of {dimension}"


def start_levels(schemes: Sequence[Scheme], meters: np.ndarray) -> None:
    """Everybody begins at the start of every dimension; `meters` as in Standing."""
    rows = meter_rows(schemes)
    for s, scheme in enumerate(schemes):
        for dimension in scheme.dimensions:
            steps = int(dimension.start / scheme.score[0].unit)
            meter = rows[s, level_of(dimension.dimension)]
            meters[meter % WIDE] = steps & 255
            if meter >= WIDE:
                meters[meter % WIDE + 1] = steps >> 8
