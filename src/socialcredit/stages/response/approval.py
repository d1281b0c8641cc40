"""Approval: what people think of being scored, and what moves it.

How far somebody approves is a number on a scale of log-odds, in steps of a sixteenth; whoever is at
nought or above approves. At first it is what the group would say, by age, income, town and
schooling, and a logistic draw of one's own, so that the share who approve is the one of a survey:
of people composed as those asked were (`of_age`, `of_town`, `of_school`), `level` do. That older,
richer, schooled and urban people approve more is known, by how much is not.

From there a -= w1 wrongly treated, a += w2 explained, a += w3 put right, a -= w4 heard of harms,
and it goes back by a share a month. Wrongly treated is whoever gets word of a record of what was
not done, or whose objection an office turns down all the same: people know themselves what they
did. Word of a record that is right explains a deduction. Whoever was wronged tells others of the
community; heard in full is what a survey's text tells. Children have no opinion here.

Approval moves no deed: no direct path from trust to compliance stands in data over time.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import URBAN
from socialcredit.core.draws import fill_first, stream
from socialcredit.core.felt import EXPLAINED, MOST_TREATED, PUT_RIGHT, WRONGED, treated_so
from socialcredit.core.jit import kernel
from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.response.contract import (
    WORDS,
    Mechanism,
    Rows,
    Surroundings,
    share_of,
)

ADULT = 18
STEPS = 16.0  # of a byte in one of log-odds
APPROVES = 128  # the step from which on somebody approves
BANDS, FIFTHS, TOWNS, SCHOOLS = 3, 5, 2, 5  # ages 18 to 39, to 59, older
MANY = 1 << 16  # draws that are told apart
NOISE = np.log((np.arange(MANY) + 0.5) / (MANY - np.arange(MANY) - 0.5))
AT_FIRST = stream("response.approval.at-first")
ROUNDED = stream("response.approval.rounded")


class Approval(NamedTuple):
    """Settings; log-odds unless said otherwise."""

    strength: float = 0.0  # multiplies the four moves; 0 = neutral
    level: float = 0.5  # share of those asked who approve, before anything happens
    older: float = 0.0  # more at the next age band
    richer: float = 0.0  # more at the next fifth of income
    urban: float = 0.0  # more in town
    schooled: float = 0.0  # more at the next level of schooling
    of_age: tuple[float, ...] = (1 / 3, 1 / 3, 1 / 3)  # shares of those asked: 18 to 39, to 59, 60+
    of_town: float = 0.5  # share of those asked who live in town
    of_school: tuple[float, ...] = (0.2, 0.2, 0.2, 0.2, 0.2)  # shares of those asked, from none
    wronged: float = 0.0  # less for each wrong treatment
    explained: float = 0.0  # more for each word of a record that is right
    put_right: float = 0.0  # more for each record put right after an objection
    heard: float = 0.0  # less for hearing of harms in full
    tells: float = 0.0  # people whom somebody wronged tells in full
    fades: float = 0.0  # share of the way back to what one thought at first, a month


def leaning(settings: Approval) -> np.ndarray:
    """Log-odds to approve at first; float64 (3 age bands, 5 fifths, 2 towns, 5 schoolings)."""
    asked = settings._replace(of_age=tuple(settings.of_age), of_school=tuple(settings.of_school))
    return _leaning(asked)


@lru_cache(maxsize=4)
def _leaning(settings: Approval) -> np.ndarray:
    """The same, read-only and kept for the next communities: the search takes milliseconds."""
    band, fifth, town, school = np.indices((BANDS, FIFTHS, TOWNS, SCHOOLS))
    by_group = (settings.older * band + settings.richer * fifth
                + settings.urban * town + settings.schooled * school)  # fmt: skip
    weight = composition(settings)
    low, high = -60.0, 60.0
    for _ in range(100):
        middle = (low + high) / 2
        if (weight / (1.0 + np.exp(-middle - by_group))).sum() < settings.level:
            low = middle
        else:
            high = middle
    found = np.asarray(by_group + (low + high) / 2, float)
    found.flags.writeable = False
    return found


def composition(settings: Approval) -> np.ndarray:
    """Shares of those asked by group, of independent marginals; sums to one; as `leaning`."""
    town = (1.0 - settings.of_town, settings.of_town)
    parts = (settings.of_age, np.ones(FIFTHS), town, settings.of_school)
    shares = (np.asarray(part, float) / np.sum(part) for part in parts)
    return np.einsum("a,b,c,d->abcd", *shares)


def monthly(
    settings: Approval,
    around: Surroundings,
    start: int,
    stop: int,
    rows: Rows,
    effort: np.ndarray,
    months: float,
) -> None:
    """What residents start .. stop-1 think after the month; at first what their group would say."""
    wrongs = np.bincount(
        around.community, around.treated[start:stop] & MOST_TREATED, len(around.size)
    )
    dose = np.minimum(settings.tells * wrongs / np.maximum(around.size, 1), 1.0)
    moves = STEPS * settings.strength * np.array(
        [-settings.wronged, settings.explained, settings.put_right]
    )  # fmt: skip
    people = around.people
    think(
        rows["approval"], around.treated, people.age, people.fifth, people.flags,
        people.role_education, leaning(settings), NOISE, moves,
        -STEPS * settings.strength * settings.heard * dose, around.community, around.slot,
        around.key, around.month, share_of(settings.fades, months),
        np.zeros((2, COMMUNITY), np.uint32), start, stop,
    )  # fmt: skip


@kernel
def think(
    approval, treated, age, fifth, flags, role_education, leaning, noise, moves, heard, community,
    slot, key, month, back, words, start, stop,
):  # fmt: skip
    """Approval of residents start .. stop-1, each moved by what happened and some of the way back.

    leaning  float64 (3, 5, 2, 5), log-odds at first    noise  float64 (MANY,), of one's own
    moves    float64 (3,), steps by wrong treatment, explanation and record put right
    heard    float64 (communities,), steps by what was heard of harms
    words    uint32 (2, COMMUNITY), room: draws of as many at a time take a third of the time
    """
    for i in range(start, stop):
        years, at = np.int64(age[i]), i - start
        n = at % COMMUNITY
        if n == 0:
            many = min(COMMUNITY, stop - i)
            fill_first(words[0], slot[at:], many, 0, AT_FIRST, key[0], key[1])
            fill_first(words[1], slot[at:], many, month, ROUNDED, key[0], key[1])
        if years < ADULT:
            continue
        band = 0 if years < 40 else (1 if years < 60 else 2)
        town = 1 if np.int64(flags[i]) & URBAN else 0
        school = np.int64(role_education[i]) & 7
        lean = leaning[band, np.int64(fifth[i]), town, school]
        first = APPROVES + np.floor(STEPS * (lean + noise[np.int64(words[0, n]) >> 16]))
        first = min(max(first, 1.0), 255.0)
        now = np.float64(approval[i]) if np.int64(approval[i]) else first
        way = np.int64(treated[i])
        if way:
            now += moves[0] * treated_so(way, WRONGED) + moves[1] * treated_so(way, EXPLAINED)
            now += moves[2] * treated_so(way, PUT_RIGHT) + heard[community[at]]
        else:
            now += heard[community[at]]
        now += (first - now) * back
        approval[i] = min(255, max(1, np.int64(np.floor(now + np.int64(words[1, n]) / WORDS))))


GROUPS = "older richer urban schooled"
MOVES = "wronged explained put_right heard"
MECHANISM = Mechanism(
    "approval",
    Approval,
    rows=("approval",),
    monthly=monthly,
    treats=lambda settings: True,
    limits=dict.fromkeys(GROUPS.split(), (-3.0, 3.0))
    | dict.fromkeys(MOVES.split(), (0.0, 7.0))
    | dict.fromkeys("fades of_town of_age of_school".split(), (0.0, 1.0))
    | {"strength": (0.0, 10.0), "level": (0.01, 0.99), "tells": (0.0, 10_000.0)},
)
