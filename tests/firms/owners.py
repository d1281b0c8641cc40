"""Who owns which firm, where residents and firms are one shard each: as the shards find it."""

import numpy as np

from socialcredit.engine.owners import (
    NOBODY,
    adults_near,
    adults_of,
    communities_of,
    near_of,
    now_of,
    ranks_of,
)


def owners_of(setup, firms):
    """The resident who owns each firm, or NOBODY, where either are one shard: int64 (firms,).

    setup  of the residents, with the firms beside;  firms  their world, where they open and close
    """
    beside = setup.beside
    assert beside is not None
    near = near_of(setup, beside)
    rank = ranks_of(beside, now_of(firms), setup.key, near, adults_near(setup, near))
    group = near.group[beside.communities.place[communities_of(beside)]]
    owner = np.full(len(rank), NOBODY, np.int64)
    for g in range(len(near.places)):
        mine = (group == g) & (rank != NOBODY)
        owner[mine] = adults_of(setup, near, g)[rank[mine]]
    return owner
