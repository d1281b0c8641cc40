"""What firms do for fear of visits: the faults that visits notice, where their result counts."""

import shutil

import numpy as np
import pytest

from socialcredit.core.events import DEED, OPENED
from socialcredit.experiments.in_memory import lived
from socialcredit.language.model.scenario import Twin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.run import where
from tests.firms.places import CLOSING, HALF_A_YEAR, MECHANISMS, OFF, STAYS, TOWN
from tests.firms.test_rounds_of_firms import INSPECTORS, RESULT, STANDS

B, S, SENSES = "assumptions.behaviour.", "schemes.face.", "assumptions.sensors.food-inspectors."
FEW = "firms=1500"
FOOD = "sectors=[food-service, manufacturing]"
LOUD = [
    f"{B}perceived-risk.aware_at_start=1", f"{B}perceived-risk.hears=1",
    f"{B}perceived-risk.announced=0.9", f"{B}perceived-risk.fades=0",
    SENSES + "rounds.hours={2016-01-01: 30.0}",
]  # fmt: skip
MADE_UP = "since: 2016-01-01, source: made-up, evidence: assumed"
FACE = f"""
scheme: face
title: A face at the door
place: china
starts: 2016-01-01
sources: {{made-up: {{title: Made up for tests, where: tests, read: assumed}}}}
subjects: [{{of: firms, sectors: [food-service], held: x, {MADE_UP}}}]
score: [{{counts: latest, start: 100, unit: 1, lowest: 0, highest: 100, held: x, {MADE_UP}}}]
grades:
  - {{bands: {{smile: 95, frown: lowest}}, penal: [frown], honour: [smile], fixed: x, {MADE_UP}}}
entries:
  - {{entry: visit, deed: food-inspection, by_size: [[0, 100], [3, 90], [end, 40]],
     seen_by: [food-inspectors], held: x, {MADE_UP}}}
consequences:
  - {{consequence: shut, title: Closed down, when: {{grades: [frown]}}, domain: permit,
     effect: close, coverage: {{2016-01-01: 0.000001}}, held: x, {MADE_UP}}}
procedure:
  - {{notice: {{chance: 1.0, after: 0 days}}, validity: {{bad: 5 years, good: 5 years}}, held: x,
     {MADE_UP}}}
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """Firms under a face that the last visit decides, with kitchens that stay dirty."""
    home = tmp_path_factory.mktemp("fear") / "town"
    shutil.copytree(TOWN.parent, home)
    deeds, sensors = home / "deeds.yaml", home / "sensors.yaml"
    deeds.write_text(
        deeds.read_text().replace("needs: [kitchen], ", "needs: [kitchen], " + STANDS).rstrip()
        + RESULT
    )
    sensors.write_text(sensors.read_text().rstrip() + INSPECTORS)
    (home / "face").mkdir()
    face = home / "face" / "scheme.yaml"
    face.write_text(FACE)
    scenario = load_scenario(home / "scenario.yaml")
    return scenario.model_copy(update={"schemes": (str(face),), "twin": Twin(without=(str(face),))})


def only(*names):
    """Every response off but these."""
    return [f"responses.{name}=false" for name in MECHANISMS if name not in names]


def of(town, *sets):
    return lived(resolve(town, [HALF_A_YEAR, FEW, FOOD, STAYS, *sets]), 1)


COMPLY = [*only("perceived-risk", "compliance"), *LOUD, f"{B}compliance.fine=20000"]
NEAR = [*only("perceived-risk", "value-of-standing"), *LOUD, f"{B}value-of-standing.strength=10"]


def deeds(run, world, kind):
    number = run.names["kinds"].index(kind)
    return int(where(run.table("conduct"), world=world, kind=number)["deeds"].sum())


def undone(run, column=None):
    """Deeds left undone of dirty kitchens: all of them, or by the values of a column."""
    rows = where(run.table("refrained"), world=0, kind=run.names["kinds"].index("dirty-kitchen"))
    if column is None:
        return int(rows["deeds"].sum())
    found = np.zeros(int(rows[column].max()) + 1 if len(rows[column]) else 1, int)
    np.add.at(found, rows[column], rows["deeds"])
    return found.tolist()


@pytest.fixture(scope="module")
def afraid(town):
    return of(town, *COMPLY)


def test_whoever_fears_a_visit_keeps_a_cleaner_kitchen_and_is_else_as_ever(afraid):
    assert 100 < deeds(afraid, 0, "dirty-kitchen") < 0.9 * deeds(afraid, 1, "dirty-kitchen")
    for kind in ("tax-late", "discharge"):
        assert deeds(afraid, 0, kind) == deeds(afraid, 1, kind) > 50


def test_a_bad_result_is_a_bad_record_of_which_its_firm_is_told(afraid):
    """Every visit that wrote something down; a clean one is on file and is none."""
    filed, harm = (where(afraid.table(name), world=0) for name in ("records", "harm"))
    found = where(afraid.table("visits"), world=0)["findings"].sum()
    assert 100 < harm["bad_records"].sum() < filed["records"].sum()
    assert abs(harm["bad_records"].sum() - found) < 0.05 * found, "some are filed the month after"
    told = where(afraid.table("appeals"), world=0)["notices"].sum()
    bad = harm["bad_records"].sum()
    assert 0.97 * bad < told <= bad, "of the last days' records word has not come yet"


def test_where_nobody_looks_for_it_no_rule_stands_against_a_fault(town):
    blind = of(town, *COMPLY, SENSES + "sees.dirty-kitchen=0.0")
    assert undone(blind) == 0
    assert deeds(blind, 0, "dirty-kitchen") == deeds(blind, 1, "dirty-kitchen") > 100


def test_where_the_result_of_a_visit_counts_nothing_nobody_fears_it(town):
    mild = of(town, *COMPLY, S + "entries.visit.by_size=[[end, 100]]")
    assert undone(mild) == 0


def test_a_rule_is_feared_from_its_own_day(town):
    """An entry of 10 March; nothing is left undone in January and February."""
    by_month = undone(of(town, *COMPLY, S + "entries.visit.since=2016-03-10"), "month")
    assert sum(by_month[:2]) == 0 < by_month[2] < max(by_month[3:])


def test_a_face_at_stake_keeps_a_kitchen_clean(town):
    """A visit that finds the fault alone brings 90: a frown under 95, and still a smile at 90."""
    staked = of(town, *NEAR)
    assert undone(staked) > 50
    still = of(town, *NEAR, S + "grades.bands={smile: 90, frown: lowest}")
    assert undone(still) == 0


def test_who_has_the_worst_face_loses_nothing_by_a_fault(town):
    """False alarms at every visit: everybody frowns once visited, and minds no more."""
    frowning = of(town, *NEAR, SENSES + "rounds.false_find=1.0")
    smiling = of(town, *NEAR, SENSES + "rounds.false_find=0.0")
    assert undone(frowning, "month")[-1] < 0.2 * undone(smiling, "month")[-1]


def test_a_firm_that_a_frown_would_close_takes_more_care(town):
    dear = f"{B}compliance.firm=1000000"
    open_still = of(town, *COMPLY, dear, S + "consequences=[]")
    closing = of(town, *COMPLY, dear)  # nobody is closed in these months, but the rule says so
    assert undone(closing) > 1.1 * undone(open_still)


def test_a_grade_at_stake_is_worth_what_the_file_says(town):
    cheap, dear = (
        of(town, *COMPLY, S + "consequences=[]", f"{B}compliance.grade={yuan}")
        for yuan in (0, 100000)
    )
    assert undone(dear) > 1.1 * undone(cheap) > 0


def test_visits_tell_that_inspectors_come(town):
    """Clean visits, in a town in which nobody is ever written down for anything."""
    clean = [*only("perceived-risk"), *LOUD, f"{B}perceived-risk.announced=0.1",
             SENSES + "sees.dirty-kitchen=0.000001", SENSES + "rounds.false_find=0.0"]  # fmt: skip
    told, untold = (of(town, *clean, f"{B}perceived-risk.visited={step}") for step in (0.2, 0.0))
    believed = [int(where(run.table("response"), world=0)["belief_sum"].sum())
                for run in (told, untold)]  # fmt: skip
    assert believed[0] > 1.2 * believed[1]
    twins = [where(run.table("response"), world=1)["belief_sum"].sum() for run in (told, untold)]
    assert twins[0] == twins[1], "where no rule counts a visit it tells nothing"


def test_with_responses_off_truth_hangs_on_no_face(town):
    off = of(town, *OFF, *LOUD)
    for table in ("conduct", "faults", "fault_harm"):
        one, twin = (where(off.table(table), world=world) for world in (0, 1))
        told = [name for name in one if name not in ("world", "sighted")]
        done = one["deeds"] > 0 if table == "conduct" else slice(None)
        there = twin["deeds"] > 0 if table == "conduct" else slice(None)
        for name in told:
            assert (one[name][done] == twin[name][there]).all()


SHEDS = [*only("reopening", "perceived-risk"), *LOUD, f"{B}perceived-risk.strength=0"]


def closings(run, name, world=0):
    return int(where(run.table("premises"), world=world)[name].sum())


@pytest.fixture(scope="module")
def shedding(town):
    return of(town, *SHEDS, CLOSING, f"{B}reopening.chance=0.3", S + "consequences=[]")


def test_whoever_frowns_may_close_and_open_anew(shedding):
    assert closings(shedding, "chosen") > 20
    assert closings(shedding, "chosen", world=1) == 0, "without faces there is none to shed"
    assert closings(shedding, "closed") > closings(shedding, "closed", world=1) > 20
    assert closings(shedding, "chosen") <= closings(shedding, "chosen_records")
    assert closings(shedding, "chosen_records") <= closings(shedding, "bad_records")


def test_with_a_chance_of_nought_nobody_sheds_anything(town):
    never = of(town, *SHEDS, CLOSING, f"{B}reopening.chance=0", S + "consequences=[]")
    off = of(town, "responses.reopening=false", *SHEDS, CLOSING, S + "consequences=[]")
    for name, column in never.table("premises").items():
        assert (column == off.table("premises")[name]).all()
    assert closings(never, "chosen") == 0 < closings(never, "closed")


def test_shedding_moves_only_the_premises_that_close(shedding):
    """Whoever stayed in both worlds did the same in both."""
    events = shedding.table("panel_events")
    moved = {int(w) for w in events["resident"][events["what"] == OPENED]}
    stays = ~np.isin(events["resident"], list(moved)) & (events["what"] == DEED)
    done = [
        {
            tuple(row)
            for row in np.column_stack(
                [events[name][stays & (events["world"] == world)]
                 for name in ("resident", "day", "kind", "points")]
            ).tolist()
        }
        for world in (0, 1)
    ]  # fmt: skip
    assert len(done[0]) > 300 and done[0] == done[1]
    there = {
        int(w) for w in events["resident"][(events["what"] == OPENED) & (events["world"] == 1)]
    }
    assert moved > there, "the others closed to shed a record"
