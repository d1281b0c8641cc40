"""Whether what groups press for fits: their chances, their deeds, and the rules it is to join."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from socialcredit.core.errors import nearest
from socialcredit.language.check.scheme import Vocabulary, problems_of
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.lists import ListRule
from socialcredit.language.model.lobbying import Interest, LobbyingFile, Proposal
from socialcredit.language.model.provenance import Source
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc

LOBBIED = "lobbying"  # the source of a rule that was drawn
DRAWN = Source(
    title="Drawn before the run from who presses for what",
    where="assumption file `lobbying`", read="assumed",
)  # fmt: skip
AS_DRAWN = "what a group asks for is in doubt where it asks; here it is as it was drawn"
MOST_NAMED = 12


def problems_of_lobbying(file: LobbyingFile) -> Iterator[Problem]:
    """What does not agree within the file: chances, names of groups."""
    names = [one.group for one in file.groups]
    for at, group in enumerate(file.groups):
        if group.group in names[:at]:
            message = f"`{group.group}` stands twice"
            yield Problem(("groups", at, "group"), message, "another name")
        chance = file.chance(group)
        if chance > 1:
            message = f"resources of {group.resources:g} make a chance of {chance:g}, above 1"
            most = 1 / file.gain.factor if file.gain else 0.0
            expected = f"at most {most:.12g}, so that resources times gain stay within 0 and 1"
            yield Problem(("groups", at, "resources"), message, expected)
        if group.since and group.until and group.until < group.since:
            message = "the group stops before it begins"
            yield Problem(("groups", at, "until"), message, f"{group.since} or later")
    for at, one in enumerate(file.proposals):
        if one.by not in names:
            yield _unknown("group", ("proposals", at, "by"), one.by, names)


def problems_of_proposals(
    file: LobbyingFile, deeds: Collection[str], sources: Collection[str]
) -> Iterator[Problem]:
    """Proposals about deeds that nobody does, or seen by sources that there are not."""
    for at, one in enumerate(file.proposals):
        if one.deed not in deeds:
            yield _unknown("deed", ("proposals", at, "deed"), one.deed, deeds)
        for index, name in enumerate(one.seen_by):
            if name not in sources:
                yield _unknown("source", ("proposals", at, "seen_by", index), name, sources)


def problems_of_proposed(
    file: LobbyingFile, schemes: Mapping[str, Scheme], vocabulary: Vocabulary
) -> Iterator[Problem]:
    """What does not fit the schemes of a run, whichever of the proposals will be drawn."""
    groups = {group.group: group for group in file.groups}
    for at, one in enumerate(file.proposals):
        if one.scheme not in schemes:
            yield _unknown("scheme in the run", ("proposals", at, "scheme"), one.scheme, schemes)
            continue
        scheme = schemes[one.scheme]
        yield from _of_names(one, ("proposals", at), scheme)
        known = problems_of(scheme, vocabulary)
        with_it = with_proposal(scheme, one, groups[one.by], scheme.starts)
        for problem in problems_of(with_it, vocabulary):
            if problem.loc[:2] == ("entries", len(scheme.entries)):
                yield problem._replace(loc=("proposals", at, *problem.loc[2:]))
            elif problem not in known and problem.loc[:1] != ("lists",):
                yield problem._replace(loc=("proposals", at))


def _of_names(one: Proposal, loc: Loc, scheme: Scheme) -> Iterator[Problem]:
    """A name that the scheme has already, and a list that it has not, or that asks no records."""
    if one.proposal in {entry.id for entry in scheme.entries}:
        message = f"`{scheme.scheme}` has an entry `{one.proposal}` already"
        yield Problem((*loc, "proposal"), message, "a name of its own")
    if one.list is None:
        return
    rules = [rule for rule in scheme.lists if rule.list == one.list]
    by_records = dict.fromkeys(rule.list for rule in scheme.lists if rule.enter.records)
    if not rules:
        yield _unknown("list", (*loc, "list"), one.list, [rule.list for rule in scheme.lists])
    elif one.list not in by_records:
        message = f"`{one.list}` of `{scheme.scheme}` is not entered by records"
        expected = "to_grade: a grade that leads to it"
        if by_records:
            expected = f"one of {', '.join(by_records)}, or {expected}"
        yield Problem((*loc, "list"), message, expected)


def with_proposal(scheme: Scheme, one: Proposal, group: Interest, since: date) -> Scheme:
    """A scheme in whose catalogue a proposal stands from a day on, put in for the group."""
    entry = Entry(
        entry=one.proposal, deed=one.deed, title=one.title, points=one.points,
        to_grade=one.to_grade, seen_by=one.seen_by, since=since, source=LOBBIED, evidence="assumed",
        asked_by=group.title,
    )  # fmt: skip
    rest = {"valid_for": one.valid_for, "dimension": one.dimension, "held": AS_DRAWN}
    entry = entry.model_copy(update=rest)
    lists = widened(scheme.lists, one, since) if one.list else scheme.lists
    told = {"entries": (*scheme.entries, entry), "lists": lists}
    return scheme.model_copy(update={**told, "sources": {**scheme.sources, LOBBIED: DRAWN}})


def widened(rules: tuple[ListRule, ...], one: Proposal, since: date) -> tuple[ListRule, ...]:
    """Lists of which records of a proposal are a ground from a day on, in all later versions."""
    found: list[ListRule] = []
    for rule in rules:
        if rule.list != one.list or not rule.enter.records:
            found.append(rule)
        elif rule.since >= since:
            found.append(_with_ground(rule, one.proposal))
        else:
            found.append(rule)
            later = (r for r in rules if r.list == rule.list and rule.since < r.since <= since)
            if next(later, None) is None and (rule.until is None or rule.until >= since):
                found.append(_with_ground(rule, one.proposal).model_copy(update={"since": since}))
    return tuple(found)


def _with_ground(rule: ListRule, entry: str) -> ListRule:
    ground = rule.enter
    if ground.entry:
        wider = ground.model_copy(update={"entry": (*ground.entry, entry)})
    else:
        way = "count" if ground.count else "total"
        summed = getattr(ground, way)
        more = summed.model_copy(update={"of": (*summed.of, entry)})
        wider = ground.model_copy(update={way: more})
    return rule.model_copy(update={"enter": wider, "source": LOBBIED, "evidence": "assumed"})


def _unknown(what: str, loc: Loc, name: str, options: Collection[str]) -> Problem:
    known = list(options)
    shown = ", ".join(known[:MOST_NAMED]) + (", ..." if len(known) > MOST_NAMED else "")
    expected = f"one of {shown}" if known else "nothing: there is none"
    return Problem(loc, f"there is no {what} `{name}`", expected, nearest(name, known))
