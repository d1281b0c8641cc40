"""What a resident would have to be told, and what could be objected to.

A notice names at most four reasons, those that cost most: more do not help whoever reads them (so
the commentary on 12 CFR 1002.9, the United States' rule on notices of adverse decisions). Whether
the authority of the run tells anybody is another matter, and is said beside each record.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from socialcredit.core import events as happened
from socialcredit.core.calendar import Duration, later
from socialcredit.results import naming, panel
from socialcredit.results.lives.timeline import date_of
from socialcredit.results.lives.truth import difference
from socialcredit.results.measures.reasons import MOST_REASONS, costliest
from socialcredit.results.run import Run
from socialcredit.results.scales import brings_a_score


class Dealt(NamedTuple):
    """What has happened to a record: days from the run's start, None where it has not."""

    filed: panel.Event
    told: int | None
    disputed: int | None
    upheld: int | None


def notices(run: Run, resident: int) -> list[dict[str, Any]]:
    """For each scheme that grades a resident at the end: what a notice would say, and objections.

    Each has `scheme`, `grade`, `score` (None where codes stand for it), `penal` (whether the grade
    is one that rules make worse off), `reasons` (at most four records against the person, the
    costliest first), `left` (how many more there are) and `appeals` (one for each of all these).
    A reason has `record`, `kind`, `filed`, `source`, `points` (None where it has none, or codes
    stand for points), `leads` (the grade to which it leads straight, or None) and `told` (a date,
    or None).
    """
    book = panel.one_book(run, resident)
    found = []
    for number in range(len(run.names["schemes"])):
        states = [state for _, state in panel.replay(book, number)][-1:]
        state = states[0] if states else None
        if state is None or not state.shown or state.grade < 0:
            continue
        against = _against(run, book, number, state, leads := _leads(run, number))
        codes, way = naming.are_codes(run, number), naming.way_of(run, number)
        found.append(
            {
                "scheme": naming.scheme(run, number)["title"],
                "grade": naming.grade_titles(run, number)[state.grade],
                "score": None if codes else way * state.score / 100,
                "penal": bool(naming.penal_grades(run, number)[state.grade]),
                "reasons": [_reason(run, number, one, leads) for one in against[:MOST_REASONS]],
                "left": max(0, len(against) - MOST_REASONS),
                "appeals": [_appeal(run, book, number, one) for one in against],
            }
        )
    return found


def _leads(run: Run, scheme: int) -> dict[int, str]:
    """The grades to which entries lead straight, by the numbers of these."""
    told = naming.scheme(run, scheme).get("entry_to_grade") or []
    return {number: str(grade) for number, grade in enumerate(told) if grade is not None}


def _against(
    run: Run, book: list[panel.Event], scheme: int, state: panel.State, leads: dict[int, str]
) -> list[Dealt]:
    """What has happened to the live records against a resident, the costliest first."""
    live = costliest(run, state, frozenset(leads))
    return [_dealt(book, scheme, key, held.points) for key, held in live]


def _dealt(book: list[panel.Event], scheme: int, key: panel.Key, points: int) -> Dealt:
    mine = [one for one in book if one.record == key[0] and one.scheme == scheme]
    filed = next(one for one in mine if one.what == happened.FILED and one.entry == key[1])

    def day(what: int) -> int | None:
        return next((one.day for one in mine if one.what == what), None)

    dealt = (day(what) for what in (happened.NOTICE, happened.DISPUTE, happened.UPHELD))
    return Dealt(filed._replace(points=points), *dealt)


def _reason(run: Run, scheme: int, one: Dealt, leads: dict[int, str]) -> dict[str, Any]:
    event, par = one.filed, brings_a_score(run, scheme)
    plain = naming.are_codes(run, scheme) or event.points == 0
    points = naming.way_of(run, scheme) * (event.points + (par or 0)) / 100
    return {
        "record": event.record,
        "kind": naming.kind_title(run, event.kind),
        "filed": date_of(run, event.day),
        "source": naming.source_in_a_sentence(run, event.source),
        "points": None if plain else points,
        "leads": leads.get(event.entry),
        "told": None if one.told is None else date_of(run, one.told),
    }


def _appeal(run: Run, book: list[panel.Event], scheme: int, one: Dealt) -> dict[str, Any]:
    """What could be objected to a record, and whether it still can be.

    state  open, untold (nobody has told the person, who would have to find out), pending, upheld,
           late, or none (the rules know no objection);  until  the last day, where there is one
    says   what the person could truly say; empty where the record is right
    """
    event = one.filed
    state, until = _state(run, scheme, one)
    return {
        "record": event.record,
        "kind": naming.kind_title(run, event.kind),
        "filed": date_of(run, event.day),
        "state": state,
        "until": until,
        "right": event.cause <= 0,
        "says": naming.CAUSE_TEXTS[event.cause] if event.cause > 0 else "",
        "differs": difference(run, book, event) if event.cause > 0 else "",
    }


def _state(run: Run, scheme: int, one: Dealt) -> tuple[str, str | None]:
    if one.upheld is not None:
        return "upheld", None
    if one.disputed is not None:
        return "pending", None
    windows = naming.scheme(run, scheme).get("dispute_windows") or [None]
    term = windows[min(run.months, len(windows)) - 1]
    if term is None:
        return "none", None
    if one.told is None:
        return "untold", None
    told = date.fromisoformat(str(run.manifest["start"])) + timedelta(days=one.told)
    last = later(told, Duration(months=-term) if term < 0 else term)
    today = date.fromisoformat(date_of(run, run.days - 1))
    return ("open" if today <= last else "late"), last.isoformat()
