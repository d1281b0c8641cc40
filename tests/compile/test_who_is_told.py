"""As what a scheme is remembered where it scores people, and when it begins there."""

from datetime import date

import numpy as np
import pytest

from socialcredit.compile.scheme import NEVER_BEGINS, begins, bits_of, compile_book, voices
from socialcredit.core.places import Home
from socialcredit.language.check.scenario import oddities_of_scenario
from socialcredit.language.resolve.loading import load_beliefs, load_scheme
from tests.engine.towns import town

HOMES = [Home("rongcheng", around="shandong"), Home("suqian", around="jiangsu")]
RONGCHENG = load_scheme("rongcheng")


def named(*names, **changes):
    """Copies of one scheme under these names."""
    return [RONGCHENG.model_copy(update={"scheme": name, **changes}) for name in names]


def dated(*places, since):
    """Rongcheng's subjects, revised on a day: from then on people of these places are scored."""
    first = RONGCHENG.subjects[0]
    later = first.model_copy(update={"since": since, "places": places})
    return RONGCHENG.model_copy(update={"subjects": (first, later)})


def test_eight_schemes_of_a_place_are_told_apart_and_a_ninth_shares_the_last_bit():
    bits = bits_of(named(*"abcdefghi"), HOMES)
    assert bits[:, 0].tolist() == [1, 2, 4, 8, 16, 32, 64, 128, 128]
    assert not bits[:, 1].any(), "nobody of the other town is scored by any"


def test_bodies_of_one_scheme_share_a_bit_and_a_voice():
    schemes = [*named("a"), *named("b-road", "b-money", body_of="b"), *named("c")]
    assert bits_of(schemes, HOMES)[:, 0].tolist() == [1, 2, 2, 4]
    assert voices(schemes).tolist() == [0, 1, 1, 3]


def test_a_book_says_of_each_place_by_which_bit_a_scheme_is_known_or_that_it_is_not_there():
    day = date(2014, 1, 1)
    book = compile_book(named("a", "b", entries=(), lists=()), {}, {}, day, day, HOMES)
    assert book.where.tolist() == [[1, 0], [2, 0]]


@pytest.mark.parametrize(
    ("day", "month"), [(date(2015, 3, 1), 14), (date(2015, 3, 2), 15), (date(2012, 6, 1), -19)]
)
def test_a_scheme_begins_in_a_place_with_the_subjects_that_live_there(day, month):
    """Subjects that are revised in mid-month are those of the next."""
    scheme = dated("rongcheng", "suqian", since=day).model_copy(update={"starts": date(2010, 5, 9)})
    found = begins([scheme], HOMES, date(2014, 1, 1))
    assert found.tolist() == [[-44, month]], "the scheme's own month counts from its first days on"


def test_where_a_scheme_never_scores_anybody_it_never_begins():
    assert begins([RONGCHENG], HOMES, date(2014, 1, 1)).tolist() == [[0, NEVER_BEGINS]]


@pytest.mark.parametrize(("many", "doubts"), [(8, 0), (9, 1)])
def test_check_says_where_more_schemes_score_people_than_they_tell_apart(many, doubts):
    found = [*oddities_of_scenario(town(), named(*"abcdefghi"[:many]), load_beliefs().places)]
    assert len(found) == doubts
    for problem, _ in found:
        assert "more than 8 schemes" in problem.message and "rongcheng" in problem.message
    bodies = named(*"abcdefghi", body_of="one")
    assert not [*oddities_of_scenario(town(), bodies, load_beliefs().places)]
    assert np.unique(bits_of(bodies, HOMES)[:, 0]).tolist() == [1]
