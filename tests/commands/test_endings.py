"""Whatever goes wrong around a run ends in a sentence and an exit code; nothing is left behind."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from socialcredit.commands import ending
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import read_manifest
from socialcredit.report import page
from socialcredit.report.pictures import renderer
from socialcredit.results.run import open_run
from tests.results.synthetic import tiny_run

ROOT = Path(__file__).parents[2]
# Signals act as in a terminal, also where the tests are run in the background.
CALL = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
from socialcredit.cli import command
command()
"""
COMMAND = (sys.executable, "-c", CALL)
TOWN = ("small-town", "--people", "1000", "--years", "1", "--threads", "1")
posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")


def surroundings(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), **more}


def apart(*words: str, **more: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    asked = {"env": surroundings(), "text": True, "timeout": 300, **pipes, **more}
    return subprocess.run([*COMMAND, *words], **asked)


def in_words(seen: subprocess.CompletedProcess[str], code: int = 1) -> str:
    """What it said; no stack of anybody's in it."""
    assert seen.returncode == code, seen.stderr
    for sign in ("Traceback", 'File "', "Aborted", "panicked"):
        assert sign not in seen.stderr
    return seen.stderr


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "memory"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "memory"),
        (RuntimeError("can't start new thread"), "memory"),
        (ImportError("x.so: failed to map segment from shared object"), "memory"),
        (
            OSError(errno.ENOSPC, "No space left on device", "runs/a"),
            "runs/a\nNext: free some space",
        ),
        (OSError(errno.EACCES, "Permission denied", "runs"), "Next: choose a folder"),
        (SocialCreditError("too many", hint="fewer"), "next: fewer"),
    ],
)
def test_every_error_has_a_sentence_and_a_next_step(error, words):
    told = ending.ending_of(error)
    assert words in told.words and "ext: " in told.words and told.code == 1


def test_ctrl_c_and_a_reader_who_left_are_no_errors():
    assert ending.ending_of(KeyboardInterrupt()) == ("Stopped.", 130)
    assert ending.ending_of(BrokenPipeError(errno.EPIPE, "Broken pipe")).words == ""


def test_a_fault_of_the_program_says_so_and_where(monkeypatch):
    try:
        ending.ending_of(None.anything)  # type: ignore[attr-defined]
    except AttributeError as error:
        told = ending.ending_of(error)
        assert "A fault of this program" in told.words and "Traceback" not in told.words
        monkeypatch.setenv(ending.SHOW_STACK, "1")
        assert "Traceback" in ending.ending_of(error).words


@posix
def test_too_little_memory_for_the_engine_is_said_before_it_is_loaded():
    program = """
import resource, sys
from socialcredit.cli import main
resource.setrlimit(resource.RLIMIT_AS, (500 << 20,) * 2)
main(["run", "small-town"])
"""
    seen = subprocess.run([sys.executable, "-c", program], env=surroundings(), capture_output=True,
                          text=True)  # fmt: skip
    assert "500 MB of memory" in in_words(seen) and "next: raise the limit" in seen.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_output_that_does_not_fit_is_a_failure():
    with open("/dev/full", "w") as full:
        assert "No space left" in in_words(apart("schemes", stdout=full))


@posix
@pytest.mark.parametrize("words", [("schemes",), ("show", "rongcheng"), ("scenarios", "--json")])
def test_a_reader_who_leaves_is_not_told_of_it(words):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        seen = apart(*words, stdout=writing)
    finally:
        os.close(writing)
    assert seen.stderr == "" and seen.returncode in (0, 1)


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_whoever_ends_a_run_can_resume_it(tmp_path, number):
    out, temporary = tmp_path / "run", tmp_path / "tmp"
    temporary.mkdir()
    words = ("run", "rongcheng", "--people", "200000", "--threads", "1", "--out", str(out))
    asked = {"env": surroundings(TMPDIR=str(temporary)), "text": True, "stderr": subprocess.PIPE}
    process = subprocess.Popen([*COMMAND, *words], stdout=subprocess.DEVNULL, **asked)
    while not (out / "manifest.json").exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert f"socialcredit resume {out}" in said and "Traceback" not in said
    assert read_manifest(out)["state"] == "running"
    assert not list(temporary.iterdir()), "nothing is left in the temporary folder"
    assert not list(out.rglob("*.part"))


@pytest.fixture
def tiny(tmp_path):
    return tiny_run(tmp_path / "tiny").folder


class Gone(renderer.Renderer):
    """Pictures are drawn by a process that was killed."""

    def __init__(self) -> None:
        super().__init__()
        self._hand.kill()
        self._hand.wait()


def test_a_killed_child_that_draws_is_said_in_a_sentence(tiny, monkeypatch):
    monkeypatch.setattr(page, "Renderer", Gone)
    with pytest.raises(SocialCreditError, match="pictures .* could not be drawn") as told:
        page.write_report(tiny)
    assert "socialcredit report" in told.value.hint
    assert not (tiny / "report.html").exists()


def test_a_picture_that_fails_keeps_its_stack_to_itself(capfd):
    with renderer.Renderer() as drawing, pytest.raises(SocialCreditError, match="drawn"):
        drawing.draw({"mark": ["no", "such", "mark"], "data": 3})
    assert "Traceback" not in capfd.readouterr().err


def test_the_page_is_written_whole_or_not_at_all(tiny, monkeypatch):
    before = b"an earlier page"
    (tiny / "report.html").write_bytes(before)

    def refuse(*args):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(OSError):
            page.write_report(tiny)
    assert (tiny / "report.html").read_bytes() == before
    assert not list(tiny.glob("*.part"))
    assert open_run(tiny)
