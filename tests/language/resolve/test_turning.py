"""A scheme and what protest makes of it stand in one file of dated rules, whatever the day."""

from datetime import date, timedelta

import pytest

from socialcredit.language.model.protest import Becomes, Protested
from socialcredit.language.model.provenance import ended
from socialcredit.language.resolve.inputs import as_told, from_told, resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.turning import BY_DAY, Turns, holds_nowhere

FITTING = ("fine-only", "rewards-only", "single-domain", "expiry-one-year", "warning-first")
SCHEMES = ("rongcheng", "suining", "shenzhen")
IDLE = {("shenzhen", "expiry-one-year")}  # which changes nothing there, and is refused
PAIRS = [(one, name) for one in SCHEMES for name in FITTING if (one, name) not in IDLE]


def turned(scheme, name):
    """A scenario's scheme, and what it becomes."""
    outcome = Protested(outcome=Becomes(becomes=name), at=0.5)
    on = {"approval": True, "protest": True}
    asked = load_scenario(scheme).model_copy(update={"protest": outcome, "responses": on})
    return resolve(asked)


def holding(rules, day):
    """What holds on a day of a part, by its name: what it says, and not since when."""
    found = {}
    for rule in rules:
        if rule.since <= day and not ended(rule, day):
            name = getattr(rule, "id", "")
            if name not in found or rule.since >= found[name].since:
                found[name] = rule
    plain = {"since": None, "until": None}
    return {name: rule.model_copy(update=plain) for name, rule in found.items()}


@pytest.mark.parametrize(("scheme", "name"), PAIRS)
def test_before_the_day_the_one_holds_and_from_it_on_the_other(scheme, name):
    inputs = turned(scheme, name)
    (one,), (other,) = inputs.schemes, inputs.turned.values()
    turns = Turns(inputs.turned)
    later = sorted({rule.since for rule in one.rules})
    for day in (inputs.scenario.starts + timedelta(days=31), later[-1] - timedelta(days=40)):
        day = max(day, one.starts + timedelta(days=31)).replace(day=1)
        (both,) = turns.lived((one,), day)
        for part in BY_DAY:
            eve, rules = day - timedelta(days=1), getattr(both, part)
            assert holding(rules, eve) == holding(getattr(one, part), eve), part
            for now in (day, day + timedelta(days=200), date(2024, 1, 1)):
                if now >= day:
                    assert holding(rules, now) == holding(getattr(other, part), now), (part, now)


@pytest.mark.parametrize("name", FITTING)
def test_rules_keep_their_numbers_on_whichever_day_it_turns(name):
    inputs = turned("rongcheng", name)
    turns = Turns(inputs.turned)
    days = (None, date(2014, 5, 1), date(2016, 2, 1), date(2018, 12, 1))
    versions = [turns.lived(inputs.schemes, day)[0] for day in days]
    for part in BY_DAY:
        assert len({tuple(getattr(rule, "id", "") for rule in getattr(one, part))
                    for one in versions}) == 1  # fmt: skip
    waiting = [holds_nowhere(rule) for part in BY_DAY for rule in getattr(versions[0], part)]
    assert any(waiting) or name == "single-domain", "which only leaves rules out"


def test_what_protest_makes_of_a_scheme_is_kept_with_the_run():
    inputs = turned("suining", "fine-only")
    again = from_told(as_told(inputs))
    assert again.turned == inputs.turned and again.scenario.protest == inputs.scenario.protest


def test_a_scheme_that_ends_ends_on_the_day_before_or_earlier():
    (scheme,) = resolve(load_scenario("suining")).schemes
    turns = Turns({"suining": None})
    assert turns.lived((scheme,), date(2010, 6, 1))[0].ends == date(2010, 5, 31)
    over = scheme.model_copy(update={"ends": date(2010, 3, 1)})
    assert turns.lived((over,), date(2010, 6, 1))[0].ends == date(2010, 3, 1)
    assert turns.lived((scheme,), None) == (scheme,)
