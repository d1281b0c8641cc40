"""Join: which pairs of bodies are joined, where an alternative has left one without rules."""

from types import SimpleNamespace
from typing import Any

import pytest

from socialcredit.api_joins import joins
from socialcredit.lab.address import Asked
from socialcredit.lab.join_told import MANY, Net, altered, in_words
from socialcredit.lab.pages.join import _drawn
from socialcredit.language.resolve.inputs import resolve_whole
from socialcredit.language.resolve.loading import load_scenario, with_alternatives


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """The bodies and pairs of a nation under fines alone, all pairs asked to be joined."""
    asked = with_alternatives(load_scenario("shipped:national"), ["fine-only"])
    inputs = resolve_whole(asked, ["people=300", "integration=1"])
    return joins(SimpleNamespace(_engine=SimpleNamespace(inputs=inputs)))


def test_a_pair_with_a_body_that_has_no_rules_left_is_joined_by_nothing(found):
    there = {body["name"] for body in found["bodies"]}
    gone = [pair for pair in found["pairs"] if not {pair["one"], pair["other"]} <= there]
    assert 0 < len(gone) < len(found["pairs"])
    assert not any(pair["joined"] or pair["can"] for pair in gone)
    assert all(pair["joined"] for pair in found["pairs"] if pair not in gone)


def test_such_a_pair_cannot_be_drawn_as_joined_and_its_box_is_grey(found):
    drawn = _drawn([True] * len(found["pairs"]), found["pairs"])
    net = Net(found["bodies"], found["pairs"], drawn)
    assert net.same
    rows = in_words(net, "2016-12")["trees"]["pairs"][-1]["inside"]
    grey = ["disabled" in row["inside"][1]["inside"][0]["more"] for row in rows]
    assert grey == [not pair["can"] for pair in found["pairs"]]


def test_the_town_as_drawn_has_every_other_pair_in_its_address(found):
    drawn = _drawn([False, *[True] * (len(found["pairs"]) - 1)], found["pairs"])
    changed = altered(Asked("national"), Net(found["bodies"], found["pairs"], drawn)).sets
    assert changed[-1] == "integration=1"
    assert changed[0].count("[") == 1 + sum(drawn)


def test_who_is_penalised_by_several_bodies_is_told_of_once(found):
    names = [body["name"] for body in found["bodies"]][:3]
    many = [*range(MANY), 1000, 1001]
    rows = [{"resident": who, "body": body, "home": names[0]} for body in names[1:] for who in many]
    now = {
        "bodies": {one["name"]: {"penalised": 1, "wrongly": 1} for one in found["bodies"]},
        "passed": [], "penalised": many, "wrongly": many, "for_copies": rows, "measures": {},
    }  # fmt: skip
    net = Net(found["bodies"], found["pairs"], [pair["joined"] for pair in found["pairs"]], now)
    told = in_words(net, "2016-12")["trees"]["people"]
    assert len(told) == MANY + 1
    home, *bodies = map(net.short, names)
    first = f"Person 0: by {bodies[0]}, {bodies[1]} for a wrong record of {home}. "
    assert told[0]["text"] == first
    assert told[-1]["text"] == "And 2 more."


def test_what_a_pair_passed_is_told_of_the_town_as_drawn_where_that_was_lived(found):
    pair = found["pairs"][0]
    row = {"holder": pair["one"], "home": pair["other"], "records": 3, "wrong": 1}
    drawn = [False for _ in found["pairs"]]
    now = Net(found["bodies"], found["pairs"], drawn, {"passed": [row]})
    assert now.passed(pair, "records") == 3
    then = Net(found["bodies"], found["pairs"], drawn, now.now, {"passed": []})
    assert then.passed(pair, "records") == 0
