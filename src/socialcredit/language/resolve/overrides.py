"""Changing single values by path: `--set schemes.rongcheng.score.start=900`.

A path begins with a field of the scenario (`people`), with `schemes.NAME` or with
`assumptions.KIND`; how it goes on stands in `spots`. All changes of a file are made on one dump of
it, which is checked once. Only where that does not fit are they made one at a time, so that the
message can name the change at fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.language.model.beliefs import FILES, GONE, Beliefs, names_in
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.sensors import SensorFile
from socialcredit.language.read.diagnostics import fitted
from socialcredit.language.resolve.asked import Whole, agree, refused, wrong
from socialcredit.language.resolve.change import Change, change_of, unmade
from socialcredit.language.resolve.spots import STAR

File = tuple[str, ...]  # the steps of a path that lead to a file
SCENARIO: File = ()


def apply_sets(
    scenario: Scenario,
    schemes: Mapping[str, Scheme],
    beliefs: Beliefs,
    sets: Sequence[str],
) -> tuple[Scenario, dict[str, Scheme], Beliefs]:
    """Return scenario, schemes and beliefs with `PATH=VALUE` changes made, checked again.

    schemes  by name, as paths name them. Raises SocialCreditError with the nearest valid path.
    """
    before = Whole(scenario, dict(schemes), beliefs)
    if not sets:
        return scenario, dict(schemes), beliefs
    changes = [change_of(typed) for typed in sets]
    for change in changes:
        if (error := unmade(change)) is not None:
            raise error
    try:
        after = _made(before, changes)
    except SocialCreditError:
        after = _made_one_by_one(before, changes)
    agree(before, after, [(change.typed, change.path) for change in changes])
    ranked = _ranked_as(beliefs.sensors, after.beliefs.sensors)
    return after.scenario, dict(after.schemes), after.beliefs._replace(sensors=ranked)


def _ranked_as(before: SensorFile, after: SensorFile) -> SensorFile:
    """Sources in the order in which they looked before: a change moves nobody else's luck."""
    seen = {source.source: source.sees | source.ranked for source in before.sources}
    return after.model_copy(
        update={
            "sources": tuple(
                source.model_copy(update={"ranked": seen[source.source] | source.ranked})
                if source.sees.items() != seen.get(source.source, source.sees).items()
                else source
                for source in after.sources
            )
        }
    )


def _made_one_by_one(whole: Whole, changes: Sequence[Change]) -> Whole:
    """The same with each change made and checked by itself; dates only together.

    Either date alone may lie beyond the other.
    """
    dates = [change for change in changes if change.of_date]
    for change in changes:
        if not change.of_date:
            whole = _made(whole, [change])
        elif dates:
            whole, dates = _made(whole, dates), []
    return whole


def _made(whole: Whole, changes: Sequence[Change]) -> Whole:
    """Everything with these changes made, and what they touch checked as if it were so written."""
    files = _files_of(whole)
    told: dict[File, Any] = {}
    by: dict[File, list[Change]] = {}
    for change in changes:
        for file in _put(change, files, told):
            by.setdefault(file, []).append(change)
    for file, about in by.items():
        files[file] = _refitted(type(files[file]), told[file], about)
    return Whole(
        files[SCENARIO],
        {name: files["schemes", name] for name in whole.schemes},
        Beliefs(**{kind: files["assumptions", kind] for kind in FILES}),
    )


def _files_of(whole: Whole) -> dict[File, Any]:
    files: dict[File, Any] = {SCENARIO: whole.scenario}
    files |= {("schemes", name): scheme for name, scheme in whole.schemes.items()}
    return files | {("assumptions", kind): one for kind, one in whole.beliefs._asdict().items()}


def _put(change: Change, files: Mapping[File, Any], told: dict[File, Any]) -> list[File]:
    """Make a change in what files say, each dumped at its first; which of them it changed."""
    group, path = change.path[0], change.path
    if group == "responses" and len(path) == 2:
        _switch(change, files, told)
        return [SCENARIO]
    if group not in ("schemes", "assumptions"):
        change.put_in(_dumped(SCENARIO, files, told), path, [])
        return [SCENARIO]
    names = [file[1] for file in files if file[:1] == (group,)]
    if path[1:2] != [STAR] or len(path) < 3:
        name = _named(change.typed, path, names, group)
        change.put_in(_dumped((group, name), files, told), path[2:], path[:2])
        return [(group, name)]
    return _put_in_any(change, [(group, name) for name in names], files, told)


def _put_in_any(
    change: Change, of: Sequence[File], files: Mapping[File, Any], told: dict[File, Any]
) -> list[File]:
    """The files among some that have what the rest of the path asks for, each changed."""
    found, errors = list[File](), list[SocialCreditError]()
    for file in of:
        try:
            change.put_in(_dumped(file, files, told), change.path[2:], change.path[:2])
            found.append(file)
        except SocialCreditError as error:
            errors.append(error)
    if not found:
        raise next((error for error in errors if error.meant), errors[0])
    return found


def _dumped(file: File, files: Mapping[File, Any], told: dict[File, Any]) -> Any:
    if file not in told:
        told[file] = files[file].model_dump(mode="json", by_alias=True)
    return told[file]


def _named(change: str, path: list[str], names: Sequence[str], group: str) -> str:
    if len(path) < 3 or path[1] not in names:
        word = path[1] if len(path) > 1 else ""
        known = nearest(word, names) or (word if word in names else None)
        meant = ".".join([group, known, *path[2:]]) if known and len(path) > 2 else None
        expected = f"{group}.NAME.PATH, where NAME is one of " + ", ".join(names)
        raise wrong(f"`{'.'.join(path)}` leads to no value", change, expected, meant)
    return path[1]


def _switch(change: Change, files: Mapping[File, Any], told: dict[File, Any]) -> None:
    """Switch a way in which people respond, or with a star all of them."""
    name, mechanisms = change.path[1], list(names_in(files["assumptions", "behaviour"]))
    if change.factor is not None:
        raise wrong("a switch has no multiples", change.typed, f"responses.{name}=true, or =false")
    if name not in (STAR, *mechanisms):
        meant = nearest(name, mechanisms)
        expected = GONE.get(name, "one of " + ", ".join(mechanisms))
        known = f"responses.{meant}" if meant else None
        raise wrong(f"there is no mechanism `{name}`", change.typed, expected, known)
    data = _dumped(SCENARIO, files, told)
    named = mechanisms if name == STAR else [name]
    data["responses"] = {**data["responses"], **dict.fromkeys(named, change.value)}


def _refitted(model: type[BaseModel], data: Any, changes: Iterable[Change]) -> Any:
    """The model of changed values; what does not fit is told of the change that speaks of it."""
    fit, problems = fitted(model, data)
    if fit is None:
        at = str(problems[0].loc[-1]) if problems[0].loc else ""
        named = [*changes]
        to_blame = next((change for change in named if change.path[-1] == at), named[0])
        raise refused(problems[0], to_blame.typed)
    return fit
