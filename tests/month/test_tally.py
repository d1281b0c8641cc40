"""What is counted at a month's end, person by person: each count against the one it resembles."""

from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pytest

from socialcredit.compile.heads import heads
from socialcredit.core.columns import (
    FEMALE,
    MINORITY,
    PAUSED,
    URBAN,
    People,
    new_conduct,
    new_day,
    new_mind,
    new_standing,
)
from socialcredit.core.jit import kernel
from socialcredit.core.run_layout import MONTHLY
from socialcredit.month.tally import age_band, cell_of, close_month, count_acts, new_tally
from tests.stages.small import START, scheme_with

A, C = 0, 2
DAYS, PLACE, BEFORE = 31, 1, 2  # residents of another community stand before
EVERY = ("penalised", "wrongly", "late", "innocent", "penal_days", "wrong_days", "late_days")


@kernel
def closed(people, standing, mind, conduct, clean, subject, book, start, count, tally):
    """The end of a month, called from outside."""
    close_month(
        people, standing, mind, conduct, clean, subject, book, DAYS, start, count, PLACE, tally
    )


class Rules(NamedTuple):
    """Of a book what the end of a month looks at."""

    head: np.ndarray
    penal: np.ndarray
    where: np.ndarray


@kernel
def acted(day, rows, sightings, seen, people, start, first_watched, tally):
    """What was done and seen on a day, called from outside."""
    count_acts(day, rows, sightings, seen, people, start, PLACE, first_watched, tally)


@kernel
def in_cell(people, i, place):
    """The cell of a resident, called from outside."""
    return cell_of(people, i, place)


@kernel
def in_band(age):
    """The age band, called from outside."""
    return age_band(age)


def residents(many):
    return People(*(np.zeros(BEFORE + many, np.uint8) for _ in People._fields))


class Town(SimpleNamespace):
    """Some people by hand, all in grade A with a clean file, and what a month counts of them."""

    def __init__(self, many=1, **score):
        whole = BEFORE + many
        self.many, self.people = many, residents(many)
        self.people.age[:] = 30
        self.standing = new_standing(np.array([100_000]), whole, 0, 0)
        self.mind, self.conduct = new_mind(whole), new_conduct(whole)
        self.clean = np.zeros((1, many), np.uint8)
        self.subject = np.ones((1, many), np.uint8)
        head = heads([scheme_with(**score)], START, START)
        self.book = Rules(head, np.array([[0, 0, 1]], np.uint8), np.array([[1, 1]], np.uint8))

    def sums(self):
        tally = new_tally(2, 3, 1, 1, 3, 0, 0, 1)
        closed(
            self.people, self.standing, self.mind, self.conduct, self.clean, self.subject,
            self.book, BEFORE, self.many, tally,
        )  # fmt: skip
        return tally

    def harm(self):
        return named("harm", self.sums().harm)


def named(table, sums):
    """The counts of a table by the names of its columns, added up over everything else."""
    counts = MONTHLY[table].counts
    return dict(zip(counts, sums.reshape(-1, len(counts)).sum(axis=0).tolist(), strict=True))


def penalised(grade=C, copy=C, behind=A, clean=A, hold=0, bad=1):
    """One person's harm, for the grade, its copy, what right records brought then and now."""
    here = Town()
    here.standing.grade[0, BEFORE], here.standing.copy[0, BEFORE] = grade, behind << 4 | copy
    here.standing.hold[0, BEFORE], here.conduct.bad[BEFORE] = hold, bad
    here.clean[0, 0] = clean
    found = here.harm()
    return {name: found[name] for name in EVERY if found[name]}


UNDER = {"penalised": 1, "penal_days": DAYS}


@pytest.mark.parametrize(
    ("how", "counted"),
    [
        ({"copy": A}, {}),  # others have not heard
        ({"hold": PAUSED}, {}),  # rests while an objection is open
        ({"hold": 3, "clean": C}, UNDER),  # months of copying are no objection
        ({"clean": C}, UNDER),  # right records bring it
        ({}, {**UNDER, "wrongly": 1, "wrong_days": DAYS}),
        ({"bad": 0}, {**UNDER, "wrongly": 1, "wrong_days": DAYS, "innocent": 1}),
        ({"bad": 0, "clean": C}, {**UNDER, "innocent": 1}),
        ({"grade": A, "behind": C}, {**UNDER, "late": 1, "late_days": DAYS}),
        ({"grade": A, "behind": A}, {**UNDER, "wrongly": 1, "wrong_days": DAYS}),
        ({"grade": C, "behind": C}, {**UNDER, "wrongly": 1, "wrong_days": DAYS}),
    ],
)
def test_a_penalty_is_right_late_or_wrong_and_never_two_of_these(how, counted):
    assert penalised(**how) == counted


def test_who_is_not_scored_is_in_no_count():
    here = Town(2)
    here.standing.grade[0, BEFORE:] = here.standing.copy[0, BEFORE:] = C
    here.subject[0, 0] = 0
    found = here.sums()
    assert found.harm.sum(axis=(0, 1))[0] == found.grades.sum() == found.validity[0, 0] == 1


def test_grades_are_counted_and_not_their_copies():
    here = Town(2)
    here.standing.grade[0, BEFORE] = C
    assert here.sums().grades.sum(axis=(0, 1)).tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("age", "band"), [(17, 0), (18, 1), (39, 1), (40, 2), (59, 2), (60, 3), (99, 3)]
)
def test_ages_fall_into_bands(age, band):
    assert in_band(age) == band


@pytest.mark.parametrize(
    ("flags", "at"),
    [(0, (0, 0, 0)), (FEMALE, (1, 0, 0)), (URBAN, (0, 1, 0)), (MINORITY, (0, 0, 1))],
)
def test_a_cell_is_place_sex_urban_group_age_and_fifth(flags, at):
    people = residents(1)
    people.flags[BEFORE], people.age[BEFORE], people.fifth[BEFORE] = flags, 45, 3
    cells = np.arange(3 * 2 * 2 * 2 * 4 * 5).reshape(3, 2, 2, 2, 4, 5)
    assert in_cell(people, BEFORE, 2) == cells[(2, *at, 2, 3)]


def test_validity_sums_whole_points_as_they_show_beside_the_balance_of_deeds():
    here = Town(4, lowest=600, highest=1200)
    # 1000.99 shows as 1000, 300 as the lowest, 1500 as the highest; the last is not scored
    here.standing.score[0, BEFORE:] = 100_099, 30_000, 150_000, 90_000
    here.conduct.balance[BEFORE:] = 3, -4, 2, 100
    here.subject[0, 3] = 0
    shown, true = np.array([1000, 600, 1200]), np.array([3, -4, 2])
    assert named("validity", here.sums().validity) == {
        "n": 3, "score": 2800, "conduct": 1, "score2": (shown**2).sum(),
        "conduct2": (true**2).sum(), "product": (shown * true).sum(),
    }  # fmt: skip


def test_minds_are_counted_in_their_place():
    here = Town(3)
    here.mind.known[BEFORE:] = 1, 0, 2  # the last has heard of another scheme alone
    here.mind.belief[BEFORE:] = 10, 20, 40
    here.mind.effort[BEFORE:] = 0, 7, 1
    here.subject[0, 1] = 0
    sums = here.sums()
    assert sums.minds.tolist() == [[0] * 4, [3, 2, 70, 2]]
    assert sums.awareness.tolist() == [[[0, 0], [2, 1]]]


def test_a_day_counts_deeds_by_kind_what_was_made_up_what_was_seen_and_the_bad_by_cell():
    here, day, seen = Town(2), new_day(4), new_day(4)
    here.people.fifth[BEFORE + 1] = 2
    day.kind[:3], day.extra[:3], day.who[:3] = (0, 2, 2), (0, 1, 0), (1, 0, 0)
    seen.kind[:2] = 0, 2
    tally = new_tally(2, 3, 1, 1, 3, 0, 0, 1)
    acted(day, 3, seen, 2, here.people, BEFORE, 1, tally)
    # of kind 1 on, good and watched deeds are no bad ones
    assert tally.conduct.tolist() == [[[0] * 3] * 3, [[1, 0, 1], [0, 0, 0], [2, 1, 1]]]
    assert tally.harm.sum() == 1
    bad = MONTHLY["harm"].counts.index("bad_deeds")
    assert tally.harm[0, in_cell(here.people, BEFORE + 1, PLACE), bad] == 1
