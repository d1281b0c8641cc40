"""Real signals and real limits, in a process of its own: what is left is finished, same bits."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import socialcredit as sc
from socialcredit.core import run_files
from socialcredit.core.run_layout import MANIFEST
from tests.commands.conftest import Call

ROOT = Path(__file__).parents[2]
TOWN = ("small-town", "--people", "2000", "--years", "1", "--threads", "2")
PROBLEM, STOPPED = 1, 130
INTERRUPTED = """
import os, signal, threading
from contextlib import contextmanager
from socialcredit.commands import running

@contextmanager
def shown():
    def progress(news):
        if news["done"] == 8:
            signal_soon = lambda: os.killpg(0, signal.SIGINT)  # a terminal sends it to all
            threading.Timer({delay}, signal_soon).start()
            {wait}
    yield progress

running.shown = shown
"""
OFTEN = """
import functools
from socialcredit.commands import running
often = functools.partial(running.engine.run_scenario, checkpoint_every={months})
running.engine.run_scenario = often
"""
LIMITED = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))
"""


def apart(prelude: str, out: Path, *options: str, **env: str) -> subprocess.CompletedProcess:
    """`socialcredit run` of the small town in a process of its own, after a prelude in Python.

    It begins a group of processes, as a command in a terminal does.
    """
    words = ["run", *TOWN, *options, "--out", str(out)]
    call = f"if __name__ == '__main__': from socialcredit.cli import main; main({words!r})"
    return subprocess.run(
        [sys.executable, "-c", f"{prelude}\n{call}"], capture_output=True, text=True, timeout=200,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **env}, start_new_session=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The hash of the whole town, whose kernels are compiled from here on."""
    out = tmp_path_factory.mktemp("runs") / "whole"
    folder = sc.run("small-town", people=2000, years=1, threads=1, out=out).path
    return run_files.read_manifest(folder)["content_hash"]


@pytest.mark.parametrize(
    ("delay", "wait"),
    [("0", "threading.Event().wait(5)"), ("0.01", "pass")],
    ids=["between months", "within a month"],
)
def test_ctrl_c_and_resume_end_like_an_undisturbed_run(
    call: Call, tmp_path: Path, undisturbed: str, delay: str, wait: str
) -> None:
    out = tmp_path / "town"
    stopped = apart(OFTEN.format(months=3) + INTERRUPTED.format(delay=delay, wait=wait), out)
    assert stopped.returncode == STOPPED, stopped.stderr
    assert f"socialcredit resume {out}" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert run_files.read_manifest(out)["state"] == "running"
    assert json.loads((out / "checkpoints" / "latest.json").read_text())["months_done"] >= 6
    finished = call("resume", str(out), "--json")
    assert finished.code == 0
    assert json.loads(finished.out)["content_hash"] == undisturbed


@pytest.mark.slow
def test_ctrl_c_ends_workers_in_silence_and_leaves_nothing_of_them(
    call: Call, tmp_path: Path, undisturbed: str
) -> None:
    """The terminal's signal reaches them too; they leave it to whoever began them."""
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    out, spare = tmp_path / "town", tmp_path / "spare"
    spare.mkdir()
    prelude = INTERRUPTED.format(delay="0.05", wait="pass")
    on_workers = ("--memory", "1GB", "--on", "local:2")
    stopped = apart(prelude, out, *on_workers, TMPDIR=str(spare))
    assert stopped.returncode == STOPPED, stopped.stderr
    assert stopped.stderr.rstrip().endswith(f"socialcredit resume {out}")
    assert "Traceback" not in stopped.stderr + stopped.stdout
    assert not [*spare.iterdir()] and not [*out.rglob(f"*{run_files.PART}")]
    finished = call("resume", str(out), "--json")
    assert json.loads(finished.out)["content_hash"] == undisturbed


@pytest.mark.parametrize(
    ("most", "months"),
    [(20_000, 100), (110_000, 1), (110_000, 100)],
    ids=["inputs", "checkpoint", "tables"],
)
def test_a_file_that_does_not_fit_is_named_and_what_was_kept_is_finished(
    tmp_path: Path, undisturbed: str, most: int, months: int
) -> None:
    """A limit on file sizes is refused by the system as a full disk is, also for root."""
    out = tmp_path / "town"
    refused = apart(OFTEN.format(months=months) + LIMITED.format(most=most), out)
    assert refused.returncode == PROBLEM, refused.stderr
    assert "Traceback" not in refused.stderr
    assert "File too large" in refused.stderr and "Next: " in refused.stderr
    assert not [path.name for path in out.rglob("*") if path.name.endswith(run_files.PART)]
    if (out / MANIFEST).exists():
        assert run_files.read_manifest(out)["state"] == "running"
        sc.resume(out)
    else:
        assert not out.exists(), "nothing that stands in the way of the next attempt"
        sc.run("small-town", people=2000, years=1, out=out)
    assert run_files.read_manifest(out)["content_hash"] == undisturbed
