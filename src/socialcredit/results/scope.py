"""Where and when a scheme scores anybody: what it can be measured by, among many side by side."""

import numpy as np

from socialcredit.results.run import Run, add_up


def under(run: Run, scheme: int) -> np.ndarray:
    """Whether the scheme graded anybody in a month and place: bool[months, places]."""
    grades, cells = run.rows("grades", world=0, scheme=scheme), run.table("cells")
    place = np.zeros(int(cells["cell"].max(initial=-1)) + 1, dtype=np.int64)
    place[cells["cell"]] = cells["place"]
    found = np.zeros((run.months, _places(run)), dtype=bool)
    some = grades["residents"] > 0
    found[grades["month"][some], place[grades["cell"][some]]] = True
    return found


def done_under(run: Run, scheme: int) -> dict[str, np.ndarray]:
    """The rows of true conduct from the months and places in which the scheme graded anybody."""
    done = run.rows("conduct", world=0)
    inside = under(run, scheme)[done["month"], done["place"]]
    return {name: column[inside] for name, column in done.items()}


def residents_under(run: Run, scheme: int) -> np.ndarray:
    """Residents of the places in which the scheme graded anybody, by month: int64[months]."""
    cells = run.table("cells")
    residents = add_up(cells["residents"], cells["place"], _places(run))
    summed: np.ndarray = (under(run, scheme) * residents).sum(axis=1)
    return summed


def person_years(run: Run, scheme: int) -> float:
    """Years lived by everybody, of any age, where and when the scheme graded anybody."""
    return int(residents_under(run, scheme).sum()) / 12


def _places(run: Run) -> int:
    known = (run.table("cells")["place"], run.rows("conduct", world=0)["place"])
    return 1 + max(int(column.max(initial=-1)) for column in known)
