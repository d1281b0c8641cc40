"""Residents at rest lack their traits, which are drawn again the same."""

from functools import cache

import numpy as np
import pytest

from socialcredit.engine.packed_people import PEOPLE, TRAITS, pack_people, unpack_people
from socialcredit.engine.packing import Room, size_of
from socialcredit.engine.preparing import prepared
from socialcredit.engine.shard import moved, shards_of, whole_of
from socialcredit.language.resolve.inputs import resolve
from socialcredit.stages.society.panel import luck_of
from tests.engine.towns import in_hamlets, town


@cache
def hamlets():
    """Some dozen communities of unequal size."""
    with pytest.MonkeyPatch.context() as patched:
        in_hamlets(patched, 50)
        return prepared(resolve(town(people=777)), 1)


@pytest.mark.parametrize("firsts", [(0,), (0, 1, 5), (0, 7, 8, 11)])
def test_residents_come_back_as_they_were_settled(firsts):
    """Whichever communities lie in a shard: draws hang on numbers over the whole."""
    setup, room = hamlets(), Room()
    luck, back = luck_of(setup.key), []
    for shard in shards_of(setup.communities, firsts):
        here, own = slice(shard.start, shard.stop), moved(setup.communities, shard)
        people = type(setup.people)(*(column[here] for column in setup.people))
        kept = pack_people(people, own, shard, luck, {"mind.threshold": people.age})
        assert not {f"{PEOPLE}{name}" for name in TRAITS} & kept.keys()
        again, beside = unpack_people(kept, own, shard, luck, room)
        assert beside.keys() == {"mind.threshold"}
        back.append([column.copy() for column in again])
    for name, old, *parts in zip(setup.people._fields, setup.people, *back, strict=True):
        new = np.concatenate(parts)
        assert new.dtype == old.dtype and (new == old).all(), name


def test_traits_that_are_not_those_of_the_draws_are_kept():
    setup = hamlets()
    shard, luck = whole_of(setup.communities), luck_of(setup.key)
    trust = setup.people.trust.copy()
    trust[321] += 1
    odd = setup.people._replace(trust=trust)
    kept = pack_people(odd, setup.communities, shard, luck, {})
    assert (unpack_people(kept, setup.communities, shard, luck)[0].trust == trust).all()
    plain = pack_people(setup.people, setup.communities, shard, luck, {})
    assert size_of(kept.values()) - size_of(plain.values()) > 4.5 * len(trust)
