"""The offices that decide disputes: how many they can, and whose turn it is.

An office is one for its place, which may lie in several shards. Each says how many disputes wait
there, by month of joining; what all say together decides how far the office gets; and each shard
finds out which of its communities that reaches.
"""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.columns import Communities
from socialcredit.core.kept import once
from socialcredit.engine.setup import Setup
from socialcredit.engine.spans import Span, rows_of, spans_of
from socialcredit.language.model.provenance import version_on
from socialcredit.language.model.scheme import Scheme
from socialcredit.month.offices import add_waiting, reach, take_up

MANY = 256  # months of offices of which it is kept how much they can decide


class Waiting(NamedTuple):
    """What a shard says: the disputes that wait in its places."""

    place: np.ndarray  # int64 (k,) each place of the shard once, rising
    disputes: np.ndarray  # int64 (k, schemes, months) by month of joining


class Reach(NamedTuple):
    """What a shard is told: how far the offices of its places get; int64 (k, schemes) each."""

    place: np.ndarray  # int64 (k,) as in `Waiting`
    cutoff: np.ndarray  # whoever joined before this month is taken up
    left: np.ndarray  # of those who joined in it, so many are
    waiting: np.ndarray  # so many joined in it, in the whole place
    before: np.ndarray  # and so many of these in shards before this one


def capacity(
    schemes: Sequence[Scheme], residents: int, first: date, number: int, turn: Fraction
) -> np.ndarray:
    """Disputes the office of a place can decide in month `number` of the run, by scheme; int64.

    What a month leaves of a whole case counts towards the months that follow, so that an office
    of few residents decides in the long run as many as its rate says. `turn`, from 0 to below 1,
    is what it begins with: places that differ in it do not all decide in the same month.
    """
    out = np.zeros(len(schemes), np.int64)
    for s, scheme in enumerate(schemes):
        rule = version_on(scheme.procedure, first)
        if rule.office is not None:
            many, of = rule.office.decisions.as_integer_ratio()  # fractions of whole numbers: quick
            many, of = many * residents * turn.denominator, of * rule.office.residents
            begins, of = turn.numerator * of, of * turn.denominator
            out[s] = (many * (number + 1) + begins) // of - (many * number + begins) // of
    return out


def capacities(
    setup: Setup, month: Month, rules: Callable[[int], Sequence[Scheme]]
) -> np.ndarray:  # fmt: skip
    """What the office of every place can decide this month: int64 (places, schemes).

    rules  the schemes that are in force in a place, handed its first community
    """
    places = len(setup.places)
    can = np.zeros((places, len(setup.schemes)), np.int64)
    for p, community, residents in _inhabited(setup.communities):
        can[p] = _capacity_at(rules(community), residents, month.first, month.number, p, places)
    return can


@once(MANY)
def _capacity_at(
    schemes: Sequence[Scheme], residents: int, first: date, number: int, place: int, places: int
) -> np.ndarray:
    return capacity(schemes, residents, first, number, Fraction(2 * place + 1, 2 * places))


@once(2)  # asked in every month of a run
def _inhabited(communities: Communities) -> list[tuple[int, int, int]]:
    """The places in which anybody lives: number, first community, and how many live there."""
    which, first, of = np.unique(communities.place, return_index=True, return_inverse=True)
    residents = np.zeros(len(which), np.int64)
    np.add.at(residents, of, np.diff(communities.offset))
    return list(zip(which.tolist(), first.tolist(), residents.tolist(), strict=True))


def waiting_in(setup: Setup, queue: np.ndarray) -> Waiting:
    """The disputes that wait in a shard.

    queue  int32 (communities of the shard, schemes, months), see `World`
    """
    spans = spans_of(setup)
    places = setup.once("rows of places", lambda: _rows_of_places(spans))
    disputes = np.zeros((len(places), *queue.shape[1:]), np.int64)
    for span in spans:
        add_waiting(queue[rows_of(setup, span)], disputes[places[span.place]])
    return Waiting(np.array([*places], np.int64), disputes)


def _rows_of_places(spans: Sequence[Span]) -> dict[int, int]:
    """The places of a shard in order, each once, and which row of theirs each has."""
    return {place: row for row, place in enumerate(sorted({span.place for span in spans}))}


def reached(letters: Sequence[Waiting], can: np.ndarray) -> list[Reach]:
    """How far the offices get, for each shard in the order of their communities.

    First in, first out by month of joining; of the last month that fits in part, in proportion.

    can  int64 (places, schemes), see `capacities`
    """
    whole = np.zeros((*can.shape, letters[0].disputes.shape[2]), np.int64)
    for letter in letters:
        whole[letter.place] += letter.disputes
    cutoff, left, waiting, before = np.zeros((4, *can.shape), np.int64)
    reach(whole, can, cutoff, left, waiting)
    told = []
    for letter in letters:
        p = letter.place
        told.append(Reach(p, cutoff[p], left[p], waiting[p], before[p]))
        if letter is not letters[-1]:  # nobody comes behind the last
            before[p] += _at(letter.disputes, cutoff[p])
    return told


def _at(by_month: np.ndarray, month: np.ndarray) -> np.ndarray:
    """What stands there at a month of each; nought behind the last of them."""
    places, schemes, months = by_month.shape
    inside = month < months
    place, scheme = np.arange(places)[:, None], np.arange(schemes)
    return np.where(inside, by_month[place, scheme, np.where(inside, month, 0)], 0)


def taken_up(setup: Setup, queue: np.ndarray, told: Reach) -> tuple[np.ndarray, np.ndarray]:
    """What the offices take up in a shard: cut-off and quota of each of its communities.

    The last month that fits in part is shared out in proportion by whole numbers. Both int64
    (communities of the shard, schemes).
    """
    cutoff, quota = np.empty((2, *queue.shape[:2]), np.int64)
    before = told.before.copy()
    for span in spans_of(setup):
        at, rows = int(np.searchsorted(told.place, span.place)), rows_of(setup, span)
        take_up(
            queue[rows], told.cutoff[at], told.left[at], told.waiting[at], before[at],
            cutoff[rows], quota[rows],
        )  # fmt: skip
    return cutoff, quota
