"""A small town under Rongcheng's rules: how many residents hold each grade after a year."""

import tempfile
from pathlib import Path

import socialcredit as sc

# A year of 2,000 residents is lived into a folder. Its table `grades` has a row for each month,
# group of residents and grade; world 0 is the town, 1 its twin without the rules.

with tempfile.TemporaryDirectory() as folder:
    run = sc.run("rongcheng", people=2_000, years=1, seed=7, out=Path(folder) / "town")
    last = max(run.grades["month"])
    held: dict[int, int] = {}
    for row in run.grades:
        if row["world"] == 0 and row["month"] == last:
            held[row["grade"]] = held.get(row["grade"], 0) + row["residents"]
    for grade, residents in sorted(held.items()):
        print(f"grade {grade}: {residents:>6,}")
