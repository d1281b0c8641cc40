"""Late is not wrong: with every error at nought nothing is wrong, and what is stale is late."""

from datetime import date

import pytest

from socialcredit.experiments.in_memory import lived
from socialcredit.language.resolve import loading
from socialcredit.language.resolve.inputs import resolve
from socialcredit.results.measures.across import across_bodies
from socialcredit.results.measures.context import doors_by_consequence
from socialcredit.results.measures.wrongful import wrongful_penalties

ERRORS = ("wrong_person", "false_alarm", "wrong_content", "draws_along")
CITIES = ("rongcheng", "weihai", "suqian", "shenzhen", "zhengzhou", "region-r")
# Long enough, and sharp enough eyes, for penalties to come and go; one province is as good as all.
ASKED = {
    "rongcheng": {"people": 8000, "ends": date(2015, 12, 31)},
    "suining": {"people": 8000},
    "national": {"people": 8000, "ends": date(2021, 12, 31), "places": ("sichuan",)},
    "side-by-side": {
        "people": 4000, "warm_up": date(2017, 1, 1), "places": ("sichuan", *CITIES),
    },
}  # fmt: skip
STALE = ("rongcheng", "side-by-side")  # in which records end in time, so that copies are late
SHARP = ["assumptions.deeds.motivation.spread=1.5"]


def without_errors(name):
    """A run in which every source tells nothing but the truth."""
    changes = {**ASKED[name], "twin": None, "panel_households": 1500}
    inputs = resolve(loading.load_scenario(name).model_copy(update=changes), SHARP)
    beliefs = inputs.beliefs
    calm = {**dict.fromkeys(ERRORS, 0.0), "recognition": None, "minority_times": 1.0}
    sources = tuple(one.model_copy(update=calm) for one in beliefs.sensors.sources)
    sensors = beliefs.sensors.model_copy(update={"sources": sources})
    return lived(inputs._replace(beliefs=beliefs._replace(sensors=sensors)), 2)


@pytest.mark.parametrize("name", ASKED)
def test_where_nobody_errs_nothing_is_wrong_and_what_outlives_its_ground_is_late(name):
    run = without_errors(name)
    found = [wrongful_penalties(run, scheme) for scheme in range(len(run.names["schemes"]))]
    assert sum(m1["penal_days"] for m1 in found) > 0
    assert [m1["wrong_days"] for m1 in found] == [0] * len(found)
    assert [m1["panel"]["wrong_days"] for m1 in found] == [0] * len(found)
    together = across_bodies(run)
    assert together["wrong_days"] == together["wrong_body_days"] == 0
    if name in STALE:
        assert sum(m1["late_days"] for m1 in found) > 0 < together["late_days"]
    for scheme in range(len(found)):
        for door in doors_by_consequence(run, scheme):
            assert door["check"] or not door["wrongful"]
