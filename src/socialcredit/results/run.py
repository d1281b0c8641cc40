"""A run as columns: opened from its folder, or handed over in memory.

A run folder holds `manifest.json` and `tables/*.parquet`. Nothing is read before it is asked for.
"""

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import numpy as np

from socialcredit.core.calendar import firsts, month_end
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_layout import FORMAT, MANIFEST, TABLE_FOLDER, TABLES, VERSION

Columns = dict[str, np.ndarray]
Made = TypeVar("Made")


def where(table: Columns, **equal: int) -> Columns:
    """The rows of `table` whose named columns hold the given values."""
    size = len(next(iter(table.values())))
    keep = np.ones(size, dtype=bool)
    for name, value in equal.items():
        keep &= table[name] == value
    return {name: column[keep] for name, column in table.items()}


def table_file(folder: Path, name: str) -> Path:
    """Where a table of a run folder lies."""
    return folder / TABLE_FOLDER / f"{name}.parquet"


def _no_table(run: str, name: str, path: str | None = None) -> SocialCreditError:
    return SocialCreditError(
        f"the run {run} has no table {name}",
        where=path or "",
        hint="the run may not have finished; `socialcredit resume` finishes it",
    )


def _read_table(books: Any, folder: Path, name: str, condition: str, wanted: str) -> Columns:
    path = table_file(folder, name)
    if not path.is_file():
        raise _no_table(str(folder), name, str(path))
    try:
        query = f"select {wanted} from read_parquet(?) where {condition}"
        columns = books.execute(query, [str(path)]).fetchnumpy()
    except duckdb.Error as problem:
        raise SocialCreditError(
            f"table {name} of {folder} is damaged", where=str(path), hint="repeat the run"
        ) from problem
    listed = TABLES.get(name, ()) if wanted == "*" else ()
    lacking = [column for column in listed if column not in columns]
    if lacking:
        raise SocialCreditError(
            f"table {name} of {folder} lacks the columns {', '.join(lacking)}",
            where=str(path),
            expected=" ".join(TABLES.get(name, ())),
        )
    return {column: np.asarray(values, dtype=np.int64) for column, values in columns.items()}


@dataclass(frozen=True)
class Run:
    """A finished run; its tables are read once, when first asked for.

    folder  where it lies, None for a run that was never written; `held` are its tables then
    """

    folder: Path | None
    manifest: dict[str, Any]
    held: Mapping[str, Columns] | None = None
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def names(self) -> dict[str, Any]:
        """Names behind the numbers in the tables: kinds of deed, sources, places, schemes."""
        return self.manifest["names"]

    @property
    def months(self) -> int:
        """Months simulated."""
        return int(self.manifest["months"])

    @property
    def days(self) -> int:
        """Days simulated."""
        return int(self.manifest.get("days") or round(self.months * 365.25 / 12))

    @property
    def firsts(self) -> list[date]:
        """The first day of every month of the run."""
        return firsts(date.fromisoformat(str(self.manifest["start"])), self.months)

    def month_spans(self) -> list[tuple[int, int]]:
        """First day and length of every month, days counted from the run's start."""
        first = self.firsts
        starts = [(day - first[0]).days for day in first]
        ends = [*starts[1:], self.days]
        return [(one, two - one) for one, two in zip(starts, ends, strict=True)]

    @property
    def people(self) -> int:
        """Residents simulated."""
        return int(self.manifest["people"])

    @property
    def person_years(self) -> float:
        """Resident-years simulated in one world; a month begun late counts for what is left of it.

        A whole month is a twelfth of a year, whatever its length.
        """
        lived = [days for _, days in self.month_spans()]
        whole = [month_end(first).day for first in self.firsts]
        return self.people * sum(n / of for n, of in zip(lived, whole, strict=True)) / 12

    @property
    def has_twin(self) -> bool:
        """Whether the run carries a twin without the schemes (world 1)."""
        return bool((self.table("conduct")["world"] == 1).any())

    def in_one_world(self) -> "Run":
        """The run without its twin, for what is measured over all rows of a table."""
        tables = {name: self.table(name) for name in TABLES if self.has(name)}
        told = {
            name: where(table, world=0) if "world" in table else table
            for name, table in tables.items()
        }
        return Run(None, self.manifest, told)

    def table(self, name: str) -> Columns:
        """All columns of one table, int64, in stored order."""
        return self.once(("table", name), lambda: self._read(name, "true", "*"))

    def once(self, what: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, made when first asked for: a run on disk does not change."""
        if what not in self._made:
            self._made[what] = make()
        made: Made = self._made[what]
        return made

    def select(self, name: str, condition: str, columns: str = "*") -> Columns:
        """Some columns of the rows that meet an SQL condition, read without the rest of the table.

        For the panel's books, which are long.
        """
        return self.once(
            ("rows", name, columns, condition), lambda: self._read(name, condition, columns)
        )

    def _read(self, name: str, condition: str, columns: str) -> Columns:
        books = self.once("books", duckdb.connect)  # one for all tables: opening takes a while
        if self.folder is not None:
            return _read_table(books, self.folder, name, condition, columns)
        held = self._held_table(name)
        if (condition, columns) == ("true", "*"):
            return held
        books.register("held", held)
        query = f"select {columns} from held where {condition}"
        found = books.execute(query).fetchnumpy()
        return {column: np.asarray(values, np.int64) for column, values in found.items()}

    def _held_table(self, name: str) -> Columns:
        if not self.has(name):
            raise _no_table(self.told, name)
        return dict((self.held or {})[name])

    def has(self, name: str) -> bool:
        """Whether there is such a table: a market has none where nobody trades."""
        if self.folder is None:
            return name in (self.held or {})
        return table_file(self.folder, name).is_file()

    @property
    def told(self) -> str:
        """Which run it is, for a message."""
        return str(self.folder) if self.folder else "in memory"

    def rows(self, name: str, **equal: int) -> Columns:
        """The rows of a table whose named columns hold the given values."""
        return where(self.table(name), **equal)


def add_up(values: np.ndarray, by: np.ndarray, size: int) -> np.ndarray:
    """Sum whole numbers by group: int64[size]; exact below 2**53."""
    return np.bincount(by, weights=values, minlength=size)[:size].astype(np.int64)


def share(part: float, whole: float) -> float | None:
    """part / whole, or None where there is nothing to divide by."""
    return float(part) / float(whole) if whole else None


def open_run(path: str | Path) -> Run:
    """Open a run folder; a folder that is missing, foreign or damaged is refused by name."""
    folder = Path(path)
    manifest = _read_manifest(folder)
    version = manifest.get("version")
    if manifest.get("format") != FORMAT:
        raise SocialCreditError(
            f"{folder} is not a run folder of socialcredit",
            where=str(folder / MANIFEST),
            text=str(manifest.get("format")),
            expected=f"a manifest whose format is {FORMAT}",
        )
    if version != VERSION:
        raise SocialCreditError(
            f"{folder} was written in layout {version}; this program reads layout {VERSION}",
            where=str(folder / MANIFEST),
            hint="repeat the run with the command in its manifest",
        )
    missing = [key for key in ("names", "months", "people", "start") if key not in manifest]
    if missing:
        raise SocialCreditError(
            f"the manifest of {folder} lacks {', '.join(missing)}",
            where=str(folder / MANIFEST),
            hint="the run may not have finished; `socialcredit resume` finishes it",
        )
    return Run(folder, manifest)


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    if not folder.is_dir() or not path.is_file():
        raise SocialCreditError(
            f"{folder} holds no run",
            where=str(path),
            expected="a folder with manifest.json, as `socialcredit run --out` leaves it",
            hint="give the folder that `socialcredit run` printed when it ended",
        )
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as problem:
        raise SocialCreditError(
            f"the manifest of {folder} cannot be read: {problem}",
            where=str(path),
            hint="repeat the run",
        ) from problem
    if not isinstance(manifest, dict):
        raise SocialCreditError(f"the manifest of {folder} is not a mapping", where=str(path))
    return manifest
