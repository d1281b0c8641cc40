"""Deeds that are done, and sources that look, in some places only."""

import numpy as np
import pytest

from socialcredit.engine.month_tables import Compiled, tables_of
from socialcredit.engine.preparing import prepared
from socialcredit.engine.run import simulate
from socialcredit.language.check.beliefs import problems_between
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_beliefs
from socialcredit.stages.society.profiles import KEYS
from tests.engine.towns import mechanisms_off, town

HERE = ("rongcheng", "suqian")
ONE_DEED, ONE_SOURCE = "littering", "village-reporters"
ONLY = {
    "deeds": f"assumptions.deeds.{ONE_DEED}.places=[suqian]",
    "sources": f"assumptions.sensors.{ONE_SOURCE}.places=[suqian]",
    "province": f"assumptions.sensors.{ONE_SOURCE}.places=[jiangsu]",
    "nation": f"assumptions.sensors.{ONE_SOURCE}.places=[china]",
}


def two_towns(*sets):
    """Two towns under the rules of both; nobody responds to anything."""
    asked = town(places=HERE, schemes=HERE, people=4000, twin=None, responses=mechanisms_off())
    return resolve(asked, sets)


def deeds_by_place(inputs, name):
    """How often a deed is done in each town."""
    setup, tables = simulate(inputs, 1)
    table = tables["conduct"]
    kind = table["kind"] == setup.deed_numbers[name]
    return np.bincount(table["place"][kind], table["deeds"][kind], len(HERE)).tolist()


def test_a_deed_of_one_place_is_done_there_as_before_and_nowhere_else():
    everywhere, only = deeds_by_place(two_towns(), ONE_DEED), deeds_by_place(
        two_towns(ONLY["deeds"]), ONE_DEED
    )  # fmt: skip
    assert everywhere[0] > 0
    assert only == [0, everywhere[1]]


def test_people_of_either_kind_of_home_have_profiles_of_their_own():
    plain, apart = prepared(two_towns(), 1), prepared(two_towns(ONLY["deeds"]), 1)
    here = np.repeat(plain.communities.place, np.diff(plain.communities.offset))
    assert len(apart.hazards.base) > len(plain.hazards.base)
    assert set(apart.people.profile[here == 0]).isdisjoint(apart.people.profile[here == 1])
    assert len(apart.hazards.base) < KEYS


def source_chances(name, *sets):
    """Chances of being seen by a source and of its false alarms, by town."""
    setup, senses = senses_of(two_towns(*sets))
    j = setup.source_numbers[name]
    seen = np.where(senses.source[:, None] == j, senses.chance, 0).sum(axis=(1, 2, 3))
    return seen.tolist(), senses.alarm[:, 0, j].tolist()


def senses_of(inputs):
    setup = prepared(inputs, 1)
    return setup, tables_of(setup, setup.months[0], 0, Compiled()).senses


def test_a_source_of_one_place_neither_sees_nor_errs_elsewhere():
    seen, alarms = source_chances(ONE_SOURCE)
    only_seen, only_alarms = source_chances(ONE_SOURCE, ONLY["sources"])
    assert seen[0] > 0 < alarms[0]
    assert only_seen == [0, seen[1]]
    assert only_alarms == [0, alarms[1]]


@pytest.mark.parametrize("where, places", [("province", [False, True]), ("nation", [True, True])])
def test_a_province_or_the_nation_stands_for_the_places_inside_it(where, places):
    seen, _ = source_chances(ONE_SOURCE, ONLY[where])
    assert [chance > 0 for chance in seen] == places


def test_a_place_that_there_is_not_is_told_with_its_line():
    beliefs = load_beliefs()
    deeds = list(beliefs.deeds.deeds)
    deeds[3] = deeds[3].model_copy(update={"places": ("atlantis",)})
    sources = list(beliefs.sensors.sources)
    sources[0] = sources[0].model_copy(update={"places": ("shenzen",)})
    wrong = beliefs._replace(
        deeds=beliefs.deeds.model_copy(update={"deeds": tuple(deeds)}),
        sensors=beliefs.sensors.model_copy(update={"sources": tuple(sources)}),
    )
    found = problems_between(wrong)
    assert [problem.loc for problem in found["deeds"]] == [("deeds", 3, "places", 0)]
    (problem,) = found["sensors"]
    assert problem.loc == ("sources", 0, "places", 0) and problem.meant == "shenzhen"
