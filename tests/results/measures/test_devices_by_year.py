"""Devices year by year, worked out on paper for December 2014 and January 2015."""

import pytest

from socialcredit.report.sections.devices import devices_section
from socialcredit.results.measures.devices_by_year import hits_by_year, undone_by_year
from socialcredit.results.measures.summary import scheme_summary
from socialcredit.results.words.devices import growing_lines
from tests.results.synthetic import manifest, rows, tiny_tables, write_run

LATER = rows(
    "month entry cause records points repaired expired corrected",
    "0 0 0 4 -2000 0 0 0",
    "0 0 1 1  -500 0 0 0",
    "1 0 0 10 -5000 0 0 0",
    "1 0 2 6 -3000 0 0 0",
)

CROSSINGS = rows(
    "world month place kind deeds effort sighted",
    "0 0 0 0 20 0 0",
    "0 1 0 0 25 0 0",
    "1 0 0 0 30 0 0",
    "1 1 0 0 30 0 0",
)


@pytest.fixture
def growing(tmp_path):
    """Two cameras in December see a tenth of life, six in January a quarter."""
    names = manifest()["names"]
    names |= {"device_days": {"cameras": 4.0}, "device_numbers": {"cameras": [2.0, 6.0]},
              "device_reach": {"cameras": [0.1, 0.25]}}  # fmt: skip
    names["schemes"][0]["entry_seen_by"] = [["cameras"], ["banks"], []]
    told = manifest(names=names, start="2014-12-01", days=62)
    return write_run(
        tmp_path / "run", told, {**tiny_tables(), "records": LATER, "conduct": CROSSINGS}
    )


def test_each_year_tells_its_devices_their_reach_and_who_is_named_wrongly(growing):
    first, second = hits_by_year(growing)
    assert (first["year"], first["devices"], first["covers"]) == ("2014", 2.0, 0.1)
    assert (first["hits"], first["wrong"], first["share"]) == (5, 1, 0.2)
    assert (second["year"], second["devices"], second["covers"]) == ("2015", 6.0, 0.25)
    assert (second["hits"], second["wrong"], second["share"]) == (16, 6, 0.375)


def test_lawful_deeds_left_undone_are_those_that_the_scheme_counts(growing):
    """Crossings are made lawful: 20 and 25 of them here, 30 a month in the twin."""
    assert undone_by_year(growing) == []
    growing.names["kind_signs"][0] = "watched"
    assert undone_by_year(growing) == [
        {"year": "2014", "with": 20, "without": 30},
        {"year": "2015", "with": 25, "without": 30},
    ]


def test_three_years_or_more_are_told_in_the_terminal(growing):
    years = [{"year": str(year), "hits": 10 * year, "wrong": 1} for year in (1, 2, 3)]
    undone = [{"year": "1", "with": 8, "without": 10}]
    assert growing_lines({"hits_by_year": years, "undone_by_year": undone}) == [
        "Hits by year, and wrong ones of them: 1 10 (1), 2 20 (1), 3 30 (1).",
        "Lawful deeds left undone, by year: 1 2 of 10.",
    ]
    assert growing_lines({"hits_by_year": hits_by_year(growing), "undone_by_year": undone}) == []


def test_the_page_draws_the_years(growing):
    growing.names["kind_signs"][0] = "watched"
    section = devices_section(scheme_summary(growing, 0))
    (figure,) = [one for one in section.figures if one.title == "Hits by year"]
    assert figure.rows[1][:6] == ["2015", "cameras", "6", "25 %", "16", "6"]
    assert figure.rows[1][-1] == "5 of 30"
    assert "2014: 5 hits, 1 wrong" in figure.alt
