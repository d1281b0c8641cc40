"""F3: do scores lie just above the borders of grades more often than just below?"""

from typing import Any

import numpy as np

from socialcredit.results import naming, panel
from socialcredit.results.households import of_panel, of_rows
from socialcredit.results.luck import of_share
from socialcredit.results.measures.standing import graded_events
from socialcredit.results.part import Share
from socialcredit.results.run import Run

NEAR = 0.25  # of the narrowest grade between two borders: what is just above or below


def bunching(run: Run, scheme: int = 0) -> dict[str, Any]:
    """F3: of scores at the end near the border of a grade, the share just above it; of the panel.

    Half where scores know nothing of borders; more where somebody steers them over. Near is within
    a quarter of the narrowest grade between two borders (`near`, points). Only those with something
    on file count, as everybody else stands where all begin. `borders` are rows, best first:
    `grade` above it, `border` in points, `above` and `below` (residents), and their `share`; of all
    borders together `share` and its `interval`. Where deductions are coarse beside `near`, scores
    heap for that alone. None everywhere where the points are codes or there is no border.
    """
    borders = [] if naming.are_codes(run, scheme) else _borders(run, scheme)
    near = _near([border for _, border in borders])
    score, home = _scores(run, scheme)
    rows, above, below = [], np.zeros(of_panel(run).many), np.zeros(of_panel(run).many)
    for name, border in borders if near else []:
        high = (score >= border) & (score < border + near)
        low = (score < border) & (score >= border - near)
        rows.append(_row(name, border, int(high.sum()), int(low.sum())))
        above, below = above + of_rows(run, home[high]), below + of_rows(run, home[low])
    up, near_all = sum(r["above"] for r in rows), sum(r["above"] + r["below"] for r in rows)
    share = Share(up / near_all, near_all, up, near_all) if near_all else None
    interval = of_share(share, above, above + below) if share is not None else None
    return {"near": near / 100, "borders": rows, "share": share, "interval": interval}


def _row(name: str, border: int, above: int, below: int) -> dict[str, Any]:
    near = above + below
    part = Share(above / near, near, above, near) if near else None
    return {"grade": name, "border": border / 100, "above": above, "below": below, "share": part}


def _borders(run: Run, scheme: int) -> list[tuple[str, int]]:
    """The lower bound of every grade but the worst, hundredths of a point, best first."""
    told = naming.bands(run, scheme) or []
    names = naming.grade_titles(run, scheme)
    return [(n, b) for n, b in zip(names, told, strict=False) if -(2**39) < b < 2**39]


def _near(borders: list[int]) -> int:
    """How far from a border is near, in hundredths of a point; nought where there is none."""
    gaps = [abs(one - two) for one, two in zip(borders, borders[1:], strict=False)]
    if not borders:
        return 0
    return round(NEAR * min(gap for gap in (gaps or [2000]) if gap)) if any(gaps or [1]) else 0


def _scores(run: Run, scheme: int) -> tuple[np.ndarray, np.ndarray]:
    """The last score of everybody with anything on file (hundredths), and whose it is."""
    events = graded_events(run, scheme)
    order = np.lexsort((np.arange(len(events["day"])), events["day"]))
    after = events["score"] + np.where(
        np.isin(events["what"], panel.WRITTEN_BEFORE), events["points"], 0
    )
    people = of_panel(run).residents
    last = np.full(len(people), -1)
    last[np.searchsorted(people, events["resident"][order])] = order  # the later one stays
    known = (last >= 0) & (events["grade"][last] >= 0) if len(order) else last >= 0
    return after[last[known]], people[known]
