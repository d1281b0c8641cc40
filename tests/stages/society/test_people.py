"""Synthetic people: right in number, whole in their households, plausible in age, repeatable."""

import dataclasses
from collections import Counter

import numpy as np
import pytest

from socialcredit.core.columns import DRIVER, MINORITY, PANEL, URBAN
from socialcredit.core.errors import SocialCreditError
from socialcredit.stages.society.attributes import fifth_means, log_means, size_slope
from socialcredit.stages.society.fit_to_census import fit_table, tally
from socialcredit.stages.society.households import (
    CHILD,
    HEAD,
    PARENT,
    PARTNER,
    alias_table,
    make_pool,
    margins,
    rake,
)
from socialcredit.stages.society.people import USUAL, communities_of
from socialcredit.stages.society.places import largest_remainder, quotas, without_nested
from tests.stages.society.world import SEED, World, parsed

TRAITS = ("motivation", "caution", "shame", "trust", "attention")
CHINA_2020 = 1_409_778_724


@pytest.fixture(scope="module")
def nation():
    return World(["china"], 2020).settle(1_000_000)


@pytest.fixture(scope="module")
def county():
    return World(["rongcheng"], 2014).settle(60_000)


@pytest.fixture(scope="module")
def heads(county):
    return np.flatnonzero(county.people.position == 0)


def same(one, two):
    columns = zip((*one.people, *one.communities), (*two.people, *two.communities), strict=True)
    return all(np.array_equal(a, b) for a, b in columns)


def test_at_one_to_one_every_province_has_its_census_to_the_person():
    places = World(["china"], 2020).places
    counts = quotas(places)
    assert sum(residents for _, residents, _ in counts) == CHINA_2020
    assert [residents for _, residents, _ in counts] == [place.population for place in places]
    assert sum(urban for *_, urban in counts) == pytest.approx(899_991_162, rel=1e-5)


def test_a_nation_is_planned_in_communities_of_equal_size_before_anybody_is_settled():
    places = World(["china"], 2020).places
    offset, place, urban = communities_of(places, None)
    size = np.diff(offset)
    assert offset[-1] == CHINA_2020 and len(place) > CHINA_2020 // USUAL
    for index, residents, townspeople in quotas(places):
        for town, count in ((1, townspeople), (0, residents - townspeople)):
            mine = size[(place == index) & (urban == town)]
            assert mine.sum() == count and mine.max() - mine.min() <= 1 and mine.max() <= USUAL
    turns = np.diff(place.astype(int) * 2 + 1 - urban)
    assert set(turns.tolist()) == {0, 1}, "place by place, the urban ones first"


def test_a_part_is_split_by_largest_remainder():
    assert largest_remainder([6, 3, 1], 11) == [7, 3, 1]
    assert largest_remainder([1, 1, 1], 2) == [1, 1, 0]
    for people in (1, 313, 99_999):
        counts = quotas(World(["china"], 2015).places, people)
        assert sum(residents for _, residents, _ in counts) == people
        assert all(0 <= urban <= residents for _, residents, urban in counts)


def test_a_province_named_with_a_place_inside_stands_for_the_rest():
    places = World(["shandong", "rongcheng"], 2020).places
    rest = without_nested(places)
    assert [each.population for each in rest] == [101_527_453 - 710_200, 710_200]
    assert sum(count for _, count, _ in quotas(places)) == 101_527_453


def test_an_unknown_place_gets_the_nearest_name_and_no_place_comes_twice():
    with pytest.raises(SocialCreditError) as unknown:
        World(["rongchen"], 2014)
    assert unknown.value.meant == "rongcheng"
    with pytest.raises(SocialCreditError, match="twice"):
        World(["china", "tibet"], 2014)


def test_every_value_has_source_and_evidence():
    known = {"primary", "secondary", "recalled", "assumed"}
    for name, skip in (("population.yaml", set()), ("places.yaml", {"marks"})):
        file = parsed(name)
        blocks = (
            file["places"]
            if "places" in file
            else [block for key, block in file.items() if key not in {"sources", *skip}]
        )
        for block in blocks:
            assert block.get("source", block.get("from")) in file["sources"]
            assert block["evidence"] in known


def test_every_margin_of_a_million_is_within_its_tolerance(nation):
    world = nation.world
    rows = fit_table(nation.people, nation.communities, world.places, world.beliefs, 1_000_000)
    assert [row["what"] for row in rows if not row["ok"]] == []
    ages = [row for row in rows if row["what"].startswith(("men of", "women of"))]
    assert len(ages) == 44
    assert max(abs(row["difference"]) for row in ages) < 0.0015
    assert {"published", "synthesised", "difference", "tolerance"} <= set(rows[0])


def test_mean_household_is_the_published_one(nation):
    sizes = tally(nation.people, nation.communities, 31).sizes
    assert sizes @ np.arange(1, 11) / sizes.sum() == pytest.approx(2.62, abs=0.03)


def test_fit_table_sees_a_population_that_does_not_fit(county):
    world = county.world
    old = county.people._replace(age=np.full_like(county.people.age, 70))
    rows = fit_table(old, county.communities, world.places, world.beliefs, 60_000)
    assert any(not row["ok"] for row in rows)


def test_places_of_a_small_scenario_fit_as_well():
    world = World(["shenzhen", "suining", "luzhou"], 2018)
    found = world.settle(90_000)
    rows = fit_table(found.people, found.communities, world.places, world.beliefs, 90_000)
    assert [row["what"] for row in rows if not row["ok"]] == []


def test_communities_are_small_whole_urban_or_rural_and_of_one_place(nation):
    people, (offset, place, urban) = nation.people, nation.communities
    size = np.diff(offset)
    assert offset[0] == 0 and offset[-1] == len(people.age) == 1_000_000
    assert size.min() >= 1 and size.max() <= 2048
    assert (people.position[offset[:-1]] == 0).all()
    assert (np.diff(place.astype(int)) >= 0).all()
    assert np.array_equal((people.flags & URBAN) > 0, np.repeat(urban, size).astype(bool))


def test_households_are_whole_and_consecutive(county, heads):
    people = county.people
    assert heads[0] == 0 and (people.role_education[heads] >> 3 == HEAD).all()
    rises = np.diff(people.position.astype(int))
    assert ((rises == 1) | (people.position[1:] == 0)).all()
    assert (people.role_education[people.position > 0] >> 3 != HEAD).all()
    begin = np.repeat(heads, np.diff(np.append(heads, len(people.age))))
    for column in (people.fifth, people.flags & URBAN, people.flags & MINORITY):
        assert np.array_equal(column, column[begin])


def test_ages_within_households_are_plausible(county, heads):
    people = county.people
    begin = np.repeat(heads, np.diff(np.append(heads, len(people.age))))
    age, head_age = people.age.astype(int), people.age[begin].astype(int)
    role = people.role_education >> 3
    child, parent = role == CHILD, role == PARENT
    partner = np.flatnonzero(role == PARTNER)
    assert 20 <= (head_age - age)[child].min() and (head_age - age)[child].max() <= 45
    assert 20 <= (age - head_age)[parent].min() and (age - head_age)[parent].max() <= 45
    assert np.abs(age - head_age)[partner].max() <= 14
    assert ((people.flags ^ people.flags[begin])[partner] & 1 == 1).all()
    assert age[heads].min() >= 18 and age.max() <= 104
    with_mother_or_father = np.flatnonzero(child & np.isin(begin + 1, partner))
    second = age[begin[with_mother_or_father] + 1] - age[with_mother_or_father]
    assert second.min() >= 16 and second.max() <= 45


def test_attributes_agree_with_age(county):
    people = county.people
    young = people.age < 18
    assert not (people.flags[young] & DRIVER).any()
    assert (people.role_education[people.age < 6] & 7 == 0).all()
    assert (people.role_education[people.age < 15] & 7 < 4).all()
    assert not np.isin(people.occupation[people.age < 15], (0, 1, 2, 3, 4)).any()
    assert not (people.occupation[people.age > 75] == 5).any()


def test_the_same_seed_gives_the_same_people_on_any_number_of_threads():
    world = World(["rongcheng", "shenzhen"], 2016)
    one = world.settle(1_200_000, threads=1)
    assert same(one, world.settle(1_200_000, threads=4))
    assert not same(one, world.settle(1_200_000, seed=SEED + 1))


def test_a_resident_takes_thirteen_bytes(county):
    assert sum(column.nbytes for column in county.people) == 13 * 60_000


def test_the_panel_is_so_many_whole_households_and_all_of_a_small_town(county, heads):
    flagged = (county.people.flags & PANEL) > 0
    begin = np.repeat(heads, np.diff(np.append(heads, len(flagged))))
    assert flagged[heads].sum() == 200
    assert np.array_equal(flagged, flagged[begin])
    everybody = county.world.settle(5000).people.flags & PANEL
    assert everybody.all()
    assert ((county.world.settle(6000, panel=10**6).people.flags & PANEL) > 0).all()


@pytest.mark.parametrize("people", [1, 2, 37])
def test_very_small_towns_are_settled_too(people):
    found = World(["rongcheng"], 2014).settle(people)
    assert len(found.people.age) == people
    assert found.people.position[0] == 0


def test_nobody_to_settle_is_an_error():
    with pytest.raises(SocialCreditError, match="no resident"):
        World(["rongcheng"], 2014).settle(0)


def test_traits_are_uniform_and_independent(nation):
    traits = np.stack([getattr(nation.people, name) for name in TRAITS]).astype(float)
    correlation = np.corrcoef(traits[:, :200_000]) - np.eye(5)
    assert np.abs(correlation).max() < 0.012
    for trait in traits:
        assert np.bincount(trait.astype(int), minlength=256).min() > 3500


def test_raking_gives_the_census_exactly_and_keeps_the_pool_broad():
    world = World(["tibet", "shanghai"], 2020)
    beliefs = world.beliefs
    pool = make_pool(beliefs.kinds, beliefs.gaps, beliefs.sizes)
    for place in world.places:
        weight = rake(pool, beliefs.sizes, place.ages, place.starts)
        size = np.bincount(np.diff(pool.first), weight, 11)[1:]
        assert np.abs(margins(pool, weight, place.starts) - place.ages).max() < 1e-6
        assert size == pytest.approx(beliefs.sizes, abs=1e-12)
        assert 1 / (weight**2).sum() > 8000  # effective number of raw households


def test_an_alias_table_keeps_every_chance():
    weight = np.array([0.5, 0.25, 0.125, 0.125, 0.0])
    keep, other = np.zeros(5, np.int64), np.zeros(5, np.int32)
    alias_table(weight, keep, other)
    chance = np.zeros(5)
    for row in range(5):
        stay = keep[row] / 2**32
        chance[row] += stay / 5
        chance[other[row]] += (1 - stay) / 5
    assert chance == pytest.approx(weight, abs=1e-8)


def test_income_fifths_are_of_households_and_poorer_ones_are_larger(nation):
    beliefs = nation.world.beliefs
    income, sizes = beliefs.income, beliefs.sizes
    assert 0.02 < size_slope(income, sizes) < 0.2
    means, log_sd = log_means(income, sizes)
    people = sizes * np.arange(1, 11) / (sizes @ np.arange(1, 11))
    by_residence = (people * np.exp(means + log_sd[:, None] ** 2 / 2)).sum(axis=1)
    assert by_residence == pytest.approx(income.mean)
    assert fifth_means(income, sizes) == pytest.approx(income.survey_fifths, rel=0.08)
    heads = nation.people.position == 0
    share = Counter(nation.people.fifth[heads].tolist())
    assert [share[at] / heads.sum() for at in range(5)] == pytest.approx([0.2] * 5, abs=0.005)
    share_of_people = (nation.people.fifth == 0).mean()
    assert share_of_people > 0.205


def test_a_place_of_another_year_has_other_people():
    early, late = World(["rongcheng"], 2010), World(["rongcheng"], 2020)
    old = slice(14, None)
    assert early.places[0].population == 714_355
    assert early.places[0].ages[:, old].sum() < late.places[0].ages[:, old].sum()
    assert early.places[0].urban < late.places[0].urban
    assert early.beliefs.sizes[0] < late.beliefs.sizes[0]


def test_published_sex_ratio_and_old_people_of_shenzhen():
    ages = dataclasses.asdict(World(["shenzhen"], 2020).places[0])["ages"]
    assert ages[:, 13:].sum() == pytest.approx(0.0536, rel=0.01)
    assert ages[0].sum() / ages[1].sum() == pytest.approx(1.30, rel=0.02)
