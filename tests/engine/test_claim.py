"""The folder of a run: fresh, held by one process at a time, gone where nothing came of it."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.locks import held
from socialcredit.engine import claim
from socialcredit.engine.claim import Stopped, claimed, reclaimed

HOLD = """
import sys, time
from pathlib import Path
from socialcredit.core.locks import held
with held(Path(sys.argv[1])) as free:
    print(free, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other():
    """Another process that holds a folder until it is told to let go."""
    begun = []

    def hold(folder: Path) -> subprocess.Popen:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], **pipes)
        begun.append(process)
        assert process.stdout.readline() == "True\n"
        return process

    yield hold
    for process in begun:
        process.kill()
        process.wait()


def write_in(folder: Path) -> None:
    (folder / "inputs.json").write_text("{}")


def test_a_default_folder_gets_a_number_when_its_name_is_taken(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for expected in ("town-seed9", "town-seed9-2", "town-seed9-3"):
        with claimed(None, "town", 9) as folder:
            write_in(folder)
        assert folder == Path("runs") / expected


def test_two_runs_that_begin_at_once_take_two_names(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found, both = [], threading.Barrier(2)

    def begin() -> None:
        both.wait()
        with claimed(None, "town", 9) as folder:
            write_in(folder)
            both.wait()
            found.append(folder)

    pair = [threading.Thread(target=begin) for _ in range(2)]
    for one in pair:
        one.start()
    for one in pair:
        one.join()
    assert sorted(map(str, found)) == ["runs/town-seed9", "runs/town-seed9-2"]


def test_a_folder_at_which_another_process_is_is_left_to_it(tmp_path, other):
    out = tmp_path / "run"
    out.mkdir()
    other(out)
    with pytest.raises(SocialCreditError, match="another process"), claimed(out, "town", 1):
        pass
    assert out.is_dir()


def test_who_is_refused_leaves_the_folder_that_another_process_made_meanwhile(
    tmp_path, other, monkeypatch
):
    """Neither had found it there; whoever came second takes nothing away."""
    out, plain = tmp_path / "run", claim.made

    def made_by_both(folder):
        plain(folder)
        other(folder)
        return folder

    monkeypatch.setattr(claim, "made", made_by_both)
    with pytest.raises(SocialCreditError, match="another process"), claimed(out, "town", 1):
        pass
    assert out.is_dir()


def test_a_stopped_run_at_which_another_process_is_is_waited_for(tmp_path, other):
    process, told = other(tmp_path), []

    def let_go() -> None:
        told.append("waiting")
        process.stdin.close()

    with reclaimed(tmp_path, let_go):
        assert told == ["waiting"]
        assert process.wait(5) == 0


def test_what_a_killed_process_held_is_free(tmp_path, other):
    process = other(tmp_path)
    with held(tmp_path) as free:
        assert not free
    process.kill()
    process.wait()
    with held(tmp_path) as free:
        assert free


def test_a_folder_that_holds_something_is_not_touched(tmp_path):
    (tmp_path / "keep.txt").write_text("mine")
    with pytest.raises(SocialCreditError, match="nothing is overwritten"):
        with claimed(tmp_path, "town", 7):
            pass
    assert (tmp_path / "keep.txt").read_text() == "mine"


def test_a_run_that_was_stopped_is_not_overwritten_but_can_be_resumed(tmp_path):
    write_in(tmp_path)
    with pytest.raises(SocialCreditError) as caught, claimed(tmp_path, "town", 7):
        pass
    assert f"socialcredit resume {tmp_path}" in caught.value.hint


def test_an_empty_folder_may_be_used_and_stays_where_nothing_came_of_it(tmp_path):
    with claimed(tmp_path, "town", 7) as folder:
        assert folder == tmp_path
    assert tmp_path.is_dir()


def test_a_folder_in_which_nothing_was_written_goes_again(tmp_path):
    with pytest.raises(ValueError), claimed(tmp_path / "run", "town", 7):
        raise ValueError
    assert not (tmp_path / "run").exists()


def test_ctrl_c_says_where_the_run_lies_if_anything_of_it_was_kept(tmp_path):
    with pytest.raises(Stopped) as stop, claimed(tmp_path / "run", "town", 7) as folder:
        write_in(folder)
        raise KeyboardInterrupt
    assert stop.value.folder == tmp_path / "run"
    with pytest.raises(KeyboardInterrupt) as stop, claimed(tmp_path / "none", "town", 7):
        raise KeyboardInterrupt
    assert not isinstance(stop.value, Stopped)
