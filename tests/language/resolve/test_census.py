"""Census tables are held to what they must be, as rules are: a line, what stands there, a step."""

import os
import re
import shutil
from pathlib import Path

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check_file import check_file
from socialcredit.language.resolve.census import load_provinces, load_years
from socialcredit.language.resolve.loading import load_beliefs
from socialcredit.language.resolve.paths import ASSUMPTIONS

PROVINCES, BY_PROVINCE, BY_YEAR = (
    "provinces.csv", "census_2020_province_sex_age.csv", "census_national_sex_age.csv",
)  # fmt: skip
MEN_OF_BEIJING = "Beijing,M,79388,447165"
WRONG = {
    "another header": (BY_PROVINCE, "province,sex,0,", "provnce,sex,0,", "1:1", "no such column"),
    "a column less": (BY_PROVINCE, "95-99,100+", "95-99", "1:1", "column `100+` is missing"),
    "a column more": (BY_YEAR, "95-99,100+", "95-99,100+,all", "1:133", "no such column"),
    "columns turned round": (BY_PROVINCE, "0,1-4,", "1-4,0,", "1:14", "another order"),
    "a column twice": (BY_YEAR, "0,1-4,5-9", "0,1-4,1-4,5-9", "1:16", "stands twice"),
    "a cell less": (BY_PROVINCE, MEN_OF_BEIJING, "Beijing,M,79388", "2:1", "23 cells"),
    "a cell more": (BY_PROVINCE, MEN_OF_BEIJING, f"{MEN_OF_BEIJING},5", "2:1", "25 cells"),
    "no number": (BY_PROVINCE, "M,79388,", "M,many,", "2:11", "not a number"),
    "nothing": (BY_PROVINCE, "M,79388,", "M,,", "2:11", "empty"),
    "a fraction of a person": (BY_PROVINCE, "M,79388,", "M,79388.5,", "2:11", "not a number"),
    "a number in words of a program": (BY_PROVINCE, "M,79388,", "M,0x10,", "2:11", "not a number"),
    "digits of another script": (BY_PROVINCE, "M,79388,", "M,７９,", "2:11", "not a number"),
    "fewer than none": (BY_PROVINCE, "M,79388,", "M,-79388,", "2:11", "negative"),
    "not a number": (PROVINCES, "11.84", "nan", "2:45", "not a number"),
    "endless": (PROVINCES, "11.84", "inf", "2:45", "not a number"),
    "more people than there are": (BY_YEAR, "M,7461199", f"M,{10**15}", "2:8", "too large"),
    "a share above the whole": (PROVINCES, "87.55", "187.55", "2:69", "too large"),
    "shares that do not add up": (PROVINCES, "11.84", "12.84", "2:45", "come to 101.00"),
    "sexes that do not add up": (
        PROVINCES, "21893095", "21893096", "2:18", "men and women are 21,893,095",
    ),
    "ages that do not add up": (
        BY_PROVINCE, "M,79388,", "M,79389,", "2:1", "come to 11,195,391 people",
    ),
    "a row twice": (BY_PROVINCE, "Tianjin,M,", "Beijing,M,", "4:1", "a second row of `Beijing`"),
    "a place that is none": (BY_PROVINCE, "Tianjin,M,", "Tienjin,M,", "4:1", "no province `Tienj"),
    "a sex that is none": (BY_PROVINCE, "Beijing,M", "Beijing,X", "2:9", "no such sex"),
    "a year that is none": (BY_YEAR, "2010,M", "20l0,M", "2:1", "not the year of a census"),
    "a quotation left open": (BY_PROVINCE, "Beijing,M", '"Beijing,M', "2:1", "does not close"),
    "what cannot be seen": (BY_PROVINCE, "Beijing,M", "Bei\u200bjing,M", "2:4", "cannot be seen"),
}  # fmt: skip


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ASSUMPTIONS / "data", tmp_path / "data"))


def read_census(folder: Path):
    years = load_years(folder / BY_YEAR)
    return load_provinces(folder / BY_PROVINCE, folder / PROVINCES), years


def told_of(folder: Path) -> SocialCreditError:
    with pytest.raises(SocialCreditError) as caught:
        read_census(folder)
    return caught.value


@pytest.mark.parametrize("wrong", WRONG)
def test_what_does_not_fit_is_told_at_its_place(tables: Path, wrong: str) -> None:
    file, old, new, where, words = WRONG[wrong]
    text = (tables / file).read_text(encoding="utf-8")
    assert old in text
    (tables / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    error = told_of(tables)
    every = [one for one in (error, *error.others) if words in one.message]
    assert every and every[0].where == f"{tables / file}:{where}", error.render()
    assert "next: " in error.render()
    with pytest.raises(SocialCreditError, match=re.escape(words)):
        check_file(tables / file)


def test_a_row_that_is_missing_is_named(tables: Path) -> None:
    for file, row in ((BY_PROVINCE, "Beijing,F"), (BY_YEAR, "2020,M")):
        shutil.copytree(ASSUMPTIONS / "data", tables, dirs_exist_ok=True)
        lines = (tables / file).read_text(encoding="utf-8").splitlines(keepends=True)
        (tables / file).write_text("".join(x for x in lines if not x.startswith(row)))
        assert f"the row {row} is missing" in told_of(tables).render()


def test_a_province_that_is_missing_everywhere_is_missed_where_a_place_lies_in_it(tables: Path):
    for file in (PROVINCES, BY_PROVINCE):
        lines = (tables / file).read_text(encoding="utf-8").splitlines(keepends=True)
        (tables / file).write_text("".join(x for x in lines if not x.startswith("Tibet,")))
    places = shutil.copy(ASSUMPTIONS / "places.yaml", tables.parent / "places.yaml")
    with pytest.raises(SocialCreditError, match="`Tibet` is no province of the census"):
        load_beliefs({"places": places})


def test_a_row_of_nobody_is_refused(tables: Path) -> None:
    text = (tables / BY_YEAR).read_text(encoding="utf-8").splitlines()
    text[1] = "2010,M" + ",0" * 22
    (tables / BY_YEAR).write_text("\n".join(text))
    assert "nobody is in this row" in told_of(tables).message


def test_bytes_that_are_no_text_are_placed(tables: Path) -> None:
    data = (tables / BY_PROVINCE).read_bytes()
    (tables / BY_PROVINCE).write_bytes(data.replace(b"Tianjin,M", b"Ti\xe9njin,M", 1))
    error = told_of(tables)
    assert error.where == f"{tables / BY_PROVINCE}:4:3" and "UTF-8" in error.message


@pytest.mark.parametrize("instead", ["pipe", "folder", "nothing", "empty", "header alone"])
def test_what_is_no_table_is_refused_at_once(tables: Path, instead: str) -> None:
    file = tables / BY_YEAR
    header = file.read_text(encoding="utf-8").splitlines()[0]
    file.unlink()
    match instead:
        case "pipe":
            os.mkfifo(file)
        case "folder":
            file.mkdir()
        case "empty":
            file.write_text("\n")
        case "header alone":
            file.write_text(header + "\n")
    error = told_of(tables)
    assert error.where.startswith(str(file)) and "next: " in error.render()


def test_all_lines_are_told_at_once(tables: Path) -> None:
    text = (tables / BY_PROVINCE).read_text(encoding="utf-8")
    broken = text.replace("Beijing,M,79388", "Beijing,M,x").replace("Hebei,F", "Hebei,Q")
    (tables / BY_PROVINCE).write_text(broken, encoding="utf-8")
    error = told_of(tables)
    lines = [one.where.split(":")[-2] for one in (error, *error.others)]
    assert lines[:2] == ["2", "7"], error.render()


def test_windows_line_ends_and_a_mark_before_the_first_are_no_part_of_a_cell(tables: Path) -> None:
    before = read_census(tables)
    for file in (PROVINCES, BY_PROVINCE, BY_YEAR):
        text = (tables / file).read_text(encoding="utf-8")
        (tables / file).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    after = read_census(tables)
    assert after == before


def test_the_shipped_tables_fit() -> None:
    for file in (PROVINCES, BY_PROVINCE, BY_YEAR):
        assert "a census table, everything fits" in check_file(ASSUMPTIONS / "data" / file)
