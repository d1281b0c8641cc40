"""Whom a scheme scores, before anything of it is checked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.populations import Kind
from socialcredit.language.model.firms import FIRM_FILES
from socialcredit.language.read.positions import plain
from socialcredit.language.resolve.lineage import whole_tree
from socialcredit.language.resolve.paths import scheme_file


def usual_files(scheme: Path) -> Mapping[str, str]:
    """The assumption files that a scheme has where none is named: those of whom it scores."""
    return FIRM_FILES if kind_of(scheme) == "firms" else {}


def kind_of(scheme: str | Path) -> Kind:
    """Whom a scheme scores, before anything of it is checked; of both the first it names."""
    return kinds_of(scheme)[0]


def kinds_of(scheme: str | Path) -> tuple[Kind, ...]:
    """Everybody whom a scheme scores; what is no scheme scores persons."""
    try:
        told: Any = plain(whole_tree(scheme_file(scheme), scheme_file))
    except SocialCreditError:
        return ("persons",)  # which is told by whoever reads it
    return kinds_said(told)


def kinds_said(told: Any) -> tuple[Kind, ...]:
    """The same of what a scheme's file holds; a misspelt word means firms."""
    subjects = told.get("subjects") if isinstance(told, dict) else None
    found: dict[Kind, None] = {}
    for one in subjects if isinstance(subjects, list) else ():
        said = one.get("of", "persons") if isinstance(one, dict) else "persons"
        found["persons" if said == "persons" else "firms"] = None
    return tuple(found) or ("persons",)
