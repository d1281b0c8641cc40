"""The checkpoint of a run whose shards rest in a store: what belongs to all of them, in one file.

The shards' own files are the rest of it (`engine/store.py`). `latest.json` is replaced last and
names a month; then older files go.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from socialcredit.core.run_files import write_sealed
from socialcredit.core.run_layout import CHECKPOINTS
from socialcredit.engine import packed_files
from socialcredit.engine.at_rest import collected_arrays, collected_of
from socialcredit.engine.checkpoint import (
    LATEST,
    WORLD,
    apart,
    arrays_in,
    drop_unnamed,
    heading,
    prefixed,
    told_for,
)
from socialcredit.engine.collect import Collected
from socialcredit.engine.letters import waiting_arrays, waiting_of
from socialcredit.engine.offices import Waiting
from socialcredit.engine.packed_files import SUFFIX
from socialcredit.engine.packing import pack
from socialcredit.engine.shard import Shard
from socialcredit.engine.store import Files
from socialcredit.engine.whole import Whole
from socialcredit.stages.observation.rounds import Throws

THROWS, COUNTS = "throws.", "throws.counts"


@dataclass
class Kept:
    """What is known of one population at rest besides its shards, see `whole.Whole`.

    finished  what finished worlds left behind    seconds  spent so far
    beside  the firms of a run of both
    """

    finished: list[Collected]
    number: int
    months_done: int
    cut: Sequence[Shard]
    post: np.ndarray
    waiting: Sequence[Waiting]
    protest: np.ndarray
    collected: Collected
    adults: np.ndarray | None
    throws: tuple[Throws, np.ndarray] | None
    seconds: float
    beside: "Kept | None" = None


def save_whole(
    home: Path, sides: Sequence[tuple[Files, Whole]], finished: Sequence[Collected], seconds: float
) -> None:
    """Keep a run whose shards have all lived so many months; the stores give them files.

    home  the folder of checkpoints
    sides  residents, then firms of a run of both
    Raises OSError where the disk refuses; what `latest.json` named before can be gone on from then.
    """
    store, whole = sides[0]
    month = whole.months_done
    when = {"inputs": store.inputs, "world": whole.number, "months_done": month}
    file = home / f"{WORLD}{whole.number}-month-{month:04d}{SUFFIX}"
    told = heading([file.name], when, len(finished), seconds, at_rest=True)
    for each, _ in sides:
        each.write_all(month)
    arrays = _arrays_of(whole, finished)
    for _, firms in sides[1:]:
        arrays |= prefixed(_arrays_of(firms, [one.beside or Collected() for one in finished]))
    try:
        packed_files.write(file, pack(arrays), when)
        write_sealed(home / LATEST, told)
    finally:
        drop_unnamed(home)
    for each, _ in sides:
        each.name(month)


def load_whole(folder: Path, inputs: str) -> Kept | None:
    """What is known of the run besides its shards, or None where no month of it was kept.

    Raises SocialCreditError for a checkpoint that is damaged, missing, or not of this program.
    """
    told = told_for(folder, inputs)
    if told is None:
        return None
    (name,) = told["files"]
    residents, firms = apart(arrays_in(folder / CHECKPOINTS / name, told))
    kept = _kept_of(residents, told)
    if firms:
        kept.beside = _kept_of(firms, told)
        for one, other in zip(kept.finished, kept.beside.finished, strict=True):
            one.beside = other
    return kept


def _kept_of(arrays: Mapping[str, np.ndarray], told: Mapping[str, Any]) -> Kept:
    *finished, collected = (
        collected_of(arrays, f"collected.{number}") for number in range(told["worlds_finished"] + 1)
    )
    throws = None
    if COUNTS in arrays:
        throws = Throws(*(arrays[f"{THROWS}{n}"] for n in Throws._fields)), arrays[COUNTS]
    return Kept(
        finished, told["world"], told["months_done"],
        [Shard(*one) for one in arrays["cut"].tolist()], arrays["post"], waiting_of("", arrays),
        arrays["protest"], collected, arrays.get("adults"), throws, told["seconds"],
    )  # fmt: skip


def _arrays_of(whole: Whole, finished: Sequence[Collected]) -> dict[str, np.ndarray]:
    arrays = {"post": whole.post, "protest": whole.protest, "cut": np.array(whole.cut, np.int64)}
    arrays |= waiting_arrays("", whole.waiting)
    if whole.adults is not None:
        arrays["adults"] = whole.adults
    if whole.throws is not None:
        throws, arrays[COUNTS] = whole.throws
        arrays |= {f"{THROWS}{name}": getattr(throws, name) for name in Throws._fields}
    for number, collected in enumerate([*finished, whole.collected]):
        arrays |= collected_arrays(f"collected.{number}", collected)
    return arrays


def forget(home: Path) -> None:
    """Remove the checkpoint of a run that is done: it is as large as the people are many."""
    (home / LATEST).unlink(missing_ok=True)
    for file in home.glob(f"*{SUFFIX}"):
        file.unlink(missing_ok=True)
