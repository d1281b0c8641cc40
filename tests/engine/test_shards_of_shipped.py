"""What ships, lived in shards at rest, is what it is as one shard: every kind of rule and source.

Four hundred subjects in hamlets, over some months and in both worlds; a warm-up lasts a month.
"""

from datetime import timedelta

import pytest

from socialcredit.engine import run
from socialcredit.engine.collect import gathered
from socialcredit.engine.folder import table_hashes
from socialcredit.engine.ground import communities_of
from socialcredit.engine.preparing import prepared_in_shards
from socialcredit.engine.run_at_rest import AtRest
from socialcredit.engine.store import Files
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.stages.society import firms
from tests.engine.test_shards import MUCH
from tests.engine.towns import in_hamlets

MANY, MONTHS = 400, timedelta(days=80)
KINDS = {
    "side-by-side": "many schemes in many places, after a warm-up",
    "national": "institutions that share, six bodies",
    "rongcheng": "residents and firms",
    "shanghai": "residents and firms, and what crosses",
    "sesame": "scores that others ask for",
    "baihang": "lenders and a bureau",
    "shenzhen": "cameras",
    "monitored-region": "custody",
    "suining-protest": "protest",
    "naming-escapes": "names, shame and a mob",
    "daycare": "steps of days, prices",
    "shanghai-food": "inspectors by grades, signs at doors, firms that close",
    "greenwatch": "inspectors of the worst, orders to mend",
    "luzhou": "a duty to visit",
}


def short(name):
    """A shipped scenario with few subjects and over few months."""
    scenario = load_scenario(name)
    few = {field: MANY for field in ("people", "firms") if getattr(scenario, field)}
    few |= {"ends": min(scenario.ends, scenario.starts + MONTHS), "panel_households": 60}
    if scenario.warm_up:
        few["warm_up"] = (scenario.starts - timedelta(days=1)).replace(day=1)
    return resolve(scenario.model_copy(update=few))


def thirds(inputs):
    """Where three shards of a population begin."""
    many = len(communities_of(inputs).place)
    return sorted({0, many // 3, 2 * many // 3})


@pytest.mark.parametrize("name", KINDS)
def test_three_shards_at_rest_are_one_in_memory(name, monkeypatch):
    in_hamlets(monkeypatch, 40)
    monkeypatch.setattr(firms, "FIRMS_IN_COMMUNITY", 40)
    inputs = short(name)
    setup, whole = run.simulate(inputs, 1)
    rest = prepared_in_shards(inputs, 1, thirds)
    sides = [rest, *([rest.beside] if rest.beside else [])]
    stores = [Files(None, MUCH, "") for _ in sides]
    worlds = AtRest(sides, stores, None, inputs.worlds, 1, 3600.0, 0.0, lambda _: None).live()
    assert any(len(side.cut) == 3 for side in sides)
    assert table_hashes(gathered(setup, worlds)) == table_hashes(whole)
