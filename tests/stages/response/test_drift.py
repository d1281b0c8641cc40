"""Drift: unpaid help gives way to the hours that deeds for points take, and to nothing else."""

from datetime import date

import numpy as np
import pytest
from pytest import approx

from socialcredit.core import run_files
from socialcredit.engine import folder as run_folder
from socialcredit.engine import run
from socialcredit.engine.preparing import prepared
from socialcredit.engine.world import begin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.stages.response.drift import FOLD, MECHANISM, Drift, curve, hazard, weight
from tests.engine.towns import SHARP, done_of, town
from tests.stages.response.around import rows_of, surroundings
from tests.stages.response.test_every_mechanism import KINDS

SIGMA = 0.4
FILES = {"deeds": "rongcheng-ended/deeds.yaml", "behaviour": "rongcheng-ended/behaviour.yaml"}
DRIFT = "assumptions.behaviour.drift.strength="
EAGER = [
    *SHARP, "assumptions.behaviour.perceived-risk.aware_at_start=1",
    "assumptions.behaviour.offsetting.strength=100",
]  # fmt: skip


def taken(deeds_a_year, unpaid=40.0, strength=SIGMA, residents=1, months=1.0, hours=2.0):
    """The shares of unpaid hours that so many deeds of two hours a year take."""
    around = surroundings(
        residents, lures=np.ones((1, 1, 1), np.int64), takes=np.array([hours])
    )  # fmt: skip
    rows = rows_of(residents)
    effort = np.full(residents, deeds_a_year / 365)
    MECHANISM.monthly(Drift(strength, (unpaid,) * 4), around, 0, residents, rows, effort, months)
    assert (effort == deeds_a_year / 365).all(), "drift asks for no effort"
    return FOLD * rows["taken"] / 255


def test_the_share_is_hours_done_for_points_over_hours_unpaid():
    assert taken(10, residents=60_000).mean() == approx(0.5, abs=1e-4)
    assert taken(7.3, residents=60_000).mean() == approx(0.365, abs=1e-4)
    assert taken(0)[0] == 0, "nought is nought, and no draw makes it more"
    assert taken(500)[0] == FOLD, "no more than a byte can hold"
    assert taken(10, strength=0.0)[0] == 0


@pytest.mark.parametrize(
    ("age", "hours"),
    [(0, 20), (17, 20), (18, 45), (39, 45), (40, 80), (59, 80), (60, 90), (99, 90)],
)
def test_the_unpaid_hours_are_those_of_one_s_age(age, hours):
    around = surroundings(
        20_000, lures=np.ones((1, 1, 1), np.int64), takes=np.array([2.0])
    )  # fmt: skip
    around.people.age[:] = age
    rows, effort = rows_of(20_000), np.full(20_000, 10 / 365)
    settings = Drift(SIGMA, (20.0, 45.0, 80.0, 90.0))
    MECHANISM.monthly(settings, around, 0, 20_000, rows, effort, 1.0)
    assert (FOLD * rows["taken"] / 255).mean() == approx(20 / hours, abs=3e-4)


def test_half_a_step_says_what_a_whole_one_does():
    assert (taken(7.3, residents=99) == taken(7.3, residents=99, months=0.5)).all()


def test_help_falls_by_sigma_times_the_share():
    kept = np.exp(curve(Drift(SIGMA)))
    assert kept == approx(np.maximum(1 - SIGMA * FOLD * np.arange(256) / 255, 1e-9))
    assert np.exp(hazard(1.0, np.array([30.0]), np.array([60.0])))[0] == approx(0.5)


def test_it_weighs_on_good_deeds_that_nobody_measures_and_on_no_other():
    assert weight(KINDS).tolist() == [0, 0, 0, 0, 1, 0]


def lived(*sets, **changes):
    """A town in which all have heard and are eager, for three months of 2018."""
    asked = town(
        people=1200, starts=date(2018, 1, 1), ends=date(2018, 3, 31), assumptions=FILES, **changes
    )
    setup, tables = run.simulate(resolve(asked, [*EAGER, *sets]), 2)
    return setup, tables


@pytest.fixture(scope="module")
def drifting():
    return lived()


@pytest.fixture(scope="module")
def still():
    return lived(DRIFT + "0")


def test_at_sigma_nought_help_is_the_twins_to_the_unit_and_else_less(drifting, still):
    here, twin = done_of(*still, "hidden-good")
    assert here == twin > 0
    assert done_of(*still, "good", column="effort")[0] > 0
    less, same = done_of(*drifting, "hidden-good")
    assert less < here and same == twin


def test_what_is_counted_and_what_the_twin_does_stay_as_they_are(drifting, still):
    for sign in ("good", "bad"):
        assert done_of(*drifting, sign) == done_of(*still, sign), "no other deed has moved"
    both = [rows["conduct"] for _, rows in (drifting, still)]
    assert np.array_equal(*(rows["deeds"][rows["world"] == 1] for rows in both))


def test_what_help_was_not_given_is_told_under_its_name(drifting):
    setup, tables = drifting
    here, twin = done_of(setup, tables, "hidden-good")
    left = tables["refrained"]
    of = [k for k, deed in enumerate(setup.deeds) if deed["sign"] == "hidden-good"]
    told = left["deeds"][np.isin(left["kind"], of) & (left["world"] == 0)].sum()
    assert told == twin - here
    terms = set(left["term"][np.isin(left["kind"], of)].tolist())
    assert {setup.responses.names[term] for term in terms} == {"drift"}


def test_it_keeps_one_byte_while_it_is_on_and_none_while_it_is_off(drifting):
    on = begin(drifting[0], 0)
    off = begin(prepared(resolve(town(people=300)), 1), 0)
    assert on.mind.rows.shape == (1, 1200) and off.mind.rows.size == 1


def test_hours_are_asked_for_from_the_month_on_in_which_a_rule_rewards_them():
    """Rongcheng's villages reward voluntary hours from January 2018 on."""
    asked = town(
        people=1200, starts=date(2017, 11, 1), ends=date(2018, 2, 28), assumptions=FILES, twin=None
    )
    setup, tables = run.simulate(resolve(asked, EAGER), 2)
    rows, kind = tables["conduct"], setup.deed_numbers["clean-up"]
    of = rows["kind"] == kind
    by_month = np.bincount(rows["month"][of], rows["effort"][of], 4)
    assert by_month[:2].sum() == 0 < by_month[2:].sum()


def test_threads_and_a_run_that_was_stopped_make_no_difference(tmp_path, drifting):
    whole = run_folder.content_hash(run_folder.table_hashes(drifting[1]))

    def stop(news):
        if news["done"] == 2:
            raise KeyboardInterrupt

    asked = town(
        people=1200, starts=date(2018, 1, 1), ends=date(2018, 3, 31), assumptions=FILES
    )  # fmt: skip
    with pytest.raises(KeyboardInterrupt):
        run.run_scenario(
            asked, threads=1, out=tmp_path / "run", sets=EAGER, progress=stop, checkpoint_every=1
        )
    run.resume(tmp_path / "run", threads=3)
    assert run_files.read_manifest(tmp_path / "run")["content_hash"] == whole


OFF = "assumptions.behaviour.offsetting."
BOUND = (OFF + "spare=5", OFF + "strength=1000", OFF + "learns=0", OFF + "hearsay=0")


def spent(setup, tables):
    """Hours that made-up deeds took by kind, and those that all who have heard could spare."""
    rows = tables["conduct"]
    of = rows["world"] == 0
    deeds = np.bincount(rows["kind"][of], rows["effort"][of], len(setup.deeds))
    heard = tables["awareness"]
    aware = heard["aware"][(heard["world"] == 0) & (heard["scheme"] == 0)]
    days = [month.days for month in setup.months]
    return deeds * setup.takes, float((5 * aware * np.array(days) / 365).sum())


@pytest.mark.parametrize("prefers", [0, 1.5])
def test_hours_spent_are_the_budget_whatever_kinds_they_go_to(prefers):
    """What is drawn day by day takes in the mean the hours that were asked for by the month."""
    hours, budget = spent(*lived(*BOUND, f"{OFF}prefers={prefers}", twin=None))
    assert hours.sum() == approx(budget, rel=0.06)


def test_more_hours_go_to_what_gives_most_an_hour():
    gone = {}
    for prefers in (0, 1.5):
        setup, tables = lived(*BOUND, f"{OFF}prefers={prefers}", twin=None)
        hours, _ = spent(setup, tables)
        gone[prefers] = hours[setup.deed_numbers["blood-donation"]] / hours.sum()
    assert gone[1.5] > 1.5 * gone[0]
