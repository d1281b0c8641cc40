"""If all rules were withdrawn: deeds expected over the twin's at each month's end, in words."""

import pytest
from pytest import approx

from socialcredit.report.sections.withdrawn import withdrawn_section
from socialcredit.results.measures.registry import measure
from socialcredit.results.measures.withdrawn import withdrawn
from tests.results.synthetic import manifest, rows, tiny_tables, write_run

# Two places; of ten people 20 bad deeds a year and 40 good ones, in thousandths; world 1 untouched.
MOTIVES = rows(
    "world month place residents bad_alone bad_ever good_alone good_ever",
    "0 0 0 4 8000 8000 16000 16000", "0 0 1 6 12000 12000 24000 24000",
    "0 1 0 4 8000 8000 16000 16000", "0 1 1 6 14000 12000 18000 24000",
    "1 1 0 10 90000 90000 90000 90000",
)  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs") / "withdrawn"
    return write_run(folder, manifest(), {**tiny_tables(), "motives": MOTIVES})


def test_it_is_what_is_expected_at_the_end_over_the_same_people_before_any_price(run):
    found = withdrawn(run)
    bad, good = found["bad"], found["good"]
    assert (bad["alone"], bad["ever"], bad["change"]) == approx((2.2, 2.0, 0.1))
    assert (good["alone"], good["ever"], good["change"]) == approx((3.4, 4.0, -0.15))
    assert bad["by_month"] == approx([0.0, 0.1]) and good["by_month"] == approx([0.0, -0.15])
    assert good["lowest"] == {"month": "2014-02", "change": approx(-0.15)}
    assert bad["lowest"] == {"month": "2014-01", "change": 0.0}


def test_its_measures_stand_on_the_first_line_and_are_put_in(run):
    for name, value in {"bad": 2.2, "bad.change": 0.1, "good": 3.4, "good.change": -0.15}.items():
        one = measure(f"withdrawn.{name}")
        assert (one.line, one.mark) == (1, "put in") and one.value(run, 0) == approx(value)


def test_the_page_says_how_much_and_which_way(run):
    section = withdrawn_section(run, {})
    text = " ".join(section.paragraphs)
    assert "2.20 bad deeds a person-year of themselves, 10 % more than the 2.00" in text
    assert "3.40 good deeds a person-year of themselves, 15 % fewer than the 4.00" in text
    assert "least in 2014-01 (0 %) and most in 2014-02 (+10 %)" in text


def test_of_a_side_of_which_nobody_does_anything_there_is_no_number(tmp_path):
    one = rows("month place residents bad_alone bad_ever good_alone good_ever", "1 0 9 9 6 0 0")
    run = write_run(tmp_path / "run", manifest(), {**tiny_tables(), "motives": one})
    assert measure("withdrawn.good").value(run, 0) is None
    assert measure("withdrawn.bad.change").value(run, 0) == approx(0.5)
    assert len(withdrawn_section(run, {}).paragraphs) == 3


def test_where_no_price_moves_any_motivation_there_is_nothing_to_tell(tmp_path):
    run = write_run(tmp_path / "run", manifest(), tiny_tables())
    assert withdrawn(run) is None and withdrawn_section(run, {}) is None
    assert measure("withdrawn.bad").value(run, 0) is None
