"""Sesame Credit beside the courts' list: who has a score, what moves it, opens and closes."""

from datetime import date

import numpy as np
import pytest

from socialcredit.core.columns import ONLINE
from socialcredit.core.events import FILED, LISTED, REFUSED, REWARDED, UNLISTED
from socialcredit.engine import run
from socialcredit.language.resolve import loading
from socialcredit.language.resolve.inputs import resolve

SMALL = {"people": 6000, "panel_households": 6000, "starts": date(2015, 1, 1),
         "ends": date(2016, 3, 31), "twin": None, "places": ("sichuan",)}  # fmt: skip
MANY_DEBTORS = "assumptions.deeds.debt-refusal.rate=0.1"
SESAME, COURTS = 0, 1
SHARED = (date(2015, 8, 1) - SMALL["starts"]).days  # the first month after 24 July


def tables_of(*sets):
    asked = loading.load_scenario("sesame").model_copy(update=SMALL)
    return run.simulate(resolve(asked, [MANY_DEBTORS, *sets]), 1)


@pytest.fixture(scope="module")
def scored():
    return tables_of()


def events(tables, what, scheme=SESAME):
    book = tables["panel_events"]
    chosen = (book["what"] == what) & (book["scheme"] == scheme)
    return {name: column[chosen] for name, column in book.items()}


def doors_named(*names):
    rules = loading.load_scheme("sesame").consequences
    return [number for number, rule in enumerate(rules) if rule.id in names]


def test_nobody_who_is_offline_or_did_not_agree_has_a_score(scored):
    setup, tables = scored
    adults = setup.people.age >= 18
    online = (setup.people.flags & ONLINE) > 0
    last = tables["grades"]["month"] == tables["grades"]["month"].max()
    mine = last & (tables["grades"]["scheme"] == SESAME)
    with_score = tables["grades"]["residents"][mine].sum()
    assert 0.45 < with_score / (adults & online).sum() < 0.7
    filed = np.unique(events(tables, FILED)["resident"])
    assert len(filed) > 1000
    assert (adults & online)[filed].all()


def test_the_score_keeps_to_its_range(scored):
    score = events(scored[1], FILED)["score"]
    assert score.min() >= 35000 and score.max() <= 95000
    assert score.max() - score.min() > 20000


@pytest.fixture(scope="module")
def generous():
    """The same with points enough for the highest grades, and a wish for visas and flights."""
    lavish = ("shopping", "repaid", "profile-completed", "bill-in-app", "friend-invited")
    often = ("visa", "fly", "car-hire")
    return tables_of(
        *(f"schemes.sesame.entries.{entry}.points=60" for entry in lavish),
        *(f"assumptions.domains.attempts.{domain}.per_year=12" for domain in often),
    )


@pytest.mark.parametrize(
    "door, points", [("hotel-free", 600), ("car-free", 650), ("visa", 700), ("airport-lane", 750)]
)
def test_a_door_opens_from_its_threshold_on(generous, door, points):
    eased = events(generous[1], REWARDED)
    grades = eased["grade"][np.isin(eased["entry"], doors_named(door))]
    bounds = loading.load_scheme("sesame").grades[0].bounds
    reached = {n for n, least in enumerate(bounds) if least is not None and least >= points}
    assert set(grades.tolist()) == reached, "each grade from the threshold on, and no lower one"


def test_shopping_lifts_scores(scored):
    def mean(tables):
        table = tables["validity"]
        mine = (table["month"] == table["month"].max()) & (table["scheme"] == SESAME)
        return table["score"][mine].sum() / table["n"][mine].sum()

    assert mean(scored[1]) > mean(tables_of("schemes.sesame.entries.shopping.points=0")[1]) + 10


def test_the_courts_list_closes_the_platform_to_its_debtors_from_the_day_it_is_shared(scored):
    tables = scored[1]
    closed = events(tables, REFUSED)
    by_list = np.isin(closed["entry"], doors_named("no-shopping", "no-loan", "no-flight"))
    assert by_list.sum() > 20
    assert closed["day"][by_list].min() >= SHARED
    listed, left = (events(tables, what, COURTS) for what in (LISTED, UNLISTED))
    early = listed["resident"][listed["day"] < SHARED]
    assert np.isin(closed["resident"][by_list], early).any(), "who was listed before is shut out"
    for who, day in zip(closed["resident"][by_list], closed["day"][by_list], strict=True):
        begun = listed["day"][(listed["resident"] == who) & (listed["day"] <= day)]
        assert len(begun), "shut out and never listed"
        gone = left["day"][(left["resident"] == who) & (left["day"] <= day)]
        assert len(gone) < len(begun), "shut out after the court took the name off"


def test_a_listing_lowers_the_score_once_the_list_is_shared(scored):
    entries = [entry.id for entry in loading.load_scheme("sesame").entries]
    filed = events(scored[1], FILED)
    court = filed["entry"] == entries.index("court-record")
    assert court.sum() > 5
    assert filed["day"][court].min() >= (date(2015, 7, 24) - SMALL["starts"]).days
    assert (filed["points"][court] <= 0).all() and filed["points"][court].min() < -3000
