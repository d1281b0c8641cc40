"""F13 to F15 from a table written by hand, and what is said of them."""

import pytest

from socialcredit.report.sections.discretion import discretion_section
from socialcredit.results.measures.discretion import (
    all_orders,
    all_self_reports,
    leniency,
    orders,
    self_reports,
)
from socialcredit.results.run import Run
from socialcredit.results.words.discretion import lenient_lines, order_lines, quiet_lines
from tests.results.synthetic import in_columns, manifest

OTHERS = {
    "visits": 900, "at_border": 200, "border_choices": 300, "border_lesser": 150,
    "border_anyhow": 100, "other_choices": 400, "other_lesser": 100, "swayed": 50, "same": 300,
    "same_down": 30, "new": 100, "new_down": 20, "new_stayed": 20,
    "new_known": 50, "new_known_down": 20, "new_known_stayed": 10,
}  # fmt: skip
CONNECTED = {
    "visits": 100, "at_border": 20, "border_choices": 100, "border_lesser": 75,
    "border_anyhow": 50, "other_choices": 0, "other_lesser": 0, "swayed": 5,
    "same": 0, "same_down": 0, "new": 0, "new_down": 0, "new_stayed": 0,
    "new_known": 0, "new_known_down": 0, "new_known_stayed": 0,
}  # fmt: skip


def run_of(population="firms", **tables):
    rows = {
        name: [{"world": 0, "month": 0, "place": 0, "source": 0, **row} for row in given]
        for name, given in tables.items()
    }
    told = manifest(population=population)
    told["names"]["source_titles"] = ["Inspectors"]
    return Run(None, told, in_columns(rows))


@pytest.fixture
def lenient():
    return run_of(leniency=[{"minority": 0, **OTHERS}, {"minority": 1, **CONNECTED}])


def test_the_lesser_is_told_at_borders_elsewhere_and_by_connections(lenient):
    found = leniency(lenient)
    assert found["visits"] == 1000 and found["border"] == pytest.approx(0.22)
    assert found["lesser"] == pytest.approx(225 / 400) and found["elsewhere"] == 0.25
    assert (found["of_others"], found["of_connected"]) == (0.5, 0.75)
    assert found["connected_times"] == 1.5
    assert found["times"] == pytest.approx(1.5), "against the same choices away from a border"
    assert found["swayed"] == pytest.approx(55 / 220)
    assert (found["new"], found["known"]) == (0.2, 0.4)
    assert (found["new_times"], found["known_times"]) == (1.0, 2.0), "had the other one come"


def test_residents_have_no_connections():
    found = leniency(run_of("persons", leniency=[{"minority": 1, **CONNECTED}]))
    assert found["of_connected"] is None is found["connected_times"]
    assert not any("connections" in line for line in lenient_lines(found))


def test_what_nobody_is_or_does_is_not_told():
    nothing = run_of(conduct=[])
    assert leniency(nothing) is None is all_orders(nothing) is all_self_reports(nothing)
    assert orders(nothing) == self_reports(nothing) == []
    found = {"leniency": None, "orders": [], "self_reports": []}
    assert discretion_section(found) is None


def test_orders_end_in_one_of_four_ways():
    run = run_of(orders=[{"given": 60, "looked_again": 50, "mended": 30, "disobeyed": 15,
                          "overlooked": 3, "gone": 2}])  # fmt: skip
    (row,) = orders(run)
    assert (row["given"], row["again"], row["mended"]) == (60, 50, 0.6)
    assert all_orders(run)["disobeyed"] == pytest.approx(0.3)
    (told,) = order_lines([row])
    assert told.startswith("Inspectors: 60 orders to mend; of 50 second visits 60 % found it done")
    assert "30 % not" in told and "overlooked" in told and "another firm" in told


def test_what_is_kept_quiet_is_a_share_of_what_was_noticed():
    run = run_of(self_reports=[{"reported": 60, "quiet": 40}])
    assert all_self_reports(run)["quiet"] == pytest.approx(0.4)
    assert quiet_lines(self_reports(run)) == [
        "Inspectors: of 100 deeds noticed, 40 % was kept quiet."
    ]


def test_a_page_tells_all_three(lenient):
    found = {
        "leniency": leniency(lenient),
        "orders": orders(run_of(orders=[{"given": 3, "looked_again": 0, "mended": 0, "disobeyed": 0,
                                         "overlooked": 0, "gone": 0}])),
        "self_reports": self_reports(run_of(self_reports=[{"reported": 60, "quiet": 40}])),
    }  # fmt: skip
    section = discretion_section(found)
    assert section.key == "discretion" and len(section.figures) == 1
    assert any("3 orders to mend." in line for line in section.points)
