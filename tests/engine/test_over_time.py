"""Announced once, known by its age, forgotten when it is over, and tried as long as it pays."""

from datetime import date

import numpy as np
import pytest
from pytest import approx

from socialcredit.engine.run import simulate
from socialcredit.language.model.sensors import Coverage
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from tests.engine.towns import SHARP, town

NOWHERE = Coverage(urban={date(2014, 1, 1): 0.0}, rural={date(2014, 1, 1): 0.0})
SILENT = ["assumptions.behaviour.perceived-risk.hears=0"]


def aware_by_month(tables, months):
    """The share of those scored who have heard of the first scheme, by month."""
    table = tables["awareness"]
    here = (table["world"] == 0) & (table["scheme"] == 0)
    scored, aware = (
        np.bincount(table["month"][here], table[column][here], months)
        for column in ("scored", "aware")
    )
    return np.divide(aware, scored, out=np.zeros(months), where=scored > 0)


@pytest.mark.parametrize("first", [date(2017, 4, 15), date(2017, 3, 1)])
def test_shenzhen_announces_once_in_the_month_of_its_beginning(first):
    asked = load_scenario("shenzhen").model_copy(
        update={"people": 4000, "starts": first, "ends": date(2017, 7, 31), "twin": None}
    )
    deaf = ["schemes.shenzhen.procedure.notice.chance=0"]
    _, tables = simulate(resolve(asked, [*SILENT, *deaf]), 1)
    months = 4 if first.month == 4 else 5
    aware = aware_by_month(tables, months)[months - 4 :]
    assert aware[0] == approx(0.1, abs=0.02)
    assert np.ptp(aware) == 0


def test_a_small_town_starts_with_the_awareness_of_a_scheme_two_years_old():
    asked = load_scenario("small-town").model_copy(
        update={"people": 8000, "ends": date(2016, 1, 31), "twin": None}
    )
    setup, tables = simulate(resolve(asked), 1)
    attention = 2 * (setup.people.attention / 255)
    known = 1 - (1 - 0.1 * attention) * (1 - 0.002 * attention) ** 24
    expected = known[setup.people.age >= 18].mean()
    assert aware_by_month(tables, 1)[0] == approx(expected, abs=0.012)
    assert expected > 0.13, "more than at an announcement"


def test_the_announcement_is_made_to_its_own_subjects_in_its_own_place():
    asked = town(places=("rongcheng", "suqian"), people=3000, twin=None)
    _, tables = simulate(resolve(asked, SHARP), 1)
    response = tables["response"]
    heard = np.bincount(response["place"], response["aware"])
    assert heard[0] > 0 == heard[1]


@pytest.fixture(scope="module")
def ended():
    """A scheme that protest ended after a year, and three years after it."""
    asked = town(people=1500, ends=date(2017, 12, 31), alternatives=("ended-after-a-year",))
    setup, tables = simulate(resolve(asked, SHARP), 2)
    bad = np.array([deed["sign"] == "bad" for deed in setup.deeds])
    return tables, bad


def by_month(table, column, world, chosen=None):
    """A column of a table summed by month in one world."""
    here = (table["world"] == world) & (True if chosen is None else chosen)
    return np.bincount(table["month"][here], table[column][here], 48)


def test_from_the_first_month_after_its_end_nothing_is_done_for_points(ended):
    made_up = by_month(ended[0]["conduct"], "effort", 0)
    assert made_up[:12].sum() > 0 == made_up[12:].sum()


def test_after_its_end_bad_deeds_are_the_twins(ended):
    tables, bad = ended
    kinds = bad[tables["conduct"]["kind"]]
    here, there = (by_month(tables["conduct"], "deeds", world, kinds) for world in (0, 1))
    assert np.array_equal(here[12:], there[12:]) and here[:12].sum() < there[:12].sum()


def test_three_years_later_people_believe_what_they_believed_before(ended):
    tables, _ = ended
    sums, people = (by_month(tables["response"], c, 0) for c in ("belief_sum", "residents"))
    mean = sums / people / 255
    assert mean[:12].max() > 0.105
    assert mean[47] == approx(0.1, abs=0.005)


def test_where_no_source_sees_anything_people_stop_doing_things_for_points():
    """By the third year less than a third of what was made up in the first."""
    asked = town(people=4000, ends=date(2016, 12, 31), twin=None)
    seeing = resolve(asked)
    sensors = seeing.beliefs.sensors
    sources = tuple(one.model_copy(update={"coverage": NOWHERE}) for one in sensors.sources)
    nothing = sensors.model_copy(update={"sources": sources})
    blind = seeing._replace(beliefs=seeing.beliefs._replace(sensors=nothing))
    made_up = [
        by_month(simulate(inputs, 2)[1]["conduct"], "effort", 0)[:36].reshape(3, 12).sum(axis=1)
        for inputs in (seeing, blind)
    ]
    assert made_up[1][2] < made_up[1][0] / 3
    assert made_up[0][2] > made_up[1][2]
