"""How far our assumptions could move the numbers of a run, in a sentence; or how to find out."""

from socialcredit.results.assumed import assumed, next_step
from socialcredit.results.measures.registry import measure
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import in_hundred, in_hundred_more

TOLD = ("conduct.bad.change", "M1.share", "M7.within_a_year")
EDGES = {"share": in_hundred, "change": in_hundred_more}


def doubt_sentence(run: Run) -> str:
    """Behind the word that assumptions are the larger doubt: how large, or what would tell."""
    told = assumed(run)
    if told is None:
        return f"`{next_step(run)}` tells how far it goes."
    parts = [
        f"{measure(key).words} {between(key, told.ranges[key])}"
        for key in TOLD
        if key in told.ranges
    ]
    ground = f"{told.points} points drawn from the ranges, {told.people:,} people each"
    return f"{'; '.join(parts)} (where nine in ten lie of {ground})."


def between(key: str, ends: tuple[float, float]) -> str:
    """A range in the unit of its measure."""
    name = key.rpartition("/")[2]
    edge = EDGES.get(measure(name).kind, lambda value: f"{value:,.3g}".replace("-", "−"))
    low, high = map(edge, ends)
    return low if low == high else f"{low} to {high}"
