"""What a score opens at each of its thresholds, and who has no score at all."""

from typing import Any

import numpy as np

from socialcredit.results import naming
from socialcredit.results.measures.context import doors_by_consequence
from socialcredit.results.measures.disparity import scored_residents
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run, add_up

ADULT_BANDS = (1, 2, 3)  # age bands of those aged 18 and more


def unlocked(run: Run, scheme: int = 0) -> list[dict[str, Any]]:
    """Doors that a grade makes easier, by the score it takes, the lowest threshold first.

    `points` is the least score, `doors` titles and `times` of use in the whole run, `share` of the
    scored at the end at or above the threshold, `poorest` and `richest` the same of the outer
    income fifths. Empty where no grade opens anything.
    """
    names, bands = naming.scheme(run, scheme), naming.bands(run, scheme)
    grades = names.get("consequence_grades") or [None] * len(names["consequences"])
    found: dict[int, list[dict[str, Any]]] = {}
    for door, named in zip(doors_by_consequence(run, scheme), grades, strict=True):
        if named and bands and door["effect"] == "priority":
            held = [names["grades"].index(grade) for grade in named if grade in names["grades"]]
            if not held:  # grades of another version
                continue
            worst = max(held)
            found.setdefault(worst, []).append({"title": door["title"], "times": door["attempts"]})
    return [
        {"points": (bands or [])[grade] / 100, "doors": found[grade],
         **_at_or_above(run, scheme, grade)}
        for grade in sorted(found, reverse=True)
    ]  # fmt: skip


def _at_or_above(run: Run, scheme: int, grade: int) -> dict[str, float | None]:
    """The share of the scored at the end with this grade or a better one, and by income."""
    table, cells = run.rows("grades", world=0, scheme=scheme), run.table("cells")
    fifth = np.zeros(int(cells["cell"].max(initial=0)) + 1, np.int64)
    fifth[cells["cell"]] = cells["fifth"]
    last = table["month"] == table["month"].max(initial=-1)
    good = last & (table["grade"] <= grade)

    def of(mine: np.ndarray) -> float | None:
        return share(
            int(table["residents"][good & mine].sum()), int(table["residents"][last & mine].sum())
        )

    where = fifth[table["cell"]]
    return {"share": of(where >= 0), "poorest": of(where == 0), "richest": of(where == 4)}


def without_score(run: Run, scheme: int = 0) -> dict[str, Any]:
    """Adults of whom the scheme has no score at the end: `share`, and `groups` by grouping.

    They are outside what the scheme reaches, or did not agree.
    """
    cells = run.table("cells")
    size = int(cells["cell"].max(initial=-1)) + 1
    adult = np.isin(cells["age_band"], ADULT_BANDS)
    people = add_up(cells["residents"][adult], cells["cell"][adult], size)
    scored = np.minimum(scored_residents(run, scheme, size), people)
    found: dict[str, Any] = {"share": share(int((people - scored).sum()), int(people.sum()))}
    groups: dict[str, dict[str, Share | None]] = {}
    for grouping, (_, words) in run.population.cells.items():
        group = np.zeros(size, np.int64)
        group[cells["cell"]] = cells[grouping]
        groups[grouping] = {
            word: share(int((people - scored)[group == n].sum()), int(people[group == n].sum()))
            for n, word in enumerate(words)
            if people[group == n].sum()
        }
    return {**found, "groups": groups}
