"""A place of one's own, of no nation or of another: its people are as its own tables say."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from socialcredit.core.columns import DRIVER
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.places import Home, scored_in
from socialcredit.language.model.population import TABLES
from socialcredit.language.resolve.carried import carried_over
from socialcredit.language.resolve.inputs import as_told, from_told, resolve
from socialcredit.language.resolve.loading import load_beliefs, load_scenario
from socialcredit.stages.society.attributes import chances
from socialcredit.stages.society.fit_to_census import fit_table
from socialcredit.stages.society.places import single_ages
from tests.stages.society.world import World

TOWN = Path(__file__).parent / "town"
TABLE = np.array([[512, 1604, 6480, 1731], [488, 1560, 6390, 2285]], float)
FREEDONIA = """\
extends: PLACES
nations:
  - nation: freedonia
    title: All of Freedonia
    currency: euro
    year: 2020
    ages: freedonia.csv
    urban: {2010: 0.5, 2020: 0.6}
    from: register
    evidence: primary
places:
  - {place: ourtown, nation: freedonia}
  - place: hilltown
    title: Hilltown
    nation: freedonia
    ages: {groups: [0-17, 18+], men: [20, 90], women: [18, 99]}
    population: {2020: 5000}
    urban: 0.3
    minority: 0.1
"""
AGES = "year,sex,0-19,20-59,60+\n" + "".join(
    f"{year},{sex},{counts}\n"
    for year, counts in ((2010, "300,500,200"), (2020, "200,500,300"))
    for sex in "MF"
)


def files(places="places.yaml"):
    return {"places": TOWN / places, "population": TOWN / "population.yaml"}


@pytest.fixture(scope="module")
def town():
    return World(["ourtown"], 2024, **files()).settle(20_000)


@pytest.fixture
def folder(tmp_path):
    """The town's files, to be changed."""
    return Path(shutil.copytree(TOWN, tmp_path / "town"))


@pytest.fixture
def freedonia(folder):
    """The town and another one as a nation of two, beside what is shipped."""
    text = FREEDONIA.replace("PLACES", "./places.yaml")
    (folder / "nation.yaml").write_text(text, encoding="utf-8")
    (folder / "freedonia.csv").write_text(AGES, encoding="utf-8")
    return {"places": folder / "nation.yaml", "population": folder / "population.yaml"}


def test_the_people_of_a_town_are_of_the_sexes_and_ages_that_its_table_counted(town):
    world = town.world
    rows = fit_table(town.people, town.communities, world.places, world.beliefs, 20_000)
    found = {row["what"]: row for row in rows}
    assert all(row["ok"] for row in rows), [row for row in rows if not row["ok"]]
    for sex, name in enumerate(("men", "women")):
        for at, group in enumerate(("0-4", "5-17", "18-64", "65+")):
            row = found[f"{name} of {group}"]
            assert row["published"] == pytest.approx(TABLE[sex, at] / TABLE.sum())
            assert row["ok"]
    assert found["widest gap by sex and age, Ourtown"]["ok"]


def test_nothing_moves_the_ages_and_the_urban_share_of_a_town_of_no_nation():
    for year in (2014, 2019, 2024):
        place = World(["ourtown"], year, **files()).places[0]
        assert place.ages == pytest.approx(TABLE / TABLE.sum()) and place.urban == 0.8
        assert place.nation == ""


def test_the_share_of_drivers_is_that_of_the_town_where_the_table_is_of_it(town):
    people = town.people
    share = (people.flags & DRIVER > 0).mean()
    assert share == pytest.approx(0.61, abs=0.012)
    table = {row["what"]: row for row in fit_table(
        people, town.communities, town.world.places, town.world.beliefs, 20_000
    )}  # fmt: skip
    assert table["drivers"]["published"] == pytest.approx(0.61) and table["drivers"]["ok"]
    assert table["women among drivers"]["published"] == pytest.approx(0.48)


def test_licences_are_counted_among_the_people_of_the_nation_in_that_year():
    for year, people in ((2010, 1_332_810_869), (2020, 1_409_778_724)):
        beliefs = World(["ourtown"], year, places=TOWN / "places.yaml").beliefs
        assert beliefs.of["drivers"].people == people
        licences = {2010: 205e6, 2020: 456e6}[year]
        assert beliefs.drivers.share.sum() == pytest.approx(licences / people)


def test_a_table_of_no_one_by_name_is_of_the_places_of_the_run(folder):
    text = (folder / "population.yaml").read_text(encoding="utf-8")
    (folder / "population.yaml").write_text(text.replace("  of: ourtown\n", ""), encoding="utf-8")
    own = {"places": folder / "places.yaml", "population": folder / "population.yaml"}
    one, other = World(["ourtown"], 2024, **own), World(["ourtown"], 2024, **files())
    assert one.beliefs.of["drivers"].ages == pytest.approx(other.beliefs.of["drivers"].ages)
    assert (one.recipe.driver == other.recipe.driver).all()
    both = World(["ourtown", "rongcheng"], 2024, **own).beliefs.of["drivers"]
    assert both.people == pytest.approx(21050 + 710200, abs=1)


def test_a_nation_stands_for_its_members_and_moves_their_ages_and_urban_shares(freedonia):
    world = World(["freedonia"], 2010, **freedonia)
    assert [place.name for place in world.places] == ["ourtown", "hilltown"]
    ourtown, hilltown = world.places
    assert ourtown.urban / (1 - ourtown.urban) == pytest.approx(4 / 1.5)
    young = hilltown.ages[:, 0].sum()
    assert young > 1.2 * 38 / 227, "there were more children in the nation then"
    now = World(["freedonia"], 2020, **freedonia).places
    assert now[0].ages == pytest.approx(TABLE / TABLE.sum())
    assert now[1].urban == 0.3 and now[1].ages[:, 0].sum() == pytest.approx(38 / 227)


def test_places_of_two_nations_and_one_of_none_are_lived_in_side_by_side(freedonia):
    world = World(["hilltown", "rongcheng", "centre"], 2016, **{
        **freedonia, "places": with_row(freedonia["places"], "centre"),
    })  # fmt: skip
    settled = world.settle(3000)
    assert [place.nation for place in world.places] == ["freedonia", "china", ""]
    rows = fit_table(settled.people, settled.communities, world.places, world.beliefs, 3000)
    ages = [row for row in rows if "of 0-17, Hilltown" in row["what"]]
    assert ages and all(row["ok"] for row in ages)


def with_row(file, name):
    """The file with one more place, of no nation."""
    text = file.read_text(encoding="utf-8")
    row = f"  - {{place: {name}, title: Centre, population: {{2020: 90}}, urban: 1.0, minority: 0,"
    row += " ages: {groups: [0-17, 18+], men: [2, 9], women: [1, 9]}}\n"
    file.write_text(text + row.replace("minority: 0,", "minority: 0.0,"), encoding="utf-8")
    return file


def test_the_name_of_a_nation_means_its_own_places_and_no_others():
    homes = [Home("hilltown", nation="freedonia"), Home("tibet", nation="china"), Home("own")]
    assert scored_in(["china"], "own", homes) == [False, True, False]
    assert scored_in(None, "freedonia", homes) == [True, False, False]
    assert scored_in(None, "nowhere", homes) == [True] * 3, "tried on everybody who is there"
    assert homes[1].among({"places": ["china"]}) and not homes[2].among({"places": ["china"]})


def test_a_scenario_names_a_nation_or_a_member_of_it_and_not_both(freedonia, folder):
    scenario = folder / "scenario.yaml"
    text = scenario.read_text(encoding="utf-8").replace("places.yaml", "nation.yaml")
    scenario.write_text(text.replace("[ourtown]", "[freedonia]"), encoding="utf-8")
    assert load_scenario(scenario).places == ("freedonia",)
    scenario.write_text(text.replace("[ourtown]", "[freedonia, hilltown]"), encoding="utf-8")
    with pytest.raises(SocialCreditError, match="is a part of `freedonia`"):
        load_scenario(scenario)


def test_what_is_of_another_nation_is_told_as_carried_over():
    inputs = resolve(load_scenario(TOWN / "scenario.yaml"))
    told = as_told(inputs)["carried_over"]
    named = {one["table"]: one for one in told if one.get("table") in TABLES}
    assert {"education", "occupation", "income", "internet", "compositions"} < {*named}
    assert not {"household_sizes", "drivers"} & {*named}, "these are the town's own"
    assert {one["from"] for one in named.values()} == {"China"}
    files = [one["source"] for one in told if "shipped" in one["source"]]
    assert files == [f"the shipped {kind}.yaml" for kind in ("deeds", "sensors", "domains")]
    assert named["income"]["source"].startswith("Income and consumption")
    assert [one["what"] for one in told if one["from"] == "assumed"] == ["ages within 65+"]


def test_nothing_is_carried_over_to_a_nation_whose_tables_they_are():
    china = load_scenario("rongcheng").model_copy(update={"places": ("china",)})
    assert carried_over(china, load_beliefs()) == []
    rongcheng = carried_over(load_scenario("rongcheng"), load_beliefs())
    assert [one["from"] for one in rongcheng] == ["Shandong"], "ages of the province around it"


def test_a_run_keeps_the_counts_and_needs_the_table_no_more(folder):
    inputs = resolve(load_scenario(folder / "scenario.yaml"))
    shutil.rmtree(folder)
    again = from_told(as_told(inputs))
    ages = again.beliefs.places.places[-1].ages
    assert ages.men == (512, 1604, 6480, 1731) and ages.file == "ages.csv"
    assert again.beliefs == inputs.beliefs


def test_a_town_of_one_residence_or_a_size_that_nobody_has_is_no_number_that_is_none(folder):
    places = folder / "places.yaml"
    text = places.read_text(encoding="utf-8").replace("urban: 0.8", "urban: 1.0")
    places.write_text(text, encoding="utf-8")
    own = {"places": places, "population": folder / "population.yaml"}
    text = own["population"].read_text(encoding="utf-8")
    own["population"].write_text(
        text + "internet:\n  urban: {2020: .9}\n  rural: {2020: .7}\n"
        "  age: {0-17: 0, 18-120: 0}\n  source: register\n  evidence: primary\n",
        encoding="utf-8",
    )
    world = World(["ourtown"], 2020, **own)
    table = chances(world.beliefs, world.places)
    assert all(np.isfinite(each).all() for each in vars(table).values())
    assert (world.recipe.keep >= 0).all()
    assert table.online[0].mean() == pytest.approx(0.7, abs=0.01), "whoever moved to the country"


def test_a_place_where_nobody_can_live_together_is_refused_by_name(folder):
    rows = "men,0-4,9\nmen,5+,0\nwomen,0-4,9\nwomen,5+,0\n"
    (folder / "ages.csv").write_text("sex,age,count\n" + rows, encoding="utf-8")
    with pytest.raises(SocialCreditError, match="the ages of `ourtown`"):
        _ = World(["ourtown"], 2020, places=folder / "places.yaml").recipe


def test_the_oldest_are_spread_over_ages_that_people_live_to():
    single = single_ages(np.array([[0.5, 0.5]]), (0, 65))
    assert single.sum() == pytest.approx(1) and single[0, 100:].sum() == 0
    assert (np.diff(single[0, 65:100]) < 0).all()
    assert single_ages(np.array([[0.0, 1.0]]), (0, 100))[0, 100:] == pytest.approx([1 / 6] * 6)
