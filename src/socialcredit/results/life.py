"""One life of the panel as a timeline: what was true beside what was filed."""

from datetime import date, timedelta
from typing import Any

from socialcredit import columns, ledger
from socialcredit.errors import SocialCreditError
from socialcredit.results import books, naming
from socialcredit.results.tables import Run, where

# What each event says, and in which book it stands.
SAYINGS: dict[int, tuple[str, str]] = {
    ledger.DEED: ("truth", "did: {kind}"),
    ledger.SIGHTED: ("truth", "seen by {source}: {kind}"),
    ledger.FILED: ("filed", "record filed: {kind}"),
    ledger.NOTICE: ("procedure", "told of the record"),
    ledger.DISPUTE: ("procedure", "disputes the record"),
    ledger.CORRECTED: ("procedure", "the office corrects the record"),
    ledger.UPHELD: ("procedure", "the office upholds the record"),
    ledger.EXPIRED: ("filed", "record expires: {kind}"),
    ledger.GRADE: ("filed", "grade is now {grade}"),
    ledger.LISTED: ("filed", "entered on the list {list}"),
    ledger.UNLISTED: ("filed", "taken off the list {list}"),
    ledger.REFUSED: ("door", "refused: {door}"),
    ledger.REWARDED: ("door", "rewarded: {door}"),
    ledger.AWARE: ("truth", "hears of the scheme"),
    ledger.COPIES_CORRECTED: ("procedure", "every copy of the record is corrected"),
    ledger.REPAIRED: ("procedure", "record repaired: {kind}"),
    ledger.CHARGED: ("filed", "points taken again: {kind}"),
}
DOORS = books.DOORS
RECORDED = (ledger.SIGHTED, ledger.FILED)
LISTS = (ledger.LISTED, ledger.UNLISTED)


def life(run: Run, resident: int, world: int = 0) -> list[dict[str, Any]]:
    """Timeline of one panel resident, oldest first.

    Each row: `day`, `date`, `what` (event name), `book` (truth, filed, procedure or door),
    `text`, `true` (what was true where the record is wrong, else ""), `points`, `score`, `grade`
    (None where none), `scheme` and `record`.
    """
    check_in_panel(run, resident)
    return [row_of(run, event) for event in books.one_book(run, resident, world)]


def check_in_panel(run: Run, resident: int) -> None:
    """Refuse a resident whose books were not kept, naming some that were."""
    people = run.table("panel_people")["resident"]
    if resident in people:
        return
    some = ", ".join(str(who) for who in people[:3].tolist())
    raise SocialCreditError(
        f"resident {resident} is not in the panel of {run.folder}",
        expected=f"one of the {len(people)} residents whose books were kept",
        hint=f"try one of {some}" if some else "run again with panel_households above 0",
    )


def row_of(run: Run, event: books.Event) -> dict[str, Any]:
    """One event in plain words."""
    book, saying = SAYINGS.get(event.what, ("filed", "event"))
    graded = event.grade >= 0 and event.scheme >= 0 and event.what not in DOORS
    moves = event.what in (ledger.FILED, ledger.CHARGED)
    return {
        "day": event.day,
        "date": date_of(run, event.day),
        "what": ledger.EVENTS[event.what - 1] if 0 < event.what <= len(ledger.EVENTS) else "",
        "book": book,
        "text": _on_whom(event)
        + saying.format(
            kind="" if event.what in DOORS else naming.kind_title(run, event.kind),
            source=_named(run.names["sources"], event.source, "somebody"),
            grade=_grade(run, event) or "none",
            list=_list_name(run, event) if event.what in LISTS else "",
            door=_scheme_name(run, event, "consequences") if event.what in DOORS else "",
        ),
        "true": _truth(event),
        "points": event.points / 100 if moves else None,
        "score": books.score_after(event) / 100 if graded else None,
        "grade": _grade(run, event) if graded else None,
        "scheme": naming.scheme(run, event.scheme)["title"] if event.scheme >= 0 else "",
        "record": event.record if event.record >= 0 else None,
        "kind": event.kind,
        "cause": event.cause,
    }


def date_of(run: Run, day: int) -> str:
    """Calendar date of a day counted from the run's start."""
    return (date.fromisoformat(str(run.manifest["start"])) + timedelta(days=day)).isoformat()


def _on_whom(event: books.Event) -> str:
    """For doors shut because of somebody else's score: a relative's."""
    return "through a relative, " if event.what in DOORS and event.source > 0 else ""


def _truth(event: books.Event) -> str:
    if event.what == ledger.DEED:
        return "done to make up points" if event.cause == 1 else ""
    if event.what in DOORS:
        return "only because of a wrong record" if event.cause == 1 else ""
    wrong = event.what in RECORDED and 0 < event.cause < len(naming.CAUSE_TEXTS)
    return naming.CAUSE_TEXTS[event.cause] if wrong else ""


def _grade(run: Run, event: books.Event) -> str | None:
    if event.scheme < 0 or event.grade < 0:
        return None
    return _named(naming.scheme(run, event.scheme)["grades"], event.grade, "")


def _scheme_name(run: Run, event: books.Event, what: str) -> str:
    if event.scheme < 0:
        return "unknown"
    return _named(naming.scheme(run, event.scheme).get(what) or [], event.entry, "unknown")


def _list_name(run: Run, event: books.Event) -> str:
    """Lists are numbered through over the schemes of a run, in their order."""
    names = [name for scheme in run.names["schemes"] for name in scheme.get("lists") or []]
    return _named(names, event.entry, "unknown")


def _named(names: list[str], number: int, otherwise: str) -> str:
    return str(names[number]).replace("-", " ") if 0 <= number < len(names) else otherwise


def person(run: Run, resident: int) -> dict[str, Any]:
    """Who a panel resident is, in a few attributes and one line of text (`text`)."""
    check_in_panel(run, resident)
    found = where(run.table("panel_people"), resident=resident)
    row = {name: int(column[0]) for name, column in found.items()}
    female, urban = row["flags"] & columns.FEMALE, row["flags"] & columns.URBAN
    noun = ("girl" if female else "boy") if row["age"] < 18 else ("woman" if female else "man")
    work = columns.OCCUPATIONS[row["occupation"]].replace("-", " ")
    words = [f"A {noun} of {row['age']}", work, "in town" if urban else "in the countryside"]
    if row["flags"] & columns.MINORITY:
        words.append("of the minority group")
    return {**row, "text": ", ".join(words)}


def wrong_records(run: Run, resident: int) -> list[dict[str, Any]]:
    """Every wrong bad record on a resident and what it cost: "if this record were right".

    `days` until it was gone (None if it stands), `points` it took at most, `grade_days` spent in a
    worse grade than without it, `penal_days` spent in a penal grade only because of it.
    """
    events = books.one_book(run, resident)
    found = []
    for event in events:
        if event.what != ledger.FILED or event.cause <= 0:
            continue
        filed = books.Filed(event.kind, event.entry, event.points, event.cause, event.day)
        if filed.against(run):
            found.append(_cost_of(run, events, event))
    return found


def _cost_of(run: Run, events: list[books.Event], filed: books.Event) -> dict[str, Any]:
    path = path_without(run, events, filed.scheme, {filed.record})
    penal = naming.penal_grades(run, filed.scheme)
    end = next((e.day for e in events if e.record == filed.record and e.what in books.ENDS), None)
    costs = {"grade_days": 0, "penal_days": 0}
    last = run_days(run)
    for step, later in zip(path, [*path[1:], None], strict=True):
        days = (later["day"] if later else last) - step["day"]
        costs["grade_days"] += days * (step["grade"] > step["grade_right"])
        costs["penal_days"] += days * bool(penal[step["grade"]] and not penal[step["grade_right"]])
    return {
        "record": filed.record,
        "scheme": filed.scheme,
        "kind": naming.kind_title(run, filed.kind),
        "true": naming.CAUSE_TEXTS[filed.cause],
        "filed": date_of(run, filed.day),
        "days": None if end is None else end - filed.day,
        "points": max((step["score_right"] - step["score"] for step in path), default=0) / 100,
        **costs,
    }


def run_days(run: Run) -> int:
    """Days simulated."""
    return int(run.manifest.get("days") or round(run.months * 365.25 / 12))


def path_without(
    run: Run, events: list[books.Event], scheme: int, records: set[int]
) -> list[dict[str, int]]:
    """Score (hundredths) and grade after every event, as filed and had `records` not been there."""
    bounds = books.bounds_of(run, scheme)
    path = []
    for event, state in books.replay(events, scheme):
        if state.grade < 0:
            continue
        score, grade = books.without(state, records, bounds)
        path.append(
            {
                "day": event.day,
                "score": state.score,
                "grade": state.grade,
                "score_right": score,
                "grade_right": grade,
            }
        )
    return path


def condense(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Join rows that only repeat the one before (monthly points, the same door) into one.

    A joined row carries `times` and `until`, and the latest score and grade.
    """
    joined: list[dict[str, Any]] = []
    for row in rows:
        last = joined[-1] if joined else None
        if last and _repeats(last, row):
            last.update(
                times=last["times"] + 1, until=row["date"], score=row["score"], grade=row["grade"]
            )
            if row["points"] is not None and last["points"] is not None:
                last["points"] += row["points"]
        else:
            joined.append({**row, "times": 1, "until": row["date"]})
    return joined


def _repeats(one: dict[str, Any], two: dict[str, Any]) -> bool:
    same = all(one[key] == two[key] for key in ("what", "text", "scheme", "true"))
    return same and one["what"] not in ("FILED", "CORRECTED", "UPHELD") and one["book"] != "truth"


def life_text(run: Run, resident: int) -> str:
    """The timeline for a terminal: who, what was true, what was filed, and the price of error."""
    lines = [f"Resident {resident}: {person(run, resident)['text']}. A synthetic person.", ""]
    rows = condense(life(run, resident))
    lines.append(f"{'date':<12}{'points':>8}{'score':>9} {'grade':<6} what happened")
    lines.extend(_line(row) for row in rows)
    if not rows:
        lines.append("(nothing was filed and nothing happened)")
    lines.extend(["", *_right_lines(run, resident)])
    return "\n".join(lines)


def _line(row: dict[str, Any]) -> str:
    points = "" if row["points"] is None else f"{row['points']:+g}"
    score = "" if row["score"] is None else f"{row['score']:g}"
    mark = {"truth": " ", "filed": "|", "procedure": "?", "door": ">"}[row["book"]]
    text = row["text"]
    text += f", {row['times']} times until {row['until']}" if row["times"] > 1 else ""
    text += f"   [{row['true']}]" if row["true"] else ""
    return f"{row['date']:<12}{points:>8}{score:>9} {row['grade'] or '':<6} {mark} {text}"


def _right_lines(run: Run, resident: int) -> list[str]:
    lines = []
    for record in wrong_records(run, resident):
        gone = "still stands at the end" if record["days"] is None else f"{record['days']} days"
        lines.append(
            f"If the record of {record['filed']} ({record['kind']}; {record['true']}) were right: "
            f"{record['points']:g} points more, {record['grade_days']} days in a better grade, "
            f"{record['penal_days']} days without a penalty. It lasted: {gone}."
        )
    return lines or ["No wrong record stands against this resident."]
