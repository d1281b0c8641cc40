"""Faults that stand: counted whole, harming while they stand, and truth that hangs on no scheme."""

import json
from pathlib import Path

import numpy as np
import pytest

from socialcredit.core import run_files
from socialcredit.core.columns import new_conduct
from socialcredit.engine import folder as run_folder
from socialcredit.engine import run
from socialcredit.experiments.in_memory import lived
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.run import where
from tests.engine import apart
from tests.engine.towns import mechanisms_off, town

TOWN = Path(__file__).parents[1] / "settings" / "town" / "rounds.yaml"
D = "assumptions.deeds."
HALF_A_YEAR = "to=2016-06-30"
KITCHEN, TANK = "dirty-kitchen", "leaking-tank"
OFF = [f"responses.{name}=false" for name in mechanisms_off()]


def of_town(*sets):
    return lived(resolve(load_scenario(TOWN), [HALF_A_YEAR, *sets]), 1)


@pytest.fixture(scope="module")
def usual():
    return of_town()


def monthly(found, table, column, kind, world=0, **equal):
    """A column of a table by month, of one kind of fault; nought where no row is."""
    number = found.names["kinds"].index(kind)
    rows = where(found.table(table), world=world, kind=number, **equal)
    out = np.zeros(found.months, np.int64)
    np.add.at(out, rows["month"], rows[column])
    return out


@pytest.mark.parametrize("kind", [KITCHEN, TANK])
def test_what_stands_is_what_stood_and_arose_less_what_ended(usual, kind):
    stood, arose, ended = (monthly(usual, "faults", c, kind) for c in ("open", "arisen", "ended"))
    before = np.append(0, (stood - ended)[:-1])
    assert (stood == before + arose).all()
    assert arose.sum() > 30 and ended.sum() > 5
    assert (arose == monthly(usual, "conduct", "deeds", kind)).all(), "each act is a fault"


def test_while_a_fault_stands_no_second_arises():
    found = of_town(D + f"{KITCHEN}.rate=50", D + f"{KITCHEN}.stands.mended=0.000001")
    arose = monthly(found, "faults", "arisen", KITCHEN).sum()
    assert 0.9 * found.people < arose <= found.people
    assert monthly(found, "faults", "open", KITCHEN)[-1] == arose
    assert monthly(found, "conduct", "deeds", KITCHEN).sum() == arose


def test_nobody_refrains_from_what_would_be_nothing():
    """Whoever has the fault already is not about to do it, and weighs nothing."""
    found = of_town(D + f"{KITCHEN}.rate=50", D + f"{KITCHEN}.stands.mended=0.000001")
    refrained = monthly(found, "refrained", "deeds", KITCHEN).sum()
    assert 0 < refrained < 0.5 * monthly(found, "faults", "arisen", KITCHEN).sum()


def test_a_fault_ends_by_its_chance():
    sure = of_town(D + f"{KITCHEN}.stands.mended=1.0")
    stood, arose, ended = (
        monthly(sure, "faults", column, KITCHEN) for column in ("open", "arisen", "ended")
    )
    assert (stood == arose).all() and (ended == stood).all()
    often = of_town(D + f"{KITCHEN}.rate=12", "people=3000")
    stood, ended = (monthly(often, "faults", c, KITCHEN).sum() for c in ("open", "ended"))
    assert ended / stood == pytest.approx(0.2, abs=5 * (0.16 / stood) ** 0.5)


def test_a_harm_with_a_unit_is_an_exact_sum_and_people_are_drawn(usual):
    harm = usual.names["harms"].index
    assert dict(zip(usual.names["harms"], usual.names["harm_units"], strict=True)) == {
        "ill": "", "smell": "hours",
    }  # fmt: skip
    stood = monthly(usual, "faults", "open", TANK)
    smell = monthly(usual, "fault_harm", "amount", TANK, harm=harm("smell"))
    assert (smell == 125 * stood).all()
    even = of_town(D + f"{KITCHEN}.rate=12", D + f"{KITCHEN}.stands.harm_by.fifth=[1,1,1,1,1]")
    stood = monthly(even, "faults", "open", KITCHEN).sum()
    ill = monthly(even, "fault_harm", "amount", KITCHEN, harm=harm("ill")).sum()
    assert ill == pytest.approx(0.8 * stood, abs=5 * (0.8 * stood) ** 0.5)


def test_harm_is_by_fifth():
    none = "{fifth: [0, 0, 0, 0, 0]}"
    found = of_town(D + f"{KITCHEN}.stands.harm_by={none}")
    assert monthly(found, "fault_harm", "amount", KITCHEN).sum() == 0
    assert monthly(found, "faults", "open", KITCHEN).sum() > 0


def test_with_all_responses_off_what_stands_hangs_on_no_scheme():
    found = of_town(*OFF)
    for table in ("conduct", "faults", "fault_harm"):
        one, twin = (where(found.table(table), world=world) for world in (0, 1))
        for column in set(one) - {"world", "sighted"}:
            assert (one[column] == twin[column]).all(), (table, column)


def test_another_harm_moves_nothing_else(usual):
    other = of_town(D + f"{KITCHEN}.stands.harms={{ill: 3.0, smell: 2.5}}")
    assert monthly(other, "fault_harm", "amount", KITCHEN).sum() != 0
    for name in ("faults", "conduct", "records", "grades"):
        one, same = usual.table(name), other.table(name)
        assert all((one[column] == same[column]).all() for column in one), name


def test_where_nothing_stands_there_is_no_memory_and_no_table():
    assert new_conduct(1000).faults.shape == (1,)
    assert new_conduct(1000, stands=True).faults.shape == (1000,)
    plain = lived(resolve(town(people=100, twin=None)), 1)
    assert not plain.has("faults") and not plain.has("fault_harm")


def hashes_of(threads, sets=()):
    _, tables = run.simulate(resolve(town(**apart.FAULTS), list(sets)), threads)
    return run_folder.table_hashes(tables)


@pytest.fixture(scope="module")
def undisturbed():
    found = hashes_of(1)
    assert "faults" in found
    return found


def test_the_bits_hang_on_no_thread_and_no_compiler(undisturbed):
    assert hashes_of(2) == undisturbed
    plain = apart.in_another_process("print_hashes(FAULTS, [])", NUMBA_DISABLE_JIT="1")
    assert plain.returncode == 0, plain.stderr
    assert json.loads(plain.stdout) == undisturbed


@pytest.mark.parametrize("months", [2, 5])
def test_what_stands_is_kept_after_a_kill(tmp_path, undisturbed, months):
    out = tmp_path / "run"
    killed = apart.in_another_process(f"live_and_die({str(out)!r}, {months}, FAULTS, [])")
    assert killed.returncode == -9, killed.stderr
    run.resume(out, threads=2)
    assert run_files.read_manifest(out)["table_hashes"] == undisturbed
