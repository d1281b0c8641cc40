"""Terms by the calendar: years and months as laws count them, days as days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialcredit.compile.versions import epoch_of
from socialcredit.core.calendar import Duration, earlier, later
from socialcredit.core.terms import a_month_on, after

START = date(1999, 7, 14)
EPOCH = epoch_of(START)
days = st.integers(0, 65_000)


@given(days, st.integers(1, 2_400))
def test_kernels_and_dates_agree_on_the_day_a_term_of_months_ends(day, months):
    ends = START + timedelta(days=int(after(day, -months, EPOCH)))
    assert ends == later(START + timedelta(days=day), Duration(months=months))


@given(days, st.integers(0, 70_000))
def test_days_are_days(day, count):
    assert after(day, count, EPOCH) == day + count


@pytest.mark.parametrize(
    ("begins", "months", "ends"),
    [
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 2, 29), 48, date(2024, 2, 29)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2021, 1, 1), 12, date(2022, 1, 1)),
        (date(2021, 8, 31), 6, date(2022, 2, 28)),
        (date(2000, 2, 29), 1200, date(2100, 2, 28)),
    ],
)
def test_a_month_ends_on_the_same_day_or_on_the_last_of_its_month(begins, months, ends):
    assert later(begins, Duration(months=months)) == ends


def test_what_is_charged_from_the_31st_on_is_charged_at_the_end_of_every_month():
    begun, charged = (date(2020, 1, 31) - START).days, []
    day = begun
    for _ in range(4):
        day = int(a_month_on(begun, day, EPOCH))
        charged.append((START + timedelta(days=day)).isoformat())
    assert charged == ["2020-02-29", "2020-03-31", "2020-04-30", "2020-05-31"]


def test_a_term_before_a_day_is_counted_by_the_calendar_too():
    assert earlier(date(2021, 3, 31), Duration(months=1)) == date(2021, 2, 28)
    assert earlier(date(2021, 3, 31), 30) == date(2021, 3, 1)
