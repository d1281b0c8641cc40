"""Whether the office that decides disputes can keep up with those that come."""

from typing import Any

import numpy as np

from socialcredit.results import naming
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run, add_up
from socialcredit.results.scope import residents_under


def office_load(run: Run, scheme: int = 0) -> dict[str, Any] | None:
    """M7: the office's utilisation, disputes that come over disputes it can decide.

    `disputes` that joined the queue and `capacity`, decisions that the rules give the offices of
    all places where the scheme is in force, over the run and in `by_year` (calendar years);
    `utilisation` is the one over the other. Above 1 the queue grows without end, and how long a
    decision takes depends on how long the run is. None where no office decides anything.
    """
    rate = naming.scheme(run, scheme).get("office_decisions")
    if not rate or not any(rate):
        return None
    can = np.array(rate, float) * residents_under(run, scheme)
    appeals = run.rows("appeals", world=0, scheme=scheme)
    came = add_up(appeals["disputes"], appeals["month"], run.months)
    years = [day.year for day in run.firsts]
    rows = []
    for year in dict.fromkeys(years):
        mine = np.array([one == year for one in years])
        if can[mine].sum() > 0:
            rows.append({"year": year, **_load(int(came[mine].sum()), float(can[mine].sum()))})
    return {**_load(int(came.sum()), float(can.sum())), "by_year": rows}


def _load(disputes: int, capacity: float) -> dict[str, Any]:
    used: Share | None = share(disputes, capacity, disputes)
    return {"disputes": disputes, "capacity": capacity, "utilisation": used}
