"""The same table whoever lives the runs, in whatever order, and after whatever was lost."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.experiments import executor
from socialcredit.experiments.conduct import conducted
from socialcredit.experiments.store import Store
from tests.experiments import asked
from tests.experiments.conftest import Lived

ROOT = Path(__file__).parents[2]
STOPPED = 130
needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")


def test_its_runs_differ_so_that_a_table_says_something(small: Lived) -> None:
    assert len(small.found.plan.rows) == asked.RUNS == len(asked.stored_in(small.store))
    hashes = {one.content_hash for one in small.found.outcomes.values()}
    assert len(hashes) == asked.RUNS
    assert len(small.rows) == asked.RUNS * 4


def test_any_order_of_tasks_gives_the_same_table(small: Lived, tmp_path: Path) -> None:
    plan = asked.plan_for(tmp_path / "store")
    for task, outcome in reversed([*executor.one_by_one(plan.work, plan.tasks[::-1])]):
        Store(tmp_path / "store").keep(task.key, outcome)
    assert asked.rows_of(conducted(plan, Store(tmp_path / "store"), out=tmp_path).table) == (
        small.rows
    )


@pytest.mark.slow
def test_two_processes_of_which_one_is_lost_give_the_same_table(
    small: Lived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(asked.LOST, str(tmp_path))
    monkeypatch.setattr(executor, "live_packed", asked.lose_a_process_once)
    found = asked.lived_in(tmp_path / "store", tmp_path, "local:2")
    assert (tmp_path / "lost").exists()
    assert asked.rows_of(found.table) == small.rows


@pytest.mark.slow
def test_a_run_that_takes_every_process_with_it_is_named_and_the_others_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(asked.LOST, str(tmp_path))
    monkeypatch.setattr(executor, "live_packed", asked.lose_each_process_of_seed_2)
    monkeypatch.setattr(executor, "LOST_AMONG_OTHERS", 1)
    with pytest.raises(SocialCreditError, match="lost each time") as refused:
        asked.lived_in(tmp_path / "store", on="local:2", design=None, factors=None)
    assert "seed=2" in refused.value.text and "kept" in refused.value.hint
    assert (tmp_path / "lost").read_text() == "xx", "once among others, once alone"
    assert len(asked.stored_in(tmp_path / "store")) >= 1


@contextmanager
def begun(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The small experiment as a command in a session of its own, with two processes.

    A test that fails leaves nobody behind either.
    """
    words = ["experiment", str(asked.written_to(folder)), "--on", "local:2"]
    words += ["--store", str(folder / "store"), "--out", str(folder / "out")]
    with subprocess.Popen(
        [sys.executable, "-m", "socialcredit", *words], text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    ) as driver:  # fmt: skip
        try:
            yield driver
        finally:
            for left in of_session(driver.pid) if sys.exc_info()[0] else ():
                os.kill(left, signal.SIGKILL)


def until(holds: Callable[[], bool], seconds: float = 60) -> bool:
    """Wait until it holds; whether it did in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return False


def of_session(session: int) -> list[int]:
    """Processes of a session that live: the command that began it, and whatever that began."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, _, rest = stat.read_text().rpartition(")")
        except OSError:
            continue
        state, _, _, of = rest.split()[:4]
        if int(of) == session and state != "Z":
            found.append(int(stat.parent.name))
    return found


@needs_proc
@pytest.mark.slow
def test_killed_by_force_it_keeps_what_was_finished_and_leaves_nobody_behind(
    small: Lived, tmp_path: Path, counted: asked.Counted
) -> None:
    store = tmp_path / "store"
    with begun(tmp_path) as driver:
        assert until(lambda: len(asked.stored_in(store)) >= 2), driver.stderr and driver.poll()
        assert len(of_session(driver.pid)) > 2
        driver.send_signal(signal.SIGKILL)
        assert driver.wait(20) == -signal.SIGKILL
        assert until(lambda: not of_session(driver.pid), 20), "its processes ended with it"
    kept = asked.stored_in(store)
    for path in store.glob("??/*.json"):
        json.loads(path.read_text())
    found = asked.lived_in(store, tmp_path)
    assert len(counted.lived) == asked.RUNS - len(kept) > 0
    assert asked.rows_of(found.table) == small.rows


@needs_proc
@pytest.mark.slow
def test_ctrl_c_says_that_the_same_call_goes_on_and_it_does(
    small: Lived, tmp_path: Path, counted: asked.Counted
) -> None:
    """A terminal sends it to every process of the group."""
    with begun(tmp_path) as driver:
        assert until(lambda: len(asked.stored_in(tmp_path / "store")) >= 1)
        os.killpg(driver.pid, signal.SIGINT)
        _, said = driver.communicate(timeout=30)
    assert driver.returncode == STOPPED, said
    assert "Traceback" not in said and "Error" not in said
    assert said.strip().endswith(
        "Stopped. What was finished is kept: the same call goes on with the rest."
    )
    assert until(lambda: not of_session(driver.pid), 20)
    kept = asked.stored_in(tmp_path / "store")
    found = asked.lived_in(tmp_path / "store", tmp_path)
    assert len(counted.lived) == asked.RUNS - len(kept) > 0
    assert asked.rows_of(found.table) == small.rows


@needs_proc
@pytest.mark.slow
def test_ctrl_c_while_its_processes_begin_prints_no_traceback(tmp_path: Path) -> None:
    with begun(tmp_path) as driver:
        assert until(lambda: len(of_session(driver.pid)) >= 4), "itself, two, and who cleans up"
        time.sleep(0.3)
        os.killpg(driver.pid, signal.SIGINT)
        _, said = driver.communicate(timeout=30)
    assert driver.returncode == STOPPED and "Traceback" not in said, said
    assert "What was finished is kept" in said
    assert until(lambda: not of_session(driver.pid), 20)


SCRIPT = """
import socialcredit as sc
print("once")
found = sc.experiment({told!r}, on="local:2", out="out", store="store")
print(len(set(found.table["content_hash"])))
"""


@pytest.mark.slow
def test_a_script_need_not_ask_whether_it_is_the_main_one(tmp_path: Path) -> None:
    """Processes that begin from nothing would read it, and live everything again."""
    told = {**asked.TOLD, "design": None, "factors": [], "seeds": {"luck": 2}}
    del told["design"], told["factors"]
    (tmp_path / "script.py").write_text(SCRIPT.format(told=told))
    done = subprocess.run(
        [sys.executable, "script.py"], capture_output=True, text=True, cwd=tmp_path, timeout=200,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert done.stdout == "once\n2\n", done.stderr
