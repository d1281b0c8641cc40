"""The same hash of every table: any threads, any chunks, after a kill, without the compiler."""

import json
import signal

import pytest

from socialcredit.core import run_files
from socialcredit.engine import folder as run_folder
from socialcredit.engine import minds, run, step, workers
from socialcredit.engine.preparing import prepared
from socialcredit.language.resolve.inputs import resolve
from socialcredit.stages.society import people
from tests.engine import apart
from tests.engine.towns import SHARP, in_hamlets, town

DEATHS = {
    "in the first month": "live_and_die({!r}, 1)",
    "in the middle": "live_and_die({!r}, 3)",
    "between the worlds": "live_and_die({!r}, 4)",
    "in the twin's last month": "live_and_die({!r}, 7)",
    "at the very end": "live_and_die({!r}, 8)",
    "while writing a checkpoint": "die_saving({!r})",
    "while writing tables": "die_writing_tables({!r})",
}


def hashes_of(threads, **changes):
    _, tables = run.simulate(resolve(town(**{**apart.AUTUMN, **changes}), SHARP), threads)
    return run_folder.table_hashes(tables)


@pytest.fixture(scope="module")
def undisturbed():
    return hashes_of(1)


@pytest.fixture
def hamlets(monkeypatch):
    """A town cut into more than twenty communities, enough for seven threads to mix."""
    in_hamlets(monkeypatch, 30)
    assert len(prepared(resolve(town(**apart.AUTUMN)), 1).communities.place) > 20


@pytest.mark.parametrize("threads", [2, 7])
def test_threads_do_not_show(undisturbed, threads):
    assert hashes_of(threads) == undisturbed


@pytest.mark.usefixtures("hamlets")
def test_neither_threads_nor_chunks_show_in_many_communities(monkeypatch):
    found = set()
    for threads, span, chunk in [(1, 32, 256), (2, 1, 1), (7, 3, 2), (7, 1000, 5), (2, 7, 1000)]:
        monkeypatch.setattr(minds, "SPAN", span)
        monkeypatch.setattr(people, "CHUNK", chunk)
        found.add(run_folder.content_hash(hashes_of(threads)))
    assert len(found) == 1


@pytest.mark.usefixtures("hamlets")
def test_a_community_lives_the_same_whichever_thread_is_first(monkeypatch):
    """The last community first: no community waits for another within a month."""
    forwards = hashes_of(2)
    count = workers.itertools.count

    def backwards(setup, *args):
        many = len(setup.communities.place)
        monkeypatch.setattr(workers.itertools, "count", lambda _, step: Reversed(many, step))
        try:
            return plain(setup, *args)
        finally:
            monkeypatch.setattr(workers.itertools, "count", count)

    plain = workers.live_communities
    monkeypatch.setattr(step, "live_communities", backwards)
    assert hashes_of(2) == forwards


class Reversed:
    """Counts the multiples of `step` below `many` downwards, then gives `many` for ever."""

    def __init__(self, many, step):
        self.order = iter([*range(0, many, step)[::-1], *[many] * 100])

    def __next__(self):
        return next(self.order)


def test_without_the_compiler_every_table_is_the_same(undisturbed):
    plain = apart.in_another_process("print_hashes()", NUMBA_DISABLE_JIT="1")
    assert plain.returncode == 0, plain.stderr
    assert json.loads(plain.stdout) == undisturbed


@pytest.mark.parametrize("death", DEATHS)
def test_killed_and_resumed_is_undisturbed(tmp_path, undisturbed, death):
    folder = tmp_path / "run"
    killed = apart.in_another_process(DEATHS[death].format(str(folder)))
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert run_files.read_manifest(folder)["state"] == "running"
    run.resume(folder, threads=2)
    finished = run_files.read_manifest(folder)
    assert finished["state"] == "done"
    assert finished["table_hashes"] == undisturbed
    left = [path.name for path in folder.rglob("*") if path.name.endswith(run_files.PART)]
    assert not left, "nothing half written stays"


@pytest.fixture(scope="module")
def barred():
    """The spring in which drivers lose their licence, on one thread."""
    _, tables = run.simulate(resolve(town(**apart.DRIVING), apart.DRINKERS), 1)
    assert tables["stopped"]["deeds"].sum() > 0
    return run_folder.table_hashes(tables)


def test_who_is_kept_from_deeds_hangs_on_no_thread_and_no_compiler(barred):
    _, tables = run.simulate(resolve(town(**apart.DRIVING), apart.DRINKERS), 2)
    assert run_folder.table_hashes(tables) == barred
    plain = apart.in_another_process("print_hashes(DRIVING, DRINKERS)", NUMBA_DISABLE_JIT="1")
    assert plain.returncode == 0, plain.stderr
    assert json.loads(plain.stdout) == barred


def test_who_is_kept_from_deeds_is_kept_after_a_kill(tmp_path, barred):
    folder = tmp_path / "run"
    killed = apart.in_another_process(f"live_and_die({str(folder)!r}, 3, DRIVING, DRINKERS)")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    run.resume(folder, threads=2)
    assert run_files.read_manifest(folder)["table_hashes"] == barred
