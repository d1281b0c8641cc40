"""Changing single values by path: `--set schemes.rongcheng.score.start=900`.

A path begins with a field of the scenario (`people`), with `schemes.NAME` or with
`assumptions.KIND`. Items of lists are named by their id or number from 0; several versions of one
id change together, and so do the dated items of `score`, `grades`, ... unless a date picks one.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.language.model.beliefs import FILES, Beliefs, names_in
from socialcredit.language.model.entries import KINDS
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.sensors import SensorFile
from socialcredit.language.read.diagnostics import fitted
from socialcredit.language.read.positions import plain
from socialcredit.language.read.yaml import read_text
from socialcredit.language.resolve.asked import Whole, agree, refused, wrong
from socialcredit.language.resolve.extends import NAMED

Spot = tuple[Any, Any]  # a dict or list, and the key or index of the value to change


def apply_sets(
    scenario: Scenario,
    schemes: Mapping[str, Scheme],
    beliefs: Beliefs,
    sets: Sequence[str],
) -> tuple[Scenario, dict[str, Scheme], Beliefs]:
    """Return scenario, schemes and beliefs with `PATH=VALUE` changes made, checked again.

    schemes  by name, as paths name them. Raises SocialCreditError with the nearest valid path.
    """
    first, new_schemes, files = scenario, dict(schemes), beliefs._asdict()
    asked = [(change, _parsed(change)) for change in sets]
    dates = {path[-1]: (value, change) for change, (path, value) in asked if _is_date(path)}
    for change, (path, value) in asked:
        if path[0] == "scenario" and len(path) > 1:
            path = path[1:]
        if path[0] == "schemes":
            name = _named(change, path, new_schemes, "schemes")
            new_schemes[name] = _changed(new_schemes[name], path[2:], value, change, path[:2])
        elif path[0] == "assumptions":
            kind = _named(change, path, FILES, "assumptions")
            files[kind] = _changed(files[kind], path[2:], value, change, path[:2])
        elif path[0] == "with":
            raise SocialCreditError(
                "milder designs are laid over the schemes before any value is changed",
                text=change,
                hint="name them with `--with NAME`, or in the scenario's file",
            )
        elif path[0] == "responses" and len(path) == 2:
            scenario = _switched(
                scenario, path[1], value, change, list(names_in(files["behaviour"]))
            )
        elif _is_date(path):  # both at once: either alone may lie beyond the other
            scenario = _redated(scenario, dates)
        else:
            scenario = _changed(scenario, path, value, change, [])
    changed = Beliefs(**files)
    if sets:
        paths = [(change, path) for change, (path, _) in asked]
        before, after = (Whole(first, schemes, beliefs), Whole(scenario, new_schemes, changed))
        agree(before, after, paths)
    ranked = _ranked_as(beliefs.sensors, changed.sensors)
    return scenario, new_schemes, changed._replace(sensors=ranked)


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


def _parsed(change: str) -> tuple[list[str], Any]:
    written, equals, value = change.partition("=")
    path = [step.strip() for step in written.split(".")]
    if not equals or not all(path) or not value.strip():
        raise wrong("this is not a change", change, "PATH=VALUE, such as people=1000")
    return path, plain(read_text(value, f"--set {written}"))


def _is_date(path: list[str]) -> bool:
    return path[-1] in ("from", "to") and path[:-1] in ([], ["scenario"])


def _named(change: str, path: list[str], there: Iterable[str], group: str) -> str:
    names = list(there)
    if len(path) < 3 or path[1] not in names:
        word = path[1] if len(path) > 1 else ""
        known = nearest(word, names) or (word if word in names else None)
        meant = ".".join([group, known, *path[2:]]) if known and len(path) > 2 else None
        expected = f"{group}.NAME.PATH, where NAME is one of " + ", ".join(names)
        raise wrong(f"`{'.'.join(path)}` leads to no value", change, expected, meant)
    return path[1]


def _changed(model: Any, path: list[str], value: Any, change: str, before: list[str]) -> Any:
    """The model with one value replaced, checked as if it had been written so in its file."""
    data = model.model_dump(mode="json", by_alias=True)
    spots = _spots(data, path, "", [])
    if isinstance(spots, _Miss):
        raise _no_path(spots, change, before)
    for holder, key in spots:
        if key in KINDS and "deed" in holder:
            holder.update(dict.fromkeys(KINDS))
        holder[key] = copy.deepcopy(value)
    return _refitted(type(model), data, change)


def _refitted(model: type[BaseModel], data: Any, change: str) -> Any:
    fit, problems = fitted(model, data)
    if fit is None:
        raise refused(problems[0], change)
    return fit


def _redated(scenario: Scenario, dates: Mapping[str, tuple[Any, str]]) -> Scenario:
    """The scenario with these dates; what does not fit is told of the change that it came from."""
    data = scenario.as_written() | {name: value for name, (value, _) in dates.items()}
    fit, problems = fitted(Scenario, data)
    if fit is None:
        at = str(problems[0].loc[-1]) if problems[0].loc else ""
        raise refused(problems[0], dates[at if at in dates else next(iter(dates))][1])
    return fit


def _switched(
    scenario: Scenario, name: str, value: Any, change: str, mechanisms: list[str]
) -> Scenario:
    if name not in mechanisms:
        meant = nearest(name, mechanisms)
        expected = "one of " + ", ".join(mechanisms)
        known = f"responses.{meant}" if meant else None
        raise wrong(f"there is no mechanism `{name}`", change, expected, known)
    data = scenario.as_written()
    data["responses"] = {**data["responses"], name: value}
    return _refitted(Scenario, data, change)


class _Miss(list[str]):
    """The part of a path that was found; `step` was not, among `options`; `rest` follows it."""

    def __init__(self, walked: list[str], step: str, options: list[str], rest: list[str]) -> None:
        super().__init__(walked)
        self.step, self.options, self.rest = step, options, rest


def _no_path(miss: _Miss, change: str, before: list[str]) -> SocialCreditError:
    found = nearest(miss.step, miss.options)
    meant = ".".join([*before, *miss, found, *miss.rest]) if found else None
    shown = ", ".join(miss.options[:40]) or "nothing: the value before it has no parts"
    path = ".".join([*before, *miss, miss.step])
    return wrong(f"`{path}` leads to no value", change, f"one of {shown}", meant)


def _spots(node: Any, path: list[str], under: str, walked: list[str]) -> list[Spot] | _Miss:
    """Every place that a path means below a node; `under` is the key the node stands under."""
    step, rest = path[0], path[1:]
    if isinstance(node, dict):
        if step in node:
            return [(node, step)] if not rest else _spots(node[step], rest, step, [*walked, step])
        return _in_lists_of(node, path, walked)
    if isinstance(node, list):
        return _in_list(node, path, under, walked)
    return _Miss(walked, step, [], rest)


def _in_lists_of(node: dict[str, Any], path: list[str], walked: list[str]) -> list[Spot] | _Miss:
    """A path may leave out the name of the list: assumptions.behaviour.perceived-risk.strength."""
    best: _Miss | None = None
    for key, items in node.items():
        if isinstance(items, list) and path[0] in _ids(items, key):
            spots = _in_list(items, path, key, walked)
            if not isinstance(spots, _Miss):
                return spots
            best = best or spots
    if best is not None:
        return best
    known = [
        id_
        for key, items in node.items()
        if isinstance(items, list)
        for id_ in _ids(items, key)
        if not id_.isdigit()
    ]
    return _Miss(walked, path[0], [*node, *known], path[1:])


def _in_list(
    items: list[Any], path: list[str], under: str, walked: list[str]
) -> list[Spot] | _Miss:
    step, rest = path[0], path[1:]
    ids = _ids(items, under)
    chosen = [index for index, id_ in enumerate(ids) if id_ == step]
    if not chosen and step.isdigit() and int(step[:9]) < len(items):
        chosen = [int(step[:9])]
    if chosen and not rest:
        return [(items, index) for index in chosen]
    dated = bool(items) and under not in NAMED and all(isinstance(item, dict) for item in items)
    if not chosen and dated and all(step in item for item in items):
        chosen, rest = list(range(len(items))), path
    if not chosen:
        fields = list(items[0]) if dated else []
        return _Miss(walked, step, [*dict.fromkeys(ids), *fields], rest)
    spots: list[Spot] = []
    for index in chosen:
        found = _spots(items[index], rest, "", walked if rest is path else [*walked, step])
        if isinstance(found, _Miss):
            return found
        spots += found
    return spots


def _ids(items: list[Any], under: str) -> list[str]:
    """The ids of a list's items; dates where items have only a date; numbers otherwise."""
    names = (*NAMED.get(under, ()), "since")
    ids = []
    for index, item in enumerate(items):
        fields = item if isinstance(item, dict) else {}
        found = next((fields[name] for name in names if fields.get(name) is not None), index)
        ids.append(str(found))
    return ids
