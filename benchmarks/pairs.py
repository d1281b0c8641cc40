"""Peers beside ours: in each round each peer once, and ours right after it; medians of the pairs.

A shared machine is faster at one minute than at the next. So nothing is compared but what ran side
by side, in the CPU time of the day loop, and the ratio of a peer is the median of its pairs.
"""

import statistics
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.peers import DAYS, Peer
from benchmarks.running import NoLine, line_of, on_one_core, ours, surroundings

OUR_PEOPLE = 4_000_000
FEWEST = 1000

Tell = Callable[[str], None]


class Sample(NamedTuple):
    """One run of the common workload."""

    people: int
    days: int
    cpu_seconds: float
    bytes_a_person: float

    @property
    def speed(self) -> float:
        """Million resident-days a CPU second."""
        return self.people * self.days / self.cpu_seconds / 1e6


class Pair(NamedTuple):
    """A peer, and ours right after it."""

    peer: Sample
    ours: Sample

    @property
    def ratio(self) -> float:
        """How many times as fast ours was."""
        return self.ours.speed / self.peer.speed


class Compared(NamedTuple):
    """The pairs of one peer, a round each."""

    peer: Peer
    pairs: Sequence[Pair]

    @property
    def ratio(self) -> float:
        """Ours ÷ peer."""
        return statistics.median(pair.ratio for pair in self.pairs)

    def median(self, of: Callable[[Pair], float]) -> float:
        """The median of what is asked of each pair."""
        return statistics.median(of(pair) for pair in self.pairs)


class Measured(NamedTuple):
    """All peers that could be compared, and why the others are left out, by label."""

    compared: Sequence[Compared]
    left_out: Mapping[str, str]


def compared(
    peers: Sequence[Peer],
    rounds: int,
    theirs: Callable[[Peer, int], Sample],
    own: Callable[[], Sample],
    tell: Tell,
) -> Measured:
    """Run peer, ours, peer, ours, and all of them again; a peer that fails once is left out.

    theirs  one run of a peer in a round, counted from 1
    own  one run of ours
    """
    found: dict[str, list[Pair]] = {peer.label: [] for peer in peers}
    left_out: dict[str, str] = {}
    for number in range(1, rounds + 1):
        for peer in peers:
            if peer.label in left_out:
                continue
            try:
                pair = Pair(theirs(peer, number), own())
            except NoLine as why:
                left_out[peer.label] = str(why)
                tell(f"{peer.label} is left out: it {why}")
                continue
            found[peer.label].append(pair)
            tell(
                f"round {number} of {rounds}: {peer.label} {pair.peer.speed:.2f}, "
                f"ours {pair.ours.speed:.1f} million resident-days a CPU second"
            )
    kept = [Compared(peer, found[peer.label]) for peer in peers if peer.label not in left_out]
    return Measured(kept, left_out)


def beside(
    folder: Path,
    pythons: Mapping[str, str],
    peers: Sequence[Peer],
    rounds: int,
    scale: float,
    tell: Tell,
) -> Measured:
    """Compare with the peers' programs in `folder`, all on one core.

    scale  part of the usual number of people, for a quick look
    """
    tell("ours, in small: what has to be compiled is compiled here")
    own_sample(FEWEST)
    with on_one_core():
        return compared(
            peers,
            rounds,
            lambda peer, number: sample_of_peer(folder, pythons[peer.label], peer, number, scale),
            lambda: own_sample(scaled(OUR_PEOPLE, scale)),
            tell,
        )


def sample_of_peer(folder: Path, python: str, peer: Peer, seed: int, scale: float) -> Sample:
    """One run of a peer's program."""
    if not (folder / peer.script).is_file():
        raise NoLine(f"lies not there: {folder} has no {peer.script}")
    people = scaled(peer.people, scale)
    words = {"--n": people, "--days": DAYS, "--seed": seed, "--variant": peer.variant}
    told = [str(part) for word in words.items() for part in word]
    command = [python, "-W", "ignore", peer.script, *told]
    return _sample(line_of(command, surroundings(peer.env), folder), people)


def own_sample(people: int) -> Sample:
    """One run of ours."""
    words = ["benchmarks.ours", "points-day", "--people", str(people), "--days", str(DAYS)]
    return _sample(ours(words), people)


def _sample(told: Mapping[str, Any], people: int) -> Sample:
    """What a line says, if it is of the run that was asked for."""
    try:
        found = Sample(told["n"], told["days"], float(told["loop_cpu_s"]), told["bytes_per_agent"])
    except (KeyError, TypeError, ValueError):
        raise NoLine("printed a line without n, days, loop_cpu_s and bytes_per_agent") from None
    if (found.people, found.days) != (people, DAYS) or found.cpu_seconds <= 0:
        raise NoLine(f"ran something else than {people:,} people for {DAYS} days")
    return found


def scaled(people: int, scale: float) -> int:
    """So many people less, but a thousand at least."""
    return max(FEWEST, round(people * scale))
