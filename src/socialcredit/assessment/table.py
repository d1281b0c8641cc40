"""`numbers.csv`: every number of an assessment, a row for each and each design it is of."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from socialcredit.assessment.evidence import Ends, Evidence, Number
from socialcredit.core.retelling import MONEY
from socialcredit.core.run_files import write_whole

NUMBERS = "numbers.csv"
COLUMNS = (
    "key", "scheme", "words", "unit", "alternative", "value", "luck_low", "luck_high", "seeds",
    "assumptions_low", "assumptions_high", "points", "few", "few_points",
)  # fmt: skip


def write_numbers(folder: Path, told: Evidence) -> Path:
    """Write the table, whole or not at all."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows_of(told))
    write_whole(folder / NUMBERS, text.getvalue())
    return folder / NUMBERS


def rows_of(told: Evidence) -> Iterator[list[Any]]:
    """Its rows, in the order of COLUMNS; floats as Python writes them, so that none is rounded."""
    for one in told.numbers.values():
        yield _row(one, told.run.currency)


def _row(one: Number, currency: str) -> list[Any]:
    scheme = one.key.rpartition("/")[0]
    words, unit = one.of.words, one.of.unit
    if MONEY in words:  # of which money is of a run, and no measure can know
        words, unit = words.replace(MONEY, "money"), f"{currency} {unit}"
    return [
        one.key, scheme, words, unit, one.alternative, _cell(one.value),
        *_ends(one.luck), one.seeds, *_ends(one.assumptions), one.points, "yes" if one.few else "",
        sum(one.unsure),
    ]  # fmt: skip


def _ends(ends: Ends) -> list[str]:
    return ["", ""] if ends is None else [_cell(end) for end in ends]


def _cell(value: float | None) -> str:
    return "" if value is None else repr(value)
