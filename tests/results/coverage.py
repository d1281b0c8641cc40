"""How often the 90 % interval of each kind of number covers what it is an interval of.

`python -m tests.results.coverage` lives a small town of Rongcheng's rules with many seeds. The
truth of a number is its mean over all of them, except for a middle number of days and a quantile,
whose truth is that of all the runs' cases together. A number counts where it has an interval.
Written into docs/reference/measures.md; `test_luck.py` runs it with few seeds.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from datetime import date
from statistics import fmean, median
from typing import Any, NamedTuple

import numpy as np

from socialcredit.engine.folder import content_hash, table_hashes
from socialcredit.engine.manifest import manifest_of
from socialcredit.engine.run import simulate
from socialcredit.language.resolve import loading
from socialcredit.language.resolve.inputs import Inputs, resolve
from socialcredit.results.luck import Interval
from socialcredit.results.measures import contest, disparity, proportion, shares, validity, wrongful
from socialcredit.results.measures.across import across_bodies
from socialcredit.results.measures.context import context_distance
from socialcredit.results.measures.offsets import offsets
from socialcredit.results.measures.repair_time import repair_time
from socialcredit.results.measures.worst_off import tail_harm
from socialcredit.results.naming import BAD_SIGNS, GOOD_SIGNS
from socialcredit.results.run import Run

PEOPLE, SEEDS = 2000, 200
# Sharper eyes and worse sensors, so that a small town has enough of everything in two years.
CHANGES = [
    "assumptions.deeds.motivation.spread=1.5",
    "schemes.rongcheng.procedure.notice.chance=0.9",
    "assumptions.sensors.traffic-police.false_alarm=0.05",
    "assumptions.sensors.traffic-police.wrong_person=0.1",
    "assumptions.sensors.courts.false_alarm=0.02",
]


class Told(NamedTuple):
    """A number as a run tells it."""

    value: float
    interval: Interval


def told(run: Run) -> dict[str, Told | None]:
    """A number of each kind, with its interval; None where the run gives none."""
    m1, m2, m10 = (
        measure(run)
        for measure in (
            wrongful.wrongful_penalties, wrongful.missed_breaches, contest.permanence,
        )
    )  # fmt: skip
    m12, time, tail = validity.surveillance_load(run), repair_time(run), tail_harm(run)
    year, groups = time["within"][365], disparity.disparate_impact(run, "female")
    together, unequal = across_bodies(run), groups["times"]["penal_days"]
    found = {
        "rate a person and year: records filed": (m12["per_person_year"], m12["interval"]),
        "share: breaches never recorded": (m2["missed"], m2["interval"]),
        "ratio of totals: wrong days of penal days": (m1["share"], m1["interval"]),
        "ratio of totals: late days of penal days": (m1["late_share"], m1["late_interval"]),
        "strict share of penal days": (m1["strict_share"], m1["strict_interval"]),
        "sum: days under a penalty": (together["penal_days"], together["intervals"]["penal_days"]),
        "change against the twin: bad deeds": _change(run, BAD_SIGNS),
        "change against the twin: good deeds": _change(run, GOOD_SIGNS),
        "two groups: penal days, women over men": (unequal["value"], unequal["interval"]),
        "Kaplan and Meier: put right within a year": (year["share"], year["interval"]),
        "middle number: days until put right": (time["median"], time["median_interval"]),
        "middle number: days in a penal grade": (m10["median_days"], m10["interval"]),
        "quantile: penal days of one in ten": (tail["p90"], tail["p90_interval"]),
        "doors of another part of life": _pair(context_distance(run), "other_part"),
        "points made up for in another domain": _pair(offsets(run), "across"),
        "money: yuan lost through consequences": _pair(_money(run), "money_lost"),
    }
    return {
        name: None if value is None or interval is None or None in interval else
        Told(float(value), interval)
        for name, (value, interval) in found.items()
    }  # fmt: skip


def _change(run: Run, signs: tuple[str, ...]) -> tuple[float | None, Interval]:
    found = shares.conduct_change(run, signs)
    return found["change"], found["interval"]


def _pair(found: dict[str, Any], name: str) -> tuple[float | None, Interval]:
    return found[name], found["interval"]


def _money(run: Run) -> dict[str, Any]:
    found = proportion.proportionality(run)
    return {"money_lost": found["money_lost"], "interval": found["money_interval"]}


def both_worlds(inputs: Inputs) -> Run:
    """A run with its twin, measured in memory and never written."""
    setup, tables = simulate(inputs, 1, None, 0)
    _, without = simulate(inputs, 1, None, 1)
    joined = {
        name: {column: np.concatenate([table[column], without[name][column]]) for column in table}
        if "world" in table
        else table
        for name, table in tables.items()
    }
    made = {**manifest_of(inputs, setup, (), 1), "content_hash": content_hash(table_hashes(joined))}
    return Run(None, made, joined)


def runs(seeds: int, people: int) -> Iterator[Run]:
    """The small town under every seed, where the whole town is the panel."""
    changes = {
        "people": people, "starts": date(2014, 1, 1), "ends": date(2015, 12, 31),
        "panel_households": people,
    }  # fmt: skip
    town = loading.load_scenario("rongcheng").model_copy(update=changes)
    for seed in range(1, seeds + 1):
        yield both_worlds(resolve(town.model_copy(update={"seed": seed}), CHANGES))


MIDDLE: dict[str, Callable[[list[float]], float]] = {"middle": median, "quantile": median}


def coverage(seeds: int = SEEDS, people: int = PEOPLE) -> list[dict[str, Any]]:
    """A row a number: in how many runs it had an interval, and in which share that held the truth.

    The truth is the mean over seeds; of a middle number or a quantile the median over seeds.
    """
    found: dict[str, list[Told | None]] = {}
    for run in runs(seeds, people):
        for name, one in told(run).items():
            found.setdefault(name, []).append(one)
    rows = []
    for name, every in found.items():
        known = [one for one in every if one is not None]
        truth = MIDDLE.get(name.split()[0], fmean)([one.value for one in known]) if known else 0.0
        held = [low <= truth <= high for _, (low, high) in known]
        rows.append(
            {"number": name, "truth": truth, "runs": len(known),
             "covered": sum(held) / len(held) if held else None}
        )  # fmt: skip
    return rows


def main() -> None:
    """Print a line a number."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, default=SEEDS)
    asked.add_argument("--people", type=int, default=PEOPLE)
    given = asked.parse_args()
    for row in coverage(given.seeds, given.people):
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
