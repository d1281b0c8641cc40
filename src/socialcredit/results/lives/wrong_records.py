"""What a wrong record cost the person it is on: the life as it was, and as it would have been."""

from typing import Any

from socialcredit.core import events as happened
from socialcredit.results import naming, panel
from socialcredit.results.lives.timeline import date_of
from socialcredit.results.lives.truth import difference
from socialcredit.results.run import Run
from socialcredit.results.scales import scale_of
from socialcredit.results.words.numbers import counted


def wrong_records(run: Run, resident: int) -> list[dict[str, Any]]:
    """Every wrong bad record on a resident and what it cost: "if this record were right".

    `days` until it was gone (None if it stands), `points` it took at most, `grade_days` spent in a
    worse grade than without it, `penal_days` spent in a penal grade only because of it.
    """
    events = panel.one_book(run, resident)
    found = []
    for event in events:
        if event.what != happened.FILED or event.cause <= 0:
            continue
        filed = panel.Filed(event.kind, event.entry, event.points, event.cause, event.day)
        if filed.against(run):
            found.append(_cost_of(run, events, event))
    return found


def _cost_of(run: Run, events: list[panel.Event], filed: panel.Event) -> dict[str, Any]:
    path = path_without(run, events, filed.scheme, {filed.record})
    penal = naming.penal_grades(run, filed.scheme)
    end = next((e.day for e in events if _ends(e, filed)), None)
    costs = {"grade_days": 0, "penal_days": 0}
    last = run.days
    for step, later in zip(path, [*path, None][1:], strict=True):
        days = (later["day"] if later else last) - step["day"]
        costs["grade_days"] += days * (step["grade"] > step["grade_right"])
        costs["penal_days"] += days * bool(penal[step["grade"]] and not penal[step["grade_right"]])
    return {
        "record": filed.record,
        "scheme": filed.scheme,
        "kind": naming.kind_title(run, filed.kind),
        "true": naming.CAUSE_TEXTS[filed.cause],
        "differs": difference(run, events, filed),
        "filed": date_of(run, filed.day),
        "days": None if end is None else end - filed.day,
        "points": 0
        if naming.are_codes(run, filed.scheme)
        else max((step["score_right"] - step["score"] for step in path), default=0) / 100,
        **costs,
    }


def _ends(event: panel.Event, filed: panel.Event) -> bool:
    """Whether a record is gone with an event: by itself, or with the scheme that kept it."""
    if event.what == happened.ENDED:
        return event.scheme == filed.scheme and event.day > filed.day
    return event.record == filed.record and event.what in panel.ENDS


def path_without(
    run: Run, events: list[panel.Event], scheme: int, records: set[int]
) -> list[dict[str, int]]:
    """Score (hundredths) and grade at the end of every day with an event, filed and put right.

    `score_right` and `grade_right` are what they would be had `records` not been there.
    """
    scale = scale_of(run, scheme)
    path: dict[int, dict[str, int]] = {}
    for event, state in panel.replay(events, scheme):
        if not state.shown:
            continue
        score, grade = panel.without(state, records, *scale)
        path[event.day] = {
            "day": event.day,
            "score": state.score,
            "grade": state.grade,
            "score_right": score,
            "grade_right": grade,
        }
    return list(path.values())


def right_sentence(record: dict[str, Any]) -> str:
    """What a wrong record cost: "if this record were right"."""
    untrue = {
        "somebody else did it": "although somebody else did it",
        "nothing happened": "although nothing happened",
        "recorded as something else": "although what happened was something else",
        "somebody of the household was recorded": "because somebody of the household was recorded",
    }
    gains = []
    if record["points"]:
        gains.append(f"{record['points']:g} {'point' if record['points'] == 1 else 'points'} more")
    if record["grade_days"]:
        gains.append(f"{counted(record['grade_days'], 'day')} in a better grade")
    if record["penal_days"]:
        gains.append(f"{counted(record['penal_days'], 'day')} free of a penalty")
    without = ", ".join(gains) or "nothing but a clean file"
    gone = (
        "It still stands at the end"
        if record["days"] is None
        else f"It was gone after {counted(record['days'], 'day')}"
    )
    differs = record.get("differs", "")
    both = f" ({differs})" if differs.startswith("recorded: ") else ""
    kind = record["kind"][:1].lower() + record["kind"][1:]
    return (
        f"On {record['filed']} a record of {kind} was filed, {untrue[record['true']]}{both}. "
        f"Without it: {without}. {gone}."
    )
