"""One world month by month: threads over communities, then the exchange between them."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

import numpy as np

from socialcredit.columns import Conduct, Mind, Standing, new_conduct, new_mind, new_standing
from socialcredit.compiled import kernel
from socialcredit.draws import key_of
from socialcredit.engine import book, duties, market
from socialcredit.engine.collect import Collected, collect
from socialcredit.engine.desk import BATCH, Desk, Tables, new_desk
from socialcredit.engine.meters import meter_rows, reset_yearly, rows_needed, start_levels
from socialcredit.engine.month import live_several
from socialcredit.engine.setup import Month, Setup, tables_of, when_of
from socialcredit.errors import SocialCreditError
from socialcredit.lending.loans import Loans
from socialcredit.provenance import holding
from socialcredit.records.cases import WORDS
from socialcredit.response.contract import Surroundings
from socialcredit.response.together import respond
from socialcredit.results.tally import new_tally
from socialcredit.scheme.points import is_subject
from socialcredit.society.deeds import set_thresholds

SPAN = 32  # communities whose minds are updated in one call


@dataclass
class World:
    """The state of one world between two months, and what it has left behind so far."""

    number: int
    mind: Mind
    conduct: Conduct
    standing: Standing
    gossip: np.ndarray  # int64 (communities,) notices last month
    queue: np.ndarray  # int32 (communities, schemes, months) disputes waiting, by month of joining
    cases: list[np.ndarray]  # a community: uint32 (open cases, WORDS)
    post: np.ndarray  # int64 (letters, 7) sightings to deliver, in the order of sender
    loans: Loans
    collected: Collected = field(default_factory=Collected)
    months_done: int = 0


def begin(setup: Setup, number: int) -> World:
    """A world on its first morning."""
    n, communities = setup.residents, len(setup.communities.place)
    first = setup.months[0].first
    starts = np.array(
        [book.hundredths((holding(s.score, first) or s.score[0]).start) for s in setup.schemes],
        np.int64,
    )
    lists = sum(len(scheme.lists) for scheme in setup.schemes)
    rows = rows_needed(meter_rows(setup.schemes))
    blocks = sum(bool(rule.block) for scheme in setup.schemes for rule in scheme.lists)
    standing = new_standing(starts, n, rows, lists, blocks)
    start_levels(setup.schemes, standing.meters)
    tables = tables_of(setup, setup.months[0], number)
    for s in range(len(setup.schemes)):
        bands = tables.book.bands[s, : tables.book.head[s].grades]
        standing.grade[s] = int(np.argmax(bands <= starts[s]))
        standing.copy[s] = standing.grade[s]
    mind = new_mind(n)
    set_thresholds(setup.people, mind, setup.hazards, 0, n)
    return World(
        number, mind, new_conduct(n), standing, np.zeros(communities, np.int64),
        np.zeros((communities, len(setup.schemes), len(setup.months) + 2), np.int32),
        [np.zeros((0, WORDS), np.uint32)] * communities, np.zeros((0, 7), np.int64),
        market.nobody_owes(setup.lending, n),
    )  # fmt: skip


def desks_for(setup: Setup, threads: int) -> list[Desk]:
    """One place to work for each thread."""
    entries, grades = book.sizes(setup.schemes)
    lists = sum(len(s.lists) for s in setup.schemes)
    doors = sum(len(s.consequences) for s in setup.schemes)
    schemes, places, deeds = len(setup.schemes), len(setup.places), len(setup.deeds)
    sizes = (places, deeds, max(schemes, 1), entries, grades, lists, doors)
    return [new_desk(schemes, entries, new_tally(*sizes)) for _ in range(threads)]


def run_month(
    setup: Setup, world: World, month: Month, pool: ThreadPoolExecutor, desks: list[Desk]
) -> None:
    """One month: minds, communities, exchange, counts."""
    tables = tables_of(setup, month, world.number)
    if month.first.month == 1 and month.number > 0:
        reset_yearly(setup.schemes, world.standing.meters)
    think(setup, world, month, tables, pool)
    sent = work(setup, world, month, tables, pool, desks)
    world.post = (
        np.concatenate([sent[c] for c in sorted(sent)]) if sent else np.zeros((0, 7), np.int64)
    )
    borrow(setup, world, month, tables, pool)
    collect(setup, world.collected, world.number, month, desks)
    world.months_done = month.number + 1


def borrow(
    setup: Setup, world: World, month: Month, tables: Tables, pool: ThreadPoolExecutor
) -> None:
    """A month of lending, where anybody lends."""
    if not setup.lending["lenders"]:
        return
    active = tables.book.head.active.astype(bool)
    now = market.compile_market(setup.lending, setup.schemes, active, month.first)
    counts = market.lend_everywhere(
        world.loans, setup.people, setup.communities, now, month.number, key_of(setup.seed), pool
    )
    if month.number >= setup.lead:
        rows = market.rows_of(counts, world.number, month.number - setup.lead)
        world.collected.blocks["lending"].append(rows)


def think(
    setup: Setup, world: World, month: Month, tables: Tables, pool: ThreadPoolExecutor
) -> None:
    """Responses of all residents to the month that has passed, in spans of communities."""
    active = tables.book.head.active
    if not setup.mechanisms or not active.any():
        return
    offset, communities = setup.communities.offset, len(world.gossip)
    starts = np.array([book.hundredths(s.score[0].start) for s in setup.schemes], np.int64)
    before = date.fromordinal(month.first.toordinal() - 1).replace(day=1)
    new = np.array(
        [
            a and (month.number == 0 or s.starts > before.replace(day=1)) and s.starts >= before
            for a, s in zip(active, setup.schemes, strict=True)
        ],
        np.uint8,
    )
    gossip = world.gossip * 10000 // np.maximum(np.diff(offset), 1)
    key = key_of(setup.seed)

    def span(first: int) -> None:
        last = min(first + SPAN, communities)
        start, stop = int(offset[first]), int(offset[last])
        community = np.repeat(np.arange(first, last), np.diff(offset[first : last + 1]))
        subject = np.zeros((len(active), stop - start), np.uint8)
        mark_subjects(
            tables.book,
            setup.people.age,
            setup.people.flags,
            community,
            offset,
            setup.communities.place,
            start,
            month.number,
            key,
            subject,
        )
        around = Surroundings(
            setup.people, world.mind, world.standing.score, world.standing.grade, subject,
            tables.book.bands, tables.book.honour, starts, active, new,
            setup.offers, community, gossip, key,
            month.number,
        )  # fmt: skip
        respond(list(setup.mechanisms), around, start, stop)

    list(pool.map(span, range(0, communities, SPAN)))
    world.gossip[:] = 0


@kernel
def mark_subjects(rules, age, flags, community, offset, place, start, month, key, subject):
    """Who is scored, for a range of residents: uint8 (schemes, residents of the range)."""
    for s in range(subject.shape[0]):
        for r in range(subject.shape[1]):
            i, c = start + r, community[r]
            if rules.where[s, place[c]] == 0:
                continue
            newcomer = np.int64(flags[i]) & 64 != 0 and month < 12
            subject[s, r] = is_subject(
                rules, s, np.int64(age[i]), np.int64(flags[i]), newcomer,
                c * 2048 + i - offset[c], key,
            )  # fmt: skip


def homes(setup: Setup) -> np.ndarray:
    """For each community the range of communities of its place: int64 (communities, 2)."""
    place = setup.communities.place
    starts = {p: int(np.argmax(place == p)) for p in np.unique(place)}
    sizes = {p: int((place == p).sum()) for p in starts}
    return np.array([(starts[p], starts[p] + sizes[p]) for p in place], np.int64).reshape(-1, 2)


def offices(setup: Setup, world: World, month: Month) -> tuple[np.ndarray, np.ndarray]:
    """What the office of each place takes up this month: cut-off and quota of every community.

    First in, first out by month of joining; the last month that fits in part is shared out in
    proportion by whole numbers. Both int64 (communities, schemes).
    """
    communities, schemes = world.queue.shape[:2]
    cutoff, quota = (
        np.full((communities, schemes), -1, np.int64),
        np.zeros((communities, schemes), np.int64),
    )
    offset = setup.communities.offset
    for p in range(len(setup.places)):
        members = np.flatnonzero(setup.communities.place == p)
        residents = int((offset[members + 1] - offset[members]).sum())
        turn = Fraction(2 * p + 1, 2 * len(setup.places))
        can = duties.capacity(setup.schemes, residents, month.first, month.number, turn)
        for s in range(schemes):
            waiting = world.queue[members, s].sum(axis=0, dtype=np.int64)
            joined = int(np.searchsorted(np.cumsum(waiting), can[s], side="right"))
            left = int(can[s] - np.cumsum(waiting)[joined - 1]) if joined else int(can[s])
            cutoff[members, s] = joined
            if joined < len(waiting) and waiting[joined]:
                upto = (
                    np.cumsum(world.queue[members, s, joined], dtype=np.int64)
                    * left
                    // waiting[joined]
                )
                quota[members, s] = np.diff(upto, prepend=0)
    return cutoff, quota


def put_by(
    world: World, month: int, desk: Desk, first: int, lived: int, sent: dict[int, np.ndarray]
) -> None:
    """Keep the open cases, letters and events that some communities left on a desk."""
    for k in range(lived):
        starts, ends = desk.spans[k], desk.spans[k + 1]
        cases, letters, events = (slice(*span) for span in zip(starts, ends, strict=True))
        world.cases[first + k] = desk.packed[cases].copy()
        if ends[1] > starts[1]:
            sent[first + k] = desk.mail.rows[letters].copy()
        if ends[2] > starts[2]:
            world.collected.events[month, first + k] = desk.log.rows[events].copy()


def work(
    setup: Setup,
    world: World,
    month: Month,
    tables: Tables,
    pool: ThreadPoolExecutor,
    desks: list[Desk],
) -> dict[int, np.ndarray]:
    """Every community lives its month, on whichever thread is free; returns the letters sent."""
    cutoff, quota = offices(setup, world, month)
    world.queue[:] = 0
    when, key, ranges = when_of(setup, month), key_of(setup.seed), homes(setup)
    order = np.argsort(world.post[:, 0], kind="stable")
    post, communities = world.post[order], len(setup.communities.place)
    letters = np.searchsorted(post[:, 0], np.arange(communities + 1))
    batch = min(BATCH, max(1, communities // (4 * len(desks))))
    counter = itertools.count(0, batch)
    sent: dict[int, np.ndarray] = {}
    stopped = threading.Event()

    def desk_work(desk: Desk) -> None:
        while not stopped.is_set() and (first := next(counter)) < communities:
            last = min(first + batch, communities)
            while first < last:
                blocks = world.cases[first:last]
                open_cases = np.cumsum([0, *map(len, blocks)])
                lived = live_several(
                    setup.people, world.mind, world.standing, world.conduct, tables, desk,
                    world.gossip, np.concatenate(blocks), open_cases, post, letters, world.queue,
                    cutoff, quota, when, key, setup.communities, ranges, first, last,
                )  # fmt: skip
                put_by(world, month.number, desk, first, lived, sent)
                first += lived

    try:
        for done in [pool.submit(desk_work, desk) for desk in desks]:
            done.result()
    except BaseException:
        stopped.set()  # nobody begins another community; this month is lost, the checkpoint is not
        raise
    if any(desk.cases.used[1] or desk.mail.used[1] or desk.log.used[1] for desk in desks):
        raise SocialCreditError(
            f"a community filled its books in the month of {month.first:%Y-%m}",
            hint="lower the rates of deeds (deeds.yaml), or how many of them are seen",
        )
    return sent
