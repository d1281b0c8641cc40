"""The panel's two books, resident by resident, and what a score would be without a record."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from socialcredit.core import events as happened
from socialcredit.results import naming
from socialcredit.results.run import Run

RIGHTED = (happened.CORRECTED, happened.FOLLOWED)
ENDS = (*RIGHTED, happened.EXPIRED, happened.REPAIRED)
WRITTEN_BEFORE = (happened.EXPIRED, happened.REPAIRED)
DOORS = (
    happened.REFUSED,
    happened.REWARDED,
    happened.SHOWN,
)  # their score and grade are whoever's act decided
MOVES = (happened.FILED, happened.CHARGED, *RIGHTED)
SAME = ("day", "scheme", "score", "grade")


class Event(NamedTuple):
    """One line of the panel's books; points and score in hundredths, -1 where none.

    At a door (REFUSED, REWARDED, SHOWN) `kind` is the domain, `source` whom it hits (0 the person
    decided on, 1 one of the household, 2 a child), `points` fen, `cause` 1 if only a wrong
    record shut it, 2 if only a copy that is late, `record` how often it was tried. Of a
    DEED, or one STOPPED or SIGHTED, `points` are its size; `cause` 1 of a DEED says it was made up
    for points; a STOPPED one was not done, and `entry` is what kept the person from it.
    """

    day: int
    what: int
    kind: int
    source: int
    scheme: int
    entry: int
    points: int
    cause: int
    record: int
    score: int
    grade: int


def is_bad(run: Run, kind: int) -> bool:
    """Whether a kind of deed is a bad one."""
    return kind >= 0 and run.names["kind_signs"][kind] in naming.BAD_SIGNS


class Filed(NamedTuple):
    """A live record: points it holds now (hundredths), its kind and how it came to be."""

    kind: int
    entry: int
    points: int
    cause: int
    day: int

    def against(self, run: Run) -> bool:
        """Whether the record counts against the person."""
        return self.points < 0 or is_bad(run, self.kind)


Key = tuple[int, int]  # record and entry: one sighting may be filed under several entries


@dataclass
class State:
    """Where a resident stands with one scheme after an event.

    `hidden` is what the bounds of the score keep back: the points on file beyond what it shows;
    `shown` whether an event has told the score.
    """

    score: int
    grade: int
    live: dict[Key, Filed]
    hidden: int = 0
    shown: bool = False


def panel_books(run: Run, world: int = 0) -> dict[int, list[Event]]:
    """What schemes did to every panel resident, in order, and where another firm opened.

    Deeds and sightings are left out: they are many, and no measure of what was filed reads them.
    `one_book` has everything about one resident. The books are read once and must not be changed.
    """
    return run.once(("books", world), lambda: _read_books(run, world))


def _read_books(run: Run, world: int) -> dict[int, list[Event]]:
    told = f"world = {world} and (scheme >= 0 or what = {happened.OPENED})"
    events = run.select("panel_events", told)
    rows, residents = _in_order(events)
    cuts = np.flatnonzero(np.diff(residents)) + 1
    heads = residents[np.concatenate(([0], cuts))] if len(residents) else residents
    return {
        int(who): [Event(*line) for line in part.tolist()]
        for who, part in zip(heads, np.split(rows, cuts), strict=len(residents) > 0)
    }


def one_book(run: Run, resident: int, world: int = 0) -> list[Event]:
    """One panel resident's events, deeds and sightings too, in the order they happened."""
    events = run.select("panel_events", f"world = {world} and resident = {resident}")
    return [Event(*line) for line in _in_order(events)[0].tolist()]


def _in_order(events: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Events by resident and day, and what moved the points before the grade it led to."""
    order = np.lexsort((np.arange(len(events["day"])), events["day"], events["resident"]))
    rows = np.stack([events[name][order] for name in Event._fields], axis=1)
    residents = events["resident"][order]
    what, same = Event._fields.index("what"), [Event._fields.index(name) for name in SAME]
    while True:
        alike = (rows[:-1, same] == rows[1:, same]).all(axis=1) & (residents[:-1] == residents[1:])
        late = alike & (rows[:-1, what] == happened.GRADE) & np.isin(rows[1:, what], MOVES)
        at = np.flatnonzero(late)
        if not len(at):
            return rows, residents
        rows[at], rows[at + 1] = rows[at + 1], rows[at].copy()


def deeds(run: Run, world: int = 0, stopped: bool = False) -> dict[str, np.ndarray]:
    """What the panel truly did: columns resident, day and kind; with what was stopped, if asked."""
    what = f"{happened.DEED}, {happened.STOPPED}" if stopped else f"{happened.DEED}"
    condition = f"world = {world} and what in ({what})"
    return run.select("panel_events", condition, "resident, day, kind")


def ever_penal(events: list[Event], scheme: int, penal: np.ndarray) -> bool:
    """Whether a resident was ever in a penal grade of a scheme."""
    return any(e.scheme == scheme and e.grade >= 0 and penal[e.grade] for e in events)


def replay(events: Iterable[Event], scheme: int) -> Iterator[tuple[Event, State]]:
    """Walk through one resident's events under one scheme with the records live after each.

    The same state object is handed out again and again; copy what you keep.
    """
    for event, states in replay_several(events, [scheme]):
        yield event, states[scheme]


def replay_several(
    events: Iterable[Event], schemes: Iterable[int]
) -> Iterator[tuple[Event, dict[int, State]]]:
    """As `replay`, under several schemes at once: the standing with each after every event."""
    states = {scheme: State(score=0, grade=-1, live={}) for scheme in schemes}
    for event in events:
        opened = event.what == happened.OPENED  # it tells of all schemes
        for scheme in states if opened else states.keys() & {event.scheme}:
            _apply(states[scheme], event)
        if opened or event.scheme in states:
            yield event, states


def _apply(state: State, event: Event) -> None:
    if event.what == happened.OPENED:  # another firm, of which nothing is on file
        state.live, state.hidden, state.shown = {}, 0, False
        return
    if event.what == happened.ENDED:  # it keeps nothing of anybody, who stand where all began
        state.live, state.hidden = {}, 0
        state.score, state.grade = event.score, event.grade
        return
    key = (event.record, event.entry)
    moved = event.points if event.what in (happened.FILED, happened.CHARGED) else 0
    if event.what == happened.FILED:
        state.live[key] = Filed(event.kind, event.entry, event.points, event.cause, event.day)
    elif event.what == happened.CHARGED and key in state.live:
        held = state.live[key]
        state.live[key] = held._replace(points=held.points + event.points)
    elif event.what in ENDS:
        ended = state.live.pop(key, None)
        moved = -ended.points if ended else 0
    if event.grade >= 0 and event.what not in DOORS:
        score = score_after(event)
        state.hidden += moved - (score - state.score) if state.shown else 0
        state.score, state.grade, state.shown = score, event.grade, True


def score_after(event: Event) -> int:
    """Score after an event: expiry and repair are written down before they are carried out."""
    return event.score + (event.points if event.what in WRITTEN_BEFORE else 0)


class Results(NamedTuple):
    """How a score is made where each record brings one: of the latest, or of their mean."""

    counts: str  # latest or mean
    start: int  # hundredths, from which points are measured
    unit: int  # hundredths to which a mean is rounded
    skips: frozenset[int]  # entries that lead straight to a grade: they bring no score


def made_of(records: list[Filed], results: Results) -> int:
    """The score that these live records make, oldest first; hundredths."""
    told = [one.points for one in records if one.entry not in results.skips]
    if not told or results.counts == "latest":
        return results.start + (told[-1] if told else 0)
    total, part = results.start * len(told) + sum(told), len(told) * results.unit
    return (2 * total + part) // (2 * part) * results.unit


def without(
    state: State, taken: set[int], bounds: list[int], results: Results | None = None
) -> tuple[int, int]:
    """Score and grade of a resident had the records numbered `taken` not been there.

    The score loses what the records hold, of what its bounds keep back first. Where each record
    brings a score, and those on file make the one that stands, it is made anew of the others. A
    grade below the band of its score was forced by a record that goes straight to a grade; it is
    lifted only if every such record is among those taken out.
    """
    score = _score_without(state, taken, results)
    natural = grade_of(score, bounds)
    forced = state.grade > grade_of(state.score, bounds)
    forcing = set(forcing_records(state, results))
    if forced and not (forcing and forcing <= taken):
        return score, max(state.grade, natural)
    return score, natural


def _score_without(state: State, taken: set[int], results: Results | None) -> int:
    if results is not None:
        every = [*state.live.values()]
        if made_of(every, results) != state.score:
            return state.score  # of an earlier period, whose records are not told apart
        return made_of([held for key, held in state.live.items() if key[0] not in taken], results)
    left = state.score + state.hidden
    left -= sum(held.points for key, held in state.live.items() if key[0] in taken)
    if state.hidden == 0:
        return left
    # the score stands at a bound
    return min(left, state.score) if state.hidden > 0 else max(left, state.score)


def forcing_records(state: State, results: Results | None = None) -> list[int]:
    """Live records that may have led straight to a grade: those that moved no points, or of such
    entries where a record brings a score."""
    if results is not None:
        return [key[0] for key, held in state.live.items() if held.entry in results.skips]
    return [key[0] for key, held in state.live.items() if held.points == 0]


def grade_of(score: int, bounds: list[int]) -> int:
    """The best grade whose lower bound (hundredths) the score reaches."""
    for grade, bound in enumerate(bounds):
        if score >= bound:
            return grade
    return len(bounds) - 1


def bounds_of(run: Run, scheme: int) -> list[int]:
    """Lower bounds of the grades in hundredths, best first.

    Read from the manifest; where it does not tell them, the lowest score seen in the panel with
    each grade stands in (a grade nobody had gets the bound of the next better one).
    """
    told = naming.bands(run, scheme)
    if told is not None:
        return told
    events = run.select("panel_events", f"world = 0 and scheme = {scheme}")
    bounds: list[int] = []
    for grade in range(len(naming.scheme(run, scheme)["grades"])):
        seen = events["score"][events["grade"] == grade]
        bounds.append(int(seen.min()) if len(seen) else (bounds[-1] if bounds else 2**40))
    return bounds
