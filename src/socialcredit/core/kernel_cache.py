"""Where compiled kernels are kept between runs, and why what lies there can be trusted.

A compiled kernel is code: whoever can write where it lies runs code in our name. It is therefore
read only from a folder that belongs to whoever runs the program and that nobody else may write to,
and a file that is not what was written there is compiled again. Where there is no such place,
kernels are kept for this process alone.
"""

import atexit
import hashlib
import os
import pickle
import re
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numba
from numba.core.compiler import CompileResult
from numba.core.serialize import dumps

from socialcredit.core.linked import Reader

PACKAGE = Path(__file__).parents[1]
SUFFIX = ".kernel"
DIGEST = hashlib.sha256().digest_size
INSTALLATION = hashlib.sha256(str(PACKAGE).encode()).hexdigest()[:8]
# `kernels-` and a hash of sources alone is what earlier versions of the program wrote.
FOLDER = re.compile(r"kernels-(?:(?P<installation>[0-9a-f]{8})-)?[0-9a-f]{16}")
MADE_BY = "package"  # in a folder of kernels: where the package lay that they were compiled for
FORGOTTEN_DAYS = 30
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def places() -> Iterator[Path]:
    """Folders that may hold our folder, the one that was asked for first."""
    for name in ("SOCIALCREDIT_CACHE", "NUMBA_CACHE_DIR", "XDG_CACHE_HOME"):
        if told := os.environ.get(name):
            yield Path(told) / "socialcredit"
    try:
        yield Path.home() / ".cache" / "socialcredit"
    except RuntimeError:  # no HOME, and the system knows nobody of this number
        pass
    yield Path(tempfile.gettempdir()) / f"socialcredit-{owner()}"


def owner() -> int:
    """The number of whoever runs the program; 0 on Windows, whose folders are one user's anyway."""
    return os.geteuid() if hasattr(os, "geteuid") else 0


def opened(sources: str) -> Path | None:
    """The folder for kernels of exactly these sources; None where nothing can be kept at all.

    sources  hash of the files that kernels can reach
    """
    name = f"kernels-{INSTALLATION}-{sources}"
    for home in places():
        try:
            if private(home) and private(home / name):
                sweep(home, name)
                return home / name
        except OSError:
            continue
    try:
        return passing(name)
    except OSError:
        return None


def private(folder: Path) -> bool:
    """Make a folder that is ours alone, or say whether what lies there is.

    A folder of ours to which others could write may hold what others wrote: it is emptied.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    told = folder.lstat()
    if not stat.S_ISDIR(told.st_mode):
        return False
    if hasattr(os, "geteuid"):
        if told.st_uid != owner():
            return False
        if told.st_mode & OTHERS_WRITE:
            folder.chmod(0o700)
            for inside in folder.iterdir():
                drop(inside)
    return os.access(folder, os.R_OK | os.W_OK | os.X_OK)


def drop(path: Path) -> None:
    """Remove a file or a folder; what cannot be removed stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            pass


def sweep(home: Path, kept: str) -> None:
    """Remove kernels of earlier versions, and those of packages that have long been gone."""
    made_by = home / kept / MADE_BY
    try:
        if not made_by.exists():
            made_by.write_text(str(PACKAGE), encoding="utf-8")
    except OSError:  # a full disk is no reason to do without what is compiled
        pass
    for folder in home.iterdir():
        match = FOLDER.fullmatch(folder.name)
        if match is None or folder.name == kept:
            continue
        if match["installation"] in (None, INSTALLATION) or forgotten(folder):
            drop(folder)


def forgotten(folder: Path) -> bool:
    """Whether kernels are of a package that is no longer where it was, and of long ago."""
    try:
        gone = not Path((folder / MADE_BY).read_text(encoding="utf-8")).exists()
        return gone and time.time() - folder.stat().st_mtime > FORGOTTEN_DAYS * 86_400
    except (OSError, ValueError):
        return False


# Folders for this process alone; whoever ends the process without ceremony calls `leave`.
_passing: list[Path] = []


def passing(name: str) -> Path:
    """A fresh folder that nobody else can have touched, and that goes when the process ends."""
    home = Path(tempfile.mkdtemp(prefix="socialcredit-"))
    _passing.append(home)
    atexit.register(leave)
    folder = home / "socialcredit" / name
    folder.mkdir(parents=True)
    return folder


def told_to_children() -> dict[str, str]:
    """The surroundings of a child process, so that it finds a folder that only this one knows."""
    return {**os.environ, **({"SOCIALCREDIT_CACHE": str(_passing[-1])} if _passing else {})}


def leave() -> None:
    """Remove what was kept for this process alone."""
    while _passing:
        drop(_passing.pop())


class KernelCache:
    """The compiled forms of one kernel on disk, a file for each set of types, as Numba asks for it.

    A file is the SHA-256 of what follows, and what follows. One that is damaged counts as absent;
    a disk that refuses costs the next run its time and nothing else.
    """

    def __init__(self, folder: Path, function: Any) -> None:
        self._folder = folder
        self._code = function.__code__
        module = function.__module__.rpartition(".")[2]
        self._name = f"{module}.{function.__qualname__}".replace("<", "").replace(">", "")

    @property
    def cache_path(self) -> str:
        """The folder."""
        return str(self._folder)

    def enable(self) -> None:
        """It always is."""

    def disable(self) -> None:
        """It never is."""

    def flush(self) -> None:
        """Forget every compiled form of the kernel."""
        for path in self._folder.glob(f"{self._name}-*{SUFFIX}"):
            drop(path)

    def path_of(self, signature: Any, machine: Any) -> Path:
        """The file for these types on this machine: bytecode, Python, Numba and processor count."""
        told = (str(signature), machine.magic_tuple(), numba.__version__, sys.version_info[:3])
        digest = hashlib.sha256(repr(told).encode() + self._code.co_code).hexdigest()[:16]
        return self._folder / f"{self._name}-{self._code.co_firstlineno}.{digest}{SUFFIX}"

    def load_overload(self, signature: Any, target: Any) -> Any:
        """The compiled kernel, None where there is none that is whole."""
        target.refresh()
        try:
            held = self.path_of(signature, target.codegen()).read_bytes()
        except OSError:
            return None
        if held[:DIGEST] != hashlib.sha256(held[DIGEST:]).digest():
            return None
        found = CompileResult._rebuild(Reader(target), *pickle.loads(held[DIGEST:]))
        return found._replace(target_context=target)

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep a compiled kernel for the next run, whole or not at all."""
        if compiled.lifted or compiled.library.has_dynamic_globals:
            return
        path = self.path_of(signature, compiled.codegen)
        body = dumps(compiled._reduce())
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            part.write_bytes(hashlib.sha256(body).digest() + body)
            os.replace(part, path)
        except OSError:
            drop(part)
