"""What the rules of a scheme say by themselves of a condition, whoever lives under them.

Nothing here comes out of a run: it is counted in the scheme's own file, as the assessment lived it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from socialcredit.core.text import counted
from socialcredit.language.model.art5 import Reads
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.consequences import Consequence
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.quantities import duration_text

AGAINST = ("refuse", "dearer", "inspect", "surcharge", "shown", "incapacitate", "sign")
FOR = ("priority",)
MANY = 6  # names of one kind that a sentence lists

Sentence = tuple[bool, str]  # whether the rules show it, and what they say


class Reading(NamedTuple):
    """Whether the rules of a scheme show it, and in words what they say."""

    scheme: str
    shown: bool
    says: str


def read_off(what: Reads, schemes: Sequence[Scheme], beliefs: Beliefs) -> list[Reading]:
    """What the rules of each of these schemes say of it; none of those that rate businesses."""
    of_persons = [scheme for scheme in schemes if scheme.kind == "persons"]
    return [Reading(one.scheme, *READS[what](one, beliefs)) for one in of_persons]


def _grades(scheme: Scheme, _: Beliefs) -> Sentence:
    last, score = scheme.grades[-1], scheme.score[-1]
    names = ", ".join(str(name).replace("-", " ") for name in last.names)
    if score.codes:
        return True, f"It keeps codes on persons, and grades them: {names}."
    points = f"a score that starts at {float(score.start):g}"
    return True, f"It gives each person {points}, and one of {len(last.names)} grades: {names}."


def _over_time(scheme: Scheme, _: Beliefs) -> Sentence:
    kinds = {entry.deed for entry in scheme.entries}
    sources = {source for entry in scheme.entries for source in entry.seen_by}
    terms = [entry.valid_for for entry in scheme.entries if entry.valid_for]
    terms += [one.validity.bad for one in scheme.procedure if one.validity.bad]
    lasting = f" A record counts for up to {duration_text(max(terms))}." if terms else ""
    reckoned = scheme.score[-1].reckoned
    said = (
        f"It observes persons all the time from {scheme.starts} on, and reckons {reckoned}: "
        f"{counted(len(kinds), 'kind')} of deed from {counted(len(sources), 'source')} feed one "
        f"standing.{lasting}"
    )
    return len(scheme.entries) > 0, said


def _behaviour(scheme: Scheme, beliefs: Beliefs) -> Sentence:
    kinds = {deed.deed: deed for deed in beliefs.deeds.deeds}
    domains = {one.domain: one.title for one in beliefs.domains.domains}
    named = [kinds[entry.deed] for entry in scheme.entries if entry.deed in kinds]
    where = dict.fromkeys(str(domains.get(deed.domain) or deed.domain) for deed in named)
    elsewhere = [entry for entry in scheme.entries if entry.elsewhere is not None]
    parts = [
        f"Its rules name {counted(len({deed.deed for deed in named}), 'kind')} of what people do, "
        f"in {counted(len(where), 'part')} of life ({_some(where)})."
    ]
    if elsewhere:
        parts.append(f"{counted(len(elsewhere), 'rule')} take over what another body says.")
    by = scheme.score[-1].start_by
    if by:
        parts.append(f"The start differs by a known characteristic: {_some(by)}.")
    return bool(named or elsewhere or by), " ".join(parts)


def _some(names: Iterable[str]) -> str:
    told = [str(name).replace("-", " ").lower() for name in names]
    more = f" and {len(told) - MANY} more" if len(told) > MANY else ""
    return ", ".join(told[:MANY]) + more


def _consequences(scheme: Scheme, _: Beliefs) -> Sentence:
    bad = [one for one in scheme.consequences if one.effect in AGAINST or _takes(one)]
    lists = [one for one in scheme.lists if one.colour != "red"]
    if not bad and not lists:
        return False, "No rule of it closes a door, takes a sum or lists anybody."
    verb = "is" if len(bad) == 1 else "are"
    doors = f"{counted(len(bad), 'rule')} of {len(scheme.consequences)} on consequences {verb} "
    listed = f" It has {counted(len(lists), 'list')} against people." if lists else ""
    return True, f"{doors}against people: {_some(one.consequence for one in bad)}.{listed}"


def _takes(one: Consequence) -> bool:
    return any(money is not None and money < 0 for money in (one.money, one.money_per_point))


def _rewards(scheme: Scheme, _: Beliefs) -> Sentence:
    good = [one for one in scheme.consequences if one.effect in FOR or _gives(one)]
    if not good:
        return False, "No rule of it gives anybody an advantage."
    words = _some(one.consequence for one in good)
    return True, (
        f"{counted(len(good), 'rule gives', 'rules give')} an advantage to some: {words}. "
        "Whoever has none comes after them, or pays what they do not."
    )


def _gives(one: Consequence) -> bool:
    return any(money is not None and money > 0 for money in (one.money, one.money_per_point))


READS: dict[Reads, Callable[[Scheme, Beliefs], Sentence]] = {
    "grades": _grades, "over-time": _over_time, "behaviour": _behaviour,
    "consequences": _consequences, "rewards": _rewards,
}  # fmt: skip
