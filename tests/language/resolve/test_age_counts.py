"""A place's table of ages holds margins: what is no count of a group is refused at its line."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socialcredit.core.ages import age_starts
from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check_file import check_file
from socialcredit.language.resolve.age_counts import load_ages

RIGHT = """\
sex,age,count
men,0-4,512
men,5-17,1604
men,18-64,6480
men,65+,1731
women,0-4,488
women,5-17,1560
women,18-64,6390
women,65+,2285
"""
WRONG = {
    "a name": ("sex,age,count", "name,sex,age,count", "1:1", "margins only"),
    "a number of somebody": ("age,count", "age,count,id", "1:15", "margins only"),
    "a date of birth": ("sex,age,", "sex,birth date,", "1:5", "margins only"),
    "a column that could be more": ("age,count", "age,count,street", "1:15", "margins only"),
    "other names of columns": ("sex,age,count", "gender,ages,number", "1:1", "called otherwise"),
    "a sum of all": ("women,65+,2285", "total,all,20570", "9:1", "sums up others"),
    "no header": ("sex,age,count\n", "", "1:1", "the header is missing"),
    "semicolons": ("sex,age,count", "sex;age;count", "1:1", "not parted by commas"),
    "a column less": ("sex,age,count", "sex,age", "1:1", "`count` is missing"),
    "a column twice": ("sex,age,count", "sex,age,age,count", "1:9", "stands twice"),
    "a sex that is none": ("men,0-4", "man,0-4", "2:1", "no sex that is counted"),
    "no sex": ("men,0-4", ",0-4", "2:1", "empty"),
    "no age": ("men,0-4", "men,young", "2:5", "not a group of ages"),
    "an age backwards": ("men,5-17", "men,17-5", "3:5", "ends before it begins"),
    "a date for a group": ("men,0-4", "men,2019-05-04", "2:5", "not a group of ages"),
    "fewer than none": ("0-4,512", "0-4,-512", "2:9", "negative"),
    "half a man": ("0-4,512", "0-4,512.5", "2:9", "not a number"),
    "a count in words": ("0-4,512", "0-4,many", "2:9", "not a number"),
    "more people than there are": ("0-4,512", f"0-4,{10**15}", "2:9", "too large"),
    "nothing counted": ("0-4,512", "0-4,", "2:9", "empty"),
    "a mark for thousands": ("5-17,1604", '5-17,"1,604"', "3:11", "not a number"),
    "a gap": (",18-64", ",20-64", "4:5", "ages 18 to 19 are missing"),
    "an overlap": (",18-64", ",17-64", "4:5", "overlaps"),
    "no babies": (",0-4", ",1-4", "2:5", "age 0 is missing"),
    "a last group that ends": (",65+", ",65-99", "5:5", "not open"),
    "an open group in the middle": (",5-17", ",5+", "3:5", "is open"),
    "a group twice": ("men,5-17", "men,0-4", "3:5", "second row of men of 0-4"),
    "a group of one sex alone": ("men,18-64", "men,18-66", "4:5", "women of 18-66 are missing"),
    "an empty line": ("men,18-64,6480\n", "\n", "4:1", "an empty line"),
    "a cell more": ("18-64,6480", "18-64,6480,1", "4:1", "4 cells"),
    "a cell less": ("men,18-64,6480", "men,18-64", "4:1", "2 cells"),
    "what cannot be seen": ("men,18-64", "men,18\u200b-64", "4:7", "cannot be seen"),
}


def written(folder: Path, text: str) -> Path:
    file = folder / "ages.csv"
    file.write_text(text, encoding="utf-8")
    return file


def refused(file: Path) -> SocialCreditError:
    with pytest.raises(SocialCreditError) as caught:
        load_ages(file)
    return caught.value


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_margin_is_told_at_its_place_with_a_next_step(tmp_path, wrong):
    old, new, where, words = WRONG[wrong]
    text = RIGHT
    if wrong == "a group of one sex alone":
        text = text.replace("men,65+", "men,67+")
    assert old in text
    text = text.replace(old, new, 2 if old.startswith(",") else 1)  # of both sexes, or at one cell
    if wrong == "a column twice":
        text = text.replace(",0-4,", ",0-4,0-4,")
    file = written(tmp_path, text)
    error = refused(file)
    every = [one for one in (error, *error.others) if words in one.message]
    assert every and every[0].where == f"{file}:{where}", error.render()
    assert "next: " in error.render()
    with pytest.raises(SocialCreditError, match=re.escape(words)):
        check_file(file)


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("men,0-4", "men,0\u20134", "0-4"), ("men,0-4", "men,0 to 4", "0-4"),
        ("men,65+", "men,65 and over", "65+"), ("men,65+", "men,65 Plus", "65+"),
        ("5-17,1604", '5-17,"1,604"', "1604"), ("5-17,1604", "5-17,1 604", "1604"),
        ("5-17,1604", "5-17,1.604", "1604"),
    ],
)  # fmt: skip
def test_what_an_office_would_write_is_met_with_what_is_read_here(tmp_path, old, new, meant):
    error = refused(written(tmp_path, RIGHT.replace(old, new, 1)))
    assert error.meant == meant and f"did you mean '{meant}'?" in error.render()


def test_half_a_man_is_not_taken_for_thousands(tmp_path):
    assert refused(written(tmp_path, RIGHT.replace("1604", "160.4", 1))).meant is None
    assert refused(written(tmp_path, RIGHT.replace("1604", '"1,5"', 1))).meant is None


def test_two_million_rows_are_refused_for_what_they_would_be(tmp_path):
    """Before they are read, and by `check` as by a run."""
    file = written(tmp_path, "sex,age,count\n" + "men,34,1\nwomen,35,1\n" * 1_000_000)
    error = refused(file)
    assert "margins only" in error.message and "next: count the people" in error.render()
    with pytest.raises(SocialCreditError, match="margins only"):
        check_file(file)


def test_a_table_from_excel_in_two_bytes_a_letter_says_how_to_save_it(tmp_path):
    file = tmp_path / "ages.csv"
    file.write_bytes(RIGHT.encode("utf-16"))
    assert "UTF-16" in refused(file).message and "CSV UTF-8" in refused(file).render()


def test_a_row_a_person_is_refused_for_what_it_is(tmp_path):
    rows = "".join(f"{sex},{age},1\n" for sex in ("men", "women") for age in ("37", "38", "64"))
    error = refused(written(tmp_path, "sex,age,count\n" + rows))
    assert "each row is of one person" in error.message and "margins only" in error.message
    assert error.where.endswith("ages.csv:2:5") and "leave everything else out" in error.render()


def test_more_rows_than_groups_can_have_are_people(tmp_path):
    rows = "".join(f"men,{number % 90},{number % 7}\n" for number in range(5000))
    error = refused(written(tmp_path, "sex,age,count\n" + rows))
    assert "margins only" in error.message and error.where.endswith(":204:1")


def test_all_mistakes_of_a_table_are_told_at_once(tmp_path):
    text = RIGHT.replace("men,0-4,512", "men,0-4,x").replace("women,65+", "woman,65+")
    error = refused(written(tmp_path, text))
    assert [one.where.split(":")[-2] for one in (error, *error.others)] == ["2", "9"]


@pytest.mark.parametrize("text", ["", "\n", "sex,age,count\n"])
def test_a_table_of_nothing_is_refused(tmp_path, text):
    error = refused(written(tmp_path, text))
    assert ":1:1" in error.where and "next: " in error.render()


def test_a_table_of_men_alone_or_of_nobody_is_refused(tmp_path):
    men = RIGHT[: RIGHT.index("women")]
    assert "no row of women" in refused(written(tmp_path, men)).message
    none = re.sub(r"(women,[^,]+),\d+", r"\1,0", RIGHT)
    assert "no women at all" in refused(written(tmp_path, none)).message


def test_a_table_in_another_encoding_is_placed(tmp_path):
    file = tmp_path / "ages.csv"
    file.write_bytes(RIGHT.replace("women,0-4", "wom\u00e9n,0-4").encode("latin-1"))
    error = refused(file)
    assert "UTF-8" in error.message and error.where == f"{file}:6:4"


@pytest.mark.parametrize("sexes", [("m", "f"), ("male", "female"), ("Men", "WOMEN")])
def test_columns_stand_in_any_order_and_sexes_have_several_words(tmp_path, sexes):
    men, women = sexes
    lines = [line.split(",") for line in RIGHT.strip().split("\n")]
    named = {"sex": "sex", "men": men, "women": women}
    text = "\r\n".join(f"{age},{named[sex]},{count}" for sex, age, count in lines)
    file = written(tmp_path, "\ufeff" + text)
    assert load_ages(file).men == (512, 1604, 6480, 1731)
    assert "21,050 people" in check_file(file)


@st.composite
def groups(draw):
    """Whole groups of ages from 0 on, the last one open."""
    starts = sorted(draw(st.sets(st.integers(1, 100), min_size=1, max_size=24)))
    ends = [0, *starts]
    closed = [
        str(first) if nextone == first + 1 else f"{first}-{nextone - 1}"
        for first, nextone in zip(ends, ends[1:], strict=False)
    ]
    return [*closed, f"{ends[-1]}+"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(groups(), st.data())
def test_whatever_groups_a_table_has_it_is_read_to_the_person(tmp_path, ages, data):
    many = st.lists(st.integers(2, 10**7), min_size=len(ages), max_size=len(ages))
    men, women = data.draw(many), data.draw(many)
    rows = [("men", age, count) for age, count in zip(ages, men, strict=True)]
    rows += [("women", age, count) for age, count in zip(ages, women, strict=True)]
    shuffled = data.draw(st.permutations(rows))
    text = "sex,age,count\n" + "".join(",".join(map(str, row)) + "\n" for row in shuffled)
    found = load_ages(written(tmp_path, text))
    assert found == (tuple(ages), tuple(men), tuple(women))
    assert age_starts(found.groups)[-1] == int(ages[-1][:-1])


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.sampled_from("menwo,0123456789-+;\n\"' sexagcount\t"), max_size=200))
def test_any_text_is_a_table_or_a_mistake_with_a_line_and_a_next_step(tmp_path, text):
    file = written(tmp_path, text)
    try:
        load_ages(file)
    except SocialCreditError as error:
        for one in (error, *error.others):
            assert not one.where or re.search(r"ages\.csv:\d+:\d+$", one.where)
        assert "next: " in error.render()
