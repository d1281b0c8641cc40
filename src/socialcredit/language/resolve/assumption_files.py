"""Which file of assumptions stands for each kind, and its tree."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from socialcredit.language.model.beliefs import FILES
from socialcredit.language.read.positions import Located
from socialcredit.language.resolve.lineage import whole_tree
from socialcredit.language.resolve.paths import ASSUMPTIONS, assumption_file
from socialcredit.language.resolve.with_tables import with_tables

ASSUMED_IN = ("assumptions", "firm_assumptions")  # fields of a scenario that name such files


def assumption_files(named: Mapping[str, str | Path]) -> dict[str, Path]:
    """The file of every kind: the one that is named, else the shipped one, whatever lies about."""
    shipped = {kind: ASSUMPTIONS / f"{kind}.yaml" for kind in FILES}
    return {
        kind: assumption_file(named[kind]) if kind in named else shipped[kind] for kind in FILES
    }


def assumption_tree(path: Path) -> Located:
    """The tree of an assumption file, laid over the one it extends, with the tables it names."""
    return with_tables(whole_tree(path, assumption_file))
