"""False alarms are of the kinds that their source files, in the place where it raises them."""

from datetime import date

import numpy as np
import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.events import FALSE_ALARM, RIGHT, SIGHTED
from socialcredit.engine.month_tables import Compiled, tables_of
from socialcredit.engine.preparing import prepared
from socialcredit.engine.run import simulate
from socialcredit.language.check.beliefs import problems_between
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_beliefs
from tests.engine.towns import mechanisms_off, town

POLICE = "assumptions.sensors.traffic-police"
REPORTERS = "assumptions.sensors.village-reporters"
LOUD = [f"{name}.false_alarm=0.3" for name in (POLICE, REPORTERS)]
LOUD += [f"{name}.minority_times=1.0" for name in (POLICE, REPORTERS)]
PAIR = ("rongcheng", "suqian")


def lived(*sets, **changes):
    """A town in which nobody responds, all of whose people tell their books."""
    asked = town(
        people=4000, panel_households=4000, twin=None, ends=date(2015, 6, 30),
        responses=mechanisms_off(), **changes,
    )  # fmt: skip
    return simulate(resolve(asked, [*LOUD, *sets]), 1)


@pytest.fixture(scope="module")
def loud():
    return lived()


def sighted(setup, tables, source, cause, place=None):
    """How many sightings of a source with a cause are of each kind: int64 (kinds,)."""
    events = tables["panel_events"]
    rows = (events["what"] == SIGHTED) & (events["cause"] == cause)
    rows &= events["source"] == setup.source_numbers[source]
    if place is not None:
        offset, of, _ = setup.communities
        rows &= np.repeat(of, np.diff(offset))[events["resident"]] == place
    return np.bincount(events["kind"][rows], minlength=len(setup.deeds))


def far_apart(found, shares):
    """Chi-square of counts against shares over degrees of freedom, kinds under five together."""
    told = found.sum() * shares / shares.sum()
    few = told < 5
    found, told = (np.append(of[~few], of[few].sum()) for of in (found, told))
    found, told = found[told > 0], told[told > 0]
    return ((found - told) ** 2 / told).sum() / max(len(told) - 1, 1)


@pytest.mark.parametrize("source", ["traffic-police", "village-reporters"])
def test_false_alarms_are_of_the_kinds_that_their_source_files(loud, source):
    false, right = (sighted(*loud, source, cause) for cause in (FALSE_ALARM, RIGHT))
    assert false.sum() > 500 and right.sum() > 500
    # two samples of one law: the sum of their chances over the larger one's
    expected = senses_of(loud[0])[0][0, loud[0].source_numbers[source]]
    assert far_apart(false, expected) < 2.5
    assert far_apart(right, expected) < 2.5


def senses_of(setup):
    """Shares of the kinds of false alarms by place and source, and their chances."""
    senses = tables_of(setup, setup.months[0], 0, Compiled()).senses
    return np.diff(senses.alarm_kind, axis=2, prepend=0), senses.alarm


def test_hardly_any_false_alarm_of_the_traffic_police_is_a_hit_and_run(loud):
    setup, _ = loud
    share = senses_of(setup)[0][0, setup.source_numbers["traffic-police"]] / 2**31
    assert share[setup.deed_numbers["hit-and-run"]] < 0.01
    assert share[setup.deed_numbers["traffic-offence"]] > 0.5


def test_a_deed_twice_as_frequent_is_alleged_twice_as_often():
    def odds(rate):
        setup = prepared(resolve(town(), [f"assumptions.deeds.drunk-driving.rate={rate}"]), 1)
        share = senses_of(setup)[0][0, setup.source_numbers["traffic-police"]]
        number = setup.deed_numbers
        return share[number["drunk-driving"]] / share[number["hit-and-run"]]

    assert odds(0.2) == pytest.approx(2 * odds(0.1), rel=1e-3)


def test_what_a_source_alleges_is_as_it_declares():
    told = {"jaywalking": 1.0, "hit-and-run": 3.0}
    setup, tables = lived(f"{POLICE}.alleges={told}".replace("'", ""))
    false = sighted(setup, tables, "traffic-police", FALSE_ALARM)
    number = setup.deed_numbers
    shares = np.zeros(len(false))
    for name, weight in told.items():
        shares[number[name]] = weight
    assert false.sum() > 500
    assert far_apart(false, shares) < 6.6  # one degree of freedom: one in a hundred
    assert false.sum() == false[[number[name] for name in told]].sum()


def shares_by_town(source, *sets):
    asked = town(places=PAIR, schemes=PAIR, people=4000, twin=None, responses=mechanisms_off())
    setup = prepared(resolve(asked, sets), 1)
    j = setup.source_numbers[source]
    shares, chance = senses_of(setup)
    return setup.deed_numbers, shares[:, j] / 2**31, chance[:, 0, j]


def test_nobody_is_accused_of_a_deed_that_is_not_done_where_they_live():
    number, shares, chance = shares_by_town(
        "village-reporters", "assumptions.deeds.littering.places=[suqian]"
    )
    assert shares[0, number["littering"]] == 0 < shares[1, number["littering"]]
    assert (chance > 0).all()


def test_where_no_deed_that_a_source_knows_is_done_it_raises_no_alarm():
    only = "assumptions.deeds.blood-donation.places=[suqian]"
    loud = "assumptions.sensors.hospitals.false_alarm=0.1"
    _, _, chance = shares_by_town("hospitals", only, loud)
    assert chance[0] == 0 < chance[1]
    alleges = "assumptions.sensors.hospitals.alleges={blood-donation: 1.0}"
    assert shares_by_town("hospitals", only, loud, alleges)[2].tolist() == chance.tolist()


def test_where_nobody_does_any_of_it_a_source_alleges_what_it_would_notice():
    never = ["assumptions.deeds.blood-donation.rate=0"]
    number, shares, chance = shares_by_town(
        "hospitals", *never, "assumptions.sensors.hospitals.false_alarm=0.1"
    )
    assert (chance > 0).all()
    assert shares[:, number["blood-donation"]].tolist() == [1.0, 1.0]


def test_a_source_raises_no_alarm_before_it_looks_anywhere():
    cover = "{urban: {2010-01-01: 0.0}, rural: {2010-01-01: 0.0}}"
    _, _, chance = shares_by_town("village-reporters", f"{REPORTERS}.coverage={cover}")
    assert chance.tolist() == [0, 0]


def test_to_allege_nothing_is_refused():
    with pytest.raises(SocialCreditError, match="gives weight to no deed"):
        resolve(town(), [f"{POLICE}.alleges={{jaywalking: 0.0}}"])


def test_a_deed_that_nobody_knows_cannot_be_alleged():
    beliefs = load_beliefs()
    police = beliefs.sensors.sources[0].model_copy(update={"alleges": {"jaywalkin": 1.0}})
    sources = (police, *beliefs.sensors.sources[1:])
    wrong = beliefs._replace(sensors=beliefs.sensors.model_copy(update={"sources": sources}))
    (problem,) = problems_between(wrong)["sensors"]
    assert problem.loc == ("sources", 0, "alleges", "jaywalkin") and problem.meant == "jaywalking"
