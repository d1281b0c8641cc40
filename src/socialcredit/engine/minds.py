"""The response of all residents to the month that has passed, in spans of communities."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from socialcredit.compile.scheme import voices
from socialcredit.core.calendar import Month
from socialcredit.core.columns import HELD_GRADE, PAUSED, Records
from socialcredit.core.kept import once
from socialcredit.engine.parts import Part
from socialcredit.engine.prices import passed_rules, prices_of
from socialcredit.engine.setup import Setup
from socialcredit.engine.threads import SPAN, each
from socialcredit.engine.world import World
from socialcredit.month.consequences import mark_open
from socialcredit.month.subjects import mark_lures, mark_span
from socialcredit.month.tables import MonthTables
from socialcredit.stages.response.contract import NEVER_THERE, TOLD_BEFORE, Surroundings
from socialcredit.stages.response.mechanisms import (
    asks_of_names,
    asks_of_penalties,
    respond,
    shared_kept,
)
from socialcredit.stages.scheme.points import Book
from socialcredit.stages.society.deeds import GOOD, WATCHED


def update_minds(
    setup: Setup, world: World, month: Month, parts: Sequence[Part], pool: ThreadPoolExecutor,
    luck: np.ndarray,
) -> None:  # fmt: skip
    """Responses of all residents to the month that has passed, in spans of communities.

    Every month, also before the first scheme and after the last: what people believe goes back to
    what it was before.

    luck  int64 (COMMUNITY,) whose luck each position of a community has
    """
    chosen = setup.responses.chosen
    news = world.news.copy()
    world.news[:] = 0
    if not any(one.mechanism.monthly for one in chosen):
        return
    for part in parts:
        update_part(setup, world, month, part, news, pool, luck)


def update_part(
    setup: Setup, world: World, month: Month, part: Part, news: np.ndarray,
    pool: ThreadPoolExecutor, luck: np.ndarray,
) -> None:  # fmt: skip
    """The same of the communities that live under the same rules; `news` is last month's."""
    tables, offset, base = part.tables, setup.communities.offset, setup.here.first
    chosen = setup.responses.chosen
    announced = announced_in(setup, month, tables.book.head.active)
    key, place = setup.key, setup.communities.place
    voice, scores = voices(setup.schemes), shown(world.standing.score, tables.book.head)
    watches = watching(tables.book, setup.hazards.first)
    before = setup.months[month.number - 1] if month.number else month
    passed = passed_rules(setup, world, before, part)
    named = np.zeros(setup.residents if asks_of_names(chosen) else 1, np.uint8)
    penalised = np.zeros(setup.residents if asks_of_penalties(chosen) else 1, np.uint8)

    def span(first: int) -> None:
        last = min(first + SPAN, part.last)
        here, rows = slice(first, last), slice(first - base, last - base)
        start, stop = int(offset[first]), int(offset[last])
        community, slot = np.empty((2, stop - start), np.int64)
        subject = np.zeros((len(announced), stop - start), np.uint8)
        offers = np.zeros((len(announced), last - first), np.uint8)
        mark_span(
            tables.book, world.people, offset, place, setup.communities.urban,
            setup.hazards.cheap, first, last, luck, month.number, month.first_day,
            month.first_day + month.days - 1, key, np.zeros(tables.book.entry.shape, np.uint8),
            community, slot, subject, offers,
        )  # fmt: skip
        if asks_of_names(chosen):
            has = open_in(setup, tables, first, last)[community]
            named[start:stop] = who_is_named(world, tables, subject, slice(start, stop), has)
        if asks_of_penalties(chosen):
            penalised[start:stop] = who_is_penalised(
                setup, world, tables.book, subject, slice(start, stop)
            )
        prices = prices_of(setup, world, passed, before, luck, first, last)
        around = Surroundings(
            people=world.people, score=scores, grade=world.standing.grade, felt=world.mind.felt,
            visited=world.mind.visited, treated=world.mind.treated, refused=world.mind.refused,
            named=named, penalised=penalised, effort=world.mind.effort, subject=subject,
            community=community, slot=slot, voice=voice, bit=tables.book.where[:, place[here]],
            announced=announced[:, place[here]],
            offers=offers, news=news[rows],
            lures=lures_of(setup, month, tables, key, first, last), takes=setup.takes,
            size=np.diff(offset[first : last + 1]), bands=tables.book.bands,
            honour=tables.book.honour,
            start_score=tables.book.head.start, active=tables.book.head.active,
            watches=watches,
            shared=dict(zip(shared_kept(chosen), world.shared[:, rows], strict=True)),
            priced=prices.of, priced_for=prices.for_, days=before.days, key=key, month=month.number,
        )  # fmt: skip
        respond(chosen, around, world.mind, start, stop, setup.months_of(before))

    each(pool, span, range(part.first, part.last, SPAN))


def watching(book: Book, first: np.ndarray) -> np.ndarray:
    """Which schemes count some lawful watched deed this month; uint8 (schemes,).

    first  the number of the first kind of each sign
    """
    return _watching(book.of_kind, book.entry, first)


@once()  # the same of a scheme for as long as no date moves its entries
def _watching(of_kind: np.ndarray, entry: Records, first: np.ndarray) -> np.ndarray:
    entries = of_kind[:, first[WATCHED] : first[GOOD]]
    rows = np.arange(len(entries))[:, None, None]
    takes = (entries >= 0) & (entry.takes[rows, entries] > 0)
    found: np.ndarray = takes.any(axis=(1, 2)).astype(np.uint8)
    return found


def who_is_named(
    world: World, tables: MonthTables, subject: np.ndarray, here: slice, has: np.ndarray
) -> np.ndarray:
    """Who stands before the public: on a list that is published, or in a grade that is shown.

    bool (residents of `here`,), as others hold the grade, of whom the scheme scores.

    subject  uint8 (schemes, residents of `here`) whom each scheme scores
    has      uint8 (residents of `here`, consequences) which their communities have
    """
    named = np.zeros(subject.shape[1], bool)
    for s, rule, register, grades, _ in tables.doors.shown_by.tolist():
        public = grades >> held(world, s, here) & 1 == 1
        if register >= 0:
            public |= world.standing.until[register, here] != 0
        if rule >= 0:
            public &= has[:, rule] != 0
        named |= public & (subject[s] != 0)
    return named


def open_in(setup: Setup, tables: MonthTables, first: int, last: int) -> np.ndarray:
    """Which consequences each community has, of a layer where it adopted it; uint8.

    (communities first .. last-1, consequences)
    """
    doors = tables.doors
    has = np.ones((last - first, len(doors.rule)), np.uint8)
    shown = [rule for rule in doors.shown_by[:, 1].tolist() if rule >= 0]
    if doors.rule["layer"][shown].any():
        mark_open(doors, setup.communities.urban, first, last, setup.key, has)
    return has


def who_is_penalised(
    setup: Setup, world: World, book: Book, subject: np.ndarray, here: slice
) -> np.ndarray:
    """Who is in a penal grade, as others hold it, or on a black list of a scheme that scores them.

    Not of a scheme whose penalties rest while a dispute is open.

    bool (residents of `here`,)    subject  as in `who_is_named`
    """
    found, register = np.zeros(subject.shape[1], bool), 0
    for s, scheme in enumerate(setup.schemes):
        borne = book.penal[s, held(world, s, here)] != 0
        for number, rule in enumerate(scheme.lists, register):
            if rule.colour == "black":
                borne |= world.standing.until[number, here] != 0
        rests = world.standing.hold[s, here] & PAUSED != 0
        found |= borne & (subject[s] != 0) & ~rests
        register += len(scheme.lists)
    return found


def held(world: World, scheme: int, here: slice) -> np.ndarray:
    """The grade that others hold; int64, wide enough to shift the bits of all grades by."""
    grade: np.ndarray = world.standing.copy[scheme, here].astype(np.int64) & HELD_GRADE
    return grade


def announced_in(setup: Setup, month: Month, active: np.ndarray) -> np.ndarray:
    """Of each scheme in each place the months since it was announced there; int64.

    (schemes, places): nought in the month in which it begins; in the first month of a run the age
    of one that is older; TOLD_BEFORE in all later months, NEVER_THERE where it is not in force.
    """
    return _announced(setup.begins, month.number, active.tobytes())


@once()
def _announced(begins: np.ndarray, number: int, active: bytes) -> np.ndarray:
    since = number - begins
    since[(since > 0) & (number > 0)] = TOLD_BEFORE
    here = np.frombuffer(active, np.int64)[:, None] != 0
    since[(number < begins) | ~here] = NEVER_THERE
    return since


def lures_of(
    setup: Setup, month: Month, tables: MonthTables, key: tuple[int, int], first: int, last: int
) -> np.ndarray:
    """How strongly each scheme draws to each kind; int64 (schemes, kinds, communities first..).

    No scheme where nobody counts hours.
    """
    if not len(tables.lure):
        return tables.lure
    lures = np.zeros((*tables.lure.shape[:2], last - first), np.int64)
    layers = np.zeros(tables.book.entry.shape, np.uint8)
    mark_lures(
        tables.book, tables.lure, setup.communities.place, setup.communities.urban, first,
        last, month.first_day, month.first_day + month.days - 1, key, layers, lures,
    )  # fmt: skip
    return lures


def shown(sums: np.ndarray, head: Records) -> np.ndarray:
    """The scores that people see of sums of points: int32 (schemes, residents) hundredths.

    Without bounds they are the sums themselves, and nothing is copied.
    """
    bounds = _bounds(head)
    return sums if bounds is None else np.clip(sums, *bounds)


@once()
def _bounds(head: Records) -> np.ndarray | None:
    """The least and the most that is shown, int32 (2, schemes, 1); None where nothing is bound."""
    room = np.iinfo(np.int32)
    bounds = np.clip([head.lowest, head.highest], room.min, room.max).astype(np.int32)
    free = (bounds[0] == room.min).all() and (bounds[1] == room.max).all()
    return None if free else bounds[:, :, None]
