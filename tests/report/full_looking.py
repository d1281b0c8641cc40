"""A run folder with the looks of a real one, made of random numbers: five years, 160 cells."""

from pathlib import Path
from typing import Any

import numpy as np

from socialcredit.core import events as happened
from socialcredit.core.run_layout import TABLES
from socialcredit.results.run import Run
from tests.results.synthetic import event, manifest, write_run

MONTHS, PEOPLE, PANEL = 60, 50_000, 400

# kind, domain, sign, harm, fine, deeds per person-year, relative change under the scheme
KINDS = (
    ("jaywalking", "traffic", "bad", 4, 20, 6.0, -0.12),
    ("red-light", "traffic", "bad", 15, 200, 0.8, -0.15),
    ("drunk-driving", "traffic", "bad", 60, 2000, 0.02, -0.06),
    ("loan-arrears", "debt", "bad", 30, 0, 0.05, -0.04),
    ("unpaid-judgment", "debt", "bad", 45, 0, 0.01, -0.02),
    ("utility-arrears", "utilities", "bad", 10, 0, 0.09, -0.09),
    ("fare-dodging", "transport", "bad", 6, 50, 0.4, -0.07),
    ("brawl", "public-order", "bad", 25, 200, 0.02, -0.01),
    ("loud-petition", "petition", "watched", 0, 0, 0.03, -0.28),
    ("critical-post", "speech", "watched", 0, 0, 0.3, -0.24),
    ("volunteering", "volunteering", "good", 15, 0, 0.06, 3.4),
    ("blood-donation", "health", "good", 30, 0, 0.013, 0.6),
    ("charity-gift", "charity", "good", 15, 0, 0.1, 0.35),
    ("honour", "honours", "good", 20, 0, 0.01, 0.0),
    ("helping-neighbour", "neighbourhood", "hidden-good", 10, 0, 3.0, -0.05),
    ("quiet-dishonesty", "neighbourhood", "hidden-bad", 15, 0, 0.5, 0.03),
)
GROUPS = {"traffic": "road", "debt": "money", "utilities": "money", "transport": "road",
          "public-order": "violence", "petition": "speech", "speech": "speech"}  # fmt: skip
TERMS = ("perceived-risk", "value-of-standing", "chilling", "while-listed")
CHEAP = (10, 11, 12)
BAD = (0, 1, 2, 3, 4, 5, 6, 7)
DOORS = (
    ("no-fast-train", "transport"),
    ("no-loan", "debt"),
    ("no-promotion", "work"),
    ("school-review", "education"),
    ("heating-rebate", "utilities"),
)


def names() -> dict[str, Any]:
    """Names of the full-looking run."""
    scored = [k for k in KINDS if not k[2].startswith("hidden")]
    return {
        "kinds": [k[0] for k in KINDS],
        "kind_titles": [k[0].replace("-", " ").capitalize() for k in KINDS],
        "kind_domains": [k[1] for k in KINDS],
        "kind_signs": [k[2] for k in KINDS],
        "kind_groups": [GROUPS[k[1]] if k[2] in ("bad", "watched") else k[2] for k in KINDS],
        "terms": list(TERMS),
        "kind_gravity": [{"harm": k[3], "fine": k[4], "public": k[3]} for k in KINDS],
        "sources": ["street cameras", "traffic police", "banks", "neighbours"],
        "places": ["rongcheng"],
        "schemes": [
            {
                "name": "rongcheng",
                "title": "Rongcheng personal credit score",
                "grades": ["AAA", "AA", "A", "B", "C", "D"],
                "bands": [105000, 103000, 96000, 85000, 60000, None],
                "start": 100000,
                "penal": ["C", "D"],
                "entries": [k[0] for k in scored],
                "entry_titles": [k[0] for k in scored],
                "entry_deeds": [k[0] for k in scored],
                "entry_evidence": [("primary", "secondary", "assumed")[i % 3] for i in range(14)],
                "lists": ["blacklist", "red list"],
                "consequences": [d[0] for d in DOORS],
                "consequence_domains": [d[1] for d in DOORS],
            }
        ],
    }


def grid(**axes: int) -> dict[str, np.ndarray]:
    """Columns of every combination of the axes."""
    mesh = np.meshgrid(*[np.arange(n) for n in axes.values()], indexing="ij")
    return {name: part.ravel() for name, part in zip(axes, mesh, strict=True)}


def full_run(folder: Path, seed: int = 1) -> Run:
    """Write the full-looking run; the same seed gives the same folder."""
    rng = np.random.default_rng(seed)
    cells = _cells(rng)
    tables = {
        "cells": cells,
        "grades": _grades(cells, rng),
        "conduct": _conduct(rng),
        "records": _records(rng),
        "harm": _harm(cells, rng),
        "appeals": _appeals(rng),
        "repair_days": _repairs(rng),
        "lists": {**grid(world=1, month=MONTHS, scheme=1, list=2),
                  **dict.fromkeys(("stock", "entered", "left"), np.full(MONTHS * 2, 9))},
        "doors": _doors(rng),
        "response": _response(),
        "awareness": _awareness(),
        "refrained": _refrained(np.random.default_rng(4)),
        "validity": _validity(),
        "panel_people": _people(rng),
        "panel_events": _events(rng),
    }  # fmt: skip
    command = "socialcredit run rongcheng --people 50000 --years 5 --seed 7"
    changes = {"months": MONTHS, "people": PEOPLE, "days": 1826, "names": names()}
    return write_run(folder, manifest(command=command, **changes), tables)


def joined_run(folder: Path) -> Run:
    """The full-looking run with more to tell: bodies, a scheme beside them, lenders, publicity."""
    run = full_run(folder.with_name("first"))
    told = dict(run.manifest)
    one = told["names"]["schemes"][0]
    one |= {"dimensions": ["conduct"], "audience": "the county"}
    one |= {"published": ["every record"] * MONTHS, "story": ["It was so."], "departures": []}
    parts = ("Getting about", "Money", "A part of life with a long name of its own")
    bodies = [{**one, "name": f"plan-{n}", "title": f"The plan: {p}"} for n, p in enumerate(parts)]
    alone = {**one, "name": "tone", "title": "Ringback tones for judgment debtors of the courts"}
    alone |= {"story": ["It rang."], "published": ["nothing"] * MONTHS, "dimensions": []}
    told["names"] |= {"schemes": [*bodies, alone], "lenders": ["A", "B"]}
    told["scenario"] = {"title": "The plan", "divided": ["plan"]}
    tables = {name: run.table(name) for name in TABLES}
    tables["lending"] = _lending(np.random.default_rng(2))
    tables["awareness"] = _awareness(schemes=len(told["names"]["schemes"]))
    return write_run(folder, told, tables)


def _lending(rng: np.random.Generator) -> dict[str, np.ndarray]:
    table = grid(world=2, month=MONTHS, minority=2, fifth=5)
    size = len(table["month"])
    fill = {"people": 1000, "borrowers": 200, "several": 60, "over": 9, "asked": 40, "face": 1,
            "wrongly": 1, "marks": 3, "full": 2, "granted": 33, "defaulted": 1, "late": 4,
            "loans": 250, "repaid": 30, "wrongly_marked": 2, "stranded": 5,
            "stranded_lost": 1}  # fmt: skip
    filled = {name: rng.poisson(value, size) for name, value in fill.items()}
    return {**table, **filled, "on_file": 150 * (1 - table["world"]) * (table["month"] > 12)}


def _cells(rng: np.random.Generator) -> dict[str, np.ndarray]:
    cells = grid(place=1, female=2, urban=2, minority=2, age_band=4, fifth=5)
    weight = np.where(cells["minority"] == 1, 0.06, 0.94) * rng.uniform(0.7, 1.3, 160)
    cells["residents"] = np.round(PEOPLE * weight / weight.sum()).astype(int)
    return {"cell": np.arange(160), **cells}


def _grades(cells: dict[str, np.ndarray], rng: np.random.Generator) -> dict[str, np.ndarray]:
    table = grid(world=1, month=MONTHS, scheme=1, cell=160, grade=6)
    year = table["month"] / 12
    first = np.array([0.003, 0.006, 0.96, 0.02, 0.004, 0.001])[table["grade"]]
    drift = np.array([0.006, 0.01, -0.02, 0.002, 0.001, 0.0006])[table["grade"]]
    part = first + drift * year
    table["residents"] = rng.poisson(part * cells["residents"][table["cell"]])
    return table


def _conduct(rng: np.random.Generator) -> dict[str, np.ndarray]:
    table = grid(world=2, month=MONTHS, place=1, kind=len(KINDS))
    rate = np.array([k[5] for k in KINDS])[table["kind"]] * PEOPLE / 12
    change = np.array([k[6] for k in KINDS])[table["kind"]] * (table["world"] == 0)
    season = 1 + 0.08 * np.sin(table["month"] * np.pi / 6)
    grown = change * np.minimum(1, table["month"] / 18)
    table["deeds"] = rng.poisson(rate * season * (1 + grown))
    cheap = np.isin(table["kind"], CHEAP) & (table["world"] == 0)
    extra = table["deeds"] * grown / (1 + grown)
    table["effort"] = np.where(cheap, extra, 0).astype(int)
    table["sighted"] = (table["deeds"] * 0.3).astype(int)
    return table


def _records(rng: np.random.Generator) -> dict[str, np.ndarray]:
    scored = [k for k in KINDS if not k[2].startswith("hidden")]
    table = grid(world=1, month=MONTHS, scheme=1, entry=len(scored), cause=4)
    rate = np.array([k[5] for k in scored])[table["entry"]] * PEOPLE / 12 * 0.15
    error = np.array([1, 0.02, 0.008, 0.01])[table["cause"]]
    table["records"] = rng.poisson(rate * error)
    sign = np.array([1 if k[2] == "good" else -1 for k in scored])[table["entry"]]
    size = np.array([max(k[3], 5) for k in scored])[table["entry"]]
    table["points"] = table["records"] * sign * size * 50
    for end in ("repaired", "expired", "corrected"):
        table[end] = np.zeros_like(table["records"])
    return table


def _harm(cells: dict[str, np.ndarray], rng: np.random.Generator) -> dict[str, np.ndarray]:
    table = grid(world=1, month=MONTHS, scheme=1, cell=160)
    people = cells["residents"][table["cell"]]
    twice = 1 + 1.2 * cells["minority"][table["cell"]]
    grown = table["month"] / MONTHS
    table["penalised"] = rng.poisson(people * 0.01 * (0.3 + grown) * twice)
    table["wrongly"] = rng.binomial(table["penalised"], 0.08 * twice)
    table["innocent"] = rng.binomial(table["wrongly"], 0.3)
    table["penal_days"] = table["penalised"] * 30
    table["wrong_days"] = table["wrongly"] * 30
    table["late"] = table["penalised"] // 40
    table["late_days"] = table["late"] * 30
    table["bad_records"] = rng.poisson(people * 0.08)
    table["wrong_records"] = rng.binomial(table["bad_records"], 0.02 * twice)
    table["bad_deeds"] = rng.poisson(people * 0.6)
    return table


def _appeals(rng: np.random.Generator) -> dict[str, np.ndarray]:
    table = grid(world=1, month=MONTHS, scheme=1)
    table["notices"] = rng.poisson(1100, MONTHS)
    table["disputes"] = rng.poisson(90, MONTHS)
    table["decided"] = np.minimum(table["disputes"], 70)
    table["corrected"] = rng.binomial(table["decided"], 0.3)
    table["wrongly_upheld"] = rng.binomial(table["decided"], 0.1)
    table["queue"] = np.cumsum(table["disputes"] - table["decided"])
    table["waiting_days"] = table["decided"] * 40
    table["unnoticed_wrong"] = rng.poisson(50, MONTHS)
    table["silent"] = np.zeros(MONTHS, dtype=int)
    return table


def _repairs(rng: np.random.Generator) -> dict[str, np.ndarray]:
    days, cases = np.unique(
        np.clip(rng.lognormal(4.6, 0.8, 900).astype(int), 0, 4095), return_counts=True
    )
    return {"world": 0 * days, "scheme": 0 * days, "days": days, "cases": cases}


def _doors(rng: np.random.Generator) -> dict[str, np.ndarray]:
    table = grid(world=1, month=MONTHS, scheme=1, consequence=5, minority=2, hits=3)
    table["attempts"] = rng.poisson(60, len(table["month"]))
    table["refusals"] = rng.binomial(table["attempts"], 0.5 / (1 + table["consequence"]))
    table["wrongful"] = rng.binomial(table["refusals"], 0.1)
    table["late"] = table["refusals"] // 30
    table["money"] = -table["refusals"] * 3000 * (table["consequence"] == 1)
    return table


def _response() -> dict[str, np.ndarray]:
    table = grid(world=1, month=MONTHS, place=1)
    month = table["month"]
    fill = {"residents": PEOPLE + 0 * month, "aware": month * 300, "belief_sum": month * 4000,
            "striving": month * 60}  # fmt: skip
    return {**table, **fill}


def _awareness(schemes: int = 1) -> dict[str, np.ndarray]:
    table = grid(world=1, month=MONTHS, scheme=schemes, place=1)
    month, later = table["month"], 1 + table["scheme"]
    return {**table, "scored": 40_000 + 10 * month,
            "aware": 4000 // later + month * (70 - month) * 5 // later}  # fmt: skip


def _refrained(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """The last term, care while listed, keeps nobody from anything."""
    table = grid(world=2, month=MONTHS, place=1, kind=10, term=len(TERMS) - 1)
    mean = np.array([KINDS[kind][5] * 30 for kind in range(10)])[table["kind"]]
    chilled = np.array([KINDS[kind][2] == "watched" for kind in range(10)])[table["kind"]]
    acts = (table["world"] == 0) & (chilled == (table["term"] == 2))
    table["deeds"] = rng.poisson(mean * acts / (1 + table["term"]) ** 2)
    return table


def _validity() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(3)
    score, conduct = rng.normal(100_000, 900, 2000), rng.normal(0, 40, 2000)
    x, y = (score + 6 * conduct).astype(np.int64), conduct.astype(np.int64)
    table = grid(world=1, month=MONTHS, scheme=1)
    sums = {"n": len(x), "score": x.sum(), "conduct": y.sum(), "score2": (x * x).sum(),
            "conduct2": (y * y).sum(), "product": (x * y).sum()}  # fmt: skip
    return {**table, **{name: np.full(MONTHS, total) for name, total in sums.items()}}


def _people(rng: np.random.Generator) -> dict[str, np.ndarray]:
    return {
        "resident": np.arange(PANEL) * 100,
        "household": np.arange(PANEL) // 3,
        "cell": rng.integers(0, 160, PANEL),
        "age": np.append([34, 45, 61], rng.integers(5, 85, PANEL - 3)),
        "flags": rng.integers(0, 32, PANEL),
        "education": rng.integers(0, 5, PANEL),
        "occupation": rng.integers(0, 8, PANEL),
        "fifth": rng.integers(0, 5, PANEL),
        "role": rng.integers(0, 5, PANEL),
        "place": np.zeros(PANEL, dtype=int),
    }


def _events(rng: np.random.Generator) -> list[dict[str, int]]:
    book = _wronged(0) + _bought(100) + _decent(200)
    for person in range(3, PANEL):
        for day in rng.integers(0, 1800, 4):
            book.append(event(person * 100, int(day), happened.DEED, kind=0, scheme=-1))
    return book


def _wronged(who: int) -> list[dict[str, int]]:
    low = {"score": 58000, "grade": 5}
    book = [
        event(who, 40, happened.DEED, kind=14, scheme=-1),
        event(who, 90, happened.AWARE),
        event(who, 300, happened.FILED, kind=4, entry=4, points=-42000, cause=1, record=1, **low),
        event(who, 300, happened.GRADE, **low),
        event(who, 330, happened.LISTED, entry=0, **low),
    ]
    book += [event(who, d, happened.REFUSED, entry=0, **low) for d in (350, 372, 401)]
    book += [
        event(who, 410, happened.REFUSED, entry=1, **low),
        event(who, 420, happened.NOTICE, record=1, **low),
        event(who, 431, happened.DISPUTE, record=1, **low),
        event(who, 520, happened.UPHELD, record=1, **low),
        event(who, 560, happened.DISPUTE, record=1, **low),
        event(who, 700, happened.CORRECTED, kind=4, entry=4, record=1, score=100000, grade=2),
        event(who, 700, happened.GRADE, score=100000, grade=2),
        event(who, 760, happened.COPIES_CORRECTED, record=1, score=100000, grade=2),
    ]
    return book


def _bought(who: int) -> list[dict[str, int]]:
    book = [
        event(who, 200, happened.DEED, kind=2, scheme=-1),
        event(who, 203, happened.SIGHTED, kind=2, source=1, scheme=-1),
        event(who, 210, happened.FILED, kind=2, entry=2, points=-45000, cause=0, record=2,
              score=55000, grade=5),
        event(who, 210, happened.GRADE, score=55000, grade=5),
        event(who, 240, happened.REFUSED, entry=0, score=55000, grade=5),
    ]  # fmt: skip
    score = 55000
    for step in range(8):
        score += 6000
        grade = 5 if score < 60000 else 4 if score < 85000 else 3 if score < 96000 else 2
        day = 300 + step * 45
        book.append(event(who, day, happened.DEED, kind=10, scheme=-1))
        book.append(event(who, day + 5, happened.FILED, kind=10, entry=10, points=6000, cause=0,
                          record=20 + step, score=score, grade=grade))  # fmt: skip
    return book


def _decent(who: int) -> list[dict[str, int]]:
    book = [event(who, 60 + 97 * i, happened.DEED, kind=14, scheme=-1) for i in range(8)]
    gift = {"kind": 12, "entry": 12, "record": 40, "score": 100500, "grade": 2}
    return [*book, event(who, 900, happened.FILED, points=500, cause=0, **gift)]
