"""What crosses between residents and firms from one month to the next, and what that must do.

A crossing has a name, by which a scenario asks for it.

MUST   say in `language/model/crossings.py` whom its records are about and by which deed and source
       of their files they are filed, and here in `WHOM` a function that returns this month's
       records: whom each is about, of whom of the other population it comes, and its cause.
       Whoever it is about is filed by the normal path: the record reaches the community by mail on
       the first day of the next month, waits for its source, and falls under the entries that name
       the deed. What files nothing (`engine/closings.py`) happens to whom it is about.
MAY    read the state of both worlds as the month left it, and who owns which firm. What stood a
       month ago is in `Crossed`, what happened in the month in `Passing`.
FREE   nothing where no scenario names it: no array, no draw, no bit of another number. Delivery,
       notice, dispute, repair; the state in the checkpoint; the twin; resume.

Nobody sees the other population within a month, and no crossing sees deeds. The truth of a record
crosses with it: whoever is listed for what is not so is filed elsewhere for what is not so.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.events import CROSSED
from socialcredit.engine.closings import owners_lose
from socialcredit.engine.fan_out import count_fan_out
from socialcredit.engine.owners import NOBODY, owners_of
from socialcredit.engine.setup import Setup
from socialcredit.engine.told import tell_panel
from socialcredit.engine.world import Crossed, World
from socialcredit.language.model.crossings import CROSSINGS, Crossing, CrossingName
from socialcredit.stages.observation.sources import addressed

RECEIVED, SENT = range(2)  # `source` of an event CROSSED: by whose life it is told


class Between(NamedTuple):
    """What a crossing may look at: who owns each firm, and who came on a list that crosses.

    Of these 1 + the cause of what their listing rests on, of everybody else nought.
    """

    owner: np.ndarray  # int64 (firms,) a resident, or NOBODY
    residents: np.ndarray  # uint8 (residents,)
    firms: np.ndarray  # uint8 (firms,)


class Sent(NamedTuple):
    """Records on their way, in the order of whom they are about; int64 (records,) each."""

    whom: np.ndarray
    of: np.ndarray  # of the other population: whose listing it is
    cause: np.ndarray


def _firms_of_listed(between: Between) -> Sent:
    """The firms whose owners came on a list."""
    whom = np.flatnonzero((between.owner != NOBODY) & (between.residents[between.owner] != 0))
    of = between.owner[whom]
    return Sent(whom, of, between.residents[of].astype(np.int64) - 1)


def _owners_of_listed(between: Between) -> Sent:
    """The owners of the firms that came on a list, once for each firm."""
    of = np.flatnonzero((between.owner != NOBODY) & (between.firms != 0))
    of = of[np.argsort(between.owner[of], kind="stable")]
    return Sent(between.owner[of], of, between.firms[of].astype(np.int64) - 1)


WHOM: Mapping[CrossingName, Callable[[Between], Sent]] = {
    "listed-owners": _firms_of_listed,
    "listed-firms": _owners_of_listed,
}


def pass_on(setup: Setup, world: World, month: Month) -> None:
    """Put into both populations' mail what crosses at the end of a month."""
    firms, beside = world.beside, setup.beside
    if not setup.exchange or firms is None or beside is None:
        return
    owner, before = owners_of(setup, firms), world.crossed
    listed = (_listed(setup, world), _listed(beside, firms))
    between = Between(
        owner,
        np.where(before.residents == 0, listed[0], 0),
        np.where(before.firms == 0, listed[1], 0),
    )
    for told in setup.exchange:
        if told.crossing == "closings":
            owners_lose(setup, world, month)
            continue
        one = CROSSINGS[told.crossing]
        to, receiving = (setup, world) if one.to == "persons" else (beside, firms)
        sending = firms if one.to == "persons" else world
        sent = WHOM[told.crossing](between)
        receiving.post = np.concatenate([receiving.post, _letters(one, to, sent)])
        _tell(to, receiving, sent, month, to.deed_numbers[one.deed])
        from_whom = beside if one.to == "persons" else setup
        _tell(from_whom, sending, Sent(sent.of, sent.whom, sent.cause), month)
        if one.to == "persons":
            count_fan_out(setup, world, month, listed[1], one)
    world.crossed = Crossed(*listed, owner.astype(np.int32))


def _listed(setup: Setup, world: World) -> np.ndarray:
    """Who is on a list that crosses, as the month left it: uint8 (subjects,), see `Passing`."""
    told = world.passing.listed
    return told.copy() if len(setup.crosses) else np.zeros(setup.residents, np.uint8)


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


def _tell(setup: Setup, world: World, sent: Sent, month: Month, kind: int = -1) -> None:
    """Say it in the books of those of the panel whom it is about, or (no kind) of whom it comes."""
    tell_panel(
        setup, world, month, sent.whom, day=month.first_day + month.days - 1, what=CROSSED,
        kind=kind, source=SENT if kind < 0 else RECEIVED, entry=sent.of, cause=sent.cause,
    )  # fmt: skip
