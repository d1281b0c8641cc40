"""Examples are checked as strictly as rules."""

import pytest

from socialcredit.cases.judge import judge
from socialcredit.language.check.cases import problems_of_cases
from socialcredit.language.check.scheme import Vocabulary
from socialcredit.language.model.cases import Case
from tests.language.fixtures import MINI, changed, error_of, scheme_of

SCHEME = scheme_of(MINI)
KNOWN = Vocabulary(sources=frozenset({"banks", "courts"}))


def a_case(**more) -> Case:
    """A person of forty with a missed repayment that a bank filed, with some of it otherwise."""
    record = {"deed": "loan-arrears", "on": "2014-05-01", "source": "banks"} | more.pop(
        "record", {}
    )
    told = {"case": "somebody", "person": {"age": 40}, "as_of": "2014-06-30", "records": [record]}
    return Case.model_validate({"expect": {"grade": "A"}, **told, **more})


WRONG = {
    "a source misspelt": ({"record": {"source": "bank"}}, ("records", 0, "source"), "banks"),
    "a deed misspelt": (
        {"record": {"deed": "loan-arears"}}, ("records", 0, "deed"), "loan-arrears",
    ),
    "a grade that is none": ({"expect": {"grade": "E"}}, ("expect", "grade"), None),
    "a list misspelt": ({"expect": {"lists": ["blaklist"]}}, ("expect", "lists", 0), "blacklist"),
    "a door nobody shuts": (
        {"expect": {"refused": ["utilities"]}}, ("expect", "refused", 0), None,
    ),
    "a layer misspelt": (
        {"person": {"age": 40, "layer": "vilage"}}, ("person", "layer"), "village",
    ),
    "nothing expected": ({"expect": {}}, ("expect",), None),
    "a score that no book holds": ({"expect": {"score": 0.001}}, ("expect", "score"), None),
    "an end before the beginning": (
        {"record": {"ends": "2014-05-01"}}, ("records", 0, "ends"), None,
    ),
    "a request without an end": (
        {"record": {"on_request": True}}, ("records", 0, "on_request"), None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_an_example_says_wrongly_is_told_at_its_place(wrong: str) -> None:
    more, loc, meant = WRONG[wrong]
    found = problems_of_cases((a_case(**more),), SCHEME, KNOWN)
    assert [(problem.loc, problem.meant) for problem in found] == [((0, *loc), meant)]


def test_two_examples_have_two_names() -> None:
    found = problems_of_cases((a_case(), a_case()), SCHEME, KNOWN)
    assert [problem.loc for problem in found] == [(1, "case")]


@pytest.mark.parametrize(("source", "score"), [("banks", 990), ("courts", 1000), (None, 1000)])
def test_a_rule_that_hears_banks_does_not_count_what_nobody_knows_who_filed(source, score) -> None:
    assert judge(SCHEME, a_case(record={"source": source})).score == score


def test_a_record_leads_down_to_a_grade_and_never_up() -> None:
    for grade in ("AAA", "A"):
        error = error_of(changed("to_grade: C", f"to_grade: {grade}"))
        assert "lifts nobody" in error.message and error.where == "mini.yaml:22:37"
    assert scheme_of(changed("to_grade: C", "to_grade: B"))
