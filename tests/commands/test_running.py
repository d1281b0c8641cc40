"""A small town from the command line: finished, stopped, and on a disk that says no."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

import socialcredit as sc
from socialcredit.commands import running
from socialcredit.engine.claim import Stopped
from tests.commands.conftest import Call

SMALL = ("rongcheng", "--people", "1000", "--years", "1", "--threads", "1")
PROBLEM, STOPPED = 1, 130


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run of a thousand residents over one year."""
    folder = tmp_path_factory.mktemp("runs") / "town"
    return sc.run("rongcheng", people=1000, years=1, threads=1, out=folder).path


def raising(error: BaseException) -> Any:
    def job(*args: Any, **kwargs: Any) -> None:
        raise error

    return job


def test_a_run_ends_with_a_report_and_its_place(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "town"
    seen = call("run", *SMALL, "--out", str(folder))
    assert seen.code == 0, seen.err
    assert str(folder / "report.html") in seen.out
    assert (folder / "report.html").stat().st_size < 3_000_000


def test_a_machine_reads_one_object_and_options_and_python_mean_the_same(
    call: Call, tmp_path: Path, town: Path
) -> None:
    seen = call("run", *SMALL, "--out", str(tmp_path / "town"), "--json")
    found = json.loads(seen.out)
    assert found["people"] == 1000
    manifest = json.loads((town / "manifest.json").read_text())
    assert found["content_hash"] == manifest["content_hash"]


def test_an_earlier_run_is_never_overwritten(call: Call, town: Path) -> None:
    before = (town / "manifest.json").read_bytes()
    seen = call("run", *SMALL, "--out", str(town))
    assert seen.code == PROBLEM
    assert "overwritten" in seen.err
    assert (town / "manifest.json").read_bytes() == before


def test_a_life_and_the_report_can_be_read_again(call: Call, town: Path) -> None:
    resident = int(sc.open(town).table("panel_people")["resident"][0])
    assert call("explain", str(town), "--resident", str(resident)).code == 0
    assert call("report", str(town)).out.strip() == str(town / "report.html")
    assert sc.open(town).life(resident)


def test_the_tables_are_there_in_python(town: Path) -> None:
    grades = sc.open(town).grades
    assert len(grades) > 0
    assert set(next(iter(grades))) >= {"month", "scheme", "grade", "residents"}


def test_ctrl_c_says_how_to_go_on(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "town"

    def stopped(*args: Any, **kwargs: Any) -> None:
        raise Stopped(folder)

    monkeypatch.setattr(running.engine, "run_scenario", stopped)
    seen = call("run", *SMALL, "--out", str(folder))
    assert seen.code == STOPPED
    assert f"socialcredit resume {folder}" in seen.err


def test_ctrl_c_while_the_page_is_written_says_how_to_go_on(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All is lived by then; `resume` writes the page."""
    folder = tmp_path / "town"
    with monkeypatch.context() as patched:
        patched.setattr(running.page, "write_report", raising(KeyboardInterrupt()))
        seen = call("run", *SMALL, "--out", str(folder))
    assert seen.code == STOPPED
    assert f"socialcredit resume {folder}" in seen.err
    assert call("resume", str(folder)).code == 0 and (folder / "report.html").is_file()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_disk_that_refuses_is_named(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    refusal = OSError(number, os.strerror(number), str(tmp_path / "town"))
    monkeypatch.setattr(running.engine, "run_scenario", raising(refusal))
    seen = call("run", *SMALL, "--out", str(tmp_path / "town"))
    assert seen.code == PROBLEM
    assert os.strerror(number) in seen.err
    assert "Next:" in seen.err
    assert "Traceback" not in seen.err


def test_a_folder_inside_a_file_is_refused(call: Call, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    seen = call("run", *SMALL, "--out", str(tmp_path / "file" / "town"))
    assert seen.code == PROBLEM
    assert "Traceback" not in seen.err
