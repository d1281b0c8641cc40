"""What inflames a community, and the attacks that follow: closed form, bounds, draws."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.stages.response.mob import (
    Mob,
    collective,
    expected,
    most,
    of_wrong_names,
    poisson,
)
from socialcredit.stages.response.together import NAME, Sums

MANY = 4000  # communities
RESIDENTS = 1000


def words(month, name=3):
    """Two words of a draw of each community."""
    draws = np.random.default_rng([month, name])
    return draws.integers(0, 1 << 32, (2, MANY), dtype=np.uint32)


def lived(settings, names, months, step=1.0):
    """Attacks in each community, with so many names in the first step; the anger at the end."""
    zeros, sizes = np.zeros(MANY, np.int64), np.full(MANY, RESIDENTS)
    shared, attacks = {"anger": np.zeros(MANY, np.int32)}, np.zeros(MANY)
    for number in range(round(months / step)):
        mean = expected(settings, shared["anger"].astype(np.int64), step)
        attacks += poisson(mean, words(number, 5))
        named = np.full(MANY, round(names * NAME) if number == 0 else 0)
        sums = Sums(sizes, zeros, zeros, zeros, named)
        collective(settings, sums, shared, step, words(number)[0].astype(np.int64))
    return attacks, shared["anger"] / NAME


@pytest.mark.parametrize("step", [1.0, 0.5, 0.23])
@pytest.mark.parametrize("spreads", [0.0, 0.5, 0.8])
def test_names_are_followed_by_as_many_attacks_as_the_closed_form_has(spreads, step):
    """names x q / (1 - r) within three standard errors, whatever the steps of the calendar."""
    settings, names = Mob(strength=0.2, spreads=spreads), 6.4
    attacks, _ = lived(settings, names, 60, step)
    exact = names * settings.strength / (1 - spreads)
    error = (exact / MANY) ** 0.5  # a sum of Poisson laws is one
    assert attacks.mean() == approx(exact, abs=3 * error)
    assert attacks.var() == approx(exact, rel=0.1)


def test_at_one_each_name_is_followed_by_attacks_without_end_and_above_it_grows_to_its_bound():
    lasting, anger = lived(Mob(strength=0.2, spreads=1.0), 2.0, 31)
    assert (anger == 2.0).all()
    assert lasting.mean() == approx(30 * 0.2 * 2, abs=3 * (12 / MANY) ** 0.5)
    _, growing = lived(Mob(spreads=1.2), 2.0, 11)
    assert growing.mean() == approx(2 * 1.2**10, rel=1e-4)
    _, over = lived(Mob(spreads=1.2), 2.0, 60)
    assert (over * NAME == most(np.full(MANY, RESIDENTS))).all(), "all residents, and no further"


def test_half_a_month_twice_is_a_month_and_its_attacks_are_those_of_the_month():
    settings = Mob(strength=0.1, spreads=0.6)
    anger = np.array([8 * NAME])
    half = expected(settings, anger, 0.5) + expected(settings, anger * 0.6**0.5, 0.5)
    assert half == approx(expected(settings, anger, 1.0), rel=1e-12)
    for near in (1 - 1e-7, 1 + 1e-7):
        close, at = (expected(settings._replace(spreads=r), anger, 0.5) for r in (near, 1.0))
        assert close == approx(at, rel=1e-6), "one is no gap"


def test_small_anger_does_not_stick_and_fades_in_the_mean_as_exact_arithmetic_has_it():
    start = 3 / NAME
    _, anger = lived(Mob(spreads=0.5), start, 2)
    spread = 0.5 / NAME
    assert anger.mean() == approx(start / 2, abs=4 * spread / MANY**0.5)
    _, later = lived(Mob(spreads=0.5), start, 30)
    assert not later.any()


def test_more_follow_of_a_higher_mean_and_nought_of_nought():
    draws = words(1)
    counts = [poisson(np.full(MANY, mean), draws) for mean in (0.0, 0.3, 2.0, 500.0)]
    assert not counts[0].any()
    for low, high in zip(counts, counts[1:], strict=False):
        assert (high >= low).all() and (high > low).any()
    for mean, drawn in zip((0.3, 2.0, 500.0), counts[1:], strict=True):
        assert drawn.mean() == approx(mean, abs=3 * (mean / MANY) ** 0.5)
        assert drawn.var() == approx(mean, rel=0.15)
    edge = np.full((2, 1), 0xFFFFFFFF, np.uint32)
    assert poisson(np.array([0.5]), edge)[0] < 30, "the last of all draws ends as well"


def test_the_part_of_wrong_names_never_passes_the_whole_and_keeps_its_proportion_at_the_bound():
    settings, sizes = Mob(spreads=1.5), np.array([100, 100])
    anger = np.array([[90 * NAME, 3], [30 * NAME, 3]])
    names = np.zeros((2, 2), np.int64)
    part = of_wrong_names(settings, anger, names, sizes, 1.0, np.array([0, 1 << 31]))
    assert part[0] == approx(100 * NAME / 3, abs=1)
    assert part[1] == 5, "as the whole is rounded"
