"""How the refused journeys of the court list were calibrated: on counts of 2014 to 2016 only.

The list's length month by month comes from a run. From it follow the refusals for every choice of
four values, and the choice with the least sum of squared misses, in tolerances, is taken. Chance
moves the list's early length: `python examples/calibrate_court_list.py 16000000` is what was done.
"""

import sys
import tempfile
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import numpy as np

import socialcredit as sc
from socialcredit.language.resolve.published import load_published

# What is tried: every choice of four values. How many people there are is said by the call, where
# it says anything; a notebook has the usual number.

PEOPLE = int(sys.argv[1]) if sys.argv[1:] and sys.argv[1].isdecimal() else 100_000
FIRST, OPENED = date(2014, 7, 1), date(2015, 8, 1)  # of trying again; of the trains
TRAINS = 1.7  # journeys wished for in a year
ON_PAPERS = [n / 100 for n in range(0, 60, 4)]  # tickets bought on a passport in November 2016
ENDS = [FIRST + timedelta(n) for n in range(420, 760, 20)]  # of trying again
FLIGHTS = [n / 100 for n in range(40, 91, 3)]  # wished for in a year
CHECKED = [n / 1000 for n in range(80, 401)]  # share of journeys by fast train

# One run says how long the list was, month by month; what would have been refused follows from it.


def length_by_month(people):
    """Persons on the list at the end of each month, in the nation, and the first of each month."""
    with tempfile.TemporaryDirectory() as folder:
        sets = ["twin=null", "panel_households=0", "to=2016-12-31"]
        run = sc.run("court-list", people=people, sets=sets, out=Path(folder) / "run")
        stock = np.zeros(39)
        for row in run.table("lists"):
            stock[row["month"]] += row["stock"] * (row["list"] == 0) * published.people / people
    return stock, [date(2013 + (9 + m) // 12, (9 + m) % 12 + 1, 1) for m in range(40)]


def along(day, curve):
    """A value on the straight line between dated ones."""
    return np.interp(day.toordinal(), [d.toordinal() for d in curve], list(curve.values()))


def refused(figure, monthly):
    """Refusals until the day of a published figure."""
    days = [day.toordinal() for day in firsts]
    since = figure.produced.since or firsts[0]
    reached = np.concatenate([[0.0], np.cumsum(monthly)])
    until = figure.when.toordinal() + 1
    return np.interp(until, days, reached) - np.interp(since.toordinal(), days, reached)


def best(choices, figures, monthly):
    """The choice with the least sum of squared misses: (sum, choice, misses)."""
    units = [refused(figure, monthly) / figure.published for figure in figures]
    allowed = [figure.tolerance.of(figure.published) / figure.published for figure in figures]
    told = []
    for choice in choices:
        misses = [choice * unit - 1 for unit in units]
        parts = [miss / most for miss, most in zip(misses, allowed, strict=True)]
        told.append((sum(part**2 for part in parts), choice, misses))
    return min(told)


def of(door):
    """The figures of a door on which something was calibrated."""
    where = {"consequence": door}
    return [f for f in published.figures if f.kind == "calibrated" and f.produced.where == where]


# Then each choice is held against the counts that were published until 2016, and the best is
# printed with its misses.

published, _ = load_published("court-list")
length, firsts = length_by_month(PEOPLE)
found = []
for papers, end in product(ON_PAPERS, ENDS):
    tries = np.array([1 + along(day, {FIRST: 7.7, end: 0}) for day in firsts[:-1]])
    cards = [along(day, {FIRST: 1.0, date(2016, 11, 14): 1 - papers}) for day in firsts[:-1]]
    opened = np.array([day >= OPENED for day in firsts[:-1]])
    planes = best(FLIGHTS, of("no-flight"), length / 12 * tries * cards)
    trains = best(CHECKED, of("no-fast-train"), length / 12 * TRAINS * tries * opened)
    found.append((planes[0] + trains[0], papers, end, planes, trains))
_, papers, end, planes, trains = min(found)
print(f"bought on a passport in November 2016: {papers:.0%} of air tickets")
print(f"nobody tries again from {end}")
print(f"flights wished for in a year: {planes[1]:g}")
print(f"journeys by fast train refused: {trains[1]:.1%}")
for figure, miss in zip(of("no-flight") + of("no-fast-train"), planes[2] + trains[2], strict=True):
    print(f"{figure.when} {figure.what}: {miss:+.1%}")
