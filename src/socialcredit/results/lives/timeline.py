"""One life of the panel as a timeline: what was true beside what was filed."""

from datetime import date, timedelta
from typing import Any

from socialcredit.core import columns
from socialcredit.core import events as happened
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.populations import FIRMS
from socialcredit.results import naming, panel
from socialcredit.results.levels import level_titles
from socialcredit.results.lives import crossing, firms
from socialcredit.results.lives.truth import truths
from socialcredit.results.run import Run, where
from socialcredit.results.scales import brings_a_score

# What each event says, and in which book it stands.
SAYINGS: dict[int, tuple[str, str]] = {
    happened.DEED: ("truth", "did: {kind}"),
    happened.STOPPED: ("truth", "would have done: {kind} (stopped: {door})"),
    happened.SIGHTED: ("truth", "seen by {source}: {kind}"),
    happened.FILED: ("filed", "record filed by {source}: {kind}"),
    happened.NOTICE: ("procedure", "told of the record"),
    happened.DISPUTE: ("procedure", "disputes the record"),
    happened.CORRECTED: ("procedure", "the office corrects the record"),
    happened.UPHELD: ("procedure", "the office upholds the record"),
    happened.EXPIRED: ("filed", "record expires: {kind}"),
    happened.GRADE: ("filed", "grade is now {grade}"),
    happened.LISTED: ("filed", "entered on the list {list}"),
    happened.UNLISTED: ("filed", "taken off the list {list}"),
    happened.REFUSED: ("door", "{effect}: {door}"),
    happened.REWARDED: ("door", "{effect}: {door}"),
    happened.SHOWN: ("door", "{effect}: {door}"),
    happened.AWARE: ("truth", "hears of the scheme"),
    happened.COPIES_CORRECTED: ("procedure", "every copy of the record is corrected"),
    happened.REPAIRED: ("procedure", "record repaired: {kind}"),
    happened.FOLLOWED: (
        "procedure",
        "the copy is corrected, as the record was where it was filed",
    ),
    happened.CHARGED: ("filed", "points again for: {kind}"),
    happened.ENDED: ("filed", "the scheme has ended: no grade, and nothing on file"),
    happened.OPENED: ("truth", "closes, and another firm opens here with a new licence"),
}
DOORS = panel.DOORS
GRAVE = 30
EFFECTS = {
    "refuse": "refused",
    "dearer": "pays more",
    "inspect": "checked closely",
    "priority": "comes first",
    "money": "paid",
    "shown": "shown to others",
    "sign": "the grade at the door",
    "surcharge": "pays a surcharge",
    "close": "ordered to close",
}
LATE = 2  # `cause` at a door: see `month/tally.py`
LISTS = (happened.LISTED, happened.UNLISTED)


def life(run: Run, resident: int, world: int = 0) -> list[dict[str, Any]]:
    """Timeline of one panel resident, oldest first.

    Each row: `day`, `date`, `what` (event name), `book` (truth, filed, procedure or door),
    `text`, `true` (what was true where the record is wrong, else ""), `points`, `result` (whether
    those are a score that the record brings), `score`, `grade` (None where none), `scheme` and
    `record`.
    """
    check_in_panel(run, resident)
    events = panel.one_book(run, resident, world)
    told = zip(events, truths(run, events), strict=True)
    rows, known = list[dict[str, Any]](), set[int]()
    for event, words in told:
        if event.what != happened.ENDED or event.scheme in known:  # else it never was about them
            rows.append(row_of(run, event, words))
        known.add(event.scheme)
    return rows


def check_in_panel(run: Run, resident: int) -> None:
    """Refuse a resident whose books were not kept, naming some that were."""
    people = run.table("panel_people")["resident"]
    if resident in people:
        return
    some = ", ".join(str(who) for who in people[:3].tolist())
    raise SocialCreditError(
        f"{run.population.one} {resident} is not in the panel of {run.told}",
        expected=f"one of the {len(people)} {run.population.many} whose books were kept",
        hint=f"try one of {some}" if some else "run again with panel_households above 0",
    )


def row_of(run: Run, event: panel.Event, differs: str = "") -> dict[str, Any]:
    """One event in plain words; `differs` is what was true where it is wrong."""
    book, saying = crossing.said(run, event) or SAYINGS.get(event.what, ("filed", "event"))
    door = event.what in DOORS
    graded = event.grade >= 0 and event.scheme >= 0 and not door
    graded = graded and event.what != happened.ENDED
    moves = event.what in (
        happened.FILED,
        happened.CHARGED,
        happened.EXPIRED,
        happened.REPAIRED,
    )
    codes = event.scheme >= 0 and naming.are_codes(run, event.scheme)
    if codes and event.what == happened.CHARGED:
        saying = "counted again: {kind}"
    kind = "" if door else naming.kind_title(run, event.kind)
    plain = kind[:1].lower() + kind[1:]
    way = naming.way_of(run, event.scheme) if event.scheme >= 0 else 1
    par = brings_a_score(run, event.scheme) if event.scheme >= 0 else None
    result = par is not None and event.what == happened.FILED
    return {
        "day": event.day,
        "date": date_of(run, event.day),
        "what": happened.EVENTS[event.what - 1] if 0 < event.what <= len(happened.EVENTS) else "",
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
        "true": differs or _truth(run, event),
        "bad": not door and (panel.is_bad(run, event.kind) or (moves and event.points < 0)),
        "grave": event.what == happened.DEED and _is_grave(run, event.kind),
        "points": way * (event.points + (par or 0) * result) / 100 if moves and not codes else None,
        "result": result,
        "score": way * panel.score_after(event) / 100 if graded and not codes else None,
        "grade": _grade(run, event) if graded else None,
        "scheme": naming.scheme(run, event.scheme)["title"] if event.scheme >= 0 else "",
        "record": event.record if event.record >= 0 else None,
        "kind": event.kind,
        "cause": event.cause,
    }


def _is_grave(run: Run, kind: int) -> bool:
    """Whether a deed is a bad one of 30 or more on the declared scale of harm (0 to 100)."""
    return panel.is_bad(run, kind) and bool(naming.gravity(run)[kind] >= GRAVE)


def _door(run: Run, event: panel.Event) -> dict[str, str]:
    """The name of a door and what happened at it."""
    if event.what not in (*DOORS, happened.STOPPED) or event.scheme < 0:
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


def _on_whom(event: panel.Event) -> str:
    """For doors shut because of somebody else's score: a relative's."""
    return "through a relative, " if event.what in DOORS and event.source > 0 else ""


def _truth(run: Run, event: panel.Event) -> str:
    if event.what == happened.DEED:
        if event.cause != 1:
            return ""
        return "done for what it brings" if naming.only_codes(run) else "done to make up points"
    if event.what in DOORS:
        if event.cause == LATE:
            return "right once, and the copy of the grade not yet renewed"
        if event.cause != 1:
            return ""
        checked = event.scheme >= 0 and naming.checks_of(run, event.scheme)[event.entry]
        if checked:
            return "the check did not know its own user"
        return "only because of a wrong record"
    return ""


def _grade(run: Run, event: panel.Event) -> str | None:
    if event.scheme < 0 or event.grade < 0:
        return None
    return _named(naming.scheme(run, event.scheme)["grades"], event.grade, "")


def _list_name(run: Run, event: panel.Event) -> str:
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
    if run.population is FIRMS:
        return firms.firm(run, row)
    female, urban = row["flags"] & columns.FEMALE, row["flags"] & columns.URBAN
    noun = ("girl" if female else "boy") if row["age"] < 18 else ("woman" if female else "man")
    titles = level_titles(run.names, "occupation", row["place"])
    work = titles[row["occupation"]].replace("-", " ")
    words = [f"A {noun} of {row['age']}", work, "in town" if urban else "in the countryside"]
    if row["flags"] & columns.MINORITY:
        words.append("of the minority group")
    return {**row, "text": ", ".join(words)}
