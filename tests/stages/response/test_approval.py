"""What people think of being scored: the survey's share, the survey's signs, and what moves it."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.core.columns import URBAN
from socialcredit.core.felt import EXPLAINED, PUT_RIGHT, WRONGED, treated_so, with_treatment
from socialcredit.stages.response.approval import (
    APPROVES,
    MECHANISM,
    STEPS,
    composition,
    leaning,
)
from tests.stages.response.around import live, rows_of, surroundings
from tests.stages.response.test_every_mechanism import settings_of

MANY = 20_000
SHIPPED = settings_of("approval")
MIDDLE = 140  # a step from which nothing reaches an end


def asked(settings=SHIPPED, many=MANY):
    """People as they were asked: independent of each other, with the survey's shares of groups."""
    luck = np.random.default_rng(1)
    around = surroundings(many)
    people = around.people
    weight = composition(settings).ravel()
    group = np.unravel_index(luck.choice(len(weight), many, p=weight), (3, 5, 2, 5))
    band, people.fifth[:], town, people.role_education[:] = group
    people.age[:] = np.array([25, 50, 70])[band]
    people.flags[:] = town * URBAN
    return around


def opinions(around, settings=SHIPPED, rows=None, months=1.0):
    """The bytes after one month."""
    rows = rows or rows_of(len(around.felt))
    live(MECHANISM, settings, around, rows, months)
    return rows["approval"]


def share(bytes_):
    return (bytes_ >= APPROVES).mean()


def test_of_people_as_they_were_asked_as_many_approve_as_in_the_survey():
    assert share(opinions(asked())) == approx(SHIPPED.level, abs=4 * 0.4 / MANY**0.5)
    few = SHIPPED._replace(level=0.53)
    assert share(opinions(asked(), few)) == approx(0.53, abs=4 * 0.5 / MANY**0.5)


def test_the_groups_add_up_to_the_level_exactly():
    odds = np.exp(-leaning(SHIPPED))
    assert (composition(SHIPPED) / (1 + odds)).sum() == approx(SHIPPED.level, abs=1e-9)


@pytest.mark.parametrize("attribute", ["age", "fifth", "flags", "role_education"])
def test_older_richer_urban_and_schooled_people_approve_more(attribute):
    around = asked()
    bytes_, level = opinions(around), getattr(around.people, attribute)
    low, high = level == level.min(), level == level.max()
    assert share(bytes_[high]) > share(bytes_[low]) + 0.05


def test_whoever_has_no_opinion_gets_one_and_children_never_do():
    around = asked(many=200)
    around.people.age[:50] = 12
    bytes_ = opinions(around)
    assert not bytes_[:50].any() and bytes_[50:].all()


def moved(way, settings=SHIPPED, times=1, months=1.0):
    """How far the mean goes from the middle for people who were so treated, in log-odds."""
    around = asked(settings._replace(fades=0))._replace(treated=np.zeros(MANY, np.uint8))
    rows = rows_of(MANY) | {"approval": np.full(MANY, MIDDLE, np.uint8)}
    for _ in range(times):
        around.treated[:] = [with_treatment(int(b), way) for b in around.treated[:1]] * MANY
    alone = settings._replace(fades=0.0, heard=0.0)
    return (opinions(around, alone, rows, months).mean() - MIDDLE) / STEPS


def test_a_wrong_record_takes_away_and_one_explained_or_put_right_adds_exactly_as_much_as_is_said():
    assert moved(WRONGED) == approx(-SHIPPED.wronged, abs=0.002)
    assert moved(EXPLAINED) == approx(SHIPPED.explained, abs=0.002)
    assert moved(PUT_RIGHT) == approx(SHIPPED.put_right, abs=0.002)
    assert moved(WRONGED, times=3) == approx(-3 * SHIPPED.wronged, abs=0.002)


def test_each_way_is_counted_by_itself_up_to_three_times():
    byte = 0
    for way in (WRONGED, EXPLAINED, PUT_RIGHT):
        for _ in range(5):
            byte = with_treatment(byte, way)
    assert [treated_so(byte, way) for way in (WRONGED, EXPLAINED, PUT_RIGHT)] == [3, 3, 3]
    assert byte < 256


def two_towns(wronged):
    """Two communities of which in the first this many were wronged."""
    around = asked()
    half = MANY // 2
    treated = np.zeros(MANY, np.uint8)
    treated[:wronged] = WRONGED
    return around._replace(
        community=np.repeat([0, 1], half), size=np.array([half, half]), treated=treated
    )


def test_harms_are_heard_of_in_the_community_and_nowhere_else_and_once_in_full():
    half = MANY // 2
    start = {"approval": np.full(MANY, MIDDLE, np.uint8)}
    quiet = SHIPPED._replace(fades=0.0, wronged=0.0)
    one, all_ = half // int(2 * SHIPPED.tells), half // int(SHIPPED.tells)
    found = [
        opinions(two_towns(wronged), quiet, rows_of(MANY) | {"approval": start["approval"].copy()})
        for wronged in (one, all_, 2 * all_)
    ]
    falls = [(MIDDLE - bytes_[:half].mean()) / STEPS for bytes_ in found]
    assert falls == approx([SHIPPED.heard / 2, SHIPPED.heard, SHIPPED.heard], abs=0.005)
    assert all((bytes_[half:] == MIDDLE).all() for bytes_ in found)


def test_at_a_strength_of_nought_everybody_thinks_what_they_thought_at_first():
    around, neutral = two_towns(MANY // 4), SHIPPED._replace(strength=0.0)
    rows = rows_of(MANY)
    first = opinions(around, neutral, rows).copy()
    later = opinions(around._replace(month=9), neutral, rows)
    assert np.array_equal(first, later)
    assert not np.array_equal(first, opinions(around, SHIPPED, rows_of(MANY)))


def test_opinion_goes_back_to_what_it_was_and_two_half_steps_are_one():
    around = asked()
    rows = rows_of(MANY)
    first = opinions(around, SHIPPED, rows).astype(int)
    low = np.maximum(first - 40, 1)
    whole, halves = ({"approval": low.astype(np.uint8)} for _ in range(2))
    opinions(around, SHIPPED, whole)
    for month in (3, 4):
        opinions(around._replace(month=month), SHIPPED, halves, months=0.5)
    back = low + SHIPPED.fades * (first - low)
    error = 4 * 0.5 / MANY**0.5
    assert whole["approval"].mean() == approx(back.mean(), abs=error)
    assert halves["approval"].mean() == approx(back.mean(), abs=2 * error)
    rows = {"approval": low.astype(np.uint8)}
    for month in range(40):
        opinions(around._replace(month=month), SHIPPED._replace(fades=0.2), rows)
    assert np.abs(rows["approval"].astype(int) - first).mean() < 1
