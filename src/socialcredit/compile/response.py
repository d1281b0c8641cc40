"""The mechanisms that are switched on, with their settings; what no mechanism knows is refused."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.language.check.beliefs import problems_as_written
from socialcredit.language.model.beliefs import BehaviourFile
from socialcredit.language.model.beliefs import Mechanism as Written
from socialcredit.language.read.diagnostics import Problem, checked, gather
from socialcredit.language.read.positions import Loc
from socialcredit.language.resolve.loading import assumption_tree
from socialcredit.stages.response.chilling import Chilling, still_done
from socialcredit.stages.response.contract import Monthly
from socialcredit.stages.response.dispute import Dispute, contesting
from socialcredit.stages.response.mechanisms import MECHANISMS
from socialcredit.stages.response.while_listed import UNMOVED


@dataclass(frozen=True)
class Responses:
    """How people respond in a run: what moves minds by the month, and tables of what acts at once.

    monthly   functions with their settings, in the order of the file
    listed    the factor on bad deeds of whoever is on a black list, 255 = unmoved
    disputes  chances to contest a record within a window of so many days, see `contesting`
    watched   int64 (256,) of 2**32, chance that a watched deed is still done, by step of belief
    """

    monthly: tuple[tuple[Monthly, Any], ...]
    listed: int
    disputes: Callable[[float], np.ndarray]
    watched: np.ndarray


def compile_responses(file: BehaviourFile, switches: Mapping[str, bool]) -> Responses:
    """The mechanisms that the file, or else the scenario, switches on."""
    monthly, listed = [], UNMOVED
    disputes, watched = partial(contesting, Dispute()), still_done(Chilling())
    for written in file.mechanisms:
        if not switches.get(written.mechanism, written.on):
            continue
        mechanism = MECHANISMS[written.mechanism]
        settings = mechanism.settings(**given(written))
        if mechanism.monthly:
            monthly.append((mechanism.monthly, settings))
        if mechanism.listed:
            listed = mechanism.listed(settings)
        if mechanism.disputes:
            disputes = partial(mechanism.disputes, settings)
        if mechanism.watched:
            watched = mechanism.watched(settings)
    return Responses(tuple(monthly), listed, disputes, watched)


def given(written: Written) -> dict[str, Any]:
    """The settings of a mechanism that its block names."""
    named = {"strength": written.strength, **written.parameters}
    known = MECHANISMS[written.mechanism].settings._fields
    plain = {key.replace("-", "_"): value for key, value in named.items()}
    return {key: numbers(value) for key, value in plain.items() if key in known}


def numbers(value: Any) -> Any:
    """A number, or a table of numbers; what is neither raises ValueError or TypeError."""
    if isinstance(value, list | tuple):
        return tuple(numbers(one) for one in value)
    if isinstance(value, bool):
        raise TypeError("a yes-or-no value is no number")
    return float(value)


def refuse_unknown(file: BehaviourFile, path: Path) -> None:
    """Refuse a file of mechanisms that names one, or a setting of one, that nobody knows.

    Raises SocialCreditError with file, line and the nearest name. Passed over, a misspelt mechanism
    would silently be off, and a misspelt setting silently have its default.
    """
    problems = [*problems_of(file)]
    if problems:
        refuse_unknown_in(path)
        changed = problems[0]  # the file itself is right: a change made it so
        raise SocialCreditError(
            changed.message,
            text="assumptions.behaviour." + ".".join(str(step) for step in changed.loc),
            expected=changed.expected,
            meant=changed.meant,
            hint="correct the change made with --set",
        )


def refuse_unknown_in(path: Path) -> None:
    """The same for a file as it is written, beside whatever else does not fit it."""
    tree = assumption_tree(path)
    file = checked(BehaviourFile, tree)
    problems = [*problems_as_written(file), *problems_of(file)]
    if problems:
        raise gather(tree, problems)


def problems_of(file: BehaviourFile) -> Iterator[Problem]:
    """What the file says that no mechanism knows, by its place in the file."""
    for index, written in enumerate(file.mechanisms):
        loc: Loc = ("mechanisms", index)
        if written.mechanism not in MECHANISMS:
            yield _unknown("mechanism", (*loc, "mechanism"), written.mechanism, [*MECHANISMS])
            continue
        known = MECHANISMS[written.mechanism].settings._fields
        defaults = MECHANISMS[written.mechanism].settings()
        for key, value in written.parameters.items():
            field = key.replace("-", "_")
            if field not in known:
                what = f"setting of {written.mechanism}"
                yield _unknown(what, (*loc, key), key, list(known), at_key=True)
                continue
            try:
                fits = _fits_shape(numbers(value), getattr(defaults, field))
            except (TypeError, ValueError):
                fits = False
            if not fits:
                yield Problem((*loc, key), "this does not fit the setting", _shape(defaults, field))


def _unknown(what: str, loc: Loc, name: str, known: list[str], at_key: bool = False) -> Problem:
    expected = "one of " + ", ".join(known)
    return Problem(loc, f"there is no {what} `{name}`", expected, nearest(name, known), at_key)


def _fits_shape(value: Any, default: Any) -> bool:
    return np.shape(value) in ((), np.shape(0.0 if default is None else default))


def _shape(defaults: Any, field: str) -> str:
    many = np.size(getattr(defaults, field))
    return (
        "a number" if np.ndim(getattr(defaults, field)) == 0 else f"{many} numbers, or one for all"
    )
