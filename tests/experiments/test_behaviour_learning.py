"""Points on a licence, a limit, and being watched: what comes of them beside what is known."""

import pytest
from pytest import approx

from socialcredit.experiments.behaviour import chilled, licence, limit
from socialcredit.stages.response.value_of_standing import ValueOfStanding


@pytest.mark.parametrize("part", [licence, limit, chilled])
def test_what_was_published_comes_out(part):
    judged = [row for row in part.rows() if row["kind"] != "told"]
    assert judged and all(row["pass"] for row in judged), judged


def test_an_effect_that_hangs_on_an_announcement_goes_as_people_learn_and_only_then():
    learnt, unlearnt = licence.falls(), licence.falls(*licence.UNLEARNT)
    assert licence.over(learnt, 23, 25) < 0.1 * licence.over(unlearnt, 23, 25)


def test_who_stands_within_one_entry_of_the_bound_is_all_that_bunches():
    stay, stood = limit.bunched()
    assert stood == approx(limit.ENTRY / limit.SPREAD, rel=0.05)
    assert stay == approx(stood, rel=0.05)


def test_whose_grade_is_worth_nothing_takes_no_care_of_it():
    assert limit.still_done(ValueOfStanding(5.0, 1.0), 0.0).min() == 1
    assert limit.still_done(ValueOfStanding(0.0, 1.0), 600.0).min() == 1


def test_without_what_stays_watched_deeds_come_back():
    back = chilled.falls(f"{chilled.B}chilling.stays=0")
    assert abs(sum(back[18:24]) / 6) < 0.02 < sum(chilled.falls()[18:24]) / 6
