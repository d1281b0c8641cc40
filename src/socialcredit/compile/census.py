"""Tables of ages as the stages take them: arrays by sex and group, of the places of a run."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from socialcredit.core.ages import age_starts
from socialcredit.core.kept import once
from socialcredit.stages.society.places import Ages, Census

Document = Mapping[str, Any]


@once()
def nations_of(places: Document) -> dict[str, Census]:
    """What places.yaml, as plain values, knows of each nation."""
    return {one["nation"]: _census(one) for one in places.get("nations") or ()}


@once()
def with_arrays(places: Document) -> Document:
    """The same file with the table of ages of each place that has one as `Ages`."""
    rows = [
        {**row, "ages": _ages(row["ages"]["groups"], row["ages"])} if row.get("ages") else row
        for row in places["places"]
    ]
    return {**places, "places": rows}


def _census(nation: Document) -> Census:
    provinces, national = nation.get("provinces"), nation.get("ages")
    return Census(
        nation.get("year") or 0,
        _rows(provinces) if provinces else {},
        {int(year): ages for year, ages in _rows(national).items()} if national else {},
        nation.get("urban") or {},
    )


def _rows(table: Document) -> dict[Any, Ages]:
    return {name: _ages(table["groups"], row) for name, row in table["rows"].items()}


def _ages(groups: list[str], row: Document) -> Ages:
    return Ages(age_starts(groups), np.array([row["men"], row["women"]], dtype=np.float64))
