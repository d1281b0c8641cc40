"""Hours, entries in rolls and the index of drift, worked out by hand."""

import pytest
from pytest import approx

from socialcredit.report.sections.drift import drift_section
from socialcredit.report.sections.hours import hours_section
from socialcredit.results.measures.hours import drift, hours_done
from socialcredit.results.measures.offsets import offsets
from socialcredit.results.measures.registry import chosen, values
from tests.results.synthetic import manifest, tiny_run, tiny_tables, write_run

GROUPS = ["road", "money", "registered good", "unmeasured good"]


def counted(folder, registers=0.5, **names):
    """The tiny run where a turn of work takes two hours and a neighbour's help four.

    In February eight turns, six of them only for points, and two in the twin; in January five
    times help, and ten in the twin.
    """
    told = manifest()
    told["names"] |= {"kind_hours": [0, 0, 2, 4], "registers": registers, "kind_groups": GROUPS,
                      "kind_units": ["", "", "hours", ""]}  # fmt: skip
    told["names"] |= names
    return write_run(folder, told, tiny_tables())


def test_hours_are_deeds_times_what_one_takes_and_entries_besides_have_none(tmp_path):
    found = hours_done(counted(tmp_path))
    assert found["kinds"] == ["volunteering"]
    assert (found["made_up"], found["anyway"], found["twin"]) == (12, 4, 4)
    assert (found["registrations"], found["empty"]) == (8 + 3, 3)
    assert found["times"] == approx(11 / 2) and found["hours_each"] == approx(16 / 11)
    assert found["by_month"]["made_up"] == [0, 12]


def test_without_empty_entries_there_are_as_many_as_deeds(tmp_path):
    found = hours_done(counted(tmp_path, registers=0.0))
    assert (found["registrations"], found["empty"]) == (8, 0)
    assert found["hours_each"] == approx(2)


def test_a_roll_is_kept_of_hours_and_of_nothing_else(tmp_path):
    found = hours_done(counted(tmp_path, kind_units=["", "", "yuan", ""]))
    assert (found["registrations"], found["empty"], found["times"]) == (0, 0, None)
    assert found["made_up"] == 12 and found["hours_each"] is None


def test_the_page_tells_hours_and_entries_apart(tmp_path):
    run = counted(tmp_path)
    section = hours_section(run, {"schemes": [{"offsets": offsets(run)}]})
    text = " ".join(section.paragraphs)
    assert "took 16 hours, 12 of them only for points" in text and "same people spent 4" in text
    assert "grew by 11 entries, 5.5 times those without the schemes" in text
    assert "3 are empty" in text and "one drunk drive is erased in" in text
    assert [one.mark for one in section.paragraphs] == ["came out"] * 2 + ["put in"] * 2
    assert section.figures[0].title.startswith("Hours of good deeds that erase")


def test_the_index_is_what_is_measured_over_what_is_not_against_the_twin(tmp_path):
    """16 hours over 20, against 4 over 40."""
    found = drift(counted(tmp_path))
    assert found["index"] == approx(100 * (16 / 20) / (4 / 40))
    assert found["help"] == approx(-0.5) and found["lost"] == 20
    assert found["by_month"] == [None, None], "no month has both in both worlds"


def test_where_nobody_counts_hours_there_is_nothing_to_tell(tmp_path):
    run = tiny_run(tmp_path)
    assert hours_done(run) is None and drift(run) is None
    assert drift_section(run, {}) is None


def test_the_registry_asks_for_them(tmp_path):
    found = values(counted(tmp_path), chosen(["offset", "drift"]))
    assert found == approx(
        {
            "offset.hours": 1000 * 12 / (10 * 2 / 12),
            "offset.registrations": 5.5,
            "offset.hours_each": 16 / 11,
            "drift.index": 800,
            "drift.help": -0.5,
        },
        rel=0.02,
    )


def test_the_page_tells_the_index_and_marks_what_was_put_in(tmp_path):
    tables = tiny_tables()
    for row in tables["conduct"]:
        row["month"] = 0
    told = manifest()
    told["names"] |= {"kind_hours": [0, 0, 2, 4], "registers": 1, "kind_groups": GROUPS}
    section = drift_section(write_run(tmp_path, told, tables), {})
    out, put = section.paragraphs
    assert (out.mark, put.mark) == ("came out", "put in")
    assert "an index of 800" in out and "20 hours in 40 are gone (−50 %)" in out


@pytest.mark.parametrize("sign", [1, -1])
def test_more_help_is_said_to_have_come_on_top(tmp_path, sign):
    tables = tiny_tables()
    for row in tables["conduct"]:
        row["month"] = 0
        if row["kind"] == 3 and row["world"] == 0:
            row["deeds"] += sign * 4 + 5
    told = manifest()
    told["names"] |= {"kind_hours": [0, 0, 2, 4], "registers": 1, "kind_groups": GROUPS}
    out = drift_section(write_run(tmp_path, told, tables), {}).paragraphs[0]
    assert ("came on top" in out) == (sign > 0)
