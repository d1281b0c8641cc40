"""Who protests at the end of a month, place by place, and what comes of it from the next first.

Nothing is kept of a resident: thresholds are worked out again each month and added up by place.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.columns import People
from socialcredit.core.run_layout import MONTHLY
from socialcredit.engine.parts import Part, part_at
from socialcredit.engine.setup import Setup
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
from socialcredit.stages.response.protest import joined, needed
from socialcredit.stages.response.together import Together

COLUMNS = len(MONTHLY["acceptance"].columns) - 2


def protesting(setup: Setup) -> Chosen | None:
    """The mechanism by which residents of a place join others, with its settings, if it is on."""
    return next((one for one in setup.responses.chosen if one.mechanism.thresholds), None)


def protest(
    setup: Setup, world: World, month: Month, parts: Sequence[Part], pool: ThreadPoolExecutor,
    luck: np.ndarray,
) -> None:  # fmt: skip
    """Count who protests in each place; where enough do, the scenario's outcome comes next month.

    luck  int64 (COMMUNITY,) whose luck each position of a community has
    """
    one = protesting(setup)
    if one is None:
        return
    rows = []
    for place, first, last in places_of(setup):
        part = part_at(parts, first)
        held = aimed_at(part.setup, part) & (part.tables.book.where[:, place] > 0)
        start, stop = (int(setup.communities.offset[c]) for c in (first, last))
        adults = int(np.count_nonzero(setup.people.age[start:stop] >= ADULT))
        world.protest[place, MANY] = 0
        if not held.any() or not adults:
            continue
        who, shares = _thresholds(setup, world, one, pool, luck, first, last)
        counts = _counted(setup, world, start, stop, _stances(stop - start, who, shares, adults))
        turns = _turn(setup, world, month, place, int(counts[EVERYBODY, 0, PROTESTING]), adults)
        rows += _rows(counts, place, turns)
    if month.number >= setup.lead:
        head = np.full((len(rows), 2), (world.number, month.number - setup.lead))
        told = np.array(rows, np.int64).reshape(len(rows), COLUMNS)
        world.collected.blocks["acceptance"].append(np.column_stack([head, told]))


def places_of(setup: Setup) -> Iterator[tuple[int, int, int]]:
    """The places with residents, each with its first community and that behind its last."""
    of = setup.communities.place
    for place in range(len(setup.places)):
        members = np.flatnonzero(of == place)
        if len(members):
            yield place, int(members[0]), int(members[-1]) + 1


def aimed_at(setup: Setup, part: Part) -> np.ndarray:
    """Which schemes in force protest is about; bool (schemes,)."""
    named = setup.protest.scheme if setup.protest else None
    about = [named in (None, scheme.scheme) for scheme in setup.schemes]
    return np.array(about, bool) & (part.tables.book.head.active > 0)


def _thresholds(
    setup: Setup, world: World, one: Chosen, pool: ThreadPoolExecutor, luck: np.ndarray,
    first: int, last: int,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Who of communities first .. last-1 may join, and for what each of them waits.

    int64 (n,), from nought at the first of them, and float64 (2, n): as it is, and were nothing to
    fear.
    """
    offset = setup.communities.offset
    every = {name: getattr(world.mind, name) for name in ("belief", "known", "pays")}
    every |= dict(zip(rows_kept(setup.responses.chosen), world.mind.rows, strict=False))
    rows = rows_for(one.mechanism, every)
    found: dict[int, tuple[np.ndarray, np.ndarray]] = {}
    thresholds = one.mechanism.thresholds
    assert thresholds is not None

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


def _stances(residents: int, who: np.ndarray, shares: np.ndarray, adults: int) -> np.ndarray:
    """What each resident of a place who does not approve makes of it: uint8 (residents,).

    Afraid is whoever would protest were there nothing to fear for anybody, and does not; who would
    not even then sees no use in it: too few others would.

    who, shares  as `_thresholds`
    """
    need, bold = (needed(share, adults) for share in shares)
    many, were = (joined(each_needs) for each_needs in (need, bold))
    stance = np.full(residents, NO_USE, np.uint8)
    stance[who] = np.where(need <= many, PROTESTING, np.where(bold <= were, AFRAID, NO_USE))
    return stance


def _counted(
    setup: Setup, world: World, start: int, stop: int, stance: np.ndarray
) -> np.ndarray:  # fmt: skip
    """Adults of start .. stop-1 by stance, in all groups: int64 (BY, MOST_LEVELS, stances)."""
    approval = world.mind.rows[rows_kept(setup.responses.chosen).index("approval")]
    counts = np.zeros((BY, MOST_LEVELS, len(STANCES)), np.int64)
    count_stances(setup.people, approval, stance, start, stop, counts)
    return counts


def _turn(setup: Setup, world: World, month: Month, place: int, many: int, adults: int) -> int:
    """Keep how many protest; 1 where that turns the rules from the next first of a month on."""
    world.protest[place, MANY] = many
    asked = setup.protest
    if asked is None or asked.outcome == "nothing" or asked.at is None:
        return 0
    if world.protest[place, SINCE] or many < Fraction(repr(asked.at)) * adults:
        return 0
    if month.number + 1 == len(setup.months):
        return 0  # no month follows in which anything would be other
    world.protest[place, SINCE] = month.number + 1
    return 1


def _rows(counts: np.ndarray, place: int, turns: int) -> list[list[int]]:
    """Rows of `acceptance` of a place: everybody, then by age, income, town and schooling."""
    return [
        [place, by, level, *told, turns if by == EVERYBODY else 0]
        for by, levels in enumerate(counts.tolist())
        for level, told in enumerate(levels)
        if sum(told)
    ]
