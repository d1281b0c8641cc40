"""One life, told from both books, and what it would have been had a record been right."""

import pytest

from socialcredit.errors import SocialCreditError
from socialcredit.results import books, life, pick, summary


def test_a_wrong_record_is_told_beside_the_truth(tiny):
    rows = life.life(tiny, 1)
    filed = rows[0]
    assert (filed["what"], filed["points"], filed["score"]) == ("FILED", -50, 950)
    assert filed["true"] == "nothing happened"
    assert filed["date"] == "2014-01-06"
    assert [row["text"] for row in rows if row["book"] == "door"] == [
        "refused: no fast train",
        "refused: dear loan",
    ]


def test_if_this_record_were_right(tiny):
    (record,) = life.wrong_records(tiny, 1)
    assert record["points"] == 50
    assert record["days"] == 15
    assert record["grade_days"] == record["penal_days"] == 15
    assert life.wrong_records(tiny, 2) == []


def test_the_path_without_a_record_adds_its_points_back(tiny):
    path = life.path_without(tiny, books.one_book(tiny, 2), 0, {12})
    assert [(step["score"], step["score_right"]) for step in path] == [
        (94000, 100000),
        (94000, 100000),
        (97000, 103000),
    ]


def test_a_forced_grade_is_lifted_only_with_its_record():
    bounds = [96000, -(2**40)]
    forcing = books.Filed(kind=0, entry=0, points=0, cause=1, day=1)
    small = books.Filed(kind=0, entry=0, points=-100, cause=1, day=1)
    state = books.State(score=99900, grade=1, live={(1, 0): forcing, (2, 0): small})
    assert books.without(state, {2}, bounds) == (100000, 1)
    assert books.without(state, {1}, bounds) == (99900, 0)


def test_bounds_are_guessed_from_the_panel_where_not_told(tiny):
    scheme = tiny.names["schemes"][0]
    told = scheme.pop("bands")
    try:
        assert books.bounds_of(tiny, 0) == [97000, 94000]
    finally:
        scheme["bands"] = told


def test_three_lives_are_picked_by_rule(tiny):
    assert [(t.resident, t.role) for t in pick.pick_lives(tiny)] == [
        (1, "wronged"),
        (2, "bought back"),
        (3, "unseen"),
    ]


def test_text_for_the_terminal(tiny):
    text = life.life_text(tiny, 1)
    assert "A man of 34, employee, in town" in text
    assert "[nothing happened]" in text
    assert "50 points more, 15 days in a better grade" in text


def test_repeats_are_joined():
    row = {
        "what": "CHARGED",
        "text": "again",
        "scheme": "s",
        "true": "",
        "book": "filed",
        "points": -10.0,
    }
    row |= {"score": 1, "grade": "A"}
    rows = [{**row, "date": day} for day in ("2014-01-01", "2014-02-01")]
    (joined,) = life.condense(rows)
    assert (joined["times"], joined["points"], joined["until"]) == (2, -20, "2014-02-01")


def test_a_resident_outside_the_panel_is_refused(tiny):
    with pytest.raises(SocialCreditError, match="not in the panel"):
        life.life(tiny, 999)


def test_summary_reads_as_prose(tiny):
    text = summary.summary_text(tiny)
    assert "Nobody here is a real person" in text
    assert "bad deeds −25 %" in text
    assert "5 of them wrong (1 wrong person, 3 false alarm, 1 wrong content)" in text
    assert all(len(line) <= 96 for line in text.splitlines())
    assert len(text.splitlines()) < 40
