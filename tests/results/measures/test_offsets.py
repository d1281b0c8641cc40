"""Points made up for, who gained them, and what was made public; all worked out by hand."""

import pytest

from socialcredit.core import events as happened
from socialcredit.results.measures.offsets import additions_by_occupation, offsets
from socialcredit.results.measures.publicity import publicity
from socialcredit.results.measures.summary import scheme_summary
from socialcredit.results.part import Share
from socialcredit.results.words.scheme import grades_held, scheme_lines
from tests.results.synthetic import event, manifest, tiny_run, tiny_tables, write_run

FILED = happened.FILED


def lives(folder, *events):
    """The tiny run with these lines in its panel's books."""
    return write_run(folder, manifest(), {**tiny_tables(), "panel_events": list(events)})


def filed(resident, day, kind, points, record):
    """A record filed; kinds 0 traffic, 1 debt, 2 volunteering."""
    return event(resident, day, FILED, kind=kind, entry=kind, points=100 * points, cause=0,
                 record=record, score=0, grade=0)  # fmt: skip


def test_points_from_another_domain_make_up_for_a_deduction(tmp_path):
    run = lives(tmp_path, filed(1, 5, 0, -50, 11), filed(1, 9, 2, 50, 12))
    found = offsets(run)
    assert (found["within"], found["across"]) == (0, 1)
    assert (found["people"], found["whole"]) == (1, 1)


def test_points_of_the_same_domain_are_laid_off_first(tmp_path):
    run = lives(
        tmp_path,
        filed(1, 5, 0, -50, 11), filed(1, 6, 0, 20, 12), filed(1, 7, 2, 10, 13),
        filed(2, 5, 1, -20, 21),
    )  # fmt: skip
    found = offsets(run)
    assert found["within"] == pytest.approx(20 / 70)
    assert found["across"] == pytest.approx(10 / 70)
    assert (found["people"], found["whole"]) == (2, 0)


def test_more_points_than_were_lost_make_up_for_no_more_than_was_lost(tmp_path):
    run = lives(tmp_path, filed(1, 5, 0, -50, 11), filed(1, 9, 2, 80, 12))
    assert offsets(run)["across"] == 1


def test_of_a_scheme_that_ended_it_is_what_stood_on_its_last_day(tmp_path):
    over = event(1, 20, happened.ENDED, score=0, grade=0)
    run = lives(tmp_path, filed(1, 5, 0, -50, 11), filed(1, 9, 2, 20, 12), over)
    assert offsets(run)["across"] == pytest.approx(0.4)


def test_what_made_up_for_it_is_told_by_kind_and_by_who_did_it(tmp_path):
    """Resident 1 is an employee, 3 retired; of 50 lost each gets back 30 and 5."""
    run = lives(
        tmp_path, filed(1, 5, 0, -50, 11), filed(1, 6, 2, 20, 12), filed(1, 7, 1, 10, 13),
        filed(3, 5, 0, -50, 31), filed(3, 6, 2, 5, 32),
    )  # fmt: skip
    found = offsets(run)
    assert found["deeds"] == pytest.approx({"volunteering": 25 / 35, "loan-arrears": 10 / 35})
    assert found["who"] == pytest.approx({"employee": 30 / 50, "retired": 5 / 50})


def test_more_than_was_lost_is_laid_on_all_kinds_in_proportion(tmp_path):
    run = lives(
        tmp_path, filed(1, 5, 0, -10, 11), filed(1, 6, 2, 60, 12), filed(1, 7, 1, 20, 13)
    )  # fmt: skip
    assert offsets(run)["deeds"] == pytest.approx({"volunteering": 0.75, "loan-arrears": 0.25})


def test_a_record_that_ran_out_makes_up_for_nothing(tmp_path):
    gone = event(
        1, 20, happened.EXPIRED, kind=2, entry=2, points=-5000, record=12, score=0, grade=0
    )
    run = lives(tmp_path, filed(1, 5, 0, -50, 11), filed(1, 9, 2, 50, 12), gone)
    assert offsets(run)["across"] == 0


def test_additions_are_told_by_who_got_them(tmp_path):
    """In the tiny run resident 1 is an employee and resident 3 retired."""
    run = lives(
        tmp_path, filed(1, 5, 2, 10, 11), filed(1, 6, 2, 10, 12), filed(3, 5, 2, 10, 31),
        filed(2, 5, 0, -10, 21),
    )  # fmt: skip
    assert additions_by_occupation(run) == pytest.approx({"employee": 2 / 3, "retired": 1 / 3})


def published(folder, *of):
    """The tiny run under a scheme that published these kinds of record in its two months."""
    told = manifest()
    told["names"]["schemes"][0] |= {"published": list(of), "audience": "the town"}
    return publicity(write_run(folder, told, tiny_tables()))


def test_every_record_of_a_month_is_published(tmp_path):
    """January: 8 crossings, 4 of them wrong, and 6 arrears, 1 wrong. February: 8 turns of work."""
    found = published(tmp_path, "every record", "every record")
    assert (found["published"], found["bad"]) == (22, 14)
    assert (found["wrong"], found["wrong_bad"]) == (5, 5)
    assert found["by_month"] == [[14, 14], [8, 0]]
    assert found["audience"] == "the town"


@pytest.mark.parametrize(("of", "seen"), [("bad records", 14), ("good records", 8), ("nothing", 0)])
def test_only_what_the_rule_names_is_published(tmp_path, of, seen):
    assert published(tmp_path, of, of)["published"] == seen


def test_publication_that_ends_is_over(tmp_path):
    assert published(tmp_path, "every record", "nothing")["by_month"] == [[14, 14], [0, 0]]


def test_the_summary_speaks_of_publication_only_where_there_is_any(tmp_path):
    lines = " ".join(scheme_lines(scheme_summary(tiny_run(tmp_path), 0)))
    assert "Made up for:" in lines
    assert "Made public:" not in lines


def test_the_summary_is_silent_on_what_nobody_did(tmp_path):
    block = scheme_summary(tiny_run(tmp_path), 0)
    nothing = {"records": 0, "bad_records": 0, "wrong_records": 0, "by_cause": [], "penal_days": 0,
               "wrong_days": 0, "late_days": 0}  # fmt: skip
    block["M1"] |= nothing
    block["M12"] |= nothing
    block["M2"] |= {"deeds": 0, "missed": None}
    block["M7"] |= {"notice": None}
    block["additions"], block["grades"] = {}, {"AAA": Share(0.0, 0), "D": Share(0.0, 0)}
    lines = scheme_lines(block)
    assert lines[:3] == [
        "Grades at the end: nobody was scored then.",
        "Nobody came under a penalty.",
        "Bad records: none was filed.",
    ]
    for silent in ("Missed", "Making", "Lasting", "Unequal", "Made up for", "Watched", "unknown"):
        assert not any(line.startswith(silent) for line in lines), silent


def test_where_no_grade_is_a_penalty_nobody_is_said_to_have_escaped_one(tmp_path):
    block = scheme_summary(tiny_run(tmp_path), 0)
    block["M1"] |= {"penal_days": 0, "wrong_days": 0, "late_days": 0}
    assert "Nobody came under a penalty." in scheme_lines(block)
    block["M1"]["grades_penalise"] = False
    lines = " ".join(scheme_lines(block))
    assert "No grade is a penalty under these rules" in lines and "Nobody came" not in lines


def test_a_grade_that_nobody_holds_is_named_as_such():
    shares = (("AAA", 0.0), ("A", 0.9), ("very-poor", 0.1), ("D", 0.0))
    held = grades_held([(name, Share(part, 100)) for name, part in shares])
    assert held == "A 90 %, very poor 10 %; nobody in AAA or D"
