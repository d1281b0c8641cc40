"""History matching: what was planted is kept, what contradicts leaves nothing."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.analysis import matching, space
from socialcredit.analysis.matching import Target, drawn, run_waves
from socialcredit.core.errors import SocialCreditError
from tests.analysis.coverage import SEEDS, TOYS, TRIES, keeps, over_seeds, twins

NAMES = ("notice", "deterrence")
LUCK = 0.01


def exact(x: np.ndarray) -> np.ndarray:
    a, b = x.T
    return np.stack([a + b, a * b], axis=1)


def simulate(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Luck is a function of the point, so that a repetition says the same."""
    luck = LUCK * np.sin(1e4 * (x.sum(axis=1) + x.prod(axis=1)))[:, None]
    return exact(x) + luck, np.full((len(x), 2), LUCK**2)


PLANTED = np.array([[0.3, 0.8]])
TARGETS = tuple(
    Target(name, float(value), 0.02**2, 0.01)
    for name, value in zip(("sum", "product"), exact(PLANTED)[0], strict=True)
)


@pytest.fixture(scope="module")
def matched():
    return run_waves(simulate, TARGETS, NAMES, waves=3, points=20, seed=1)


def test_the_planted_point_is_kept_and_little_else(matched):
    assert keeps(matched, PLANTED)
    shares = [wave.share for wave in matched.waves]
    assert shares == sorted(shares, reverse=True) and matched.share == shares[-1]
    # What is left says nearly what was published: both numbers within three standard deviations.
    far = np.abs(exact(matched.sample) - exact(PLANTED))
    assert far.max() < 3.5 * np.sqrt(0.02**2 + 0.01**2 + LUCK**2) + 0.02
    # The two may stand for each other in both numbers, so that there are two places.
    turned = np.array([[0.8, 0.3]])
    for place in (PLANTED, turned):
        assert (np.abs(matched.sample - place).max(axis=1) < 0.1).any()
    assert keeps(matched, turned) and not keeps(matched, np.array([[0.5, 0.5]]))


def test_the_share_left_is_that_of_a_count(matched):
    tried = np.random.default_rng(5).random((40_000, 2))
    spread = 0.02**2 + 0.01**2 + LUCK**2
    far = np.abs(exact(tried) - exact(PLANTED)) / np.sqrt(spread)
    assert matched.share == approx((far.max(axis=1) <= 3).mean(), rel=0.25)


def test_kept_points_were_run_and_are_not_implausible_by_that(matched):
    for wave in matched.waves:
        variance = LUCK**2 + 0.02**2 + 0.01**2
        values = np.array([target.value for target in TARGETS])
        by_hand = (np.abs(wave.outputs - values) / np.sqrt(variance)).max(axis=1)
        assert wave.implausible == approx(by_hand)
        assert wave.unjudged == 0 and len(wave.errors) == 2
    every = np.concatenate([wave.points for wave in matched.waves])
    plausible = np.concatenate([wave.implausible for wave in matched.waves]) <= 3
    assert (matched.kept == every[plausible]).all() and len(matched.kept) > 10


def test_the_order_of_factors_and_the_seed(matched):
    turned = run_waves(
        lambda x: simulate(x[:, ::-1]), TARGETS, NAMES[::-1], waves=3, points=20, seed=1
    )
    assert (turned.sample[:, ::-1] == matched.sample).all()
    assert (turned.kept[:, ::-1] == matched.kept).all() and turned.share == matched.share
    assert (turned.waves[2].points[:, ::-1] == matched.waves[2].points).all()
    assert (drawn(turned, 9, 4)[:, ::-1] == drawn(matched, 9, 4)).all()
    other = run_waves(simulate, TARGETS, NAMES, waves=1, points=20, seed=2)
    assert (other.waves[0].points != matched.waves[0].points).any()


def test_contradicting_numbers_leave_nothing_and_are_no_error():
    wrong = (Target("sum", 0.2, 0.01**2), Target("product", 0.9, 0.01**2))
    empty = run_waves(simulate, wrong, NAMES, waves=4, points=20, seed=1)
    assert empty.share == 0 and len(empty.waves) < 4
    assert empty.kept.shape == empty.sample.shape == drawn(empty, 5, 1).shape == (0, 2)
    assert not len(empty.weights)


def test_a_number_out_of_reach_is_let_pass_where_one_may_miss():
    one_wrong = (*TARGETS, Target("another", 5.0, 0.01**2))

    def three(x):
        mean, variance = simulate(x)
        return np.c_[mean, x[:, :1]], np.c_[variance, variance[:, :1]]

    strict = run_waves(three, one_wrong, NAMES, waves=2, points=20, seed=1)
    lenient = run_waves(three, one_wrong, NAMES, waves=2, points=20, seed=1, rank=2)
    assert strict.share == 0 and lenient.share > 0 and keeps(lenient, PLANTED) is False
    assert lenient.weights.sum() == approx(1)


def test_runs_without_a_number_are_counted_and_never_kept():
    def holes(x):
        mean, variance = simulate(x)
        mean[::4, 1] = np.nan
        return mean, variance

    found = run_waves(holes, TARGETS, NAMES, waves=2, points=20, seed=1)
    assert [wave.unjudged for wave in found.waves] == [5, 5]
    assert [wave.errors[1].points for wave in found.waves] == [15, 30]
    assert np.isfinite(found.waves[0].implausible).sum() == 15
    assert keeps(found, PLANTED)


def test_implausibility_by_hand():
    targets = (Target("count", 100.0, 100.0, 10.0), Target("share", 0.5, 0.0, 0.1))
    found = matching.implausibility(np.array([[140.0, 0.4]]), np.array([[200.0, 0.0]]), targets)
    assert found == approx(np.array([[2.0, 1.0]]))
    assert matching.overall(found).tolist() == approx([2.0])
    assert matching.overall(found, 2).tolist() == approx([1.0])
    assert np.isnan(matching.overall(np.array([[np.nan, 1.0]]), 2)).all()


def test_weights_are_normal_likelihoods_and_draws_follow_them(matched):
    inside = np.abs(exact(matched.sample) - exact(PLANTED)).max(axis=1)
    near, far = inside < np.quantile(inside, 0.2), inside > np.quantile(inside, 0.8)
    assert matched.weights[near].mean() > 3 * matched.weights[far].mean()
    assert matched.weights.sum() == approx(1)
    many = drawn(matched, 4000, 2)
    mean = matched.weights @ matched.sample
    assert many.mean(axis=0) == approx(mean, abs=0.01) and len(many) == 4000


def test_figures_that_cannot_be_matched_are_refused_with_the_next_step():
    with pytest.raises(SocialCreditError, match="state its variance"):
        run_waves(simulate, (Target("sum", 1.0), TARGETS[1]), NAMES, points=20, seed=1)
    with pytest.raises(SocialCreditError, match="nothing to match"):
        run_waves(simulate, (), NAMES, points=20, seed=1)
    with pytest.raises(SocialCreditError, match="1 to 2"):
        run_waves(simulate, TARGETS, NAMES, points=20, seed=1, rank=3)
    with pytest.raises(SocialCreditError, match="named twice"):
        run_waves(simulate, TARGETS, ("a", "a"), points=20, seed=1)
    with pytest.raises(SocialCreditError, match="too few for an emulator"):
        run_waves(simulate, TARGETS, NAMES, points=4, seed=1)
    with pytest.raises(ValueError, match="1 outputs"):
        run_waves(simulate, TARGETS[:1], NAMES, points=20, seed=1)


@pytest.mark.parametrize(("factors", "radius"), [(2, 0.3), (5, 0.06), (8, 0.1)])
def test_a_small_space_is_found_and_measured(factors, radius):
    """A box of known size off the middle: (2 r)^n of the cube, down to two in a hundred million."""
    middle = np.linspace(0.3, 0.6, factors)
    found = space.left(
        lambda x: np.abs(x - middle).max(axis=1), factors, radius, np.random.default_rng(3)
    )
    assert np.log(found.share) == approx(np.log((2 * radius) ** factors), abs=0.7)
    assert np.abs(found.points - middle).max() <= radius
    assert found.points.mean(axis=0) == approx(middle, abs=radius / 4)
    assert found.points.std(axis=0) == approx(np.full(factors, radius / 3**0.5), rel=0.25)


def test_what_no_point_reaches_is_none_also_where_all_is_level():
    for height in (lambda x: 4 + x.sum(axis=1), lambda x: np.full(len(x), 4.0)):
        found = space.left(height, 3, 3.0, np.random.default_rng(1))
        assert found.share == 0 and found.points.shape == (0, 3)
    whole = space.left(lambda x: x[:, 0], 3, 3.0, np.random.default_rng(1))
    assert whole.share == 1 and len(whole.points) == space.TRIED


def test_points_well_apart_keep_away_from_those_that_were_run():
    random = np.random.default_rng(1)
    points, taken = random.random((500, 2)), np.array([[0.5, 0.5]])
    picked = space.spread(points, 10, taken, random)
    gaps = [np.linalg.norm(one - np.r_[np.delete(picked, at, 0), taken], axis=1).min()
            for at, one in enumerate(picked)]  # fmt: skip
    assert len(picked) == 10 and min(gaps) > 0.15
    assert len(space.spread(points[:3], 10, taken, random)) == 3


def test_twin_experiments_of_the_script_and_intervals_over_seeds():
    """At a small size; the script itself tries sixty twins of each toy."""
    rows = list(twins(1))
    assert [row["toy"] for row in rows] == list(TOYS)
    assert all(row["kept"] == 1 and 0 < row["share"] < 0.3 for row in rows)
    for row in over_seeds(TRIES // 10):
        assert 0.8 <= row["covered"] <= 0.97, (row, SEEDS)
