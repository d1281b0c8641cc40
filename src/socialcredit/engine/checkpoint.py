"""The state of a run on disk, so that it can go on after a crash with the same numbers.

One .npz of plain arrays and `latest.json`, which names it with its SHA-256. The people are not in
it: they are settled again from the seed. `latest.json` is replaced last, so a crash while writing
leaves the checkpoint before.
"""

import os
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from socialcredit import __version__
from socialcredit.core.columns import Conduct, Mind, Noted, Passing, People, Standing
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.events import COLUMNS as EVENT_COLUMNS
from socialcredit.core.run_files import (
    PART,
    hash_file,
    read_mapping,
    unchanged,
    write_sealed,
)
from socialcredit.core.run_layout import CHECKPOINTS, INPUTS, MONTHLY, OF_FIRMS
from socialcredit.engine.collect import Collected
from socialcredit.engine.markets import MARKETS
from socialcredit.engine.world import Crossed, World
from socialcredit.stages.records.cases import WORDS

VERSION = 17
LATEST = "latest.json"
GROUPS: dict[str, Any] = {
    "mind": Mind, "conduct": Conduct, "standing": Standing, "noted": Noted, "crossed": Crossed,
    "passing": Passing,
}  # fmt: skip
PLAIN = ("news", "shared", "queue", "post", "protest", "misled")
MARKET = "market."

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
    """Write the state into the run's folder and drop older checkpoints; `inputs` is their hash."""
    home = folder / CHECKPOINTS
    home.mkdir(exist_ok=True)
    world = state.world
    path = home / f"world-{world.number}-month-{world.months_done:04d}.npz"
    part = path.with_name(path.name + PART)
    try:
        with part.open("wb") as file:
            np.savez(file, **arrays_of(state))  # type: ignore[arg-type]
            file.flush()
            os.fsync(file.fileno())
        digest = hash_file(part)
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    told = {
        "version": VERSION, "package_version": __version__, "file": path.name, "sha256": digest,
        "inputs": inputs, "world": world.number, "months_done": world.months_done,
        "worlds_finished": len(state.finished), "seconds": state.seconds,
    }  # fmt: skip
    write_sealed(home / LATEST, told)
    for old in home.glob("*.npz"):
        if old != path:
            old.unlink(missing_ok=True)
    return path


def arrays_of(state: State) -> Arrays:
    """Everything that the next month depends on, and everything collected so far.

    Of a run of both the firms' arrays have the names of the residents' behind a prefix.
    """
    arrays = _arrays_alone(state)
    if state.world.beside is None:
        return arrays
    firms = State([one.beside or Collected() for one in state.finished], state.world.beside)
    return arrays | {f"{OF_FIRMS}{name}": one for name, one in _arrays_alone(firms).items()}


def _arrays_alone(state: State) -> Arrays:
    world = state.world
    arrays: Arrays = {name: getattr(world, name) for name in PLAIN}
    groups = {group: getattr(world, group) for group in GROUPS}
    if world.changing:
        groups["people"] = world.people
    groups |= {f"{MARKET}{name}": state for name, state in world.markets.items()}
    for group, columns in groups.items():
        arrays |= {f"{group}.{name}": getattr(columns, name) for name in columns._fields}
    arrays["cases.rows"] = np.concatenate([np.zeros((0, WORDS), np.uint32), *world.cases])
    arrays["cases.counts"] = np.array([len(block) for block in world.cases], np.int64)
    for number, collected in enumerate([*state.finished, world.collected]):
        arrays |= collected_arrays(f"collected.{number}", collected)
    return arrays


def collected_arrays(name: str, collected: Collected) -> Arrays:
    """The rows of all months of each table in one array; the panel's events likewise."""
    arrays = {f"{name}.{table}": np.concatenate(b) for table, b in collected.blocks.items() if b}
    if collected.repair is not None:
        arrays[f"{name}.repair"] = collected.repair
    events = sorted(collected.events.items())
    nothing = np.zeros((0, len(EVENT_COLUMNS)), np.int64)
    arrays[f"{name}.events"] = np.concatenate([nothing, *(block for _, block in events)])
    index = [(month, community, len(block)) for (month, community), block in events]
    arrays[f"{name}.event_index"] = np.array(index, np.int64).reshape(-1, 3)
    return arrays


def load(folder: Path, inputs: str) -> State | None:
    """The state to go on from, or None where no month of the run was kept.

    Raises SocialCreditError for a checkpoint that is damaged, missing, or not of this program.
    """
    told = told_latest(folder / CHECKPOINTS)
    if told is None:
        return None
    path = folder / CHECKPOINTS / str(told["file"])
    if not path.is_file() or hash_file(path) != told["sha256"]:
        raise damaged(path, "is damaged" if path.is_file() else "is missing")
    if told["inputs"] != inputs:
        raise SocialCreditError(
            "the inputs of the run were changed after its last checkpoint",
            where=str(folder / INPUTS),
            hint=f"put them back, or delete {path.parent} and resume: the run starts over",
        )
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        return state_of(arrays, told)
    except (ValueError, KeyError, zipfile.BadZipFile) as problem:
        raise damaged(path, f"cannot be read ({problem})") from problem


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


def damaged(path: Path, what: str) -> SocialCreditError:
    """A checkpoint that cannot be used; nothing falls back to another one silently."""
    return SocialCreditError(
        f"the checkpoint file {path.name} {what}",
        where=str(path),
        hint=f"delete {path.parent} and resume: the run starts over and ends with the same numbers",
    )


def state_of(arrays: Arrays, told: dict[str, Any]) -> State:
    """The state as it was saved, with the firms beside where a run has both."""
    residents = {name: one for name, one in arrays.items() if not name.startswith(OF_FIRMS)}
    state = _state_alone(residents, told)
    if len(residents) < len(arrays):
        there = arrays.keys() - residents.keys()
        firms = _state_alone({name.removeprefix(OF_FIRMS): arrays[name] for name in there}, told)
        state.world.beside = firms.world
        whole, beside = ([*one.finished, one.world.collected] for one in (state, firms))
        for one, other in zip(whole, beside, strict=True):
            one.beside = other
    return state


def _state_alone(arrays: Arrays, told: dict[str, Any]) -> State:
    finished = int(told["worlds_finished"])
    groups = {group: group_of(arrays, group, columns) for group, columns in GROUPS.items()}
    markets = {
        name: group_of(arrays, f"{MARKET}{name}", market.state)
        for name, market in MARKETS.items()
        if any(array.startswith(f"{MARKET}{name}.") for array in arrays)
    }
    if any(array.startswith("people.") for array in arrays):
        groups["people"] = group_of(arrays, "people", People)
    ends = np.cumsum(arrays["cases.counts"])[:-1]
    plain: dict[str, Any] = {name: arrays[name] for name in PLAIN}
    world = World(
        number=int(told["world"]), **groups, **plain, markets=markets,
        cases=[block.copy() for block in np.split(arrays["cases.rows"], ends)],
        collected=collected_of(arrays, f"collected.{finished}"),
        months_done=int(told["months_done"]), changing="people" in groups,
    )  # fmt: skip
    earlier = [collected_of(arrays, f"collected.{number}") for number in range(finished)]
    return State(earlier, world, float(told["seconds"]), float(told["seconds"]))


def group_of(arrays: Arrays, group: str, columns: Any) -> Any:
    """A tuple of columns out of the arrays that were saved under its name."""
    return columns(*(arrays[f"{group}.{name}"] for name in columns._fields))


def collected_of(arrays: Arrays, name: str) -> Collected:
    """What a world had left behind."""
    blocks = {t: [arrays[f"{name}.{t}"]] if f"{name}.{t}" in arrays else [] for t in MONTHLY}
    index, rows = arrays[f"{name}.event_index"], arrays[f"{name}.events"]
    parts = np.split(rows, np.cumsum(index[:, 2])[:-1]) if len(index) else []
    events = {(int(m), int(c)): part for (m, c, _), part in zip(index, parts, strict=True)}
    return Collected(blocks, arrays.get(f"{name}.repair"), events)
