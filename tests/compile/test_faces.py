"""Sources that match faces: three errors, a gallery, and numbers worked out by hand."""

import json
from datetime import date
from math import sqrt

import numpy as np
import pytest

from socialcredit.compile.faces import chances, expected, false_alarm, reach
from socialcredit.compile.galleries import kept
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.events import FALSE_ALARM, RIGHT, SIGHTED, WRONG_PERSON
from socialcredit.core.levels import OCCUPATIONS
from socialcredit.engine.collect import gathered
from socialcredit.language.resolve import loading
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.paths import ASSUMPTIONS
from tests.engine.paired import CAUSE, SOURCE, WHO, Life, all_of, lived, town_of

MARK = {"from": "assumed", "evidence": "assumed"}
CAMERAS = "assumptions.sensors.sources.street-cameras"
# Half of the offences give a face; one face in ten is missed, one in twenty finds somebody else;
# the human check confirms 8 of 10 right matches and 4 of 10 wrong ones.
CROSSING = {
    "devices": {"rongcheng": {"number": {date(2014, 1, 1): 5}, "each_sees": 0.2, **MARK}},
    "recognition": {
        "gallery": [{"since": date(2010, 1, 1), "residents": 0.3, "drivers": 0, "occupation": {}}],
        "capture": {"offences": 0.5, "passers": 10000, "lawful": 0.005, "pictures": 10},
        "match": {"miss": 0.1, "false_match": 0.05, "minority_times": 6},
        "review": {"confirms_right": 0.8, "confirms_wrong": 0.4},
    },
}


def test_each_error_has_its_own_part_in_a_hit():
    # 0.9 found x 0.8 confirmed; of the 0.1 missed one in twenty finds another, 0.4 confirmed
    assert chances(CROSSING, True, True, False) == pytest.approx((0.1 * 0.05 * 0.4, 0.9 * 0.8))
    # a face outside the gallery finds nobody, or somebody else
    assert chances(CROSSING, True, False, False) == pytest.approx((0.05 * 0.4, 0))
    # a minority's face finds somebody else six times as often, and the right one no less often
    assert chances(CROSSING, True, False, True) == pytest.approx((0.3 * 0.4, 0))
    # who did nothing and is recognised all the same passes the check as a wrong match does
    assert chances(CROSSING, False, True, False) == pytest.approx((0.1 * 0.05 * 0.4, 0.9 * 0.4))


def test_hits_follow_the_closed_form():
    # 1000 deeds, 500 faces, 150 of them in the gallery: 150 x 0.72 = 108 rightly named;
    # 150 x 0.002 + 350 x 0.02 = 7.3 others; of 100 faces for nothing 30 x 0.362 + 70 x 0.02 = 12.26
    found = expected(CROSSING, 1000, 0.3, 100)
    assert found == pytest.approx((108, 7.3, 12.26))
    assert found.precision == pytest.approx(108 / 127.56)


def test_a_rare_offender_among_many_faces_is_hardly_ever_the_one_named():
    # one in 100,000 faces in the gallery, no misses, two in a thousand match somebody else:
    # right 1e-5, wrong 0.002 x (1 - 1e-5): under one hit in two hundred is right
    perfect = {
        "recognition": {
            "capture": {"offences": 1.0},
            "match": {"miss": 0.0, "false_match": 0.002, "minority_times": 1.0},
            "review": {"confirms_right": 1.0, "confirms_wrong": 1.0},
        }
    }
    assert expected(perfect, 1e6, 1e-5).precision == pytest.approx(1e-5 / (1e-5 + 0.00199998))


def test_devices_stand_from_their_day_on_and_see_their_share():
    assert reach(CROSSING, "rongcheng", date(2013, 12, 31)) == 0
    assert reach(CROSSING, "rongcheng", date(2014, 1, 1)) == 1
    assert reach(CROSSING, "weihai", date(2014, 1, 1)) == 0
    # 5 devices x (10,000 x 0.005 + 10) faces x 365.25 days over 710,000 residents
    rate = false_alarm(CROSSING, "rongcheng", 710000, date(2014, 1, 1))
    assert rate == pytest.approx(5 * 60 * 365.25 / 710000)


def test_cameras_grow_by_a_rate_and_cover_less_the_more_there_are():
    density = {
        "per_1000": 20.0,
        "begins": date(2012, 1, 1),
        "ends": date(2014, 1, 1),
        "growth": 0.13,
        "with_recognition": {date(2012, 1, 1): 0.5},
        "each_covers": 0.01,
        "times": {"weihai": 2.0},
    }
    # ten cameras that recognise: 1 - 0.99^10; two years on 1.13^2 as many, then no more
    assert reach({"density": density}, "rongcheng", date(2011, 1, 1)) == pytest.approx(1 - 0.99**10)
    assert reach({"density": density}, "weihai", date(2012, 1, 1)) == pytest.approx(1 - 0.99**20)
    later = [reach({"density": density}, "rongcheng", date(year, 1, 1)) for year in (2014, 2018)]
    assert later[0] == later[1] == pytest.approx(1 - 0.99 ** (10 * 1.13**2), rel=1e-3)


def test_another_estimate_of_the_stock_may_be_followed():
    counted = {"per_1000": {date(2014, 1, 1): 10.0, date(2016, 1, 1): 30.0}}
    density = {
        "per_1000": 99.0,
        "begins": date(2012, 1, 1),
        "ends": date(2014, 1, 1),
        "growth": 0.5,
        "with_recognition": {date(2012, 1, 1): 0.5},
        "each_covers": 0.01,
        "times": {},
        "beside": {"counted": counted},
        "follows": "counted",
    }
    # level before, half way in the middle, level after; half of them recognise
    for year, per_1000 in ((2012, 10), (2015, 20), (2018, 30)):
        found = reach({"density": density}, "rongcheng", date(year, 1, 1))
        assert found == pytest.approx(1 - 0.99 ** (per_1000 / 2), rel=1e-3)


def test_an_estimate_that_is_not_there_is_refused():
    scenario = loading.load_scenario("camera-growth")
    path = "assumptions.sensors.sources.growing-cameras.density.follows"
    with pytest.raises(SocialCreditError, match="no estimate `count` stands beside"):
        resolve(scenario, [f"{path}=count"])
    followed = resolve(scenario, [f"{path}=counted"]).beliefs.sensors.sources
    assert [one.density.follows for one in followed if one.density] == ["counted"]


def test_a_gallery_keeps_the_highest_share_that_applies_from_its_day_on():
    couriers = {"since": date(2018, 5, 1), "residents": 0.0, "drivers": 0.02,
                "occupation": {"courier": 0.9}}  # fmt: skip
    sensor = {"recognition": {"gallery": [couriers]}}
    assert kept(sensor, date(2018, 4, 30), "courier", True) == 0
    assert kept(sensor, date(2018, 5, 1), "courier", True) == 0.9
    assert kept(sensor, date(2018, 5, 1), "farmer", True) == 0.02
    assert kept(sensor, date(2018, 5, 1), "farmer", False) == 0


SINCE = {"since": "2010-01-01", **MARK}
CAMERAS_ALONE = {
    "sees": {"jaywalking": 1.0},
    "coverage": {},
    "confused_with": {},
    "wrong_content": 0.0,
    "wrong_person": 0.0,
    "false_alarm": 0.0,
    "minority_times": 1.0,
    "mistaken_for": {},
    "devices": {"rongcheng": {"number": {"2010-01-01": 5}, "each_sees": 0.2, **MARK}},
    "recognition": {
        "gallery": [{**SINCE, "residents": 0.3}],
        "capture": {**CROSSING["recognition"]["capture"], **MARK},
        "match": {"miss": 0.1, "false_match": 0.4, **MARK},
        "review": {**CROSSING["recognition"]["review"], **MARK},
    },
}


def crossing_town(people: int, crossings: float = 20.0, **changes):
    """A town whose cameras match faces at every crossing, and nobody else sees jaywalking."""
    told = {**CAMERAS_ALONE, **changes}
    sets = [f"{CAMERAS}.{name}={json.dumps(value)}" for name, value in told.items()]
    return town_of(*sets, f"assumptions.deeds.deeds.jaywalking.rate={crossings}", people=people)


@pytest.fixture(scope="module")
def crossing() -> tuple[Life, int, int]:
    """The town's life, how often anybody crossed the road and the number of its cameras."""
    setup = crossing_town(4500)
    life = lived(setup)
    done = gathered(setup, [life.world.collected])["conduct"]
    deeds = done["deeds"][done["kind"] == setup.deed_numbers["jaywalking"]].sum()
    return life, int(deeds), setup.source_numbers["street-cameras"]


def sightings(crossing, cause: int) -> list[tuple[int, ...]]:
    """What the cameras saw, with the truth about it."""
    life, _, cameras = crossing
    rows = all_of(life, SIGHTED)
    return [row for row in rows if row[SOURCE] == cameras and row[CAUSE] == cause]


def close(found: int, told: float) -> bool:
    return abs(found - told) < 4 * sqrt(told) + 1


def test_a_town_s_hits_are_those_of_the_closed_form(crossing):
    life, deeds, _ = crossing
    match = {"miss": 0.1, "false_match": 0.4, "minority_times": 1.0}
    sensor = {"recognition": {**CROSSING["recognition"], "match": match}}
    days, residents = 120, len(life.books)
    faces = 5 * 60 * days * residents / 714355  # what the devices are shown for nothing
    told = expected(sensor, deeds, 0.3, faces)
    assert deeds > 10000
    assert close(len(sightings(crossing, RIGHT)), told.right)
    # all who are mistaken live in another community, and letters of the last month stay closed
    assert close(len(sightings(crossing, WRONG_PERSON)), told.wrong_person * 3 / 4)
    assert close(len(sightings(crossing, FALSE_ALARM)), told.false_alarm)


def test_only_people_of_the_gallery_are_ever_named(crossing):
    named = {
        cause: {row[WHO] for row in sightings(crossing, cause)}
        for cause in (RIGHT, WRONG_PERSON, FALSE_ALARM)
    }
    everybody = named[RIGHT] | named[WRONG_PERSON] | named[FALSE_ALARM]
    residents = len(crossing[0].books)
    # 3 in 10 are in the gallery, and so many deeds find nearly all of them
    assert 0.2 * residents < len(everybody) < 0.32 * residents
    assert all(named.values())


def test_a_gallery_of_couriers_names_couriers_alone():
    gallery = [{**SINCE, "occupation": {"courier": 1.0}}]
    recognition = {**CAMERAS_ALONE["recognition"], "gallery": gallery}
    setup = crossing_town(2500, recognition=recognition)
    cameras = setup.source_numbers["street-cameras"]
    rows = [row for row in all_of(lived(setup), SIGHTED) if row[SOURCE] == cameras]
    named = np.array(sorted({row[WHO] for row in rows}))
    assert len(named)
    assert {OCCUPATIONS[o] for o in setup.people.occupation[named]} == {"courier"}
    assert {row[CAUSE] for row in rows} == {RIGHT, WRONG_PERSON, FALSE_ALARM}


def test_a_face_on_the_side_of_a_bus_is_taken_for_a_jaywalker():
    # Ningbo 2018: nobody crosses at red, nobody passes, and still somebody is written down
    capture = {**MARK, "offences": 1.0, "passers": 0.0, "lawful": 0.0, "pictures": 60.0}
    recognition = {**CAMERAS_ALONE["recognition"], "capture": capture}
    setup = crossing_town(2000, crossings=0.0, recognition=recognition)
    cameras = setup.source_numbers["street-cameras"]
    rows = [row for row in all_of(lived(setup), SIGHTED) if row[SOURCE] == cameras]
    assert {row[CAUSE] for row in rows} == {FALSE_ALARM}


def test_devices_elsewhere_move_nobody_s_luck():
    devices = {"weihai": {"number": {"2010-01-01": 5}, "each_sees": 0.2, **MARK}}
    idle = lived(crossing_town(1200, devices=devices))
    assert idle.books == lived(crossing_town(1200, devices=devices, sees={})).books


def test_a_source_says_its_errors_once(tmp_path):
    text = (ASSUMPTIONS / "sensors.yaml").read_text(encoding="utf-8")
    parts = (
        "    recognition:\n"
        "      gallery: [{since: 2010-01-01, residents: 1.0, from: assumed, evidence: assumed}]\n"
        "      capture: {offences: 0.5, from: assumed, evidence: assumed}\n"
        "      match: {miss: 0.1, false_match: 0.1, from: assumed, evidence: assumed}\n"
        "      review: {from: assumed, evidence: assumed}\n"
    )
    at = text.index("    wrong_person: 0.02\n")
    (tmp_path / "sensors.yaml").write_text(text[:at] + parts + text[at:], encoding="utf-8")
    with pytest.raises(SocialCreditError, match="stands beside `recognition`"):
        loading.load_beliefs({"sensors": str(tmp_path / "sensors.yaml")})
