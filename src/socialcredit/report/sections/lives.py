"""Three synthetic lives for the page, event by event."""

from typing import Any

from socialcredit.report.pictures import charts
from socialcredit.report.pictures.figure import Figure
from socialcredit.results import naming, panel
from socialcredit.results.lives import condensing, timeline, wrong_records
from socialcredit.results.lives.choosing import pick_lives
from socialcredit.results.lives.text import sides
from socialcredit.results.run import Run

LONGEST = 24
FEW_POINTS = 500  # hundredths; a score that moves by less is told by its grades
# What may be left out of a long life, least telling first.
SPARE = ("QUIET", "REWARDED", "COPIES_CORRECTED", "DEED", "REFUSED", "NOTICE")
ROLES = {
    "wronged": "A record that was not right",
    "bought back": "Points lost, points made up",
    "unseen": "What no record tells",
}


def told_lives(run: Run) -> list[dict[str, Any]]:
    """The chosen lives, each with person, timeline, cost of wrong records and a picture."""
    return [
        {
            "resident": told.resident,
            "heading": ROLES[told.role],
            "person": timeline.person(run, told.resident)["text"],
            **_timeline(condensing.told(timeline.life(run, told.resident))),
            "wrong": list(
                dict.fromkeys(
                    wrong_records.right_sentence(record)
                    for record in wrong_records.wrong_records(run, told.resident)
                )
            ),
            "figure": _figure(run, told.resident),
        }
        for told in pick_lives(run)
    ]


def _timeline(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The rows that are told, each with its two sides, and how many events are not."""
    kept = shortened(rows)
    return {
        "rows": [{**row, "sides": sides(row)} for row in kept],
        "left_out": len(rows) - len(kept),
    }


def shortened(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """At most 24 rows, the least telling left out."""
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
    return [row for row, kept in zip(rows, keep, strict=True) if kept]


def _figure(run: Run, resident: int) -> Figure | None:
    events = panel.one_book(run, resident)
    schemes = [event.scheme for event in events if event.scheme >= 0 and event.grade >= 0]
    if not schemes:
        return None
    scheme = max(sorted(set(schemes)), key=schemes.count)
    wrong = {
        row["record"]
        for row in wrong_records.wrong_records(run, resident)
        if row["scheme"] == scheme
    }
    path = wrong_records.path_without(run, events, scheme, wrong)
    if len(path) < 2:
        return None
    bounds = panel.bounds_of(run, scheme)
    forced = any(step["grade"] > panel.grade_of(step["score"], bounds) for step in path)
    scores = [step["score"] for step in path]
    codes = naming.are_codes(run, scheme)
    if forced or codes or max(scores) - min(scores) < FEW_POINTS:
        return _in_grades(run, scheme, path, forced)
    return _in_points(run, scheme, path)


def _in_grades(run: Run, scheme: int, path: list[dict[str, int]], forced: bool) -> Figure:
    """For a grade that does not follow from the score, or a score that hardly moves."""
    names = naming.grade_titles(run, scheme)
    wrong = any(step["grade"] != step["grade_right"] for step in path)
    rows = _steps(run, scheme, path, "as filed", "grade")
    if wrong:
        rows += _steps(run, scheme, path, "had the wrong record been right", "grade_right")
    shown = [{**row, "grade": names[row["value"]]} for row in rows]
    told = " and ".join(dict.fromkeys(row["grade"] for row in shown))
    return Figure(
        "Grade over the years",
        charts.one_life_in_grades(shown, names, wrong),
        f"Steps of the grade, through {told}" + (SECOND if wrong else "."),
        note="The score alone would give a better grade; a record led straight to this one."
        if forced and not naming.are_codes(run, scheme)
        else "",
    )


def _in_points(run: Run, scheme: int, path: list[dict[str, int]]) -> Figure:
    wrong = any(step["score"] != step["score_right"] for step in path)
    rows = _steps(run, scheme, path, "as filed", "score")
    if wrong:
        rows += _steps(run, scheme, path, "had the wrong record been right", "score_right")
    way = naming.way_of(run, scheme)
    shown = [{**row, "score": way * row["value"] / 100} for row in rows]
    grades = naming.grade_titles(run, scheme)
    bounds = [
        {"name": f"{grade} from here", "score": way * bound / 100}
        for grade, bound in zip(grades, panel.bounds_of(run, scheme), strict=True)
        if bound > -(2**39)
    ]
    low, high = min(row["score"] for row in shown), max(row["score"] for row in shown)
    return Figure(
        "Score over the years, in points",
        charts.one_life(shown, bounds, wrong),
        f"Steps of the score between {low:g} and {high:g}" + (SECOND if wrong else "."),
    )


SECOND = ", and a second line as it would have been without the wrong record."


def _steps(
    run: Run, scheme: int, path: list[dict[str, int]], which: str, column: str
) -> list[dict[str, Any]]:
    """A value from the first day to the last, with a row at every step."""
    steps = [(step["day"], step[column]) for step in path]
    start = naming.scheme(run, scheme).get("start")
    first = steps[0]
    if start is not None:
        value = int(start)
        if column.startswith("grade"):
            value = panel.grade_of(value, panel.bounds_of(run, scheme))
        first = (min(0, first[0]), value)
    last = (run.days - 1, steps[-1][1])
    return [
        {"date": timeline.date_of(run, day), "value": value, "which": which}
        for day, value in [first, *steps, last]
    ]
