"""Run folders made by hand: one whose measures can be worked on paper, one of full looks."""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from socialcredit.core import events as happened
from socialcredit.core.run_files import hash_file, write_sealed
from socialcredit.core.run_layout import FORMAT, TABLES, VERSION
from socialcredit.results.run import Run, open_run

Rows = list[dict[str, int]]


def write_run(folder: Path, manifest: dict[str, Any], tables: dict[str, Any]) -> Run:
    """Write manifest and tables as the engine does.

    `tables` maps names to lists of rows (missing columns: world, month, scheme 0, others -1) or to
    ready columns.
    """
    (folder / "tables").mkdir(parents=True)
    seal = write_sealed(folder / "inputs.json", {"by": "hand"})
    with duckdb.connect() as books:
        for name, listed in TABLES.items():
            columns = _columns(tables.get(name, []), list(listed))
            books.register("part", columns)
            path = folder / "tables" / f"{name}.parquet"
            books.execute(f"copy (select * from part) to '{path}' (format parquet)")
            books.unregister("part")
    files = {path.stem: hash_file(path) for path in (folder / "tables").iterdir()}
    told = {**manifest, "state": "done", "table_files": files, "inputs_hash": seal}
    write_sealed(folder / "manifest.json", told)
    return open_run(folder)


def in_columns(tables: dict[str, Any]) -> dict[str, dict[str, np.ndarray]]:
    """Tables as a run in memory holds them."""
    return {name: _columns(rows, list(TABLES[name])) for name, rows in tables.items()}


def _columns(rows: Any, order: list[str]) -> dict[str, np.ndarray]:
    if isinstance(rows, dict):
        return {c: np.asarray(rows[c], dtype=np.int64) for c in order}
    blank = {c: 0 if c in ("world", "month", "scheme") else -1 for c in order}
    filled = [{**blank, **row} for row in rows]
    return {c: np.array([row[c] for row in filled], dtype=np.int64) for c in order}


def manifest(**changes: Any) -> dict[str, Any]:
    """A manifest of two months, ten people, four kinds of deed and one scheme."""
    base = {
        "format": FORMAT,
        "version": VERSION,
        "start": "2014-01-01",
        "months": 2,
        "people": 10,
        "seed": 7,
        "days": 59,
        "content_hash": "0" * 64,
        "command": "socialcredit run tiny --seed 7",
        "names": {
            "kinds": ["jaywalking", "loan-arrears", "volunteering", "helping"],
            "kind_titles": ["Jaywalking", "Loan arrears", "Volunteering", "Helping a neighbour"],
            "kind_domains": ["traffic", "debt", "volunteering", "community"],
            "kind_signs": ["bad", "bad", "good", "hidden-good"],
            "kind_units": ["", "", "", ""],
            "kind_gravity": [
                {"harm": 5, "fine": 20, "public": 10},
                {"harm": 20, "fine": 0, "public": 30},
                {"harm": 10, "fine": 0, "public": 10},
                {"harm": 10, "fine": 0, "public": 10},
            ],
            "sources": ["cameras", "banks"],
            "places": ["town"],
            "schemes": [
                {
                    "name": "tiny",
                    "title": "Tiny score",
                    "grades": ["A", "B"],
                    "bands": [96000, None],
                    "start": 100000,
                    "penal": ["B"],
                    "entries": ["crossing", "arrears", "volunteering"],
                    "entry_titles": ["Crossing", "Arrears", "Volunteering"],
                    "entry_deeds": ["jaywalking", "loan-arrears", "volunteering"],
                    "entry_evidence": ["primary", "assumed", "secondary"],
                    "lists": ["blacklist"],
                    "consequences": ["no-fast-train", "dear-loan"],
                    "consequence_domains": ["traffic", "debt"],
                }
            ],
        },
    }
    return {**base, **changes}


def event(resident: int, day: int, what: int, **rest: int) -> dict[str, int]:
    """A line of the panel's books; filings and grades belong to scheme 0."""
    base = {"resident": resident, "day": day, "what": what, "scheme": 0}
    return {**base, **rest}


def tiny_panel() -> Rows:
    """Four lives.

    1: a false alarm (-50 at day 5) puts him in B; refused a train and, wrongly, a loan at day 10;
       disputes, is put right at day 20 and in every copy at day 25.
    2: right arrears (-60 at day 3), refused a loan at day 8, volunteers +30 at day 15: back in A.
    3: helps a neighbour, nobody sees it.  4: a child.
    """
    lost, back = 95000, 100000
    return [
        event(1, 5, happened.FILED, kind=0, entry=0, points=-5000, cause=2, record=11, score=lost,
              grade=1),
        event(1, 5, happened.GRADE, score=lost, grade=1),
        event(1, 10, happened.REFUSED, entry=0, source=0, cause=1, score=lost, grade=1),
        event(1, 10, happened.REFUSED, entry=1, score=lost, grade=1),
        event(1, 12, happened.NOTICE, entry=0, record=11, score=lost, grade=1),
        event(1, 13, happened.DISPUTE, entry=0, record=11, score=lost, grade=1),
        event(1, 20, happened.CORRECTED, kind=0, entry=0, record=11, score=back, grade=0),
        event(1, 20, happened.GRADE, score=back, grade=0),
        event(1, 25, happened.COPIES_CORRECTED, entry=0, record=11, score=back, grade=0),
        event(2, 2, happened.DEED, kind=1, scheme=-1),
        event(2, 3, happened.FILED, kind=1, entry=1, points=-6000, cause=0, record=12, score=94000,
              grade=1),
        event(2, 8, happened.REFUSED, entry=1, score=94000, grade=1),
        event(2, 15, happened.FILED, kind=2, entry=2, points=3000, cause=0, record=13, score=97000,
              grade=0),
        event(3, 4, happened.DEED, kind=3, scheme=-1),
        {**event(2, 30, happened.DEED, kind=1, scheme=-1), "world": 1},
        {**event(2, 40, happened.DEED, kind=1, scheme=-1), "world": 1},
        event(2, 40, happened.DEED, kind=1, scheme=-1),
    ]  # fmt: skip


def rows(header: str, *lines: str) -> Rows:
    """Rows of a table written as text: one header, one line of numbers a row."""
    names = header.split()
    return [dict(zip(names, map(int, line.split()), strict=True)) for line in lines]


def tiny_tables() -> dict[str, Any]:
    """Tables of the tiny run; every number small enough to follow with a pencil."""
    return {**who_lives_and_does(), **what_is_filed_and_follows(), **what_people_make_of_it()}


def who_lives_and_does() -> dict[str, Rows]:
    """Ten people in two cells, their grades, and what they truly do."""
    return {
        "cells": rows(
            "cell place female urban minority age_band fifth residents",
            "0 0 0 1 0 1 2 8",
            "1 0 0 1 1 1 2 2",
        ),
        "grades": rows(
            "month cell grade residents",
            "0 0 0 8",
            "0 1 0 1",
            "0 1 1 1",
            "1 0 0 6",
            "1 0 1 2",
            "1 1 1 2",
        ),
        "conduct": rows(
            "world month place kind deeds effort sighted",
            "0 0 0 0 20 0 8",
            "0 0 0 1 10 0 6",
            "0 1 0 2  8 6 8",
            "0 0 0 3  5 0 0",
            "1 0 0 0 25 0 9",
            "1 0 0 1 15 0 9",
            "1 1 0 2  2 0 2",
            "1 0 0 3 10 0 0",
        ),
    }


def what_is_filed_and_follows() -> dict[str, Rows]:
    """Records, whom they harm, disputes, lists and doors."""
    return {
        "records": rows(
            "month entry cause records points repaired expired corrected",
            "0 0 0 4 -2000 0 0 0",
            "0 0 1 1  -500 0 0 0",
            "0 0 2 3 -1500 0 0 0",
            "0 1 0 5 -5000 0 0 0",
            "0 1 3 1 -1000 0 0 0",
            "1 2 0 8  4000 0 0 0",
        ),
        "harm": rows(
            "month cell penalised wrongly late innocent penal_days wrong_days late_days "
            "bad_records wrong_records bad_deeds",
            "0 0 2 1 0 1 40 10  0 8 2 24",
            "0 1 1 1 0 0 20 10  0 2 1  6",
            "1 0 2 0 1 0 40  0 20 3 1  0",
            "1 1 2 1 0 1 20 10  0 1 1  0",
        ),
        "appeals": rows(
            "month notices disputes decided corrected wrongly_upheld queue waiting_days "
            "unnoticed_wrong",
            "0 7 3 2 1 0 1 30 1",
            "1 0 1 2 1 1 0 50 2",
        ),
        "repair_days": rows("days cases", "20 2", "45 1", "400 1"),
        "lists": rows("list stock entered left", "0 1 1 0"),
        "doors": rows(
            "consequence minority hits attempts refusals wrongful money late",
            "0 0 0 10 3 1    0 1",
            "1 1 0 10 4 2 -28000 0",
        ),
    }


def what_people_make_of_it() -> dict[str, Any]:
    """Awareness, how the score follows conduct, and the books of four lives."""
    return {
        "response": rows(
            "month place residents aware belief_sum striving",
            "0 0 10 0 100 0",
            "1 0 10 1 100 6",
        ),
        "validity": rows(
            "month n score conduct score2 conduct2 product",
            "0 3   6 6    14 14  14",
            "1 3 306 9 31214 29 920",
        ),
        "panel_people": rows(
            "resident age flags household cell education occupation fifth role place",
            "1 34 2 0 0 2 1 2 0 0",
            "2 51 1 0 0 2 1 2 0 0",
            "3 70 3 0 0 2 7 2 0 0",
            "4  9 0 0 0 1 5 2 0 0",
        ),
        "panel_events": tiny_panel(),
    }


def tiny_run(folder: Path, **changes: Any) -> Run:
    """The tiny run on disk."""
    return write_run(folder, manifest(**changes), tiny_tables())
