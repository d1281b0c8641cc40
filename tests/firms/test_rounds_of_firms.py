"""Rounds among firms: inspectors go to the markets of their sectors, and faults harm by size."""

import shutil
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.engine.preparing import prepared
from socialcredit.engine.step import run_month
from socialcredit.engine.workers import workspaces_for
from socialcredit.engine.world import begin
from socialcredit.experiments.in_memory import lived
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.run import where
from tests.firms.places import CLOSING, FEW, HALF_A_YEAR, OFF, TOWN

STANDS = """stands: {mended: 0.1, harms: {ill: 1.0, load: 2.0}, units: {load: kg},
     harm_by: {size: {own-account: 0}}}, """
RESULT = """
  - {deed: food-inspection, title: The result of an inspection, domain: food-safety, sign: watched,
     rate: 0, source: made-up, evidence: assumed, held: made up}
"""
INSPECTORS = """
  - source: food-inspectors
    title: Food inspectors
    sectors: [food-service]
    rounds:
      hours: {2016-01-01: 6.0}
      visit: 1.5
      by: findings
      findings: {fades: 0.1}
      floor: 0.5
      a_day: 4
      tires: 0.032
      result: food-inspection
      weights: {dirty-kitchen: 3}
      false_find: 0.02
    sees: {dirty-kitchen: 0.6}
    delay: {least: 0 days, most: 3 days}
    from: made-up
    evidence: assumed
    held: made up
"""


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    """The town of firms, with kitchens that stay dirty and inspectors who go to see them."""
    town = tmp_path_factory.mktemp("firms") / "town"
    shutil.copytree(TOWN.parent, town)
    deeds, sensors = town / "deeds.yaml", town / "sensors.yaml"
    told = deeds.read_text().replace("needs: [kitchen], ", "needs: [kitchen], " + STANDS)
    assert STANDS in told
    deeds.write_text(told.rstrip() + RESULT)
    sensors.write_text(sensors.read_text().rstrip() + INSPECTORS)
    return load_scenario(town / "scenario.yaml")


def of_firms(scenario, *sets):
    return lived(resolve(scenario, [HALF_A_YEAR, FEW, *sets]), 1)


def test_inspectors_go_to_the_markets_of_their_sectors(scenario):
    found = of_firms(scenario, *OFF)
    visits, rounds = (where(found.table(name), world=0) for name in ("visits", "rounds"))
    food = {p for p, name in enumerate(found.names["places"]) if "food-service" in name}
    assert set(visits["place"]) == set(rounds["place"]) == food
    firms = rounds["subjects"][rounds["month"] == 0].sum()
    assert rounds["visits"].sum() == pytest.approx(firms * 6 / 1.5 / 2, abs=1)
    assert visits["visits"].sum() == rounds["visits"].sum()
    assert visits["noticed"].sum() > 10
    faults = where(found.table("faults"), world=0)
    assert set(faults["place"]) == food


def test_a_fault_harms_by_size(scenario):
    found = of_firms(scenario)
    stood = where(found.table("faults"), world=0)["open"].sum()
    load = where(found.table("fault_harm"), world=0, harm=1)["amount"].sum()
    assert 0 < load < 2000 * stood and load % 2000 == 0


def test_with_responses_off_faults_hang_on_no_scheme_and_no_rounds(scenario):
    found = of_firms(scenario, *OFF, CLOSING)
    blind = of_firms(
        scenario, *OFF, CLOSING, "assumptions.sensors.food-inspectors.sees.dirty-kitchen=0.0"
    )
    for table in ("faults", "fault_harm"):
        one, twin = (where(found.table(table), world=world) for world in (0, 1))
        other = where(blind.table(table), world=0)
        for column in set(one) - {"world"}:
            assert (one[column] == twin[column]).all() and (one[column] == other[column]).all()


def test_a_firm_that_opens_has_no_findings_on_file(scenario):
    idle = "assumptions.sensors.food-inspectors.rounds.hours={2016-01-01: 0.0}"
    kept = "assumptions.sensors.food-inspectors.rounds.findings={fades: 0.0}"
    setup = prepared(resolve(scenario, [FEW, "to=2016-03-31", CLOSING, idle, kept]), 1)
    world, spaces = begin(setup, 0), workspaces_for(setup, 1)
    world.noted.level[:] = 1000
    with ThreadPoolExecutor(1) as pool:
        for month in setup.months:
            run_month(setup, world, month, pool, spaces)
    anew = world.conduct.openings > 0
    assert 0 < anew.sum() < len(anew)
    assert (world.noted.level[0] == np.where(anew, 0, 1000)).all()


def test_a_fault_of_a_resident_harms_by_no_size(scenario):
    change = "assumptions.deeds.dirty-kitchen.stands.harm_by={fifth: [1, 1, 1, 1, 2]}"
    with pytest.raises(SocialCreditError, match="`fifth` says nothing of a firm"):
        resolve(scenario, [change])
