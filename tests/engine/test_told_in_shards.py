"""People told of shard by shard are the people of the whole, and so is what is told of them."""

from datetime import date
from functools import reduce

import numpy as np
import pytest

from socialcredit.core.columns import CELLS, PANEL
from socialcredit.engine.collect import gathered
from socialcredit.engine.ground import communities_of, facts_in, ground_of
from socialcredit.engine.preparing import prepared, prepared_in_shards
from socialcredit.engine.shard import shards_of
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.stages.society import firms as society_firms
from socialcredit.stages.society import panel, people
from socialcredit.stages.society.facts import added
from tests.engine.towns import in_hamlets, town
from tests.firms import places

CUTS = [[0], [0, 17], [0, 3, 17, 41, 47]]
SHARED = ("often", "makeup", "cells", "panel", "keys", "hazards", "motives", "hours", "begins")
MANY = 2400  # firms, more than a town whose panel is everybody once the test makes that smaller


@pytest.fixture(scope="module", autouse=True)
def a_small_panel():
    """Whoever is settled here lives in hamlets, and the panel is drawn by lot."""
    with pytest.MonkeyPatch.context() as patch:
        in_hamlets(patch, 30)
        patch.setattr(panel, "EVERYBODY", 10)
        patch.setattr(society_firms, "FIRMS_IN_COMMUNITY", 30)
        yield


@pytest.fixture(scope="module")
def two_towns():
    asked = {"people": 1500, "places": ("weihai", "rongcheng"), "panel_households": 40}
    return resolve(town(**asked, twin=None, ends=date(2014, 1, 31)))


@pytest.fixture(scope="module")
def firms():
    return resolve(load_scenario(places.TOWN), [f"firms={MANY}", "panel_households=60"])


@pytest.fixture(scope="module")
def whole(two_towns):
    return prepared(two_towns, 1)


def arrays(of):
    """Every array of nested tuples, in order."""
    return [one for part in of for one in arrays(part)] if isinstance(of, tuple) else [of]


def same(one, other):
    pairs = zip(arrays(one), arrays(other), strict=True)
    return all(
        np.array_equal(a, b) and np.asarray(a).dtype == np.asarray(b).dtype for a, b in pairs
    )


def joined(setups):
    """The columns of all shards one after the other."""
    return tuple(np.concatenate(parts) for parts in zip(*(s.people for s in setups), strict=True))


def test_the_cuts_lie_within_places_and_between_them(whole):
    place = whole.communities.place
    within = [place[cut] == place[cut - 1] for cut in CUTS[2][1:]]
    assert within == [True, True, False, True]


@pytest.mark.parametrize("firsts", CUTS)
def test_the_people_of_all_shards_are_the_people_of_the_whole(two_towns, whole, firsts):
    cut_up = prepared_in_shards(two_towns, 2, lambda _: firsts)
    of_shard = cut_up.of
    shards = [of_shard(k) for k in range(len(firsts))]
    assert same(joined(shards), tuple(whole.people))
    for first, setup in zip(firsts, shards, strict=True):
        assert setup.here.first == first and len(setup.people.age) == setup.residents
        assert setup.communities.offset[first] == 0, "columns begin with the shard's own people"


@pytest.mark.parametrize("firsts", CUTS)
def test_a_run_is_compiled_from_what_shards_tell_as_from_what_all_tell(two_towns, whole, firsts):
    cut_up = prepared_in_shards(two_towns, 1, lambda _: firsts)
    found = cut_up.setup
    assert len(found.people.age) == 0 and found.residents == whole.residents
    for name in SHARED:
        assert same(getattr(found, name), getattr(whole, name)), name
    tables, alone = gathered(found, []), gathered(whole, [])
    for name in ("cells", "panel_people"):
        assert same(tuple(tables[name].values()), tuple(alone[name].values())), name


@pytest.mark.parametrize("firsts", [[0], [0, 1], [0, 9, 31, 32, 60]])
def test_so_it_is_with_firms(firms, firsts):
    alone = prepared(firms, 1)
    cut_up = prepared_in_shards(firms, 1, lambda _: firsts)
    found = cut_up.setup
    of_shard = cut_up.of
    shards = [of_shard(k) for k in range(len(firsts))]
    assert same(joined(shards), tuple(alone.people)) and MANY == alone.residents
    for name in (*SHARED, "premises"):
        assert same(getattr(found, name), getattr(alone, name)), name
    assert 60 <= np.count_nonzero(alone.people.flags & PANEL) < MANY


def test_firms_beside_are_whole_whatever_the_cut_of_the_residents():
    inputs = resolve(load_scenario(places.BOTH), ["people=900", "firms=900"])
    alone = prepared(inputs, 1)
    cut_up = prepared_in_shards(inputs, 1, lambda one: [0, 13 if one.beside is None else 1])
    assert cut_up.setup.beside is cut_up.beside.setup
    shards = [cut_up.beside.of(k) for k in (0, 1)]
    assert same(joined(shards), tuple(alone.beside.people))


def test_the_panel_takes_so_many_whole_households_from_every_shard(two_towns, whole):
    rows = dict(zip(("resident", "household"), whole.panel.T, strict=False))
    assert len(np.unique(rows["household"])) == 40
    cut_up = prepared_in_shards(two_towns, 1, lambda _: CUTS[2])
    of_shard = cut_up.of
    marked = []
    for k in range(len(CUTS[2])):
        setup = of_shard(k)
        marked += [np.flatnonzero(setup.people.flags & PANEL) + setup.here.start]
        assert 0 < len(marked[-1]) < setup.residents
    assert np.array_equal(np.concatenate(marked), rows["resident"])
    household = np.cumsum(whole.people.position == 0) - 1
    everyone = np.flatnonzero(np.isin(household, rows["household"]))
    assert np.array_equal(everyone, rows["resident"]), "households are on the panel as a whole"
    assert np.array_equal(household[everyone], rows["household"])


def test_shards_none_of_whose_households_is_taken_are_counted_too(two_towns):
    few = two_towns.scenario.model_copy(update={"panel_households": 3})
    inputs = two_towns._replace(scenario=few)
    found = prepared_in_shards(inputs, 1, lambda _: range(52)).setup
    assert np.array_equal(found.panel, prepared(inputs, 1).panel)
    assert len(np.unique(found.panel[:, 1])) == 3


def test_the_panel_is_the_same_where_too_few_lots_were_looked_at_first(
    two_towns, whole, monkeypatch
):
    monkeypatch.setattr(panel, "SPARE", -40)
    assert np.array_equal(prepared(two_towns, 1).panel, whole.panel)


def test_more_households_than_there_are_put_everybody_on_the_panel(two_towns):
    asked = two_towns.scenario.model_copy(update={"panel_households": 10_000})
    cut_up = prepared_in_shards(two_towns._replace(scenario=asked), 1, lambda _: CUTS[2])
    found = cut_up.setup
    of_shard = cut_up.of
    assert np.array_equal(found.panel[:, 0], np.arange(1500))
    assert all((of_shard(k).people.flags & PANEL).all() for k in range(len(CUTS[2])))


def test_cells_and_the_panel_s_table_tell_what_stands_in_the_columns(whole):
    settled, tables = whole.people, gathered(whole, [])
    flags, band = settled.flags.astype(int), np.digitize(settled.age, (18, 40, 60))
    place = np.repeat(whole.communities.place.astype(int), np.diff(whole.communities.offset))
    bits = (flags & 1, flags >> 1 & 1, flags >> 2 & 1)
    cell = np.ravel_multi_index((place, *bits, band, settled.fifth), (2, 2, 2, 2, 4, 5))
    many = np.bincount(cell, minlength=2 * CELLS)
    assert np.array_equal(tables["cells"]["residents"], many)
    told = tables["panel_people"]
    who = told["resident"]
    of = {"age": settled.age, "flags": flags, "occupation": settled.occupation, "cell": cell,
          "fifth": settled.fifth, "education": settled.role_education & 7,
          "role": settled.role_education >> 3, "place": place}  # fmt: skip
    for name, column in of.items():
        assert np.array_equal(told[name], column[who]), name


def test_facts_add_up_in_any_grouping(two_towns):
    ground = ground_of(two_towns)
    shards = shards_of(ground.subjects.communities, CUTS[2])
    one, two, three, *others = [
        facts_in(ground, ground.subjects.settle(shard, 1), shard) for shard in shards
    ]
    left = reduce(added, others, added(added(one, two), three))
    assert same(left, added(one, added(added(two, three), reduce(added, others))))
    assert left.found[1].sum() == left.cells.sum() == 1500
    assert (np.diff(left.found[0]) > 0).all(), "who is alike is told of once"


def test_communities_are_planned_without_anybody_settled(two_towns, whole, monkeypatch):
    monkeypatch.setattr(people, "settle", None)
    assert same(communities_of(two_towns), whole.communities)
