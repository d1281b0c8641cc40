"""Whom a consequence hits besides its own person, and what is counted wrong or late of it."""

import numpy as np
import pytest

from socialcredit.core.events import REFUSED, REWARDED, SHOWN
from tests.stages.consequences.household import (
    ATTEMPTS,
    BEFORE,
    CHILD,
    DAUGHTER,
    HOUSEHOLD,
    LATE,
    MONEY,
    MOST,
    NEIGHBOUR,
    PARENT,
    PARTNER,
    REFUSALS,
    SELF,
    SON,
    WRONGFUL,
    A,
    B,
    C,
    month_of,
    rule,
    scheme_of,
    town,
)

EVERYBODY = range(5)


def refusals(hits, bad):
    """Whom the doors refused, and as whom: the panel keeps everybody's book."""
    _, book = month_of(scheme_of(rule(hits=hits)), town(bad=bad, panel=EVERYBODY))
    return sorted((int(row[0]) - 100, int(row[4])) for row in book)


@pytest.mark.parametrize(
    ("hits", "refused"),
    [
        (["self"], [(PARENT, SELF)]),
        (["household"], [(PARTNER, HOUSEHOLD)]),
        (["children"], [(SON, CHILD)]),
        (["household", "children"], [(PARTNER, HOUSEHOLD), (SON, CHILD)]),
    ],
)
def test_a_parents_grade_shuts_doors_for_whom_the_rule_names_and_for_no_neighbour(hits, refused):
    assert refusals(hits, [PARENT]) == refused


def test_who_stands_last_in_a_household_shuts_doors_for_those_before():
    assert refusals(["household", "children"], [SON]) == [(PARENT, HOUSEHOLD), (PARTNER, HOUSEHOLD)]


def test_in_the_last_household_as_in_the_first():
    assert refusals(["children"], [NEIGHBOUR]) == [(DAUGHTER, CHILD)]
    assert refusals(["household"], [NEIGHBOUR]) == []


def test_at_eighteen_one_is_of_the_household_and_no_child():
    for age, hit in ((17, CHILD), (18, HOUSEHOLD)):
        here = town(bad=[PARENT])
        here.people.age[BEFORE + SON] = age
        tally, _ = month_of(scheme_of(rule(hits=["household", "children"])), here)
        assert tally[0, 0, :, REFUSALS].tolist() == [
            0, MOST * (1 + (hit == HOUSEHOLD)), MOST * (hit == CHILD),
        ]  # fmt: skip


def test_sums_stand_under_the_group_of_whoever_is_refused_and_not_of_the_cause():
    every = scheme_of(rule(hits=["self", "household", "children"]))
    tally, _ = month_of(every, town(bad=[PARENT], minority=[PARTNER]))
    assert tally[0, :, :, REFUSALS].tolist() == [[MOST, 0, MOST], [0, MOST, 0]]
    assert np.array_equal(tally[..., ATTEMPTS], tally[..., REFUSALS])


def test_the_book_says_the_score_and_the_grade_of_the_cause():
    _, book = month_of(scheme_of(rule(hits=["household"])), town(bad=[PARENT], panel=EVERYBODY))
    (row,) = book.tolist()
    assert row == [100 + PARTNER, 31, REFUSED, 0, HOUSEHOLD, 0, 0, 0, 1, MOST, 80_000 + PARENT, C]


def test_a_score_beyond_its_bounds_is_told_as_it_shows():
    told = town(bad=[PARENT], panel=EVERYBODY)
    for sum_, shown in ((50_000, 60_000), (200_000, 120_000), (70_000, 70_000)):
        told.standing.score[0, BEFORE + PARENT] = sum_
        _, book = month_of(scheme_of(rule(), lowest=600, highest=1200), told)
        assert book[0, 10] == shown


def fault(here, scheme=None):
    tally, book = month_of(scheme or scheme_of(rule()), here)
    return tally[0, 0, SELF, [REFUSALS, WRONGFUL, LATE]].tolist(), book[:, 8].tolist()


def test_a_refusal_is_wrongful_where_right_records_alone_would_not_bring_it():
    assert fault(town([PARENT], panel=[PARENT])) == ([MOST, MOST, 0], [1])
    assert fault(town([PARENT], clean_bad=[PARENT], panel=[PARENT])) == ([MOST, 0, 0], [0])


def test_it_is_late_where_right_records_stood_behind_the_copy_and_the_grade_has_moved_on():
    here = town([PARENT], panel=[PARENT])
    here.standing.copy[0, BEFORE + PARENT] = C << 4 | C
    assert fault(here) == ([MOST, MOST, 0], [1])  # still in C: wrong, whatever once was
    here.standing.grade[0, BEFORE + PARENT] = B
    assert fault(here) == ([MOST, 0, MOST], [2])
    here.standing.copy[0, BEFORE + PARENT] = B << 4 | C
    assert fault(here) == ([MOST, MOST, 0], [1])  # nothing true stood behind the copy either


BLACK = {"list": "black", "colour": "black", "enter": {"score_below": 600}}


def test_a_listing_is_wrongful_where_the_truth_says_so_whatever_the_grade():
    listed = scheme_of(rule(when={"list": "black"}), lists=[BLACK])
    here = town(panel=[PARENT])
    here.standing.until[0, BEFORE + PARENT] = 99
    assert fault(here, listed) == ([MOST, 0, 0], [0])
    here.amiss[0, PARENT] = 1
    assert fault(here, listed) == ([MOST, MOST, 0], [1])


def test_a_door_of_a_list_is_open_to_whoever_is_not_on_it_whatever_else_they_meet():
    both = scheme_of(rule(when={"list": "black"}), rule(consequence="other"), lists=[BLACK])
    here = town([PARENT])
    here.standing.until[0, BEFORE + NEIGHBOUR] = 1  # the day on which it ends
    tally, _ = month_of(both, here)
    assert tally[:, 0, SELF, REFUSALS].tolist() == [MOST, MOST]
    here.standing.until[0, BEFORE + NEIGHBOUR] = 0
    tally, _ = month_of(both, here)
    assert tally[:, 0, SELF, REFUSALS].tolist() == [0, MOST]


def test_the_book_is_of_the_panel_alone():
    tally, book = month_of(scheme_of(rule()), town([PARENT, NEIGHBOUR], panel=[NEIGHBOUR]))
    assert tally[0, 0, SELF, REFUSALS] == 2 * MOST
    assert book[:, 0].tolist() == [100 + NEIGHBOUR]


def test_who_is_not_scored_meets_no_door_and_shuts_none():
    here = town(bad=[PARENT])
    here.subject[0, PARENT] = 0
    tally, _ = month_of(scheme_of(rule(hits=["self", "household", "children"])), here)
    assert tally.sum() == 0


PAID = {"effect": "money", "money": -50}


def money(here=None, paid=(), **changes):
    tally, book = month_of(
        scheme_of(rule(**{**PAID, **changes})), here or town([PARENT, NEIGHBOUR]), paid
    )
    return tally[0].sum(axis=(0, 1)).tolist()


def test_a_monthly_sum_is_paid_once_a_month_and_is_no_refusal():
    # attempts, refusals, wrongful, fen, late; of money nothing is called wrongful
    assert money(per="month") == [2, 0, 0, -10_000, 0]


def test_who_was_concerned_before_is_not_paid_once_more():
    assert money(per="once", paid=[PARENT]) == [1, 0, 0, -5000, 0]


def test_a_sum_at_each_attempt_is_paid_as_often_as_somebody_tries():
    assert money(per="attempt") == [2 * MOST, 0, 0, -5000 * 2 * MOST, 0]


def test_only_a_refusal_or_a_show_can_be_at_fault():
    for effect, counted in (("refuse", MOST), ("dearer", 0), ("inspect", 0)):
        tally, _ = month_of(scheme_of(rule(effect=effect)), town([PARENT]))
        assert tally[0, 0, SELF, [WRONGFUL, MONEY]].tolist() == [counted, 0], effect


@pytest.mark.parametrize(
    ("changes", "what"),
    [({"effect": "refuse"}, REFUSED), ({"effect": "dearer"}, REFUSED),
     ({"effect": "inspect"}, REFUSED), ({"effect": "priority"}, REWARDED),
     ({**PAID, "per": "month"}, REWARDED),
     ({"effect": "shown", "audience": "screen", "per": "month"}, SHOWN)],
)  # fmt: skip
def test_the_book_calls_each_effect_by_its_name(changes, what):
    _, book = month_of(scheme_of(rule(**changes)), town([PARENT], panel=[PARENT]))
    assert book[:, 2].tolist() == [what]


def test_people_in_grade_a_meet_nothing():
    here = town([PARENT])
    here.standing.copy[0, :] = A
    tally, _ = month_of(scheme_of(rule(hits=["self", "household", "children"])), here)
    assert tally.sum() == 0
