"""Who of the panel stands in which grade at each month's end, also those without any record."""

from collections.abc import Iterator

import numpy as np

from socialcredit.core.events import OPENED
from socialcredit.results import naming, panel
from socialcredit.results.households import of_panel
from socialcredit.results.run import Run, add_up

AGE_BANDS, FIFTHS = 4, 5  # of which a cell's number is made, the fifth last: see `month/tally`


def standings(run: Run, scheme: int) -> Iterator[np.ndarray]:
    """The grades of the panel at the end of each month: float (panel, grades), residents rising.

    Whoever has anything on file stands in the grade that the books say: a one in its row. The books
    say nothing of others, so these share evenly, among those alike in place, group and size, what
    the counts of everybody say is left; a row may so add up to less than one: not everybody is
    scored.
    """
    alike, counts, part = _alike(run), _counts(run, scheme), _part_in_panel(run)
    held = np.full(len(alike), -1)
    known = _moves(run, scheme)
    for month in range(run.months):
        who, grade = known.get(month, (held[:0], held[:0]))
        held[who] = grade
        yield _shares(held, alike, counts[month] * part[:, None])


def _shares(held: np.ndarray, alike: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Each one's grade: as the books say, else an even part of what is left of those alike."""
    grades, size = whole.shape[1], len(whole)
    found = np.zeros((len(held), grades))
    told = held >= 0
    found[told, held[told]] = 1.0
    left = whole - np.bincount(alike[told] * grades + held[told], minlength=whole.size).reshape(
        whole.shape
    )
    left = np.maximum(left, 0.0)
    silent = np.bincount(alike[~told], minlength=size)
    among = np.maximum(silent, left.sum(axis=1))[:, None]
    each = np.divide(left, among, out=np.zeros_like(left), where=among > 0)
    found[~told] = each[alike[~told]]
    return found


def _classes(cells: np.ndarray) -> np.ndarray:
    """Cells without their band of ages, which changes as time goes by."""
    return cells // (AGE_BANDS * FIFTHS) * FIFTHS + cells % FIFTHS


def _alike(run: Run) -> np.ndarray:
    """The class of everybody in the panel, residents rising: int64 (panel,)."""
    people = run.table("panel_people")
    return _classes(people["cell"][np.argsort(people["resident"], kind="stable")])


def _size(run: Run) -> int:
    known = [run.table("cells")["cell"], run.table("panel_people")["cell"]]
    known.append(run.rows("grades", world=0)["cell"])
    return 1 + int(_classes(np.array([max(c.max(initial=0) for c in known)]))[0]) + FIFTHS


def _counts(run: Run, scheme: int) -> np.ndarray:
    """Everybody by grade at each month's end: float (months, classes, grades)."""
    table = run.rows("grades", world=0, scheme=scheme)
    grades, size = len(naming.scheme(run, scheme)["grades"]), _size(run)
    inside = (table["grade"] >= 0) & (table["grade"] < grades)
    spot = (table["month"] * size + _classes(table["cell"])) * grades + table["grade"]
    counts = add_up(table["residents"][inside], spot[inside], run.months * size * grades)
    return counts.reshape(run.months, size, grades).astype(float)


def _part_in_panel(run: Run) -> np.ndarray:
    """Which part of those alike the panel holds: float (classes,)."""
    cells, size = run.table("cells"), _size(run)
    everybody = add_up(cells["residents"], _classes(cells["cell"]), size)
    kept = np.bincount(_alike(run), minlength=size)[:size]
    return np.divide(kept, everybody, out=np.zeros(size), where=everybody > 0)


def _moves(run: Run, scheme: int) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """By month whose grade the books tell anew, and the last that they tell: places in the panel.

    What is from before the run is told in its first month.
    """
    events = graded_events(run, scheme)
    order = np.lexsort((np.arange(len(events["day"])), events["day"]))
    who = np.searchsorted(of_panel(run).residents, events["resident"][order])
    starts = [first for first, _ in run.month_spans()]
    month = np.searchsorted(starts, events["day"][order], side="right") - 1
    month = np.maximum(month, 0)
    grade = events["grade"][order]
    return {
        int(m): (who[month == m], grade[month == m]) for m in np.unique(month)
    }  # of somebody who moved twice the later stays


def graded_events(run: Run, scheme: int) -> dict[str, np.ndarray]:
    """What tells of a standing, in stored order: events with a grade, and firms that open anew.

    Whoever opens has no grade (-1) until the books give one.
    """
    doors = ", ".join(map(str, panel.DOORS))
    condition = (
        f"world = 0 and ((scheme = {scheme} and grade >= 0 and what not in ({doors})) "
        f"or what = {OPENED})"
    )
    return run.select("panel_events", condition, "resident, day, what, score, points, grade")


def changed_hands(run: Run) -> np.ndarray:
    """Whose premises another firm opened in the run, as the panel has them: bool (panel,)."""
    opened = run.select("panel_events", f"world = 0 and what = {OPENED} and day >= 0", "resident")
    return np.isin(of_panel(run).residents, opened["resident"])


def bad_deeds(run: Run) -> np.ndarray:
    """Bad deeds truly done by everybody in the panel, month by month: int64 (months, panel)."""
    done, people = panel.deeds(run), of_panel(run).residents
    bad = naming.kinds_with_sign(run, naming.BAD_SIGNS)[done["kind"]] & (done["day"] >= 0)
    starts = [first for first, _ in run.month_spans()]
    month = np.searchsorted(starts, done["day"][bad], side="right") - 1
    who = np.searchsorted(people, done["resident"][bad])
    size = run.months * len(people)
    return np.bincount(month * len(people) + who, minlength=size).reshape(run.months, -1)
