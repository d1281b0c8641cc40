"""The folder of an assessment: made beside its place, and put there when it is whole."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from socialcredit.assessment.kept import FILE
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import PART, is_file
from socialcredit.engine.claim import RUNS


def folder_of(name: str, out: Path | None) -> Path:
    """Where an assessment will lie: what was asked for, or `runs/assess-NAME`."""
    return out or RUNS / f"assess-{name}"


def refuse_what_is_there(folder: Path) -> None:
    """Nothing is overwritten: an older assessment is what the next one is held against."""
    if not folder.name:
        raise SocialCreditError(
            f"{folder} names no folder that could be put in its place when it is whole",
            where=str(folder), hint="give a new folder by its own name with --out",
        )  # fmt: skip
    if folder.is_symlink() and not folder.exists():
        raise SocialCreditError(
            f"{folder} is a link that leads nowhere", where=str(folder),
            hint="give another folder with --out",
        )  # fmt: skip
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if is_file(folder / FILE):
        raise SocialCreditError(
            f"{folder} holds an older assessment, and nothing is overwritten", where=str(folder),
            hint=f"give another folder with --out, and `--since {folder}` to tell what changed",
        )  # fmt: skip
    raise SocialCreditError(
        f"{folder} already holds something, and nothing is overwritten",
        where=str(folder),
        hint="give another folder with --out",
    )


@contextmanager
def made_whole(folder: Path) -> Iterator[Path]:
    """A folder to write in, which takes its place when all is written, and goes where it is not."""
    refuse_what_is_there(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    part = folder.with_name(f".{folder.name}.{os.getpid()}{PART}")
    part.mkdir()
    try:
        yield part
        refuse_what_is_there(folder)  # another process may have ended in between
        if folder.exists():
            folder.rmdir()
        os.replace(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Drop what a process left that was killed."""
    for left in folder.parent.glob(f".{folder.name}.*{PART}"):
        number = left.name.removeprefix(f".{folder.name}.").removesuffix(PART)
        if number.isdecimal() and not _alive(int(number)):
            shutil.rmtree(left, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
