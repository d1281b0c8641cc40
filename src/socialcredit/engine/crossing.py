"""What shards of residents and of firms tell each other at a month's end, so that things cross.

No shard holds anything of everybody of the other population, and letters grow with what happened:
with who came on a list, and which firm closed. A firm and its owner meet by a group of places and
the how-manieth adult of it the owner is (`engine/owners.py`): residents that came on a list say
which adults they are, firms find their own among those; and of a firm that was listed or closed,
the shard in which that adult lives answers who it is.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.columns import PANEL
from socialcredit.engine.closings import Closed, Person, closed_in, persons_at
from socialcredit.engine.fan_out import fan_out_in
from socialcredit.engine.owners import (
    NOBODY,
    Near,
    adults_near,
    adults_of,
    before_of,
    communities_of,
    near_of,
    now_of,
    ranks_of,
)
from socialcredit.engine.setup import Setup
from socialcredit.engine.world import NOTHING_CROSSED, Crossed, World
from socialcredit.language.model.crossings import CROSSINGS

LARGEST = 32  # bits of a rank
NONE_CLOSED = Closed(*np.zeros((len(Closed._fields), 0), np.int64))


class Came(NamedTuple):
    """Who came on a list of which the other population is told; int64 (n,) each.

    Of residents once for each group of whose adults one is; of firms, those that a resident owns.
    """

    group: np.ndarray
    rank: np.ndarray  # which adult of the group: of residents in the shard, as a shard says it
    number: np.ndarray  # the resident's, or the firm's
    cause: np.ndarray  # of what the listing rests on
    panel: np.ndarray  # PANEL where on the panel, or nought


class ToResidents(NamedTuple):
    """What shards of residents are asked first."""

    near: Near
    came: bool  # whether firms are told who came on a list
    deed: int  # whose live records fan out; -1: nobody asks


class ResidentsSay(NamedTuple):
    """What a shard of residents says first."""

    adults: np.ndarray  # int64 (groups,), see `owners.adults_near`
    came: Came
    fan_out: np.ndarray  # int64 (2, 4), see `fan_out.fan_out_in`


class ToFirms(NamedTuple):
    """What shards of firms are told."""

    near: Near
    adults: np.ndarray  # int64 (groups,) of all shards of residents
    came: Came  # of all of them, by group and rank of all
    key: tuple[int, int]  # of the draws of residents


class Hit(NamedTuple):
    """Firms whose owners came on a list, by their numbers; int64 (firms,) each."""

    firm: np.ndarray
    panel: np.ndarray
    owner: np.ndarray  # the resident's number
    cause: np.ndarray
    known: np.ndarray  # PANEL where the owner is on the panel, or nought


class FirmsSay(NamedTuple):
    """What a shard of firms says; that of several is one behind the other, but for the sum."""

    hit: Hit
    came: Came
    closed: Closed
    listed: np.ndarray  # int64 (2,) firms on a list that crosses, rightly and wrongly


class Owners(NamedTuple):
    """Whom a shard of residents is asked for: which adults of its own; int64 (n,) each."""

    near: Near
    group: np.ndarray
    rank: np.ndarray


class Said(NamedTuple):
    """All that shards of both said."""

    hit: Hit
    firms: FirmsSay
    listed: Person  # who owns each of `firms.came`
    losing: Person  # and each of `firms.closed`
    fan_out: np.ndarray


def all_say(residents: Any, firms: Any, names: Sequence[str], month: Month, hands: Any) -> Said:
    """Ask shards of residents, then of firms, then those of residents who the owners are.

    residents, firms  sides of the exchange, see `exchange.Side`
    """
    setup, many = residents.setup, len(residents.cut)
    near = near_of(setup, firms.setup)
    deed = setup.deed_numbers[CROSSINGS["listed-firms"].deed] if "listed-firms" in names else -1
    asked = ToResidents(near, "listed-owners" in names, deed)
    said = residents.shards.ask(residents_say, month, [asked] * many, hands)
    before = np.cumsum(
        [np.zeros(len(near.places), np.int64), *(one.adults for one in said)], axis=0
    )
    came = [_of_all(one.came, upto) for one, upto in zip(said, before, strict=False)]
    told = ToFirms(near, before[-1], _in_order(_joined(came)), setup.key)
    heard = firms.shards.ask(firms_say, month, [told] * len(firms.cut), hands)
    hit, listed, closed = (
        _joined([one[part] for one in heard]) for part in range(3)
    )  # fmt: skip
    asks = [np.concatenate([listed[column], closed[column]]) for column in (0, 1)]
    owner = _owners(residents, near, before, asks[0], asks[1], month, hands)
    end = len(listed.group)
    return Said(
        hit, FirmsSay(hit, listed, closed, np.sum([one.listed for one in heard], axis=0)),
        Person(*(column[:end] for column in owner)), Person(*(column[end:] for column in owner)),
        np.sum([one.fan_out for one in said], axis=0),
    )  # fmt: skip


def stood_before(setup: Setup, world: World) -> None:
    """Keep, before a shard lives a month, what is asked of the month before when it is over."""
    if setup.exchange:
        listed = _listed(setup, world)
        now = now_of(world) if setup.kind == "firms" else NOTHING_CROSSED[1:]
        world.crossed = Crossed(listed, *(column.copy() for column in now))


def residents_say(
    setup: Setup, world: World, month: Month, asked: ToResidents, hands: Any
) -> ResidentsSay:
    """What a shard of residents says when its month is over."""
    listed, whom = _listed(setup, world), np.zeros(0, np.int64)
    if asked.came:
        whom = np.flatnonzero((world.crossed.listed == 0) & (listed != 0))
    found = []
    for g in range(len(asked.near.places)):
        adults = adults_of(setup, asked.near, g) if len(whom) else whom
        rank = np.searchsorted(adults, whom)
        are = adults[np.minimum(rank, len(adults) - 1)] == whom if len(adults) else rank < 0
        rows, panel = whom[are], world.people.flags[whom[are]].astype(np.int64) & PANEL
        number, cause = rows + setup.here.start, listed[rows].astype(np.int64) - 1
        found.append(Came(np.full(len(rows), g), rank[are], number, cause, panel))
    fan_out = fan_out_in(setup, world, asked.deed) if asked.deed >= 0 else np.zeros((2, 4), int)
    return ResidentsSay(adults_near(setup, asked.near), _joined(found), fan_out)


def firms_say(setup: Setup, world: World, month: Month, told: ToFirms, hands: Any) -> FirmsSay:
    """What a shard of firms says then."""
    listed, here, of_residents = _listed(setup, world), setup.here, (told.key, *told[:2])
    rank = ranks_of(setup, now_of(world), *of_residents)
    group = told.near.group[setup.communities.place[communities_of(setup)]]
    flags = world.people.flags.astype(np.int64) & PANEL
    at, owns = _sought(told.came, group, rank)
    rows = np.flatnonzero(owns)
    their = Came(*(column[at[rows]] for column in told.came))
    hit = Hit(rows + here.start, flags[rows], their.number, their.cause, their.panel)
    rows = np.flatnonzero((world.crossed.listed == 0) & (listed != 0) & (rank != NOBODY))
    cause = listed[rows].astype(np.int64) - 1
    came = Came(group[rows], rank[rows], rows + here.start, cause, flags[rows])
    closed = NONE_CLOSED
    if setup.closes and setup.tells_closings:
        then = ranks_of(setup, before_of(world), *of_residents)
        closed = closed_in(setup, world, told.near.group, then)
    many = np.array([np.count_nonzero(listed == 1), np.count_nonzero(listed > 1)], np.int64)
    return FirmsSay(hit, came, closed, many)


def owners_say(setup: Setup, world: World, month: Month, asked: Owners, hands: Any) -> Person:
    """Who of a shard of residents these adults are."""
    rows = np.zeros(len(asked.group), np.int64)
    for g in np.unique(asked.group).tolist():
        mine = asked.group == g
        rows[mine] = adults_of(setup, asked.near, g)[asked.rank[mine]]
    return persons_at(setup, rows)


def _owners(
    residents: Any, near: Near, before: np.ndarray, group: np.ndarray, rank: np.ndarray,
    month: Month, hands: Any,
) -> Person:  # fmt: skip
    """Who these adults of all shards are; of shards in which none of them lives nothing is asked.

    before  int64 (shards + 1, groups) adults of each group in shards before
    """
    where = np.zeros(len(group), np.int64)
    for g in np.unique(group).tolist():
        mine = group == g
        where[mine] = np.searchsorted(before[1:, g], rank[mine], side="right")
    asked = [np.flatnonzero(where == k) for k in range(len(before) - 1)]
    asks = [
        Owners(near, group[rows], rank[rows] - before[k, group[rows]])
        for k, rows in enumerate(asked)
    ]
    owner = Person(*np.zeros((len(Person._fields), len(group)), np.int64))
    told = residents.shards.ask(owners_say, month, asks, hands) if len(group) else []
    for rows, answer in zip(asked, told, strict=False):
        for column, values in zip(owner, answer, strict=True):
            column[rows] = values
    return owner


def _listed(setup: Setup, world: World) -> np.ndarray:
    """Who is on a list that crosses, as the month left it: uint8 (subjects,), see `Passing`."""
    told = world.passing.listed
    return told.copy() if len(setup.crosses) else np.zeros(setup.residents, np.uint8)


def _of_all(came: Came, before: np.ndarray) -> Came:
    """The same with ranks among the adults of all shards."""
    return came._replace(rank=came.rank + before[came.group])


def _in_order(came: Came) -> Came:
    order = np.argsort(_place(came.group, came.rank), kind="stable")
    return Came(*(column[order] for column in came))


def _place(group: np.ndarray, rank: np.ndarray) -> np.ndarray:
    """One number of both, in the order of groups and then of ranks."""
    return group << LARGEST | rank


def _sought(came: Came, group: np.ndarray, rank: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which of those who came owns each firm: their row, int64 (firms,), and whether one does."""
    there, own = _place(came.group, came.rank), _place(group, np.maximum(rank, 0))
    at = np.minimum(np.searchsorted(there, own), max(len(there) - 1, 0))
    owns = (rank != NOBODY) & (there[at] == own) if len(there) else np.zeros(len(rank), bool)
    return at, owns


def _joined(letters: Sequence[Any]) -> Any:
    """What several shards say, one behind the other."""
    return type(letters[0])(*(np.concatenate(columns) for columns in zip(*letters, strict=True)))
