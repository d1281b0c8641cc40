"""Whether the changes of an alternative are of the kind that their part of the rules takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from socialcredit.core.errors import nearest
from socialcredit.language.model.alternative import Alternative, Change
from socialcredit.language.model.consequences import Consequence
from socialcredit.language.model.entries import Entry, Meter
from socialcredit.language.model.lending import Bureau, LendingFile
from socialcredit.language.model.lists import ListRule, Publication
from socialcredit.language.model.procedure import Procedure
from socialcredit.language.model.provenance import ASSUMED
from socialcredit.language.model.rounds import Rounds
from socialcredit.language.model.score import Grades
from socialcredit.language.model.sensors import Sensor
from socialcredit.language.read.diagnostics import Problem, fitted, parts_at
from socialcredit.language.read.positions import Loc

ITEMS: dict[str, type[BaseModel]] = {
    "entries": Entry,
    "lists": ListRule,
    "publication": Publication,
    "consequences": Consequence,
    "procedure": Procedure,
    "grades": Grades,
    "meters": Meter,
    "bureau": Bureau,
    "sensors": Sensor,
    "rounds": Rounds,
    "lending": LendingFile,
}
ALONE = {"kind": "entries", "of": "publication"}  # what `where` may say of one part only


def problems_of_alternative(alternative: Alternative) -> list[Problem]:
    """Return what an alternative would change or add that its part of the rules does not have."""
    return [
        problem
        for index, change in enumerate(alternative.changes)
        for problem in (
            *_picked(change, ("changes", index)),
            *_added(change, ("changes", index)),
            *_paths(change, ("changes", index)),
        )
    ]


def added(part: str, told: dict[str, Any], since: str) -> tuple[BaseModel | None, list[Problem]]:
    """The item that `add` puts into a part, from a day on; or None and what does not fit."""
    standing = {"since": since, "source": ASSUMED, "evidence": ASSUMED}
    return fitted(ITEMS[part], {**told, **({} if part == "meters" else standing)})


def _picked(change: Change, loc: Loc) -> Iterator[Problem]:
    for key, part in ALONE.items():
        if getattr(change.where, key) is not None and change.part != part:
            message = f"`{key}` says nothing of {change.part}"
            yield Problem((*loc, "where", key), message, f"in: {part}", at_key=True)


def _added(change: Change, loc: Loc) -> Iterator[Problem]:
    if change.add is not None:
        for problem in added(change.part, change.add, "2000-01-01")[1]:
            yield problem._replace(loc=(*loc, "add", *problem.loc))


def _paths(change: Change, loc: Loc) -> Iterator[Problem]:
    """Every step of `validity.bad` names a part of what the step before leads to."""
    if change.part not in ITEMS:
        return
    for block in ("set", "at_most", "times"):
        for path in getattr(change, block) or {}:
            steps = path.split(".")
            for place, step in enumerate(steps):
                known = parts_at(ITEMS[change.part], tuple(steps[:place]))
                if known is not None and step not in known:
                    message = f"`{step}` is not known in {'.'.join([change.part, *steps[:place]])}"
                    expected = "one of " + ", ".join(known) if known else "nothing behind it"
                    meant = nearest(step, known)
                    yield Problem((*loc, block, path), message, expected, meant, at_key=True)
                    break
