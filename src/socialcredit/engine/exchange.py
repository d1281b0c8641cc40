"""What crosses between residents and firms from one month to the next, and what that must do.

A crossing has a name, by which a scenario asks for it.

MUST   say in `language/model/crossings.py` whom its records are about and by which deed and source
       of their files they are filed, and here in `WHOM` a function that returns this month's
       records: whom each is about, of whom of the other population it comes, and its cause.
       Whoever it is about is filed by the normal path: the record reaches the community by mail on
       the first day of the next month, waits for its source, and falls under the entries that name
       the deed. What files nothing (`engine/closings.py`) happens to whom it is about.
MAY    read the state of both worlds as the month left it, and who owns which firm, as their shards
       tell it (`engine/crossing.py`). What stood a month ago is in `Crossed`, what happened in the
       month in `Passing`.
FREE   nothing where no scenario names it: no array, no draw, no bit of another number. Delivery,
       notice, dispute, repair; the state in the checkpoint; the twin; resume.

Nobody sees the other population within a month, and no crossing sees deeds. The truth of a record
crosses with it: whoever is listed for what is not so is filed elsewhere for what is not so.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.events import CROSSED
from socialcredit.engine.closings import Person, owners_lose
from socialcredit.engine.collect import Collected
from socialcredit.engine.crossing import FirmsSay, Hit, all_say
from socialcredit.engine.fan_out import fan_out_told
from socialcredit.engine.setup import Setup
from socialcredit.engine.shard import Shard
from socialcredit.engine.told import tell_panel
from socialcredit.engine.whole import InMemory, Shards
from socialcredit.engine.world import World
from socialcredit.language.model.crossings import CROSSINGS, Crossing, CrossingName
from socialcredit.stages.observation.sources import addressed

RECEIVED, SENT = range(2)  # `source` of an event CROSSED: by whose life it is told


class Side(Protocol):
    """One of the two populations: a world in shards, as `whole.Whole` is one."""

    number: int
    setup: Setup
    cut: Sequence[Shard]
    shards: Shards
    post: np.ndarray
    collected: Collected


class Between(NamedTuple):
    """What shards tell of both: firms of listed owners, listed firms, and who owns these."""

    hit: Hit
    firms: FirmsSay
    owner: Person  # of each listed firm


class Sent(NamedTuple):
    """Records on their way, in the order of whom they are about; int64 (records,) each."""

    whom: np.ndarray
    of: np.ndarray  # of the other population: whose listing it is
    cause: np.ndarray
    watched: np.ndarray  # not nought where whom it is about is on the panel
    known: np.ndarray  # the same of whom it comes from


def _firms_of_listed(between: Between) -> Sent:
    """The firms whose owners came on a list."""
    hit = between.hit
    return Sent(hit.firm, hit.owner, hit.cause, hit.panel, hit.known)


def _owners_of_listed(between: Between) -> Sent:
    """The owners of the firms that came on a list, once for each firm."""
    came, owner = between.firms.came, between.owner
    order = np.argsort(owner.number, kind="stable")
    every = Sent(owner.number, came.number, came.cause, owner.panel, came.panel)
    return Sent(*(column[order] for column in every))


WHOM: Mapping[CrossingName, Callable[[Between], Sent]] = {
    "listed-owners": _firms_of_listed,
    "listed-firms": _owners_of_listed,
}


def cross(residents: Side, firms: Side, month: Month, hands: Any) -> None:
    """Put into both populations' mail what crosses at the end of a month.

    hands  what whoever visits a shard works with, see `whole.Hands`
    """
    setup, number = residents.setup, residents.number
    names = [told.crossing for told in setup.exchange]
    if not names:
        return
    said = all_say(residents, firms, names, month, hands)
    between = Between(said.hit, said.firms, said.listed)
    for name in names:
        if name == "closings":
            closed = said.firms.closed
            owners_lose(setup, residents.collected, number, month, closed, said.losing)
            continue
        one = CROSSINGS[name]
        to, of = (residents, firms) if one.to == "persons" else (firms, residents)
        sent = WHOM[name](between)
        to.post = np.concatenate([to.post, _letters(one, to.setup, sent)])
        _tell(to, sent, month, to.setup.deed_numbers[one.deed])
        _tell(of, Sent(sent.of, sent.whom, sent.cause, sent.known, sent.watched), month)
        if one.to == "persons" and month.number >= setup.lead:
            rows = fan_out_told(setup, number, month, said.firms.listed, said.fan_out)
            residents.collected.blocks["fan_out"].append(rows)


class Alone:
    """A population that is one shard and lies in memory, as a side of the exchange."""

    def __init__(self, setup: Setup, world: World) -> None:
        self.number, self.setup = world.number, setup
        self.cut: Sequence[Shard] = [setup.here]
        self.shards: Shards = InMemory([(setup, world)])
        self.post, self.collected = world.post, world.collected


def pass_on(setup: Setup, world: World, month: Month) -> None:
    """Put into both populations' mail what crosses, where each of them is one shard in memory."""
    beside, firms = setup.beside, world.beside
    if not setup.exchange or firms is None or beside is None:
        return
    one, other = Alone(setup, world), Alone(beside, firms)
    cross(one, other, month, None)
    world.post, firms.post = one.post, other.post


def _letters(one: Crossing, to: Setup, sent: Sent) -> np.ndarray:
    """Letters that name their subjects: int64 (letters, 7), see `observation.sources.deliver`."""
    whom, offset = sent.whom, to.communities.offset
    community = np.searchsorted(offset, whom, side="right") - 1
    nth = np.arange(len(whom)) - np.searchsorted(whom, whom)
    rows = np.zeros((len(whom), 7), np.int64)
    rows[:, 0], rows[:, 1] = community, whom - offset[community]
    rows[:, 2], rows[:, 3], rows[:, 4] = to.deed_numbers[one.deed], 1, 1
    rows[:, 5] = to.source_numbers[one.source]
    causes = zip(sent.cause.tolist(), nth.tolist(), strict=True)
    rows[:, 6] = [addressed(cause, n) for cause, n in causes]
    return rows


def _tell(side: Side, sent: Sent, month: Month, kind: int = -1) -> None:
    """Say it in the books of those of the panel whom it is about, or (no kind) of whom it comes."""
    tell_panel(
        side.setup, side.collected, month, sent.whom, sent.watched,
        day=month.first_day + month.days - 1, what=CROSSED, kind=kind,
        source=SENT if kind < 0 else RECEIVED, entry=sent.of, cause=sent.cause,
    )  # fmt: skip
