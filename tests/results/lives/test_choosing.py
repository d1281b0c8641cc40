"""Which lives are worth telling, from books of a few lines."""

import pytest

from socialcredit.core import events as happened
from socialcredit.results.lives import choosing
from tests.results.synthetic import event, manifest, rows, tiny_tables, write_run

PEOPLE = rows(
    "resident age flags household cell education occupation fifth role place",
    *(f"{who} {17 + (who < 9)} 2 {who} 0 2 1 2 0 0" for who in range(1, 10)),
)


def filed(who, cause, points=-100, kind=0, day=5, record=1, **rest):
    told = {"points": points, "score": 99900, "grade": 0, "entry": min(kind, 2), **rest}
    return event(who, day, happened.FILED, kind=kind, cause=cause, record=record, **told)


def deed(who, kind, day=3):
    return event(who, day, happened.DEED, kind=kind, scheme=-1)


def told(folder, *books):
    run = write_run(
        folder / "run", manifest(),
        {**tiny_tables(), "panel_people": PEOPLE, "panel_events": list(books)},
    )  # fmt: skip
    return {life.role: life.resident for life in choosing.pick_lives(run)}, run


def test_the_wronged_are_those_with_a_wrong_record_and_best_without_a_right_one(tmp_path):
    both = [filed(1, 2), filed(1, 0, record=2)]
    assert told(tmp_path, *both, filed(2, 2), filed(3, 0))[0] == {"wronged": 2}
    (tmp_path / "praise").mkdir()
    assert told(tmp_path / "praise", filed(1, 2, points=50, kind=2))[0] == {}


def test_of_two_wronged_the_one_under_a_penalty_then_refused_then_who_disputed_is_told(tmp_path):
    low = {"score": 90000, "grade": 1}
    refused = event(2, 9, happened.REFUSED, entry=0, score=99900, grade=0)
    disputed = event(3, 9, happened.DISPUTE, entry=0, record=1, score=99900, grade=0)
    books = [filed(3, 2), disputed]
    for number, (more, chosen) in enumerate((([], 3), ([filed(2, 2), refused], 2),
                                             ([filed(4, 2, **low)], 4))):  # fmt: skip
        books += more
        (tmp_path / str(number)).mkdir()
        assert told(tmp_path / str(number), *books)[0]["wronged"] == chosen


def test_who_bought_back_has_a_right_bad_record_and_points_for_what_others_make_up(tmp_path):
    bought = filed(1, 0, points=3000, kind=2, record=2)
    helped = filed(3, 0, points=3000, kind=3, record=2)  # nobody makes this up
    books = [filed(1, 0), bought, filed(3, 0), helped, filed(4, 0, points=3000, kind=2)]
    assert told(tmp_path, *books)[0] == {"bought back": 1}


def test_the_unseen_did_the_gravest_deed_that_the_rules_name(tmp_path):
    books = [deed(1, 0), deed(2, 1), deed(3, 2), deed(4, 1), filed(4, 0, kind=1)]
    assert told(tmp_path, *books)[0] == {"unseen": 2}
    (tmp_path / "good").mkdir()
    assert told(tmp_path / "good", deed(3, 2), deed(5, 3), deed(5, 3))[0] == {"unseen": 5}


def test_children_are_left_in_peace_and_nobody_is_told_twice(tmp_path):
    assert told(tmp_path, filed(9, 2), deed(9, 1))[0] == {}
    (tmp_path / "one").mkdir()
    one = [filed(1, 2), filed(1, 0, record=3), filed(1, 0, points=500, kind=2, record=2)]
    assert told(tmp_path / "one", *one)[0] == {"wronged": 1}


def test_among_equals_the_life_of_a_readable_length_then_the_lowest_number(tmp_path):
    assert told(tmp_path, filed(2, 2), filed(1, 2))[0] == {"wronged": 1}
    (tmp_path / "longer").mkdir()
    longer = [event(2, 6 + n, happened.NOTICE, entry=0, record=1, score=99900, grade=0)
              for n in range(9)]  # fmt: skip
    assert told(tmp_path / "longer", filed(2, 2), filed(1, 2), *longer)[0] == {"wronged": 2}


def test_a_life_that_nobody_picked_is_of_an_adult_with_a_record(tmp_path):
    _, run = told(tmp_path, filed(2, 0), filed(9, 0), filed(5, 0, points=50, kind=2))
    assert choosing.unpicked(run) == 2


@pytest.mark.parametrize("hash_, chosen", [("0", 2), ("1", 4), ("2", 2), ("ff", 4)])
def test_the_hash_of_the_run_picks_among_them(tmp_path, hash_, chosen):
    _, run = told(tmp_path, filed(2, 0), filed(4, 0))
    run.manifest["content_hash"] = hash_
    assert choosing.unpicked(run) == chosen
