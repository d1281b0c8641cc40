"""Which population of a run a change `PATH=VALUE` is about: residents, firms, both, or the whole.

`assumptions` are the residents', `firm_assumptions` the firms', and a scheme is of whoever has one
of that name; what the scenario says of everybody is changed for both alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.beliefs import names_in
from socialcredit.language.resolve.asked import Whole
from socialcredit.language.resolve.change import change_of
from socialcredit.language.resolve.overrides import apply_sets
from socialcredit.language.resolve.sides import PREFIX
from socialcredit.language.resolve.spots import STAR
from socialcredit.language.resolve.written import Written

OF_FIRMS = ("firms", "sectors")
OF_NEITHER = ("exchange",)


class Routed(NamedTuple):
    """Changes by whom they are about; the paths of firms as they lead through their own inputs."""

    residents: tuple[str, ...]
    firms: tuple[str, ...]
    whole: tuple[str, ...]


def routed(residents: Whole, firms: Whole, changes: Sequence[str]) -> Routed:
    """The changes of each part of a run, in the order in which they were asked for."""
    parts = Routed((), (), ())
    for one in changes:
        found = _parts_of(residents, firms, one)
        parts = Routed(*(had + part for had, part in zip(parts, found, strict=True)))
    return parts


def _parts_of(residents: Whole, firms: Whole, change: str) -> Routed:
    path = change_of(change).path
    group, rest = path[0], path[1:]
    if group in OF_NEITHER:
        return Routed((), (), (change,))
    if group == f"{PREFIX}assumptions":
        return Routed((), (change.strip().removeprefix(PREFIX),), ())
    if group in OF_FIRMS:
        return Routed((), (change,), ())
    if group in ("assumptions", "people"):
        return Routed((change,), (), ())
    mine, theirs = True, True
    if group == "schemes" and rest[:1] == [STAR]:
        mine, theirs = _leads(residents, change), _leads(firms, change)
    elif group == "schemes":
        mine, theirs = (bool({*rest[:1]} & {*part.schemes}) for part in (residents, firms))
    elif group == "responses" and rest[:1] != [STAR]:
        mine, theirs = (
            bool({*rest[:1]} & {*names_in(part.beliefs.behaviour)}) for part in (residents, firms)
        )
    mine = mine or not theirs  # where nobody has such a thing, it is said in the residents' words
    return Routed((change,) if mine else (), (change,) if theirs else (), ())


def changed_in(written: Written, changes: Sequence[str]) -> tuple[Whole, ...]:
    """What is written with these changes made and checked, of each population."""
    if written.beside is None:
        return (_made(written.whole, changes),)
    found = routed(written.whole, written.beside.whole, changes)
    residents = _made(written.whole, found.residents)
    try:
        return residents, _made(written.beside.whole, found.firms)
    except SocialCreditError as error:
        raise told_of_firms(error) from None


def _made(whole: Whole, changes: Sequence[str]) -> Whole:
    return Whole(*apply_sets(*whole, changes))


def _leads(part: Whole, change: str) -> bool:
    try:
        apply_sets(*part, [change])
    except SocialCreditError:
        return False
    return True


def told_of_firms(error: SocialCreditError) -> SocialCreditError:
    """What is wrong with a change of firms, by the path that was typed."""
    for name in ("message", "text", "where", "expected", "hint", "meant"):
        told = getattr(error, name)
        if isinstance(told, str):
            words = told.replace(f"{PREFIX}assumptions.", "assumptions.")
            setattr(error, name, words.replace("assumptions.", f"{PREFIX}assumptions."))
    return error
