"""What there is, for people and for machines."""

import json

import pytest

from socialcredit.language.model.provenance import EVIDENCE
from tests.commands.conftest import Call


@pytest.mark.parametrize("command", ["schemes", "scenarios"])
def test_json_is_a_list_of_objects_with_a_name(call: Call, command: str) -> None:
    seen = call(command, "--json")
    items = json.loads(seen.out)
    assert seen.code == 0
    assert "rongcheng" in [item["name"] for item in items]


def test_the_plain_list_gives_a_line_to_each_scheme(call: Call) -> None:
    names = [item["name"] for item in json.loads(call("schemes", "--json").out)]
    first_words = [line.split()[0] for line in call("schemes").out.splitlines() if line]
    assert set(names) <= set(first_words)


def test_a_scheme_says_where_when_whom_it_scores_and_how_well_it_is_known(call: Call) -> None:
    told = call("schemes").out
    place, known = told[told.index("suining  ") :].splitlines()[1:3]
    assert place.strip() == "Suining, 2010-01-01 to no known end; people of 14 and older"
    shares = [part.split() for part in known.split(":")[1].split(",")]
    assert [(unit, name) for _, unit, name in shares] == [("%", grade) for grade in EVIDENCE]
    assert 99 <= sum(int(share) for share, _, _ in shares) <= 101
    (item,) = [i for i in json.loads(call("schemes", "--json").out) if i["name"] == "suining"]
    assert int(known.split()[0]) == item["rules"]
    assert [round(100 * item[grade]) for grade in EVIDENCE] == [int(s) for s, _, _ in shares]


def test_a_scenario_says_how_many_people_live_where_when_and_under_what(call: Call) -> None:
    told = call("scenarios").out
    town = told[told.index("small-town  ") :].splitlines()[1]
    assert town.strip() == "5,000 people in Rongcheng, 2016-01-01 to 2018-12-31; under rongcheng"


def test_rules_are_shown_with_their_sources(call: Call) -> None:
    seen = call("show", "rongcheng")
    assert seen.code == 0
    assert "primary" in seen.out


def test_the_plan_names_the_stages(call: Call) -> None:
    plan = call("plan").out
    assert all(stage in plan for stage in ("observation", "records", "scheme", "response"))
