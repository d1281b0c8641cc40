"""How far our assumptions could move the numbers of a run, in a sentence; or how to find out."""

from socialcredit.results.assumed import assumed, next_step
from socialcredit.results.measures.registry import id_of, measure_of
from socialcredit.results.run import Run
from socialcredit.results.words.measured import between

TOLD = ("conduct.bad.change", "M1.share", "M7.within_a_year")


def doubt_sentence(run: Run) -> str:
    """Behind the word that assumptions are the larger doubt: how large, or what would tell."""
    told = assumed(run)
    if told is None:
        return f"`{next_step(run)}` tells how far it goes."
    parts = [
        f"{measure_of(key).words} {between(measure_of(key), ends)}"
        for key, ends in told.ranges.items()
        if id_of(key) in TOLD
    ]
    ground = f"{told.points} points drawn from the ranges, {told.people:,} people each"
    return f"{'; '.join(parts)} (where nine in ten lie of {ground})."
