"""The manifest says which rule each number of a table means, and when it is in force."""

from datetime import date

import pytest

from socialcredit.engine.manifest import names_of
from socialcredit.engine.preparing import prepared
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario

SCREEN, LATER = "on-the-screen", "on-the-screen@2018-03-01"  # what Shenzhen wrote, and changed


def names(starts: date, ends: date):
    """What is told of Shenzhen's scheme, whose screens had another rule from March 2018 on."""
    changed = {"people": 200, "starts": starts, "ends": ends, "twin": None}
    inputs = resolve(load_scenario("shenzhen").model_copy(update=changed))
    return inputs.schemes[0], names_of(inputs, prepared(inputs, 1))["schemes"][0]


@pytest.mark.parametrize("what", ["entries", "lists", "consequences"])
def test_every_rule_and_every_later_version_of_it_has_a_name_of_its_own(what):
    scheme, told = names(date(2018, 2, 1), date(2018, 2, 28))
    rules = getattr(scheme, what)
    assert len(set(told[what])) == len(told[what]) == len(rules)
    for name, rule in zip(told[what], rules, strict=True):
        plain, _, day = name.partition("@")
        assert plain == rule.id and day in ("", rule.since.isoformat())


@pytest.mark.parametrize(
    ("starts", "ends", "before", "after"),
    [
        (date(2018, 2, 1), date(2018, 4, 30), (0, 0), (1, 2)),
        (date(2018, 3, 1), date(2018, 4, 30), (0, -1), (0, 1)),
        (date(2018, 1, 1), date(2018, 2, 28), (0, 1), (0, -1)),
    ],
    ids=["changed on the way", "changed before", "changed afterwards"],
)
def test_the_months_in_which_a_version_is_in_force_are_told(starts, ends, before, after):
    """First and last month; where it never is, the last comes before the first."""
    _, told = names(starts, ends)
    months = dict(zip(told["entries"], told["entry_months"], strict=True))
    assert (months[SCREEN], months[LATER]) == (before, after)
