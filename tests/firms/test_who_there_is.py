"""Which firms there are: drawn market by market, the same for any number of threads."""

import numpy as np
import pytest

from socialcredit.core.columns import KITCHEN, PANEL
from socialcredit.core.draws import key_of
from socialcredit.core.levels import SIZES
from socialcredit.core.limits import FIRMS_IN_COMMUNITY
from socialcredit.core.populations import FIRMS, PERSONS
from socialcredit.engine.preparing import prepared
from socialcredit.engine.subjects import key_for
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from tests.firms.places import TOWN


def settled(*sets, threads=1):
    return prepared(resolve(load_scenario(TOWN), list(sets)), threads)


@pytest.fixture(scope="module")
def many():
    return settled("firms=30000")


def market(setup, name):
    """The firms of one market, as a mask."""
    place = np.repeat(setup.communities.place, np.diff(setup.communities.offset))
    return place == setup.places.index(name)


def test_a_market_is_a_sector_in_a_place(many):
    sectors = ("food-service", "manufacturing", "other")
    assert many.places == tuple(f"{sector}, shanghai" for sector in sectors)
    assert (np.diff(many.communities.offset) <= FIRMS_IN_COMMUNITY).all()


def test_markets_are_as_large_as_they_were_counted(many):
    real = [home.population[2016] for home in many.homes]
    found = [market(many, name).sum() for name in many.places]
    assert np.allclose(np.array(found) / 30000, np.array(real) / sum(real), atol=1e-4)
    counted = np.interp(2016, [2011, 2018], [61240, 93695])
    assert real[0] == pytest.approx(counted, abs=1)


def test_firms_are_as_large_as_the_file_says(many):
    told = many.beliefs["population"]["markets"][0]["sizes"]
    of = market(many, "food-service, shanghai")
    shares = np.bincount(many.people.fifth[of], minlength=5) / of.sum()
    assert np.allclose(shares, [told[size] for size in SIZES], atol=4 * 0.5 / of.sum() ** 0.5)
    assert (many.people.fifth == many.people.role_education & 7).all()


def test_a_kitchen_is_where_the_file_says(many):
    has = many.people.flags & KITCHEN > 0
    assert has[market(many, "food-service, shanghai")].mean() > 0.9
    assert has[market(many, "manufacturing, shanghai")].mean() < 0.05


def test_licences_are_as_old_as_the_quantiles(many):
    of = market(many, "food-service, shanghai")
    told = many.beliefs["population"]["markets"][0]["age"]
    middle = np.median(many.people.age[of])
    assert told[7] - 3 <= middle <= told[9] + 3


def test_the_same_firms_come_out_for_any_number_of_threads():
    one, two = settled("firms=9000"), settled("firms=9000", threads=2)
    for name, column in one.people._asdict().items():
        assert (column == getattr(two.people, name)).all(), name


def test_a_firm_has_luck_of_its_own():
    assert key_for("persons", 7) == key_of(7) != key_for("firms", 7)


def test_a_small_town_of_firms_is_panel_as_a_whole(many):
    assert (settled("firms=900").people.flags & PANEL > 0).all()
    owners = (many.people.flags & PANEL > 0) & (many.people.position == 0)
    assert owners.sum() == 500


def test_no_word_of_one_population_is_of_the_other():
    assert not {*FIRMS.by} & {*PERSONS.by} - {"place"}
