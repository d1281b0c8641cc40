"""What crosses between residents and firms from one month to the next, and what that must do.

A crossing has a name, by which a scenario asks for it.

MUST   say in `language/model/crossings.py` whom its records are about and by which deed and source
       of their files they are filed, and here in `WHOM` a function that returns the subjects of
       this month's records, int64, one for each record.
       Whoever it is about is filed by the normal path: the record reaches the community by mail on
       the first day of the next month, waits for its source, and falls under the entries that name
       the deed.
MAY    read the state of both worlds as the month left it, and who owns which firm. What stood a
       month ago is in `Crossed`.
FREE   nothing where no scenario names it: no array, no draw, no bit of another number. Delivery,
       notice, dispute, repair; the state in the checkpoint; the twin; resume.

Nobody sees the other population within a month, and no crossing sees deeds.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.events import RIGHT
from socialcredit.engine.owners import NOBODY, owners_of
from socialcredit.engine.setup import Setup
from socialcredit.engine.world import Crossed, World
from socialcredit.language.model.crossings import CROSSINGS, Crossing, CrossingName
from socialcredit.stages.observation.sources import addressed


class Between(NamedTuple):
    """What a crossing may look at: who owns each firm, and who came on a black list this month."""

    owner: np.ndarray  # int64 (firms,) a resident, or NOBODY
    listed_residents: np.ndarray  # bool (residents,)
    listed_firms: np.ndarray  # bool (firms,)


def _firms_of_listed(between: Between) -> np.ndarray:
    """The firms whose owners came on a list."""
    owned = between.owner != NOBODY
    return np.flatnonzero(owned & between.listed_residents[between.owner])


def _owners_of_listed(between: Between) -> np.ndarray:
    """The owners of the firms that came on a list, once for each firm."""
    owner = between.owner[between.listed_firms]
    return owner[owner != NOBODY]


WHOM: Mapping[CrossingName, Callable[[Between], np.ndarray]] = {
    "listed-owners": _firms_of_listed,
    "listed-firms": _owners_of_listed,
}


def pass_on(setup: Setup, world: World, month: Month) -> None:
    """Put into both populations' mail what crosses at the end of a month."""
    firms, beside = world.beside, setup.beside
    if not setup.exchange or firms is None or beside is None:
        return
    before, now = world.crossed, Crossed(_listed(setup, world), _listed(beside, firms))
    between = Between(
        owners_of(setup, firms),
        (now.residents != 0) & (before.residents == 0),
        (now.firms != 0) & (before.firms == 0),
    )
    for name in setup.exchange:
        one = CROSSINGS[name]
        to, receiving = (setup, world) if one.to == "persons" else (beside, firms)
        letters = _letters(one, to, WHOM[name](between))
        receiving.post = np.concatenate([receiving.post, letters])
    world.crossed = now


def _listed(setup: Setup, world: World) -> np.ndarray:
    """Who is on a black list that is published: uint8 (subjects,)."""
    rules = [rule for scheme in setup.schemes for rule in scheme.lists]
    rows = [k for k, rule in enumerate(rules) if rule.colour == "black" and rule.published]
    until = world.standing.until
    if not rows or until.shape[1] < setup.residents:
        return np.zeros(setup.residents, np.uint8)
    return (until[rows] != 0).any(axis=0).astype(np.uint8)


def _letters(one: Crossing, to: Setup, whom: np.ndarray) -> np.ndarray:
    """Letters that name their subjects: int64 (letters, 7), see `observation.sources.deliver`."""
    whom = np.sort(whom)
    offset = to.communities.offset
    community = np.searchsorted(offset, whom, side="right") - 1
    nth = np.arange(len(whom)) - np.searchsorted(whom, whom)
    rows = np.zeros((len(whom), 7), np.int64)
    rows[:, 0], rows[:, 1] = community, whom - offset[community]
    rows[:, 2], rows[:, 3], rows[:, 4] = to.deed_numbers[one.deed], 1, 1
    rows[:, 5] = to.source_numbers[one.source]
    rows[:, 6] = [addressed(RIGHT, int(n)) for n in nth]
    return rows
