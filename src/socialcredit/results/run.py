"""A run as columns: opened from its folder, or handed over in memory.

A run folder holds `manifest.json` and `tables/*.parquet`. Nothing is read before it is asked for.
"""

import shlex
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from socialcredit.core.calendar import firsts, month_end
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.kept import Remembers
from socialcredit.core.populations import PERSONS, POPULATIONS, Population
from socialcredit.core.retelling import FIRST_CURRENCY
from socialcredit.core.run_files import anew, hash_file, is_file, read_inputs, read_manifest
from socialcredit.core.run_layout import MANIFEST, OF_FIRMS, TABLE_FOLDER, TABLES

Columns = dict[str, np.ndarray]
FIRMS_KEY = "firms/"  # before the key of a measure of the firms of a run of both


class Stored(Columns):
    """The columns of a table in a run's folder, which an earlier version may have fewer of."""

    def __init__(self, columns: Columns, path: Path) -> None:
        super().__init__(columns)
        self.path = path

    def __missing__(self, column: str) -> np.ndarray:
        raise SocialCreditError(
            f"{self.path.name} was written by a version that did not count `{column}`",
            where=str(self.path), hint=anew(self.path.parents[1]),
        )  # fmt: skip


def where(table: Columns, **equal: int) -> Columns:
    """The rows of `table` whose named columns hold the given values."""
    size = len(next(iter(table.values())))
    keep = np.ones(size, dtype=bool)
    for name, value in equal.items():
        keep &= table[name] == value
    kept = {name: column[keep] for name, column in table.items()}
    return Stored(kept, table.path) if isinstance(table, Stored) else kept


def table_file(folder: Path, name: str) -> Path:
    """Where a table of a run folder lies."""
    return folder / TABLE_FOLDER / f"{name}.parquet"


def _no_table(run: str, name: str) -> SocialCreditError:
    return SocialCreditError(f"the run {run} has no table {name}")


def unchanged_table(folder: Path, name: str, written: str) -> Path:
    """The file of a table, if it is the one that was written: SHA-256 of its bytes."""
    path = table_file(folder, name)
    if not is_file(path) or hash_file(path) != written:
        lost = "is damaged: it is not as it was written" if is_file(path) else "is lost"
        raise SocialCreditError(
            f"table {name} of {folder} {lost}", where=str(path), hint=anew(folder)
        )
    return path


def _read_table(books: Any, path: Path, condition: str, wanted: str) -> Columns:
    query = f"select {wanted} from read_parquet(?) where {condition}"
    try:
        columns = books.execute(query, [str(path)]).fetchnumpy()
    except duckdb.OutOfMemoryException as problem:
        raise MemoryError from problem
    except duckdb.Error as problem:
        raise SocialCreditError(
            f"{path} cannot be read", where=str(path), hint=anew(path.parents[1])
        ) from problem
    found = {column: np.asarray(values, dtype=np.int64) for column, values in columns.items()}
    return Stored(found, path)


@dataclass(frozen=True)
class Run(Remembers):
    """A finished run; its tables are read once, when first asked for.

    folder  where it lies, None for a run that was never written; `held` are its tables then
    prefix  before the names of its tables there: of the firms of a run of both
    """

    folder: Path | None
    manifest: dict[str, Any]
    held: Mapping[str, Columns] | None = None
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)
    prefix: str = ""

    @property
    def names(self) -> dict[str, Any]:
        """Names behind the numbers in the tables: kinds of deed, sources, places, schemes."""
        return self.manifest["names"]

    @property
    def firms(self) -> "Run | None":
        """The firms of a run of both, as a run of their own over the same folder; else None."""
        told = self.manifest.get("firms")
        return None if told is None else self.once("firms", lambda: self._firms(told))

    def of_own(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Of what is told by the keys of measures, that of this population, by its own keys."""
        if self.prefix:
            return {
                key.removeprefix(FIRMS_KEY): value
                for key, value in told.items()
                if key.startswith(FIRMS_KEY)
            }
        return {key: value for key, value in told.items() if not key.startswith(FIRMS_KEY)}

    def _firms(self, told: Mapping[str, Any]) -> "Run":
        manifest = {key: value for key, value in self.manifest.items() if key != "firms"}
        return Run(self.folder, {**manifest, **told}, self.held, prefix=OF_FIRMS)

    @property
    def population(self) -> Population:
        """Whom the run is about; a folder from before there were firms is about residents."""
        return POPULATIONS[self.manifest.get("population") or PERSONS.kind]

    @property
    def currency(self) -> str:
        """In what its money is; a folder from before there were others has the first one."""
        return str(self.manifest.get("currency") or FIRST_CURRENCY)

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
        """The first day of every month of the run, or of every step."""
        start = date.fromisoformat(str(self.manifest["start"]))
        return firsts(start, self.months, self.step_days)

    @property
    def step_days(self) -> int | None:
        """Days of a step, where the run has such in place of months."""
        return self.manifest.get("step_days")

    def month_spans(self) -> list[tuple[int, int]]:
        """First day and length of every month, days counted from the run's start."""
        return self.once("month spans", self._month_spans)

    def _month_spans(self) -> list[tuple[int, int]]:
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
        if self.step_days:
            return self.people * self.days / 365.25
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
        if self.firms is not None:
            firms = self.firms.in_one_world().held or {}
            told |= {f"{OF_FIRMS}{name}": table for name, table in firms.items()}
        return Run(None, self.manifest, told)

    def table(self, name: str) -> Columns:
        """All columns of one table, int64, in stored order."""
        return self.once(("table", name), lambda: self._read(name, "true", "*"))

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
            return _read_table(books, self._file(name), condition, columns)
        held = self._held_table(name)
        if (condition, columns) == ("true", "*"):
            return held
        books.register("held", held)
        query = f"select {columns} from held where {condition}"
        found = books.execute(query).fetchnumpy()
        return {column: np.asarray(values, np.int64) for column, values in found.items()}

    def _file(self, name: str) -> Path:
        """The file of a table, looked at once."""
        folder = self.folder
        assert folder is not None
        if not self.has(name):
            raise _no_table(self.told, name)
        full = f"{self.prefix}{name}"
        written = self.manifest["table_files"][full]
        return self.once(("file", name), lambda: unchanged_table(folder, full, written))

    def _held_table(self, name: str) -> Columns:
        if not self.has(name):
            raise _no_table(self.told, name)
        return dict((self.held or {})[f"{self.prefix}{name}"])

    def has(self, name: str) -> bool:
        """Whether there is such a table: a market has none where nobody trades."""
        there = (self.held or {}) if self.folder is None else self.manifest["table_files"]
        return f"{self.prefix}{name}" in there

    def own_tables(self) -> dict[str, Columns]:
        """Of the tables in memory those of this population, by the names they have alone."""
        held = self.held or {}
        return {
            name.removeprefix(self.prefix): table
            for name, table in held.items()
            if name.startswith(self.prefix)
        }

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


def open_run(path: str | Path) -> Run:
    """Open a run folder; one that is missing, foreign, changed or unfinished is refused by name.

    What the run rests on is held against the manifest at once, each table when it is asked for.
    """
    folder = Path(path)
    manifest = read_manifest(folder)
    if manifest.get("state") != "done":
        raise SocialCreditError(
            f"the run in {folder} is not finished",
            where=str(folder / MANIFEST),
            hint=f"`socialcredit resume {shlex.quote(str(folder))}` finishes it",
        )
    read_inputs(folder, manifest["inputs_hash"])
    return Run(folder, manifest)
