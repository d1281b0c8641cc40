"""Three synthetic lives for the page, event by event."""

from typing import Any

from socialcredit.report import more_charts
from socialcredit.report.figures import Figure
from socialcredit.results import books, life, naming
from socialcredit.results.pick import pick_lives
from socialcredit.results.tables import Run

LONGEST = 26
# What may be left out of a long life, least telling first.
SPARE = ("SIGHTED", "EXPIRED", "CHARGED", "REWARDED", "DEED", "COPIES_CORRECTED", "REFUSED")
CAUSING = ("FILED", "CHARGED", "CORRECTED", "EXPIRED", "REPAIRED")
ROLES = {
    "wronged": "A record that was not right",
    "bought back": "Points lost, points made up",
    "unseen": "A life the score hardly saw",
}


def told_lives(run: Run) -> list[dict[str, Any]]:
    """The chosen lives, each with person, timeline, cost of wrong records and a picture."""
    return [
        {
            "resident": told.resident,
            "heading": ROLES[told.role],
            "person": life.person(run, told.resident)["text"],
            "rows": shortened(with_grades(life.condense(life.life(run, told.resident)))),
            "wrong": life.wrong_records(run, told.resident),
            "figure": _figure(run, told.resident),
        }
        for told in pick_lives(run)
    ]


def with_grades(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fold a change of grade into the event of the same day that caused it (`now`)."""
    folded: list[dict[str, Any]] = []
    for row in rows:
        last = folded[-1] if folded else None
        if row["what"] == "GRADE" and last is not None and _caused(last, row):
            last.update(now=row["grade"], score=row["score"])
        else:
            folded.append({**row, "now": row["grade"] if row["what"] == "GRADE" else None})
    return folded


def _caused(last: dict[str, Any], row: dict[str, Any]) -> bool:
    same = (last["until"], last["scheme"]) == (row["date"], row["scheme"])
    return bool(same and last["what"] in CAUSING)


def shortened(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """At most 26 rows; what is left out is counted in `left_out` of the row before it."""
    keep = [True] * len(rows)
    for what in SPARE:
        for place, row in enumerate(rows):
            if sum(keep) <= LONGEST:
                break
            if row["what"] == what and place not in (0, len(rows) - 1) and not row["true"]:
                keep[place] = False
    if sum(keep) > LONGEST:
        places = [place for place, kept in enumerate(keep) if kept]
        for place in places[LONGEST - 1 : -1]:
            keep[place] = False
    told: list[dict[str, Any]] = []
    for row, kept in zip(rows, keep, strict=True):
        if kept:
            told.append({**row, "left_out": 0})
        elif told:
            told[-1]["left_out"] += 1
    return told


def _figure(run: Run, resident: int) -> Figure | None:
    events = books.one_book(run, resident)
    schemes = [event.scheme for event in events if event.scheme >= 0 and event.grade >= 0]
    if not schemes:
        return None
    scheme = max(sorted(set(schemes)), key=schemes.count)
    wrong = {row["record"] for row in life.wrong_records(run, resident) if row["scheme"] == scheme}
    path = life.path_without(run, events, scheme, wrong)
    if len(path) < 2:
        return None
    rows = _points(run, path, "as filed", "score")
    if wrong:
        rows += _points(run, path, "had the wrong record been right", "score_right")
    grades = naming.scheme(run, scheme)["grades"]
    bounds = [
        {"name": str(grade), "score": bound / 100}
        for grade, bound in zip(grades, books.bounds_of(run, scheme), strict=True)
        if bound > -(2**39)
    ]
    low, high = min(row["score"] for row in rows), max(row["score"] for row in rows)
    return Figure(
        "Score over the years",
        more_charts.one_life(rows, bounds, bool(wrong)),
        f"Steps of the score between {low:g} and {high:g}"
        + (", and a second line as it would have been without the wrong record." if wrong else "."),
    )


def _points(run: Run, path: list[dict[str, int]], which: str, column: str) -> list[dict[str, Any]]:
    steps = [(step["day"], step[column]) for step in path]
    start = naming.scheme(run, 0).get("start")
    first = steps[0] if start is None else (0, int(start))
    last = (life.run_days(run) - 1, steps[-1][1])
    return [
        {"date": life.date_of(run, day), "score": score / 100, "which": which}
        for day, score in [first, *steps, last]
    ]
