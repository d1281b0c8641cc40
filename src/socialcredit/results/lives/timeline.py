"""One life of the panel as a timeline: what was true beside what was filed."""

from datetime import date, timedelta
from typing import Any

from socialcredit import columns, ledger
from socialcredit.errors import SocialCreditError
from socialcredit.results import books, naming
from socialcredit.results.tables import Run, where
from socialcredit.results.wording import counted

# What each event says, and in which book it stands.
SAYINGS: dict[int, tuple[str, str]] = {
    ledger.DEED: ("truth", "did: {kind}"),
    ledger.SIGHTED: ("truth", "seen by {source}: {kind}"),
    ledger.FILED: ("filed", "record filed by {source}: {kind}"),
    ledger.NOTICE: ("procedure", "told of the record"),
    ledger.DISPUTE: ("procedure", "disputes the record"),
    ledger.CORRECTED: ("procedure", "the office corrects the record"),
    ledger.UPHELD: ("procedure", "the office upholds the record"),
    ledger.EXPIRED: ("filed", "record expires: {kind}"),
    ledger.GRADE: ("filed", "grade is now {grade}"),
    ledger.LISTED: ("filed", "entered on the list {list}"),
    ledger.UNLISTED: ("filed", "taken off the list {list}"),
    ledger.REFUSED: ("door", "{effect}: {door}"),
    ledger.REWARDED: ("door", "{effect}: {door}"),
    ledger.SHOWN: ("door", "{effect}: {door}"),
    ledger.AWARE: ("truth", "hears of the scheme"),
    ledger.COPIES_CORRECTED: ("procedure", "every copy of the record is corrected"),
    ledger.REPAIRED: ("procedure", "record repaired: {kind}"),
    ledger.FOLLOWED: ("procedure", "the copy is corrected, as the record was where it was filed"),
    ledger.CHARGED: ("filed", "points again for: {kind}"),
}
DOORS = books.DOORS
GRAVE = 30
EFFECTS = {
    "refuse": "refused",
    "dearer": "pays more",
    "inspect": "checked closely",
    "priority": "comes first",
    "money": "paid",
    "shown": "shown to others",
}
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
    door = event.what in DOORS
    graded = event.grade >= 0 and event.scheme >= 0 and not door
    moves = event.what in (ledger.FILED, ledger.CHARGED, ledger.EXPIRED, ledger.REPAIRED)
    kind = "" if door else naming.kind_title(run, event.kind)
    plain = kind[:1].lower() + kind[1:]
    return {
        "day": event.day,
        "date": date_of(run, event.day),
        "what": ledger.EVENTS[event.what - 1] if 0 < event.what <= len(ledger.EVENTS) else "",
        "book": book,
        "text": _on_whom(event)
        + saying.format(
            kind=plain,
            source="" if door else naming.source_in_a_sentence(run, event.source),
            grade=_grade(run, event) or "none",
            list=_list_name(run, event) if event.what in LISTS else "",
            **_door(run, event),
        ),
        "plain": plain,
        "true": _truth(run, event),
        "bad": not door and (books.is_bad(run, event.kind) or (moves and event.points < 0)),
        "grave": event.what == ledger.DEED and _is_grave(run, event.kind),
        "points": event.points / 100 if moves else None,
        "score": books.score_after(event) / 100 if graded else None,
        "grade": _grade(run, event) if graded else None,
        "scheme": naming.scheme(run, event.scheme)["title"] if event.scheme >= 0 else "",
        "record": event.record if event.record >= 0 else None,
        "kind": event.kind,
        "cause": event.cause,
    }


def _is_grave(run: Run, kind: int) -> bool:
    """Whether a deed is a bad one of 30 or more on the declared scale of harm (0 to 100)."""
    return books.is_bad(run, kind) and bool(naming.gravity(run)[kind] >= GRAVE)


def _door(run: Run, event: books.Event) -> dict[str, str]:
    """The name of a door and what happened at it."""
    if event.what not in DOORS or event.scheme < 0:
        return {"door": "", "effect": ""}
    titles = naming.titles_of(run, event.scheme, "consequence")
    effects = naming.effects_of(run, event.scheme)
    known = 0 <= event.entry < len(titles)
    title = titles[event.entry] if known else "unknown"
    return {
        "door": title[:1].lower() + title[1:],
        "effect": EFFECTS.get(effects[event.entry], "refused") if known else "refused",
    }


def date_of(run: Run, day: int) -> str:
    """Calendar date of a day counted from the run's start."""
    return (date.fromisoformat(str(run.manifest["start"])) + timedelta(days=day)).isoformat()


def _on_whom(event: books.Event) -> str:
    """For doors shut because of somebody else's score: a relative's."""
    return "through a relative, " if event.what in DOORS and event.source > 0 else ""


def _truth(run: Run, event: books.Event) -> str:
    if event.what == ledger.DEED:
        return "done to make up points" if event.cause == 1 else ""
    if event.what in DOORS:
        if event.cause != 1:
            return ""
        checked = event.scheme >= 0 and naming.checks_of(run, event.scheme)[event.entry]
        if checked:
            return "the check did not know its own user"
        return "only because of a wrong record"
    wrong = event.what in RECORDED and 0 < event.cause < len(naming.CAUSE_TEXTS)
    return naming.CAUSE_TEXTS[event.cause] if wrong else ""


def _grade(run: Run, event: books.Event) -> str | None:
    if event.scheme < 0 or event.grade < 0:
        return None
    return _named(naming.scheme(run, event.scheme)["grades"], event.grade, "")


def _list_name(run: Run, event: books.Event) -> str:
    """Lists are numbered through over the schemes of a run, in their order."""
    names = [
        title
        for number in range(len(run.names["schemes"]))
        for title in naming.titles_of(run, number, "list")
    ]
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
    last = run.days
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


def path_without(
    run: Run, events: list[books.Event], scheme: int, records: set[int]
) -> list[dict[str, int]]:
    """Score (hundredths) and grade at the end of every day with an event, filed and put right.

    `score_right` and `grade_right` are what they would be had `records` not been there.
    """
    bounds = books.bounds_of(run, scheme)
    path: dict[int, dict[str, int]] = {}
    for event, state in books.replay(events, scheme):
        if state.grade < 0:
            continue
        score, grade = books.without(state, records, bounds)
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
    kind = record["kind"][:1].lower() + record["kind"][1:]
    return (
        f"On {record['filed']} a record of {kind} was filed, {untrue[record['true']]}. Without it: "
        f"{without}. {gone}."
    )


def unpicked(run: Run) -> int:
    """A resident nobody picked: an adult with a record, by the hash of the run.

    Whoever asks for "some life" gets the same one each time and cannot choose a convenient one.
    """
    people = run.table("panel_people")
    adults = set(people["resident"][people["age"] >= 18].tolist())
    filed = {
        who
        for who, events in books.panel_books(run).items()
        if any(event.what == ledger.FILED and event.points <= 0 for event in events)
    }
    known = sorted(adults & filed) or sorted(adults) or sorted(people["resident"].tolist())
    if not known:
        raise SocialCreditError(
            f"the run {run.folder} kept nobody's books",
            hint="run again with panel_households above 0",
        )
    return known[int(str(run.manifest.get("content_hash") or "0"), 16) % len(known)]
