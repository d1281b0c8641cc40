"""Who protests at the end of a month, place by place, and what comes of it from the next first.

Nothing is kept of a resident: thresholds are worked out again each month and added up by place. A
place may lie in several shards: these say who waits for how many, as often as it takes until it is
known how many join (`engine/joining.py`), and then who stands where.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.columns import People
from socialcredit.core.run_layout import MONTHLY
from socialcredit.engine.joining import Needs, Search, counted
from socialcredit.engine.parts import Part, part_at
from socialcredit.engine.setup import Setup
from socialcredit.engine.spans import Span, columns_of, spans_of
from socialcredit.engine.threads import SPAN, each
from socialcredit.engine.world import MANY, SINCE, World
from socialcredit.month.acceptance import (
    AFRAID,
    BY,
    EVERYBODY,
    MOST_LEVELS,
    NO_USE,
    PROTESTING,
    STANCES,
    count_stances,
)
from socialcredit.month.subjects import mark_places
from socialcredit.stages.response.approval import ADULT
from socialcredit.stages.response.mechanisms import Chosen, rows_for, rows_kept
from socialcredit.stages.response.protest import needed
from socialcredit.stages.response.together import Together

COLUMNS = len(MONTHLY["acceptance"].columns) - 2


class Waits(NamedTuple):
    """Who of a shard's residents of a place may join; it stays in the shard."""

    span: Span
    who: np.ndarray  # int32 (n,) from nought at the first resident of the span
    need: np.ndarray  # int32 (2, n) for how many each waits: as it is, and were nothing to fear


class Stood(NamedTuple):
    """What a shard says: its adults by stance, in all groups, of the places where any may join."""

    place: np.ndarray  # int64 (k,) each place of the shard once, rising
    adults: np.ndarray  # int64 (k, BY, MOST_LEVELS, stances)


def protesting(setup: Setup) -> Chosen | None:
    """The mechanism by which residents of a place join others, with its settings, if it is on."""
    return next((one for one in setup.responses.chosen if one.mechanism.thresholds), None)


def adults_in(setup: Setup) -> np.ndarray:
    """The adults of a shard by place, int64 (places,); those of several shards are their sum."""
    found = np.zeros(len(setup.places), np.int64)
    for span in spans_of(setup):
        found[span.place] += np.count_nonzero(setup.people.age[columns_of(setup, span)] >= ADULT)
    return found


def asked_in(setup: Setup, parts: Sequence[Part], adults: np.ndarray) -> np.ndarray:
    """In which places of a shard protest is about a scheme in force, so that anybody may join.

    bool (places,); of several shards, where it is so in any.    adults  of all shards
    """
    found = np.zeros(len(setup.places), bool)
    for span in spans_of(setup):
        part = part_at(parts, span.first)
        held = aimed_at(part.setup, part) & (part.tables.book.where[:, span.place] > 0)
        found[span.place] |= held.any() and adults[span.place] > 0
    return found


def aimed_at(setup: Setup, part: Part) -> np.ndarray:
    """Which schemes in force protest is about; bool (schemes,)."""
    named = setup.protest.scheme if setup.protest else None
    about = [named in (None, scheme.scheme) for scheme in setup.schemes]
    return np.array(about, bool) & (part.tables.book.head.active > 0)


def waits_in(
    setup: Setup, world: World, pool: ThreadPoolExecutor, luck: np.ndarray, adults: np.ndarray,
    asked: np.ndarray,
) -> list[Waits]:  # fmt: skip
    """Who of a shard may join, and for how many others of their place each of them waits.

    adults, asked  int64 and bool (places,), of all shards
    """
    found = []
    for span in spans_of(setup):
        if asked[span.place]:
            who, shares = _thresholds(setup, world, pool, luck, span)
            need = [needed(share, int(adults[span.place])).astype(np.int32) for share in shares]
            found.append(Waits(span, who.astype(np.int32), np.stack(need)))
    return found


def needs_in(waits: Sequence[Waits], search: Search) -> Needs:
    """How many of a shard wait for how many others, as far as a look asks."""
    place = np.unique(np.array([one.span.place for one in waits], np.int64))
    blocks = [np.zeros(0, np.int64)]
    for p in place.tolist():
        mine = [one for one in waits if one.span.place == p]
        for which in (0, 1):
            told = [int(column[p, which]) for column in search]
            blocks.append(np.sum([counted(one.need[which], *told) for one in mine], axis=0))
    return Needs(place, search.bins[place], np.concatenate(blocks))


def _thresholds(
    setup: Setup, world: World, pool: ThreadPoolExecutor, luck: np.ndarray, place: Span
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Who of a place may join, and for what share of its adults each of them waits.

    int64 (n,), from nought at its first resident here, and float64 (2, n): as it is, and were
    nothing to fear.
    """
    one, offset, (_, first, last) = protesting(setup), setup.communities.offset, place
    assert one is not None and one.mechanism.thresholds is not None
    every = {name: getattr(world.mind, name) for name in ("belief", "known", "pays")}
    every |= dict(zip(rows_kept(setup.responses.chosen), world.mind.rows, strict=False))
    rows = rows_for(one.mechanism, every)
    found: dict[int, tuple[np.ndarray, np.ndarray]] = {}
    thresholds = one.mechanism.thresholds

    def span(begin: int) -> None:
        end = min(begin + SPAN, last)
        start, stop = int(offset[begin]), int(offset[end])
        community, slot = np.empty((2, stop - start), np.int64)
        mark_places(offset, begin, end, luck, community, slot)
        together = Together(
            People(*(column[start:stop] for column in world.people)),
            slot,
            {name: row[start:stop] for name, row in rows.items()},
            setup.key,
        )
        who, shares = thresholds(one.settings, together)
        found[begin] = who + (start - int(offset[first])), shares

    spans = range(first, last, SPAN)
    each(pool, span, spans)
    who, shares = zip(*(found[begin] for begin in spans), strict=True)
    return np.concatenate(who), np.concatenate(shares, axis=1)


def stood_in(setup: Setup, world: World, waits: Sequence[Waits], joined: np.ndarray) -> Stood:
    """Where the adults of a shard stand, once it is known how many join.

    joined  int64 (places, 2) of each place as it is, and were nothing to fear
    """
    approval = world.mind.rows[rows_kept(setup.responses.chosen).index("approval")]
    place = np.unique(np.array([one.span.place for one in waits], np.int64))
    found = np.zeros((len(place), BY, MOST_LEVELS, len(STANCES)), np.int64)
    for one in waits:
        here = columns_of(setup, one.span)
        stance = _stances(here.stop - here.start, one, *joined[one.span.place].tolist())
        counts = found[np.searchsorted(place, one.span.place)]
        count_stances(setup.people, approval, stance, here.start, here.stop, counts)
    return Stood(place, found)


def _stances(residents: int, waits: Waits, many: int, were: int) -> np.ndarray:
    """What each resident of a place who does not approve makes of it: uint8 (residents,).

    Afraid is whoever would protest were there nothing to fear for anybody, and does not; who would
    not even then sees no use in it: too few others would.

    many, were  how many join as it is, and were nothing to fear
    """
    need, bold = waits.need
    stance = np.full(residents, NO_USE, np.uint8)
    stance[waits.who] = np.where(need <= many, PROTESTING, np.where(bold <= were, AFRAID, NO_USE))
    return stance


def added(one: Stood, other: Stood) -> Stood:
    """What two shards say, as if they were one."""
    place = np.union1d(one.place, other.place)
    adults = np.zeros((len(place), *one.adults.shape[1:]), np.int64)
    for each_of in (one, other):
        adults[np.searchsorted(place, each_of.place)] += each_of.adults
    return Stood(place, adults)


def rows_told(
    setup: Setup, state: np.ndarray, month: Month, number: int, stood: Stood, adults: np.ndarray
) -> np.ndarray:
    """The month's rows of `acceptance`, int64 (rows, columns), of what all shards said.

    state  int32 (places, 2), written: how many protest, and since when that has turned the rules
    number  of the world    adults  int64 (places,) of all shards
    """
    state[:, MANY], rows = 0, []
    for place, counts in zip(stood.place.tolist(), stood.adults, strict=True):
        many = int(counts[EVERYBODY, 0, PROTESTING])
        turns = _turn(setup, state, month, place, many, int(adults[place]))
        rows += _rows(counts, place, turns)
    head = np.full((len(rows), 2), (number, month.number - setup.lead))
    return np.column_stack([head, np.array(rows, np.int64).reshape(len(rows), COLUMNS)])


def _turn(setup: Setup, state: np.ndarray, month: Month, place: int, many: int, adults: int) -> int:
    """Keep how many protest; 1 where that turns the rules from the next first of a month on."""
    state[place, MANY] = many
    asked = setup.protest
    if asked is None or asked.outcome == "nothing" or asked.at is None:
        return 0
    if state[place, SINCE] or many < Fraction(repr(asked.at)) * adults:
        return 0
    if month.number + 1 == len(setup.months):
        return 0  # no month follows in which anything would be other
    state[place, SINCE] = month.number + 1
    return 1


def _rows(counts: np.ndarray, place: int, turns: int) -> list[list[int]]:
    """Rows of `acceptance` of a place: everybody, then by age, income, town and schooling."""
    return [
        [place, by, level, *told, turns if by == EVERYBODY else 0]
        for by, levels in enumerate(counts.tolist())
        for level, told in enumerate(levels)
        if sum(told)
    ]
