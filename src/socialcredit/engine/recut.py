"""Shards at rest cut anew: a run that was kept goes on with as much memory as there is now.

Between two months, and shard after shard: a new one is what lies of old ones between its first
community and its last, so no more is unpacked at once than these.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from socialcredit.core.columns import People
from socialcredit.engine.at_rest import LIKE
from socialcredit.engine.offices import waiting_in
from socialcredit.engine.packed_people import pack_people, unpack_people
from socialcredit.engine.packing import pack, unpack
from socialcredit.engine.shard import Shard, moved
from socialcredit.engine.store import Files
from socialcredit.engine.whole import Whole
from socialcredit.stages.society.panel import luck_of

BY_COMMUNITY = {"news": 0, "shared": 1, "queue": 0, "misled": 0, "cases.counts": 0}
"""The axis along which communities lie; of all other arrays the last is that of subjects."""
CASES = "cases.rows"

Arrays = Mapping[str, np.ndarray]


def recut(world: Whole, old: Files, new: Files, cut: Sequence[Shard]) -> None:
    """Put to rest in a new cut what rests in an old one, between two months of a world.

    old, new  of one folder; files of the old one go once `latest.json` names the new one, which
              `checkpoint_of_shards.save_whole` does
    """
    new.turn(world.number, cut)
    setup, waiting = world.setup, []
    for k in range(len(cut)):
        queue = _put_together(world, old, new, k)
        within = replace(setup, communities=moved(setup.communities, cut[k]), shard=cut[k])
        waiting.append(waiting_in(within, queue))
    world.cut, world.waiting = cut, waiting
    at_rest: Any = world.shards
    world.shards = replace(at_rest, cut=cut, store=new)


def _put_together(world: Whole, old: Files, new: Files, k: int) -> np.ndarray:
    """Give the new store one of its shards; returns who waits there, see `World.queue`."""
    people, states, left, letter = [], [], set[str](), None
    whole, luck, shard = world.setup.communities, luck_of(world.setup.key), new.cut[k]
    for j, one in enumerate(old.cut):
        if one.first < shard.last and shard.first < one.last:
            who, beside = unpack_people(old.people(j), moved(whole, one), one, luck)
            named = {name: getattr(who, name) for name in People._fields}
            people.append(part_of(named | beside, one, shard))
            arrays = unpack(old.state(j, world.months_done))
            states.append(part_of(arrays, one, shard))
            left |= of_nobody(arrays, one)
            if one == shard:  # its file stays what it was: the old cut may yet be gone on with
                letter = old.answered(j, world.months_done)
    found, state = joined(people, ()), joined(states, left)
    who = People(*(found.pop(name) for name in People._fields))
    new.keep_people(k, pack_people(who, moved(whole, shard), shard, luck, found).items())
    new.keep(k, world.months_done, pack(state, LIKE), letter)
    return state["queue"]


def part_of(arrays: Arrays, old: Shard, new: Shard) -> dict[str, np.ndarray]:
    """What lies in both of two shards, of arrays of the old one."""
    first, last = max(old.first, new.first) - old.first, min(old.last, new.last) - old.first
    start, stop = max(old.start, new.start) - old.start, min(old.stop, new.stop) - old.start
    left, cut = of_nobody(arrays, old), {}
    for name, array in arrays.items():
        if name == CASES:
            ends = np.cumsum([0, *arrays["cases.counts"].tolist()])
            cut[name] = array[ends[first] : ends[last]]
        elif name in BY_COMMUNITY:
            some = slice(first, last)
            cut[name] = array[some] if BY_COMMUNITY[name] == 0 else array[:, some]
        else:
            cut[name] = array if name in left else array[..., start:stop]
    return cut


def of_nobody(arrays: Arrays, shard: Shard) -> set[str]:
    """The arrays of a shard that have the one row for nobody, which no cut divides."""
    many, by_others = shard.stop - shard.start, {*BY_COMMUNITY, CASES}
    return {name for name in arrays.keys() - by_others if arrays[name].shape[-1] != many}


def joined(parts: Sequence[Arrays], left: Collection[str]) -> dict[str, np.ndarray]:
    """Arrays of neighbours as those of one shard; `left` are those of nobody."""
    return {
        name: array
        if name in left
        else np.concatenate([one[name] for one in parts], axis=_axis(name, array))
        for name, array in parts[0].items()
    }


def _axis(name: str, array: np.ndarray) -> int:
    return 0 if name == CASES else BY_COMMUNITY.get(name, array.ndim - 1)
