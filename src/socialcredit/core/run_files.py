"""Files of a run folder on disk: written whole or not at all, and believed only when unchanged.

The JSON files carry a seal, the SHA-256 of all that they say. The manifest holds the seal of the
inputs and the hash of every table's file, so that one changed bit anywhere is noticed. It guards
against accident, not against somebody who makes new seals.
"""

import hashlib
import json
import os
import platform
import shlex
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_layout import FORMAT, INPUTS, MANIFEST, VERSION

PART = ".part"
SEAL = "seal"
CHUNK = 1 << 20


def write_whole(path: Path, text: str, at_once: bool = True) -> None:
    """Write a file so that it is either the old one or the new one, never half of it.

    at_once  it is on the disk before this returns, which takes a while
    """
    with in_place_of(path, at_once) as file:
        file.write(text.encode())


def part_of(path: Path) -> Path:
    """Where a file is written before it takes its place; two processes may write at once, and two
    machines that see one folder."""
    return path.with_name(f"{path.name}.{os.getpid()}.{platform.node()}{PART}")


@contextmanager
def in_place_of(path: Path, at_once: bool = True) -> Iterator[IO[bytes]]:
    """A file that takes the place of this one when all of it is written; see `write_whole`.

    Raises OSError where the disk refuses; the old file is left then, and nothing beside it.
    """
    part = part_of(path)
    try:
        with part.open("wb") as file:
            yield file
            if at_once:
                file.flush()
                os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_sealed(path: Path, told: Mapping[str, Any]) -> str:
    """Write a mapping as JSON with its seal, whole or not at all; returns the seal."""
    plain = json.loads(json.dumps(told))
    plain[SEAL] = seal_of(plain)
    write_whole(path, json.dumps(plain, ensure_ascii=False, indent=1) + "\n")
    return str(plain[SEAL])


def seal_of(told: Mapping[str, Any]) -> str:
    """SHA-256 of what a mapping says, however its text is laid out; in hexadecimal."""
    rest = {key: value for key, value in told.items() if key != SEAL}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def hash_file(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(CHUNK):
            digest.update(block)
    return digest.hexdigest()


def is_file(path: Path) -> bool:
    """Whether a plain file lies there: a pipe or a device is never read."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def read_mapping(path: Path, what: str, hint: str) -> dict[str, Any]:
    """What a JSON file of a run says, its seal not yet looked at.

    what, hint  the words for the file and for the next step, in the error of one that is damaged
    """
    if not is_file(path):
        raise SocialCreditError(f"{what} is no file", where=str(path), hint=hint)
    try:
        told = json.loads(path.read_bytes().decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        reason = "it is not UTF-8" if isinstance(problem, UnicodeError) else "it is no JSON"
        raise SocialCreditError(
            f"{what} is damaged: {reason}", where=str(path), hint=hint
        ) from problem
    if not isinstance(told, dict):
        raise SocialCreditError(f"{what} is damaged: it is no mapping", where=str(path), hint=hint)
    return told


def unchanged(told: dict[str, Any], path: Path, what: str, hint: str) -> dict[str, Any]:
    """The mapping if it says what it said when it was sealed."""
    if told.get(SEAL) != seal_of(told):
        raise SocialCreditError(
            f"{what} is not as it was written: it was changed or damaged since",
            where=str(path),
            hint=hint,
        )
    return told


def anew(folder: Path) -> str:
    """The way out for a run whose files do not fit: its inputs, where there are any."""
    if is_file(folder / INPUTS):
        return f"`socialcredit repeat {shlex.quote(str(folder))}` lives it again from its inputs"
    return "give the folder that `socialcredit run` printed, or run the scenario again"


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a run, finished or not; whatever is no run is refused by name."""
    path = folder / MANIFEST
    quoted = shlex.quote(str(folder))
    if not path.exists():
        begun = is_file(folder / INPUTS)
        raise SocialCreditError(
            f"{folder} holds a run that was stopped before it began"
            if begun
            else f"{folder} holds no run",
            where=str(path),
            expected="" if begun else f"a folder with {MANIFEST}, as `socialcredit run` leaves it",
            hint=f"`socialcredit resume {quoted}` lives it"
            if begun
            else "give the folder that `socialcredit run` printed when it ended",
        )
    what = f"the manifest of {folder}"
    told = read_mapping(path, what, anew(folder))
    form, version = told.get("format"), told.get("version")
    if form != FORMAT:
        raise SocialCreditError(
            f"{folder} is not a run folder of socialcredit",
            where=str(path),
            text=f"format {form}",
            expected=f"a manifest whose format is {FORMAT}",
            hint=anew(folder),
        )
    if version != VERSION:
        raise SocialCreditError(
            f"{folder} was written in layout {version}; this program reads layout {VERSION}",
            where=str(path),
            hint="repeat it with the command in its manifest, or read it with the version of "
            f"socialcredit that wrote it ({told.get('package_version', 'unknown')})",
        )
    return unchanged(told, path, what, anew(folder))


def read_inputs(folder: Path, expected: str | None = None) -> dict[str, Any]:
    """What a run rests on, as it was kept with it.

    expected  the seal that the manifest tells; None: the file's own is enough
    """
    path = folder / INPUTS
    what = f"what the run in {folder} rests on"
    if not path.exists():
        raise SocialCreditError(
            f"{folder} lacks {INPUTS}, {what}",
            where=str(path),
            hint="put the file back, or run the scenario again",
        )
    hint = "put the file back as it was, or run the scenario again"
    told = unchanged(read_mapping(path, what, hint), path, what, hint)
    if expected is not None and told[SEAL] != expected:
        raise SocialCreditError(
            f"{INPUTS} of {folder} is of another run than its manifest",
            where=str(path),
            hint=hint,
        )
    return told
