"""What runs came to, kept by their keys: a file for each, whole or not there at all.

Nothing but the measures is kept: a run repeats bit for bit. Experiments share a store, and any
number of processes may write to it at once, since the same key is always the same content.
"""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import SEAL, read_mapping, seal_of, write_whole
from socialcredit.results.measures.registry import id_of

FORMAT = "socialcredit-store"
MARK = "store.json"  # says of a folder that it is a store
DAMAGED = "delete the file: the run is lived again when it is asked for"
BYTES_EACH = 8192  # of a run in the store and in the table, for what a plan says of the disk


class Outcome(NamedTuple):
    """What a run came to.

    measures  by key; None where there is no such number
    few       keys of those that rest on too few cases
    seconds   of one core
    """

    content_hash: str
    measures: Mapping[str, float | None]
    few: tuple[str, ...]
    seconds: float
    model: str


class Store:
    """A folder of outcomes, which is made when the first one is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        _refuse_other(self.folder)

    def path_of(self, key: str) -> Path:
        """The file of a run."""
        return self.folder / key[:2] / f"{key}.json"

    def get(self, key: str, measures: Iterable[str] | None = None) -> Outcome | None:
        """What a run came to; None where it is not known, or not all of these measures of it.

        measures  ids; one that is of each of several schemes counts if any scheme has it
        """
        path = self.path_of(key)
        if not path.exists():
            return None
        told = read_mapping(path, "a stored run", DAMAGED)
        if told.get(SEAL) != seal_of(told):
            raise SocialCreditError("a stored run is damaged", where=str(path), hint=DAMAGED)
        found = Outcome(
            told["content_hash"], told["measures"], tuple(told["few"]), told["seconds"],
            told["model"],
        )  # fmt: skip
        known = {id_of(key) for key in found.measures}
        return found if measures is None or known.issuperset(measures) else None

    def keep(self, key: str, outcome: Outcome) -> None:
        """Keep what a run came to, with what is known of it already by other measures."""
        before = self.get(key)
        if before is not None:
            few = tuple(sorted({*before.few, *outcome.few}))
            merged = {**before.measures, **outcome.measures}
            outcome = outcome._replace(measures=merged, few=few)
        path = self.path_of(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not (self.folder / MARK).exists():
            write_whole(self.folder / MARK, json.dumps({"format": FORMAT}) + "\n")
        told = {**outcome._asdict(), "few": list(outcome.few)}
        told[SEAL] = seal_of(told)
        write_whole(path, json.dumps(told, sort_keys=True) + "\n")


def _refuse_other(folder: Path) -> None:
    """A folder that holds something else is no store."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise SocialCreditError(
            f"{folder} is no folder, and runs are kept in one", where=str(folder),
            hint="give another --store",
        )  # fmt: skip
    mark = folder / MARK
    if not mark.exists() and any(os.scandir(folder)):
        raise SocialCreditError(
            f"{folder} holds something else than runs of experiments", where=str(folder),
            expected=f"a new folder, or one with {MARK}", hint="give another --store",
        )  # fmt: skip
    if mark.exists() and read_mapping(mark, "what says that this is a store", "give another "
                                      "--store").get("format") != FORMAT:  # fmt: skip
        raise SocialCreditError(
            f"{folder} is a store of another kind", where=str(mark), hint="give another --store"
        )
