"""Runs of firms: all that holds of persons holds of them, and they close where persons stay."""

import json

import numpy as np
import pytest

from socialcredit.core import run_files
from socialcredit.core.events import DEED, FILED, GRADE, OPENED
from socialcredit.engine import folder as run_folder
from socialcredit.engine import run
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.run import where
from tests.engine import apart
from tests.firms.places import (
    CLOSING,
    FEW,
    HALF_A_YEAR,
    OFF,
    TOWN,
    of_town,
    under_the_shutting,
)

SETS = [HALF_A_YEAR, "firms=300", CLOSING]


def hashes_of(threads, sets=SETS):
    _, tables = run.simulate(resolve(load_scenario(TOWN), list(sets)), threads)
    return run_folder.table_hashes(tables)


@pytest.fixture(scope="module")
def undisturbed():
    return hashes_of(1)


@pytest.fixture(scope="module")
def usual():
    return of_town()


@pytest.fixture(scope="module")
def closing():
    return of_town(CLOSING)


def test_the_bits_hang_on_no_thread_and_no_compiler(undisturbed):
    assert hashes_of(2) == undisturbed
    call = f"print_hashes(fields(*{SETS[:2]!r}), {SETS[2:]!r})"
    call = f"from tests.firms.places import fields; {call}"
    plain = apart.in_another_process(call, NUMBA_DISABLE_JIT="1")
    assert plain.returncode == 0, plain.stderr
    assert json.loads(plain.stdout) == undisturbed


@pytest.mark.parametrize("months", [2, 8])
def test_who_closed_and_who_opened_is_kept_after_a_kill(tmp_path, undisturbed, months):
    out = tmp_path / "run"
    call = f"live_and_die({str(out)!r}, {months}, fields(*{SETS[:2]!r}), {SETS[2:]!r})"
    killed = apart.in_another_process(f"from tests.firms.places import fields; {call}")
    assert killed.returncode == -9, killed.stderr
    run.resume(out, threads=2)
    assert run_files.read_manifest(out)["table_hashes"] == undisturbed


def test_with_responses_off_what_firms_do_hangs_on_no_scheme():
    found = of_town(CLOSING, *OFF)
    for table in ("conduct", "premises"):
        one, twin = (where(found.table(table), world=world) for world in (0, 1))
        for column in set(one) - {"world", "sighted", "records", "bad_records"}:
            assert (one[column] == twin[column]).all(), (table, column)
    assert where(found.table("conduct"), world=0)["deeds"].sum() > 300


def test_the_same_premises_close_with_and_without_a_scheme(closing):
    events = closing.table("panel_events")
    opened = [where(events, what=OPENED, world=world) for world in (0, 1)]
    assert len(opened[0]["resident"]) > 50
    for column in ("resident", "day"):
        assert (opened[0][column] == opened[1][column]).all()
    closed = where(closing.table("premises"), world=0)
    assert closed["closed"].sum() == len(opened[0]["resident"])


def test_as_many_close_as_the_file_says(closing):
    sizes = closing.table("panel_people")["fifth"]
    expected = (sizes == 0).sum() * (1 - 0.4 ** (5 / 12)) + (sizes == 1).sum() * (
        1 - 0.6 ** (5 / 12)
    )
    closed = where(closing.table("premises"), world=0)["closed"].sum()
    assert closed == pytest.approx(expected, rel=0.25)


def test_a_firm_that_opens_has_a_clean_sheet_and_is_not_scored_for_a_year(closing):
    events = where(closing.table("panel_events"), world=0)
    opened = {
        int(who): int(day)
        for who, day, what in zip(events["resident"], events["day"], events["what"], strict=True)
        if what == OPENED
    }
    filed = where(events, what=FILED)
    late = [
        who for who, day in zip(filed["resident"], filed["day"], strict=True)
        if int(who) in opened and day >= opened[int(who)]
    ]  # fmt: skip
    assert opened and not late, "a licence of less than a year is not covered"


def test_licences_grow_older_and_more_firms_are_scored(usual):
    scored = where(usual.table("awareness"), world=0)
    by_month = np.bincount(scored["month"], scored["scored"])
    assert (np.diff(by_month) >= 0).all() and by_month[-1] > by_month[0]
    ages = usual.table("panel_people")["age"]
    assert by_month[0] == (ages >= 12).sum()
    assert by_month[-1] == (ages >= 12 - 5).sum()


def test_where_nobody_closes_there_is_no_table_of_premises():
    assert not of_town("responses.reopening=false").has("premises")


def test_one_sector_blinded_moves_no_other(usual):
    blind = of_town("assumptions.sensors.customers.sees.dirty-kitchen=0",
                    "assumptions.sensors.customers.false_alarm=0", *OFF)  # fmt: skip
    seen = of_town(*OFF)
    service = usual.names["places"].index("food-service, shanghai")
    for run_ in (blind, seen):
        assert where(run_.table("conduct"), world=0, place=service)["deeds"].sum() > 0
    tables = [where(one.table("conduct"), world=0) for one in (blind, seen)]
    elsewhere = [table["place"] != service for table in tables]
    for column in ("kind", "deeds", "sighted"):
        one, other = (t[column][mask] for t, mask in zip(tables, elsewhere, strict=True))
        assert (one == other).all(), column


def test_deeds_of_a_sector_are_done_nowhere_else(usual):
    kitchens = usual.names["kinds"].index("dirty-kitchen")
    done = where(usual.table("conduct"), world=0, kind=kitchens)
    service = usual.names["places"].index("food-service, shanghai")
    assert done["deeds"].sum() > 40 and (done["place"] == service).all()


def test_what_depends_on_size_does(usual):
    assert FEW == "firms=600"
    people = usual.table("panel_people")
    events = where(usual.table("panel_events"), world=1, what=1)
    late = events["kind"] == usual.names["kinds"].index("tax-late")
    size = dict(zip(people["resident"].tolist(), people["fifth"].tolist(), strict=True))
    done = np.bincount([size[int(who)] for who in events["resident"][late]], minlength=5)
    there = np.bincount(people["fifth"], minlength=5)
    assert done[0] / there[0] > 1.5 * done[2:].sum() / max(there[2:].sum(), 1)


def test_the_books_of_the_panel_know_what_closing_ended(closing):
    """Replayed from its events, everybody stands at the end where the tables say."""
    events = where(closing.table("panel_events"), world=0)
    people = closing.table("panel_people")["resident"]
    grade = dict.fromkeys(people.tolist(), 0)
    for who, what, now in zip(events["resident"], events["what"], events["grade"], strict=True):
        if what == GRADE:
            grade[int(who)] = int(now)
    last = where(closing.table("grades"), world=0, month=closing.months - 1)
    told = np.bincount(last["grade"], last["residents"], minlength=4)
    scored = told.sum()
    assert scored < len(people), "young licences are not scored"
    worse = [sum(g >= level for g in grade.values()) for level in range(1, 4)]
    assert worse == [told[level:].sum() for level in range(1, 4)]


def test_an_order_closes_those_it_names_and_moves_nobody_else():
    found = under_the_shutting("assumptions.deeds.tax-late.rate=6", *OFF)
    events = found.table("panel_events")
    here, twin = (where(events, world=world) for world in (0, 1))
    ordered = where(found.table("premises"), world=0)
    assert ordered["ordered"].sum() == ordered["closed"].sum() > 20
    assert not where(found.table("premises"), world=1)["closed"].any()
    worst, closed = {}, set()
    for who, what, grade in zip(here["resident"], here["what"], here["grade"], strict=True):
        if what == OPENED:
            assert worst[int(who)] == 3, "only who stood in D is closed"
            closed.add(int(who))
        if what == GRADE:
            worst[int(who)] = int(grade)
    deeds = [
        [(int(w), int(d), int(k)) for w, d, k, e in
         zip(one["resident"], one["day"], one["kind"], one["what"], strict=True)
         if e == DEED and int(w) not in closed]
        for one in (here, twin)
    ]  # fmt: skip
    assert deeds[0] == deeds[1] and deeds[0]
