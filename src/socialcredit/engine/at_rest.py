"""A world as plain arrays by name, and back: what a checkpoint keeps, and a shard at rest.

People are among them only where they change, as firms do: residents are settled again from the
seed, and so is what follows from them alone.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from socialcredit.core.columns import Conduct, Mind, Noted, Passing, People, Standing
from socialcredit.core.log import WORDS_A_ROW
from socialcredit.core.run_layout import MONTHLY
from socialcredit.engine.collect import Collected
from socialcredit.engine.markets import MARKETS
from socialcredit.engine.packing import Like
from socialcredit.engine.world import Crossed, World
from socialcredit.stages.records.cases import WORDS

GROUPS: dict[str, Any] = {
    "mind": Mind, "conduct": Conduct, "standing": Standing, "noted": Noted, "crossed": Crossed,
    "passing": Passing,
}  # fmt: skip
OWN = ("news", "shared", "queue", "misled")  # arrays by community
SENT = ("post", "protest")  # what crosses: of everybody together
MARKET, FIRST = "market.", "people."
THRESHOLD = "mind.threshold"
LIKE = {"standing.clean": Like("standing.score", 1), "standing.copy": Like("standing.grade", 17)}
"""What is nearly another column; seventeen times a grade stands in both halves of a byte."""

Arrays = dict[str, np.ndarray]


def arrays_of_world(world: World) -> Arrays:
    """What the subjects and communities of a world are, by name.

    Without thresholds where people are no state: they follow from these (`world.settle_in`).
    """
    arrays: Arrays = {name: getattr(world, name) for name in OWN}
    groups = {group: getattr(world, group) for group in GROUPS}
    if world.changing:
        groups["people"] = world.people
    groups |= {f"{MARKET}{name}": state for name, state in world.markets.items()}
    for group, columns in groups.items():
        arrays |= {f"{group}.{name}": getattr(columns, name) for name in columns._fields}
    if not world.changing:
        del arrays[THRESHOLD]
    arrays["cases.rows"] = np.concatenate([np.zeros((0, WORDS), np.uint32), *world.cases])
    arrays["cases.counts"] = np.array([len(block) for block in world.cases], np.int64)
    return arrays


def sent_of(world: World) -> Arrays:
    """What crosses between communities from this month to the next, by name."""
    return {name: getattr(world, name) for name in SENT}


def world_of(
    arrays: Mapping[str, np.ndarray], number: int, months_done: int, collected: Collected
) -> World:
    """The world that these arrays were; without people where they are no state."""
    arrays = dict(arrays)
    arrays.setdefault(THRESHOLD, np.zeros_like(arrays["mind.belief"]))
    groups = {group: _group_of(arrays, group, columns) for group, columns in GROUPS.items()}
    markets = {
        name: _group_of(arrays, f"{MARKET}{name}", market.state)
        for name, market in MARKETS.items()
        if any(array.startswith(f"{MARKET}{name}.") for array in arrays)
    }
    changing = f"{FIRST}{People._fields[0]}" in arrays
    if changing:
        groups["people"] = _group_of(arrays, "people", People)
    ends = np.cumsum(arrays["cases.counts"])[:-1]
    plain: dict[str, Any] = {name: arrays[name] for name in (*OWN, *SENT)}
    return World(
        number=number, **groups, **plain, markets=markets,
        cases=[block.copy() for block in np.split(arrays["cases.rows"], ends)],
        collected=collected, months_done=months_done, changing=changing,
    )  # fmt: skip


def _group_of(arrays: Arrays, group: str, columns: Any) -> Any:
    """A tuple of columns out of the arrays that were kept under its name."""
    return columns(*(arrays[f"{group}.{name}"] for name in columns._fields))


def collected_arrays(name: str, collected: Collected) -> Arrays:
    """The rows of all months of each table in one array; the panel's events likewise."""
    arrays = {f"{name}.{table}": np.concatenate(b) for table, b in collected.blocks.items() if b}
    if collected.repair is not None:
        arrays[f"{name}.repair"] = collected.repair
    events = sorted(collected.events.items())
    nothing = np.zeros((0, WORDS_A_ROW), np.int32)
    arrays[f"{name}.events"] = np.concatenate([nothing, *(block for _, block in events)])
    index = [(month, community, len(block)) for (month, community), block in events]
    arrays[f"{name}.event_index"] = np.array(index, np.int64).reshape(-1, 3)
    return arrays


def collected_of(arrays: Mapping[str, np.ndarray], name: str) -> Collected:
    """What a world had left behind."""
    blocks = {t: [arrays[f"{name}.{t}"]] if f"{name}.{t}" in arrays else [] for t in MONTHLY}
    index, rows = arrays[f"{name}.event_index"], arrays[f"{name}.events"]
    parts = np.split(rows, np.cumsum(index[:, 2])[:-1]) if len(index) else []
    events = {(int(m), int(c)): part for (m, c, _), part in zip(index, parts, strict=True)}
    return Collected(blocks, arrays.get(f"{name}.repair"), events)
