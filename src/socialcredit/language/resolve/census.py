"""The census tables of `assumptions/data`, checked as rules are: at the line, with a next step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.language.read.positions import Place
from socialcredit.language.read.tables import (
    Cell,
    Table,
    number_in,
    read_table,
    refuse_all,
)

PROVINCES, BY_PROVINCE, BY_YEAR = (
    "provinces.csv", "census_2020_province_sex_age.csv", "census_national_sex_age.csv",
)  # fmt: skip
GROUPS = (
    "0", "1-4", *(f"{first}-{first + 4}" for first in range(5, 100, 5)), "100+",
)  # fmt: skip
SEXES = ("M", "F")
SHARES = ("pct_0_14", "pct_15_59", "pct_60_plus")  # of one whole; those over 65 are among the last
COUNTS = ("population_2010", "population_2020", "male_2020", "female_2020")
COLUMNS: dict[str, tuple[str, ...]] = {
    PROVINCES: ("province", *COUNTS, *SHARES, "pct_65_plus", "pct_urban"),
    BY_PROVINCE: ("province", "sex", *GROUPS),
    BY_YEAR: ("year", "sex", *GROUPS),
}
MOST_PEOPLE = 10_000_000_000  # in one cell: more than there are
ROUNDED = 0.03  # how far three rounded per cents may be from a hundred
NEEDED_YEAR = "2020"  # whose ages the others are moved from
HOW_MANY = 31  # provinces, municipalities and regions

ByKey = dict[str, tuple[list[int], list[int]]]  # residents by age group: men, women
Errors = Iterator[SocialCreditError]


class CensusTables(NamedTuple):
    """Residents by age group, men and women, of each province in 2020 and of the nation by year."""

    provinces: ByKey
    national: ByKey


def load_census(folder: Path) -> CensusTables:
    """The two tables by sex and age, held against the totals that were published.

    Raises SocialCreditError with every line that does not fit.
    """
    known = provinces_of(folder / PROVINCES)
    provinces = by_sex(folder / BY_PROVINCE, known)
    return CensusTables(provinces, by_sex(folder / BY_YEAR))


def check_census(path: Path) -> int:
    """Check one of the tables by its name, beside the others; return how many rows it has."""
    if path.name not in COLUMNS:
        raise SocialCreditError(
            "a table that nothing reads",
            str(path),
            expected="one of " + ", ".join(COLUMNS),
            hint="give the table the name of the one that it stands for",
            meant=nearest(path.name, COLUMNS),
        )
    if path.name == PROVINCES:
        return len(provinces_of(path))
    beside = path.parent / PROVINCES
    known = provinces_of(beside) if path.name == BY_PROVINCE and beside.exists() else None
    return 2 * len(by_sex(path, known))


def provinces_of(path: Path) -> dict[str, tuple[int, int]]:
    """Men and women of each province in 2020, by its name."""
    table = read_table(path, COLUMNS[PROVINCES])
    errors = [*table.errors]
    known: dict[str, tuple[int, int]] = {}
    for row in table.rows:
        numbers, wrong = _numbers(row, COUNTS, 1, MOST_PEOPLE)
        shares, odd = _numbers(row, COLUMNS[PROVINCES][5:], 0, 100, whole=False)
        errors += [*wrong, *odd]
        errors += _named_once(row["province"], known)
        if not wrong:
            errors += _sexes_add_up(row, numbers)
        if not odd:
            errors += _shares_add_up(row, shares)
        known[row["province"].text] = (int(numbers["male_2020"]), int(numbers["female_2020"]))
    if not errors and len(known) != HOW_MANY:
        last = Cell("", Place(str(path), len(table.rows) + 1, 1))
        errors.append(last.wrong(f"the table has {len(known)} provinces", f"all {HOW_MANY}"))
    refuse_all(errors)
    return known


def by_sex(path: Path, known: Mapping[str, tuple[int, int]] | None = None) -> ByKey:
    """A table by sex and age: of every key a row for men and one for women.

    known  what the keys are, with the men and women that their rows add up to; else years
    """
    columns = COLUMNS[BY_YEAR if known is None and path.name == BY_YEAR else path.name]
    table, key = read_table(path, columns), columns[0]
    errors, found = [*table.errors], dict[tuple[str, str], list[int]]()
    for row in table.rows:
        numbers, wrong = _numbers(row, GROUPS, 0, MOST_PEOPLE)
        errors += wrong
        errors += _key_errors(row[key], key, known)
        if row["sex"].text not in SEXES:
            errors.append(row["sex"].wrong("there is no such sex in the census", "M or F"))
        name = (row[key].text, row["sex"].text)
        if name in found:
            errors.append(row[key].wrong(f"a second row of `{name[0]}` {name[1]}", "each row once"))
        found[name] = [int(numbers[group]) for group in GROUPS]
        if not wrong:
            errors += _row_adds_up(row[key], name[1], found[name], known)
    errors += _rows_missing(table, path, key, found, known)
    refuse_all(errors)
    return {name: (found[name, "M"], found[name, "F"]) for name, sex in found if sex == "M"}


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


def _sexes_add_up(row: Mapping[str, Cell], numbers: Mapping[str, float]) -> Errors:
    both = int(numbers["male_2020"] + numbers["female_2020"])
    if both != numbers["population_2020"]:
        problem = f"men and women are {both:,} together"
        yield row["population_2020"].wrong(problem, f"{both:,}, or other numbers of men and women")


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
    cell: Cell, sex: str, residents: list[int], known: Mapping[str, tuple[int, int]] | None
) -> Errors:
    total = sum(residents)
    if total == 0:
        yield cell.wrong("nobody is in this row", "residents of some age")
    elif known is not None and cell.text in known and sex in SEXES:
        published = known[cell.text][SEXES.index(sex)]
        if total != published:
            problem = f"the ages of this row come to {total:,} people"
            yield cell.wrong(problem, f"{published:,}, as {PROVINCES} says")


def _rows_missing(
    table: Table, path: Path, key: str, found: Mapping[tuple[str, str], object],
    known: Mapping[str, object] | None,
) -> Errors:  # fmt: skip
    if table.errors:
        return
    end = Cell("", Place(str(path), len(table.rows) + 1, 1))
    names = dict.fromkeys([*(known or {}), *(name for name, _ in found)])
    wanted = names if key == "province" else dict.fromkeys([*names, NEEDED_YEAR])
    for name in wanted:
        for sex in SEXES:
            if (name, sex) not in found:
                yield end.wrong(f"the row {name},{sex} is missing", "a row M and a row F of each")
