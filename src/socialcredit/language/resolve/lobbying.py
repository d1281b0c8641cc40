"""Lobbying before the run: who gets which line into which catalogue, drawn by the run's seed.

Each 1 January after the first day, each group puts forward the next proposal of its list that it
has not got yet. It is accepted with the chance resources x gain and holds from that day. Each
decision has a draw of its own, by the seed, the group and the year, so that neither another group
nor a further year moves it. What was accepted becomes dated entries, and the run has no other rules
than those: nobody proposes while it goes on.

All of it is assumed: no figure was found of who proposed what, and how often it was accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import comb, fsum
from typing import NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check.lobbying import problems_of_proposed, with_proposal
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.lobbying import Interest, LobbyingFile, Proposal
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.change import change_of
from socialcredit.language.resolve.drawing import quantile
from socialcredit.language.resolve.overrides import apply_sets
from socialcredit.language.resolve.vocabulary import vocabulary_of

STREAM = "lobbying"
DECIDING = ("seed", "from", "to", "warm_up")  # what of a scenario the draw rests on


class Round(NamedTuple):
    """A proposal that was put forward on a day, with which chance, and whether it was accepted."""

    group: Interest
    proposal: Proposal
    day: date
    chance: float
    accepted: bool


def rounds(
    file: LobbyingFile, schemes: Sequence[Scheme], first: date, last: date, seed: int
) -> list[Round]:
    """Every proposal that is put forward between two days, by year and then by group.

    A group rests in years in which the scheme of what is next on its list is not in force.
    """
    found, named = [], _by_name(schemes)
    for group in file.groups:
        waiting = list(file.of(group))
        for day in _days(group, first, last):
            if not waiting:
                break
            if not _in_force(named.get(waiting[0].scheme), day):
                continue
            drawn = quantile(f"{STREAM}.{group.group}.{day.year}", seed, 0)
            accepted = drawn < file.chance(group)
            found.append(Round(group, waiting[0], day, file.chance(group), accepted))
            if accepted:
                waiting.pop(0)
    return sorted(found, key=lambda one: one.day)


def _in_force(scheme: Scheme | None, day: date) -> bool:
    return scheme is not None and scheme.starts < day <= (scheme.ends or day)


def _days(group: Interest, first: date, last: date) -> list[date]:
    """The days on which a group proposes: each 1 January after the first day, as long as it is."""
    every = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    since, until = group.since or first, group.until or last
    return [day for day in every if since <= day <= until]


def rounds_of(
    beliefs: Beliefs, schemes: Sequence[Scheme], scenario: Scenario, seed: int | None = None
) -> list[Round]:
    """The same of a scenario, by its own seed if no other is given."""
    first, last = scenario.lived_since, scenario.ends
    chosen = scenario.seed if seed is None else seed
    return rounds(beliefs.lobbying, schemes, first, last, chosen)


def _by_name(schemes: Sequence[Scheme]) -> dict[str, Scheme]:
    """Schemes as proposals name them: a body of a divided one by the whole."""
    return {scheme.voice: scheme for scheme in schemes} | {one.scheme: one for one in schemes}


def lobbied(
    scenario: Scenario, schemes: dict[str, Scheme], beliefs: Beliefs, sets: Sequence[str],
    seed: int | None,
) -> dict[str, Scheme]:  # fmt: skip
    """The schemes with what groups got into them, before any alternative is laid over them.

    sets  changes that will be made after the alternatives; those on which the draw rests are heeded
    seed  in place of the scenario's
    """
    if not beliefs.lobbying.groups:
        return schemes
    deciding = [one for one in sets if _decides(change_of(one).path)]
    asked, _, told = apply_sets(scenario, schemes, beliefs, deciding)
    words = vocabulary_of(told)
    for problem in problems_of_proposed(told.lobbying, schemes, words):
        at = ".".join(str(step) for step in ("assumptions", "lobbying", *problem.loc))
        raise SocialCreditError(
            problem.message, text=at, expected=problem.expected, meant=problem.meant,
            hint="correct the change, or what the file of lobbying proposes",
        )  # fmt: skip
    grown = dict(schemes)
    for one in rounds_of(told, list(schemes.values()), asked, seed):
        if one.accepted:
            name = one.proposal.scheme
            grown[name] = with_proposal(grown[name], one.proposal, one.group, one.day)
    return grown


def _decides(path: Sequence[str]) -> bool:
    if path[0] == "assumptions":
        return path[1:2] in (["lobbying"], ["*"])
    return path[0] in DECIDING


def expected(
    file: LobbyingFile, schemes: Sequence[Scheme], first: date, last: date
) -> dict[str, float]:
    """How probable it is that each proposal is accepted before the end, by its name.

    The k-th of a list comes where at least k of the group's rounds go its way (binomial). As long
    as no list is at its end, these add up to the chances of all rounds.
    """
    found, named = {}, _by_name(schemes)
    for group in file.groups:
        chance, own = file.chance(group), file.of(group)
        days = _days(group, first, last)
        for at, one in enumerate(own):
            held = [day for day in days if _in_force(named.get(one.scheme), day)]
            found[one.proposal] = _at_least(at + 1, len(held), chance)
    return found


def _at_least(count: int, trials: int, chance: float) -> float:
    """The chance of at least so many successes."""
    below = (
        comb(trials, k) * chance**k * (1.0 - chance) ** (trials - k)
        for k in range(min(count, trials + 1))
    )
    return max(0.0, 1.0 - fsum(below))
