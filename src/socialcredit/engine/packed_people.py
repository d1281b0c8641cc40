"""People at rest: residents as they were settled, but for what can be drawn again.

To settle somebody takes over a hundred nanoseconds, to unpack them some four. Their traits are
noise, which nothing packs, and all five bytes come from one block of draws: they are remade. What
is left is half of the bytes, written once: residents stay as they are, and so does what follows
from them, as `Mind.threshold` does.
"""

from collections.abc import Mapping

import numpy as np

from socialcredit.core.columns import Communities, People
from socialcredit.engine.packing import Arrays, Packed, Room, pack, unpack
from socialcredit.engine.shard import Shard
from socialcredit.stages.society.panel import Luck
from socialcredit.stages.society.people import empty, settle_traits

TRAITS = ("motivation", "caution", "shame", "trust", "attention")
PEOPLE = "people."


def pack_people(
    people: People, communities: Communities, shard: Shard, luck: Luck, beside: Arrays
) -> dict[str, Packed]:
    """The subjects of a shard at rest; their traits only where they are not those of the draws.

    communities  with offsets into the columns of the shard
    luck  of its population
    beside  further arrays that stay as they are for as long as the people do, by name
    """
    arrays = {f"{PEOPLE}{name}": getattr(people, name) for name in People._fields}
    again = empty(len(people.age))
    settle_traits(again, communities, luck, shard.first, shard.last)
    if all(np.array_equal(getattr(again, name), getattr(people, name)) for name in TRAITS):
        for name in TRAITS:
            del arrays[f"{PEOPLE}{name}"]
    return dict(pack({**arrays, **beside}))


def unpack_people(
    packed: Mapping[str, Packed], communities: Communities, shard: Shard, luck: Luck,
    room: Room | None = None,
) -> tuple[People, dict[str, np.ndarray]]:  # fmt: skip
    """The subjects as they were and what was kept beside; in `room`, or in memory of their own."""
    room = room or Room()
    arrays = unpack(packed, room)
    left = [name for name in TRAITS if f"{PEOPLE}{name}" not in arrays]
    many = (shard.stop - shard.start,)
    arrays |= {f"{PEOPLE}{name}": room.array(f"{PEOPLE}{name}", "|u1", many) for name in left}
    people = People(*(arrays.pop(f"{PEOPLE}{name}") for name in People._fields))
    if left:
        settle_traits(people, communities, luck, shard.first, shard.last)
    return people, arrays
