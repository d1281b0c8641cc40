"""`--set 'PATH *= FACTOR'` and stars: many values by one change, cut where a bound says so."""

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.read.numbers import Factor
from socialcredit.language.resolve import overrides
from socialcredit.language.resolve.inputs import resolve
from tests.engine.towns import town


def sensors(*sets):
    """Who sees deeds, by name, after these changes."""
    return {one.source: one for one in resolve(town(), sets).beliefs.sensors.sources}


def test_a_star_stands_for_all_that_have_the_rest_of_the_path():
    before, after = sensors(), sensors("assumptions.sensors.*.wrong_person *= 2")
    assert any(one.wrong_person for one in before.values())
    for name, one in before.items():
        assert after[name].wrong_person == 2 * one.wrong_person
        assert after[name].false_alarm == one.false_alarm


def test_the_name_of_the_list_may_stand_there():
    short = resolve(town(), ["assumptions.sensors.*.false_alarm *= 3"])
    long = resolve(town(), ["assumptions.sensors.sources.*.false_alarm *= 3"])
    assert short.beliefs == long.beliefs


def test_a_star_among_keys_and_a_product_cut_at_a_bound():
    before, after = sensors(), sensors("assumptions.sensors.*.sees.* *= 50 most 0.9")
    for name, one in before.items():
        for deed, chance in one.sees.items():
            assert after[name].sees[deed] == min(50 * chance, 0.9)


def test_a_table_is_multiplied_throughout():
    (before, after) = (
        resolve(town(), sets).beliefs.behaviour.mechanisms
        for sets in ([], ["assumptions.behaviour.dispute.wrong *= 0.5"])
    )
    tables = [
        next(one for one in each if one.mechanism == "dispute").parameters["wrong"]
        for each in (before, after)
    ]
    assert tables[1] == [number * 0.5 for number in tables[0]]


def test_schemes_by_a_star():
    before, after = (
        resolve(town(), sets).schemes
        for sets in ([], ["schemes.*.procedure.office.decisions *= 0.5"])
    )
    for one, other in zip(before, after, strict=True):
        assert other.procedure[0].office.decisions == one.procedure[0].office.decisions / 2


def test_all_ways_to_respond_by_a_star():
    assert set(resolve(town(), ["responses.*=false"]).scenario.responses.values()) == {False}


def test_a_value_for_all_that_write_one():
    after = sensors("assumptions.sensors.*.delay.most=40 days")
    assert {int(one.delay.most) for one in after.values()} == {40}


@pytest.mark.parametrize(
    "value, factor, result",
    [
        (25, Factor(0.5), 13),  # a half upwards
        (25.0, Factor(0.5), 12.5),
        ([1, 3], Factor(0.5), [1, 2]),
        ([1, 0.5], Factor(0.5), [0.5, 0.25]),
        ({"2018": [2, 4], "2019": [6]}, Factor(0.3), {"2018": [1, 1], "2019": [2]}),
        ("-20", Factor(0.83), "-17"),
        ("0.5", Factor(3), "1.5"),
        ([["20", "-1"], ["end", "-3"]], Factor(2), [["40", "-2"], ["end", "-6"]]),
        ("60 days", Factor(0.5), "30 days"),
        ("2 years", Factor(0.75), "18 months"),
        ("1 month", Factor(0.4), "12 days"),
        (0.4, Factor(3, None, 1.0), 1.0),
        (0.4, Factor(0.1, 0.1, 1.0), 0.1),
    ],
)
def test_what_is_whole_stays_whole(value, factor, result):
    assert factor.of(value) == result


WRONG = {
    "assumptions.sensors.*.wrong_persn *= 2": (
        "`assumptions.sensors.*.wrong_persn` leads to no value",
        "assumptions.sensors.*.wrong_person",
    ),
    "assumptions.senors.*.wrong_person *= 2": (
        "leads to no value", "assumptions.sensors.*.wrong_person",
    ),
    "schemes.*.procedure.ofice.decisions *= 2": (
        "leads to no value", "schemes.*.procedure.office.decisions",
    ),
    "schemes.*.procedure.office.decision *= 2": (
        "leads to no value", "schemes.*.procedure.office.decisions",
    ),
    "assumptions.behaviour.*.title *= 2": ("is not a number", None),
    "assumptions.behaviour.dispute.title *= 2": ("is not a number", None),
    "assumptions.behaviour.while-listed.strength *= 2": (
        "is nought, and so are its multiples", "assumptions.behaviour.while-listed.strength=VALUE",
    ),
    "people *= half": ("this is not a factor", None),
    "people *= 2 at most 3": ("this is not a factor", None),
    "people *= -1": ("this factor is below nought", None),
    "people *= 2 least 5 most 3": ("the least is more than the most", None),
    "people *= 0": ("too small", None),
    "people *=": ("this is not a change", None),
    "*= 2": ("this is not a change", None),
    "responses.* *= 2": ("a switch has no multiples", None),
    "responses.value-of-standing *= 2": ("a switch has no multiples", None),
    "from *= 2": ("a date has no multiples", None),
    "assumptions.sensors.*.wrong_person *= 1000": ("too large", None),
    "schemes.*=2": ("leads to no value", None),
}  # fmt: skip


@pytest.mark.parametrize("change", WRONG)
def test_a_wrong_star_or_factor_is_explained(change):
    problem, meant = WRONG[change]
    with pytest.raises(SocialCreditError) as caught:
        resolve(town(), [change])
    assert problem in caught.value.message and caught.value.meant == meant
    assert caught.value.where == f"--set {change}"


def test_of_many_changes_the_one_at_fault_is_named():
    right = [
        f"assumptions.behaviour.value-of-standing.strength=0.{number}" for number in range(1, 9)
    ]
    at_fault = "assumptions.sensors.*.false_alarm=-1"
    with pytest.raises(SocialCreditError) as caught:
        resolve(town(), [*right, at_fault, *right])
    assert caught.value.where == f"--set {at_fault}"


def test_all_changes_of_a_file_are_checked_once(monkeypatch):
    fits: list[type] = []
    real = overrides.fitted
    monkeypatch.setattr(overrides, "fitted", lambda model, data: (
        fits.append(model), real(model, data))[1])  # fmt: skip
    strengths = [
        f"assumptions.behaviour.value-of-standing.strength=0.{number}" for number in range(1, 9)
    ]
    resolve(town(), [*strengths, *(f"assumptions.sensors.*.false_alarm *= 1.{n}" for n in "123")])
    assert len(fits) == 2


def test_changes_are_made_in_their_order():
    path = "assumptions.behaviour.value-of-standing.strength"
    found = resolve(town(), [f"{path}=0.1", f"{path} *= 3 most 0.2", f"{path} *= 2"])
    standing = next(
        o for o in found.beliefs.behaviour.mechanisms if o.mechanism == "value-of-standing"
    )
    assert standing.strength == 0.4
