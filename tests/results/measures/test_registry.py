"""One number a measure, of the tiny run: each by the table and the column that it names."""

from pathlib import Path

import pytest
from pytest import approx

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.retelling import OF_A_RUN
from socialcredit.core.run_files import write_sealed
from socialcredit.core.run_layout import REAL
from socialcredit.report.headlines import ORDER, headlines
from socialcredit.results.measures import registry
from socialcredit.results.measures.across import across_bodies
from socialcredit.results.measures.beside_real import beside_the_real
from socialcredit.results.measures.registry import values
from socialcredit.results.measures.summary import summary
from socialcredit.results.run import Run
from tests.results.synthetic import in_columns, manifest, rows, tiny_tables, write_run


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
    found, years = values(one_world), one_world.person_years / 1000
    assert years == approx(10 * 2 / 12 / 1000)
    assert found["conduct.bad"] == approx(30 / years)
    assert found["conduct.good"] == approx((8 + 5) / years)
    assert found["conduct.made_up"] == approx(6 / years)
    assert found["records.filed"] == approx(22 / years)
    assert found["redress.disputes"] == approx(4 / years)
    assert found["redress.corrections"] == approx(2 / years)
    assert found["doors.refusals"] == approx((3 + 4 + 2) / years)
    assert found["penalties.at_end"] == 400
    assert found["penalties.wrongly_at_end"] == 100
    assert found["penalties.wrong"] == 30 / 120
    assert found["penalties.late"] == 20 / 120
    assert found["records.wrong"] == 5 / 14


def test_what_is_taken_from_people_is_not_reckoned_up_with_what_they_are_given(one_world):
    taken = values(one_world)["doors.money"]
    assert taken == approx(280 / one_world.person_years)


def test_loans_are_told_as_shares_of_what_they_are_part_of(one_world):
    found = values(one_world, registry.chosen(["lending"]))
    assert found["lending.granted"] == approx(10 / 40)
    assert found["lending.wrongly_refused"] == approx(3 / 40)
    assert found["lending.lost"] == approx(5 / 10)
    assert found["lending.over"] == approx(3 / 30)


def test_shown_is_who_was_published_and_who_was_put_on_a_screen(one_world):
    # 14 bad records of January, and ten times on the screen
    assert values(one_world)["shown.times"] == approx(1000 * (14 + 10) / one_world.person_years)


def test_without_a_loan_and_without_a_panel_these_are_not_told(tmp_path):
    tables = {**tiny_tables(), "panel_people": [], "panel_events": []}
    found = values(write_run(tmp_path / "run", manifest(), tables))
    assert found["lending.granted"] is None
    assert all(found[name] is None for name in found if name.startswith("together."))


def test_a_run_with_alternatives_is_set_beside_the_real_one_where_both_know(tiny, tmp_path):
    run = write_run(tmp_path / "beside", manifest(), tiny_tables())
    assert beside_the_real(run) == []
    told = {"real": {"a": 1, "b": None, "d": 4}, "variant": {"a": 2, "b": 3, "c": 5, "d": None}}
    told["run"] = run.manifest["content_hash"]
    write_sealed(run.folder / REAL, told)
    assert beside_the_real(run) == [{"measure": "a", "words": "a", "real": 1.0, "variant": 2.0}]
    (run.folder / REAL).write_text("{")
    with pytest.raises(SocialCreditError, match="damaged"):
        beside_the_real(run)


def test_every_measure_has_a_name_of_its_own_words_and_a_way_to_its_interval():
    assert len(registry.BY_ID) == len(registry.MEASURES)
    for one in registry.MEASURES:
        told = one.as_fields()
        assert told["words"] and told["interval"], one.id
        assert one.kind != "share" or one.unit.startswith("share"), one.id
    told = [one.told for one in registry.MEASURES if not one.by_scheme]
    assert len(set(told)) == len(told), "two measures are told in the same words"


def test_the_same_number_is_told_wherever_a_run_tells_it(tiny):
    """The registry beside the blocks that the page, `--json` and the summary are made of."""
    found, told = values(tiny), summary(tiny)
    block, both = told["schemes"][0], across_bodies(tiny)
    assert found["conduct.bad.change"] == told["bad_deeds"]["change"]
    assert found["M1.share"] == block["M1"]["share"] == found["penalties.wrong"]
    assert found["M2.missed"] == block["M2"]["missed"]
    assert found["M4.other_part"] == block["M4"]["other_part"]
    assert found["M7.repaired"] == block["M7"]["repaired"]
    assert found["M10.trap"] == block["M10"]["trap"]
    assert found["M12.records"] == approx(1000 * block["M12"]["per_person_year"])
    assert found["together.penal_days"] == both["penal_days"]
    lines = {line["measure"]: line for line in headlines(told)}
    assert lines and lines.keys() <= registry.BY_ID.keys()
    for name, line in lines.items():
        assert line["text"] == registry.BY_ID[name].says or name == "faces.wrong"


def test_every_headline_that_there_may_be_has_its_sentence():
    assert all(registry.BY_ID[name].says for name in ORDER)


def test_a_measure_of_few_cases_says_so_and_one_without_a_twin_is_none(tiny, one_world):
    found = {value.key: value for value in registry.measured(tiny)}
    assert found["M7.repaired"].few and found["M7.repaired"].value == 1
    assert not found["M2.missed"].few
    assert values(one_world)["conduct.bad.change"] is None is values(one_world)["M10.trap"]


def test_of_several_schemes_each_has_its_own_value():
    names = ["one", "two"]
    told = manifest()["names"]
    told["schemes"] = [{**told["schemes"][0], "name": name} for name in names]
    run = Run(None, manifest(names=told), in_columns(tiny_tables()))
    found = registry.measured(run, registry.chosen(["M1.share", "conduct.bad"]))
    assert [value.key for value in found] == ["conduct.bad", "one/M1.share", "two/M1.share"]
    assert registry.told("two/M1.share") == "two: penal days that are wrong, share"


def test_a_measure_is_chosen_by_its_id_or_by_what_ids_begin_with():
    assert [one.id for one in registry.chosen(["M1.share"])] == ["M1.share"]
    found = [one.id for one in registry.chosen(["burden.wrong", "M1.share"])]
    assert "M1.share" in found and "burden.wrong.harm.means" in found
    assert not any(name.startswith("burden.any") for name in found)
    assert registry.chosen([]) == registry.MEASURES
    with pytest.raises(SocialCreditError, match="no measure `M1.shar`") as wrong:
        registry.chosen(["M1.shar"])
    assert "M1.share" in str(wrong.value)


def test_the_reference_tells_every_measure_in_the_registrys_words():
    page = (Path(__file__).parents[3] / "docs/reference/measures.md").read_text(encoding="utf-8")
    for one in registry.MEASURES:
        assert f"| `{one.id}` | {OF_A_RUN(one.told)}" in page, (
            f"docs/reference/measures.md: {one.id}"
        )
