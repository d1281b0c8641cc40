"""Stopped and finished gives what an undisturbed run gives; damage is named, never passed over."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from socialcredit.core import run_files
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_layout import INPUTS
from socialcredit.engine import checkpoint, packed_files, run
from socialcredit.engine.preparing import prepared
from socialcredit.engine.step import live_month
from socialcredit.engine.workers import spaces_for
from socialcredit.engine.world import settle_in
from tests.engine.towns import SHARP, town

EVERY = {"sets": SHARP, "threads": 2, "checkpoint_every": 1}


def stop_after(months):
    """Ctrl-C once so many months of all worlds are done."""

    def progress(news):
        if news["stage"] == run.LIVING and news["done"] >= months:
            raise KeyboardInterrupt

    return progress


def stopped(folder, months, **changes):
    with pytest.raises(KeyboardInterrupt):
        run.run_scenario(town(**changes), out=folder, progress=stop_after(months), **EVERY)
    assert run_files.read_manifest(folder)["state"] == "running"
    return folder


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = run.run_scenario(town(), out=tmp_path_factory.mktemp("runs") / "whole", **EVERY)
    return run_files.read_manifest(folder)


@pytest.mark.parametrize("months", [2, 4, 6], ids=["first world", "between", "twin"])
def test_resumed_is_undisturbed(tmp_path, undisturbed, months):
    folder = stopped(tmp_path / "run", months)
    run.resume(folder, threads=1)
    finished = run_files.read_manifest(folder)
    assert finished["table_hashes"] == undisturbed["table_hashes"]
    assert finished["content_hash"] == undisturbed["content_hash"]
    left = {path.name for path in (folder / "checkpoints").glob("*.packed")}
    latest = json.loads((folder / "checkpoints" / checkpoint.LATEST).read_text())
    assert left == {*latest["files"]} and len(left) == 2, "old ones are dropped"


def test_resume_without_a_checkpoint_starts_over(tmp_path, undisturbed):
    folder = stopped(tmp_path / "run", 0)
    run.resume(folder, threads=2)
    assert run_files.read_manifest(folder)["content_hash"] == undisturbed["content_hash"]


def test_a_finished_run_is_left_alone(tmp_path):
    folder = tmp_path / "run"
    one = town().starts.replace(day=31)
    run.run_scenario(town(ends=one, twin=None), out=folder, **EVERY)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    run.resume(folder, threads=1)
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()} == before
    with pytest.raises(SocialCreditError, match="overwritten"):
        run.run_scenario(town(), out=folder, **EVERY)


@pytest.fixture
def halted(tmp_path):
    return stopped(tmp_path / "run", 1, people=600)


def refusal(folder):
    with pytest.raises(SocialCreditError) as caught:
        run.resume(folder, threads=1)
    assert caught.value.where and caught.value.hint
    return caught.value.render()


@pytest.mark.parametrize("which", [0, 1], ids=["shard", "whole"])
def test_a_flipped_bit_is_named(halted, which):
    file = sorted((halted / "checkpoints").glob("*.packed"))[which]
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert file.name in refusal(halted) and "damaged" in refusal(halted)


def test_a_cut_checkpoint_is_named(halted):
    file = next((halted / "checkpoints").glob("*.packed"))
    file.write_bytes(file.read_bytes()[:1000])
    assert "damaged" in refusal(halted)
    file.unlink()
    assert "missing" in refusal(halted)


def test_last_months_effort_is_read_before_this_months_is_written(tmp_path):
    """So it is kept: whoever made efforts learns from what came of them."""
    folder = stopped(tmp_path / "run", 2, people=600)
    told = run_files.read_inputs(folder)
    setup = prepared(run.inputs_of(folder, told), 1)
    learned = []
    for share in (1, 0):
        world = checkpoint.load(folder, told["seal"]).world
        settle_in(setup, world)
        assert world.mind.effort.any()
        world.mind.effort[:] *= share
        with ThreadPoolExecutor(1) as pool:
            live_month(setup, world, setup.months[2], pool, spaces_for(setup, 1))
        learned.append(world.mind.pays)
    assert (learned[0] != learned[1]).any()


def test_a_file_of_another_month_is_named(halted, tmp_path):
    """As where somebody puts together what different runs left."""
    earlier = stopped(tmp_path / "earlier", 2, people=600)
    homes = [folder / "checkpoints" for folder in (halted, earlier)]
    ours, theirs = (sorted(home.glob("*-shard-*.packed"))[0] for home in homes)
    ours.write_bytes(theirs.read_bytes())
    assert f"{ours.name} is of another run or month" in refusal(halted)


def test_another_version_is_refused(halted):
    path = halted / "checkpoints" / checkpoint.LATEST
    told = json.loads(path.read_text())
    path.write_text(json.dumps({**told, "version": 99}))
    assert "another version" in refusal(halted)
    path.write_text("{")
    assert "damaged" in refusal(halted)


def test_changed_inputs_are_refused(halted):
    path = halted / INPUTS
    path.write_text(path.read_text().replace('"seed": 11', '"seed": 12'))
    assert "inputs" in refusal(halted)


def test_a_folder_without_a_run_is_named(tmp_path):
    assert "no run" in refusal(tmp_path)


def test_a_disk_that_refuses_leaves_the_checkpoint(halted, monkeypatch, undisturbed):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device", str(halted))

    before = sorted(path.name for path in (halted / "checkpoints").iterdir())
    with monkeypatch.context() as patched:
        patched.setattr(packed_files, "_write", full)
        with pytest.raises(OSError, match="No space left"):
            run.resume(halted, threads=1, checkpoint_every=1)
    assert sorted(path.name for path in (halted / "checkpoints").iterdir()) == before
    run.resume(halted, threads=1)
    assert run_files.read_manifest(halted)["state"] == "done"
