"""False matches depend on how many pictures are searched, and on who passes by."""

from datetime import date
from math import sqrt

import numpy as np
import pytest

from socialcredit.compile.faces import chances, expected, finds_another, strangers
from socialcredit.compile.galleries import galleries_of, pictures
from socialcredit.compile.observation import residents_of
from socialcredit.core.columns import DRIVER
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.events import FALSE_ALARM, RIGHT, SIGHTED, WRONG_PERSON
from socialcredit.core.levels import OCCUPATIONS
from socialcredit.core.places import Home
from socialcredit.engine.collect import gathered
from socialcredit.engine.devices import device_errors
from socialcredit.language.resolve import loading
from socialcredit.language.resolve.paths import ASSUMPTIONS
from tests.compile.test_faces import CAMERAS_ALONE, CROSSING, MARK, SINCE, crossing_town
from tests.engine.paired import CAUSE, SOURCE, WHO, all_of, lived

DAY = date(2014, 1, 1)
RESIDENTS = 714355  # of Rongcheng in the year of the town
EVEN = np.ones((len(OCCUPATIONS), 2))


def crossing(**told):
    """The crossing of the other tests: a gallery of 3 in 10, and f = 0.05 among a million."""
    parts = CROSSING["recognition"]
    return {
        "recognition": {
            "gallery": [{**parts["gallery"][0], **told.get("gallery", {})}],
            "capture": {**parts["capture"], **told.get("capture", {})},
            "match": {**parts["match"], "among": 1e6, **told.get("match", {})},
            "review": parts["review"],
        }
    }


def test_in_the_gallery_it_was_measured_in_a_rate_is_itself():
    assert finds_another(crossing(), False, 1e6) == pytest.approx(0.05)


def test_a_gallery_twice_as_large_gives_a_face_two_chances_to_be_mistaken():
    # 1 - 0.95^2 = 0.0975; half as large: 1 - sqrt(0.95); the minority's 0.3 becomes 1 - 0.7^2
    assert finds_another(crossing(), False, 2e6) == pytest.approx(0.0975)
    assert finds_another(crossing(), False, 5e5) == pytest.approx(1 - sqrt(0.95))
    assert finds_another(crossing(), True, 2e6) == pytest.approx(0.51)
    assert chances(crossing(), True, False, False, 2e6) == pytest.approx((0.0975 * 0.4, 0))
    # the right face is found no less often, and an empty gallery finds nobody
    assert chances(crossing(), True, True, False, 2e6)[1] == pytest.approx(0.72)
    assert finds_another(crossing(), False, 0) == 0


def test_a_rate_that_does_not_say_among_how_many_holds_for_any_gallery():
    plain = crossing(match={"among": None})
    assert finds_another(plain, False, 1) == finds_another(plain, False, 1e9) == 0.05
    assert expected(plain, 1000, 0.3, 100, 1e9) == expected(CROSSING, 1000, 0.3, 100)


def test_the_closed_form_counts_with_the_size_of_the_gallery():
    # 500 faces, 150 in the gallery, 15 missed: (15 + 350) x 0.0975 x 0.4 = 14.235 others
    found = expected(crossing(), 1000, 0.3, 0, 2e6)
    assert found == pytest.approx((108, 14.235, 0))


def holds(camera, residents, makeup, day):
    """How many pictures the gallery of one place holds."""
    return pictures(galleries_of([camera], np.array([residents]), day), makeup[None])[0, 0]


def test_a_city_ten_times_as_large_keeps_ten_times_the_pictures():
    towns = [Home("small", {2014: 1e6}), Home("large", {2014: 1e7})]
    many = pictures(galleries_of([crossing()], residents_of(towns, DAY), DAY), np.array([EVEN] * 2))
    assert many == pytest.approx(np.array([[3e5], [3e6]]))


def test_a_gallery_of_one_trade_holds_far_fewer_pictures_than_the_city_s():
    # one resident in a hundred is a courier: 9 in 10 of 10,000 among a million
    makeup = np.zeros((len(OCCUPATIONS), 2))
    makeup[OCCUPATIONS.index("courier"), 0], makeup[OCCUPATIONS.index("farmer"), 0] = 1, 99
    trade = crossing(gallery={"residents": 0.0, "occupation": {"courier": 0.9}})
    assert holds(trade, 1e6, makeup, DAY) == pytest.approx(9000)
    assert finds_another(trade, False, 9000) < 0.01 * finds_another(trade, False, 1e6)


def test_a_size_that_was_published_is_taken_as_it_is():
    assert holds(crossing(gallery={"holds": 5e6}), 1e6, EVEN, DAY) == 5e6
    assert holds(crossing(gallery={"holds": 5e6}), 1e6, EVEN, date(2009, 12, 31)) == 0


def test_a_passer_from_outside_is_never_found_and_may_be_taken_for_anybody():
    # 10,000 x 0.005 = 50 lawful faces and 10 pictures; of all 60 a quarter are visitors
    guests = crossing(capture={"visitors": 0.3})
    assert strangers(guests) == pytest.approx(0.25)
    # 75 faces of residents, 0.3 inside: 22.5 x 0.362 + 52.5 x 0.02; 25 visitors x 0.02
    found = expected(guests, 0, 0.3, 100)
    assert found.false_alarm == pytest.approx(22.5 * 0.362 + 52.5 * 0.02 + 25 * 0.02)


def town(people: int, **changes):
    recognition = crossing(**changes)["recognition"]
    told = {
        **CAMERAS_ALONE["recognition"],
        "gallery": [{**SINCE, "residents": 0.3, **changes.get("gallery", {})}],
        "match": {"miss": 0.1, "false_match": 0.4, **MARK, **changes.get("match", {})},
        "capture": {**recognition["capture"], **MARK},
    }
    return crossing_town(people, recognition=told)


def hits(setup, life):
    cameras = setup.source_numbers["street-cameras"]
    rows = [row for row in all_of(life, SIGHTED) if row[SOURCE] == cameras]
    return {cause: [r for r in rows if r[CAUSE] == cause]
            for cause in (RIGHT, WRONG_PERSON, FALSE_ALARM)}  # fmt: skip


def test_a_town_s_hits_are_those_of_the_closed_form_for_the_size_of_its_gallery():
    among = 0.3 * RESIDENTS / 3  # three times as many pictures as it was measured with
    match = {"miss": 0.1, "false_match": 0.1, "among": among, "minority_times": 1.0}
    capture = {"visitors": 0.5, "lawful": 0.01}
    setup = town(4500, match=match, capture=capture)
    life = lived(setup)
    done = gathered(setup, [life.world.collected])["conduct"]
    deeds = done["deeds"][done["kind"] == setup.deed_numbers["jaywalking"]].sum()
    sensor = crossing(match=match, capture=capture)
    faces = 5 * (10000 * 0.01 + 10) * 120 * 4500 / RESIDENTS
    told = expected(sensor, deeds, 0.3, faces, 3 * among)
    found = hits(setup, life)
    assert finds_another(sensor, False, 3 * among) == pytest.approx(0.271)
    assert _close(len(found[RIGHT]), told.right)
    # all who are mistaken live in another community, and letters of the last month stay closed
    assert _close(len(found[WRONG_PERSON]), told.wrong_person * 3 / 4)
    assert _close(len(found[FALSE_ALARM]), told.false_alarm)


def _close(found: int, told: float) -> bool:
    return abs(found - told) < 4 * sqrt(told) + 1


def test_the_size_is_that_of_the_whole_place_however_few_are_simulated():
    for people in (600, 2500):
        told = device_errors(town(people, match={"among": 1e6}))["street-cameras"]
        assert told["pictures"] == pytest.approx(0.3 * RESIDENTS, rel=0.01)
        assert told["finds_another"] == pytest.approx(1 - 0.6 ** (0.3 * RESIDENTS / 1e6), rel=0.01)


def test_where_all_who_pass_come_from_outside_only_false_matches_name_anybody():
    """And they fall on people in the gallery, here the drivers, and on nobody else."""
    gallery = {"residents": 0.0, "drivers": 1.0}
    setups = [
        town(2500, gallery=gallery, match={"false_match": wrong},
             capture={"visitors": visitors, "pictures": 0, "lawful": 0.01})
        for visitors, wrong in ((1.0, 0.0), (1.0, 0.9), (0.0, 0.0))
    ]  # fmt: skip
    never, mistaken, residents = (hits(setup, lived(setup)) for setup in setups)
    assert not never[FALSE_ALARM] and residents[FALSE_ALARM]
    assert len(mistaken[FALSE_ALARM]) > 50 and mistaken[WRONG_PERSON]
    drives = setups[0].people.flags & DRIVER > 0
    named = {row[WHO] for found in (never, mistaken, residents) for rows in found.values()
             for row in rows}  # fmt: skip
    assert named and all(drives[who] for who in named)


RECOGNITION = """\
    recognition:
      gallery:
        - {{since: 2010-01-01, residents: 1.0, {gallery}from: assumed, evidence: assumed}}
      capture: {{offences: 0.5, from: assumed, evidence: assumed}}
      match: {{miss: 0.1, false_match: 0.1, {match}from: assumed, evidence: assumed}}
      review: {{from: assumed, evidence: assumed}}
"""


@pytest.mark.parametrize(
    ("gallery", "match", "line", "words"),
    [
        ("", "among: 0, ", 4, "at least 1"),
        ("", "among: many, ", 4, "a number"),
        ("holds: 30000, ", "", 1, "match: {among: the number of pictures"),
    ],
)
def test_a_size_that_means_nothing_is_refused_at_its_line(tmp_path, gallery, match, line, words):
    text = (ASSUMPTIONS / "sensors.yaml").read_text(encoding="utf-8")
    at = text.index("    devices:\n", text.index("source: jinan-crossings"))
    end = text.index("    delay:", at)
    text = text[:at] + RECOGNITION.format(gallery=gallery, match=match) + text[end:]
    (tmp_path / "sensors.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SocialCreditError) as caught:
        loading.load_beliefs({"sensors": str(tmp_path / "sensors.yaml")})
    first = text[:at].count("\n") + 1
    told = caught.value.render()
    assert words in told
    assert f"sensors.yaml:{first + line}:" in told
