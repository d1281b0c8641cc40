"""Monthly sums of all threads become rows of the output tables; then the threads start afresh."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.columns import CELLS, PANEL
from socialcredit.core.run_layout import (
    MONTHLY,
    NUMBERED_THROUGH,
    OF_COLLECTING,
    OF_INCAPACITY,
    TABLES,
    TALLIED,
)
from socialcredit.engine.setup import Setup
from socialcredit.engine.warm_up import since
from socialcredit.month.workspace import Workspace

Table = dict[str, np.ndarray]


@dataclass
class Collected:
    """What a world has left behind: blocks of rows by table, and the panel's events."""

    blocks: dict[str, list[np.ndarray]] = field(
        default_factory=lambda: {name: [] for name in MONTHLY}
    )
    repair: Any = None
    events: dict[tuple[int, int], np.ndarray] = field(default_factory=dict)


def collect(
    setup: Setup, collected: Collected, world: int, month: Month, spaces: list[Workspace]
) -> None:
    """Add up the tallies of this month, keep the rows that are not nought, and reset."""
    if month.number >= setup.lead:
        left_out: tuple[str, ...] = () if setup.incapacitates else OF_INCAPACITY
        left_out += () if setup.collects else OF_COLLECTING
        names = [name for name in TALLIED if name not in left_out]
        _keep(collected, world, month.number - setup.lead, spaces, names)
    for space in spaces:
        for column in space.tally:
            column[...] = 0


def _keep(
    collected: Collected, world: int, number: int, spaces: list[Workspace], names: Sequence[str]
) -> None:
    for name in names:
        table = TALLIED[name]
        total = sum(getattr(space.tally, table.tally) for space in spaces)
        flat = np.asarray(total).reshape(-1, len(table.counts))
        kept = np.flatnonzero(flat.any(axis=1))
        index = np.unravel_index(kept, np.asarray(total).shape[: len(table.keys)])
        head = [np.full(len(kept), world), np.full(len(kept), number)]
        collected.blocks[name].append(np.column_stack([*head, *index, flat[kept]]).astype(np.int64))
    repair = sum(space.tally.repair for space in spaces)
    collected.repair = repair if collected.repair is None else collected.repair + repair


def gathered(setup: Setup, worlds: list[Collected]) -> dict[str, Table]:
    """All output tables of a run, as columns of int64."""
    tables: dict[str, Table] = {"cells": cells(setup)}
    for name, counted in MONTHLY.items():
        blocks = [block for world in worlds for block in world.blocks[name]]
        if blocks:
            rows = np.concatenate(blocks)
            tables[name] = dict(zip(counted.columns, rows.T, strict=True))
    _own_numbers(setup, tables)
    tables["repair_days"] = _repairs(worlds)
    tables["panel_people"] = panel_people(setup)
    rows = np.concatenate(
        [np.zeros((0, len(TABLES["panel_events"])), np.int64)]
        + [
            np.column_stack([np.full(len(block), w), block])
            for w, world in enumerate(worlds)
            for _, block in sorted(world.events.items())
        ]
    )
    rows = since(rows, setup.months[setup.lead].first_day)
    tables["panel_events"] = dict(zip(TABLES["panel_events"], rows.T, strict=True))
    return {
        name: {c: np.ascontiguousarray(v) for c, v in table.items()}
        for name, table in tables.items()
    }


def _own_numbers(setup: Setup, tables: dict[str, Table]) -> None:
    """Lists and consequences: numbered through in the kernels, within their scheme in tables."""
    rules = {
        "list": [len(scheme.lists) for scheme in setup.schemes],
        "consequence": [len(scheme.consequences) for scheme in setup.schemes],
    }
    for name, column in NUMBERED_THROUGH.items():
        if name not in tables:
            continue
        table, many = tables[name], rules[column]
        scheme = np.repeat(np.arange(len(many)), many)
        own = np.concatenate([np.arange(m) for m in many] + [np.zeros(0, np.int64)]).astype(
            np.int64
        )
        through = table[column]
        if len(own) == 0:
            through = through[:0]
            table = {key: values[:0] for key, values in table.items()}
            own = scheme = np.zeros(1, np.int64)
        items = {
            "world": table["world"],
            "month": table["month"],
            "scheme": scheme[through],
            column: own[through],
        }
        tables[name] = items | {key: values for key, values in table.items() if key not in items}


def _repairs(worlds: list[Collected]) -> Table:
    """Days from filing to full repair, as counted bins."""
    rows = [
        (w, s, d, int(world.repair[s, d]))
        for w, world in enumerate(worlds)
        if world.repair is not None
        for s, d in np.argwhere(world.repair)
    ]
    return dict(
        zip(
            TABLES["repair_days"],
            np.array(rows, np.int64).reshape(-1, 4).T,
            strict=True,
        )
    )


def cells(setup: Setup) -> Table:
    """Attributes of every cell, and how many residents live in it."""
    cell = cell_numbers(setup)
    counts = np.bincount(cell, minlength=len(setup.places) * CELLS)
    place, female, urban, minority, band, fifth = np.unravel_index(
        np.arange(len(counts)), (len(setup.places), 2, 2, 2, 4, 5)
    )
    return {
        "cell": np.arange(len(counts)),
        "place": place,
        "female": female,
        "urban": urban,
        "minority": minority,
        "age_band": band,
        "fifth": fifth,
        "residents": counts,
    }


def cell_numbers(setup: Setup) -> np.ndarray:
    """The cell of every resident; int64."""
    people = setup.people
    flags = people.flags.astype(np.int64)
    place = np.repeat(setup.communities.place.astype(np.int64), np.diff(setup.communities.offset))
    band = np.digitize(people.age, (18, 40, 60))
    cell = ((place * 2 + (flags & 1)) * 2 + (flags >> 1 & 1)) * 2 + (flags >> 2 & 1)
    return (cell * 4 + band) * 5 + people.fifth


def panel_people(setup: Setup) -> Table:
    """The sampled residents and their attributes."""
    people = setup.people
    chosen = np.flatnonzero(people.flags & PANEL)
    household = np.cumsum(people.position == 0) - 1
    place = np.repeat(setup.communities.place, np.diff(setup.communities.offset))
    names = ("age", "flags", "occupation", "fifth")
    table = {
        "resident": chosen,
        "household": household[chosen],
        "cell": cell_numbers(setup)[chosen],
    }
    table |= {name: getattr(people, name)[chosen].astype(np.int64) for name in names}
    both = people.role_education[chosen].astype(np.int64)
    table |= {"education": both & 7, "role": both >> 3}
    return table | {"place": place[chosen].astype(np.int64)}
