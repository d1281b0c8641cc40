"""What a folder holds, told to an archive: an RO-Crate in the Process Run Crate profile.

Written by hand, since it is one small graph of plain values: the data set, its files with size and
SHA-256, the program, and what the program did. It names no machine, no user and no path of either.
No number depends on it: it is outside the content hash, and may be deleted and written again.

Source of the format: RO-Crate 1.1 and the Process Run Crate profile 0.5, as their groups publish
them (w3id.org/ro/crate/1.1, w3id.org/ro/wfrun/process/0.5).
"""

import json
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote

from socialcredit import __version__
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import hash_file, is_file, read_mapping, write_whole
from socialcredit.core.run_layout import CRATE

ROCRATE, PROFILE = "https://w3id.org/ro/crate/1.1", "https://w3id.org/ro/wfrun/process/0.5"
CONTEXT = [f"{ROCRATE}/context", "https://w3id.org/ro/terms/workflow-run/context"]
LICENCE = "https://spdx.org/licenses/Apache-2.0"
HASH = "#content-hash"
DONE = "http://schema.org/CompletedActionStatus"
LICENSED = (
    "Of the program, and of the rules, assumptions and census tables that ship with it. Whoever "
    "adds files of their own says so of those."
)
FORMATS = {
    ".json": "application/json", ".parquet": "application/vnd.apache.parquet",
    ".html": "text/html", ".yaml": "application/yaml", ".csv": "text/csv", ".md": "text/markdown",
    ".pdf": "application/pdf", ".svg": "image/svg+xml", ".png": "image/png", ".txt": "text/plain",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


@dataclass(frozen=True)
class File:
    """A file of the folder: its path from there, with `/`; what it is; its SHA-256 where known."""

    path: str
    title: str
    sha256: str = ""


@dataclass(frozen=True)
class Step:
    """Something that the program did.

    name          a word, of which the step's identifier is made
    takes, leaves files of the folder that it read, and that it wrote, by their paths
    began, ended  in ISO 8601, UTC; empty where nobody kept it
    version       of the program
    """

    name: str
    title: str
    command: str
    takes: tuple[str, ...]
    leaves: tuple[str, ...]
    began: str = ""
    ended: str = ""
    version: str = __version__


@dataclass(frozen=True)
class Described:
    """A folder, as an archive is told of it.

    content  its content hash, in hexadecimal;  of  what that is the hash of, in words
    """

    title: str
    text: str
    content: str
    of: str
    files: tuple[File, ...]
    steps: tuple[Step, ...]


def now() -> str:
    """The time, in ISO 8601 and UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def written_at(path: Path) -> str:
    """When a file was written, as `now` tells times."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")


def without_paths(words: Sequence[str]) -> str:
    """A command as it is told: of a file or folder only its name, not where it lay."""
    return shlex.join(Path(word).name if "/" in word else word for word in words)


def write_crate(folder: Path, what: Described) -> Path:
    """Write `ro-crate-metadata.json` into a folder, whole or not at all; returns its path.

    Files that are not there are left out. Hashes are worked out of those that bring none.
    """
    files = tuple(file for file in what.files if is_file(folder / file.path))
    there = {file.path for file in files}
    steps = tuple(
        replace(
            step,
            takes=tuple(path for path in step.takes if path in there),
            leaves=tuple(path for path in step.leaves if path in there),
        )
        for step in what.steps
    )
    graph = _graph(folder, replace(what, files=files, steps=steps))
    lines = ",\n".join(json.dumps(entity, ensure_ascii=False) for entity in graph)
    text = f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [\n{lines}\n]}}\n'
    write_whole(folder / CRATE, text, at_once=False)  # lost with the power, it is written anew
    return folder / CRATE


def _graph(folder: Path, what: Described) -> Iterator[dict[str, Any]]:
    """Every entity of the crate."""
    yield _entity(CRATE, "CreativeWork", conformsTo=_at(ROCRATE), about=_at("./"))
    ended = max((step.ended for step in what.steps), default="") or now()
    steps = [f"#{step.name}-{what.content[:12] or 'run'}" for step in what.steps]
    yield _entity(
        "./", "Dataset", name=what.title, description=what.text, datePublished=ended[:10],
        license=_at(LICENCE), conformsTo=_at(PROFILE), identifier=_at(HASH),
        hasPart=[_of(file.path) for file in what.files], mentions=[_at(name) for name in steps],
    )  # fmt: skip
    yield _entity(PROFILE, "CreativeWork", name="Process Run Crate", version="0.5")
    yield _entity(LICENCE, "CreativeWork", name="Apache License 2.0", description=LICENSED)
    yield _entity(
        HASH, "PropertyValue", name="content hash", propertyID="SHA-256", description=what.of,
        value=what.content,
    )  # fmt: skip
    for version in dict.fromkeys(step.version for step in what.steps):
        yield _entity(
            _program(version), "SoftwareApplication", name="socialcredit", softwareVersion=version,
            description="A laboratory for social credit systems: their rules, on synthetic people.",
        )  # fmt: skip
    for name, step in zip(steps, what.steps, strict=True):
        times = {"startTime": step.began, "endTime": step.ended}
        yield _entity(
            name, "CreateAction", name=step.title, description=step.command,
            instrument=_at(_program(step.version)), object=[*map(_of, step.takes)],
            result=[*map(_of, step.leaves)], actionStatus=_at(DONE),
            **{key: time for key, time in times.items() if time},
        )  # fmt: skip
    for file in what.files:
        path = folder / file.path
        yield _entity(
            quote(file.path), "File", name=file.title, encodingFormat=_format(path),
            contentSize=str(path.stat().st_size), sha256=file.sha256 or hash_file(path),
        )  # fmt: skip


def _entity(at: str, kind: str, /, **told: Any) -> dict[str, Any]:
    return {"@id": at, "@type": kind, **told}


def _at(name: str) -> dict[str, str]:
    return {"@id": name}


def _of(path: str) -> dict[str, str]:
    return _at(quote(path))


def _program(version: str) -> str:
    return f"#socialcredit-{version}"


def _format(path: Path) -> str:
    return FORMATS.get(path.suffix, "application/octet-stream")


def unlike(folder: Path) -> list[str] | None:
    """Files that are not, byte for byte, what the folder's crate says; None without a crate.

    Raises SocialCreditError for a crate that cannot be read.
    """
    path = folder / CRATE
    if not path.exists():
        return None
    what, hint = (
        f"the archive's description of {folder}",
        "put it back as it was, or delete it: no number rests on it",
    )
    told = read_mapping(path, what, hint)
    found = []
    try:
        for entity in told["@graph"]:
            if entity["@type"] == "File":
                name = unquote(entity["@id"])
                if not _is_so(folder, name, int(entity["contentSize"]), entity["sha256"]):
                    found.append(name)
    except (KeyError, TypeError, ValueError) as problem:
        raise SocialCreditError(
            f"{what} is damaged: it does not say size and hash of every file", where=str(path),
            hint=hint,
        ) from problem  # fmt: skip
    return found


def _is_so(folder: Path, name: str, size: int, sha256: str) -> bool:
    """Whether a file below the folder, and nowhere else, has this size and hash."""
    pure = PurePosixPath(name)
    path = folder / name
    inside = not pure.is_absolute() and ".." not in pure.parts
    return inside and is_file(path) and path.stat().st_size == size and hash_file(path) == sha256
