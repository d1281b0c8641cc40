"""What the file of behaviour says, as mechanisms take it; what no mechanism knows is refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from socialcredit.compile.motives import problems_of_groups
from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.kept import once
from socialcredit.language.check.beliefs import problems_as_written
from socialcredit.language.check.range_ends import at_ends
from socialcredit.language.model.beliefs import GONE, BehaviourFile
from socialcredit.language.model.beliefs import Mechanism as Written
from socialcredit.language.read.diagnostics import Problem, checked, gather
from socialcredit.language.read.positions import Loc
from socialcredit.language.resolve.assumption_files import assumption_tree
from socialcredit.stages.response.mechanisms import MECHANISMS


def given(written: Written) -> dict[str, Any]:
    """The settings of a mechanism that its block names."""
    named = {"strength": written.strength, **written.parameters}
    known = MECHANISMS[written.mechanism].settings._fields
    plain = {key.replace("-", "_"): value for key, value in named.items()}
    words = MECHANISMS[written.mechanism].words
    return {
        key: value if key in words else numbers(value)
        for key, value in plain.items()
        if key in known
    }


def numbers(value: Any) -> Any:
    """A number, a table of numbers, or `never`; what is neither raises ValueError or TypeError."""
    if isinstance(value, dict):
        return {key: numbers(one) for key, one in value.items()}
    if value == "never":
        return np.inf
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
    problems = _problems_known(file)
    if problems:
        refuse_unknown_in(path)
        raise of_a_change(problems[0])  # the file itself is right: a change made it so


@once()  # asked in every run of an experiment
def _problems_known(file: BehaviourFile) -> list[Problem]:
    return [*problems_of(file)]


def of_a_change(changed: Problem) -> SocialCreditError:
    """The error of what a change made wrong of a file that is right."""
    return SocialCreditError(
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
    problems = [*problems_as_written(file), *problems_of(file), *_problems_of_ends(file)]
    if problems:
        raise gather(tree, problems)


def problems_of(file: BehaviourFile) -> Iterator[Problem]:
    """What the file says that no mechanism knows, by its place in the file."""
    for index, written in enumerate(file.mechanisms):
        loc: Loc = ("mechanisms", index)
        if written.mechanism not in MECHANISMS:
            yield _unknown_mechanism(written.mechanism, (*loc, "mechanism"))
            continue
        mechanism = MECHANISMS[written.mechanism]
        known, defaults = mechanism.settings._fields, mechanism.settings()
        for key, value in written.parameters.items():
            field = key.replace("-", "_")
            if field in mechanism.gone:
                message = f"{written.mechanism} has `{key}` no longer"
                yield Problem((*loc, key), message, mechanism.gone[field], at_key=True)
                continue
            if field not in known:
                what = f"setting of {written.mechanism}"
                yield _unknown(what, (*loc, key), key, list(known), at_key=True)
                continue
            if field in MECHANISMS[written.mechanism].words:
                continue
            try:
                fits = _fits_shape(numbers(value), getattr(defaults, field))
            except (TypeError, ValueError):
                fits = False
            if not fits:
                yield Problem((*loc, key), "this does not fit the setting", _shape(defaults, field))
        yield from _beyond(written, loc)
        yield from _strange_names(written, loc)
        yield from problems_of_groups(written, loc)


def _problems_of_ends(file: BehaviourFile) -> Iterator[Problem]:
    """Ends of ranges that a mechanism cannot mean or hold."""
    for index, written in enumerate(file.mechanisms):
        for at, moved in at_ends(written) if written.mechanism in MECHANISMS else ():
            for problem in _beyond(moved, ()):
                message = f"at this end of the range {problem.message}"
                yield Problem(("mechanisms", index, *at), message, problem.expected)


def _beyond(written: Written, loc: Loc) -> Iterator[Problem]:
    """Settings beyond what their mechanism can mean or hold."""
    limits = MECHANISMS[written.mechanism].limits
    for key, value in {"strength": written.strength, **written.parameters}.items():
        low, high = limits.get(key.replace("-", "_"), (-np.inf, np.inf))
        try:
            given = np.ravel(table_of(numbers(value)))
        except (TypeError, ValueError):
            continue  # told already
        if np.isnan(given).any() or given.min() < low or given.max() > high:
            expected = f"{'numbers' if given.size > 1 else 'a number'} from {low:g} to {high:g}"
            yield Problem((*loc, key), f"this is beyond what `{key}` can be", expected)


def _strange_names(written: Written, loc: Loc) -> Iterator[Problem]:
    """Names in a table of a setting that its mechanism does not know."""
    for field, known in MECHANISMS[written.mechanism].tables.items():
        key = field.replace("_", "-") if field not in written.parameters else field
        table = written.parameters.get(key)
        for name in table if isinstance(table, dict) else ():
            if name not in known:
                yield _unknown(f"name in `{key}`", (*loc, key, name), name, [*known], at_key=True)


def table_of(value: Any) -> Any:
    """The numbers of a table that has names; others as they are."""
    return list(value.values()) if isinstance(value, dict) else value


def _unknown_mechanism(name: str, loc: Loc) -> Problem:
    """One that nobody knows, or that there was once."""
    gone = Problem(loc, f"there is no mechanism `{name}` any longer", GONE.get(name, ""))
    return gone if name in GONE else _unknown("mechanism", loc, name, [*MECHANISMS])


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
