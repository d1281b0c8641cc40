"""The folder of a run: tables as Parquet, the manifest, and hashes that say what is in them.

Whatever is written appears under its own name only when it is whole; earlier files stay until then.
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from socialcredit.core.run_files import PART, hash_file
from socialcredit.core.run_layout import TABLE_FOLDER

Table = Mapping[str, np.ndarray]
REFUSALS = (
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EPERM, errno.EROFS,
)  # fmt: skip


def sweep(folder: Path) -> None:
    """Drop what was half written when a run was killed."""
    for part in [*folder.rglob("*" + PART)]:
        if part.is_dir() and not part.is_symlink():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


def write_tables(folder: Path, tables: Mapping[str, Table]) -> dict[str, str]:
    """Write all tables beside the old ones, then put the new folder in their place.

    Returns the SHA-256 of each table's file.
    """
    part, done = folder / (TABLE_FOLDER + PART), folder / TABLE_FOLDER
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir()
        with duckdb.connect() as books:
            for name, table in tables.items():
                write_table(books, part / f"{name}.parquet", table)
        files = {name: hash_file(part / f"{name}.parquet") for name in tables}
        if done.exists():
            shutil.rmtree(done)
        os.replace(part, done)
        return files
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
    except duckdb.OutOfMemoryException as problem:
        raise MemoryError from problem
    except duckdb.Error as problem:
        raise refused(str(problem), path) from problem


def refused(words: str, path: Path) -> OSError:
    """The system's own error behind what the database reports in words."""
    number = next((number for number in REFUSALS if os.strerror(number) in words), None)
    if number is None:
        return OSError(errno.EIO, words.split("\n", 1)[0], str(path))
    return OSError(number, os.strerror(number), str(path))


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
