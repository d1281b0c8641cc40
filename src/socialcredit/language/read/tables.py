"""Tables as text (CSV): every cell with its place, the header as it is meant to be."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.text import counted
from socialcredit.language.read.files import bytes_of, refuse_hidden, shorten, text_of_bytes
from socialcredit.language.read.positions import Place

NEXT_STEP = "correct the table, then run `socialcredit check` on it"
MOST_SHOWN = 20
THOUSANDS = re.compile(r"[ .,'\u2019\u00a0\u202f]")  # signs by which people group digits
GROUPED = re.compile(rf"[0-9]{{1,3}}(?:{THOUSANDS.pattern}[0-9]{{3}})+")


class Cell(NamedTuple):
    """What stands in a column of a row."""

    text: str
    place: Place

    def wrong(self, problem: str, expected: str, meant: str | None = None) -> SocialCreditError:
        """What is wrong with it, at its place."""
        return SocialCreditError(
            problem, str(self.place), shorten(self.text), expected, meant=meant
        )


class Table(NamedTuple):
    """Rows by column, in the order of the file, and what was wrong with lines left out."""

    rows: list[dict[str, Cell]]
    errors: list[SocialCreditError]


def lines_of(path: Path, header: str) -> list[str]:
    """The lines of a table, its header first; raises SocialCreditError for an empty file."""
    name = str(path)
    text = text_of_bytes(bytes_of(path), name)
    refuse_hidden(text, name)
    if not text.strip():
        raise SocialCreditError(
            "the table is empty", f"{name}:1:1", expected=header, hint=NEXT_STEP
        )
    return text.replace("\r\n", "\n").rstrip("\n").split("\n")


def read_table(path: Path, columns: Sequence[str]) -> Table:
    """The rows of a table with these columns; raises SocialCreditError for another header."""
    name, lines = str(path), lines_of(path, ",".join(columns))
    refuse_all([*_header_errors(cells_of(lines[0], 1, name), columns)])
    rows: list[dict[str, Cell]] = []
    errors: list[SocialCreditError] = []
    for number, line in enumerate(lines[1:], 2):
        try:
            cells = cells_of(line, number, name)
        except SocialCreditError as error:
            errors.append(error)
            continue
        if len(cells) != len(columns):
            told = counted(len(cells), "cell")
            problem = "an empty line" if not line.strip() else f"this row has {told}"
            place = f"{name}:{number}:1"
            expected = f"{len(columns)}, one for each column"
            errors.append(SocialCreditError(problem, place, shorten(line), expected))
        else:
            rows.append(dict(zip(columns, cells, strict=True)))
    if not rows and not errors:
        first = Place(name, 2, 1)
        errors.append(Cell("", first).wrong("the table has no rows", "a row for each line of it"))
    return Table(rows, errors)


def cells_of(line: str, number: int, name: str) -> list[Cell]:
    """The cells of a line; a table of this kind has no line's end within a cell."""
    if '"' in line:
        try:
            (texts,) = csv.reader([line], strict=True)
        except (csv.Error, ValueError):
            place = f"{name}:{number}:{line.index(chr(34)) + 1}"
            raise SocialCreditError(
                "a quotation mark that does not close", place, shorten(line), "a cell in quotes"
            ) from None
        cells, column = [], 1
        for text in texts:
            column = line.find(text, column - 1) + 1 or column
            cells.append(Cell(text.strip(), Place(name, number, column)))
            column += len(text)
        return cells
    cells, column = [], 1
    for text in line.split(","):
        cells.append(Cell(text.strip(), Place(name, number, column)))
        column += len(text) + 1
    return cells


def _header_errors(cells: Sequence[Cell], columns: Sequence[str]) -> Iterator[SocialCreditError]:
    there = [cell.text for cell in cells]
    missing = [column for column in columns if column not in there]
    for place, cell in enumerate(cells):
        if cell.text not in columns:
            meant = nearest(cell.text, missing)
            yield cell.wrong("there is no such column", "columns " + ",".join(columns), meant)
        elif cell.text in there[:place]:
            yield cell.wrong("this column stands twice", "each column once")
    for column in missing:
        yield cells[0].wrong(f"the column `{column}` is missing", "columns " + ",".join(columns))
    if not missing and len(there) == len(columns) and there != list(columns):
        place = next(i for i, column in enumerate(columns) if there[i] != column)
        yield cells[place].wrong("the columns stand in another order", ",".join(columns))


def number_in(
    cell: Cell, least: float, most: float, read: Callable[[str], float] = int
) -> tuple[float, SocialCreditError | None]:
    """The number in a cell, and what is wrong where it is none or beyond its bounds."""
    kind = "a whole number in digits alone" if read is int else "a number such as 12.5"
    plain = cell.text.isascii() and not cell.text.startswith("+") and "_" not in cell.text
    try:
        if len(cell.text) > 30 or not plain:
            raise ValueError
        number = read(cell.text)
    except ValueError:
        problem = "this cell is empty" if not cell.text else "this is not a number"
        digits = THOUSANDS.sub("", cell.text) if GROUPED.fullmatch(cell.text) else None
        return 0, cell.wrong(problem, kind, digits if read is int else None)
    if not -1e300 < number < 1e300:
        return 0, cell.wrong("this is not a number", kind)
    if not least <= number <= most:
        small = "negative" if number < 0 <= least else "too small" if number < least else ""
        return 0, cell.wrong(
            f"this number is {small or 'too large'}", f"from {least:,} to {most:,}"
        )
    return number, None


def refuse_all(errors: Sequence[SocialCreditError]) -> None:
    """Raise what was found as one error, in the order of the file."""
    if not errors:
        return
    shown = sorted(errors, key=_place)[:MOST_SHOWN]
    if len(errors) > MOST_SHOWN:
        shown.append(
            SocialCreditError(f"{len(errors) - MOST_SHOWN} further problems are not shown")
        )
    shown[-1].hint = shown[-1].hint or NEXT_STEP
    shown[0].others = tuple(shown[1:])
    raise shown[0]


def _place(error: SocialCreditError) -> tuple[str, int, int]:
    file, line, column = error.where.rsplit(":", 2)
    return file, int(line), int(column)
