"""A run of an older version, whose folder held no census, is told as this version tells it."""

import copy

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.population import TABLES
from socialcredit.language.resolve.inputs import as_told, resolve_whole
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.older import inputs_told, shipped_census


def aged(told):
    """What an older version told of the same."""
    told = copy.deepcopy(told)
    told.pop("carried_over", None)
    beliefs = told["beliefs"]
    (nation,) = beliefs["places"].pop("nations")
    population = beliefs["population"]
    if "markets" not in population:
        population["urban"] = {"values": nation["urban"], "source": "census"}
        for name in TABLES:
            population[name].pop("of")
    for part in ("real", "beside"):
        if told.get(part):
            told[part] = aged(told[part])
    return told


@pytest.mark.parametrize("name", ["small-town", "tax-credit", "shanghai"])
def test_its_inputs_are_those_of_today(name, tmp_path):
    inputs = resolve_whole(load_scenario(name))
    told = aged(as_told(inputs)) | {"census": shipped_census()}
    assert as_told(inputs_told(told, tmp_path / "inputs.json")) == as_told(inputs)


def test_with_alternatives_what_it_is_held_against_is_told_too(tmp_path):
    town = load_scenario("small-town").model_copy(update={"alternatives": ("fine-only",)})
    inputs = resolve_whole(town)
    told = aged(as_told(inputs)) | {"census": shipped_census()}
    assert as_told(inputs_told(told, tmp_path / "inputs.json")) == as_told(inputs)


def test_of_another_census_it_is_refused(tmp_path):
    told = aged(as_told(resolve_whole(load_scenario("small-town")))) | {"census": "0" * 64}
    with pytest.raises(SocialCreditError, match="other census tables"):
        inputs_told(told, tmp_path / "inputs.json")


def test_rules_that_nobody_knows_any_more_are_refused_in_a_sentence(tmp_path):
    """Of a version between, which kept no census and had other fields."""
    told = as_told(resolve_whole(load_scenario("small-town")))
    told["schemes"][0]["charms"] = {}
    with pytest.raises(SocialCreditError, match="does not know"):
        inputs_told(told, tmp_path / "inputs.json")
    del told["laid"]
    with pytest.raises(SocialCreditError, match="does not know"):
        inputs_told(told, tmp_path / "inputs.json")


def test_with_a_table_that_nobody_knows_any_more_it_is_refused(tmp_path):
    told = aged(as_told(resolve_whole(load_scenario("small-town"))))
    told["beliefs"]["population"]["pets"] = {"values": {}}
    with pytest.raises(SocialCreditError, match="does not know"):
        inputs_told(told | {"census": shipped_census()}, tmp_path / "inputs.json")
