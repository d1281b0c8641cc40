"""Designs by benefit and burden: fronts of draws, ties, and what an error costs."""

import pytest

from socialcredit.assessment.costs import ends_of
from socialcredit.assessment.designs import Point, beats, is_sure, shares_on_front
from socialcredit.assessment.influence import carried_in
from socialcredit.core.run_files import write_sealed
from socialcredit.results.run import Run

GOOD, POOR = Point(10.0, 1.0), Point(5.0, 2.0)


def test_a_design_that_another_beats_in_every_draw_is_on_no_front():
    found = shares_on_front({"": [POOR] * 4, "milder": [GOOD] * 4})
    assert found == {"": 0.0, "milder": 1.0}


def test_a_trade_off_leaves_both_on_the_front():
    assert shares_on_front({"": [Point(10, 5)], "milder": [Point(2, 1)]}) == {"": 1, "milder": 1}


def test_the_same_in_both_beats_nobody():
    assert not beats(GOOD, GOOD)
    assert shares_on_front({"": [GOOD], "twin": [GOOD]}) == {"": 1.0, "twin": 1.0}


def test_the_share_is_of_draws():
    assert shares_on_front({"": [GOOD, POOR], "other": [POOR, GOOD]}) == {"": 0.5, "other": 0.5}


def test_a_design_without_a_number_is_on_no_front_and_beats_nobody():
    found = shares_on_front({"": [Point(None, 1.0)], "other": [POOR]})
    assert found == {"": 0.0, "other": 1.0}


def test_one_is_better_only_where_it_is_so_in_95_of_100_draws():
    assert is_sure([2.0] * 19 + [0.0], [1.0] * 20)
    assert not is_sure([2.0] * 18 + [0.0] * 2, [1.0] * 20)
    assert not is_sure([None], [1.0]), "what is not known tells nothing apart"
    assert not is_sure([2.0] * 18 + [None] * 2, [1.0] * 20), "18 of 20 draws are no 95 %"


def test_the_interval_of_what_an_error_costs_is_that_of_the_pairs():
    assert ends_of([0.0, 0.0, 0.0]) == (0.0, 0.0)
    assert ends_of([1.0]) is None
    low, high = ends_of([1.0, 2.0, 3.0])
    assert (low + high) / 2 == pytest.approx(2.0) and high - 2.0 == pytest.approx(1.686, abs=0.01)


def test_tables_that_a_place_has_from_elsewhere_are_marked_as_such(tmp_path):
    """As the inputs of the run say it; nobody moved them, so that their influence is not known."""
    told = {"what": "who drives", "table": "drivers", "place": "anytown", "from": "China",
            "source": "A survey of 2014", "evidence": "primary"}  # fmt: skip
    write_sealed(tmp_path / "inputs.json", {"carried_over": [told]})
    (one,) = carried_in(Run(tmp_path, {}))
    assert (one.carried_from, one.title, one.size) == ("China", "who drives (anytown)", None)
    write_sealed(tmp_path / "inputs.json", {})
    assert carried_in(Run(tmp_path, {})) == []
