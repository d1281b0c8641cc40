"""Running totals of residents: which rows of the state each meter has, and when it starts anew."""

from collections.abc import Mapping, Sequence

import numpy as np

from socialcredit.limits import NARROW, counts_to
from socialcredit.rules import Scheme
from socialcredit.scheme.points import WIDE


def meter_rows(schemes: Sequence[Scheme]) -> dict[tuple[int, str], int]:
    """Number the rows of all meters of all schemes through; WIDE marks a meter that has two."""
    rows, row = {}, 0
    for s, scheme in enumerate(schemes):
        for meter in scheme.meters:
            wide = counts_to(scheme, meter.meter) > NARROW
            rows[s, meter.meter] = row + (WIDE if wide else 0)
            row += 2 if wide else 1
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
