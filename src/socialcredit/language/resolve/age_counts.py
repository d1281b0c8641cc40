"""A table of a place's people by sex and age (`sex,age,count`): margins, never rows of persons.

A column that is none of the three, a row a person, or more rows than groups of ages can have, is
refused for what it would be: data on people, which nothing here reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from socialcredit.core.ages import GROUP, LAST_OPEN, NoAges, age_starts
from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.text import counted
from socialcredit.language.read.files import MOST_BYTES, shorten
from socialcredit.language.read.positions import Place
from socialcredit.language.read.tables import (
    NEXT_STEP,
    Cell,
    cells_of,
    lines_of,
    number_in,
    refuse_all,
)
from socialcredit.language.resolve.census import MOST_PEOPLE

COLUMNS = ("sex", "age", "count")
HEADER = ",".join(COLUMNS)
SEXES = {
    "men": "men", "m": "men", "male": "men", "women": "women", "f": "women", "female": "women",
}  # fmt: skip
MOST_ROWS = 2 * (LAST_OPEN + 1)  # single years up to the last group, of both sexes
TOTALS = ("total", "all", "both", "sum", "persons")
SUMS_UP = "this row sums up others, and would count everybody twice"
EITHER = "men or women (m or f, male or female)"
FEW = 4  # rows: in a table of fewer, counts of one may be what was counted
MARGINS = "margins only: how many people there are of each sex and group of ages, never people"
COUNT_THEM = "count the people by sex and group of ages, and leave everything else out"

Errors = Iterator[SocialCreditError]


class AgeCounts(NamedTuple):
    """How many men and women there are in each group of ages, the youngest first."""

    groups: tuple[str, ...]
    men: tuple[int, ...]
    women: tuple[int, ...]


class _Row(NamedTuple):
    sex: str
    age: Cell
    many: int
    first: int


def load_ages(path: Path) -> AgeCounts:
    """The table of a place. Raises SocialCreditError with every line that does not fit."""
    name, lines = str(path), _lines(path)
    try:
        header = cells_of(lines[0], 1, name)
    except SocialCreditError as error:
        error.hint = NEXT_STEP
        raise
    order = _order(header, lines[0], name)
    if len(lines) - 1 > MOST_ROWS:
        raise SocialCreditError(
            f"{len(lines) - 1:,} rows, more than groups of ages can have; {MARGINS}",
            f"{name}:{MOST_ROWS + 2}:1", shorten(lines[MOST_ROWS + 1]),
            f"at most {MOST_ROWS} rows, one for each sex and group", COUNT_THEM,
        )  # fmt: skip
    rows: list[_Row] = []
    errors: list[SocialCreditError] = []
    for number, line in enumerate(lines[1:], 2):
        _read_row(line, number, name, order, rows, errors)
    end = Place(name, len(lines), 1)
    if not rows and not errors:
        errors.append(Cell("", end).wrong("the table has no rows", "a row for each sex and group"))
    if not errors:
        errors += _persons(rows)
    if not errors:
        errors += [*_twice(rows), *_both_sexes(rows, end)]
    if not errors:
        errors += [*_follow_each_other(rows), *_somebody(rows, end)]
    refuse_all(errors)
    return _counts(rows)


def _lines(path: Path) -> list[str]:
    """The lines of a table; one that is too large to be read at all holds no margins."""
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise SocialCreditError(
            f"{path.stat().st_size:,} bytes, more than groups of ages can take; {MARGINS}",
            f"{path}:1:1", expected=f"at most {MOST_ROWS} rows, one for each sex and group",
            hint=COUNT_THEM,
        )  # fmt: skip
    return lines_of(path, HEADER)


def _order(header: Sequence[Cell], line: str, name: str) -> list[int]:
    """Where each of the three columns stands. Raises SocialCreditError for any other header."""
    there = [cell.text for cell in header]
    if not {*there} & {*COLUMNS}:
        parted = any(sign in line for sign in ";\t|") and "," not in line
        row = any(character.isdigit() for character in line)
        problem = "the header is missing" if row else "the columns are called otherwise"
        raise SocialCreditError(
            "the columns are not parted by commas" if parted else problem,
            f"{name}:1:1", shorten(line), HEADER,
            "save the table with commas" if parted else f"write `{HEADER}` as the first line",
        )  # fmt: skip
    errors = []
    missing = [column for column in COLUMNS if column not in there]
    for at, cell in enumerate(header):
        if cell.text in there[:at]:
            errors.append(cell.wrong("this column stands twice", "each column once"))
        elif cell.text not in COLUMNS:
            told = cell.wrong(f"a column that is no margin; {MARGINS}", f"columns {HEADER}",
                              nearest(cell.text, missing))  # fmt: skip
            told.hint = COUNT_THEM
            errors.append(told)
    if not errors:
        errors = [header[0].wrong(f"the column `{column}` is missing", f"columns {HEADER}")
                  for column in missing]  # fmt: skip
    refuse_all(errors)
    return [there.index(column) for column in COLUMNS]


def _read_row(
    line: str, number: int, name: str, order: Sequence[int], rows: list[_Row],
    errors: list[SocialCreditError],
) -> None:  # fmt: skip
    """Put a row behind the others, or what is wrong with it."""
    try:
        cells = cells_of(line, number, name)
    except SocialCreditError as error:
        errors.append(error)
        return
    if len(cells) != len(COLUMNS):
        problem = "an empty line" if not line.strip() else f"this row has {len(cells)} cells"
        problem = problem.replace("has 1 cells", "has 1 cell")
        where, expected = f"{name}:{number}:1", f"{len(COLUMNS)}, one for each column"
        errors.append(SocialCreditError(problem, where, shorten(line), expected))
        return
    sex, age, many = (cells[at] for at in order)
    count, wrong = number_in(many, 0, MOST_PEOPLE)
    found = [] if wrong is None else [wrong]
    if sex.text.lower() not in SEXES:
        told = "this cell is empty" if not sex.text else "this is no sex that is counted here"
        total = sex.text.lower() in TOTALS
        told, expected = (SUMS_UP, "rows of men and of women alone") if total else (told, EITHER)
        found.append(sex.wrong(told, expected))
    group = GROUP.fullmatch(age.text)
    if group is None and sex.text.lower() not in TOTALS:
        told = "this cell is empty" if not age.text else "this is not a group of ages"
        found.append(age.wrong(told, "such as 0-4, 37 or 85+", _meant(age.text)))
    elif group is not None and int(group[2] or group[1]) < int(group[1]):
        found.append(age.wrong("this group ends before it begins", "the younger age first"))
    errors += found
    if not found and group is not None:
        rows.append(_Row(SEXES[sex.text.lower()], age, int(count), int(group[1])))


def _meant(written: str) -> str | None:
    """The group of ages that is surely meant by another way of writing it."""
    dashed = re.sub("\\s*(?:[\u2010-\u2015\u2212]|\\bto\\b)\\s*", "-", written.strip())
    told = re.sub(r"\s*(\+|(and|or) (over|older|more|above)|plus)$", "+", dashed, flags=re.I)
    return told if told != written and GROUP.fullmatch(told) else None


def _persons(rows: Sequence[_Row]) -> Errors:
    """Rows that each count one person are persons."""
    if len(rows) >= FEW and all(row.many == 1 for row in rows):
        told = rows[0].age.wrong(f"each row is of one person; {MARGINS}", "how many people a group")
        told.hint = COUNT_THEM
        yield told


def _twice(rows: Sequence[_Row]) -> Errors:
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        key = row.sex, row.age.text
        if key in seen:
            problem = f"a second row of {row.sex} of {row.age.text}, first in line {seen[key]}"
            yield row.age.wrong(problem, "each sex and group once")
        seen.setdefault(key, row.age.place.line)


def _both_sexes(rows: Sequence[_Row], end: Place) -> Errors:
    """The same groups of both."""
    told = {sex: {row.age.text for row in rows if row.sex == sex} for sex in ("men", "women")}
    for sex, other in (("men", "women"), ("women", "men")):
        if not told[sex]:
            yield Cell("", end).wrong(f"there is no row of {sex}", "rows of men and of women")
            continue
        for row in rows:
            if row.sex == other and row.age.text not in told[sex]:
                problem = f"{sex} of {row.age.text} are missing"
                yield row.age.wrong(problem, f"a row {sex},{row.age.text},COUNT")


def _follow_each_other(rows: Sequence[_Row]) -> Errors:
    """Groups that follow each other from 0 on, the last one open; told once, of men."""
    ordered = sorted((row for row in rows if row.sex == "men"), key=lambda row: row.first)
    try:
        age_starts([row.age.text for row in ordered])
    except NoAges as problem:
        expected = "groups that follow each other from 0 on, the last one open, such as 85+"
        yield ordered[problem.at].age.wrong(str(problem), expected)
        return
    if len(ordered) < 2:
        yield ordered[0].age.wrong("everybody is in one group of ages", "two groups, or more")


def _somebody(rows: Sequence[_Row], end: Place) -> Errors:
    for sex in ("men", "women"):
        if not any(row.many for row in rows if row.sex == sex):
            yield Cell("", end).wrong(f"there are no {sex} at all", f"{sex} of some age")


def _counts(rows: Sequence[_Row]) -> AgeCounts:
    men, women = (
        sorted((row for row in rows if row.sex == sex), key=lambda row: row.first)
        for sex in ("men", "women")
    )
    return AgeCounts(
        tuple(row.age.text for row in men),
        tuple(row.many for row in men),
        tuple(row.many for row in women),
    )


def check_ages(path: Path) -> str:
    """Check a table of ages; what it holds, in words."""
    found = load_ages(path)
    people = sum(found.men) + sum(found.women)
    return f"{counted(len(found.groups), 'group')} of ages, {counted(people, 'person', 'people')}"
