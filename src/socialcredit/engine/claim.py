"""The folder of a run, held by one process at a time."""

import errno
import os
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.locks import held
from socialcredit.core.run_files import is_file
from socialcredit.core.run_layout import INPUTS, MANIFEST

RUNS = Path("runs")  # in the current folder: where runs go that name no other


class Stopped(KeyboardInterrupt):
    """A run was stopped; `folder` says where `resume` finds what there is of it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder


@contextmanager
def claimed(out: Path | None, name: str, seed: int) -> Iterator[Path]:
    """Make the folder of a new run and hold it; one in which nothing was written goes again.

    out  what was asked for; None: the first free name under `runs/`
    Raises SocialCreditError for a path that holds something, OSError for one that cannot be made.
    """
    there = [folder for folder in (out, RUNS) if folder is not None and folder.is_dir()]
    folder = numbered(RUNS / f"{name}-seed{seed}") if out is None else made(out)
    with held(folder) as free:
        if not free:  # and what is in it, or is not yet, is the other's
            raise SocialCreditError(
                f"another process is at the run in {folder}", hint="choose another folder"
            )
        try:
            refuse_what_is_there(folder)  # another process may have ended in between
            yield folder
        except KeyboardInterrupt as stop:
            raise (Stopped(folder) if (folder / INPUTS).exists() else stop) from None
        finally:
            for made_here in (folder, *([RUNS] if out is None else [])):
                if made_here not in there and not any(made_here.iterdir()):
                    made_here.rmdir()


@contextmanager
def reclaimed(folder: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Hold the folder of an earlier run; another process that is at it is waited for."""
    if not folder.is_dir():
        yield  # whoever reads there says what is wrong
        return
    try:
        with held(folder, wait):
            yield
    except KeyboardInterrupt:
        raise Stopped(folder) from None


def numbered(first: Path) -> Path:
    """Make a folder of this name, or of the name and the next number that is free."""
    folder, number = first, 1
    while True:
        try:
            folder.mkdir(parents=True)
            return folder
        except FileExistsError:
            number += 1
            folder = first.with_name(f"{first.name}-{number}")


def made(out: Path) -> Path:
    """Make the folder that was asked for, unless it is there and empty."""
    if "\0" in str(out):
        raise SocialCreditError("this cannot be a path", repr(str(out)), hint="name a folder")
    if out.is_symlink() and not out.exists():
        raise SocialCreditError(
            f"{out} is a link that leads nowhere",
            hint="make the folder that it should lead to, or choose another folder",
        )
    if out.exists() and not out.is_dir():
        raise SocialCreditError(
            f"{out} is no folder, and nothing is overwritten", hint="choose another name"
        )
    out.mkdir(parents=True, exist_ok=True)
    if not os.access(out, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(out))
    return out


def refuse_what_is_there(folder: Path) -> None:
    """Nothing is overwritten; a run that was stopped can be finished instead."""
    if not any(folder.iterdir()):
        return
    hint = "choose another folder"
    if is_file(folder / MANIFEST) or is_file(folder / INPUTS):
        hint += f", or finish that run with `socialcredit resume {shlex.quote(str(folder))}`"
    raise SocialCreditError(
        f"{folder} already holds something, and nothing is overwritten", hint=hint
    )
