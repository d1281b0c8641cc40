"""Who approves, who is afraid, who sees no use, who protests: counted from a run made by hand."""

import pytest
from pytest import approx

from socialcredit.report.sections.acceptance import acceptance_section, turned_section
from socialcredit.results.measures.acceptance import acceptance
from socialcredit.results.measures.registry import chosen, values
from socialcredit.results.words.acceptance import acceptance_lines
from tests.results.synthetic import manifest, tiny_tables, write_run


def row(month, place, by, level, *counts, turns=0):
    """A row of the table, in the order of its columns."""
    names = ("approve", "afraid", "no_use", "protest")
    told = dict(zip(names, counts, strict=True))
    return {"month": month, "place": place, "by": by, "level": level, "turns": turns, **told}


ROWS = [
    row(0, 0, 0, 0, 70, 10, 15, 5), row(0, 1, 0, 0, 80, 0, 0, 20, turns=1),
    row(1, 0, 0, 0, 60, 10, 20, 10, turns=1),
    row(1, 0, 1, 1, 20, 10, 20, 0), row(1, 0, 1, 3, 40, 0, 0, 10),
    row(1, 0, 3, 0, 10, 0, 0, 0), row(1, 0, 3, 1, 50, 10, 20, 10),
    {**row(0, 0, 0, 0, 1, 1, 1, 1), "world": 1},
]  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    told = manifest()
    told["names"] |= {"places": ["here", "there"], "place_titles": ["Here", "There"]}
    told["scenario"] = {"scenario": "s", "protest": {"outcome": "ends", "at": 0.1}}
    tables = tiny_tables() | {"acceptance": ROWS}
    return write_run(tmp_path_factory.mktemp("runs") / "run", told, tables)


def test_the_four_shares_are_of_all_adults_where_a_scheme_is_in_force(run):
    found = acceptance(run)
    assert found["start"]["adults"] == 200 and found["start"]["approve"] == approx(0.75)
    assert found["end"]["adults"] == 100 and found["end"]["month"] == "2014-02"
    assert [found["end"][key] for key in ("approve", "afraid", "no_use", "protest")] == approx(
        [0.6, 0.1, 0.2, 0.1]
    )
    assert found["most"]["month"] == "2014-01" and found["most"]["protest"] == approx(0.125)


def test_groups_are_those_of_the_last_month_and_only_such_as_somebody_is_in(run):
    groups = acceptance(run)["groups"]
    assert [one["group"] for one in groups["age"]] == ["18 to 39", "60 and older"]
    assert groups["age"][1]["protest"] == approx(0.2)
    assert groups["town"][0]["approve"] == approx(1.0) and groups["income"] == []


def test_each_place_says_on_which_day_the_old_rules_ended(run):
    turned = acceptance(run)["turned"]
    assert turned == [
        {"place": "There", "last_day": "2014-01-31", "lived": True},
        {"place": "Here", "last_day": "2014-02-28", "lived": False},
    ]
    told = acceptance_lines(acceptance(run))
    assert "60 % approve" in told[0]
    assert "Protest ended the scheme in There on 31 January 2014" in told[1]
    assert "in the last month in Here" in told[1] and "the scenario's and not a result" in told[1]
    section = turned_section({"acceptance": acceptance(run)})
    assert "31 January 2014" in section.paragraphs[0] and len(section.figures) == 1


def test_the_section_and_the_measures_say_the_same(run):
    found = {"acceptance": acceptance(run)}
    section = acceptance_section(run, found)
    assert "60 % approve" in section.paragraphs[0] and len(section.figures) == 1
    numbers = values(run, chosen(["acceptance"]))
    assert numbers["acceptance.afraid"] == approx(0.1)
    assert numbers["acceptance.protest"] == approx(0.125)


def test_where_nobody_can_protest_there_is_nothing_to_tell(tmp_path):
    run = write_run(tmp_path / "run", manifest(), tiny_tables())
    assert acceptance(run) is None and acceptance_lines(None) == []
    assert acceptance_section(run, {"acceptance": None}) is None
    assert turned_section({"acceptance": None}) is None
