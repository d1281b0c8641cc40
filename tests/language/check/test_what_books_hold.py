"""A number is kept as it is written, or refused at its line; none is rounded without a word."""

import pytest

from socialcredit.cases.judge import judge
from socialcredit.language.check.cases import problems_of_cases
from socialcredit.language.check.scheme import Vocabulary, problems_of
from socialcredit.language.model.cases import Case
from socialcredit.language.model.deeds import Gravity, Lasts, Size
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.read.diagnostics import fitted
from tests.language.fixtures import MINI, changed, error_of, scheme_of

PERSON = {"case": "x", "person": {"age": 40}, "as_of": "2014-06-30"}
BOUNDS = "by_size: [[1000, -5], [10000, -10], [end, -20]]"


def example(record: dict, score: float) -> Case:
    """A person of forty with one record of May 2014, and the score that is expected."""
    told = {**PERSON, "records": [{"on": "2014-05-01", **record}], "expect": {"score": score}}
    return Case.model_validate(told)


@pytest.mark.parametrize(("size", "score"), [(0, 999), (1, 998), (3, 998), (4, 997), (2**29, 997)])
def test_a_bound_between_two_whole_sizes_lies_between_them(size: int, score: int) -> None:
    scheme = scheme_of(changed(BOUNDS, "by_size: [[0.5, -1], [3.5, -2], [end, -3]]"))
    assert judge(scheme, example({"deed": "arrears", "size": size}, score)).score == score


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ({"deed": "arrears", "size": 1000.4}, "sizes are kept in whole"),
        ({"deed": "arrears", "size": -1}, "sizes are kept in whole"),
        ({"deed": "arrears", "size": 10**11}, "sizes are kept in whole"),
        ({"deed": "other-contract-breach"}, "the middle, -27.5 points"),
        ({"deed": "other-contract-breach", "points": -27.5}, "no rule lets the office decide on"),
        ({"deed": "other-contract-breach", "points": -50.5}, "no rule lets the office decide on"),
    ],
)
def test_an_example_says_only_what_the_books_can_hold(record: dict, problem: str) -> None:
    found = problems_of_cases((example(record, 1000),), scheme_of(MINI))
    assert [each for each in found if problem in each.message], found


def test_an_office_decides_in_hundredths_where_the_range_is_written_so() -> None:
    text = changed("range: [-50, -5]", "range: [-1.5, -0.5]").replace("unit: 1,", "unit: 0.01,")
    scheme = scheme_of(text)
    for points, score in ((None, 999), (-0.51, 999.49), (-1.5, 998.5)):
        record = {"deed": "other-contract-breach"} | ({"points": points} if points else {})
        case = example(record, score)
        assert not problems_of_cases((case,), scheme)
        assert float(judge(scheme, case).score) == score


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("B: 850,", "B: 850.005,", 14, "finer than scores are kept"),
        ("B: 850,", "B: true,", 14, "not a number"),
        ("enter: {grades: [D]}", "enter: {score_below: 1/3}", 28, "finer than scores are kept"),
        ("[-50, -5]", "[-50.5, -5]", 23, "finer than the scheme's unit"),
        ("points: -10, per", "points: .nan, per", 21, "not a number"),
        ("points: -10, per", "points: 1e13, per", 21, "out of range"),
        ("consent: 1.0", "consent: true", 10, "not a number"),
        ("consent: 1.0", "consent: 1.01", 10, "too large"),
        ("min_age: 18", "min_age: -1", 10, "too small"),
        ("min_age: 18", "min_age: 18.5", 10, "not a whole number"),
        ("starts: 2014-01-01", "starts: 2014-02-30", 4, "no such day"),
        ("starts: 2014-01-01", "starts: 9999-01-01", 4, "out of range"),
        ("title: Mini score", "title: 5", 2, "not text"),
        ("for: 2 years", "for: 2", 22, "not a duration"),
        ("for: 2 years", "for: 201 years", 22, "too long"),
        ("for: 2 years", "for: -2 years", 22, "not a duration"),
    ],
)  # fmt: skip
def test_what_is_too_fine_too_far_or_of_another_kind_is_told_at_its_line(old, new, line, problem):
    error = error_of(changed(old, new))
    found = [each for each in (error, *error.others) if problem in each.message]
    assert found, error.render()
    assert found[0].where.startswith(f"mini.yaml:{line}:"), error.render()


@pytest.mark.parametrize(
    ("model", "told"),
    [
        (Size, {"unit": "yuan", "values": [-1, *[5] * 15]}),
        (Size, {"unit": "yuan", "values": [*[5] * 15, 10**10]}),
        (Lasts, {"months": [0, *[5] * 15]}),
        (Lasts, {"months": [*[5] * 15, 256]}),
        (Gravity, {"harm": 0.5}),
    ],
)
def test_what_an_assumption_cannot_count_in_is_refused(model, told) -> None:
    assert fitted(model, told)[1]


@pytest.mark.parametrize("seed", [-1, 2**63, 10**30, True, "7", 1.5])
def test_a_seed_is_a_whole_number_of_sixty_three_bits(seed) -> None:
    told = {
        "scenario": "x", "title": "x", "places": ["rongcheng"], "people": 5, "seed": seed,
        "from": "2020-01-01", "to": "2020-12-31",
    }  # fmt: skip
    assert [problem.loc for problem in fitted(Scenario, told)[1]] == [("seed",)]
    assert fitted(Scenario, {**told, "seed": 2**63 - 1})[0]


def test_a_rule_by_size_asks_for_a_deed_with_a_size() -> None:
    known = Vocabulary(
        deeds=frozenset({"arrears", "loan-arrears"}), sized=frozenset({"volunteering"}),
        lasting=frozenset({"rent"}),
    )  # fmt: skip
    found = {problem.loc: problem.message for problem in problems_of(scheme_of(MINI), known)}
    assert "has no size" in found["entries", 3, "by_size"]
    assert "does not go on for months" in found["entries", 0, "per"]
