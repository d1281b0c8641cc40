"""One number a measure, of the tiny run: each by the table and the column that it names."""

import pytest
from pytest import approx

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import write_sealed
from socialcredit.core.run_layout import REAL
from socialcredit.results.measures.compared import SHOWN, beside_the_real, compared
from tests.results.synthetic import manifest, rows, tiny_tables, write_run


@pytest.fixture
def one_world(tmp_path):
    """The tiny run without its twin, with loans, a screen and records made public."""
    told, tables = manifest(), tiny_tables()
    scheme = told["names"]["schemes"][0]
    scheme |= {"consequence_effects": ["shown", "refuse"], "published": ["bad records", "nothing"]}
    tables["conduct"] = [row for row in tables["conduct"] if row["world"] == 0]
    tables["lending"] = rows(
        "month asked granted wrongly defaulted over borrowers", "0 10 4 1 1 2 16", "1 30 6 2 4 1 14"
    )
    tables["doors"] += rows("consequence attempts refusals money", "1 5 2 1000")
    return write_run(tmp_path / "run", told, tables)


def test_every_measure_is_of_its_own_column(one_world):
    found, years = compared(one_world), one_world.person_years / 1000
    assert years == approx(10 * 2 / 12 / 1000)
    assert found["bad deeds, per 1000 person-years"] == approx(30 / years)
    assert found["good deeds, per 1000 person-years"] == approx((8 + 5) / years)
    assert found["deeds made up for points, per 1000 person-years"] == approx(6 / years)
    assert found["records, per 1000 person-years"] == approx(22 / years)
    assert found["disputes, per 1000 person-years"] == approx(4 / years)
    assert found["corrections, per 1000 person-years"] == approx(2 / years)
    assert found["refusals, per 1000 person-years"] == approx((3 + 4 + 2) / years)
    assert found["penalised at the end, per 1000 residents"] == 400
    assert found["wrongly penalised at the end, per 1000 residents"] == 100
    assert found["share of penal days that are wrong"] == 30 / 120
    assert found["share of penal days that are late"] == 20 / 120
    assert found["share of bad records that are wrong"] == 5 / 14


def test_what_is_taken_from_people_is_not_reckoned_up_with_what_they_are_given(one_world):
    taken = compared(one_world)["yuan taken from people, per person-year"]
    assert taken == approx(280 / one_world.person_years)


def test_loans_are_told_per_thousand_of_what_they_are_part_of(one_world):
    found = compared(one_world)
    assert found["loans granted, per 1000 applications"] == approx(1000 * 10 / 40)
    assert found["loans refused for wrong marks alone, per 1000 applications"] == approx(75)
    assert found["loans lost, per 1000 granted"] == approx(500)
    assert found["borrowers who owe too many lenders, per 1000"] == approx(100)


def test_shown_is_who_was_published_and_who_was_put_on_a_screen(one_world):
    # 14 bad records of January, and ten times on the screen
    assert compared(one_world)[SHOWN] == approx(1000 * (14 + 10) / one_world.person_years)


def test_without_a_loan_and_without_a_panel_these_are_not_told(tmp_path):
    tables = {**tiny_tables(), "panel_people": [], "panel_events": []}
    found = compared(write_run(tmp_path / "run", manifest(), tables))
    assert found["loans granted, per 1000 applications"] is None
    assert not any(name.startswith("panel: ") for name in found)


def test_a_run_with_alternatives_is_set_beside_the_real_one_where_both_know(tiny, tmp_path):
    run = write_run(tmp_path / "beside", manifest(), tiny_tables())
    assert beside_the_real(run) == []
    told = {"real": {"a": 1, "b": None, "d": 4}, "variant": {"a": 2, "b": 3, "c": 5, "d": None}}
    told["run"] = run.manifest["content_hash"]
    write_sealed(run.folder / REAL, told)
    assert beside_the_real(run) == [{"measure": "a", "real": 1.0, "variant": 2.0}]
    (run.folder / REAL).write_text("{")
    with pytest.raises(SocialCreditError, match="damaged"):
        beside_the_real(run)
