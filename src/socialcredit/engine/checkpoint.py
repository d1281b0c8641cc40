"""The state of a run on disk, so that it can go on after a crash with the same numbers.

A checkpoint is the shards at rest, a file each, one file of what belongs to all of them, and
`latest.json`, which names these. Residents are not in it: they are settled again from the seed.
`latest.json` is replaced last, so a crash while writing leaves the checkpoint before.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from socialcredit import __version__
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import read_mapping, unchanged, write_sealed
from socialcredit.core.run_layout import CHECKPOINTS, INPUTS, OF_FIRMS
from socialcredit.engine import packed_files
from socialcredit.engine.at_rest import (
    LIKE,
    arrays_of_world,
    collected_arrays,
    collected_of,
    sent_of,
    world_of,
)
from socialcredit.engine.collect import Collected
from socialcredit.engine.packed_files import SUFFIX, damaged
from socialcredit.engine.packing import Like, pack, unpack
from socialcredit.engine.world import World

VERSION = 18
LATEST, WORLD = "latest.json", "world-"
START_OVER = "delete {} and resume: the run starts over and ends with the same numbers"
OF_BOTH = LIKE | {
    f"{OF_FIRMS}{name}": Like(f"{OF_FIRMS}{one.name}", one.times) for name, one in LIKE.items()
}

Arrays = dict[str, np.ndarray]


@dataclass
class State:
    """How far a run is: what finished worlds left behind, the world under way, seconds spent.

    `kept` is what `seconds` was at the last checkpoint.
    """

    finished: list[Collected]
    world: World
    seconds: float = 0.0
    kept: float = 0.0


def save(folder: Path, state: State, inputs: str) -> Path:
    """Write the state into the run's folder and drop older checkpoints; `inputs` is their hash.

    Returns the file that names the others.
    """
    home = folder / CHECKPOINTS
    home.mkdir(exist_ok=True)
    world = state.world
    when = {"inputs": inputs, "world": world.number, "months_done": world.months_done}
    files = {name_of(world, k): one for k, one in enumerate(shards_in(state))}
    files[name_of(world)] = whole_in(state)
    told = heading(list(files), when, len(state.finished), state.seconds)
    try:
        for name, arrays in files.items():
            packed_files.write(home / name, pack(arrays, OF_BOTH), when)
        write_sealed(home / LATEST, told)
    finally:
        drop_unnamed(home)
    return home / LATEST


def heading(
    files: list[str], when: Mapping[str, Any], worlds_finished: int, seconds: float,
    at_rest: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """What `latest.json` says: of which run, world and month the files are.

    at_rest  whether shards rest in a store, which knows their files, see `checkpoint_of_shards`
    """
    return {
        "version": VERSION, "package_version": __version__, "files": files, **when,
        "worlds_finished": worlds_finished, "seconds": seconds, "at_rest": at_rest,
    }  # fmt: skip


def name_of(world: World, shard: int | None = None) -> str:
    """The name of a shard's file, or of that of the whole."""
    stem = f"{WORLD}{world.number}-month-{world.months_done:04d}"
    return f"{stem}{SUFFIX}" if shard is None else f"{stem}-shard-{shard:04d}{SUFFIX}"


def drop_unnamed(home: Path) -> None:
    """Remove the files that `latest.json` does not name: older ones, or a vain attempt."""
    path = home / LATEST
    named = json.loads(path.read_bytes())["files"] if path.exists() else []
    for file in home.glob(f"{WORLD}*{SUFFIX}"):
        if file.name not in named:
            file.unlink(missing_ok=True)


def shards_in(state: State) -> list[Arrays]:
    """What the communities of each shard are, with their firms behind a prefix."""
    beside = state.world.beside
    firms = arrays_of_world(beside) if beside is not None else {}
    return [arrays_of_world(state.world) | prefixed(firms)]


def whole_in(state: State) -> Arrays:
    """What crosses between shards, and everything collected so far; firms' behind a prefix."""
    arrays, beside = _whole_alone(state), state.world.beside
    if beside is not None:
        firms = State([one.beside or Collected() for one in state.finished], beside)
        arrays |= prefixed(_whole_alone(firms))
    return arrays


def _whole_alone(state: State) -> Arrays:
    arrays = sent_of(state.world)
    for number, collected in enumerate([*state.finished, state.world.collected]):
        arrays |= collected_arrays(f"collected.{number}", collected)
    return arrays


def prefixed(arrays: Mapping[str, np.ndarray]) -> Arrays:
    """Arrays of firms by the names that they have beside those of residents."""
    return {f"{OF_FIRMS}{name}": one for name, one in arrays.items()}


def load(folder: Path, inputs: str) -> State | None:
    """The state to go on from, or None where no month of the run was kept.

    Raises SocialCreditError for a checkpoint that is damaged, missing, or not of this program.
    """
    told = told_for(folder, inputs)
    if told is None:
        return None
    *shards, whole = (arrays_in(folder / CHECKPOINTS / name, told) for name in told["files"])
    return state_of(whole, shards, told)


def told_for(folder: Path, inputs: str) -> dict[str, Any] | None:
    """What `latest.json` of a run says, or None where no month of it was kept."""
    home = folder / CHECKPOINTS
    told = told_latest(home)
    if told is not None and told["inputs"] != inputs:
        raise SocialCreditError(
            "the inputs of the run were changed after its last checkpoint",
            where=str(folder / INPUTS),
            hint=f"put them back, or delete {home} and resume: the run starts over",
        )
    return told


def arrays_in(path: Path, told: Mapping[str, Any]) -> Arrays:
    """What lies in one file of a checkpoint, if it is of this run and month."""
    hint = START_OVER.format(path.parent)
    file = packed_files.read(path, hint)
    if any(file.told[name] != told[name] for name in file.told):
        raise damaged(path, "is of another run or month", hint)
    return unpack(file.arrays)


def told_latest(home: Path) -> dict[str, Any] | None:
    """What `latest.json` says, if this program wrote it."""
    path = home / LATEST
    if not path.exists():
        return None
    what, hint = "the checkpoint", f"delete {home} and resume: the run starts over"
    told = read_mapping(path, what, hint)
    version, package = told.get("version"), told.get("package_version")
    if (version, package) != (VERSION, __version__):
        raise SocialCreditError(
            "the checkpoint was written by another version of socialcredit",
            where=str(path),
            text=f"layout {version}, socialcredit {package}",
            expected=f"layout {VERSION}, socialcredit {__version__}",
            hint=f"resume with socialcredit {package}, or delete {home} to start the run over",
        )
    return unchanged(told, path, what, hint)


def state_of(whole: Arrays, shards: Sequence[Arrays], told: Mapping[str, Any]) -> State:
    """The state as it was saved, with the firms beside where a run has both."""
    (shard,) = shards  # all of a run are one shard so far
    here, every = apart(shard), apart(whole)
    state = _state_alone(here[0] | every[0], told)
    if every[1]:
        firms = _state_alone(here[1] | every[1], told)
        state.world.beside = firms.world
        residents, beside = ([*one.finished, one.world.collected] for one in (state, firms))
        for one, other in zip(residents, beside, strict=True):
            one.beside = other
    return state


def apart(arrays: Arrays) -> tuple[Arrays, Arrays]:
    """The arrays of residents and, under the same names, those of firms."""
    firms = {name for name in arrays if name.startswith(OF_FIRMS)}
    return (
        {name: one for name, one in arrays.items() if name not in firms},
        {name.removeprefix(OF_FIRMS): arrays[name] for name in firms},
    )


def _state_alone(arrays: Arrays, told: Mapping[str, Any]) -> State:
    *earlier, collected = (
        collected_of(arrays, f"collected.{number}") for number in range(told["worlds_finished"] + 1)
    )
    world = world_of(arrays, told["world"], told["months_done"], collected)
    return State(earlier, world, told["seconds"], told["seconds"])
