"""Association in a run: of whom a scheme in force penalises, the same bits however it is lived."""

import json
import signal

import numpy as np
import pytest

from socialcredit.core import run_files
from socialcredit.core.columns import HELD_GRADE, PAUSED
from socialcredit.engine import folder as run_folder
from socialcredit.engine import minds, run
from socialcredit.engine.month_tables import book_of, compiled_of
from socialcredit.engine.preparing import prepared
from socialcredit.engine.world import begin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.stages.society import people
from tests.engine import apart
from tests.engine.towns import done_of, town


@pytest.fixture(scope="module")
def lived():
    """A strict town whose kin are soon drawn in: its setup and its tables, on one thread."""
    return run.simulate(resolve(town(**apart.KIN), apart.STRICT), 1)


def hashes(lived):
    return run_folder.table_hashes(lived[1])


def test_kin_do_bad_deeds_besides_and_nobody_does_fewer(lived):
    setup, tables = lived
    here, there = done_of(setup, tables, "bad", "hidden-bad")
    assert here > there + 10 and tables["added"]["deeds"].sum() == here - there
    assert setup.responses.names[tables["added"]["term"][0]] == "association"
    for sign in ("good", "hidden-good", "watched"):
        assert len(set(done_of(setup, tables, sign))) == 1


def test_after_the_scheme_nobody_is_penalised_and_all_come_back():
    sets = [*apart.STRICT, "schemes.rongcheng.ends=2016-10-31",
            "assumptions.behaviour.association.leaves=1"]  # fmt: skip
    added = run.simulate(resolve(town(**{**apart.KIN, "people": 1500}), sets), 2)[1]["added"]
    assert set(added["month"]) <= {0, 1, 2, 3, 4} and added["deeds"].sum() > 5


def test_penalised_is_who_is_in_a_penal_grade_or_on_a_black_list_of_a_scheme_that_scores_them():
    setup = prepared(resolve(town(**apart.KIN), apart.STRICT), 1)
    world, compiled = begin(setup, 0), compiled_of(setup)
    book = book_of(setup, setup.months[0].first, compiled)
    standing, lists = world.standing, setup.schemes[0].lists
    standing.copy[:], standing.until[:] = 0, 0
    for register in range(len(lists)):
        standing.until[register, 10 + register] = 9
    penal = np.flatnonzero(book.penal[0])
    standing.copy[0, 1] = penal[-1]
    standing.copy[0, 2] = penal[-1] << 4  # by right records alone: what nobody holds
    black = [10 + n for n, rule in enumerate(lists) if rule.colour == "black"]
    assert 0 < len(black) < len(lists) and HELD_GRADE == 15
    scored = np.ones((1, setup.residents), np.uint8)
    found = minds.who_is_penalised(setup, world, book, scored, slice(0, setup.residents))
    assert np.flatnonzero(found).tolist() == [1, *black]
    standing.hold[0, 1] = PAUSED | 1  # an objection is open: what the scheme takes rests
    found = minds.who_is_penalised(setup, world, book, scored, slice(0, setup.residents))
    assert np.flatnonzero(found).tolist() == black
    standing.hold[0, 1] = 1  # only the bodies that copied have not heard yet
    found = minds.who_is_penalised(setup, world, book, scored, slice(0, setup.residents))
    assert np.flatnonzero(found).tolist() == [1, *black]
    scored[0, [1, black[0]]] = 0
    found = minds.who_is_penalised(setup, world, book, scored[:, 1:], slice(1, setup.residents))
    assert (np.flatnonzero(found) + 1).tolist() == black[1:], "only whom the scheme scores"


def test_neither_threads_nor_chunks_show(monkeypatch):
    monkeypatch.setattr(people, "USUAL", 30)
    found = set()
    for threads, span in ((1, 32), (2, 1), (3, 1000)):
        monkeypatch.setattr(minds, "SPAN", span)
        tables = run.simulate(resolve(town(**apart.KIN), apart.STRICT), threads)[1]
        found.add(run_folder.content_hash(run_folder.table_hashes(tables)))
    assert len(found) == 1


def test_without_the_compiler_every_table_is_the_same(lived):
    plain = apart.in_another_process("print_hashes(KIN, STRICT)", NUMBA_DISABLE_JIT="1")
    assert plain.returncode == 0, plain.stderr
    assert json.loads(plain.stdout) == hashes(lived)


def test_killed_and_resumed_is_undisturbed(tmp_path, lived):
    folder = tmp_path / "run"
    killed = apart.in_another_process(f"live_and_die({str(folder)!r}, 3, KIN, STRICT)")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    run.resume(folder, threads=2)
    assert run_files.read_manifest(folder)["table_hashes"] == hashes(lived)
