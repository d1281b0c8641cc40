"""A scheme and what protest makes of it, as one file of dated rules whose day is left open.

What a scheme becomes is an alternative laid over it, like any other. Both stand in one scheme from
the first day of a run, the rules of the second behind those of the first, so that a record keeps
its rule's number and a list its people whichever holds, and whenever that turns. In a place in
which it has turned the rules are then those that a file would have had which said so from the day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import PurePath
from typing import Any, NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.alternative import Alternative
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.protest import Becomes, Protested
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.alternatives import COUNTED, overlaid
from socialcredit.language.resolve.paths import alternative_names
from socialcredit.language.resolve.written import Written, outcome_of

NEVER_COMES = date(9000, 1, 1)  # from this day on are the rules that do not hold in a place
BY_DAY = tuple(part for part in (*COUNTED, "conditions") if part != "bureau")


class Turns(NamedTuple):
    """What protest does to the schemes of a run, by their names; schemes that it leaves are absent.

    becomes  what each becomes, None for one that ends
    """

    becomes: Mapping[str, Scheme | None]

    def lived(self, schemes: Sequence[Scheme], day: date | None) -> tuple[Scheme, ...]:
        """The schemes where this came on a day; None: where it has not come."""
        return tuple(
            _lived(one, self.becomes[one.scheme], day) if one.scheme in self.becomes else one
            for one in schemes
        )


def turned_in(
    asked: Scenario, written: Written, schemes: Sequence[Scheme], beliefs: Beliefs
) -> dict[str, Scheme | None]:
    """What protest makes of the schemes of a scenario; the alternative as it was read with it."""
    if asked.protest is None:
        return {}
    told = written.scenario.protest
    same = told is not None and told.alternative == asked.protest.alternative
    outcome = written.outcome if same else outcome_of(asked)  # a change may name another
    return turned_by(asked.protest, schemes, outcome, beliefs, asked.starts)


def turned_by(
    asked: Protested, schemes: Sequence[Scheme], alternative: Alternative | None, beliefs: Beliefs,
    first: date,
) -> dict[str, Scheme | None]:  # fmt: skip
    """What protest makes of the schemes that it is about, by their names."""
    if asked.outcome == "nothing":
        return {}
    about = [one for one in schemes if asked.scheme in (None, one.scheme)]
    _refuse_unparted(about, beliefs)
    if alternative is None:
        return dict.fromkeys((one.scheme for one in about), None)
    there = {
        "sensors": True, "scheme": True, "lending": bool(beliefs.lending.lenders),
        "rounds": any(source.rounds for source in beliefs.sensors.sources),
    }  # fmt: skip
    for part in (change.part for change in alternative.changes if there.get(change.part)):
        raise _unfit(alternative, f"changes `{part}`, which no place has alone")
    found: dict[str, Scheme | None] = {}
    for one in about:
        other = overlaid(one, alternative, beliefs, first)
        if other.bureau != one.bureau:
            raise _unfit(alternative, "changes `bureau`, which lenders everywhere read")
        if other == one:
            raise _unfit(alternative, f"changes nothing of `{one.scheme}`")
        found[one.scheme] = other
    return found


def _refuse_unparted(schemes: Sequence[Scheme], beliefs: Beliefs) -> None:
    """Refuse what cannot end in one place and go on in another: what lenders or inspectors read."""
    rounds = [source.rounds for source in beliefs.sensors.sources if source.rounds]
    gone_by = {told.as_the_scheme_says for told in rounds}
    gone_by |= {told.graded_by[0] for told in rounds if told.graded_by}
    for one in schemes:
        lent = bool(one.bureau and beliefs.lending.lenders)
        if lent or one.scheme in gone_by:
            who = "lenders read its files" if lent else "a source goes round by its grades"
            raise SocialCreditError(
                f"protest cannot end `{one.scheme}` in one place alone: {who}, wherever they are",
                expected="outcome: nothing, or another scheme",
                hint="correct `protest` of the scenario",
            )


def _unfit(alternative: Alternative, what: str) -> SocialCreditError:
    return SocialCreditError(
        f"the alternative `{alternative.alternative}` {what}, and a scheme is to become it",
        text=f"becomes: {alternative.alternative}",
        expected="an alternative that changes rules of the scheme, or `outcome: ends`",
        hint="correct `protest` of the scenario",
    )


def as_plain(turned: Mapping[str, Scheme | None]) -> dict[str, Any]:
    """What protest makes of schemes, as plain values."""
    return {
        name: one and one.model_dump(mode="json", by_alias=True) for name, one in turned.items()
    }


def from_plain(told: Mapping[str, Any]) -> dict[str, Scheme | None]:
    """The same of plain values."""
    return {name: one and Scheme.model_validate(one) for name, one in told.items()}


def protest_by_name(told: Protested | None) -> Protested | None:
    """What protest does, with a name where there was a path to an alternative."""
    name = told and told.alternative
    if told is None or not name or name in alternative_names():
        return told
    return told.model_copy(update={"outcome": Becomes(becomes=PurePath(name).stem)})


def holds_nowhere(rule: Any) -> bool:
    """Whether a rule holds only where protest has come."""
    return bool(rule.since >= NEVER_COMES)


def _lived(scheme: Scheme, other: Scheme | None, day: date | None) -> Scheme:
    if other is None:
        if day is None:
            return scheme
        last = day - timedelta(days=1)
        return scheme.model_copy(update={"ends": min(last, scheme.ends or last)})
    parts = {part: _merged(getattr(scheme, part), getattr(other, part), day) for part in BY_DAY}
    names = {meter.meter for meter in scheme.meters}
    more = tuple(meter for meter in other.meters if meter.meter not in names)
    return scheme.model_copy(update={**parts, "meters": (*scheme.meters, *more)})


def _merged(old: Sequence[Any], new: Sequence[Any], day: date | None) -> tuple[Any, ...]:
    """The rules of a part: those of the first with their ends, then what the second has anew."""
    after = dict(_by_key(new))
    first, later = [], []
    for key, rule in _by_key(old):
        other = after.pop(key, None)
        if other == rule:
            first.append(rule)
            continue
        first.append(_until(rule, day, len(first)))
        if other is not None:
            later.append(other)
    dated = [_since(rule, new, day, n) for n, rule in enumerate([*later, *after.values()])]
    return (*first, *dated)


def _by_key(rules: Sequence[Any]) -> Iterator[tuple[tuple[str, date, int], Any]]:
    """Each rule with its name and day, and how many of the same stand before it."""
    seen: dict[tuple[str, date], int] = {}
    for rule in rules:
        name = _name(rule), rule.since
        seen[name] = seen.get(name, -1) + 1
        yield (*name, seen[name]), rule


def _name(rule: Any) -> str:
    return str(getattr(rule, "id", ""))


def _until(rule: Any, day: date | None, number: int) -> Any:
    """A rule that another replaces, or none, from a day on."""
    if day is None:
        return rule
    if rule.since >= day:
        return _never(rule, number)
    last = day - timedelta(days=1)
    return rule.model_copy(update={"until": min(last, rule.until or last)})


def _since(rule: Any, versions: Sequence[Any], day: date | None, number: int) -> Any:
    """A rule of the second scheme: from the day on if it holds then, or from its own day."""
    if day is None:
        return _never(rule, number)
    if rule.since > day:
        return rule
    past = [one for one in versions if _name(one) == _name(rule) and one.since <= day]
    over = rule.until is not None and rule.until < day
    if over or rule.since < max(one.since for one in past):
        return _never(rule, number)
    return rule.model_copy(update={"since": day})


def _never(rule: Any, number: int) -> Any:
    """A rule that keeps its place and never holds."""
    return rule.model_copy(update={"since": NEVER_COMES + timedelta(days=number), "until": None})
