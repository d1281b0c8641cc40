"""What the folder of an earlier run says: of what it rests on, and how it was driven."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from socialcredit.core.run_files import read_inputs, read_manifest
from socialcredit.core.run_layout import INPUTS, MANIFEST
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.language.resolve.older import inputs_told


def manifest_in(folder: Path) -> dict[str, Any] | None:
    """The manifest of a run; None of one that was stopped before it was written."""
    begun = (folder / INPUTS).exists() and not (folder / MANIFEST).exists()
    return None if begun else read_manifest(folder)


def told_in(folder: Path, manifest: Mapping[str, Any] | None) -> dict[str, Any]:
    """The inputs as the folder tells them, held against the seal that the manifest tells."""
    return read_inputs(folder, None if manifest is None else manifest["inputs_hash"])


def inputs_of(folder: Path, told: Mapping[str, Any]) -> Inputs:
    """What a run rests on; one of an older version is told as this version tells it."""
    return inputs_told(told, folder / INPUTS)


def real_of(folder: Path, manifest: Mapping[str, Any]) -> Inputs | None:
    """What a run with alternatives is held against; None where there is nothing like it."""
    return inputs_of(folder, told_in(folder, manifest)).real


def memory_of(manifest: Mapping[str, Any] | None) -> int | None:
    """Bytes within which a run lived at rest; None of one that lay in memory as it is."""
    return None if manifest is None else manifest["machine"].get("memory")
