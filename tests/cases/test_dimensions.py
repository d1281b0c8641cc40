"""A score built of dimensions: each has a room of its own, and gives back what it took."""

from datetime import date

import pytest

from socialcredit.cases.judge import judge
from socialcredit.language.check.scheme import problems_of
from socialcredit.language.model.cases import Case
from tests.stages.small import HOLDS, scheme_with

TWO = [
    {**HOLDS, "dimension": "paying", "weight": 0.6, "start": 40},
    {**HOLDS, "dimension": "buying", "weight": 0.4, "start": 10},
]
ENTRIES = [
    {"entry": "late", "deed": "late", "points": -30, "dimension": "paying", "for": "90 days"},
    {"entry": "bought", "deed": "bought", "points": 25, "dimension": "buying"},
]
SCORE = {"start": 150, "lowest": 100, "highest": 200}


def built(**changes):
    return scheme_with(**{"entries": ENTRIES, "score": SCORE, "dimensions": TWO, **changes})


def score_after(*deeds, as_of=date(2020, 6, 1), **person):
    records = [{"deed": deed, "on": day} for deed, day in deeds]
    told = {"case": "x", "person": {"age": 30, **person}, "as_of": as_of, "records": records}
    return judge(built(), Case.model_validate({**told, "expect": {}})).score


def messages(scheme):
    return [problem.message for problem in problems_of(scheme)]


def test_a_dimension_takes_no_more_than_its_room():
    # 150 + 25, then only 5 of 25 up to the room of 40
    once, twice = ("bought", date(2020, 1, 5)), ("bought", date(2020, 1, 6))
    assert score_after(once) == 175
    assert score_after(once, twice) == 180


def test_a_dimension_stops_at_nought_however_full_the_others_are():
    # paying has 40: 150 - 30 - 10 + 25
    late = [("late", date(2020, 3, day)) for day in (5, 6)]
    assert score_after(*late) == 110
    assert score_after(*late, ("bought", date(2020, 3, 7))) == 135


def test_a_dimension_holds_what_its_room_leaves_of_the_records_that_count():
    late = [("late", date(2020, 3, day)) for day in (5, 6)]
    assert score_after(*late, as_of=date(2020, 6, 2)) == 110
    assert score_after(*late, as_of=date(2020, 6, 3)) == 120  # 30 of its 40 are taken
    assert score_after(*late, as_of=date(2020, 6, 4)) == 150


def test_the_scheme_agrees_with_itself():
    assert messages(built()) == []


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"dimensions": TWO[:1]}, "the weights of the dimensions come to 0.6"),
        ({"score": {**SCORE, "start": 160}}, "the dimensions start at 150 in all"),
        ({"entries": [{"deed": "late", "points": -1}]}, "belong to no dimension"),
        ({"dimensions": []}, "there is no dimension `paying`"),
        ({"score": {"start": 150}}, "one range, for good"),
        ({"dimensions": [{**TWO[0], "start": 61}, TWO[1]]}, "outside its room"),
        ({"dimensions": [*TWO, TWO[1]]}, "`buying` stands twice"),
    ],
)
def test_what_does_not_add_up_is_refused(changes, message):
    assert any(message in found for found in messages(built(**changes)))


def test_who_is_offline_has_no_file_where_the_scheme_needs_the_internet():
    scheme = built(subjects=[{"needs": ["online"]}])
    told = {"case": "x", "as_of": date(2020, 6, 1), "expect": {}}
    records = [{"deed": "bought", "on": date(2020, 1, 5)}]
    for lacks, score in (([], 175), (["online"], 150), (["driver"], 175)):
        person = {"age": 30, "lacks": lacks}
        case = Case.model_validate({**told, "person": person, "records": records})
        assert judge(scheme, case).score == score
