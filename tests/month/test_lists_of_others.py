"""A consequence that reads another scheme's list: whoever is scored here and listed there."""

from datetime import date

import pytest
from pydantic import ValidationError

from socialcredit.cases.judge import judge
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.events import LISTED, REFUSED, UNLISTED
from socialcredit.engine.run import simulate
from socialcredit.language.check.cases import problems_of_cases
from socialcredit.language.model.cases import Case
from socialcredit.language.model.consequences import Consequence, When
from socialcredit.language.resolve.fitting import check_lists_read
from socialcredit.language.resolve.inputs import resolve
from tests.engine.towns import SHARP, mechanisms_off, town
from tests.month.test_dated_rules import HOLDS
from tests.month.test_lists_by_record import NO_REPAIR, OFFENCE, roads
from tests.stages.small import scheme_with

BAN = {"consequence": "ban", "domain": "fast-train", "effect": "refuse", **HOLDS}
OF = {"list": "roads", "of": "police"}


def ban(when=OF):
    return Consequence.model_validate({**BAN, "when": when})


def settled(*schemes):
    """A town under `police`, which keeps the list, and `shop`, which has no list of its own."""
    asked = town(twin=None, ends=date(2014, 6, 30), responses=mechanisms_off(),
                 panel_households=1200)  # fmt: skip
    inputs = resolve(asked, [*SHARP, "assumptions.domains.attempts.fast-train.per_year=24"])
    plain = inputs.schemes[0].model_copy(
        update={"entries": (), "lists": (), "consequences": (), "procedure": (NO_REPAIR,)}
    )
    kinds = {
        "police": {"scheme": "police", "entries": (OFFENCE,), "lists": (roads(),)},
        "shop": {"scheme": "shop", "consequences": (ban(),)},
    }
    return inputs._replace(schemes=tuple(plain.model_copy(update=kinds[one]) for one in schemes))


def days_of(tables, what, scheme):
    book = tables["panel_events"]
    chosen = (book["what"] == what) & (book["scheme"] == scheme)
    return list(zip(book["resident"][chosen].tolist(), book["day"][chosen].tolist(), strict=True))


@pytest.mark.parametrize("order", [("police", "shop"), ("shop", "police")])
def test_the_listed_are_refused_while_they_stand_on_the_list_and_nobody_else_is(order):
    _, tables = simulate(settled(*order), 1)
    listed, left = (days_of(tables, w, order.index("police")) for w in (LISTED, UNLISTED))
    refused = days_of(tables, REFUSED, order.index("shop"))
    assert len(refused) > 20
    for who, day in refused:
        begun = max((d for w, d in listed if w == who and d <= day), default=None)
        assert begun is not None, "refused and never listed"
        assert not any(begun < d <= day for w, d in left if w == who), "refused after leaving"
    assert not days_of(tables, REFUSED, order.index("police"))


def test_without_the_scheme_that_keeps_the_list_nobody_is_refused():
    _, tables = simulate(settled("shop"), 1)
    assert tables["doors"]["attempts"].sum() == 0


def test_a_list_that_the_other_scheme_does_not_keep_is_an_error():
    police, shop = settled("police", "shop").schemes
    check_lists_read((police, shop))
    other = shop.model_copy(update={"consequences": (ban({"list": "road", "of": "police"}),)})
    with pytest.raises(SocialCreditError, match="no such list") as raised:
        check_lists_read((police, other))
    assert raised.value.meant == "roads"
    with pytest.raises(SocialCreditError, match="no such scheme in the run"):
        check_lists_read((shop,))
    check_lists_read((shop.model_copy(update={"consequences": (ban({**OF, "of": "suqian"}),)}),))


def test_of_another_scheme_only_a_list_is_read():
    with pytest.raises(ValidationError, match="only a list is read"):
        When(grades=["D"], of="police")


def test_an_example_person_may_be_on_the_list_of_another_scheme():
    scheme = scheme_with(consequences=[{**BAN, "when": OF}])
    told = {"case": "x", "as_of": "2020-06-01", "expect": {"money": 0}}
    refused = []
    for listed in ({"police": "roads"}, {}):
        case = Case.model_validate({**told, "person": {"age": 30, "listed": listed}})
        assert not problems_of_cases((case,), scheme)
        refused.append(judge(scheme, case).refused)
    assert refused == [("fast-train",), ()]
    typo = Case.model_validate({**told, "person": {"age": 30, "listed": {"police": "road"}}})
    [problem] = problems_of_cases((typo,), scheme)
    assert "reads no list `police: road`" in problem.message
