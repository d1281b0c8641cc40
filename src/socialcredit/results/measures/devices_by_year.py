"""Devices that match faces, year by year: how many, what they cover, whom they hit."""

from typing import Any

import numpy as np

from socialcredit.core.events import RIGHT, WRONG_CONTENT
from socialcredit.results import naming
from socialcredit.results.measures.face_matching import by_cause, groups_of
from socialcredit.results.part import share
from socialcredit.results.run import Run, add_up


def hits_by_year(run: Run, scheme: int = 0) -> list[dict[str, Any]]:
    """A row a year and set of sources: `devices` that stand in the real places at the year's end.

    `covers` is the share of deeds that happen before one of them, `hits` what they brought and
    `wrong` how many of these name somebody who did not do it.
    """
    numbers, reaches = (run.names.get(name) or {} for name in ("device_numbers", "device_reach"))
    rows = []
    for sources in groups_of(run, scheme):
        for year, months in _years(run):
            causes = by_cause(run, scheme, sources, months)
            hits, right = int(causes.sum()), int(causes[RIGHT] + causes[WRONG_CONTENT])
            devices = sum(numbers[name][months[-1]] for name in sources if name in numbers)
            if hits or devices:
                rows.append({
                    "year": year,
                    "title": naming.sources_title(run, sources),
                    "devices": devices,
                    "covers": max((reaches[n][months[-1]] for n in sources if n in reaches),
                                  default=None),
                    "hits": hits,
                    "wrong": hits - right,
                    "share": share(hits - right, hits),
                })  # fmt: skip
    return rows


def undone_by_year(run: Run, scheme: int = 0) -> list[dict[str, Any]]:
    """Lawful deeds that the scheme counts, with it and in the twin without it, year by year.

    Empty where it counts none or there is no twin.
    """
    watched = naming.kinds_with_sign(run, ("watched",))
    counted = [int(kind) for kind in np.unique(naming.entry_kinds(run, scheme)) if watched[kind]]
    if not counted or not run.has_twin:
        return []
    done = run.table("conduct")
    mine = np.isin(done["kind"], counted)
    with_, without = (
        add_up(done["deeds"][rows], done["month"][rows], run.months)
        for rows in (mine & (done["world"] == 0), mine & (done["world"] == 1))
    )
    found = []
    for year, months in _years(run):
        one, two = int(with_[months].sum()), int(without[months].sum())
        found.append({"year": year, "with": one, "without": two})
    return found


def _years(run: Run) -> list[tuple[str, list[int]]]:
    """The calendar years of a run, each with the numbers of its months."""
    first = int(str(run.manifest["start"])[:4]), int(str(run.manifest["start"])[5:7])
    found: dict[str, list[int]] = {}
    for month in range(run.months):
        year = str(first[0] + (first[1] - 1 + month) // 12)
        found.setdefault(year, []).append(month)
    return list(found.items())
