"""The golden run of a scheme: a tiny town whose numbers stand in `golden.csv`, beside the rules.

Grades and records stand there by month, and every table in sums over all months (golden_sums.py).
It changes only in a commit that says why. `python -m socialcredit.cases.golden NAME ...` writes it
anew (every shipped scheme without names; `make golden` does that). The first line says which run it
is; a new scheme gets its first twelve months.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from socialcredit.cases.golden_sums import sums
from socialcredit.core.run_files import write_whole
from socialcredit.engine.collect import Table
from socialcredit.engine.run import simulate
from socialcredit.engine.setup import Setup
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import beliefs_beside, load_scheme
from socialcredit.language.resolve.paths import scheme_folder, scheme_names

FILE, PEOPLE, SEED = "golden.csv", 2500, 1
PART_OF = {"china": "sichuan"}  # one province stands for all, each of which takes its time
COLUMNS = "month,what,name,count,points"
HEAD = re.compile(
    r"# (\d+) (?:people|firms), seed (\d+), from (\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)"
)


def golden_file(name: str | Path) -> Path:
    """Where the golden run of a scheme stands."""
    return scheme_folder(name) / FILE


def golden_scenario(name: str | Path) -> Scenario:
    """The run that the file's first line asks for, or the first twelve months of the scheme."""
    scheme, file = load_scheme(name), golden_file(name)
    told = HEAD.match(file.read_text(encoding="utf-8")) if file.exists() else None
    if told:
        people, seed, starts, ends = int(told[1]), int(told[2]), told[3], told[4]
    else:
        people, seed, starts = PEOPLE, SEED, scheme.starts.isoformat()
        ends = (scheme.starts + timedelta(days=364)).isoformat()
    return Scenario.model_validate(
        {
            "scenario": "golden",
            "title": f"Golden run of {scheme.scheme}",
            "places": [PART_OF.get(scheme.place, scheme.place)],
            scheme.kind if scheme.kind == "firms" else "people": people,
            "schemes": [str(name)],
            "from": starts,
            "to": ends,
            "seed": seed,
            "panel_households": 0,
            "assumptions": beliefs_beside(name),
        }
    )


def golden_text(name: str | Path, threads: int = 1) -> str:
    """The golden run as its file holds it: grades and records by month, all tables in sums."""
    scenario = golden_scenario(name)
    inputs = resolve(scenario)
    setup, tables = simulate(inputs, threads)
    whom = "firms" if scenario.kind == "firms" else "people"
    head = (
        f"# {scenario.subjects} {whom}, seed {scenario.seed}, "
        f"from {scenario.starts} to {scenario.ends}"
    )
    rows = [*_grades(setup, inputs.schemes[0], tables["grades"])]
    rows += _records(setup, inputs.schemes[0], tables["records"])
    rows += _lending(setup, tables["lending"]) if "lending" in tables else ()
    rows += sums(setup, inputs.schemes[0], tables)
    return "\n".join([head, COLUMNS, *rows]) + "\n"


def _grades(setup: Setup, scheme: Scheme, table: Table) -> Iterator[str]:
    names = scheme.grades[0].names
    counts = np.zeros((len(setup.months), max(len(g.names) for g in scheme.grades)), np.int64)
    np.add.at(counts, (table["month"], table["grade"]), table["residents"])
    for month, grade in np.ndindex(counts.shape):
        label = names[grade] if grade < len(names) else str(grade)
        yield f"{_month(setup, month)},grade,{label},{counts[month, grade]},"


def _records(setup: Setup, scheme: Scheme, table: Table) -> Iterator[str]:
    """Records filed and the points they moved, in hundredths; entries without any are left out."""
    sums = np.zeros((len(setup.months), len(scheme.entries), 2), np.int64)
    both = np.stack((table["records"], table["points"]), axis=1)
    np.add.at(sums, (table["month"], table["entry"]), both)
    for month, entry in zip(*np.nonzero(sums.any(axis=2)), strict=True):
        count, points = sums[month, entry]
        yield f"{_month(setup, month)},record,{scheme.entries[entry].id},{count},{points}"


def _lending(setup: Setup, table: Table) -> Iterator[str]:
    """Applications, loans granted and lost, people over-indebted and on file with a bureau."""
    for name in ("asked", "granted", "defaulted", "over", "on_file"):
        counts = np.zeros(len(setup.months), np.int64)
        np.add.at(counts, table["month"], table[name])
        for month, count in enumerate(counts):
            yield f"{_month(setup, month)},lending,{name},{count},"


def _month(setup: Setup, month: int) -> str:
    first: date = setup.months[month].first
    return f"{first:%Y-%m}"


def refresh(names: Sequence[str]) -> None:
    """Write the golden runs of these schemes anew, or of all that the package ships."""
    for name in names or scheme_names():
        write_whole(golden_file(name), golden_text(name))
        print(f"{golden_file(name)} written")


if __name__ == "__main__":
    refresh(sys.argv[1:])
