"""Monthly sums of all threads become rows of the output tables; then the threads start afresh."""

import itertools
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from socialcredit.compile.discretion import lenient_in, orders_in
from socialcredit.compile.rounds import tours_in
from socialcredit.compile.self_reports import self_reporting
from socialcredit.compile.versions import sizes
from socialcredit.core.calendar import Month
from socialcredit.core.kept import once
from socialcredit.core.log import widen
from socialcredit.core.run_layout import (
    MONTHLY,
    NUMBERED_THROUGH,
    OF_COLLECTING,
    OF_COMPLAINTS,
    OF_FAULTS,
    OF_FIRMS,
    OF_GIVING_UP,
    OF_INCAPACITY,
    OF_KNOWING,
    OF_LENIENT,
    OF_MOTIVES,
    OF_NAMES,
    OF_ORDERS,
    OF_OWN,
    OF_PREMISES,
    OF_RAISING,
    OF_ROUNDS,
    OF_SHAME,
    OF_SIGNS,
    TABLES,
    TALLIED,
)
from socialcredit.engine.setup import Setup
from socialcredit.engine.warm_up import since
from socialcredit.month.sums import fill_rows, not_nought
from socialcredit.month.tally import Tally, in_one_row, new_tally
from socialcredit.month.workspace import Workspace
from socialcredit.stages.society.facts import COLUMNS as ABOUT_PANEL

Table = dict[str, np.ndarray]


@dataclass
class Collected:
    """What a world has left behind, and the panel's events as rows of `core.log`.

    blocks  of tables of markets rows, of all others the sums that are not nought, see `_sums`
    beside  what the firms of a run of both left behind
    """

    blocks: dict[str, list[np.ndarray]] = field(
        default_factory=lambda: {name: [] for name in MONTHLY}
    )
    repair: Any = None
    events: dict[tuple[int, int], np.ndarray] = field(default_factory=dict)
    beside: "Collected | None" = None


def collect(setup: Setup, collected: Collected, month: Month, spaces: list[Workspace]) -> None:
    """Add up the tallies of this month, keep the sums that are not nought, and reset."""
    if month.number >= setup.lead:
        found = _sums(month.number - setup.lead, spaces)
        for name in setup.once("tables", lambda: _tables_of(setup)):
            collected.blocks[name].append(found[TALLIED[name].tally])
        repair = sum(space.tally.repair for space in spaces)
        collected.repair = repair if collected.repair is None else collected.repair + repair
    for space in spaces:
        in_one_row(space.tally)[:] = 0


def _tables_of(setup: Setup) -> tuple[str, ...]:
    """The tables of sums of a run: without those of what nobody and nothing in it does."""
    sources, told = setup.sources, len(setup.responses.audience) > 0
    asked = (
        (setup.incapacitates, OF_INCAPACITY), (setup.collects, OF_COLLECTING),
        (setup.stands, OF_FAULTS), (len(setup.motives.row), OF_MOTIVES),
        (setup.raises, OF_RAISING), (len(setup.complaints.of), OF_COMPLAINTS),
        (tours_in(sources), OF_ROUNDS), (lenient_in(sources), OF_LENIENT),
        (orders_in(sources), OF_ORDERS), (self_reporting(sources), OF_OWN),
        (setup.closes, OF_PREMISES), (setup.signs, OF_SIGNS), (setup.who_knew, OF_KNOWING),
        (setup.remembers_refusals, OF_GIVING_UP), (told, OF_SHAME),
        (told or setup.hears_of_names, OF_NAMES),
    )  # fmt: skip
    left_out = {name for some, names in asked if not some for name in names}
    return tuple(name for name in TALLIED if name not in left_out)


def sizes_of(setup: Setup) -> tuple[int, ...]:
    """What the tallies of a run have room for, as `new_tally` asks it."""
    entries, grades = sizes(setup.schemes)
    lists = sum(len(s.lists) for s in setup.schemes)
    doors = sum(len(s.consequences) for s in setup.schemes)
    schemes, places, deeds = len(setup.schemes), len(setup.places), len(setup.deeds)
    terms, harms = len(setup.responses.names), max(len(setup.harms), int(setup.stands))
    tours = len(tours_in(setup.sources))
    discretion = lenient_in(setup.sources), orders_in(setup.sources)
    own = len(self_reporting(setup.sources))
    return (
        places, deeds, max(schemes, 1), entries, grades, lists, doors, terms, harms, tours,
        setup.signs, *discretion, own, int(setup.raises), int(setup.who_knew),
    )  # fmt: skip


def _sums(number: int, spaces: list[Workspace]) -> dict[str, np.ndarray]:
    """A month's sums that are not nought, by column of the tally.

    int64 (sums, 3) month, place in the column, value
    """
    tally = spaces[0].tally
    first, *others = (in_one_row(space.tally) for space in spaces)
    total = sum(others, first)
    ends = _ends(tally)
    kept, upto = np.empty((len(total), 3), np.int64), np.empty(len(ends), np.int64)
    kept = kept[: not_nought(total, ends, number, kept, upto)].copy()
    bounds = itertools.pairwise([0, *upto.tolist()])
    return {name: kept[begin:end] for name, (begin, end) in zip(tally._fields, bounds, strict=True)}


@once(4)  # of a tally that is lent to one run after the other
def _ends(tally: Tally) -> np.ndarray:
    """Where each column ends in the row of all: int64 (columns,)."""
    return np.array([*itertools.accumulate(column.size for column in tally)])


def _rows(name: str, world: int, sums: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Rows of a table out of the sums of its months; `shape` is that of a tally."""
    table = TALLIED[name]
    keys, counts = np.array(shape[: len(table.keys)], np.int64), len(table.counts)
    rows = np.empty((len(sums), 2 + len(keys) + counts), np.int64)
    return rows[: fill_rows(sums, world, keys, counts, rows)]


def gathered(setup: Setup, worlds: list[Collected]) -> dict[str, Table]:
    """All output tables of a run, as columns of int64; those of firms beside under a prefix."""
    tables = _gathered_alone(setup, worlds)
    if setup.beside is None:
        return tables
    firms = _gathered_alone(setup.beside, [one.beside or Collected() for one in worlds])
    return tables | {f"{OF_FIRMS}{name}": table for name, table in firms.items()}


def of_firms(tables: dict[str, Table]) -> dict[str, Table]:
    """The tables of the firms of a run of both, by the names they have in a run of firms alone."""
    return {
        name.removeprefix(OF_FIRMS): table
        for name, table in tables.items()
        if name.startswith(OF_FIRMS)
    }


def _gathered_alone(setup: Setup, worlds: list[Collected]) -> dict[str, Table]:
    tables: dict[str, Table] = {"cells": cells(setup)}
    empty = new_tally(*sizes_of(setup))
    for name, counted in MONTHLY.items():
        of_worlds = [(w, one.blocks[name]) for w, one in enumerate(worlds) if one.blocks[name]]
        blocks = [np.concatenate(months) for _, months in of_worlds]
        if counted.tally:
            shape, numbers = getattr(empty, counted.tally).shape, [w for w, _ in of_worlds]
            blocks = [_rows(name, w, sums, shape) for w, sums in zip(numbers, blocks, strict=True)]
        if blocks:
            rows = np.concatenate(blocks)
            tables[name] = dict(zip(counted.columns, np.ascontiguousarray(rows.T), strict=True))
    _own_numbers(setup, tables)
    _of_rounds(setup, tables)
    tables["repair_days"] = _repairs(worlds)
    people = np.ascontiguousarray(setup.panel.T)
    tables["panel_people"] = dict(zip(ABOUT_PANEL, people, strict=True))
    events = since(_events(worlds), setup.months[setup.lead].first_day)
    columns = np.ascontiguousarray(events.T)
    tables["panel_events"] = dict(zip(TABLES["panel_events"], columns, strict=True))
    return tables


def _events(worlds: list[Collected]) -> np.ndarray:
    """The panel's events, the world before each: int64 (events, columns of the table)."""
    blocks = [(w, block) for w, one in enumerate(worlds) for _, block in sorted(one.events.items())]
    # Column by column in memory, as the tables take them.
    columns = np.empty((len(TABLES["panel_events"]), sum(len(b) for _, b in blocks)), np.int64)
    at = 0
    for world, block in blocks:
        columns[0, at : at + len(block)] = world
        widen(block, at, columns[1:])
        at += len(block)
    return columns.T


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


def _of_rounds(setup: Setup, tables: dict[str, Table]) -> None:
    """Sources that go round by their own numbers; grades as elsewhere, -1 for who has none."""
    numbers = np.array(tours_in(setup.sources), np.int64)
    for name in (*OF_ROUNDS, *OF_LENIENT, *OF_ORDERS):
        if name in tables:
            tables[name]["source"] = numbers[tables[name]["source"]]
    if "self_reports" in tables:
        own = np.array(self_reporting(setup.sources), np.int64)
        tables["self_reports"]["source"] = own[tables["self_reports"]["source"]]
    if "visits" in tables:
        tables["visits"]["grade"] = tables["visits"]["grade"] - 1


def _repairs(worlds: list[Collected]) -> Table:
    """Days from filing to full repair, as counted bins."""
    rows = [
        (w, s, d, int(world.repair[s, d]))
        for w, world in enumerate(worlds)
        if world.repair is not None
        for s, d in np.argwhere(world.repair)
    ]
    columns = np.ascontiguousarray(np.array(rows, np.int64).reshape(-1, 4).T)
    return dict(zip(TABLES["repair_days"], columns, strict=True))


def cells(setup: Setup) -> Table:
    """Attributes of every cell, and how many residents live in it."""
    counts = setup.cells.ravel()
    place, female, urban, minority, band, fifth = map(
        np.ascontiguousarray,
        np.unravel_index(np.arange(len(counts)), (len(setup.places), 2, 2, 2, 4, 5)),
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
