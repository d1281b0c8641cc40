"""What is believed of being recorded: the announcement, what fades, who hears and when."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.stages.response.contract import DONE, NEVER_THERE, NOTICED, TOLD_BEFORE
from socialcredit.stages.response.perceived_risk import MECHANISM, PerceivedRisk, heard_ago
from tests.stages.response.around import felt, live, rows_of, surroundings
from tests.stages.response.test_every_mechanism import settings_of

MANY = 60_000
SHIPPED = settings_of("perceived-risk")


def mean(rows):
    return rows["belief"].mean() / 255


def lived(months, settings=SHIPPED, rows=None, **changes):
    """The rows of many after so many months in which nothing happens."""
    rows = rows or rows_of(MANY, belief=0.3)
    for month in range(months):
        live(MECHANISM, settings, surroundings(MANY, month=month, **changes), rows)
    return rows


def over(months, rows):
    """So many months in which the scheme of which all have heard is not in force."""
    return lived(months, rows=rows, announced=np.full((1, 1), NEVER_THERE))


def test_eighteen_months_after_the_end_a_tenth_of_the_excess_is_left():
    rows = rows_of(MANY, belief=0.3)
    start = mean(rows)
    left = (mean(over(18, rows)) - 0.1) / (start - 0.1)
    assert left == approx(0.100, abs=0.001)


@pytest.mark.parametrize("belief", [0.02, 0.3, 0.9])
def test_without_a_rule_belief_returns_to_its_baseline_from_both_sides(belief):
    assert mean(over(60, rows_of(MANY, belief=belief))) == approx(0.1, abs=0.002)


def test_who_is_scored_no_longer_forgets_as_well():
    nobody = np.zeros((1, MANY), np.uint8)
    assert mean(lived(60, subject=nobody)) == approx(0.1, abs=0.002)


def deeds_and_notices(chance, deeds, month, luck):
    """The bytes of a month and its news, each deed noticed with a chance, at once."""
    done = luck.poisson(deeds, MANY)
    told = luck.binomial(done, chance)
    news = np.zeros((1, 4), np.int64)
    news[0, NOTICED], news[0, DONE] = told.sum(), done.sum()
    return {"felt": felt(np.minimum(told, 3), np.minimum(done, 7)), "news": news, "month": month}


@pytest.mark.parametrize("chance", [0.05, 0.4])
@pytest.mark.parametrize("learnt", [{"learns": 0.1, "hearsay": 0.0}, {"learns": 0.0}])
def test_belief_tends_to_the_true_chance_of_notice(chance, learnt):
    """By own deeds alone, and by word of mouth alone."""
    rows, luck = rows_of(MANY, belief=0.3), np.random.default_rng(5)
    settings = SHIPPED._replace(**learnt)
    for month in range(100):
        happened = deeds_and_notices(chance, 0.6, month, luck)
        live(MECHANISM, settings, surroundings(MANY, **happened), rows)
    assert mean(rows) == approx(chance, abs=0.006)


def test_belief_tends_there_where_word_comes_months_later():
    """Notices of a month's deeds come the next: who did none then is told all the same."""
    rows, luck, late = rows_of(MANY, belief=0.3), np.random.default_rng(6), np.zeros(MANY, int)
    for month in range(120):
        done = luck.poisson(0.4, MANY)
        happened = {"felt": felt(np.minimum(late, 3), np.minimum(done, 7)), "month": month}
        live(MECHANISM, SHIPPED, surroundings(MANY, **happened), rows)
        late = luck.binomial(done, 0.3)
    assert mean(rows) == approx(0.3, abs=0.006)


@pytest.mark.parametrize("deeds", [2, 30])
def test_what_is_told_in_small_communities_is_right_in_the_mean(deeds):
    """Notices and deeds of a month are of different months, and hang together in nothing."""
    c, luck = 2000, np.random.default_rng(7)
    rows = rows_of(c, belief=0.3)
    levels = []
    for month in range(200):
        news = np.zeros((c, 4), np.int64)
        news[:, DONE], news[:, NOTICED] = luck.poisson(deeds, c), luck.poisson(0.2 * deeds, c)
        around = surroundings(
            c, month=month, news=news, community=np.arange(c), size=np.ones(c, int),
            bit=np.ones((1, c), np.uint8), announced=np.full((1, c), TOLD_BEFORE),
        )  # fmt: skip
        live(MECHANISM, SHIPPED, around, rows)
        levels.append(mean(rows))
    assert np.mean(levels[100:]) == approx(0.2, abs=0.012)


def test_nothing_fades_where_nothing_is_learnt():
    """Years of deeds of which no word came, with rules in force: not a step."""
    still = SHIPPED._replace(learns=0.0, hearsay=0.0)
    rows, luck = rows_of(MANY, belief=0.3), np.random.default_rng(8)
    for month in range(24):
        live(MECHANISM, still,
             surroundings(MANY, **deeds_and_notices(0.0, 1.0, month, luck)), rows)  # fmt: skip
    assert np.ptp(rows["belief"]) <= 1 and mean(rows) == approx(round(0.3 * 255) / 255)


def test_who_knows_of_nothing_keeps_the_baseline_whatever_happens():
    rows = rows_of(MANY, known=0)
    nobody = np.zeros((1, MANY), np.uint8)
    lived(1, rows=rows, subject=nobody)
    assert mean(rows) == approx(0.1, abs=1e-4), "half of them a step above, half below"
    before = rows["belief"].copy()
    lived(6, rows=rows, subject=nobody, felt=np.full(MANY, 3, np.uint8))
    assert np.array_equal(before, rows["belief"])


def test_word_of_mouth_moves_everybody_a_twelfth_of_the_way():
    news = np.zeros((1, 4), np.int64)
    news[0, NOTICED], news[0, DONE] = 800, 999
    rows = lived(1, rows=rows_of(MANY, belief=0.3), news=news)
    start = round(0.3 * 255) / 255
    assert mean(rows) == approx(start + 0.08 * (0.8 - start), abs=1e-4)


def aware(rows):
    return (rows["known"] > 0).mean()


def heard(announced, months=1, **settings):
    """Who has heard after so many months, of a scheme announced so many months ago."""
    rows = rows_of(MANY, known=0)
    for month in range(months):
        since = np.full((1, 1), announced if month == 0 else TOLD_BEFORE)
        around = surroundings(MANY, month=month, announced=since)
        live(MECHANISM, SHIPPED._replace(**settings), around, rows)
    return rows


def test_a_tenth_hears_at_the_announcement_and_believes_it():
    rows = heard(0)
    assert aware(rows) == approx(0.1, abs=0.004)
    assert rows["belief"][rows["known"] > 0].mean() / 255 == approx(0.35, abs=1e-3)


def test_where_a_scheme_is_not_nobody_hears_of_it():
    assert aware(heard(NEVER_THERE)) == 0


def test_an_older_scheme_is_known_as_one_announced_so_long_ago():
    """The same share as if it had been lived through; what is believed was told out of people."""
    old, lived_through = heard(24, hears=0.02), heard(0, 25, hears=0.02)
    assert aware(old) == approx(aware(lived_through), abs=0.006)
    assert aware(old) > 0.4
    first = lambda rows: rows["belief"][:256][rows["known"][:256] > 0]  # noqa: E731
    assert first(old).min() / 255 == approx(0.1 + 0.25 * 0.92**24, abs=0.01)
    assert first(lived_through).min() / 255 == approx(0.35, abs=0.005), "nobody was told anything"


def test_who_heard_when_follows_from_one_draw():
    assert heard_ago(0.05, 3, 0.1, 0.5) == 3
    assert heard_ago(0.5, 3, 0.1, 0.5) == 2  # 1 - .9 x .5 = .55 have heard a month later
    assert heard_ago(0.56, 3, 0.1, 0.5) == 1
    assert heard_ago(0.95, 3, 0.1, 0.5) == -1
    assert heard_ago(0.4, TOLD_BEFORE, 0.1, 0.5) == 0 and heard_ago(0.6, TOLD_BEFORE, 0.1, 0.5) < 0


def test_each_scheme_is_heard_of_apart_by_its_subjects_alone():
    """Two schemes: the second scores every other resident, who hears of it by luck of its own."""
    subject = np.ones((2, MANY), np.uint8)
    subject[1, ::2] = 0
    around = surroundings(
        MANY, month=0, subject=subject, bit=np.array([[1], [2]], np.uint8),
        announced=np.zeros((2, 1), int), offers=np.ones((2, 1), np.uint8),
    )  # fmt: skip
    rows = rows_of(MANY, known=0)
    live(MECHANISM, SHIPPED, around, rows)
    alone = heard(0)
    assert np.array_equal(rows["known"] & 1, alone["known"] & 1), "one more moves no luck"
    assert not (rows["known"][::2] & 2).any()
    assert (rows["known"][1::2] & 2 > 0).mean() == approx(0.1, abs=0.005)


def test_nobody_hears_whose_attention_is_nought():
    rows = heard(0, aware_at_start=1.0)
    assert set(np.flatnonzero(rows["known"] == 0) % 256) <= set(range(128))
    assert (rows["known"][::256] == 0).all()


def test_the_defaults_are_neutral():
    assert not MECHANISM.terms[0].curve(PerceivedRisk()).any()


def test_a_part_of_the_people_alone_has_the_same_bits():
    """Luck hangs on community and slot, and not on who else is looked at."""
    around = surroundings(4000, announced=np.zeros((1, 1), int))
    whole = rows_of(4000, belief=0.3, known=0)
    whole["known"][::2] = 1
    apart = {name: row.copy() for name, row in whole.items()}
    live(MECHANISM, SHIPPED, around, whole)
    for start, stop in ((2500, 4000), (0, 2500)):
        here = slice(start, stop)
        part = around._replace(
            subject=around.subject[:, here], community=around.community[here],
            slot=around.slot[here],
        )  # fmt: skip
        MECHANISM.monthly(SHIPPED, part, start, stop, apart, np.zeros(stop - start), 1.0)
    for name in ("belief", "known"):
        assert np.array_equal(whole[name], apart[name])
    assert whole["known"].sum() > 2000


HEEDS = SHIPPED._replace(visited=0.05)  # what visits told fades under a rule as well


def at_rest(settings, visits, months=240):
    """The mean belief of many who are visited so often every month, and hear no other news."""
    lived_so = rows_of(MANY, belief=0.3)
    for month in range(months):
        seen = np.full(MANY, visits, np.uint8)
        live(MECHANISM, settings, surroundings(MANY, month=month, visited=seen), lived_so)
    return mean(lived_so)


@pytest.mark.parametrize("visits", [1, 3])
def test_belief_comes_to_rest_where_visits_and_fading_balance(visits):
    left, fades = 0.95**visits, HEEDS.fades
    level = ((1 - fades) * (1 - left) + fades * HEEDS.baseline) / (1 - (1 - fades) * left)
    assert at_rest(HEEDS, visits) == approx(level, abs=0.003)


def test_the_oftener_inspectors_come_the_more_is_believed():
    levels = [at_rest(HEEDS, visits, 60) for visits in range(4)]
    assert levels == sorted(levels) and levels[0] == approx(0.1, abs=0.003)
    assert np.diff(levels).min() > 0.05


def test_where_visits_tell_nothing_they_move_nobody():
    quiet, visited = rows_of(MANY, belief=0.3), rows_of(MANY, belief=0.3)
    live(MECHANISM, SHIPPED, surroundings(MANY), quiet)
    live(MECHANISM, SHIPPED, surroundings(MANY, visited=np.full(MANY, 9, np.uint8)), visited)
    assert SHIPPED.visited == 0 and np.array_equal(quiet["belief"], visited["belief"])


def test_who_knows_of_no_rule_is_told_nothing_by_a_visit():
    rows = rows_of(MANY, belief=0.3, known=0)
    before = rows["belief"].copy()
    around = surroundings(
        MANY, visited=np.full(MANY, 9, np.uint8), subject=np.zeros((1, MANY), np.uint8)
    )
    live(MECHANISM, HEEDS, around, rows)
    assert np.array_equal(before, rows["belief"])
