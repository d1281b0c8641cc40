"""Rounds give the same bits for any threads, without the compiler and after a kill."""

import json
from datetime import date

import pytest

from socialcredit.core import run_files
from socialcredit.engine import folder as run_folder
from socialcredit.engine import run
from socialcredit.language.resolve.inputs import resolve
from tests.engine import apart
from tests.engine.towns import in_hamlets, town
from tests.engine.ways import WAYS

KEPT = ["grade", "complaints", "greedy", "duty", "uniform"]


def hashes_of(threads, sets=()):
    changes = {**apart.FAULTS, "ends": date(2016, 3, 31), "people": 400}
    _, tables = run.simulate(resolve(town(**changes), list(sets)), threads)
    return run_folder.table_hashes(tables)


@pytest.mark.parametrize("way", KEPT)
def test_the_bits_hang_on_no_thread(way, monkeypatch):
    in_hamlets(monkeypatch, 60)
    assert hashes_of(1, WAYS[way]) == hashes_of(2, WAYS[way])


@pytest.mark.parametrize("way", KEPT)
def test_the_bits_hang_on_no_compiler_and_no_kill(tmp_path, way):
    found = "assumptions.deeds.dirty-kitchen.stands.found_mended=0.6"
    sets, out = [*WAYS[way], found], tmp_path / "run"
    plain = apart.in_another_process(f"print_hashes(FAULTS, {sets!r})", NUMBA_DISABLE_JIT="1")
    assert plain.returncode == 0, plain.stderr
    killed = apart.in_another_process(f"live_and_die({str(out)!r}, 3, FAULTS, {sets!r})")
    assert killed.returncode == -9, killed.stderr
    run.resume(out, threads=2)
    assert run_files.read_manifest(out)["table_hashes"] == json.loads(plain.stdout)
