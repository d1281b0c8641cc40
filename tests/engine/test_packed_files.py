"""A packed file is the old one or the new one, and one flipped bit in it is named."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from socialcredit.core import run_files
from socialcredit.core.errors import SocialCreditError
from socialcredit.engine import packed_files
from socialcredit.engine.packing import Like, pack, unpack

HINT = "delete it and begin again"
ROOT = Path(__file__).parents[2]


def some(seed=1):
    draws = np.random.default_rng(seed)
    score = draws.integers(-9, 9, (2, 101)).astype(np.int32)
    return {
        "standing.score": score, "standing.clean": score.copy(),
        "cases.rows": draws.integers(0, 99, (64, 6)).astype(np.uint32), "post": np.zeros((0, 7)),
    }  # fmt: skip


def written(path, arrays=None, **told):
    kept = pack(arrays or some(), {"standing.clean": Like("standing.score", 1)})
    packed_files.write(path, kept, {"month": 3, **told})
    return path


@pytest.fixture
def file(tmp_path):
    return written(tmp_path / "shard-0007.packed")


def refusal(path):
    with pytest.raises(SocialCreditError) as caught:
        unpack(packed_files.read(path, HINT).arrays)
    assert (caught.value.where, caught.value.hint) == (str(path), HINT)
    return caught.value.message


def test_a_file_says_what_was_written(file):
    told, arrays = packed_files.read(file, HINT)
    assert told == {"month": 3}
    back = unpack(arrays)
    assert {name: one.tolist() for name, one in back.items()} == {
        name: one.tolist() for name, one in some().items()
    }


def test_every_flipped_bit_is_named(file):
    """A bit of each byte: the file always, and the column where it lies in one."""
    whole, columns, at = file.read_bytes(), {}, packed_files.BEGIN.size
    for name, one in packed_files.read(file, HINT).arrays.items():
        for number, column in enumerate(one.columns):
            few = f"column `{name}`" if len(one.columns) == 1 else f"column {number} of `{name}`"
            columns |= dict.fromkeys(range(at, at + column.nbytes), few)
            at += column.nbytes
    assert len(columns) > 800 and len(set(columns.values())) == 2 + 2 + 6
    for place in range(len(whole)):
        bit = place % 8
        file.write_bytes(
            whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1 :]
        )  # fmt: skip
        told = refusal(file)
        assert file.name in told and "damaged" in told
        assert columns.get(place, "") in told


@pytest.mark.parametrize("left", [0, 5, 40, 500, -1])
def test_a_file_that_is_cut_off_is_named(file, left):
    file.write_bytes(file.read_bytes()[:left])
    assert refusal(file).startswith("the file shard-0007.packed is damaged")


def test_a_file_that_is_gone_is_named(file):
    file.unlink()
    assert refusal(file) == "the file shard-0007.packed is missing"


def test_another_layout_is_told_from_damage(tmp_path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(packed_files, "LAYOUT", 99)
        path = written(tmp_path / "one.packed")
    assert "layout 99; this program reads 1" in refusal(path)


def alone(path, before):
    """The file is as it was, and nothing lies beside it."""
    return path.read_bytes() == before and list(path.parent.iterdir()) == [path]


def test_a_disk_that_is_full_leaves_the_old_file(file):
    """The kernel's own full disk: what is written to /dev/full does not fit."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    before = file.read_bytes()
    run_files.part_of(file).symlink_to("/dev/full")
    with pytest.raises(OSError) as caught:
        written(file, some(2))
    assert caught.value.errno == errno.ENOSPC
    assert alone(file, before)


def test_a_disk_that_fills_half_way_leaves_the_old_file(file, monkeypatch):
    before, plain = file.read_bytes(), packed_files._sum_of

    def full(column):
        raise OSError(errno.ENOSPC, "No space left on device", str(file))

    def after_the_first(column):
        monkeypatch.setattr(packed_files, "_sum_of", full)
        return plain(column)

    monkeypatch.setattr(packed_files, "_sum_of", after_the_first)
    with pytest.raises(OSError, match="No space left"):
        written(file, some(2))
    assert alone(file, before)


CALL = "from tests.engine.test_packed_files import *; {}; written(Path({!r}), some(2))"


def in_another_process(call, path):
    return subprocess.run(
        [sys.executable, "-c", CALL.format(call, str(path))], cwd=ROOT, timeout=60, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])}, capture_output=True,
    )  # fmt: skip


def test_a_file_larger_than_allowed_leaves_the_old_one(file):
    """What the system itself refuses to write on, as a quota does."""
    if sys.platform != "linux":
        pytest.skip("asks Linux to refuse")
    before = file.read_bytes()
    limit = "import resource; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    limit += "resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900))"
    done = in_another_process(limit, file)
    assert "File too large" in done.stderr
    assert alone(file, before)


def test_killed_before_it_takes_its_place_leaves_the_old_file(file):
    before = file.read_bytes()
    die = "os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)"
    assert in_another_process(die, file).returncode == -signal.SIGKILL
    assert file.read_bytes() == before
    left = [path.suffix for path in file.parent.iterdir() if path != file]
    assert left == [run_files.PART], "written, and not yet in place"
