"""A small table of whole-number columns, for people who work in Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import fetch


def _converter(library: str) -> Any:
    try:
        return fetch(library, "DataFrame")
    except ImportError as missing:
        raise SocialCreditError(
            f"{library} is not installed",
            hint=f"install it beside socialcredit: pip install {library}",
        ) from missing


@dataclass(frozen=True)
class Table:
    """Named columns of equal length; converts to pandas or Polars where they are installed."""

    columns: dict[str, np.ndarray]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def __getitem__(self, name: str) -> np.ndarray:
        return self.columns[name]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The rows, each a dict of Python values."""
        lists = [column.tolist() for column in self.columns.values()]
        return (dict(zip(self.columns, row, strict=True)) for row in zip(*lists, strict=True))

    def __str__(self) -> str:
        rows = [list(self.columns), *([str(v) for v in row.values()] for row in self._first(20))]
        widths = [max(len(row[i]) for row in rows) for i in range(len(self.columns))]
        lines = ["  ".join(f"{v:>{w}}" for v, w in zip(row, widths, strict=True)) for row in rows]
        if len(self) > 20:
            lines.append(f"... {len(self):,} rows")
        return "\n".join(lines)

    def _first(self, count: int) -> Iterator[dict[str, Any]]:
        return iter(Table({name: column[:count] for name, column in self.columns.items()}))

    def to_pandas(self) -> Any:
        """A pandas.DataFrame."""
        return _converter("pandas")(self.columns)

    def to_polars(self) -> Any:
        """A polars.DataFrame."""
        return _converter("polars")(self.columns)
