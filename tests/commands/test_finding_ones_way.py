"""Help opens at once, Tab knows the names, and what a command found can be read by a machine."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from socialcredit import cli
from socialcredit.commands import ending
from socialcredit.core import run_files
from tests.commands.conftest import Call

ROOT = Path(__file__).parents[2]
ENGINE = {"numba", "llvmlite", "numpy", "duckdb"}
LOADED = """
import sys
from socialcredit.cli import main
for command in {commands!r}:
    try:
        main([command, "--help"])
    except SystemExit as end:
        assert not end.code, (command, end.code)
    print("\\n", command, "loaded:", sorted({engine!r} & set(sys.modules)))
"""


def apart(program: str, **more: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **more}
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True,
                          env=surroundings)  # fmt: skip


def test_help_loads_no_engine() -> None:
    """One command after another in one process: nothing that was loaded goes away again."""
    seen = apart(LOADED.format(commands=[*cli.COMMANDS], engine=ENGINE))
    for command in cli.COMMANDS:
        assert f" {command} loaded: []\n" in seen.stdout, seen.stderr
        assert f"Usage: socialcredit {command} " in seen.stdout


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("words", [("schemes",), ("show", "suining"), ("plan",), ("--help",)])
def test_what_is_printed_follows_the_width_of_the_terminal(
    call: Call, monkeypatch: pytest.MonkeyPatch, columns: int, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = call(*words).out.splitlines()
    long = [line for line in lines if len(line) > columns and " " in line.strip()]
    assert lines and not long


def asked_by_bash(line: str) -> dict[str, str]:
    """What a shell tells of a line that is to be completed."""
    at = str(len(line.split(" ")) - 1)
    return {cli.COMPLETING: "complete_bash", "COMP_WORDS": line, "COMP_CWORD": at}


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("socialcredit sw", ["sweep"]),
        ("socialcredit run suining-", ["suining-ended", "suining-protest"]),
        ("socialcredit run suining --with fast", ["fast-appeal"]),
        ("socialcredit show monit", ["monitored-region"]),
        ("socialcredit compare small", ["small-town"]),
        ("socialcredit explain r", ["runs/town-seed7"]),
        ("socialcredit check sens", ["sensors.yaml"]),
        ("socialcredit run nothing-like-it", []),
    ],
)
def test_tab_knows_the_names(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: str, offered: list[str]
) -> None:
    run = tmp_path / "runs" / "town-seed7"
    run.mkdir(parents=True)
    (run / "inputs.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    for name, told in asked_by_bash(line).items():
        monkeypatch.setenv(name, told)
    seen = call()
    assert (seen.out.split(), seen.err) == (offered, "")


def test_a_shell_that_asks_is_answered() -> None:
    seen = apart("from socialcredit.cli import command; command()", **asked_by_bash("sc sw"))
    assert (seen.stdout.split(), seen.stderr) == (["sweep"], "")


def test_a_word_is_said_where_python_compiles_its_libraries(monkeypatch, capsys) -> None:
    class Found:
        cached = "no such file"

    monkeypatch.setattr(cli, "find_spec", lambda name: Found)
    cli.say_if_python_compiles()
    assert "Python compiles" in capsys.readouterr().err
    Found.cached = __file__
    cli.say_if_python_compiles()
    assert not capsys.readouterr().err
    assert ending.PROBLEM == 1


SMALL = ("--people", "400", "--years", "1", "--threads", "1")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of a scheme, a scenario and an alternative of the user's own, far from the package."""
    home = tmp_path_factory.mktemp("authors-machine")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(home)
        for words in (
            ("new", "my-town", "--from", "rongcheng"),
            ("run", "my-town", *SMALL, "--with", "mine.yaml", "--out", "run", "--json"),
        ):
            alternative = ROOT / "src" / "socialcredit" / "alternatives" / "fast-appeal.yaml"
            text = alternative.read_text(encoding="utf-8")
            Path("mine.yaml").write_text(text.replace("fast-appeal", "mine"), encoding="utf-8")
            with pytest.raises(SystemExit) as left:
                cli.main(list(words))
            assert not left.value.code
    return home


def test_a_run_folder_names_no_path_of_the_machine_it_was_made_on(own: Path) -> None:
    for path in (own / "run").rglob("*.json"):
        text = path.read_text(encoding="utf-8")
        assert str(own) not in text and str(ROOT) not in text and str(Path.home()) not in text
    manifest = json.loads((own / "run" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["scenario"]["schemes"] == ["my-town"]
    assert manifest["scenario"]["with"] == ["mine.yaml"]


def test_another_machine_repeats_a_run_from_its_folder_alone(
    call: Call, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that the author wrote is gone; the page and what it is compared by come out the same."""
    shutil.copytree(own / "run", tmp_path / "sent")
    shutil.move(own / "my-town", own / "gone")
    monkeypatch.chdir(tmp_path)
    try:
        seen = call("repeat", "sent", "--json", "--threads", "2")
    finally:
        shutil.move(own / "gone", own / "my-town")
    assert seen.code == 0, seen.err
    told = json.loads(seen.out)
    assert told["same"] and told["now"] == told["earlier"] and told["tables"] == []
    again = tmp_path / told["again"]
    assert again.parent.name == "runs" and (again / "report.html").is_file()
    assert (again / "real.json").read_text() == (tmp_path / "sent" / "real.json").read_text()


def test_a_run_that_is_repeated_by_another_program_says_which_tables_differ(
    call: Call, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(own / "run", tmp_path / "sent")
    manifest = json.loads((tmp_path / "sent" / "manifest.json").read_text())
    manifest["table_hashes"]["harm"] = manifest["content_hash"] = "0" * 64
    manifest["package_version"] = "0.0.9"
    run_files.write_sealed(tmp_path / "sent" / "manifest.json", manifest)
    monkeypatch.chdir(tmp_path)
    seen = call("repeat", "sent")
    assert seen.code == 1
    words = " ".join(seen.out.split())
    assert "Other numbers" in words and "differ: harm." in words and "socialcredit 0.0.9" in words


def test_a_run_stopped_before_it_began_is_no_dead_end(
    call: Call, own: Path, tmp_path: Path
) -> None:
    """What is left of it is its inputs; every command names one that goes on."""
    begun = tmp_path / "begun"
    begun.mkdir()
    shutil.copy(own / "run" / "inputs.json", begun)
    for words in (("report",), ("explain",)):
        seen = call(words[0], str(begun))
        assert seen.code == 1 and f"socialcredit resume {begun}" in seen.err
    seen = call("run", "small-town", *SMALL, "--out", str(begun))
    assert seen.code == 1 and f"socialcredit resume {begun}" in seen.err
    assert call("resume", str(begun), "--threads", "1").code == 0
    one, two = (
        json.loads((folder / "manifest.json").read_text()) for folder in (own / "run", begun)
    )
    assert one["content_hash"] == two["content_hash"]
    assert one["changes"] == two["changes"] and one["command"] == two["command"]


def test_a_damaged_manifest_is_no_dead_end(call: Call, own: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(own / "run", damaged)
    (damaged / "manifest.json").write_text("{")
    for command in ("report", "explain", "resume"):
        seen = call(command, str(damaged))
        assert seen.code == 1 and f"socialcredit repeat {damaged}" in seen.err
    seen = call("repeat", str(damaged), "--out", str(tmp_path / "again"))
    assert "no content hash to compare with" in " ".join(seen.out.split()), seen.err
    assert (tmp_path / "again" / "report.html").is_file()


def test_a_run_tells_its_results_to_a_machine(call: Call, own: Path, tmp_path: Path) -> None:
    seen = call("resume", str(own / "run"), "--json")
    told = json.loads(seen.out)
    assert told["people"] == 400
    assert told["content_hash"] == told["results"]["content_hash"]
    assert "M1" in told["results"]["schemes"][0]


def test_a_life_is_told_to_a_machine(call: Call, own: Path) -> None:
    told = json.loads(call("explain", str(own / "run"), "--resident", "7", "--json").out)
    assert told["resident"] == 7 and told["synthetic"] is True
    assert told["person"]["text"] and isinstance(told["rows"], list)
    every = json.loads(
        call("explain", str(own / "run"), "--resident", "7", "--every", "--json").out
    )
    assert len(every["rows"]) >= len(told["rows"])


def test_names_in_a_manifest_are_one_for_one(own: Path) -> None:
    for path in (own / "run",):
        names = json.loads((path / "manifest.json").read_text())["names"]
        for scheme in names["schemes"]:
            for what in ("entries", "lists", "consequences", "grades"):
                assert len(set(scheme[what])) == len(scheme[what]), what
