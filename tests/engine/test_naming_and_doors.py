"""Naming and refusals reach as far as the rules do: which debts, of whom, at which doors, and when.

A small province of debtors under the national court list; everybody has heard of it, and minds far
more than people do, so that an effect that strayed would be seen.
"""

from datetime import date
from functools import cache
from types import SimpleNamespace

import numpy as np

from socialcredit.core.events import DEED
from socialcredit.engine.minds import open_in, who_is_named
from socialcredit.engine.month_tables import compiled_of, tables_of
from socialcredit.engine.preparing import prepared
from socialcredit.engine.run import simulate
from socialcredit.language.model.scenario import Twin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from tests.engine.towns import in_hamlets, town

B = "assumptions.behaviour."
KNOWN = (
    f"{B}perceived-risk.strength=0", f"{B}perceived-risk.aware_at_start=1",
    f"{B}perceived-risk.hears=1", "assumptions.deeds.debt-refusal.rate=6",
    "assumptions.deeds.train-disorder.rate=2", "assumptions.domains.attempts.fly.per_year=24",
    "assumptions.domains.attempts.loan.per_year=12",
)  # fmt: skip
LOUD = (f"{B}shame.threat=12",)
NEVER = "{urban: {2013-10-01: 0.0}, rural: {2013-10-01: 0.0}}"
BLIND = tuple(
    f"assumptions.sensors.{court}.coverage={NEVER}"
    for court in ("enforcement-courts", "property-searches")
)
UNTOLD = "schemes.court-list.procedure.notice.chance=0"  # by which others would hear of the list
LIMIT = 17_000


@cache
def lived(*sets, **switches):
    """The run of the province with these responses beside what everybody knows; its twin too."""
    asked = load_scenario("court-list").model_copy(
        update={
            "places": ("hebei",), "people": 500, "panel_households": 9000,
            "starts": date(2017, 5, 1), "ends": date(2017, 8, 31),
            "twin": Twin(without=("court-list",)),
            "responses": {"value-of-standing": False, "offsetting": False, **switches},
        }
    )  # fmt: skip
    return simulate(resolve(asked, [*KNOWN, *sets]), 1)


def deeds(setup, tables, kind, world=0):
    """What was done of a kind in a world: resident, day and size, as a set."""
    rows = tables["panel_events"]
    mine = (rows["what"] == DEED) & (rows["world"] == world)
    mine &= rows["kind"] == setup.deed_numbers[kind]
    columns = np.column_stack([rows[name][mine] for name in ("resident", "day", "points")])
    return {tuple(row) for row in columns.tolist()}


def test_small_debts_are_paid_for_fear_of_the_list_and_large_ones_are_the_twins():
    setup, tables = lived(*LOUD, shame=True)
    here, there = (deeds(setup, tables, "debt-refusal", world) for world in (0, 1))
    small, large = ({d for d in here if (d[2] < LIMIT) == under} for under in (True, False))
    assert large == {d for d in there if d[2] >= LIMIT} and len(large) > 100
    assert small < {d for d in there if d[2] < LIMIT}


def test_the_threat_is_the_same_where_nobody_is_ever_listed():
    setup, tables = lived(*LOUD, UNTOLD, shame=True)
    blind_setup, blind = lived(*LOUD, UNTOLD, *BLIND, shame=True)
    assert blind["lists"]["entered"].sum() == 0 < tables["lists"]["entered"].sum()
    assert deeds(setup, tables, "debt-refusal") == deeds(blind_setup, blind, "debt-refusal")


def test_named_is_who_is_scored_and_listed_or_holds_a_grade_that_is_shown():
    """A rule that shows every grade, of a dozen, names nobody elsewhere; nor does a list."""
    copy = np.array([[0, 11, 11 << 4, 11, 0], [0, 0, 2, 0, 0]], np.uint8)
    until = np.array([[0, 0, 9, 0, 9]])
    world = SimpleNamespace(standing=SimpleNamespace(copy=copy, until=until))
    subject = np.array([[1, 1, 1, 0, 0], [0, 0, 0, 1, 1]], np.uint8)

    def named(*rules, first=0, has=()):
        tables = SimpleNamespace(doors=SimpleNamespace(shown_by=np.array(rules).reshape(-1, 5)))
        layers = np.array(has or [[1]] * 5, np.uint8)[first:]
        return who_is_named(world, tables, subject[:, first:], slice(first, 5), layers).tolist()

    assert named((0, -1, -1, (1 << 12) - 1, 0)) == [True, True, True, False, False]
    assert named((0, -1, -1, 1 << 11, 0)) == [False, True, False, False, False]
    assert named((0, -1, 0, 0, 0)) == [False, False, True, False, False]
    assert named((0, -1, 0, 0, 0), (1, 0, -1, 1, 6), first=2) == [True, True, True]
    assert named() == [False] * 5
    adopted = [[0], [1], [1], [1], [1]]  # the first one's community has not the rule
    assert named((0, 0, -1, (1 << 12) - 1, 0), has=adopted) == [False, True, True, False, False]


def test_a_rule_of_a_layer_holds_in_the_communities_that_adopted_it(monkeypatch):
    """The village's benefits are made a thing that is shown: no part of town shows them."""
    in_hamlets(monkeypatch, 20)
    setup = prepared(resolve(town(people=2000, starts=date(2019, 1, 1), ends=date(2019, 1, 31))), 1)
    tables = tables_of(setup, setup.months[0], 0, compiled_of(setup))
    layered = np.flatnonzero(tables.doors.rule["layer"])
    shown = np.array([[0, layered[0], -1, 1, 0]])
    asked = tables._replace(doors=tables.doors._replace(shown_by=shown))
    urban = setup.communities.urban.astype(bool)
    has = open_in(setup, asked, 0, len(urban))
    assert not has[urban][:, layered].any() and urban.any()
    assert 0 < has[~urban][:, layered[0]].sum() < len(urban[~urban])
    assert np.delete(has, layered, 1).all() and has.shape == (len(urban), len(tables.doors.rule))
    part = open_in(setup, asked, 3, len(urban))
    assert np.array_equal(part, has[3:]), "communities are asked from any of them on"
    assert open_in(setup, tables, 0, len(urban)).all(), "nothing is shown by a layer's rule there"


def test_what_makes_nobody_public_and_what_is_no_debt_is_the_twins():
    setup, tables = lived(*LOUD, shame=True)
    assert deeds(setup, tables, "train-disorder") == deeds(setup, tables, "train-disorder", 1)
    never = [
        f"schemes.court-list.lists.{name}.published=false"
        for name in ("dishonest-debtors", "air-list", "rail-list")
    ]
    quiet = lived(*LOUD, *never, *[
        f"schemes.court-list.lists.{name}.means=null"
        for name in ("dishonest-debtors", "air-list", "rail-list")
    ], shame=True)  # fmt: skip
    assert deeds(*quiet, "debt-refusal") == deeds(*quiet, "debt-refusal", 1)


def test_who_has_not_heard_of_the_list_does_not_fear_it():
    deaf = f"{B}perceived-risk.aware_at_start=0", f"{B}perceived-risk.hears=0", UNTOLD
    found = lived(*LOUD, *deaf, shame=True)
    assert deeds(*found, "debt-refusal") == deeds(*found, "debt-refusal", 1)


def test_fear_of_being_named_ends_with_the_list():
    found = lived(*LOUD, "schemes.court-list.ends=2017-06-30", shame=True)
    here, there = (
        {d for d in deeds(*found, "debt-refusal", world) if d[1] > 61} for world in (0, 1)
    )
    assert here == there and len(here) > 50


def doors(tables, column):
    """A column of the doors' table in the world of the scheme, summed by consequence."""
    rows = tables["doors"]
    mine = rows["world"] == 0
    return np.bincount(rows["consequence"][mine], rows[column][mine], minlength=16).tolist()


def test_where_each_refusal_leaves_all_tries_doors_are_as_without_giving_up():
    _, off = lived()
    _, on = lived(f"{B}giving-up.keeps=1", **{"giving-up": True})
    assert "giving_up" not in off and on["giving_up"]["not_tried"].sum() == 0
    for column in ("attempts", "refusals", "wrongful", "money"):
        assert doors(off, column) == doors(on, column)


def test_tries_are_those_refused_and_let_through_and_with_those_not_made_all_that_people_make():
    _, off = lived()
    _, on = lived(f"{B}giving-up.keeps=0.2", **{"giving-up": True})
    table = on["giving_up"]
    made, refused, not_made = (table[c].sum() for c in ("tries", "refused", "not_tried"))
    assert 0 < refused <= made == sum(doors(on, "attempts"))
    assert made + not_made == sum(doors(off, "attempts")) and not_made > 50
    assert (table["gave_up"] <= table["remember"]).all() and table["remember"].sum() > 0


def test_without_penalties_nobody_is_strained_and_nobody_has_arrears_for_it():
    """The twin does to the deed what it does where nobody is ever strained."""
    by = (f"{B}strain.strength=4", f"{B}strain.step=1")
    strained, calm = lived(*by, strain=True), lived()
    there = deeds(*strained, "debt-refusal", 1)
    assert there == deeds(*calm, "debt-refusal", 1)
    assert there < deeds(*strained, "debt-refusal")
    other = "train-disorder"
    assert deeds(*strained, other) == deeds(*strained, other, 1)
