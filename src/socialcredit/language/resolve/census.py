"""Wide census tables of a nation, checked as rules are: at the line, with a next step.

A row of men and one of women for each province, or for each census year; a column for each group
of ages, as the header has them. What provinces add up to may stand in a table beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from socialcredit.core.ages import NoAges, age_starts
from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.language.read.files import bytes_of, text_of_bytes
from socialcredit.language.read.positions import Place
from socialcredit.language.read.tables import (
    Cell,
    Table,
    number_in,
    read_table,
    refuse_all,
)

USUAL = (
    "0", "1-4", *(f"{first}-{first + 4}" for first in range(5, 100, 5)), "100+",
)  # fmt: skip
SEXES = ("M", "F")
SHARES = ("pct_0_14", "pct_15_59", "pct_60_plus")  # of one whole; those over 65 are among the last
MOST_PEOPLE = 10_000_000_000  # in one cell: more than there are
ROUNDED = 0.03  # how far three rounded per cents may be from a hundred

_COUNTED = re.compile(r"population_(\d{4})")

ByKey = dict[str, tuple[list[int], list[int]]]  # residents by age group: men, women
Errors = Iterator[SocialCreditError]


class CensusTable(NamedTuple):
    """Residents by age group, men and women, of each province or of each year."""

    groups: tuple[str, ...]
    rows: ByKey


class Totals(NamedTuple):
    """The columns of a table of totals, and in it men and women of each province."""

    counted: tuple[str, ...]
    known: Mapping[str, tuple[int, int]]


def load_provinces(path: Path, totals: Path | None = None) -> CensusTable:
    """Residents of each province, held against what they add up to where a table says that.

    Raises SocialCreditError with every line that does not fit.
    """
    return by_sex(path, "province", totals_of(totals).known if totals else None, totals)


def load_years(path: Path) -> CensusTable:
    """Residents of a nation by year. Raises SocialCreditError with every line that does not fit."""
    return by_sex(path, "year")


def totals_of(path: Path) -> Totals:
    """Men and women of each province, by its name; the last year that is counted is theirs."""
    counts = _counted(path)
    columns = ("province", *counts, *SHARES, "pct_65_plus", "pct_urban")
    table = read_table(path, columns)
    errors = [*table.errors]
    known: dict[str, tuple[int, int]] = {}
    *_, men, women = counts
    for row in table.rows:
        numbers, wrong = _numbers(row, counts, 1, MOST_PEOPLE)
        shares, odd = _numbers(row, columns[len(counts) + 1 :], 0, 100, whole=False)
        errors += [*wrong, *odd]
        errors += _named_once(row["province"], known)
        if not wrong:
            errors += _sexes_add_up(row, numbers, counts)
        if not odd:
            errors += _shares_add_up(row, shares)
        known[row["province"].text] = (int(numbers[men]), int(numbers[women]))
    refuse_all(errors)
    return Totals(counts, known)


def _counted(path: Path) -> tuple[str, ...]:
    """The columns that count people: those of years, and men and women of the last of these."""
    years = sorted(_COUNTED.findall(header_of(path)))
    last = years[-1] if years else "YEAR"
    told = [f"population_{year}" for year in years or ["YEAR"]]
    return (*told, f"male_{last}", f"female_{last}")


def header_of(path: Path) -> str:
    """The first line of a table, as it stands there."""
    return text_of_bytes(bytes_of(path).partition(b"\n")[0], str(path))


def by_sex(
    path: Path,
    key: str,
    known: Mapping[str, tuple[int, int]] | None = None,
    totals: Path | None = None,
) -> CensusTable:
    """A table by sex and age: of every key a row for men and one for women.

    key    what its rows are: `province` or `year`
    known  the provinces, with the men and women that their rows add up to in the table `totals`
    """
    groups = _groups(header_of(path))
    table = read_table(path, (key, "sex", *groups))
    errors, found = [*table.errors], dict[tuple[str, str], list[int]]()
    for row in table.rows:
        numbers, wrong = _numbers(row, groups, 0, MOST_PEOPLE)
        errors += wrong
        errors += _key_errors(row[key], key, known)
        if row["sex"].text not in SEXES:
            errors.append(row["sex"].wrong("there is no such sex in the census", "M or F"))
        name = (row[key].text, row["sex"].text)
        if name in found:
            errors.append(row[key].wrong(f"a second row of `{name[0]}` {name[1]}", "each row once"))
        found[name] = [int(numbers[group]) for group in groups]
        if not wrong:
            errors += _row_adds_up(row[key], name[1], found[name], known, totals)
    errors += _rows_missing(table, path, found, known)
    refuse_all(errors)
    rows = {name: (found[name, "M"], found[name, "F"]) for name, sex in found if sex == "M"}
    return CensusTable(groups, rows)


def _groups(header: str) -> tuple[str, ...]:
    """The groups of ages that a header has; the usual ones where these are none."""
    told = tuple(cell.strip() for cell in header.split(","))[2:]
    try:
        age_starts(told)
    except NoAges:
        return USUAL
    return told


def _numbers(
    row: Mapping[str, Cell], columns: tuple[str, ...], least: int, most: int, whole: bool = True
) -> tuple[dict[str, float], list[SocialCreditError]]:
    read = {column: number_in(row[column], least, most, int if whole else float)
            for column in columns}  # fmt: skip
    wrong = [error for _, error in read.values() if error is not None]
    return {column: number for column, (number, _) in read.items()}, wrong


def _named_once(cell: Cell, known: Mapping[str, object]) -> Errors:
    if not cell.text:
        yield cell.wrong("this cell is empty", "the name of a province")
    elif cell.text in known:
        yield cell.wrong(f"a second row of `{cell.text}`", "each province once")


def _sexes_add_up(
    row: Mapping[str, Cell], numbers: Mapping[str, float], counts: tuple[str, ...]
) -> Errors:
    *_, whole, men, women = counts
    both = int(numbers[men] + numbers[women])
    if both != numbers[whole]:
        problem = f"men and women are {both:,} together"
        yield row[whole].wrong(problem, f"{both:,}, or other numbers of men and women")


def _shares_add_up(row: Mapping[str, Cell], shares: Mapping[str, float]) -> Errors:
    total = sum(shares[name] for name in SHARES)
    if abs(total - 100) > ROUNDED:
        problem = f"the shares of the ages come to {total:.2f} per cent"
        yield row[SHARES[0]].wrong(problem, "shares that come to 100")
    if shares["pct_65_plus"] > shares["pct_60_plus"]:
        yield row["pct_65_plus"].wrong("more are over 65 than over 60", "at most pct_60_plus")


def _key_errors(cell: Cell, key: str, known: Mapping[str, object] | None) -> Errors:
    if known is not None and cell.text not in known:
        expected = "one of " + ", ".join(known)
        yield cell.wrong(f"there is no province `{cell.text}`", expected, nearest(cell.text, known))
    elif key == "year" and not (cell.text.isdigit() and 1900 <= int(cell.text[:9]) <= 2100):
        yield cell.wrong("this is not the year of a census", "a year such as 2020")


def _row_adds_up(
    cell: Cell, sex: str, residents: list[int], known: Mapping[str, tuple[int, int]] | None,
    totals: Path | None,
) -> Errors:  # fmt: skip
    total = sum(residents)
    if total == 0:
        yield cell.wrong("nobody is in this row", "residents of some age")
    elif known is not None and cell.text in known and sex in SEXES:
        published = known[cell.text][SEXES.index(sex)]
        if total != published:
            problem = f"the ages of this row come to {total:,} people"
            says = totals.name if totals else "its total"
            yield cell.wrong(problem, f"{published:,}, as {says} says")


def _rows_missing(
    table: Table, path: Path, found: Mapping[tuple[str, str], object],
    known: Mapping[str, object] | None,
) -> Errors:  # fmt: skip
    if table.errors:
        return
    end = Cell("", Place(str(path), len(table.rows) + 1, 1))
    for name in dict.fromkeys([*(known or {}), *(name for name, _ in found)]):
        for sex in SEXES:
            if (name, sex) not in found:
                yield end.wrong(f"the row {name},{sex} is missing", "a row M and a row F of each")
