"""One budget of hours: what is asked for fits into it, and goes to what gives most an hour."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from pytest import approx

from socialcredit.compile.budget import hours_a_deed as hours_by_kind
from socialcredit.compile.budget import lures, points_at_once
from socialcredit.core.errors import SocialCreditError
from socialcredit.engine.preparing import prepared
from socialcredit.language.model.entries import Entry
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scheme
from socialcredit.stages.response.hours import hours_a_deed
from socialcredit.stages.response.offsetting import A_YEAR, MECHANISM, counts_hours
from tests.engine.towns import town
from tests.stages.response.around import live, rows_of, surroundings
from tests.stages.response.test_every_mechanism import settings_of

YOUNG, OLD = 30, 70
PLAIN = settings_of("offsetting", strength=20.0)
CHEAP = {"cheap_good": True, "sign": "good", "rate": 1.0}
DEEDS = (
    {**CHEAP, "deed": "clean-up", "size": {"unit": "hours", "values": [1] * 8 + [3] * 8}},
    {**CHEAP, "deed": "blood-donation", "hours": 4.0},
)


def drawn(pulls, takes, residents=1, **changes):
    """People under one scheme a hundred points short, drawn to kinds by these pulls."""
    around = surroundings(
        residents, score=np.full((1, residents), 90_000, np.int32),
        lures=np.array(pulls, np.int64).reshape(1, -1, 1), takes=np.array(takes, float), **changes,
    )  # fmt: skip
    around.people.attention[:] = 255
    around.people.age[:] = YOUNG
    return around


def deeds_a_year(settings, around, **mind):
    return live(MECHANISM, settings, around, rows_of(len(around.felt), pays=1.0, **mind)) * 365


def test_with_all_hours_of_the_year_nobody_counts_them():
    assert counts_hours(PLAIN) is None
    assert counts_hours(PLAIN._replace(spare=A_YEAR - 1)) == 0.0
    assert counts_hours(PLAIN._replace(prefers=0.5)) == 0.5
    free, bound = drawn([1, 1], [2.0, 4.0]), surroundings(1, score=np.full((1, 1), 90_000))
    bound.people.attention[:] = 255
    assert deeds_a_year(PLAIN, free)[0] == deeds_a_year(PLAIN, bound)[0] == approx(24)


def test_a_deed_takes_what_the_kinds_take_that_draw_one():
    known, asked = np.ones(1, np.uint8), np.ones(1)
    assert hours_a_deed(drawn([1, 3], [2.0, 4.0]), known, asked, 0, 1)[0] == approx((2 + 12) / 4)
    assert hours_a_deed(drawn([0, 0], [2.0, 4.0]), known, asked, 0, 1)[0] == 0
    unheard = hours_a_deed(drawn([1, 3], [2.0, 4.0]), known * 0, asked, 0, 1)
    assert unheard[0] == 0
    unscored = drawn([1, 3], [2.0, 4.0], subject=np.zeros((1, 1), np.uint8))
    assert hours_a_deed(unscored, known, asked, 0, 1)[0] == 0


def test_of_two_schemes_the_one_that_draws_more_to_a_kind_counts_for_it():
    two = surroundings(
        1, subject=np.ones((2, 1), np.uint8), bit=np.array([[1], [2]], np.uint8),
        lures=np.array([[[1], [3]], [[1], [1]]], np.int64), takes=np.array([2.0, 4.0]),
    )  # fmt: skip
    both, one, other = (
        hours_a_deed(two, np.full(1, known, np.uint8), np.ones(1), 0, 1)[0] for known in (3, 1, 2)
    )
    assert (both, one, other) == approx((14 / 4, 14 / 4, 6 / 2))


def test_neighbours_who_know_of_other_schemes_or_live_under_other_layers_have_hours_of_their_own():
    known, asked = np.array([1, 2, 3, 2, 1, 2], np.uint8), np.array([1.0, 1, 1, 0, 1, 1])
    two = surroundings(
        6, subject=np.array([[1, 1, 1, 1, 1, 0], [1] * 6], np.uint8), takes=np.array([2.0, 4.0]),
        bit=np.array([[1, 1], [2, 2]], np.uint8), community=np.array([0, 0, 0, 0, 1, 1]),
        lures=np.array([[[1, 1], [3, 0]], [[1, 0], [1, 1]]], np.int64),
    )  # fmt: skip
    hours = hours_a_deed(two, known, asked, 0, 6)
    assert hours == approx([14 / 4, 6 / 2, 14 / 4, 0, 2, 4]), "the fourth is asked for nothing"


def test_the_budget_is_by_age_and_binds_where_the_deeds_asked_for_take_more():
    around = drawn([1], [3.0], residents=2)
    around.people.age[1] = OLD
    settings = PLAIN._replace(spare=(10.0, 30.0, 60.0, 90.0))
    assert deeds_a_year(settings, around) == approx([30 / 3, 24])
    assert deeds_a_year(settings._replace(spare=0.0), around) == approx([0, 0])


@given(
    pulls=some.lists(some.integers(0, 1 << 30), min_size=3, max_size=3),
    takes=some.lists(some.floats(0.01, 1000), min_size=3, max_size=3),
    spare=some.lists(some.floats(0, A_YEAR), min_size=4, max_size=4),
    strength=some.floats(0, 1000), most=some.floats(0, 45), reach=some.floats(0, 1e4),
    points=some.integers(0, 120_000), pays=some.floats(0, 1), age=some.integers(0, 120),
)  # fmt: skip
def test_hours_of_all_kinds_stay_within_the_budget_whatever_the_settings(
    pulls, takes, spare, strength, most, reach, points, pays, age
):
    around = drawn(pulls, takes)._replace(score=np.array([[points]], np.int32))
    around.people.age[:] = age
    settings = PLAIN._replace(strength=strength, most=most, reach=reach, spare=tuple(spare))
    asked = live(MECHANISM, settings, around, rows_of(1, pays=pays))[0] * 365
    total = sum(pulls)
    hours = sum(asked * pull / total * take for pull, take in zip(pulls, takes, strict=True)) \
        if total else 0.0  # fmt: skip
    allowed = spare[int(np.searchsorted([18, 40, 60], age, side="right"))]
    assert hours <= allowed * (1 + 1e-9) + 1e-9 and 0 <= asked <= most * (1 + 1e-9) + 1e-9


def test_more_hours_never_bring_fewer_deeds():
    around = drawn([2, 1], [1.0, 5.0])
    done = [deeds_a_year(PLAIN._replace(spare=hours), around)[0] for hours in (0, 5, 20, 80, 1000)]
    assert done == sorted(done) and done[0] == 0 and done[-1] == approx(24)


def test_what_pays_not_asks_no_hours():
    around = drawn([1], [2.0])
    bound = PLAIN._replace(spare=10.0)
    assert live(MECHANISM, bound, around, rows_of(1, pays=1 / 255))[0] * 365 == approx(24 / 255)


@pytest.fixture
def book():
    """Two kinds, an entry for each: six points a clean-up, four a gift of blood."""
    entry = np.array([[(1,), (1,)]], [("gives", np.int64)]).view(np.recarray)
    of_kind = np.array([[[0], [1]]])
    scheme = load_scheme("weihai")
    entries = tuple(
        Entry(deed=one["deed"], points=points, since=scheme.starts, source="x", evidence="assumed")
        for one, points in zip(DEEDS, (6, 4), strict=True)
    )
    return scheme.model_copy(update={"entries": entries}), SimpleNamespace(
        entry=entry, of_kind=of_kind
    )


def test_kinds_draw_by_points_an_hour_and_at_nought_as_they_are_done_anyway(book):
    scheme, rules = book
    assert hours_by_kind(DEEDS).tolist() == [2.0, 4.0]
    even = lures([scheme], rules, DEEDS, 0.0)[0, :, 0]
    assert even[0] == even[1] == 1 << 19
    once = lures([scheme], rules, DEEDS, 1.0)[0, :, 0]
    assert once[0] / once[1] == approx((6 / 2) / (4 / 4))
    twice = lures([scheme], rules, DEEDS, 2.0)[0, :, 0]
    assert twice[0] / twice[1] == approx(9)
    rules.entry.gives[0, 1] = 0
    assert lures([scheme], rules, DEEDS, 1.0)[0, 1, 0] == 0


def entry_of(**kind):
    told = {"deed": "volunteering", "since": "2014-01-01", "source": "x", "evidence": "assumed"}
    return Entry.model_validate({**told, **kind})


@pytest.mark.parametrize(
    ("kind", "sizes", "points"),
    [
        ({"points": 5}, [1], 5), ({"range": [2, 6]}, [1], 4),
        ({"ladder": [3, 2], "meter": "m"}, [1], 3), ({"to_grade": "C"}, [1], 0),
        ({"by_size": [[100, 1], ["end", 5]]}, [50, 100, 200, 300], 3),
        ({"steps": [[2, 1], ["end", "1/2"]], "meter": "m"}, [1, 4], (1 + 3) / 2),
    ],
)  # fmt: skip
def test_the_points_of_a_first_record_are_those_of_its_rule(kind, sizes, points):
    assert points_at_once(entry_of(**kind), load_scheme("weihai"), sizes) == approx(points)


def test_where_hours_count_a_deed_of_which_nobody_says_how_many_is_refused_at_its_line(tmp_path):
    path = tmp_path / "deeds.yaml"
    path.write_text(
        "extends: deeds.yaml\ndeeds:\n  - {deed: gift, title: Gift, domain: charity, sign: good, "
        "rate: 1, cheap_good: true, source: assumed, evidence: assumed}\n"
    )
    asked = town(people=300, assumptions={"deeds": str(path)}, responses={"drift": True})
    with pytest.raises(SocialCreditError, match="nobody says how many this deed takes") as caught:
        prepared(resolve(asked), 1)
    assert caught.value.where.endswith("deeds.yaml:3:12") and caught.value.text == "gift"
    assert "`hours:`" in caught.value.expected and caught.value.hint
    assert (
        prepared(resolve(asked.model_copy(update={"responses": {}})), 1).responses.prefers is None
    )


def test_the_shipped_deeds_have_hours_where_anybody_can_do_them():
    deeds = prepared(resolve(town(people=300)), 1).deeds
    hours = {deed["deed"]: h for deed, h in zip(deeds, hours_by_kind(deeds), strict=True)
             if deed.get("cheap_good")}  # fmt: skip
    assert {"blood-donation", "volunteering"} <= set(hours) and min(hours.values()) > 0
