"""What changed since an earlier assessment, as plain values (Art. 27(2) asks for the update).

A number has moved by luck only if it lies outside where luck alone could have put it; it has moved
beyond what is assumed, too, only if it lies outside both ranges, then and now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError

from socialcredit.assessment.called import scheme_title
from socialcredit.assessment.evidence import Design, Ends, Evidence, Number
from socialcredit.core.run_files import read_inputs
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.tell.diff import differing
from socialcredit.results.run import Run

Far = Literal["beyond both", "beyond luck", "within luck", "not known"]
UNREADABLE = "written as this version no longer reads them: they cannot be compared"
HALF = 0.5  # of the draws: on the front
# What an assessment asks: other answers make other numbers, whatever the rules.
ASKED = ("scenario", "schemes", "people", "firms", "years", "seeds", "points", "alternatives",
         "sets")  # fmt: skip
# Keys of a block of assumptions that say who it is, in a list of such.
NAMES = ("deed", "source", "domain", "place", "name", "kind", "reading", "response")
# What files say of a value and not with it.
WORDS = ("source", "evidence", "note", "title", "story", "sources", "held", "quote", "link")


class Change(NamedTuple):
    """One thing that differs: what, what it was, what it is; "" for nothing there."""

    what: str
    was: str
    now: str


class Moved(NamedTuple):
    """A number known then and now, and how far it moved."""

    key: str
    alternative: str
    was: Number
    now: Number
    far: Far


class Since(NamedTuple):
    """All that changed.

    asked        what was asked otherwise: with other people or another scenario no number compares
    rules        rules that differ, by scheme: what it said, what it says
    assumptions  assumed values that differ, by path
    made         version and hash of the model, where they differ
    declared     what the deployer said otherwise, by id
    moved        every number that both have
    conditions   conditions whose standing differs, by id
    front        designs that came on the front or left it, by title
    lost         keys of numbers that only one of both knows, how many
    """

    asked: tuple[Change, ...]
    rules: tuple[Change, ...]
    assumptions: tuple[Change, ...]
    made: tuple[Change, ...]
    declared: tuple[Change, ...]
    moved: tuple[Moved, ...]
    conditions: tuple[Change, ...]
    front: tuple[Change, ...]
    lost: int


def since(now: Evidence, was: Evidence) -> Since:
    """What changed from `was` to `now`."""
    ours, theirs = told_of(now.run), told_of(was.run)
    both = [key for key in now.numbers if key in was.numbers]
    return Since(
        tuple(_differing(was.asked, now.asked, ASKED)),
        tuple(rules_between(theirs, ours)),
        tuple(assumptions_between(theirs, ours)),
        tuple(_differing(was.made, now.made, ("version", "model_hash"))),
        tuple(_differing(was.declared, now.declared, [*was.declared, *now.declared])),
        tuple(moved(was.numbers[key], now.numbers[key]) for key in both),
        tuple(_standings(was, now)),
        tuple(_fronts(was, now)),
        len(now.numbers) + len(was.numbers) - 2 * len(both),
    )


def told_of(run: Run) -> Mapping[str, Any]:
    """What a run rests on, as it lies beside it; nothing of a run that was never written."""
    if run.folder is None:
        return {}
    return read_inputs(run.folder, run.manifest.get("inputs_hash"))


def moved(was: Number, now: Number) -> Moved:
    """How far a number moved, by the ranges of both."""
    return Moved(now.key, now.alternative, was, now, how_far(was, now))


def how_far(was: Number, now: Number) -> Far:
    """Whether two numbers lie outside each other's ranges; a range that is not known tells none."""
    if was.value is None or now.value is None or was.few or now.few:
        return "not known"
    if was.value == now.value:
        return "within luck"
    if was.luck is None or now.luck is None:
        return "not known"
    if _within(now.value, was.luck) or _within(was.value, now.luck):
        return "within luck"
    if was.assumptions is None or now.assumptions is None:
        return "not known"
    if _within(now.value, was.assumptions) or _within(was.value, now.assumptions):
        return "beyond luck"
    return "beyond both"


def _within(value: float, ends: Ends) -> bool:
    return ends is not None and ends[0] <= value <= ends[1]


def _differing(
    was: Mapping[str, Any], now: Mapping[str, Any], names: Any
) -> Iterator[Change]:  # fmt: skip
    for name in dict.fromkeys(names):
        one, other = _said(was.get(name)), _said(now.get(name))
        if one != other:
            yield Change(name, one, other)


def _said(value: Any) -> str:
    """A plain value in words."""
    if value is None or value == [] or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(_said(one) for one in value)
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def rules_between(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    """Rules that differ, scheme by scheme, as sentences with the dates that they hold from."""
    if not was or not now:
        return
    try:
        before, after = _schemes(was), _schemes(now)
    except ValidationError:
        yield Change("all rules", UNREADABLE, "")
        return
    for name in dict.fromkeys([*before, *after]):
        if name not in before or name not in after:
            there = "in force" if name in before else ""
            yield Change(f"{name}: the whole scheme", there, "" if there else "in force")
        else:
            yield from _rules(before[name], after[name])


def _schemes(told: Mapping[str, Any]) -> dict[str, Scheme]:
    """The schemes of a run by name, as they lie beside it."""
    found = (Scheme.model_validate(scheme) for scheme in told["schemes"])
    return {scheme.scheme: scheme for scheme in found}


def _rules(was: Scheme, now: Scheme) -> Iterator[Change]:
    found, _ = differing(was, now)
    for block, name in dict.fromkeys((side.block, side.name) for side in found):
        of = [side for side in found if (side.block, side.name) == (block, name)]
        said = {which: " ".join(side.line for side in of if side.of == which) for which in "ab"}
        yield Change(f"{now.scheme}: {block}, {name}", said["a"], said["b"])


def assumptions_between(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    """Assumed values that differ, by their path in the files."""
    one, other = flat(was.get("beliefs", {})), flat(now.get("beliefs", {}))
    for path in dict.fromkeys([*one, *other]):
        if one.get(path) != other.get(path):
            yield Change(path, _said(one.get(path)), _said(other.get(path)))


def flat(told: Any, path: str = "") -> dict[str, Any]:
    """Values of nested files by path: `sensors.sources.traffic-police.wrong_person`."""
    found: dict[str, Any] = {}
    if isinstance(told, Mapping):
        for key, value in told.items():
            if key not in WORDS or _blocks(value):
                found |= flat(value, f"{path}.{key}" if path else str(key))
    elif _blocks(told):
        for number, one in enumerate(told):
            found |= flat(one, f"{path}.{_name(one, number)}")
    else:
        found[path] = told
    return found


def _blocks(told: Any) -> bool:
    """Whether it is a list of blocks, as the sources of records are."""
    return isinstance(told, list) and any(isinstance(one, Mapping) for one in told)


def _name(told: Any, number: int) -> str:
    """What a block in a list is called: by its name, or by its place."""
    if not isinstance(told, Mapping):
        return str(number)
    return next((str(told[key]) for key in NAMES if isinstance(told.get(key), str)), str(number))


def _standings(was: Evidence, now: Evidence) -> Iterator[Change]:
    """Conditions that stand otherwise, and of several schemes each of which they do."""
    before = {key: standing for key, _, standing in _all_standings(was)}
    for key, what, standing in _all_standings(now):
        if before.get(key, standing) != standing:
            yield Change(what, before[key], standing)


def _all_standings(told: Evidence) -> Iterator[tuple[tuple[str, str], str, str]]:
    """Every standing by condition and scheme, "" for the whole; and what it is of, in words."""
    for one in told.conditions:
        yield (one.condition, ""), f"{one.condition} {one.asks}", one.standing
        for each in one.of:
            if each.scheme:
                title = scheme_title(told.run, each.scheme) or each.scheme
                what = f"{one.condition}, {title}: {one.asks}"
                yield (one.condition, each.scheme), what, each.standing


def _fronts(was: Evidence, now: Evidence) -> Iterator[Change]:
    """Designs that came on the front of a scale or left it, and designs that only one has."""
    before, after = ({one.name: one for one in each.designs} for each in (was, now))
    for name in dict.fromkeys([*before, *after]):
        one, other = before.get(name), after.get(name)
        title = (other or one or Design("", "", {}, {}, {}, (), "")).title
        if one is None or other is None:
            there = "compared" if one else ""
            yield Change(title, there, "" if one else "compared")
            continue
        for scale in other.on_front:
            then, today = one.on_front.get(scale), other.on_front[scale]
            if then is not None and (then >= HALF) != (today >= HALF):
                yield Change(f"{title}, weighed by {scale}", _front(then), _front(today))


def _front(share: float) -> str:
    side = "on the front" if share >= HALF else "off the front"
    return f"{side} (in {100 * share:.0f} % of draws)"
