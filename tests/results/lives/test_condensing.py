"""A life as it is told: what mattered event by event, quiet stretches in a line."""

from socialcredit.results.lives.condensing import told


def a_row(what, day, **more):
    """One event; deeds are of kind 1 unless told."""
    row = {
        "what": what, "day": day, "date": f"2014-01-{day:02}", "scheme": "s", "true": "",
        "grade": "A", "score": 1000, "points": None, "kind": 1, "record": None, "cause": 0,
        "bad": False, "grave": False, "plain": "helping", "text": what.lower(),
        "book": "truth" if what in ("DEED", "SIGHTED") else "filed",
    }  # fmt: skip
    return {**row, **more}


def test_quiet_deeds_are_gathered_and_counted():
    rows = [a_row("DEED", day) for day in (1, 2, 3)] + [a_row("DEED", 4, plain="giving blood")]
    (line,) = told(rows)
    assert line["truth"] == "helping 3 times, giving blood"
    assert (line["date"], line["until"]) == ("2014-01-01", "2014-01-04")


def test_more_kinds_than_a_reader_follows_are_counted_only():
    (line,) = told([a_row("DEED", day, plain=f"kind {day}") for day in range(1, 7)])
    assert line["truth"].endswith("3 other deeds")


def test_a_deed_that_led_to_a_bad_record_is_told_by_itself():
    rows = [
        a_row("DEED", 2, kind=7),
        a_row("SIGHTED", 3, kind=7, record=5),
        a_row("FILED", 9, kind=7, record=5, bad=True, points=-10),
    ]
    assert [row["what"] for row in told(rows)] == ["DEED", "FILED"]


def test_a_grave_deed_that_nobody_filed_is_told_as_unseen():
    (line,) = told([a_row("DEED", 2, grave=True)])
    assert line["unseen"]


def test_good_records_and_repeated_points_are_gathered_with_their_sum():
    rows = [
        a_row("FILED", 2, points=2, text="record of a gift"),
        a_row("FILED", 5, points=3, text="record of a gift", score=1005),
        a_row("CHARGED", 8, points=-10, text="points again", score=995),
    ]
    (line,) = told(rows)
    assert line["filed"] == "record of a gift (2 times); points again"
    assert (line["points"], line["score"]) == (-5, 995)


def test_what_moves_a_grade_is_never_quiet():
    rows = [a_row("CHARGED", 8, points=-10), a_row("GRADE", 8, grade="B", score=950)]
    (line,) = told(rows)
    assert (line["what"], line["now"], line["score"]) == ("CHARGED", "B", 950)


def test_a_door_tried_again_and_again_is_one_line():
    rows = [a_row("REFUSED", day, book="door", text="refused: a loan") for day in (3, 4, 5)]
    (line,) = told(rows)
    assert (line["times"], line["until"]) == (3, "2014-01-05")
