"""Periods, what counts, conditions and the unrated: what does not fit is refused at its place."""

import pytest
from pydantic import ValidationError

from socialcredit.language.check.scheme import problems_of
from tests.stages.small import HOLDS, scheme_with

YEARLY = {**HOLDS, "period": {"months": 12, "closes": "12-31"}, "final": "06-01"}
VISIT = {"deed": "visit", "points": 9}
LATER = {"since": "2021-01-01"}


def refused(**rule):
    with pytest.raises(ValidationError) as told:
        scheme_with([VISIT], evaluation=[{**YEARLY, **rule}])
    (problem,) = told.value.errors()
    return problem["ctx"]["problem"] if "problem" in problem.get("ctx", {}) else problem["msg"]


@pytest.mark.parametrize(
    "rule",
    [
        {"final": "12-15"},
        {"final": "-10 days"},
        {"final": "0 days"},
        {"draft": "12-20"},
        {"period": {"months": 3, "closes": "12-31"}, "final": "100 days"},
        {"period": {"months": 12, "closes": "06-30"}, "final": "06-15"},
    ],
)
def test_a_period_that_closes_after_it_is_published_is_refused(rule):
    assert "the period closes" in refused(**rule) and "published" in refused(**rule)


def test_a_draft_comes_before_the_final_result():
    assert "after the final" in refused(draft="07-01")


def test_an_objection_needs_a_draft():
    assert "no draft" in refused(objections="30 days")


@pytest.mark.parametrize("final", ["13-01", "02-30", "June", "6 parsecs"])
def test_what_is_no_day_of_a_year_is_refused(final):
    assert "neither a day of every year nor a term" in refused(final=final) or "day" in refused(
        final=final
    )


def told(entries=(VISIT,), **blocks):
    return [
        (problem.loc, problem.message) for problem in problems_of(scheme_with(entries, **blocks))
    ]


def test_periods_and_conditions_that_fit_are_let_through():
    rule = {**HOLDS, "condition": "c", "when": {"entry": ["visit"]}, "then": {"down": 1}}
    unrated = {"grade": "none", "until": {"age": 18}, "without_records": True}
    grades = [{"bands": {"A": 1050, "B": 900, "C": "lowest"}, "unrated": unrated}]
    assert told(evaluation=[YEARLY], conditions=[rule], grades=grades) == []


@pytest.mark.parametrize(
    ("blocks", "loc", "words"),
    [
        (
            {"score": [{"counts": "latest"}, {"since": "2021-01-01"}]},
            ("score", 1, "counts"),
            "counted",
        ),
        (
            {"evaluation": [{**YEARLY, "since": "2021-01-01"}]},
            ("evaluation", 0, "since"),
            "first day",
        ),
        ({"evaluation": [{**YEARLY, "until": "2021-01-01"}]}, ("evaluation", 0, "until"), "next"),
        (
            {"evaluation": [{**YEARLY, "draft": "03-01", "objections": "9 days"}]},
            ("evaluation", 0, "objections"),
            "decided",
        ),
        (
            {"score": {"start_by": {"size": {"micro": 9}}}},
            ("score", 0, "start_by", "size"),
            "no attr",
        ),
        (
            {"score": {"start_by": {"education": {"doctor": 9}}}},
            ("score", 0, "start_by", "education"),
            "no level `doctor`",
        ),
        (
            {"score": {"start_by": {"education": {"none": "9.5"}}}},
            ("score", 0, "start_by", "education", "none"),
            "start at 9.5",
        ),
    ],
)
def test_what_does_not_agree_with_the_rest_is_refused(blocks, loc, words):
    ((found, message),) = told(**blocks)
    assert found == loc and words in message


@pytest.mark.parametrize(
    ("when", "then", "loc", "words"),
    [
        ({"entry": ["vist"]}, {"down": 1}, ("when", "entry", 0), "no entry `vist`"),
        ({"younger": 18}, {"to": "Z"}, ("then", "to"), "no grade `Z`"),
        ({"licensed_under": "1 year"}, {"to": "C"}, ("when", "licensed_under"), "no licence"),
        (
            {"attribute": {"age": ["old"]}},
            {"to": "C"},
            ("when", "attribute", "age"),
            "no attribute",
        ),
        (
            {"running": {"grade": "C", "periods": 2}},
            {"to": "C"},
            ("when", "running"),
            "no periods",
        ),
    ],
)
def test_a_condition_names_what_there_is(when, then, loc, words):
    rule = {**HOLDS, "condition": "c", "when": when, "then": then}
    ((found, message),) = told(conditions=[rule])
    assert found == ("conditions", 0, *loc) and words in message


@pytest.mark.parametrize(
    ("unrated", "words"),
    [
        ({"grade": "A", "without_records": True}, "a grade by points"),
        ({"grade": "C", "without_records": True}, "a grade by points"),
        ({"grade": "none", "until": {"licensed_for": "1 year"}}, "no licence"),
        ({"grade": "none", "after": {"entry": ["x"], "for": "1 year"}}, "no entry `x`"),
    ],
)
def test_the_unrated_are_no_grade_by_points_and_their_rules_name_what_there_is(unrated, words):
    grades = [{"bands": {"A": 1050, "C": "lowest"}, "unrated": unrated}]
    assert words in told(grades=grades)[0][1]


def test_to_have_no_grade_is_no_penalty():
    unrated = {"grade": "none", "without_records": True}
    grades = [{"bands": {"A": 1050, "C": "lowest"}, "unrated": unrated, "penal": ["none"]}]
    ((loc, message),) = told(grades=grades)
    assert "neither a penalty" in message and loc == ("grades", 0, "unrated", "grade")


def test_where_a_record_brings_a_score_nothing_shares_it_out():
    entry = {**VISIT, "cap": {"points": 9, "meter": "points"}}
    ((loc, message),) = told([entry], score={"counts": "mean"})
    assert loc == ("entries", 0, "cap") and "the mean of the records counts" in message
