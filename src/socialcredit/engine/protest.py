"""Who protests at the end of a month, place by place, and what comes of it from the next first.

Nothing is kept of a resident: thresholds are worked out again each month and added up by place.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.columns import URBAN, People
from socialcredit.core.limits import COMMUNITY
from socialcredit.core.run_layout import MONTHLY
from socialcredit.engine.parts import Part, part_at
from socialcredit.engine.setup import Setup
from socialcredit.engine.threads import SPAN, each
from socialcredit.engine.world import MANY, SINCE, World
from socialcredit.stages.response.approval import ADULT, APPROVES
from socialcredit.stages.response.mechanisms import Chosen, rows_for, rows_kept
from socialcredit.stages.response.protest import joined, needed
from socialcredit.stages.response.together import Together

COLUMNS = len(MONTHLY["acceptance"].columns) - 2
STANCES = APPROVING, AFRAID, NO_USE, PROTESTING = range(4)  # columns of `acceptance` from the first
EVERYBODY, BY_AGE, BY_INCOME, BY_TOWN, BY_SCHOOL = range(5)  # its `by`


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
    shares = _thresholds(setup, world, one, pool, luck)
    rows = []
    for place, first, last in places_of(setup):
        part = part_at(parts, first)
        held = aimed_at(part.setup, part) & (part.tables.book.where[:, place] > 0)
        start, stop = (int(setup.communities.offset[c]) for c in (first, last))
        adults = start + np.flatnonzero(setup.people.age[start:stop] >= ADULT)
        world.protest[place, MANY] = 0
        if not held.any() or not len(adults):
            continue
        stance = _stances(world, setup, shares[:, adults], adults)
        many = int((stance == PROTESTING).sum())
        turns = _turn(setup, world, month, place, many, len(adults))
        rows += _rows(setup.people, adults, stance, place, turns)
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
    setup: Setup, world: World, one: Chosen, pool: ThreadPoolExecutor, luck: np.ndarray
) -> np.ndarray:
    """What each resident waits for, float64 (2, residents): as it is, and were nothing to fear."""
    offset, communities = setup.communities.offset, len(setup.communities.place)
    every = {name: getattr(world.mind, name) for name in ("belief", "known", "pays")}
    every |= dict(zip(rows_kept(setup.responses.chosen), world.mind.rows, strict=False))
    rows = rows_for(one.mechanism, every)
    found = np.full((2, setup.residents), np.inf)
    thresholds = one.mechanism.thresholds
    assert thresholds is not None

    def span(first: int) -> None:
        last = min(first + SPAN, communities)
        start, stop = int(offset[first]), int(offset[last])
        of = np.repeat(np.arange(first, last), np.diff(offset[first : last + 1]))
        position = np.arange(start, stop) - offset[of]
        together = Together(
            People(*(column[start:stop] for column in world.people)),
            of * COMMUNITY + luck[position],
            {name: row[start:stop] for name, row in rows.items()},
            setup.key,
        )
        found[:, start:stop] = thresholds(one.settings, together)

    each(pool, span, range(0, communities, SPAN))
    return found


def _stances(world: World, setup: Setup, shares: np.ndarray, adults: np.ndarray) -> np.ndarray:
    """What each adult of a place makes of it: int64 (adults,), of STANCES.

    Afraid is whoever would protest were there nothing to fear for anybody, and does not; who would
    not even then sees no use in it: too few others would.
    """
    approval = world.mind.rows[rows_kept(setup.responses.chosen).index("approval")][adults]
    need, bold = (needed(share, len(adults)) for share in shares)
    many, were = (joined(each_needs, len(adults)) for each_needs in (need, bold))
    stance = np.where(bold <= were, AFRAID, NO_USE)
    stance[need <= many] = PROTESTING
    stance[approval >= APPROVES] = APPROVING
    return stance


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


def _rows(
    people: People, adults: np.ndarray, stance: np.ndarray, place: int, turns: int
) -> list[list[int]]:
    """Rows of `acceptance` of a place: everybody, then by age, income, town and schooling."""
    levels = {
        EVERYBODY: np.zeros(len(adults), np.int64),
        BY_AGE: np.digitize(people.age[adults], (ADULT, 40, 60)),
        BY_INCOME: people.fifth[adults].astype(np.int64),
        BY_TOWN: (people.flags[adults].astype(np.int64) & URBAN) // URBAN,
        BY_SCHOOL: people.role_education[adults].astype(np.int64) & 7,
    }
    rows = []
    for by, level in levels.items():
        counts = np.bincount(level * len(STANCES) + stance, minlength=len(STANCES))
        counts = np.pad(counts, (0, -len(counts) % len(STANCES))).reshape(-1, len(STANCES))
        for number, told in enumerate(counts.tolist()):
            if sum(told):
                rows.append([place, by, number, *told, turns if by == EVERYBODY else 0])
    return rows
