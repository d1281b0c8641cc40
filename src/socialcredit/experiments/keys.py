"""By what a run is known again: a hash of all that its numbers rest on, and of nothing else.

It rests on the model (the code that a number passes through), on what is written in the files and
in the tables that these name, on what was changed and laid over it, and on the seed. Titles, notes,
sources and ranges of doubt move no number, nor does where the files lie; so an edited note computes
nothing anew, and two installations share what they have.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from socialcredit.core.kept import once
from socialcredit.core.kernel_cache import PACKAGE
from socialcredit.language.model.alternative import Alternative
from socialcredit.language.model.provenance import of_doubt
from socialcredit.language.resolve.inputs import told_by_name
from socialcredit.language.resolve.written import Written
from socialcredit.results.measures.registry import VERSION

ROOMS = ("core", "language", "stages", "compile", "month", "engine", "results")
# Keys of files that say what a thing is called, where it comes from and how sure it is.
WORDS = frozenset(
    ("title", "note", "story", "departures", "labels", "documents", "readings", "stands_for",
     "limits", "idle", "scenario", "alternative")
)  # fmt: skip
NAMES = frozenset(
    ("assumptions", "firm_assumptions", "with")
)  # of a scenario: files, of which the content is told


@once()
def model_hash(package: Path = PACKAGE) -> str:
    """SHA-256 of the model: every file of its rooms by relative path."""
    digest = hashlib.sha256()
    for room in ROOMS:
        for path in sorted((package / room).rglob("*.py")):
            digest.update(path.relative_to(package).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@once()
def content_of(written: Written) -> str:
    """SHA-256 of what a scenario and all that it names say, as far as a number can rest on it."""
    scenario = told_by_name(written.scenario).as_written()
    told = {
        "asked": {key: value for key, value in scenario.items() if key not in NAMES},
        "schemes": [scheme.model_dump(mode="json", by_alias=True) for scheme in written.schemes],
        "beliefs": {
            kind: file.model_dump(mode="json", by_alias=True)
            for kind, file in written.beliefs._asdict().items()
        },
    }
    if written.beside is not None:
        told["firms"] = content_of(written.beside)
    return hashed_json(acting(told))


@once()
def content_of_alternative(alternative: Alternative) -> str:
    """SHA-256 of what an alternative changes."""
    return hashed_json(acting(alternative.model_dump(mode="json", by_alias=True)))


def acting(told: Any) -> Any:
    """What is told, without its words."""
    if isinstance(told, Mapping):
        return {
            key: acting(value)
            for key, value in told.items()
            if not (key in WORDS or of_doubt(key, value) or _is_cited(key, value, told))
        }
    return [acting(value) for value in told] if isinstance(told, list | tuple) else told


def _is_cited(key: str, value: Any, block: Mapping[str, Any]) -> bool:
    """Whether a key of a block says which documents there are, which it rests on, or how well.

    Sources of sightings are a list, and the `source` of one is its name.
    """
    if key == "sources":
        return isinstance(value, Mapping)
    if (key == "file" and "groups" in block) or (key == "totals" and "nation" in block):
        return True  # the table from which counts were read, or that they were held against
    if "evidence" not in block:
        return False
    return key in ("evidence", "from") or (key == "source" and "sees" not in block)


def hashed_json(told: Any) -> str:
    """SHA-256 of plain values as canonical JSON."""
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def key_of(
    base: str,
    given: Sequence[str],
    alternatives: Sequence[str],
    sets: Sequence[str],
    seed: int,
    world: int,
    model: str,
) -> str:
    """The key of a run.

    base          hash of what is written, see `content_of`
    given, sets   changes before and after alternatives, in the order in which they are made
    alternatives  their hashes, in the order in which they are laid
    world         1 where the world without the schemes is lived in their place
    model         hash of the model that is to live it
    """
    parts = [model, VERSION, base, list(given), list(alternatives), list(sets), seed, world]
    return hashed_json(parts)
