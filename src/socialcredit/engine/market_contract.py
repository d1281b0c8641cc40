"""What a market must do, and gets for free: what runs monthly beside communities.

MUST   be a file of this room with a `Market`: its name, which is that of its table in
       `core/run_layout.MONTHLY`, and four functions. `opens(beliefs)` says whether anybody trades
       in a run with these assumption files; `begin(beliefs, residents)` gives its state, a tuple of
       arrays; `live(setup, state, month, active, pool)` moves the state by a month and returns the
       counts of the month, int64 (rows, keys and counts of its table); `told(setup)` gives what the
       manifest says of it under `names`, also where nobody trades. Run and state are those of a
       shard, `setup.here`: a market lives its communities with draws by their numbers over the
       whole, and its counts are such that rows with the same keys add up.
MAY    use the threads of `pool`; its numbers may depend on the order of work no more than others'.
FREE   state in the checkpoint and in the bytes of a resident, rows with world and month, nothing
       told of a warm-up, the twin, resume, the table in the run folder with its hash.

A market sees residents and rules, never records, deeds or what another market holds.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.engine.setup import Setup

Beliefs = Mapping[str, Mapping[str, Any]]
State = Any  # a NamedTuple of arrays
Live = Callable[[Setup, State, Month, Sequence[bool], ThreadPoolExecutor], np.ndarray]


@dataclass(frozen=True)
class Market:
    """One market; `state` is the class of its tuple of arrays."""

    name: str
    state: type
    opens: Callable[[Beliefs], bool]
    begin: Callable[[Beliefs, int], State]
    live: Live
    told: Callable[[Setup], dict[str, Any]]
