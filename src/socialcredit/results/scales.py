"""How the score and grade of a scheme follow from live records, whichever of them count."""

from typing import NamedTuple

import numpy as np

from socialcredit.results import naming, panel
from socialcredit.results.run import Run


def brings_a_score(run: Run, number: int) -> int | None:
    """Where a record's points are a score, the start (hundredths) they are measured from; or None.

    The tables hold how far a record is from it, so that below nought is bad in every scheme.
    """
    names = naming.scheme(run, number)
    return int(names["start"]) if names.get("counts") in ("latest", "mean") else None


class Scale(NamedTuple):
    """What `panel.without` asks of a scheme: bounds in hundredths, and how records make a score."""

    bounds: list[int]
    results: panel.Results | None


def results_of(run: Run, scheme: int) -> panel.Results | None:
    """How the score of a scheme is made of records that bring one each; None where it is a sum."""
    names, start = naming.scheme(run, scheme), brings_a_score(run, scheme)
    if start is None:
        return None
    led = frozenset(e for e, grade in enumerate(names["entry_to_grade"]) if grade is not None)
    return panel.Results(str(names["counts"]), start, int(names["unit"]), led)


def scale_of(run: Run, scheme: int) -> Scale:
    """How grades of a scheme follow from records."""
    return Scale(panel.bounds_of(run, scheme), results_of(run, scheme))


def gone_without(state: panel.State, taken: set[int], penal: np.ndarray, scale: Scale) -> bool:
    """Whether a penalty is gone without the records numbered `taken`; never without any."""
    return bool(taken) and not penal[panel.without(state, taken, *scale)[1]]


def counting(state: panel.State, results: panel.Results | None) -> list[panel.Filed]:
    """The live records of which a score is made, each with the points that it adds to the start."""
    live = [*state.live.values()]
    if results is None:
        return live
    told = [one for one in live if one.entry not in results.skips]
    if results.counts == "latest":
        return told[-1:]
    return [one._replace(points=round(one.points / len(told))) for one in told]
