"""How often the 90 % interval of each kind of number covers what it is an interval of.

`python -m tests.results.coverage` lives a small town of Rongcheng's rules with many seeds and
changes, so that every kind of number exists; counts and shares also as `validate` holds them
against published ones. The truth of a number is its mean over all seeds; of a middle number or a
quantile the middle one over all seeds. What counts is every run that tells an interval. Of the
seeds taken five by five, the interval of their mean is held against the mean of all.

A number that comes in steps, as days come in months, is often the very end of an interval, and
whether the truth lies this side of it or that nobody can tell. So `covered` counts such an
interval and `inside` does not; of any other number the two are the same.

`--check` ends with status 1 where a number is covered less often than 84 times in a hundred, or
inside more often than 95, or has an interval in fewer than half of the runs. That band is for 200
intervals; of fewer it is wider by as much as their binomial error (1.645 sqrt(0.9 x 0.1 / n))
exceeds that of 200. Written into docs/reference/measures.md; `test_luck.py` runs it with few seeds.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date
from math import inf, sqrt
from statistics import fmean, median
from typing import Any, NamedTuple

from socialcredit.core.student import REACH
from socialcredit.engine.folder import content_hash, table_hashes
from socialcredit.engine.manifest import manifest_of
from socialcredit.engine.run import simulate
from socialcredit.experiments.counted import Lived
from socialcredit.experiments.validate import figure_row
from socialcredit.language.model.published import Figure, Pick
from socialcredit.language.resolve.inputs import Inputs, resolve
from socialcredit.results.luck import FEW_SEEDS, of_mean
from socialcredit.results.measures import contest, disparity, proportion, shares, validity, wrongful
from socialcredit.results.measures.across import across_bodies
from socialcredit.results.measures.context import context_distance
from socialcredit.results.measures.offsets import offsets
from socialcredit.results.measures.worst_off import tail_harm
from socialcredit.results.naming import BAD_SIGNS, GOOD_SIGNS
from socialcredit.results.run import Run
from tests.engine.towns import town

PEOPLE, SEEDS = 2000, 200
ENDS = date(2015, 12, 31)
LEAST, MOST = 0.84, 0.95  # of 200 intervals of 90 %
RONGCHENG = "schemes.rongcheng"
CHARGE = (
    "{consequence: closer-checks, title: A monthly charge, when: {grades: [C, D]}, domain: licence,"
    " effect: money, money: -50, per: month, since: 2014-01-01, source: assumed, evidence: assumed}"
)
# Sharper eyes and worse sensors, grades that penalise for little, records that end, an office that
# decides: so that a small town has enough of everything in two years.
CHANGES = [
    "assumptions.deeds.motivation.spread=1.5",
    "assumptions.sensors.traffic-police.false_alarm=0.05",
    "assumptions.sensors.traffic-police.wrong_person=0.1",
    "assumptions.sensors.courts.false_alarm=0.02",
    "assumptions.behaviour.dispute.wrong=[0.8, 0.8, 0.9, 0.9, 0.9]",
    f"{RONGCHENG}.grades.bands={{AAA: 1050, AA: 1030, A: 995, B: 990, C: 600, D: lowest}}",
    f"{RONGCHENG}.procedure.notice.chance=1",
    f"{RONGCHENG}.procedure.office.decisions=5000",
    f"{RONGCHENG}.procedure.finds.wrong=0.95",
    f"{RONGCHENG}.procedure.validity.bad=1 year",
    f"{RONGCHENG}.procedure.repair={{after: 1 month, chance: 0.1}}",
    f"{RONGCHENG}.consequences.no-loan.when={{grades: [C, D]}}",
    f"{RONGCHENG}.consequences.no-social-support.when={{grades: [C, D]}}",
    f"{RONGCHENG}.consequences.closer-checks={CHARGE}",
]


class Told(NamedTuple):
    """A number as a run tells it; None where it tells no interval, or no number."""

    value: float | None
    interval: Any


def told(run: Run) -> dict[str, Told]:
    """A number of each kind, with its interval."""
    return {
        name: Told(value, interval)
        for name, (value, interval) in (_of_records(run) | _of_people(run) | _of_days(run)).items()
    }


Pairs = dict[str, tuple[Any, Any]]


def _of_records(run: Run) -> Pairs:
    """Rates, shares and ratios of what was done, seen and filed."""
    m2, m12, load = wrongful.missed_breaches(run), validity.surveillance_load(run), offsets(run)
    path, doors = contest.path_of_wrong_records(run), context_distance(run)
    bad, good = (shares.conduct_change(run, signs) for signs in (BAD_SIGNS, GOOD_SIGNS))
    fines = next(row for row in shares.conduct_by_kind(run) if row["kind"] == "traffic-offence")
    return {
        "rate a person and year: records filed": (m12["per_person_year"], m12["interval"]),
        "share: breaches never recorded": (m2["missed"], m2["interval"]),
        "share: wrong records put right": (path["repaired"] / path["wrong"], path["interval"]),
        "share: doors of another part of life": (doors["other_part"], doors["interval"]),
        "share: points made up for in another domain": (load["across"], load["interval"]),
        "change against the twin: bad deeds": (bad["change"], bad["interval"]),
        "change against the twin: good deeds": (good["change"], good["interval"]),
        "more than in the twin: traffic offences": (
            fines["with"] - fines["without"], fines["more_interval"],
        ),
    }  # fmt: skip


def _of_people(run: Run) -> Pairs:
    """What people bore: days, money, and one group beside the other."""
    m1, together, m5 = (
        measure(run)
        for measure in (wrongful.wrongful_penalties, across_bodies, proportion.proportionality)
    )
    groups = disparity.disparate_impact(run, "female")
    unequal, women = groups["times"]["penal_days"], groups["groups"][1]
    return {
        "ratio of totals: wrong days of penal days": (m1["share"], m1["interval"]),
        "ratio of totals: late days of penal days": (m1["late_share"], m1["late_interval"]),
        "ratio of totals: strict share of penal days": (m1["strict_share"], m1["strict_interval"]),
        "mean: days under a penalty": (together["penal_days"], together["intervals"]["penal_days"]),
        "mean of a group: women's penal days": (
            women["penal_days"], women["intervals"]["penal_days"],
        ),
        "two groups: penal days, women over men": (unequal["value"], unequal["interval"]),
        "money: sums lost through consequences": (m5["money_lost"], m5["money_interval"]),
    }  # fmt: skip


def _of_days(run: Run) -> Pairs:
    """How long something takes, and what the worst off bear."""
    m7, m10, tail = contest.repair_time(run), contest.permanence(run), tail_harm(run)
    year = m7["within"][365]
    return {
        "Kaplan and Meier: put right within a year": (year["share"], year["interval"]),
        "Kaplan and Meier: over within a year": (m10["year"], m10["year_interval"]),
        "middle number: days until put right": (m7["median"], m7["median_interval"]),
        "middle number: days in a penal grade": (m10["median_days"], m10["interval"]),
        "quantile: penal days of one in ten": (tail["p90"], tail["p90_interval"]),
        "quantile: penal days of one in a hundred": (tail["p99"], tail["p99_interval"]),
    }


COUNTS: dict[str, tuple[str, ...]] = {
    "bad records": ("harm.bad_records",),
    "wrong records": ("harm.wrong_records",),
    "records filed": ("records.records",),
    "people under a penalty": ("harm.penalised",),
    "deeds done": ("conduct.deeds",),
    "loans refused": ("doors.refusals no-loan",),
    "refusals of social support": ("doors.refusals no-social-support",),
    "records put right": ("records.corrected",),
    "wrong records of bad ones": ("harm.wrong_records", "harm.bad_records"),
    "loans refused wrongly of all": ("doors.wrongful no-loan", "doors.refusals no-loan"),
}  # what is counted, and for a share of what: table, column and consequence


def held(lived: Lived) -> dict[str, Told]:
    """Counts and shares of a run with the interval in which `validate` holds them to be."""
    found = {}
    for name, picks in COUNTS.items():
        row = figure_row(lived, a_figure(name, *map(_pick, picks)))
        found[f"validate: {name}"] = Told(row["produced"], row["produced_range"])
    return found


def _pick(words: str) -> Pick:
    place, _, consequence = words.partition(" ")
    table, _, column = place.partition(".")
    where = {"consequence": consequence} if consequence else {}
    return Pick(table=table, column=column, where=where)


def a_figure(name: str, produced: Pick, divided_by: Pick | None = None) -> Figure:
    """A figure as of published.yaml, of whose published value nothing is asked."""
    return Figure(
        what=name, when=ENDS, value=0.0, tolerance="1", unit="of a whole", kind="predicted",
        source="assumed", evidence="assumed", produced=produced, divided_by=divided_by,
    )  # fmt: skip


def both_worlds(inputs: Inputs) -> tuple[Run, Lived]:
    """A run with its twin, measured in memory and never written; and as `validate` has it."""
    setup, tables = simulate(inputs, 1)
    made = {**manifest_of(inputs, setup, 1), "content_hash": content_hash(table_hashes(tables))}
    run = Run(None, made, tables)
    return run, Lived(setup, run.in_one_world().held or {}, inputs.schemes[0], 0, 1.0)


Town = tuple[Run, Lived]


def runs(seeds: int, people: int, households: int, sets: Sequence[str] = ()) -> Iterator[Town]:
    """The town under every seed; up to 5,000 people all of it is the panel."""
    changes = {
        "people": people, "starts": date(2014, 1, 1), "ends": ENDS,
        "panel_households": households,
    }  # fmt: skip
    of_town = town(**changes)
    for seed in range(1, seeds + 1):
        yield both_worlds(resolve(of_town.model_copy(update={"seed": seed}), [*CHANGES, *sets]))


OVER_SEEDS = ("rate a person and year: records filed", "change against the twin: bad deeds")


def coverage(
    seeds: int = SEEDS, people: int = PEOPLE, households: int = 1000, sets: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """A row a number: in how many runs it had an interval, and which share of these held the truth.

    sets  further changes of the town, "path=value"
    """
    found: dict[str, list[Told]] = {}
    for run, lived in runs(seeds, people, households, sets):
        for name, one in (told(run) | held(lived)).items():
            found.setdefault(name, []).append(one)
    for name in OVER_SEEDS:
        found[f"mean of five seeds: {name}"] = _five_by_five(found[name])
    return [_row(name, every) for name, every in found.items()]


def _five_by_five(every: list[Told]) -> list[Told]:
    values = [float(one.value or 0) for one in every]
    fives = [values[at : at + FEW_SEEDS] for at in range(0, len(values), FEW_SEEDS)]
    return [Told(fmean(five), of_mean(five)) for five in fives if len(five) == FEW_SEEDS]


def _row(name: str, every: list[Told]) -> dict[str, Any]:
    middle = median if name.startswith(("middle", "quantile")) else None
    never = inf if middle else None  # a middle one that is not reached lies beyond every other
    values = [never if one.value is None else float(one.value) for one in every]
    known = [value for value in values if value is not None]
    truth = (middle or fmean)(known) if known else None
    ends = [[inf if end is None else end for end in one.interval] for one in every if one.interval]
    row = {"number": name, "truth": truth, "of": len(every), "intervals": len(ends)}
    if truth is None or not ends:
        return row | {"covered": None, "inside": None, "passes": False}
    covered = fmean(low <= truth <= high for low, high in ends)
    inside = fmean(low < truth < high for low, high in ends)
    return row | {
        "covered": covered, "inside": inside,
        "passes": 2 * len(ends) >= len(every) and passes(covered, inside, len(ends)),
    }  # fmt: skip


def passes(covered: float, inside: float, many: int) -> bool:
    """Whether so many intervals hold the truth about as often as they say."""
    spare = max(REACH * sqrt(0.09) * (1 / sqrt(many) - 1 / sqrt(SEEDS)), 0.0)
    return covered >= LEAST - spare and inside <= MOST + spare


def main() -> int:
    """Print a line a number; the status says whether all of them pass."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--seeds", type=int, default=SEEDS)
    asked.add_argument("--people", type=int, default=PEOPLE)
    asked.add_argument("--households", type=int, default=1000, help="of the panel")
    asked.add_argument("--set", action="append", default=[], help="a change of the town")
    asked.add_argument("--check", action="store_true", help="fail where a number fails")
    given = asked.parse_args()
    rows = coverage(given.seeds, given.people, given.households, given.set)
    for row in rows:
        print(json.dumps(row), flush=True)
    return int(given.check and not all(row["passes"] for row in rows))


if __name__ == "__main__":
    raise SystemExit(main())
