"""What erases a drunk drive under each scheme: from its rules, and the same as pages show."""

from fractions import Fraction

import pytest
from pytest import approx

from socialcredit.cases.erasing import (
    BOUGHT,
    FILE,
    NO_REWARD,
    NOT_COUNTED,
    TO_GRADE,
    hours_for,
    rows_of,
    table,
    text_of,
)
from socialcredit.language.model.entries import Entry
from socialcredit.language.resolve.loading import load_scheme
from socialcredit.report.sections import hours as page

DEEDS = {
    "volunteering": {
        "deed": "volunteering", "title": "Work", "cheap_good": True,
        "size": {"unit": "hours", "values": [2] * 16},
    },
    "blood-donation": {
        "deed": "blood-donation", "title": "Blood", "cheap_good": True, "hours": 1.5
    },
}  # fmt: skip


def test_the_table_that_pages_read_is_that_of_the_shipped_rules():
    assert FILE.read_text(encoding="utf-8") == text_of(table()), (
        "python -m socialcredit.cases.erasing writes it anew"
    )


def rows(name):
    return list(rows_of(load_scheme(name), DEEDS))


def test_points_taken_over_points_an_hour_the_soonest_first():
    """Weihai: fifty points; ten for an hour and a half, and one an hour for twenty, then a half."""
    found = rows("weihai")
    assert [(row["kind"], row["hours"]) for row in found] == [
        ("blood-donation", "7.5"), ("volunteering", "80"),
    ]  # fmt: skip
    assert {row["state"] for row in found} == {BOUGHT}


def test_what_leads_straight_to_a_grade_or_has_no_reward_cannot_be_bought_back():
    (rongcheng,) = rows("rongcheng")
    assert (rongcheng["state"], rongcheng["takes"]) == (TO_GRADE, "C")
    (licence,) = rows("licence-points")
    assert (licence["state"], licence["takes"]) == (NO_REWARD, "3")
    assert [row["state"] for row in rows("sesame")] == [NOT_COUNTED]


@pytest.mark.parametrize(("takes", "hours"), [(10, 10), (20, 20), (35, 50), (50, 80), (60, 110)])
def test_steps_are_followed_to_their_end(takes, hours):
    told = {"deed": "volunteering", "since": "2014-01-01", "source": "x", "evidence": "assumed"}
    steps = [[20, 1], [80, Fraction(1, 2)], ["end", Fraction(1, 3)]]
    entry = Entry.model_validate({**told, "steps": steps, "meter": "m"})
    assert hours_for(entry, takes, 1.0) == approx(hours)


def test_every_scheme_of_persons_stands_in_the_picture_or_below_it():
    figure = page.heat_map(page.table())
    told = "".join(row[0] for row in figure.rows) + figure.note
    for row in page.table():
        assert row["title"] in told
    cells = {row[0]: row[1:] for row in figure.rows}
    assert set(cells["Rongcheng personal credit score"][1:]) == {page.NEVER}
    assert cells["Rongcheng personal credit score"][0] == "straight to C"
    assert "80 h" in cells['Weihai "Haibei" (seashell) score']
    assert page.NEVER in figure.alt and str(figure.drawn).count("<td class=") >= 8


def test_a_yearly_cap_says_in_how_many_years():
    figure = page.heat_map(page.table())
    national = next(row for row in figure.rows if row[0].startswith("One national"))
    assert any("over 1.2 years" in cell for cell in national)
