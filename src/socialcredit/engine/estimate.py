"""What a run at rest takes of memory, disk and time, and how its people are cut into shards for it.

What is told of here rests on what a trial found of the same run with few people (`engine.trial`).
Memory is what comes on top of the bare program: where threads live shards that they have unpacked,
what the coordinator keeps of all of them, and as many packed shards as still fit.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.limits import COMMUNITY
from socialcredit.engine.amounts import bytes_told

COMMUNITIES = 64  # of a shard at least: fewer pack worse, and each costs a visit
SMALLEST = (COMMUNITIES + 2) * COMMUNITY  # subjects, of which any shard has so many communities
USUAL = 1_000_000  # subjects of a shard where they fit: a fifth of a second of work, and more
TURNS = 4  # shards a thread at least, so that none waits long for another at a month's end
FINER = 1.25  # so many times more shards are tried where larger ones do not fit
OF_A_COMMUNITY = 128  # bytes of its coordinator: offsets, places, what is worked out by community
MOVED = 8  # and of each thread: the offset into the columns of its shard
SORTED = 3  # copies of what crosses, and of what waits, while they are put together
# Bytes that memory takes for each packed one, since buffers of many sizes come and go each month:
# a quarter more than they come to, at 140 million within 1.2 GB.
HELD = 1.25
WORD = 8  # bytes of a number that waits, by shard, scheme and month of joining


class Taken(NamedTuple):
    """What one population of a run takes: bytes and CPU seconds of a subject, and beside them.

    woken    bytes while its shard is lived: unpacked, with what is held while it is packed again
    people   bytes at rest that stay as they are;  state  at rest and at most, of what does not
    sent     bytes that cross from one month to the next, at most
    settled  seconds to settle it twice: to be told of, and to be put to rest
    lived    seconds of all months of all worlds
    thread   bytes of the place where a thread works, whoever lives there
    tables   bytes of what all worlds leave behind;  copies  how often it is there in the end
    waits    numbers that a shard says of who waits: schemes times months
    """

    woken: float
    people: float
    state: float
    sent: float
    settled: float
    lived: float
    thread: int
    tables: int
    copies: int
    waits: int


class Living(NamedTuple):
    """A population to be cut: int64 (communities + 1,) its offsets, and what it takes."""

    offset: np.ndarray
    taken: Taken

    @property
    def subjects(self) -> int:
        """How many they are."""
        return int(self.offset[-1])


class Cut(NamedTuple):
    """Where the shards of a population begin, and the subjects of the largest of them."""

    firsts: tuple[int, ...]
    largest: int


class Need(NamedTuple):
    """Bytes of memory: of what threads live in, and of what the coordinator keeps."""

    living: int
    kept: int

    @property
    def all(self) -> int:
        """Both."""
        return self.living + self.kept


class Share(NamedTuple):
    """How a budget is used: the cut of each population, and bytes of packed shards in memory."""

    cuts: tuple[Cut, ...]
    need: Need
    packed: tuple[int, ...]


def cut_into(offset: np.ndarray, shards: int) -> Cut:
    """About equal shards, by subjects; none has more than an even share and one community."""
    subjects, communities = int(offset[-1]), len(offset) - 1
    aims = [subjects * k // shards for k in range(shards)]
    firsts = np.unique(np.minimum(np.searchsorted(offset, aims), communities - 1))
    bounds = offset[[*firsts, communities]]
    return Cut(tuple(firsts.tolist()), int(np.diff(bounds).max()))


def most_shards(subjects: int) -> int:
    """Into how many shards they can be cut at most, each of `COMMUNITIES` or more."""
    return max(1, subjects // SMALLEST)


def usual_shards(subjects: int, threads: int) -> int:
    """Into how many they are cut where memory is no question."""
    wanted = max(math.ceil(subjects / USUAL), TURNS * threads)
    return min(most_shards(subjects), math.ceil(wanted / threads) * threads)


def need_of(living: Sequence[Living], cuts: Sequence[Cut], threads: int) -> Need:
    """The memory in which these cuts are lived; populations take turns, and each keeps its own."""
    of_each = [one.taken.woken * cut.largest for one, cut in zip(living, cuts, strict=True)]
    places = sum(one.taken.thread for one in living)
    kept = tables = gathered = 0.0
    for one, cut in zip(living, cuts, strict=True):
        communities, taken = len(one.offset) - 1, one.taken
        kept += communities * (OF_A_COMMUNITY + MOVED * threads)
        kept += SORTED * taken.sent * one.subjects
        kept += SORTED * WORD * taken.waits * len(cut.firsts)
        tables += taken.tables
        gathered += taken.tables * taken.copies
    living_in = threads * (max(of_each) + places)
    # In the end there are more copies of tables, and nothing else.
    kept += max(tables, gathered - living_in)
    return Need(math.ceil(living_in), math.ceil(kept))


def cuttings(living: Sequence[Living], threads: int) -> Iterator[tuple[Cut, ...]]:
    """Ways to cut them, from the usual shards down to the smallest."""
    shards = [usual_shards(one.subjects, threads) for one in living]
    most = [most_shards(one.subjects) for one in living]
    while True:
        yield tuple(cut_into(one.offset, many) for one, many in zip(living, shards, strict=True))
        if shards == most:
            return
        wanted = (math.ceil(many * FINER) for many in shards)
        shards = [min(many, limit) for many, limit in zip(wanted, most, strict=True)]


def cuts_for(living: Sequence[Living], threads: int, memory: int) -> tuple[Cut, ...] | None:
    """The largest shards, up to the usual ones, that fit; None where no cut does."""
    fit = (
        cuts for cuts in cuttings(living, threads) if need_of(living, cuts, threads).all <= memory
    )
    return next(fit, None)


def least_for(living: Sequence[Living], threads: int) -> int:
    """The least memory in which they can be lived with so many threads."""
    return min(need_of(living, cuts, threads).all for cuts in cuttings(living, threads))


def shared_for(living: Sequence[Living], threads: int, memory: int) -> Share:
    """How a budget is used. Raises SocialCreditError with the least that would do.

    What is left goes to packed shards, of the residents first: who rests there is not written.
    """
    cuts = cuts_for(living, threads, memory)
    if cuts is None:
        raise too_little(living, threads, memory)
    need = need_of(living, cuts, threads)
    left, packed = memory - need.all, []
    for one in living:
        packed.append(min(int(left / HELD), at_rest(one)))
        left -= math.ceil(packed[-1] * HELD)
    return Share(cuts, need, tuple(packed))


def at_rest(one: Living) -> int:
    """Bytes of a population at rest, all of it, at most."""
    return math.ceil(one.subjects * (one.taken.people + one.taken.state))


def too_little(living: Sequence[Living], threads: int, memory: int) -> SocialCreditError:
    """That no cut fits into the memory, with the least that would do."""
    least, alone = least_for(living, threads), least_for(living, 1)
    hint = f"give --memory {rounded_up(least)}"
    if threads > 1 and alone < least:
        hint += f", or --threads 1 and --memory {rounded_up(alone)}"
    return SocialCreditError(
        f"{bytes_told(memory)} of memory are too little: {counted_threads(threads)}, each with the "
        f"smallest shard, and what is kept of all of them take {bytes_told(least)}",
        f"--memory {bytes_told(memory)}",
        expected=f"{rounded_up(least)} or more",
        hint=hint + ", or leave --memory out: then everybody lies in memory, unpacked",
    )


def counted_threads(threads: int) -> str:
    """`1 thread`, `2 threads`."""
    return "1 thread" if threads == 1 else f"{threads} threads"


def rounded_up(amount: int) -> str:
    """An amount that may be typed and is enough: whole MB."""
    return f"{math.ceil(amount / 10**6)}MB"


def disk_of(living: Sequence[Living], share: Share) -> int:
    """Bytes of disk while the run is lived, at most.

    Files of all people and states lie there, of shards that are being written twice. Where all fits
    into memory, so that not every month is written, two generations of states lie side by side.
    """
    total = 0.0
    for one, cut, packed in zip(living, share.cuts, share.packed, strict=True):
        again = cut.largest if packed < at_rest(one) else one.subjects
        total += at_rest(one) + one.taken.state * again
        total += one.taken.sent * one.subjects + one.taken.tables
    return math.ceil(total)


def seconds_of(living: Sequence[Living], cuts: Sequence[Cut], threads: int) -> float:
    """Seconds by the clock, if the threads have a core each, and without waiting for the disk."""
    total = 0.0
    for one, cut in zip(living, cuts, strict=True):
        rounds = math.ceil(len(cut.firsts) / threads)  # the last of which may not be full
        share = max(rounds * cut.largest, one.subjects / threads)
        total += share * (one.taken.settled + one.taken.lived)
    return total


class Plan(NamedTuple):
    """What a run will take, as it is told before it starts.

    subjects  how many of each population, residents or firms, by `persons` and `firms`
    cuts      of each population;  packed  bytes of its packed shards that stay in memory
    tried     how many lived in the trial, months of them, and of how many that the run has
    """

    subjects: Mapping[str, int]
    cuts: Mapping[str, Cut]
    packed: Mapping[str, int]
    threads: int
    memory: int
    need: Need
    at_rest: int
    disk: int
    seconds: float
    tried: tuple[int, int, int]


def planned(
    living: Mapping[str, Living], threads: int, memory: int, tried: tuple[int, int, int]
) -> Plan:  # fmt: skip
    """What a run takes with so many threads and so much memory.

    Raises SocialCreditError where that is too little.
    """
    of_all = [*living.values()]
    share = shared_for(of_all, threads, memory)
    return Plan(
        {kind: one.subjects for kind, one in living.items()},
        dict(zip(living, share.cuts, strict=True)), dict(zip(living, share.packed, strict=True)),
        threads, memory, share.need, sum(map(at_rest, of_all)), disk_of(of_all, share),
        seconds_of(of_all, share.cuts, threads), tried,
    )  # fmt: skip


def refuse_small_disk(plan: Plan, free: int, where: str) -> None:
    """Raise SocialCreditError where the disk of the run's folder is too small."""
    if plan.disk <= free:
        return
    raise SocialCreditError(
        f"the disk is too small: the run wants {bytes_told(plan.disk)}, and {bytes_told(free)} "
        "are free",
        where=where,
        hint="free some space, choose a folder on another disk with --out DIR, or simulate fewer "
        "--people",
    )
