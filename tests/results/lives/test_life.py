"""One life, told from both books, and what it would have been had a record been right."""

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.results import panel
from socialcredit.results.lives import choosing, timeline, wrong_records
from socialcredit.results.lives.text import life_text
from socialcredit.results.words import summary
from tests.results.synthetic import tiny_run


def test_a_wrong_record_is_told_beside_the_truth(tiny):
    rows = timeline.life(tiny, 1)
    filed = rows[0]
    assert (filed["what"], filed["points"], filed["score"]) == ("FILED", -50, 950)
    assert filed["true"] == "nothing happened"
    assert filed["date"] == "2014-01-06"
    assert [row["text"] for row in rows if row["book"] == "door"] == [
        "refused: no fast train",
        "refused: dear loan",
    ]


def test_if_this_record_were_right(tiny):
    (record,) = wrong_records.wrong_records(tiny, 1)
    assert record["points"] == 50
    assert record["days"] == 15
    assert record["grade_days"] == record["penal_days"] == 15
    assert wrong_records.wrong_records(tiny, 2) == []


def test_the_sentence_says_what_the_record_cost_and_how_long_it_stood(tiny):
    (record,) = wrong_records.wrong_records(tiny, 1)
    assert wrong_records.right_sentence(record) == (
        "On 2014-01-06 a record of jaywalking was filed, although nothing happened. Without it: 50 "
        "points more, 15 days in a better grade, 15 days free of a penalty. It was gone after 15 "
        "days."
    )


def test_the_path_without_a_record_adds_its_points_back(tiny):
    path = wrong_records.path_without(tiny, panel.one_book(tiny, 2), 0, {12})
    assert [(step["score"], step["score_right"]) for step in path] == [
        (94000, 100000),
        (94000, 100000),
        (97000, 103000),
    ]


def test_a_day_with_two_events_is_one_step_of_the_path(tiny):
    days = [
        step["day"] for step in wrong_records.path_without(tiny, panel.one_book(tiny, 1), 0, {11})
    ]
    assert days == sorted(set(days))


def test_a_forced_grade_is_lifted_only_with_its_record():
    bounds = [96000, -(2**40)]
    forcing = panel.Filed(kind=0, entry=0, points=0, cause=1, day=1)
    small = panel.Filed(kind=0, entry=0, points=-100, cause=1, day=1)
    state = panel.State(score=99900, grade=1, live={(1, 0): forcing, (2, 0): small})
    assert panel.without(state, {2}, bounds) == (100000, 1)
    assert panel.without(state, {1}, bounds) == (99900, 0)


def test_bounds_are_guessed_from_the_panel_where_not_told(tiny):
    scheme = tiny.names["schemes"][0]
    told = scheme.pop("bands")
    try:
        assert panel.bounds_of(tiny, 0) == [97000, 94000]
    finally:
        scheme["bands"] = told


def test_three_lives_are_picked_by_rule(tiny):
    assert [(t.resident, t.role) for t in choosing.pick_lives(tiny)] == [
        (1, "wronged"),
        (2, "bought back"),
        (3, "unseen"),
    ]


def test_the_terminal_sets_the_truth_beside_the_file(tiny, monkeypatch):
    monkeypatch.setenv("COLUMNS", "96")
    text = life_text(tiny, 1)
    assert "Resident 1, a man of 34, employee, in town" in text
    (line,) = [line for line in text.splitlines() if line.startswith("2014-01-06")]
    assert line.index("nothing happened") < line.index("record filed by")
    assert "[-50, score 950, now B]" in " ".join(text.split())
    assert "> refused: no fast train" in text and "? disputes the record" in text
    assert "If this record were right." in text


@pytest.mark.parametrize("columns", [80, 96])
def test_a_life_fits_the_terminal(tiny, columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    assert columns - 16 < max(map(len, life_text(tiny, 1).splitlines())) <= columns


def test_every_event_has_a_line_when_asked(tiny):
    assert "did: loan arrears" in life_text(tiny, 2, every=True)
    assert "did: loan arrears" not in life_text(tiny, 2)


def test_the_life_nobody_picked_is_the_same_each_time_and_moves_with_the_run(tiny, tmp_path):
    assert choosing.unpicked(tiny) == choosing.unpicked(tiny) == 1
    other = tiny_run(tmp_path / "other", content_hash="0" * 63 + "1")
    assert choosing.unpicked(other) == 2  # of the two adults with a bad record


def test_a_resident_outside_the_panel_is_refused(tiny):
    with pytest.raises(SocialCreditError, match="not in the panel"):
        timeline.life(tiny, 999)


def test_summary_reads_as_prose(tiny, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    text = summary.summary_text(tiny)
    told = " ".join(text.split())
    assert "Nobody here is a real person" in told
    assert "bad deeds fell by 25 % (40 without, 30 with)" in told
    assert "5 of them wrong (1 on the wrong person, 3 for what never" in told
    assert all(len(line) <= 96 for line in text.splitlines())
    monkeypatch.setenv("COLUMNS", "80")
    assert all(len(line) <= 80 for line in summary.summary_text(tiny).splitlines())
    assert len(text.splitlines()) < 40


def test_the_page_of_a_life_says_what_wrong_records_cost_or_that_there_was_none(tiny):
    wronged, right = life_text(tiny, 1), life_text(tiny, 2)
    assert "If this record were right." in wronged
    assert "No wrong bad record was filed" not in wronged
    assert right.endswith("No wrong bad record was filed on this resident.")
    assert "If this record were right." not in right
    assert "(nothing was filed and nothing happened)" in life_text(tiny, 4)
    assert "(nothing was filed" not in right
