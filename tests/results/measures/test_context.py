"""M4 and M5 from tables of a few rows: doors by what they did, and harm beside gravity."""

import pytest
from pytest import approx

from socialcredit.core import events as happened
from socialcredit.results import panel
from socialcredit.results.measures import context, proportion
from socialcredit.results.scales import Scale
from tests.results.synthetic import event, manifest, rows, tiny_tables, write_run

DOORS = rows(
    "consequence minority hits attempts refusals wrongful money late",
    "0 0 0 10 3 1 0 1", "0 1 1 6 2 1 0 0", "0 0 2 4 4 0 0 3",
    "1 0 0 5 0 0 -2800 0", "2 0 0 7 0 0 5000 0", "3 1 1 9 0 0 0 0",
)  # fmt: skip
EFFECTS = ["refuse", "money", "money", "inspect"]


def run_of(folder, told=(), **tables):
    base = manifest()
    base["names"]["schemes"][0] |= {
        "consequences": list("abcd"), "consequence_effects": EFFECTS,
        "consequence_domains": ["traffic", "debt", "debt", "community"], **dict(told),
    }  # fmt: skip
    return write_run(folder / "run", base, {**tiny_tables(), "doors": DOORS, **tables})


def test_doors_are_summed_over_groups_and_hits_and_others_are_those_hit_for_somebody(tmp_path):
    twin = [{**row, "world": 1} for row in DOORS] + [{**row, "scheme": 1} for row in DOORS]
    ban, fine, gift, look = context.doors_by_consequence(run_of(tmp_path, doors=DOORS + twin))
    names = ("attempts", "refusals", "wrongful", "late", "others", "money")
    assert [ban[name] for name in names] == [20, 9, 2, 4, 10, 0]
    assert (fine["money"], gift["money"], look["others"]) == (-28, 50, 9)
    assert [door["against"] for door in (ban, fine, gift, look)] == [True, True, False, True]


def test_fan_out_counts_refusals_of_a_ban_and_uses_of_the_rest_but_no_gift_and_no_check(tmp_path):
    # bad records: 4 + 1 + 3 crossings and 5 + 1 arrears
    found = proportion.proportionality(run_of(tmp_path))
    assert found["fan_out"] == approx((9 + 5 + 9) / 14)
    assert (found["money_lost"], found["consequences"]) == (28, 4)
    assert found["against_fine"] == approx(28 / (8 * 20))
    (tmp_path / "check").mkdir()
    checked = run_of(tmp_path / "check", {"consequence_checks": [True, False, False, False]})
    assert proportion.proportionality(checked)["fan_out"] == approx((5 + 9) / 14)


def test_harm_is_told_per_record_beside_every_scale_of_gravity(tmp_path):
    crossing, arrears = proportion.proportionality(run_of(tmp_path))["by_kind"]
    assert (crossing["records"], crossing["points"]) == (4, 5)  # right records alone
    assert crossing["gravity"] == {"harm": 5, "fine": 20, "public": 10}
    assert (arrears["records"], arrears["points"]) == (5, 10)
    assert (crossing["entry"], crossing["kind"]) == ("crossing", "jaywalking")


def test_the_spread_is_of_what_costs_points_on_a_scale_that_knows_it(tmp_path):
    found = proportion.proportionality(run_of(tmp_path))["spread"]
    # harm: 5 / 5 and 10 / 20; fine: crossings alone; public: 5 / 10 and 10 / 30
    assert (found["harm"], found["fine"], found["public"]) == (approx(2), 1, approx(1.5))


def test_money_that_households_lost_says_how_far_luck_goes(tmp_path):
    people = rows("resident household cell age", *(f"{who} {who} 0 40" for who in range(40)))
    lost = [event(who, 5, happened.REWARDED, entry=1, points=-1000 * (who % 2))
            for who in range(40)]  # fmt: skip
    run = run_of(tmp_path, panel_people=people, panel_events=lost)
    low, high = proportion._money_interval(run, 0, 200)
    assert low < 200 < high
    assert proportion._money_interval(run, 0, 0) is None
    # a gift is no loss, and each of the twenty lost ten yuan
    gift = [event(who, 5, happened.REWARDED, entry=2, points=1000) for who in range(40)]
    (tmp_path / "gift").mkdir()
    given = run_of(tmp_path / "gift", panel_people=people, panel_events=gift)
    assert proportion._money_interval(given, 0, 200) is None


def held(points, kind=0, **rest):
    return panel.Filed(**{"kind": kind, "entry": kind, "points": points, "cause": 0, "day": 1,
                          **rest})  # fmt: skip


@pytest.mark.parametrize(
    ("records", "origin"),
    [
        ([held(-3000), held(-1000, 1)], {"traffic": 0.75, "debt": 0.25}),
        ([held(-3000), held(2000, 2)], {"traffic": 1}),  # what helps brings nothing about
        ([held(-500), held(-500), held(-3000, 1)], {"traffic": 0.25, "debt": 0.75}),
        ([held(0)], {}),
        ([held(-100, -1)], {}),  # of no known deed
    ],
)
def test_a_door_rests_on_the_records_that_cost_points_by_what_they_cost(tiny, records, origin):
    state = panel.State(90000, 1, {(n, 0): one for n, one in enumerate(records)})
    assert context._origin(tiny, state, Scale([96000, -(2**40)], None)) == origin


def refused(who, entry, tries=1, **rest):
    return {**event(who, 9, happened.REFUSED, entry=entry, source=0, record=tries, score=94000,
                    grade=1), **rest}  # fmt: skip


def filed(who, kind, points, score, **rest):
    return event(who, 5, happened.FILED, kind=kind, entry=kind, points=points, cause=0,
                 record=10 + kind, score=score, grade=int(score < 96000), **rest)  # fmt: skip


def test_tries_at_a_door_count_and_doors_for_others_and_failed_checks_do_not(tmp_path):
    book = [
        filed(1, 0, -6000, 94000), refused(1, 0, 3), refused(1, 3, 2),
        refused(1, 0, source=1), refused(1, 1, 5), {**refused(1, 0), "scheme": 1},
        filed(2, 1, -1000, 99000), filed(2, 0, -5000, 94000), refused(2, 1),
        refused(3, 0),  # nothing is on file against 3
    ]  # fmt: skip
    run = run_of(tmp_path, {"consequence_checks": [False, False, False, True]}, panel_events=book)
    doors = context.closed_doors(run)
    assert [(door.resident, door.tries, door.door) for door in doors] == [
        (1, 3, "traffic"), (1, 5, "debt"), (2, 1, "debt")
    ]  # fmt: skip
    assert [door.related_enough for door in doors] == [True, False, False]
    found = context.context_distance(run)
    assert (found["people"], found["tries"]) == (2, 9)
    assert (found["dependent"], found["dependent_tries"]) == (2, 6)
    # of nine tries five and five sixths rest on another part of life
    assert found["other_part"] == approx((5 + 5 / 6) / 9)
    assert found["distance"] == approx((5 + 5 / 6) / 9)
