"""The folder of a run: tables as Parquet, the manifest, and hashes that say what is in them.

Whatever is written appears under its own name only when it is whole; earlier files stay until then.
"""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_layout import FORMAT, MANIFEST, TABLE_FOLDER, VERSION

Table = Mapping[str, np.ndarray]
PART = ".part"
REFUSALS = (
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EPERM, errno.EROFS,
)  # fmt: skip


def new_folder(out: Path) -> Path:
    """Make the folder of a run; a folder that holds a run already is refused."""
    if (out / MANIFEST).exists():
        raise SocialCreditError(
            f"{out} already holds a run, and nothing is overwritten",
            hint="choose another folder, or finish that run with `socialcredit resume`",
        )
    out.mkdir(parents=True, exist_ok=True)
    return out


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is either the old one or the new one, never half of it."""
    part = path.with_name(path.name + PART)
    try:
        with part.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Drop what was half written when a run was killed."""
    for part in [*folder.rglob("*" + PART)]:
        if part.is_dir() and not part.is_symlink():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Replace the manifest."""
    write_whole(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")


def read_text(path: Path, what: str) -> str:
    """A file of the run as text, or an error that says what to do."""
    if not path.is_file():
        raise SocialCreditError(
            f"{path.parent} holds no run that can be resumed",
            where=str(path),
            expected=f"{what}, as `socialcredit run` leaves it",
            hint="give the folder that `socialcredit run` named, or start the run again",
        )
    return path.read_text(encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a run, finished or not."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(read_text(path, "a manifest"))
    except ValueError as problem:
        raise SocialCreditError(
            f"the manifest of {folder} is damaged: {problem}",
            where=str(path),
            hint="start the run again",
        ) from problem
    told = manifest.get("format") if isinstance(manifest, dict) else None
    if told != FORMAT or manifest.get("version") != VERSION:
        raise SocialCreditError(
            f"{folder} was not written in the layout that this program reads",
            where=str(path),
            text=f"format {told}, version {manifest.get('version') if told else 'unknown'}",
            expected=f"format {FORMAT}, version {VERSION}",
            hint="resume it with the version of socialcredit that began it, or start it again",
        )
    return manifest


def write_tables(folder: Path, tables: Mapping[str, Table]) -> None:
    """Write all tables beside the old ones, then put the new folder in their place."""
    part, done = folder / (TABLE_FOLDER + PART), folder / TABLE_FOLDER
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir()
        with duckdb.connect() as books:
            for name, table in tables.items():
                write_table(books, part / f"{name}.parquet", table)
        if done.exists():
            shutil.rmtree(done)
        os.replace(part, done)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def write_table(books: Any, path: Path, table: Table) -> None:
    """One table as Parquet; a refusal of the disk becomes the system's own error."""
    columns = {name: np.ascontiguousarray(values, np.int64) for name, values in table.items()}
    quoted = str(path).replace("'", "''")
    try:
        books.register("part", columns)
        books.execute(f"copy (select * from part) to '{quoted}' (format parquet, compression zstd)")
        books.unregister("part")
    except duckdb.Error as problem:
        raise OSError(refusal(str(problem)), first_line(problem), str(path)) from problem


def refusal(words: str) -> int:
    """The system's number of an error that the database reports in words."""
    return next((number for number in REFUSALS if os.strerror(number) in words), errno.EIO)


def first_line(problem: Exception) -> str:
    """What the database said, without what follows."""
    return str(problem).split("\n", 1)[0]


def table_hashes(tables: Mapping[str, Table]) -> dict[str, str]:
    """SHA-256 of each table: its name, then its columns by name, each as int64 little-endian."""
    hashes = {}
    for name in sorted(tables):
        digest = hashlib.sha256(name.encode() + b"\0")
        for column in sorted(tables[name]):
            values = np.ascontiguousarray(tables[name][column], "<i8")
            digest.update(column.encode() + b"\0" + len(values).to_bytes(8, "little"))
            digest.update(values.view(np.uint8).data)
        hashes[name] = digest.hexdigest()
    return hashes


def content_hash(hashes: Mapping[str, str]) -> str:
    """One SHA-256 over the hashes of all tables."""
    lines = "".join(f"{name}:{hashes[name]}\n" for name in sorted(hashes))
    return hashlib.sha256(lines.encode()).hexdigest()
