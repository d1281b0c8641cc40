"""A trial: a run is lived with few of its people, to know what it takes with all of them.

On one thread, with the run's own months, and with all that a run at rest does: people are settled
and packed, and every month unpacked, lived and packed again. A second trial with a part of them
says what does not grow with people: kernels are called, and the books of the panel are kept, for
however many. Residents and firms are tried by themselves.
"""

import math
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np

from socialcredit.engine.collect import sizes_of
from socialcredit.engine.estimate import Living, Plan, Taken, planned
from socialcredit.engine.ground import communities_of
from socialcredit.engine.packing import Packed, size_of
from socialcredit.engine.preparing import prepared_in_shards
from socialcredit.engine.resting import at_rest, settle_in_store
from socialcredit.engine.settling import settle_anew
from socialcredit.engine.setup import Setup
from socialcredit.engine.shard import shards_of
from socialcredit.engine.step import live_whole
from socialcredit.engine.store import Files
from socialcredit.engine.whole import Hands
from socialcredit.engine.workers import workspaces_for
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.month.tally import new_tally
from socialcredit.stages.society.panel import luck_of

SOME = 100_000  # subjects that are tried, at most
SECONDS = 4.0  # of a world: whoever is tried lives on until the month in which they are over
PART = 5  # of so many one is in the second trial
LEAST_OF_IT = 0.5  # of what a subject took in the first trial is its own at least
TWICE = 2  # people are settled to be told of, and again to live
CASES = "cases.rows"  # copied beside twice: community by community, and when they are packed
MARGIN = 2  # times what a trial wrote where threads work
SUM = 24  # bytes of a sum that is not nought: month, place in the tally, value


class Seen(NamedTuple):
    """What one world took: a number for each month that was lived, of everybody.

    seconds  CPU;  woken, state  bytes, see `Taken`;  sent  bytes to deliver
    tables, events  bytes of what it left behind, when it was stopped: sums, and the panel's books
    """

    seconds: tuple[float, ...]
    woken: tuple[int, ...]
    state: tuple[int, ...]
    sent: tuple[int, ...]
    tables: int
    events: int


class Tried(NamedTuple):
    """What a trial found: bytes of people at rest, seconds to settle them once, its worlds."""

    setup: Setup
    subjects: int
    people: int
    settled: float
    worlds: tuple[Seen, ...]
    thread: int


def plan_of(
    inputs: Inputs, threads: int, memory: int, some: int = SOME, seconds: float = SECONDS
) -> Plan:
    """What a run takes with so many threads and bytes of memory, after a trial of it.

    some     subjects that are tried, at most, of each population
    seconds  CPU seconds for which a world is tried, at most
    Raises SocialCreditError where the memory is too little.
    """
    living, told = living_in(inputs, some, seconds)
    return planned(living, threads, memory, told)


def living_in(
    inputs: Inputs, some: int = SOME, seconds: float = SECONDS
) -> tuple[dict[str, Living], tuple[int, int, int]]:
    """The populations of a run with what they take, and what was tried: see `Plan.tried`."""
    living, told = dict[str, Living](), list[tuple[int, int, int]]()
    for one in populations_of(inputs):
        tried = tried_with(one, min(some, one.scenario.subjects), inputs.worlds, seconds)
        part = tried
        if tried.subjects >= PART * PART:
            part = tried_with(one, tried.subjects // PART, inputs.worlds, seconds)
        offset = communities_of(one).offset
        living[one.scenario.kind] = Living(offset, taken_by(tried, part, offset))
        months = min(len(world.seconds) for world in tried.worlds)
        told.append((tried.subjects, months, len(tried.setup.months)))
    return living, min(told, key=lambda one: one[1])


def populations_of(inputs: Inputs) -> tuple[Inputs, ...]:
    """The residents of a run and its firms, each as a run of its own."""
    alone = inputs._replace(beside=None)
    return (alone,) if inputs.beside is None else (alone, inputs.beside)


def tried_with(inputs: Inputs, subjects: int, worlds: int, seconds: float) -> Tried:
    """A run of one population lived with so many subjects, for so long at most."""
    field = "people" if inputs.scenario.kind == "persons" else "firms"
    scenario = inputs.scenario.model_copy(update={field: subjects})
    alone = inputs._replace(scenario=scenario, beside=None)
    setup, _, setup_of, _ = prepared_in_shards(alone, 1, lambda _: [0], settle_anew)
    store, luck = Files(None, sys.maxsize, ""), luck_of(setup.key)
    store.turn(0, shards_of(setup.communities, [0]))
    settle_in_store(store, setup_of, [0], luck, 1)
    begin = time.process_time()
    settle_in_store(store, setup_of, [0], luck, 1)  # by now its kernels are compiled
    settled = time.process_time() - begin
    spaces = workspaces_for(setup, 1)
    with ThreadPoolExecutor(1) as pool:
        hands = Hands(pool, spaces)
        seen = tuple(_lived(setup, store, hands, number, seconds) for number in range(worlds))
    people = size_of(store.people(0).values())
    return Tried(setup, subjects, people, settled, seen, touched(spaces[0]))


def _lived(setup: Setup, store: Files, hands: Hands, number: int, limit: float) -> Seen:
    """One world, until its last month or the one in which its time is over."""
    store.turn(number, store.cut)
    whole = at_rest(setup, store.cut, number, store, hands)
    rows = list[tuple[float, int, int, int]]()
    people, spent = unpacked(store.people(0)), 0.0
    for month in setup.months:
        begin = time.process_time()
        live_whole(whole, month, hands)
        passed = time.process_time() - begin
        state = store.state(0, month.number + 1)
        packed, copies = size_of(state.values()), 2 * unpacked({CASES: state[CASES]})
        held = people + unpacked(state) + copies + size_of(store.people(0).values()) + 2 * packed
        rows.append((passed, held, packed, whole.post.nbytes))
        spent += passed if month.number else 0.0
        if spent > limit:
            break
    if len(rows) > 1:  # kernels may have been compiled in the first month
        rows[0] = (rows[1][0], *rows[0][1:])
    took, woken, at_rest_then, sent = zip(*rows, strict=True)
    left = whole.collected
    tables = sum(block.nbytes for blocks in left.blocks.values() for block in blocks)
    return Seen(
        took, woken, at_rest_then, sent, tables, sum(block.nbytes for block in left.events.values())
    )


def taken_by(tried: Tried, part: Tried, offset: np.ndarray) -> Taken:
    """What each subject of these communities takes, of what two trials of the same run found.

    part  a trial with fewer subjects, or the same one: then nothing is known to be shared
    offset  int64 (communities + 1,) of all who will live
    """
    setup, many, months = tried.setup, tried.subjects, len(tried.setup.months)
    pairs = [*zip(tried.worlds, part.worlds, strict=True)]
    lived = sum(
        own(over(a.seconds, months), over(b.seconds, months), tried, part) for a, b in pairs
    )
    state = max(at_most(one.state, months) for one in tried.worlds) / many
    woken = max(at_most(one.woken, months) for one in tried.worlds) / many
    sent = max(max(one.sent) for one in tried.worlds) / many
    settled = TWICE * own(tried.settled, part.settled, tried, part)
    tables = sum(left_by(a, b, tried, part, offset) for a, b in pairs)
    waits, copies = len(setup.schemes) * (months + 2), 3 if setup.lead else 2
    return Taken(
        woken, tried.people / many, state, sent, settled, lived, tried.thread, tables, copies, waits
    )


def own(whole: float, part: float, tried: Tried, less: Tried) -> float:
    """What one more subject takes of something that two trials took."""
    each = whole / tried.subjects
    if less.subjects == tried.subjects:
        return each
    return max(LEAST_OF_IT * each, (whole - part) / (tried.subjects - less.subjects))


def over(seen: tuple[float, ...], months: int) -> float:
    """The sum over all months: those that were not lived are like the later half of the others."""
    late = seen[len(seen) // 2 :]
    return sum(seen) + (months - len(seen)) * sum(late) / len(late)


def at_most(seen: tuple[int, ...], months: int) -> float:
    """The most over all months: where not all were lived, it grows on as in the later half."""
    half = len(seen) // 2
    grown = max(0.0, (seen[-1] - seen[half]) / max(1, len(seen) - 1 - half))
    return max(seen) + (months - len(seen)) * grown


def left_by(whole: Seen, part: Seen, tried: Tried, less: Tried, offset: np.ndarray) -> int:
    """Bytes that a world of these communities leaves behind, of what two trials of it left.

    Sums that are not nought get more with people, ever more slowly, until all that there can be
    are: here by the power that they grew with between the two trials. The panel stays as large.
    """
    setup, months = tried.setup, len(tried.setup.months)
    longer = months / len(whole.seconds)
    power = 0.0
    if part.tables and less.subjects < tried.subjects:
        more = whole.tables / part.tables * len(part.seconds) / len(whole.seconds)
        power = math.log(more) / math.log(tried.subjects / less.subjects)
    grown = whole.tables * (int(offset[-1]) / tried.subjects) ** min(1.0, max(0.0, power))
    most = months * SUM * sum(column.size for column in new_tally(*sizes_of(setup)))
    return math.ceil(min(grown * longer, max(most, whole.tables)) + whole.events * longer)


def unpacked(arrays: Mapping[str, Packed]) -> int:
    """Bytes of arrays as they were before they were packed."""
    return sum(math.prod(one.shape) * np.dtype(one.dtype).itemsize for one in arrays.values())


def touched(given: Any) -> int:
    """Bytes of arrays in a tuple, and in the tuples in it, up to twice where anything was written.

    Books that threads work in have room for the worst month; the system gives memory for what is
    written there. Of more communities one may write more than any of the trial did.
    """
    if isinstance(given, np.ndarray):
        written = np.flatnonzero(np.ascontiguousarray(given).reshape(-1).view(np.uint8))
        return min(given.nbytes, MARGIN * (int(written[-1]) + 1)) if len(written) else 0
    return sum(map(touched, given)) if isinstance(given, tuple) else 0
