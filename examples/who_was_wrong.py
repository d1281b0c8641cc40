"""The authority's own files, read against the truth: how many bad records hit the wrong person."""

import tempfile
from pathlib import Path

import socialcredit as sc

# A record is right, or wrong for one of these causes. The authority does not know which; a
# simulation does, because it keeps what was true beside what was filed.

CAUSES = ("right", "wrong person", "false alarm", "wrong content")

with tempfile.TemporaryDirectory() as folder:
    run = sc.run("rongcheng", people=2_000, years=1, seed=7, out=Path(folder) / "town")
    filed = dict.fromkeys(CAUSES, 0)
    for row in run.table("records"):
        if row["world"] == 0 and row["points"] < 0:
            filed[CAUSES[row["cause"]]] += row["records"]
    for cause, records in filed.items():
        print(f"{cause:<14} {records:>6,}")
