"""Points of risk, of which more is worse: bands rise, lists are entered above a bound."""

from datetime import date

import pytest

from socialcredit.cases.judge import judge
from socialcredit.language.check.scheme import problems_of
from socialcredit.language.model.cases import Case
from socialcredit.language.tell.rules import names_in, sentence
from tests.stages.small import scheme_with

BANDS = {"A": 30, "B": 45, "C": 60, "D": "highest"}
SCORE = {"start": 10, "lowest": 0, "highest": 100, "high_is": "bad"}
LATER = {"since": date(2021, 1, 1)}
LIST = {"list": "watched", "colour": "black", "enter": {"score_above": 50}}
RISK = [
    {"deed": "fault", "points": 20},
    {"deed": "course", "points": -5},
    {"deed": "grave", "range": [10, 30]},
    {"deed": "big", "by_size": [[3, 10], ["end", 40]]},
    {"deed": "straight", "to_grade": "C"},
]


def risky(**blocks):
    told = {"score": SCORE, "grades": [{"bands": BANDS}], "lists": [LIST], **blocks}
    return scheme_with(RISK, **told)


def stands(*deeds, scheme=None):
    records = [{"deed": deed, "on": date(2020, 2, 1), **dict(*more)} for deed, *more in deeds]
    case = {"case": "x", "person": {"age": 30}, "as_of": date(2020, 3, 1), "records": records}
    found = judge(scheme or risky(), Case.model_validate(case | {"expect": {}}))
    return float(found.score), found.grade, found.lists


@pytest.mark.parametrize(
    ("deeds", "outcome"),
    [
        ((), (10, "A", ())),
        ((("fault",),), (30, "A", ())),
        ((("fault",), ("course",)), (25, "A", ())),
        ((("fault",), ("fault",)), (50, "C", ())),
        ((("fault",),) * 3, (70, "D", ("watched",))),
        ((("fault",),) * 9, (100, "D", ("watched",))),
        ((("course",),) * 9, (0, "A", ())),
        ((("grave", {"points": 30}),), (40, "B", ())),
        ((("grave", {"points": 12}),), (22, "A", ())),
        ((("grave",),), (30, "A", ())),
        ((("big", {"size": 4}),), (50, "C", ())),
        ((("straight",),), (10, "C", ())),
    ],
)
def test_more_points_are_a_worse_grade(deeds, outcome):
    assert stands(*deeds) == outcome


def test_the_scheme_agrees_with_itself_and_says_which_way_its_points_run():
    scheme = risky()
    assert [problem.message for problem in problems_of(scheme)] == []
    names = names_in(scheme)
    assert "of which more is worse" in sentence("score", scheme.score[0], names)
    assert (
        sentence("grades", scheme.grades[0], names) == "A up to 30, B up to 45, C up to 60, D above"
    )


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ({"grades": [{"bands": {"A": 60, "B": 30, "D": "highest"}}]}, "best to worst"),
        ({"lists": [{**LIST, "enter": {"score_below": 50}}]}, "below a bound is the better one"),
        (
            {"score": [SCORE, {**SCORE, "since": date(2021, 1, 1), "high_is": "good"}]},
            "high was bad",
        ),
    ],
)
def test_what_runs_the_other_way_is_refused(blocks, words):
    assert any(words in problem.message for problem in problems_of(risky(**blocks)))


def test_elsewhere_more_points_are_better_and_nobody_is_listed_above_a_bound():
    scheme = scheme_with([{"deed": "fault", "points": -9}], lists=[LIST])
    assert any("above a bound is the better" in problem.message for problem in problems_of(scheme))
