"""Laying an alternative over a scheme: drop, set, cut, add; then the rules are checked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from pydantic_core import PydanticCustomError

from socialcredit.core.calendar import later
from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check.alternative import added
from socialcredit.language.check.beliefs import problems_of_beliefs
from socialcredit.language.check.evaluation import NOT_ONE_BY_ONE
from socialcredit.language.check.scheme import Vocabulary, problems_of
from socialcredit.language.model.alternative import BELIEVED, Alternative, Change, Laid, Moved
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.deeds import DeedFile
from socialcredit.language.model.lending import LendingFile
from socialcredit.language.model.provenance import ASSUMED
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.sensors import SensorFile
from socialcredit.language.read.diagnostics import Problem, fitted
from socialcredit.language.read.quantities import duration_of, duration_text
from socialcredit.language.resolve.going_round import gone_round
from socialcredit.language.resolve.hearing import hearing
from socialcredit.language.resolve.picking import Item, Parts
from socialcredit.language.resolve.tidying import tidied
from socialcredit.language.resolve.vocabulary import vocabulary_of

# The parts that count by themselves; a meter does nothing until an entry uses it.
COUNTED = ("entries", "lists", "publication", "consequences", "bureau", "grades", "procedure")


def laid_over(
    alternatives: Sequence[Alternative],
    schemes: Mapping[str, Scheme],
    beliefs: Beliefs,
    first: date,
) -> tuple[dict[str, Scheme], Beliefs, dict[str, tuple[Laid, ...]]]:
    """Return schemes and beliefs with these alternatives laid over them, one after another.

    Besides, what each did to each scheme. `first` is the run's first day: what ends a scheme counts
    from there where it began before.
    """
    changed, laid = dict(schemes), dict.fromkeys(schemes, tuple[Laid, ...]())
    # A list or grade elsewhere lies in the part of life of the deeds that lead to it.
    kinds = hearing(tuple(schemes.values()), beliefs).deeds if alternatives else beliefs.deeds
    for alternative in alternatives:
        for key, before in list(changed.items()):
            changed[key] = overlaid(before, alternative, beliefs, first, kinds)
            laid[key] += (difference(alternative, before, changed[key], beliefs),)
        beliefs = beliefs._replace(
            sensors=_sources(beliefs.sensors, alternative),
            lending=_lending(beliefs.lending, alternative),
        )
        for problem in problems_of_beliefs(beliefs):
            raise _unfit(problem, alternative, "the assumptions")
    return changed, beliefs, laid


def overlaid(
    scheme: Scheme,
    alternative: Alternative,
    beliefs: Beliefs,
    first: date,
    kinds: DeedFile | None = None,
) -> Scheme:
    """Return one scheme as the alternative has it; a rule that it changes rests on assumption.

    kinds  the deeds with those kinds of record that others' lists and grades are, where any are
    """
    data: Item = scheme.model_dump(mode="json", by_alias=True)
    known_by = beliefs._replace(deeds=kinds or beliefs.deeds)
    parts, vocabulary = Parts(scheme, known_by), vocabulary_of(beliefs)
    known = problems_of(scheme, vocabulary)
    for change in alternative.changes:
        if change.part == "scheme":
            data["ends"] = _end(scheme, change.ends_after or 0, first).isoformat()
        elif change.add is not None:
            item, _ = added(change.part, change.add, scheme.starts.isoformat())
            data[change.part] += [item.model_dump(mode="json", by_alias=True)] if item else []
        elif change.fine is not None:
            data["consequences"] += parts.fines(change.where)
        elif change.part not in BELIEVED:
            rules = getattr(scheme, change.part)
            chosen = [parts.meant(rule, change.where) and fits(scheme, change) for rule in rules]
            items = zip(data[change.part], _kept(chosen, len(data[change.part])), strict=True)
            data[change.part] = [
                _changed(item, change, alternative, scheme.scheme) if meant else item
                for item, meant in items
                if not (meant and change.drop)
            ]
            scheme = _fit(tidied(data), alternative, vocabulary, known)
            data = scheme.model_dump(mode="json", by_alias=True)
            parts = Parts(scheme, known_by, parts.main)
    return _fit(tidied(data), alternative, vocabulary, known)


def fits(scheme: Scheme, change: Change) -> bool:
    """Whether a change can be made here: what adds up stands for no record that brings a score."""
    changed = {path.partition(".")[0] for path in change.set or {}}
    added_up = change.part == "entries" and changed & {*NOT_ONE_BY_ONE}
    return not added_up or scheme.score[0].counts == "sum"


def difference(alternative: Alternative, before: Scheme, after: Scheme, beliefs: Beliefs) -> Laid:
    """What the alternative did to a scheme; `beliefs` are those of the run before it."""
    changed = {change.part for change in alternative.changes}
    return Laid(
        alternative=alternative.alternative,
        title=alternative.title,
        idle=alternative.idle,
        moved={part: _moved(getattr(before, part), getattr(after, part)) for part in COUNTED},
        sensors="sensors" in changed,
        rounds="rounds" in changed and any(one.rounds for one in beliefs.sensors.sources),
        lending="lending" in changed and bool(beliefs.lending.lenders),
        ends=after.ends if before.ends != after.ends else None,
    )


def _moved(before: Sequence[Any], after: Sequence[Any]) -> Moved:
    """How many rules are gone, differ, and are new; a rule is known by its name and its day."""
    old, new = ({(getattr(r, "id", ""), r.since): r for r in rules} for rules in (before, after))
    return Moved(
        out_of=len(before),
        drops=len(old.keys() - new.keys()),
        changes=sum(old[key] != new[key] for key in old.keys() & new.keys()),
        adds=len(new.keys() - old.keys()),
    )


def _kept(chosen: list[bool], length: int) -> list[bool]:
    """What was added by the same alternative stands behind the rules and is not picked again."""
    return [*chosen, *[False] * (length - len(chosen))]


def _changed(item: Item, change: Change, alternative: Alternative, over: str) -> Item:
    """An item with its fields set or cut; what is changed is no longer what a source says."""
    new = {**item, **dict.fromkeys(_standing(item), ASSUMED)}
    for path, value in (change.set or {}).items():
        _put(new, path, value)
    for path, most in (change.at_most or {}).items():
        _put(new, path, _shorter(_value_at(item, path), most, path, alternative, over))
    return new if {**new, **_standing(item)} != item else item


def _standing(item: Item) -> Item:
    return {name: item[name] for name in ("source", "evidence") if name in item}


def _value_at(item: Item, path: str) -> Any:
    """The value at a path such as `validity.bad`, None where there is none."""
    value: Any = item
    for step in path.split("."):
        value = (value or {}).get(step)
    return value


def _put(item: Item, path: str, value: Any) -> None:
    """Replace the value at a path; the parts on the way are copied, not shared."""
    *way, last = path.split(".")
    for step in way:
        item[step] = dict(item.get(step) or {})
        item = item[step]
    item[last] = value


def _shorter(old: Any, most: int, path: str, alternative: Alternative, over: str) -> str:
    """A term cut to at most so many days; none at all means for ever."""
    if old is None:
        return duration_text(most)
    try:
        return duration_text(min(duration_of(old), most))
    except PydanticCustomError:
        problem = Problem(("at_most", path), f"`{path}` is no term that can be cut", "a term")
        raise _unfit(problem, alternative, over) from None


def _end(scheme: Scheme, after: int, first: date) -> date:
    """The last day, counted from the scheme's or the run's first, whichever is later."""
    last = later(max(scheme.starts, first), after) - timedelta(days=1)
    return min(last, scheme.ends) if scheme.ends else last


def _fit(
    data: Item, alternative: Alternative, vocabulary: Vocabulary, known: Sequence[Problem]
) -> Scheme:
    """The changed rules, checked anew; `known` is what did not fit before."""
    scheme, problems = fitted(Scheme, data)
    if scheme is not None:
        found = problems_of(scheme, vocabulary)
        problems = [problem for problem in found if problem not in known]
    if scheme is None or problems:
        raise _unfit(problems[0], alternative, str(data["scheme"]))
    return scheme


def _sources(sensors: SensorFile, alternative: Alternative) -> SensorFile:
    """The sources that see, as the alternative has them; who goes round keeps to its hours."""
    data: Item = sensors.model_dump(mode="json", by_alias=True)
    for change in alternative.changes:
        if change.part == "sensors":
            standing = [source for source in data["sources"] if not source.get("rounds")]
            for source in standing:
                for path, value in (change.set or {}).items():
                    _put(source, path, value)
            for name, factor in (change.times or {}).items():
                _multiply(standing, name, factor, alternative)
        elif change.part == "rounds":
            data["sources"] = [
                gone_round(source, change.set or {}) if source.get("rounds") else source
                for source in data["sources"]
            ]
    found, problems = fitted(SensorFile, data)
    if found is None:
        raise _unfit(problems[0], alternative, "the sources that see")
    return found


def _lending(lending: LendingFile, alternative: Alternative) -> LendingFile:
    """What is believed about lenders, as the alternative has it; nothing where nobody lends."""
    if not lending.lenders:
        return lending
    data: Item = lending.model_dump(mode="json", by_alias=True)
    for change in alternative.changes:
        if change.part == "lending":
            for path, value in (change.set or {}).items():
                _put(data, path, value)
            for path, most in (change.at_most or {}).items():
                short = _shorter(_value_at(data, path), most, path, alternative, "the lenders")
                _put(data, path, short)
    found, problems = fitted(LendingFile, data)
    if found is None:
        raise _unfit(problems[0], alternative, "the lenders")
    return found


def _multiply(sources: list[Item], name: str, factor: float, alternative: Alternative) -> None:
    numbers = [source for source in sources if isinstance(source.get(name), int | float)]
    if not numbers:
        known = [key for key, value in sources[0].items() if isinstance(value, int | float)]
        message = f"no source has a number `{name}`"
        problem = Problem(("times", name), message, "one of " + ", ".join(known))
        raise _unfit(problem, alternative, "the sources that see")
    for source in numbers:
        source[name] *= factor


def _unfit(problem: Problem, alternative: Alternative, over: str) -> SocialCreditError:
    at = ".".join(str(step) for step in problem.loc)
    return SocialCreditError(
        f"the alternative `{alternative.alternative}` does not fit {over}: {problem.message}",
        text=at,
        expected=problem.expected,
        hint="correct the alternative's file",
        meant=problem.meant,
    )
