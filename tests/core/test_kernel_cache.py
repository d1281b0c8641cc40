"""Compiled kernels are read only from where nobody else writes, and only when they are whole."""

import os
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numba
import pytest

from socialcredit.core import jit, kernel_cache
from socialcredit.core.kernel_cache import INSTALLATION, SUFFIX, opened

SOURCES = "0123456789abcdef"
FOLDER = f"kernels-{INSTALLATION}-{SOURCES}"
NAMES = ("SOCIALCREDIT_CACHE", "NUMBA_CACHE_DIR", "XDG_CACHE_HOME")

no_owners = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no owners of files here")
compiles = pytest.mark.skipif(numba.config.DISABLE_JIT, reason="nothing is compiled")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home, a temporary folder, and no word on where kernels should lie."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "home").mkdir()
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    yield tmp_path / "home"
    kernel_cache.leave()


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def nowhere(monkeypatch):
    """No folder of a home, as for a user whom the system does not know."""

    def unknown(*args):
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", unknown)


def shared_folder(monkeypatch) -> Path:
    """The folder of ours in the temporary directory, whose name anybody can guess."""
    nowhere(monkeypatch)
    return Path(tempfile.gettempdir()) / f"socialcredit-{kernel_cache.owner()}"


def test_kernels_lie_at_home_in_a_folder_of_our_own(home):
    assert opened(SOURCES) == home / ".cache" / "socialcredit" / FOLDER
    assert rights(home / ".cache" / "socialcredit") == rights(opened(SOURCES)) == 0o700


@pytest.mark.parametrize("name", NAMES)
def test_another_place_can_be_asked_for(home, monkeypatch, tmp_path, name):
    monkeypatch.setenv(name, str(tmp_path / "there"))
    assert opened(SOURCES) == tmp_path / "there" / "socialcredit" / FOLDER


def test_where_numba_keeps_other_kernels_is_left_alone(tmp_path):
    words = "import socialcredit.core.jit, numba; print(numba.config.CACHE_DIR)"
    told = subprocess.run(
        [sys.executable, "-c", words],
        env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert told.stdout.strip() == str(tmp_path), told.stderr


def test_without_a_home_kernels_lie_in_a_folder_of_ours_in_the_temporary_one(home, monkeypatch):
    shared = shared_folder(monkeypatch)
    assert opened(SOURCES) == shared / FOLDER
    assert rights(shared) == 0o700


@pytest.mark.parametrize("taken", ["file", "link", "dangling"])
def test_a_name_that_was_taken_by_another_is_not_used(home, monkeypatch, tmp_path, taken):
    shared = shared_folder(monkeypatch)
    (tmp_path / "theirs").mkdir()
    match taken:
        case "file":
            shared.write_text("")
        case "link":
            shared.symlink_to(tmp_path / "theirs")
        case "dangling":
            shared.symlink_to(tmp_path / "none")
    folder = opened(SOURCES)
    assert folder.parent.parent.parent == tmp_path / "tmp" and shared not in folder.parents
    assert not list((tmp_path / "theirs").iterdir())
    kernel_cache.leave()
    assert list((tmp_path / "tmp").iterdir()) == [shared], "the passing folder is gone"


@no_owners
def test_a_folder_of_another_user_is_not_used(home, monkeypatch):
    shared = shared_folder(monkeypatch)
    opened(SOURCES)
    monkeypatch.setattr(kernel_cache.os, "geteuid", lambda: os.stat(shared).st_uid + 1)
    monkeypatch.setattr(kernel_cache, "owner", lambda: os.stat(shared).st_uid)  # the same name
    theirs = kernel_cache.private(shared)
    assert theirs  # by its owner it is
    monkeypatch.setattr(kernel_cache, "owner", lambda: os.stat(shared).st_uid + 1)
    assert not kernel_cache.private(shared)


@no_owners
@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o770, 0o702])
def test_what_lay_where_others_could_write_is_compiled_again(home, mode):
    folder = opened(SOURCES)
    (folder / f"planted{SUFFIX}").write_bytes(b"code of somebody else")
    folder.chmod(mode)
    assert opened(SOURCES) == folder
    assert rights(folder) == 0o700 and not list(folder.glob(f"*{SUFFIX}"))


def test_where_nothing_can_be_written_kernels_are_kept_for_the_process_alone(home, monkeypatch):
    monkeypatch.setattr(kernel_cache, "private", lambda folder: False)
    folder = opened(SOURCES)
    assert folder.is_dir()
    assert kernel_cache.told_to_children()["SOCIALCREDIT_CACHE"] == str(folder.parent.parent)
    kernel_cache.leave()
    assert not folder.exists()


def test_without_any_place_nothing_is_kept(home, monkeypatch, tmp_path):
    monkeypatch.setattr(kernel_cache, "private", lambda folder: False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no such folder"))
    assert opened(SOURCES) is None


def test_kernels_of_earlier_versions_are_removed_and_those_of_others_stay(home):
    base = opened(SOURCES).parent
    kept = [base / f"kernels-{'f' * 8}-{SOURCES}", base / "notes", base / "kernels-mine"]
    gone = [base / f"kernels-{INSTALLATION}-{'0' * 16}", base / f"kernels-{'1' * 16}"]
    for folder in (*kept, *gone):
        folder.mkdir()
        (folder / "file").write_text("")
    opened(SOURCES)
    assert all(folder.exists() for folder in kept)
    assert not any(folder.exists() for folder in gone)


def test_kernels_of_a_package_that_has_long_been_gone_are_removed(home, tmp_path):
    base = opened(SOURCES).parent
    lately, long_ago, there = (base / f"kernels-{n * 8}-{SOURCES}" for n in "abc")
    for folder, package in ((lately, "gone"), (long_ago, "gone"), (there, "")):
        folder.mkdir()
        (folder / kernel_cache.MADE_BY).write_text(str(tmp_path / package))
    for folder in (long_ago, there):
        os.utime(folder, (time.time() - 40 * 86_400,) * 2)
    opened(SOURCES)
    assert lately.exists() and there.exists() and not long_ago.exists()


@pytest.fixture
def doubling(home, monkeypatch):
    """Makes a kernel anew, as another process would."""
    monkeypatch.setattr(jit, "CACHE", opened(SOURCES))

    def twice(number):
        return 2 * number

    return lambda: jit.kernel(twice)


@compiles
def test_a_kernel_is_compiled_once(doubling):
    first, second = doubling(), doubling()
    assert first(21) == second(21) == 42
    assert [sum(one.stats.cache_hits.values()) for one in (first, second)] == [0, 1]


@compiles
def test_a_damaged_kernel_is_compiled_again(doubling):
    assert doubling()(21) == 42
    (path,) = jit.CACHE.glob(f"*{SUFFIX}")
    whole = path.read_bytes()
    damaged = [whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :] for at in (0, 40, 500, -1)]
    damaged[3] = whole[:-1] + bytes([whole[-1] ^ 4])
    for content in (*damaged, b"", whole[:20], whole[: len(whole) // 2], b"\0" * len(whole)):
        path.write_bytes(content)
        again = doubling()
        assert again(21) == 42
        assert sum(again.stats.cache_misses.values()) == 1
        assert path.read_bytes()[:32] == whole[:32] or path.read_bytes() != content, "mended"


@compiles
@pytest.mark.parametrize("refused", [28, 13, 2], ids=["full disk", "no right", "folder gone"])
def test_a_disk_that_refuses_costs_only_time(doubling, monkeypatch, refused):
    def refuse(*args):
        raise OSError(refused, os.strerror(refused))

    monkeypatch.setattr(kernel_cache.os, "replace", refuse)
    assert doubling()(21) == 42
    assert [path.name for path in jit.CACHE.iterdir()] == [kernel_cache.MADE_BY]


@compiles
def test_a_kernel_in_the_place_of_a_folder_is_passed_over(doubling):
    assert doubling()(21) == 42
    (path,) = jit.CACHE.glob(f"*{SUFFIX}")
    path.unlink()
    path.mkdir()
    assert doubling()(21) == 42
