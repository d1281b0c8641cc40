"""Several schemes in one run: each with its own records, people and days, and its own luck."""

from datetime import date

import numpy as np
import pytest

from socialcredit.core.events import DEED
from socialcredit.core.limits import MOST_SCHEMES
from socialcredit.engine.preparing import prepared
from socialcredit.engine.run import simulate
from socialcredit.experiments.compare import compare
from socialcredit.language.model.scenario import Scenario, Twin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from tests.engine.paired import SCHEME, lived
from tests.engine.towns import SHARP, mechanisms_off, town

LATE = {"starts": date(2018, 11, 1), "ends": date(2019, 2, 28), "people": 1500}
THREE = ("rongcheng", "weihai", "suqian")
NOTICES = [
    f"schemes.{name}.procedure.{change}"
    for name in THREE
    for change in ("notice.chance=0.9", "paused=true")
]
COUNTED = {"records": "records", "grades": "residents", "doors": "attempts", "harm": "penalised"}
BY_SCHEME = ("records", "harm", "appeals", "grades", "doors", "lists", "repair_days", "validity")


def settled(*schemes, sets=(), **changes):
    """A town under these schemes in which nobody responds to anything."""
    asked = town(**{**LATE, "twin": None, "responses": mechanisms_off(), **changes})
    return resolve(asked.model_copy(update={"schemes": schemes}), [*SHARP[:1], *sets])


def named(inputs, *names):
    """The same run under copies of its first scheme with these names."""
    copies = (inputs.schemes[0].model_copy(update={"scheme": name}) for name in names)
    return inputs._replace(schemes=tuple(copies))


def rows_of(tables, scheme, world=0):
    """Everything that the tables say about one scheme, as sets of rows."""
    found = {}
    for name in BY_SCHEME:
        table = tables[name]
        here = (table["scheme"] == scheme) & (table["world"] == world)
        kept = sorted(column for column in table if column not in ("scheme", "world", "bad_deeds"))
        rows = np.column_stack([table[column][here] for column in kept])
        found[name] = {tuple(row) for row in rows.tolist() if any(row[1:])}
    return found


@pytest.mark.parametrize("more", [("weihai",), ("weihai", "suqian")])
def test_one_more_scheme_leaves_the_records_and_the_luck_of_the_others(more):
    alone = lived(prepared(settled("rongcheng", sets=NOTICES[:2]), 1))
    among = lived(prepared(settled("rongcheng", *more, sets=NOTICES[: 2 + 2 * len(more)]), 1))
    assert any(row[SCHEME] == 1 for rows in among.books.values() for row in rows)
    for who, rows in alone.books.items():
        assert {row for row in among.books[who] if row[SCHEME] in (-1, 0)} == rows
    for name in ("score", "clean", "grade", "copy", "cap", "hold"):
        one, other = (getattr(life.world.standing, name)[0] for life in (alone, among))
        assert np.array_equal(one, other), name
    assert any(row[2] == DEED for rows in alone.books.values() for row in rows)


def test_a_scheme_taken_out_leaves_every_number_of_those_after_it():
    inputs = settled(*THREE, sets=NOTICES, twin=Twin(without=("rongcheng",)))
    _, tables = simulate(inputs, 2)
    gone = rows_of(tables, 0, world=1)
    assert not gone["records"] and not gone["grades"]
    for scheme in (1, 2):
        with_, without = rows_of(tables, scheme), rows_of(tables, scheme, world=1)
        assert with_["records"] and with_["harm"] and with_["appeals"]
        assert with_ == without


def test_as_many_schemes_as_a_record_can_tell_apart_run_side_by_side():
    names = [f"copy-{n}" for n in range(MOST_SCHEMES)]
    inputs = named(settled("suqian", people=400, ends=date(2018, 12, 31)), *names)
    _, tables = simulate(inputs, 2)
    filed = tables["records"]["scheme"][tables["records"]["month"] == 1]
    assert set(filed) == set(range(MOST_SCHEMES))
    records = np.bincount(tables["records"]["scheme"], weights=tables["records"]["records"])
    assert len(set(records)) == 1 and records[0] > 0


def scored_by_place(setup, tables):
    """How many residents each scheme grades in each place at the end, by names."""
    grades, cells = tables["grades"], tables["cells"]
    last = (grades["month"] == len(setup.months) - 1) & (grades["world"] == 0)
    place = cells["place"][grades["cell"]]
    return {
        (scheme.scheme, name): int(
            grades["residents"][last & (grades["scheme"] == s) & (place == p)].sum()
        )
        for s, scheme in enumerate(setup.schemes)
        for p, name in enumerate(setup.places)
    }


def with_subjects(inputs, scheme, **changes):
    """The run with the first subjects of one scheme changed."""
    rules = list(inputs.schemes)
    subjects = rules[scheme].subjects[0].model_copy(update=changes)
    rules[scheme] = rules[scheme].model_copy(update={"subjects": (subjects,)})
    return inputs._replace(schemes=tuple(rules))


CITIES = {"places": ("rongcheng", "suqian"), "people": 3000, "ends": date(2018, 11, 30)}


def test_a_scheme_scores_the_residents_of_its_own_place():
    found = scored_by_place(*simulate(settled("rongcheng", "suqian", **CITIES), 1))
    assert found["rongcheng", "rongcheng"] > 0 < found["suqian", "suqian"]
    assert found["rongcheng", "suqian"] == 0 == found["suqian", "rongcheng"]


def test_a_scheme_may_name_the_places_it_scores():
    inputs = settled("rongcheng", "suqian", **CITIES)
    both = with_subjects(inputs, 0, places=("rongcheng", "suqian"))
    found = scored_by_place(*simulate(both, 1))
    assert found["rongcheng", "suqian"] > 0 == found["suqian", "rongcheng"]
    everywhere = scored_by_place(*simulate(with_subjects(inputs, 1, places=("china",)), 1))
    assert everywhere["suqian", "rongcheng"] > 0


def test_a_province_holds_the_places_inside_it():
    inputs = settled("rongcheng", "suqian", **CITIES)
    found = scored_by_place(*simulate(with_subjects(inputs, 1, places=("shandong",)), 1))
    assert found["suqian", "rongcheng"] > 0 == found["suqian", "suqian"]


def test_rules_of_a_place_that_is_not_simulated_are_tried_on_everybody():
    found = scored_by_place(*simulate(settled("weihai", **CITIES), 1))
    assert found["weihai", "rongcheng"] > 0 < found["weihai", "suqian"]


def test_a_scheme_acts_between_its_own_first_and_last_day():
    inputs = settled("rongcheng", "weihai", ends=date(2019, 4, 30))
    lasts = {"starts": date(2018, 12, 1), "ends": date(2019, 1, 31)}
    short = inputs.schemes[1].model_copy(update=lasts)
    setup, tables = simulate(inputs._replace(schemes=(inputs.schemes[0], short)), 1)
    for name in COUNTED:
        table = tables[name]
        mine = table[COUNTED[name]]
        months = table["month"][(table["scheme"] == 1) & (mine > 0)]
        assert set(months) <= {1, 2}, name
    other = tables["records"]["month"][tables["records"]["scheme"] == 0]
    assert set(other) == set(range(len(setup.months)))
    lists = tables["lists"]
    stock = lists["stock"][(lists["scheme"] == 1) & ((lists["month"] < 1) | (lists["month"] > 3))]
    assert stock.sum() == 0


def test_a_twin_may_be_without_all_schemes():
    told = {"scenario": "s", "title": "S", "places": ["rongcheng"], "people": 100,
            "schemes": ["rongcheng", "weihai"], "from": "2018-01-01", "to": "2018-01-31",
            "twin": {"without": "all"}}  # fmt: skip
    scenario = Scenario.model_validate(told)
    assert scenario.twin == Twin(without=("rongcheng", "weihai"))
    assert resolve(scenario).without == ("rongcheng", "weihai")
    assert Scenario.model_validate(scenario.as_written()) == scenario


def test_comparing_without_a_scheme_keeps_the_others_as_they_are():
    asked = settled("rongcheng", "weihai", people=800).scenario
    rows = compare(asked, asked, 1, "local:1", SHARP[:1], without=["rongcheng"]).rows
    found = {row["measure"]: row for row in rows}
    filed = found["records.filed"]
    inputs = settled("rongcheng", "weihai", people=800)
    setup, tables = simulate(inputs._replace(scenario=asked), 1)
    of_weihai = tables["records"]["records"][tables["records"]["scheme"] == 1].sum()
    years = setup.residents * 4 / 12
    assert filed["b"] == pytest.approx(1000 * of_weihai / years)
    assert filed["a"] > filed["b"] > 0


@pytest.fixture(scope="module")
def of_2018():
    """The systems of 2018 in January, in two provinces of the nation and in every other place."""
    asked = load_scenario("side-by-side")
    small = {"people": 20_000, "ends": date(2018, 1, 31), "twin": None, "panel_households": 0}
    small |= {"warm_up": None, "places": ("sichuan", "qinghai", *asked.places[1:])}
    return simulate(resolve(asked.model_copy(update=small)), 2)


def test_the_systems_of_2018_run_side_by_side_each_on_its_own_people(of_2018):
    asked = load_scenario("side-by-side")
    assert asked.twin == Twin(without=asked.schemes) and len(asked.schemes) == 9
    found = scored_by_place(*of_2018)
    scored = {
        scheme: {place for (name, place), people in found.items() if name == scheme and people}
        for scheme in asked.schemes
    }
    for scheme in ("rongcheng", "suqian", "shenzhen", "zhengzhou"):
        assert scored[scheme] == {scheme}
    assert scored["monitored-region"] == {"region-r"}
    assert scored["sesame"] == scored["court-list"] == {*of_2018[0].places}
    assert scored["weihai"] == scored["baihang"] == set()  # they begin later in the year


def test_beside_other_systems_the_region_alone_has_its_activities_and_who_watches_them(of_2018):
    setup, tables = of_2018
    region, done = setup.places.index("region-r"), tables["conduct"]
    activities = {k for name, k in setup.deed_numbers.items() if name.startswith("activity-")}
    mine = np.isin(done["kind"], list(activities))
    assert len(activities) == 4 and mine.any()
    assert set(done["place"][mine & (done["deeds"] > 0)]) == {region}
    assert set(done["place"][~mine & (done["deeds"] > 0)]) == set(range(len(setup.places)))
