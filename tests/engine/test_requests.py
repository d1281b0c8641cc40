"""From what a person asks for to what the engine is told."""

from datetime import date

import pytest

from socialcredit.core.calendar import LONGEST_YEARS, last_day
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.limits import MOST_DAYS
from socialcredit.engine.requests import changes
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.loading import load_scenario

RONGCHENG = load_scenario("shipped:rongcheng")


def test_five_years_from_new_year_end_with_the_year() -> None:
    assert last_day(date(2014, 1, 1), 5) == date(2018, 12, 31)


def test_a_year_from_a_leap_day_ends_before_its_eve() -> None:
    assert last_day(date(2016, 2, 29), 1) == date(2017, 2, 27)


@pytest.mark.parametrize("years", [0, -1, 180, 100_000])
def test_years_that_cannot_be_are_refused(years: int) -> None:
    with pytest.raises(SocialCreditError):
        last_day(date(2014, 1, 1), years)


def test_the_most_years_from_any_day_fit_the_books() -> None:
    starts = [date(year, 3, 1) for year in range(1895, 1905)]
    longest = max((last_day(start, LONGEST_YEARS) - start).days + 1 for start in starts)
    assert longest <= MOST_DAYS < longest + 365


def test_years_count_from_the_day_that_is_set() -> None:
    sets = ["people=300", "from=2020-07-01"]
    asked = changes(RONGCHENG, years=2, further=sets)
    assert asked == ["to=2022-06-30", *sets]


def test_only_what_was_asked_for_is_changed() -> None:
    assert changes(RONGCHENG) == []
    asked = changes(RONGCHENG, people=5000, years=2, seed=9)
    assert asked == ["people=5000", "firms=211", "to=2015-12-31", "seed=9"]


def test_firms_beside_residents_stay_as_many_for_each_of_them() -> None:
    assert RONGCHENG.people == 710_000 and RONGCHENG.firms == 30_000
    assert changes(RONGCHENG, people=20_000) == ["people=20000", "firms=845"]
    assert changes(RONGCHENG, people=3) == ["people=3", "firms=1"]
    assert changes(RONGCHENG, people=5000, firms=7) == ["people=5000", "firms=7"]
    assert changes(RONGCHENG, people=5000, further=["firms=9"])[-1] == "firms=9"


def test_where_firms_are_simulated_their_number_is_meant() -> None:
    told = RONGCHENG.as_written() | {
        "people": None,
        "firms": 900,
        "twin": None,
        "firm_assumptions": {},
    }
    assert changes(Scenario.model_validate(told), people=50) == ["firms=50"]
