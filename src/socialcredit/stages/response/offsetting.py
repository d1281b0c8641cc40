"""Offsetting: cheap good deeds to make up for bad ones, or to reach a grade that pays.

Who has heard of a scheme, is scored by it and is under the mark (the start score, or the honour
grade within reach) makes an effort in proportion to the gap, the attention paid, the strength, and
the share of such deeds that one expects to be credited. That share starts at one and learns from
what was credited, of one's own deeds and of the community's: where nobody sees what is done for
points, people stop doing it. Good deeds so done are counted apart from those done anyway:
registered volunteering may multiply while helping does not.

Effort is one budget of hours. Deeds asked for are

    min(a x gap x attention, most) x pays,  and no more than  spare / hours of a deed in the mean

with the hours to spare by age and the mean over the kinds that draw one, by points an hour (see
`hours`). Of several schemes the one that asks most counts, since a good deed is done once, in
whichever files it counts; without a scheme that rewards such a deed here, it is nought. With all
hours of the year to spare, and a pull of points of nought, nobody counts hours: so it is shipped.

With each deed made up come `registers` entries in a roll of volunteers in whose name nobody does
anything. They take no hours and bring no points: they are only counted, apart from the deeds.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import EFFORT
from socialcredit.core.draws import philox, stream
from socialcredit.core.felt import credits_in
from socialcredit.core.jit import kernel
from socialcredit.stages.response.contract import (
    CERTAIN,
    CREDITED,
    TRIED,
    Mechanism,
    Rows,
    Surroundings,
    rounded,
    share_of,
)
from socialcredit.stages.response.hours import by_age, hours_a_deed

ROUNDED = stream("response.offsetting.rounded")
A_YEAR = 8760.0  # hours, of which nobody has more to spare
MOST_A_YEAR = 45.0  # what the byte of effort holds: 255 / 2048 a day are 45.4 a year


class Offsetting(NamedTuple):
    """Settings: good deeds more a year at a gap of 100 points; at most so many; reach in points."""

    strength: float = 0.0
    most: float = 24.0
    reach: float = 60.0
    learns: float = 0.2  # step of what one expects to be credited, by a deed of one's own
    hearsay: float = 0.12  # step a month by what the community's deeds were credited
    spare: tuple[float, ...] = (A_YEAR,) * 4  # hours a year for it, by age; see `hours.AGES`
    prefers: float = 0.0  # how far points an hour draw from one kind to another; 0 = not at all
    registers: float = 0.0  # entries in a roll, by deed made up, behind which nobody does anything


def monthly(
    settings: Offsetting,
    around: Surroundings,
    start: int,
    stop: int,
    rows: Rows,
    effort: np.ndarray,
    months: float,
) -> None:
    """Learn what made-up deeds are credited; add the daily rate of such deeds to `effort`."""
    if settings.strength == 0.0:
        return
    made_up, credited = around.news[:, TRIED], around.news[:, CREDITED]
    told = np.where(made_up > 0, np.minimum(credited / np.maximum(made_up, 1), 1.0), -1.0)
    expect(
        settings.learns, share_of(settings.hearsay, months), rows["pays"], rows["known"],
        around.effort, around.felt, around.days / EFFORT, told, around.community, around.slot,
        around.key, around.month, start, stop,
    )  # fmt: skip
    asked = np.zeros(stop - start)
    for s in np.flatnonzero(around.active):
        if not around.offers[s].any():
            continue
        honours = np.flatnonzero(around.honour[s])
        goal = int(around.bands[s, honours.max()]) if len(honours) else int(around.start_score[s])
        strive(
            settings.strength, settings.most, settings.reach * 100.0, goal,
            int(around.start_score[s]), around.people.attention, rows["known"], rows["pays"],
            around.score[s], around.subject[s], around.bit[s], around.offers[s], around.community,
            start, stop, asked,
        )  # fmt: skip
    if len(around.lures):
        hours = hours_a_deed(around, rows["known"], asked, start, stop)
        spare = by_age(settings.spare) / 365.0
        within(asked, hours, spare, around.people.age, start, stop)
    effort += asked


@kernel
def within(asked, hours, spare, age, start, stop):
    """Deeds a day asked of residents start .. stop-1, and no more than they have hours for.

    spare  float64 (256,), hours a day by age
    """
    for i in range(start, stop):
        at = i - start
        if asked[at] > 0.0 and hours[at] > 0.0:
            asked[at] = min(asked[at], spare[np.int64(age[i])] / hours[at])


def counts_hours(settings: Offsetting) -> float | None:
    """How far points an hour draw people; None where nobody counts hours."""
    bounded = bool((np.asarray(settings.spare) < A_YEAR).any())
    return settings.prefers if bounded or settings.prefers > 0.0 else None


@kernel
def expect(
    learns, heeds, pays, known, effort, felt, days, told, community, slot, key, month, start, stop
):
    """What residents start .. stop-1 expect to be credited of the deeds they make up.

    days  of the last month, per step of effort    told  float64 (communities,), -1 = nothing
    """
    for i in range(start, stop):
        if np.int64(known[i]) == 0:
            continue
        if np.int64(pays[i]) == 0:
            pays[i] = 255  # who has just heard takes the offer at its word
            continue
        at, tried = i - start, np.int64(effort[i]) * days
        share = learnt(learns, np.int64(pays[i]) / CERTAIN, tried, credits_in(np.int64(felt[i])))
        heard = told[community[at]]
        if heard >= 0.0:
            share += (heard - share) * heeds
        elif tried == 0.0:
            continue
        word = philox(slot[at], 0, month, ROUNDED, key[0], key[1])[0]
        pays[i] = rounded(min(share, 1.0), word)


@kernel
def learnt(learns, share, tried, credited):
    """A share after so many deeds expected to have been tried and so many credited.

    Each deed draws it a step to what became of that deed; unbiased also where the number tried is
    known on average only, and the same for a month as for its parts.
    """
    if tried == 0.0:
        return share
    kept = (1.0 - learns) ** tried
    return share * kept + credited / tried * (1.0 - kept)


@kernel
def strive(
    strength, most, reach, goal, par, attention, known, pays, score, subject, bit, offers,
    community, start, stop, asked,
):  # fmt: skip
    """Effort that one scheme asks of residents start .. stop-1, where no other asks for more."""
    for i in range(start, stop):
        at, c = i - start, community[i - start]
        knows = np.int64(known[i]) & np.int64(bit[c])
        if knows == 0 or subject[at] == 0 or offers[c] == 0:
            continue
        points = np.int64(score[i])
        gap = par - points if points < par else goal - points
        if gap <= 0 or (points >= par and gap > reach):
            continue
        year = strength * min(gap / 10000.0, 1.0) * 2.0 * attention[i] / CERTAIN
        year = min(year, most) * (np.int64(pays[i]) / CERTAIN)
        asked[at] = max(asked[at], year / 365.0)


MECHANISM = Mechanism(
    "offsetting",
    Offsetting,
    rows=("pays",),
    reads=("known",),
    monthly=monthly,
    hours=counts_hours,
    limits={
        "strength": (0.0, 1000.0),
        "most": (0.0, MOST_A_YEAR),
        "reach": (0.0, 1e6),
        "learns": (0.0, 1.0),
        "hearsay": (0.0, 1.0),
        "spare": (0.0, A_YEAR),
        "prefers": (0.0, 3.0),
        "registers": (0.0, 100.0),
    },
)
