"""How much less events say where households bear several of them."""

from datetime import date

import numpy as np
import pytest
from pytest import approx

from socialcredit.experiments import clusters
from socialcredit.experiments.chances import of_count
from socialcredit.experiments.counted import Lived, counted
from socialcredit.experiments.single_events import LINES, borne
from socialcredit.language.model.published import COUNTED, FIXED, Pick
from tests.results.coverage import ENDS, a_figure, runs

HOMES = 4000
PEOPLE = np.random.default_rng(1).integers(1, 5, HOMES).astype(float)


def test_independent_events_say_as_much_as_they_are():
    for rate in (0.02, 0.5, 5.0):
        events = np.random.default_rng(2).poisson(rate * PEOPLE).astype(float)
        assert clusters.of_sum(events, PEOPLE) == approx(1, abs=0.15), rate


def test_ten_events_of_one_household_count_as_one():
    events = np.where(np.arange(HOMES) < 100, 10.0, 0.0)
    found = clusters.of_sum(events, np.ones(HOMES))
    assert found == approx(10, rel=0.1)
    once, together = of_count(100), of_count(1000 / found).times(found)
    assert together.high / together.value == approx(once.high / once.value, abs=0.02)


def test_cases_of_a_share_that_fare_alike_at_home_count_as_one():
    words = np.random.default_rng(3)
    fate, cases = words.random(HOMES) < 0.3, np.full(HOMES, 8.0)
    assert clusters.of_share(np.where(fate, 8.0, 0.0), cases) == approx(8, rel=0.1)
    each_by_itself = words.binomial(8, 0.3, HOMES).astype(float)
    assert clusters.of_share(each_by_itself, cases) == approx(1, abs=0.1)


def test_a_rate_above_one_is_of_independent_events_where_its_events_are():
    words = np.random.default_rng(4)
    assert clusters.of_share(words.poisson(3 * PEOPLE), PEOPLE) == approx(1, abs=0.1)


def test_nobody_can_tell_of_what_fewer_than_ten_households_bear():
    nine, ten = (np.where(np.arange(HOMES) < n, 3.0, 0.0) for n in (9, 10))
    assert clusters.of_sum(nine, np.ones(HOMES)) is None
    assert clusters.of_sum(ten, np.ones(HOMES)) > 3, "known as well as ten households tell it"
    assert clusters.of_share(nine, np.full(HOMES, 3.0)) is None
    assert clusters.of_share(ten, ten) is None, "no household is without"
    assert clusters.of_sum(np.zeros(HOMES), np.ones(HOMES)) is None


@pytest.fixture(scope="module")
def town() -> Lived:
    """A small town, all of it the panel."""
    return next(runs(1, 1000, 1000))[1]


@pytest.mark.parametrize("table, column", LINES)
def test_the_panels_books_tell_singly_what_the_tables_count(town, table, column):
    if table not in town.tables:
        return
    for since in (None, date(2015, 3, 1)):
        pick = Pick(table=table, column=column, since=since)
        if since and column == "stock":
            continue
        told = borne(town, pick, ENDS)
        assert told.events.sum() == counted(town, pick, ENDS).number


@pytest.mark.parametrize(
    "table, column, where",
    [
        ("records", "records", {"cause": FIXED["cause"][1]}),
        ("records", "records", {"entry": "traffic-offence"}),
        ("doors", "refusals", {"consequence": "no-loan", "hits": "self"}),
        ("conduct", "deeds", {"kind": "traffic-offence", "place": "rongcheng"}),
        ("harm", "bad_records", {"group": "majority"}),
    ],
)
def test_they_are_told_apart_as_the_tables_are(town, table, column, where):
    pick = Pick(table=table, column=column, where=where)
    told = borne(town, pick, date(2015, 6, 30))
    assert 0 < told.events.sum() == approx(counted(town, pick, date(2015, 6, 30)).number)


def test_days_of_people_are_so_many_at_once(town):
    pick = Pick(table="harm", column="penal_days", since=date(2015, 12, 1))
    assert clusters.effect_of(town, a_figure("days", pick)) == 31
    assert clusters.effect_of(town, a_figure("x", Pick(table="harm", column="penalised"))) is None


def test_every_line_is_of_a_column_that_there_is():
    assert all(column in COUNTED[table].counts for table, column in LINES)
