"""What an archive is handed: folders that say what they hold, and can be lived again elsewhere."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import socialcredit as sc
from socialcredit import cli
from socialcredit.core.crate import CRATE, unlike
from socialcredit.core.run_layout import EXPERIMENT
from socialcredit.engine import run as engine
from socialcredit.language.resolve.paths import ALTERNATIVES
from tests.commands.conftest import Call
from tests.core.crates import entities, files_of, refused
from tests.experiments.asked import changed_in

TWO_MONTHS = ("--people", "300", "--set", "to=2014-02-28", "--threads", "1")
ASKED = {
    "experiment": "mine", "title": "My town", "scenario": "my-town/scenario.yaml", "people": 300,
    "years": 1, "seeds": {"luck": 2}, "alternatives": ["mine.yaml"],
    "measures": ["records.filed", "M7.repaired"],
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An experiment and a run of somebody's own files, which are gone when it is looked at."""
    home = tmp_path_factory.mktemp("authors-machine")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(home)
        text = (ALTERNATIVES / "fast-appeal.yaml").read_text(encoding="utf-8")
        Path("mine.yaml").write_text(text.replace("fast-appeal", "mine"), encoding="utf-8")
        Path("mine-asked.yaml").write_text(json.dumps(ASKED), encoding="utf-8")
        for words in (
            ("new", "my-town", "--from", "rongcheng"),
            ("experiment", "mine-asked.yaml", "--on", "local:1", "--json"),
            ("run", "my-town", *TWO_MONTHS, "--with", "mine.yaml", "--out", "run", "--json"),
        ):
            with pytest.raises(SystemExit) as left:
                cli.main(list(words))
            assert not left.value.code
    shutil.rmtree(home / "my-town")
    shutil.rmtree(home / "runs" / "store")
    (home / "mine.yaml").unlink()
    return home


@pytest.fixture
def run(home: Path, tmp_path: Path) -> Path:
    return shutil.copytree(home / "run", tmp_path / "elsewhere" / "run")


@pytest.fixture
def experiment(home: Path, tmp_path: Path) -> Path:
    return shutil.copytree(home / "runs" / "experiment-mine", tmp_path / "elsewhere" / "experiment")


@pytest.mark.parametrize("which", ["run", "experiment"])
def test_a_folder_says_all_that_it_holds_and_names_nobody(
    which: str, home: Path, request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(which)
    assert refused(folder) == []
    left = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    kept = {name for name in left if not name.startswith("checkpoints/")}
    assert set(files_of(folder)) == kept - {CRATE}
    for name in (CRATE, EXPERIMENT) if which == "experiment" else (CRATE,):
        assert str(home) not in (folder / name).read_text(encoding="utf-8")


def test_a_run_tells_when_it_was_lived_by_what_and_what_its_numbers_are(run: Path) -> None:
    every = entities(run)
    manifest = json.loads((run / "manifest.json").read_text())
    assert every["#content-hash"]["value"] == manifest["content_hash"]
    lived = next(one for name, one in every.items() if name.startswith("#run-"))
    told = next(one for name, one in every.items() if name.startswith("#report-"))
    assert (lived["startTime"], lived["endTime"]) == (manifest["began"], manifest["ended"])
    assert lived["object"] == [{"@id": "inputs.json"}]
    assert {"@id": "tables/harm.parquet"} in lived["result"]
    assert {"@id": "real.json"} in lived["result"] and {"@id": "report.html"} in told["result"]
    assert lived["description"].startswith("socialcredit r") and "/" not in lived["description"]
    assert every[lived["instrument"]["@id"]]["softwareVersion"] == sc.__version__
    assert "300 synthetic residents, 2014-01-01 to 2014-02-28" in every["./"]["description"]


def test_a_report_that_is_written_again_renews_what_is_said_of_it(call: Call, run: Path) -> None:
    (run / "report.html").write_text("changed by hand")
    assert unlike(run) == ["report.html"]
    before = files_of(run)
    assert call("report", str(run)).code == 0
    assert unlike(run) == [] and refused(run) == []
    tables = {name: one for name, one in before.items() if name.startswith("tables/")}
    assert tables.items() <= files_of(run).items()


def test_a_stopped_run_has_no_crate_and_a_finished_one_has(tmp_path: Path) -> None:
    def stop(news: dict) -> None:
        if news["stage"] == engine.LIVING and news["done"] >= 1:
            raise KeyboardInterrupt

    folder, asked = tmp_path / "run", {"people": 300, "sets": ["to=2016-02-29"], "threads": 1}
    with pytest.raises(KeyboardInterrupt):
        sc.run("small-town", out=folder, progress=stop, **asked)
    assert not (folder / CRATE).exists()
    sc.resume(folder, threads=1)
    assert refused(folder) == [] and "report.html" not in files_of(folder)
    (folder / CRATE).unlink()  # as where it was stopped right before
    sc.resume(folder, threads=1)
    assert refused(folder) == []


def test_the_repetition_of_a_run_says_what_is_not_as_it_was_written(
    call: Call, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(run.parent)
    (run / "report.html").write_text("changed by hand")
    seen = call("repeat", "run", "--out", "again", "--threads", "1")
    words = " ".join(seen.out.split())
    assert seen.code == 0, seen.err
    assert "The same numbers, bit for bit" in words
    assert "Not as they were written: report.html." in words
    assert refused(run.parent / "again") == []


def test_another_machine_repeats_an_experiment_from_its_folder_alone(
    call: Call, experiment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(experiment.parent)
    seen = call("repeat", "experiment", "--on", "local:1", "--all")
    assert seen.code == 0, seen.err
    assert "Lived 4 of 4 runs again." in seen.out
    assert sorted(path.name for path in Path().iterdir()) == ["experiment"], "no store, no run"
    seen = call("repeat", "experiment", "--on", "local:1", "--sample", "1", "--json")
    told = json.loads(seen.out)
    assert seen.code == 0 and told["same"] and (told["lived"], told["runs"]) == (1, 4)


@pytest.mark.parametrize("which", ["run", "experiment"])
def test_a_machine_unlike_the_authors_comes_to_the_same_numbers(
    which: str, request: pytest.FixtureRequest
) -> None:
    """Another home, time zone, locale and order of sets, no cache, and kernels as plain Python."""
    folder = request.getfixturevalue(which)
    there = folder.parent / "a home of \u00c4nne"
    there.mkdir()
    elsewhere = {
        "PATH": os.environ["PATH"], "HOME": str(there), "TZ": "Pacific/Auckland", "LC_ALL": "C",
        "PYTHONHASHSEED": "77", "NUMBA_DISABLE_JIT": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }  # fmt: skip
    words = ["--sample", "1", "--on", "local:1"] if which == "experiment" else ["--threads", "1"]
    seen = subprocess.run(
        [sys.executable, "-m", "socialcredit", "repeat", str(folder), *words, "--json"],
        env=elsewhere, cwd=there, capture_output=True, check=False,
    )  # fmt: skip
    assert seen.returncode == 0, seen.stderr.decode()
    assert json.loads(seen.stdout)["same"]


def test_a_difference_is_an_exit_code_and_told_by_its_line(call: Call, experiment: Path) -> None:
    table = experiment / "table.parquet"
    changed_in(table, "content_hash", "'x' || content_hash[2:]")
    seen = call("repeat", str(experiment), "--on", "local:1", "--sample", "1")
    words = " ".join(seen.out.split())
    assert seen.code == 1 and "1 line of the tables differ: row" in words
    assert "Not as they were written: table.parquet." in words


@pytest.mark.parametrize(
    ("which", "words"),
    [
        ("experiment", ("--out", "x")),
        ("run", ("--all",)),
        ("run", ("--sample", "2")),
        ("run", ("--pick", "2")),
        ("experiment", ("--all", "--sample", "2")),
    ],
)
def test_an_option_that_means_nothing_of_a_folder_is_refused(
    call: Call, which: str, words: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(which)
    seen = call("repeat", str(folder), *words)
    assert seen.code == 1 and "next: " in seen.err and words[0] in seen.err
    assert not Path("x").exists()


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("nothing", "there is no"),
        ("file", "is no folder"),
        ("empty", "holds neither a run nor an experiment"),
        ("letter.txt", "holds neither a run nor an experiment"),
        ("table.parquet", "and not what its runs rest on"),
    ],
)
def test_what_is_neither_run_nor_experiment_is_named(
    call: Call, tmp_path: Path, what: str, why: str
) -> None:
    folder = tmp_path / "there"
    if what == "file":
        folder.write_text("Dear")
    elif what != "nothing":
        folder.mkdir()
    if "." in what:
        (folder / what).write_text("Dear")
    seen = call("repeat", str(folder))
    assert seen.code == 1 and str(folder) in seen.err and "next: " in seen.err
    assert why in seen.err
