"""What a grade is worth: what its doors take in a year, in days robbed, on the declared scales."""

import pytest
from pytest import approx

from socialcredit.compile.documents import documents
from socialcredit.compile.standing import taken_by, taken_in_a_year
from socialcredit.language.resolve.loading import load_beliefs, load_scheme

DOMAINS = documents(load_beliefs())["domains"]
MEAN = {name: sum(one[name] for one in DOMAINS["burden"]) / 3 for name in ("refusal", "hurdle")}


def doors(name):
    """What each consequence of a scheme takes, by its name."""
    scheme = load_scheme(name)
    taken = taken_by([scheme], DOMAINS).consequences
    return dict(zip((one.id for one in scheme.consequences), taken, strict=True))


def test_a_licence_is_worth_a_year_of_days_on_which_one_is_kept_from_driving():
    # held_day weighs 1, 1 and 3 on the three scales
    assert doors("licence-points")["no-driving"] == approx(365 * 5 / 3)


def test_a_refusal_counts_as_often_as_people_come_to_the_door():
    found = doors("rongcheng")
    assert found["no-loan"] == approx(0.25 * MEAN["refusal"])  # a quarter of a loan a year
    assert found["dearer-loan"] == approx(0.25 * MEAN["hurdle"])


def test_what_is_given_takes_nothing():
    found = doors("rongcheng")
    assert found["heating-rebate"] == found["loan-first"] == 0


def test_a_penal_grade_is_worth_its_days_whatever_it_brings():
    assert taken_by([], DOMAINS).penal == approx(365 * (0 + 0.05 + 0.1) / 3)
    assert taken_by([load_scheme("rongcheng")], {}).penal == 0, "where no scale is declared"


@pytest.mark.parametrize("tries", [0.5, 2.0])
def test_twice_as_many_tries_are_twice_the_loss(tries):
    rule = next(one for one in load_scheme("rongcheng").consequences if one.id == "no-loan")
    scale = {"refusal": 3.0}
    assert taken_in_a_year(rule, scale, tries) == 3.0 * tries
