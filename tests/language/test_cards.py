"""A card shows a scheme as its rules have it, with a scenario that runs it on persons alone."""

import pytest

from socialcredit.language.cards import cards
from socialcredit.language.resolve.loading import load_scheme

CARDS = {one["name"]: one for one in cards()}
OF_PERSONS = [one for one in CARDS.values() if one["kind"] == "persons"]


@pytest.mark.parametrize("card", OF_PERSONS, ids=lambda card: str(card["name"]))
def test_every_scheme_of_persons_can_be_opened(card: dict) -> None:
    scene = card["scenario"]
    assert card["name"] in scene["schemes"]
    assert scene["people"]
    assert not scene["firms"]
    assert card["sentence"]


def test_of_several_scenarios_that_of_its_name_is_shown_else_the_smallest() -> None:
    assert CARDS["suining"]["scenario"]["name"] == "suining"
    assert CARDS["rongcheng"]["scenario"]["name"] == "small-town"


def test_grades_stand_best_first_and_say_which_are_penal() -> None:
    marks = {grade["name"]: grade["mark"] for grade in CARDS["rongcheng"]["grades"]}
    assert list(marks) == ["AAA", "AA", "A", "B", "C", "D"]
    assert [name for name, mark in marks.items() if mark == "penal"] == ["C", "D"]
    assert [name for name, mark in marks.items() if mark == "honour"] == ["AAA", "AA"]


def test_entries_are_counted_as_they_take_and_give() -> None:
    points = [entry.points for entry in load_scheme("points-day").entries]
    against, in_favour = sum(one < 0 for one in points), sum(one > 0 for one in points)
    card = CARDS["points-day"]
    assert (card["against"], card["in_favour"]) == (against, in_favour) == (4, 4)
    assert card["lists"] == ["black"]


def test_what_scores_firms_is_named_and_no_more() -> None:
    assert CARDS["tax-credit"] == {
        "name": "tax-credit", "title": "Tax credit of enterprises", "kind": "firms",
    }  # fmt: skip
