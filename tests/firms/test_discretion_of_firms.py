"""Firms whose inspectors know them, order them to mend, and whose own monitors lie."""

import json
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from socialcredit.core import run_files
from socialcredit.core.events import SIGHTED
from socialcredit.engine import folder as run_folder
from socialcredit.engine import rounds, run
from socialcredit.engine.setup import prepared
from socialcredit.engine.step import run_month
from socialcredit.engine.workers import workspaces_for
from socialcredit.engine.world import begin
from socialcredit.experiments.in_memory import lived
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.measures.discretion import leniency
from socialcredit.results.run import where
from socialcredit.stages.observation.rounds import VISITS
from tests.engine import apart
from tests.firms.places import OFF
from tests.firms.test_self_reports import STAY, TOWN

R = "assumptions.sensors.inspectors."
SHORT = ["to=2016-06-30", "firms=200"]
CLOSING = "assumptions.population.markets.*.closes={own-account: 0.6, micro: 0.4, small: 0.3}"
OUR_TOWN = "from tests.firms.test_self_reports import TOWN; from tests.firms.places import fields; "


def of_town(*sets):
    return lived(resolve(load_scenario(TOWN), list(sets)), 1)


def hashes_of(threads):
    _, tables = run.simulate(resolve(load_scenario(TOWN), [*SHORT, CLOSING]), threads)
    return run_folder.table_hashes(tables)


@pytest.fixture(scope="module")
def undisturbed():
    return hashes_of(1)


def test_the_bits_hang_on_no_thread_and_no_compiler(undisturbed):
    assert hashes_of(2) == undisturbed
    call = f"print_hashes(fields(*{SHORT!r}, of=TOWN), {[CLOSING]!r})"
    plain = apart.in_another_process(OUR_TOWN + call, NUMBA_DISABLE_JIT="1")
    assert plain.returncode == 0, plain.stderr
    assert json.loads(plain.stdout) == undisturbed


@pytest.mark.parametrize("months", [3, 8])
def test_who_knows_whom_and_what_is_ordered_is_kept_after_a_kill(tmp_path, undisturbed, months):
    out = tmp_path / "run"
    call = f"live_and_die({str(out)!r}, {months}, fields(*{SHORT!r}, of=TOWN), {[CLOSING]!r})"
    killed = apart.in_another_process(OUR_TOWN + call)
    assert killed.returncode == -9, killed.stderr
    run.resume(out, threads=2)
    assert run_files.read_manifest(out)["table_hashes"] == undisturbed


def world_of(more_in=None):
    """The town, with one visit more in a month: its books by firm, and its world."""
    setup = prepared(resolve(load_scenario(TOWN), [*SHORT, STAY, *OFF, "panel_households=999"]), 1)
    plain, world, spaces = rounds.turn_in, begin(setup, 0), workspaces_for(setup, 1)

    def with_one_more(setup, place, r, month):
        turn = plain(setup, place, r, month)
        turn[VISITS] += month.number == more_in and place.number == 0
        return turn

    rounds.turn_in = with_one_more
    try:
        with ThreadPoolExecutor(1) as pool:
            for month in setup.months:
                run_month(setup, world, month, pool, spaces)
    finally:
        rounds.turn_in = plain
    of: dict[int, set] = {}
    for block in world.collected.events.values():
        for row in block.tolist():
            of.setdefault(row[0], set()).add(tuple(row))
    return of, world


@pytest.mark.parametrize("month", [0, 1, 2])
def test_one_more_visit_changes_one_firm_with_its_orders_and_who_knows_it(month):
    usual, one = world_of()
    other, two = world_of(more_in=month)
    moved = {who for who in {*usual, *other} if usual.get(who) != other.get(who)}
    assert len(moved) == 1
    kept = (one.noted.level != two.noted.level).any(axis=0)
    assert set(np.flatnonzero(kept).tolist()) <= moved
    assert (one.conduct.faults == two.conduct.faults).all()


def test_blind_inspectors_change_only_what_they_saw():
    blind = dict.fromkeys(("dirty-kitchen", "stale-goods", "false-report"), 0.0)
    told = ", ".join(f"{kind}: {share}" for kind, share in blind.items())
    sure = R + "rounds.false_find=0.0"
    seeing, none = (of_town(*OFF, sure, *sets) for sets in ((), (R + f"sees={{{told}}}",)))
    for table in ("faults", "self_reports"):
        one, other = seeing.table(table), none.table(table)
        assert all((one[column] == other[column]).all() for column in one), table
    assert (seeing.table("premises")["closed"] == none.table("premises")["closed"]).all()
    kinds = seeing.names["kinds"]
    for kind in ("discharge", "dirty-kitchen", "stale-goods"):
        one, other = (where(x.table("conduct"), kind=kinds.index(kind)) for x in (seeing, none))
        assert one["deeds"].sum() == other["deeds"].sum()
    inspectors = seeing.names["sources"].index("inspectors")
    books = [
        {
            (int(a), int(b), int(c))
            for a, b, c, source in zip(
                *(rows[name] for name in ("resident", "day", "points", "source")), strict=True
            )
            if source != inspectors
        }
        for rows in (where(x.table("panel_events"), world=0, what=SIGHTED) for x in (seeing, none))
    ]
    assert books[0] == books[1]
    assert none.table("orders")["given"].sum() == 0 < seeing.table("orders")["given"].sum()


def test_connected_firms_get_the_lesser_oftener_and_only_they():
    plain = of_town(*OFF, STAY, "firms=3000", R + "rounds.lenient.connected=1.0")
    more = of_town(*OFF, STAY, "firms=3000", R + "rounds.lenient.connected=2.0")
    one, other = leniency(plain), leniency(more)
    assert one["of_others"] == other["of_others"]
    assert other["of_connected"] > 1.3 * one["of_connected"]


def test_a_young_licence_has_no_grade_at_stake():
    age = "assumptions.population.markets.*.age="
    young = of_town(*OFF, STAY, "to=2016-03-31", age + str([1] * 16))
    old = of_town(*OFF, STAY, "to=2016-03-31", age + str([60] * 16))
    assert young.table("leniency")["at_border"].sum() == 0
    assert young.table("leniency")["other_lesser"].sum() > 50
    assert old.table("leniency")["at_border"].sum() > 50


def test_whoever_opens_on_the_premises_has_no_order_and_is_unknown():
    all_close = "{own-account: 1.0, micro: 1.0, small: 1.0, medium: 1.0, large: 1.0}"
    found = of_town(*OFF, "firms=1500", f"assumptions.population.markets.*.closes={all_close}")
    told = where(found.table("orders"), world=0)
    assert told["gone"].sum() > 0, "those who closed in the month of their second visit"
    assert told["looked_again"].sum() < 0.8 * told["given"].sum(), "and the rest closed before"
    seen = where(found.table("leniency"), world=0)
    stay = where(of_town(*OFF, STAY, "firms=1500").table("leniency"), world=0)
    assert seen["new_known"].sum() < 0.2 * stay["new_known"].sum()
