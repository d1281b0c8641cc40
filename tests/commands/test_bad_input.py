"""Bad input: a clear message with its place, a failing exit code, earlier results whole."""

import json
import os
from pathlib import Path

import pytest

from socialcredit.core import run_files
from socialcredit.core.run_layout import INPUTS, MANIFEST
from socialcredit.engine import folder as run_folder
from socialcredit.engine import run
from socialcredit.language.resolve import paths
from tests.commands.conftest import SCENARIO, Call, Outcome
from tests.engine.towns import town

PROBLEM = 1
SMALL = {"people": 300, "ends": town().starts.replace(month=3, day=31), "twin": None}
SCENARIOS = {
    "zero people": ("people: 300", "people: 0", "4:9", "too small"),
    "fewer than none": ("people: 300", "people: -5", "4:9", "too small"),
    "people in words": ("people: 300", "people: many", "4:9", "not a whole number"),
    "an unknown place": ("[rongcheng]\npeople", "[rongchen]\npeople", "3:10", "no place `rongche"),
    "no place": ("[rongcheng]\npeople", "[]\npeople", "3:9", "too few"),
    "an unknown scheme": ("schemes: [rongcheng]", "schemes: [weihay]", "5:11", "no scheme `weih"),
    "dates reversed": ("2016-02-29", "2015-02-28", "7:5", "ends before it starts"),
    "a day more than the books hold": ("2016-02-29", "2195-06-05", "7:5", "2195-06-04 at the"),
    "a day out of range": ("2016-02-29", "9999-12-31", "7:5", "out of range"),
    "no such day": ("2016-02-29", "2015-02-29", "7:5", "no such day"),
    "an unknown mechanism": (
        "seed: 3", "responses: {ofsetting: false}", "8:13", "no mechanism `ofsetting`",
    ),
    "an unknown key": ("seed: 3", "sead: 3", "8:1", "sead"),
    "no such assumption file": (
        "seed: 3", "assumptions: {deeds: nowhere.yaml}", "8:22", "no assumption file `nowhere",
    ),
    "no such kind of assumption": (
        "seed: 3", "assumptions: {deds: deeds.yaml}", "8:15", "deds",
    ),
    "not YAML": ("seed: 3", "seed: [", "9:1", "not YAML"),
    "a key twice": ("seed: 3", "seed: 3\npeople: 4", "9:1", "twice"),
    "a tab": ("seed: 3", "responses:\n\tshame: true", "9:1", "tab"),
}  # fmt: skip


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, whole."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def refused(seen: Outcome, *words: str) -> None:
    """The call failed with a message of these words, and no traceback."""
    assert seen.code == PROBLEM, seen.err
    assert "Traceback" not in seen.err
    assert not [word for word in words if word not in seen.err], seen.err


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A finished run of the same user, which nothing below may touch."""
    return run.run_scenario(town(**SMALL), threads=1, out=tmp_path / "runs" / "earlier")


@pytest.mark.parametrize("wrong", SCENARIOS)
def test_a_wrong_scenario_is_refused_at_its_place(call: Call, tmp_path: Path, wrong: str) -> None:
    old, new, where, words = SCENARIOS[wrong]
    assert SCENARIO.count(old) == 1
    file, out = tmp_path / "mine.yaml", tmp_path / "out"
    file.write_text(SCENARIO.replace(old, new))
    refused(call("run", str(file), "--out", str(out)), f"{file}:{where}: ", words)
    refused(call("check", str(file)), f"{file}:{where}: ", words)
    assert not out.exists()


@pytest.mark.parametrize(
    ("options", "where"),
    [
        (("--set", "to=2015-12-31"), "--set to=2015-12-31: the scenario ends before it starts"),
        (("--set", "from=2016-03-01"), "--set from=2016-03-01: the scenario ends before it starts"),
        (("--set", "to=2195-06-05"), "--set to=2195-06-05: the scenario lasts too long"),
        (("--years", "180"), "--years 180: 180 years cannot be simulated"),
    ],
)
def test_an_option_that_turns_or_overstretches_time_is_named(
    call: Call, tmp_path: Path, options: tuple[str, str], where: str
) -> None:
    file, out = tmp_path / "mine.yaml", tmp_path / "out"
    file.write_text(SCENARIO)
    refused(call("run", str(file), "--out", str(out), *options), where)
    assert not out.exists()


def test_more_deeds_than_the_books_hold_are_a_message(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(SCENARIO.replace("people: 300", "people: 1500"))
    jaywalking, cameras = "assumptions.deeds.jaywalking", "assumptions.sensors.street-cameras"
    busy = [f"{jaywalking}.rate=100000", f"{cameras}.sees.jaywalking=1", f"{cameras}.coverage={{}}"]
    sets = [word for change in busy for word in ("--set", change)]
    seen = call("run", str(file), "--out", str(tmp_path / "out"), *sets)
    refused(seen, "next: lower the rates")
    assert "filled its books in the month of 2016-01" in seen.err


def test_a_wrong_scheme_of_a_scenario_is_refused_at_its_place(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    shipped = paths.scheme_file("rongcheng").read_text(encoding="utf-8")
    (folder / "scheme.yaml").write_text(shipped.replace("colour: black", "colour: blakc", 1))
    line = shipped[: shipped.index("colour: black")].count("\n") + 1
    file = tmp_path / "mine.yaml"
    file.write_text(SCENARIO.replace("schemes: [rongcheng]", "schemes: [own]"))
    seen = call("run", str(file), "--out", str(tmp_path / "out"))
    refused(seen, f"scheme.yaml:{line}:", "blakc", "black")
    assert not (tmp_path / "out").exists()


def test_a_wrong_assumption_file_is_refused_at_its_place(call: Call, tmp_path: Path) -> None:
    shipped = (paths.ASSUMPTIONS / "sensors.yaml").read_text(encoding="utf-8")
    own = tmp_path / "sensors.yaml"
    own.write_text(shipped.replace("wrong_person: 0.01", "wrong_person: 1.01", 1))
    line = shipped[: shipped.index("wrong_person: 0.01")].count("\n") + 1
    file = tmp_path / "mine.yaml"
    file.write_text(SCENARIO.replace("seed: 3", "assumptions: {sensors: ./sensors.yaml}"))
    seen = call("run", str(file), "--out", str(tmp_path / "out"))
    refused(seen, f"{own}:{line}:", "1.01")
    refused(call("check", str(own)), f"{own}:{line}:")


def test_a_file_that_lies_about_is_no_assumption(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what a scenario names replaces what is shipped."""
    (tmp_path / "deeds.yaml").write_text("deeds: nonsense\n")
    (tmp_path / "mine.yaml").write_text(SCENARIO)
    monkeypatch.chdir(tmp_path)
    assert call("check", "mine.yaml").code == 0


def unwritable(tmp_path: Path) -> Path:
    """A folder in which nobody may write; for root, one of the kernel's."""
    if os.geteuid() != 0:
        tmp_path.chmod(0o500)
        return tmp_path / "town"
    if not Path("/sys/kernel").is_dir():
        pytest.skip("root may write everywhere here")
    return Path("/sys/socialcredit-town")


def test_an_unwritable_folder_is_named(call: Call, tmp_path: Path, earlier: Path) -> None:
    before = files_of(earlier)
    closed = tmp_path / "closed"
    closed.mkdir()
    out = unwritable(closed)
    seen = call("run", "small-town", "--people", "300", "--years", "1", "--out", str(out))
    refused(seen, str(out), "Next: choose a folder")
    assert files_of(earlier) == before


@pytest.mark.parametrize("words", [("report",), ("explain", "--resident", "1"), ("resume",)])
@pytest.mark.parametrize("damage", ["another version", "foreign", "cut", "table cut", "table gone"])
def test_a_run_folder_that_is_not_ours_is_refused_and_left_alone(
    call: Call, earlier: Path, words: tuple[str, ...], damage: str
) -> None:
    manifest, table = earlier / "manifest.json", earlier / "tables" / "panel_events.parquet"
    told = json.loads(manifest.read_text())
    match damage:
        case "another version":
            manifest.write_text(json.dumps({**told, "version": 99}))
        case "foreign":
            manifest.write_text(json.dumps({"name": "a web page", "version": 1}))
        case "cut":
            manifest.write_bytes(manifest.read_bytes()[:300])
        case "table cut":
            table.write_bytes(table.read_bytes()[:200])
        case "table gone":
            table.unlink()
    before = files_of(earlier)
    refused(call(words[0], str(earlier), *words[1:]), str(earlier))
    assert files_of(earlier) == before


@pytest.fixture
def halted(tmp_path: Path) -> Path:
    """A run stopped in its second month, with a checkpoint."""

    def stop(news: dict) -> None:
        if news["stage"] == run.LIVING and news["done"] == 2:
            raise KeyboardInterrupt

    folder = tmp_path / "halted"
    with pytest.raises(KeyboardInterrupt):
        run.run_scenario(
            town(**SMALL), threads=1, out=folder, progress=stop, checkpoint_every=1
        )  # fmt: skip
    return folder


@pytest.mark.parametrize("damage", ["bit", "cut", "empty", "gone", "list", "version", "inputs"])
def test_a_damaged_checkpoint_is_named_and_left_alone(
    call: Call, halted: Path, damage: str
) -> None:
    home = halted / "checkpoints"
    state, latest = next(home.glob("*.packed")), home / "latest.json"
    whole = state.read_bytes()
    match damage:
        case "bit":
            state.write_bytes(whole[:500] + bytes([whole[500] ^ 1]) + whole[501:])
        case "cut":
            state.write_bytes(whole[: len(whole) // 2])
        case "empty":
            state.write_bytes(b"")
        case "gone":
            state.unlink()
        case "list":
            latest.write_text("[1, 2]")
        case "version":
            latest.write_text(json.dumps({**json.loads(latest.read_text()), "version": 99}))
        case "inputs":
            path = halted / INPUTS
            path.write_text(path.read_text().replace('"seed": 11', '"seed": 12'))
    before = files_of(halted)
    refused(call("resume", str(halted)), str(halted), "next: ")
    assert files_of(halted) == before


def test_a_resumed_run_on_a_full_disk_keeps_its_checkpoint(call: Call, halted: Path) -> None:
    """The kernel's own full disk: what is written to /dev/full does not fit."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    before = files_of(halted)
    plain = run_folder.write_table
    part = run_files.part_of(halted / MANIFEST)
    hung = []

    def full(*args: object) -> None:
        """Once the tables are written, the manifest does not fit any more."""
        plain(*args)
        if not hung:
            hung.append(part.symlink_to("/dev/full"))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(run_folder, "write_table", full)
        refused(call("resume", str(halted)), "No space left on device", "Next: free some space")
    assert run_files.read_manifest(halted)["state"] == "running"
    kept = files_of(halted)
    assert {name: kept[name] for name in before} == before
    assert call("resume", str(halted)).code == 0
    assert run_files.read_manifest(halted)["state"] == "done"


def test_a_mechanism_that_nobody_knows_is_told_beside_other_mistakes(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("behaviour.yaml").write_text(
        "mechanisms:\n  - {mechanism: shamed, strength: 1.0, from: assumed, evidence: assumed}\n"
    )
    Path("mine.yaml").write_text(
        SCENARIO.replace("people: 300", "people: many")
        + "assumptions: {behaviour: behaviour.yaml}\n"
    )
    seen = call("check", "mine.yaml")
    assert seen.code == 1
    assert "mine.yaml:4:9" in seen.err and "`shamed`" in seen.err
