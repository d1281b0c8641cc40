"""A life says what differed: what was recorded, and what was true."""

import pytest

from socialcredit.core import events as happened
from socialcredit.results.lives.timeline import life
from socialcredit.results.lives.wrong_records import right_sentence, wrong_records
from tests.results.synthetic import event, manifest, tiny_tables, write_run

SEEN, FILED, DEED = happened.SIGHTED, happened.FILED, happened.DEED


def lived(folder, *events, **names):
    told = manifest()
    told["names"] |= names
    return write_run(folder, told, {**tiny_tables(), "panel_events": list(events)})


def a_record(kind, cause, day=5, record=11):
    common = {"kind": kind, "cause": cause, "record": record, "source": 0}
    return [
        event(1, day, SEEN, **common),
        event(1, day + 2, FILED, entry=0, points=-5000, score=95000, grade=1, **common),
    ]


def truth_of(run, what="FILED"):
    return next(row["true"] for row in life(run, 1) if row["what"] == what)


def test_a_record_of_something_else_says_what_was_recorded_and_what_was_true(tmp_path):
    deed = event(1, 5, DEED, kind=1, scheme=-1)
    run = lived(tmp_path / "run", deed, *a_record(kind=0, cause=3))
    assert truth_of(run) == "recorded: jaywalking; true: loan arrears"
    assert truth_of(run, "SIGHTED") == "recorded: jaywalking; true: loan arrears"
    assert "(recorded: jaywalking; true: loan arrears)" in right_sentence(wrong_records(run, 1)[0])


@pytest.mark.parametrize(
    ("unit", "done", "told"),
    [
        ("yuan", 3000, ", 6,000 units of money; true: 3,000 units of money"),
        ("months", 14, ", 28 months; true: 14 months"),
        ("hours", 1, ", 2 hours; true: 1 hour"),
        ("", 1, ", counted twice; true: once"),
    ],
)
def test_a_record_of_another_size_says_both_sizes(tmp_path, unit, done, told):
    deed = event(1, 5, DEED, kind=1, scheme=-1, points=done)
    seen, filed = a_record(kind=1, cause=3)
    run = lived(
        tmp_path / "run", deed, {**seen, "points": 2 * done}, filed, kind_units=["", unit, "", ""]
    )
    assert truth_of(run) == truth_of(run, "SIGHTED") == f"recorded: loan arrears{told}"


def test_among_several_deeds_of_a_day_the_one_of_the_same_part_of_life_was_meant(tmp_path):
    deeds = [event(1, 5, DEED, kind=kind, scheme=-1) for kind in (1, 2, 3)]
    domains = ["traffic", "traffic", "volunteering", "community"]
    run = lived(tmp_path / "run", *deeds, *a_record(kind=0, cause=3), kind_domains=domains)
    assert truth_of(run) == "recorded: jaywalking; true: loan arrears"
    unclear = lived(tmp_path / "unclear", *deeds, *a_record(kind=0, cause=3))
    assert truth_of(unclear) == "recorded: jaywalking; true: something else"


def test_another_persons_deed_and_none_at_all_are_told_as_such(tmp_path):
    for cause, words in ((1, "somebody else did it"), (2, "nothing happened"),
                         (4, "somebody of the household was recorded")):  # fmt: skip
        run = lived(tmp_path / str(cause), *a_record(kind=0, cause=cause))
        assert truth_of(run) == words


def test_somebody_listed_on_a_wrong_record_alone_is_told_as_what_and_what_was_true(tmp_path):
    titles = ["Able to pay", "Having nothing", "Volunteering", "Helping"]
    deed, listed = event(1, 5, DEED, kind=1, scheme=-1), event(1, 9, happened.LISTED, entry=0)
    run = lived(tmp_path / "one", deed, *a_record(kind=0, cause=3), listed, kind_titles=titles)
    assert truth_of(run, "LISTED") == "listed as: able to pay; in truth: having nothing"
    falsely = lived(tmp_path / "two", *a_record(kind=0, cause=2), listed)
    assert truth_of(falsely, "LISTED") == "listed for jaywalking; in truth nothing happened"


def test_somebody_listed_on_a_right_record_too_is_not_told_as_wronged(tmp_path):
    right = a_record(kind=1, cause=0, record=12)
    listed = event(1, 9, happened.LISTED, entry=0)
    run = lived(tmp_path / "run", *a_record(kind=0, cause=2), *right, listed)
    assert truth_of(run, "LISTED") == ""
