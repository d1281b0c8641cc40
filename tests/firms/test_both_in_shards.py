"""Residents and firms in shards, however either are cut: the same crosses, to the bit."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialcredit.core.events import CROSSED, INCOME_LOST
from socialcredit.engine.collect import gathered
from socialcredit.engine.exchange import cross
from socialcredit.engine.folder import table_hashes
from socialcredit.engine.owners import (
    NOBODY,
    adults_near,
    adults_of,
    near_of,
    now_of,
    ranks_of,
)
from socialcredit.engine.preparing import prepared, prepared_in_shards
from socialcredit.engine.run_at_rest import AtRest
from socialcredit.engine.step import live_month, live_whole
from socialcredit.engine.store import Files
from socialcredit.engine.whole import Hands
from socialcredit.engine.workers import spaces_for
from socialcredit.engine.world import begin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from tests.engine.cuts import cut, cuts, in_memory
from tests.engine.test_shards import MUCH
from tests.engine.towns import in_hamlets
from tests.firms.owners import owners_of
from tests.firms.places import BOTH
from tests.firms.test_crossings import EVERYBODY, MANY, WRONGLY

ALL = "exchange=[listed-owners, closings, listed-firms]"
SMALL = ["people=700", "firms=700", "to=2016-04-30", EVERYBODY, MANY, *WRONGLY, ALL]


@pytest.fixture(scope="module")
def setup():
    """A town and its firms, in hamlets of some forty; many firms close, many are wrongly listed."""
    with pytest.MonkeyPatch.context() as patched:
        in_hamlets(patched, 40)
        return prepared(resolve(load_scenario(BOTH), SMALL), 1)


def in_shards(setup, firsts):
    """The tables of the residents' run, where residents and firms begin at these communities."""
    residents = in_memory(replace(setup, beside=None), firsts[0], 0)
    firms = in_memory(setup.beside, firsts[1], 0)
    residents.collected.beside = firms.collected
    spaces = spaces_for(setup, 1)
    with ThreadPoolExecutor(1) as pool:
        own, beside = Hands(pool, spaces.own), Hands(pool, spaces.beside)
        for month in setup.months:
            live_whole(residents, month, own)
            live_whole(firms, month, beside)
            cross(residents, firms, month, own)
    return gathered(setup, [residents.collected])


@pytest.fixture(scope="module")
def whole(setup):
    world, spaces = begin(setup, 0), spaces_for(setup, 1)
    with ThreadPoolExecutor(1) as pool:
        for month in setup.months:
            live_month(setup, world, month, pool, spaces)
    return gathered(setup, [world.collected])


def test_in_the_town_all_that_may_cross_does(whole):
    told, of_firms = whole["panel_events"]["what"], whole["firms.panel_events"]["what"]
    assert (told == CROSSED).sum() > 20 and (of_firms == CROSSED).sum() > 20
    assert (told == INCOME_LOST).sum() > 20
    assert whole["fan_out"]["records"].any() and whole["owners"]["closures"].any()


@pytest.mark.parametrize("firsts", [((0,), (0, 3)), ((0, 3, 4, 11), (0, 1, 5))])
def test_no_cut_of_residents_or_of_firms_shows(setup, whole, firsts):
    assert table_hashes(in_shards(setup, firsts)) == table_hashes(whole)


def test_neither_does_rest_between_months(setup, whole):
    with pytest.MonkeyPatch.context() as patched:
        in_hamlets(patched, 40)
        rest = prepared_in_shards(
            resolve(load_scenario(BOTH), SMALL), 2,
            lambda one: (0, 3, 4, 11) if one.scenario.people else (0, 1, 5),
        )  # fmt: skip
        sides, stores = [rest, rest.beside], [Files(None, MUCH, name) for name in ("of", "beside")]
        (left,) = AtRest(sides, stores, None, 1, 2, 3600.0, 0.0, lambda _: None).live()
    assert table_hashes(gathered(setup, [left])) == table_hashes(whole)


@settings(max_examples=15)
@given(data=st.data())
def test_every_firm_finds_its_owner_among_the_adults_of_other_shards(setup, data):
    beside, firms = setup.beside, begin(setup, 0).beside
    residents = cut(setup, data.draw(cuts(len(setup.communities.place))))
    near = near_of(setup, beside)
    adults = sum(adults_near(one, near) for one in residents)
    every = [
        np.concatenate([one.here.start + adults_of(one, near, g) for one in residents])
        for g in range(len(near.places))
    ]
    found = []
    for one in cut(beside, data.draw(cuts(len(beside.communities.place)))):
        here = slice(one.here.start, one.here.stop)
        stood = now_of(firms)._replace(size=one.people.fifth, ownership=one.people.occupation)
        stood = stood._replace(openings=stood.openings[here])
        rank = ranks_of(one, stood, setup.key, near, adults)
        market = beside.communities.place[one.here.first : one.here.last].astype(np.int64)
        offset = one.communities.offset[one.here.first : one.here.last + 1]
        group = near.group[np.repeat(market, np.diff(offset))]
        found += [every[g][k] if k != NOBODY else NOBODY for g, k in zip(group, rank, strict=True)]
    assert found == owners_of(setup, firms).tolist()
