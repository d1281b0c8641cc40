"""How long a wrong takes to be put right: which records count, from when, and until when."""

from pytest import approx

from socialcredit.core import events as happened
from socialcredit.results.measures.repair_time import _cases, repair_time
from tests.results.synthetic import event, manifest, rows, write_run

PEOPLE = rows(
    "resident age flags household cell education occupation fifth role place",
    "1 34 2 7 0 2 1 2 0 0", "2 51 1 7 0 2 1 2 0 0", "3 51 1 9 0 2 1 2 0 0",
)  # fmt: skip


def filed(who, day, record, cause=2, **rest):
    told = {"kind": 0, "entry": 0, "points": -100, "score": 99900, "grade": 0, **rest}
    return event(who, day, happened.FILED, cause=cause, record=record, **told)


def righted(who, day, record, entry=0, **rest):
    return event(who, day, happened.COPIES_CORRECTED, entry=entry, record=record, **rest)


def cases(folder, *events):
    run = write_run(
        folder / "run", manifest(), {"panel_people": PEOPLE, "panel_events": list(events)}
    )
    return run, sorted((case.days, case.ended, case.household) for case in _cases(run, 0))


def test_a_wrong_record_is_followed_until_every_copy_is_right_or_the_run_ends(tmp_path):
    run, found = cases(
        tmp_path,
        filed(1, 10, 11), righted(1, 35, 11), righted(1, 50, 11),  # the first time counts
        filed(2, 20, 12),
        filed(3, 30, 13), event(3, 33, happened.CORRECTED, entry=0, record=13),  # copies are not
    )  # fmt: skip
    assert found == [(25, True, 0), (29, False, 1), (39, False, 0)]
    time = repair_time(run)
    assert (time["wrong"], time["within"][30]["share"]) == (3, approx(1 / 3))
    assert time["within"][45]["share"] is None  # nobody was followed for so long


def test_right_records_praise_other_bodies_and_what_was_before_the_run_do_not_count(tmp_path):
    _, found = cases(
        tmp_path,
        filed(1, 10, 11, cause=0), righted(1, 20, 11),
        filed(1, 10, 12, kind=2, points=100), righted(1, 20, 12),
        filed(1, -5, 13), righted(1, 20, 13),
        filed(1, 10, 14, scheme=1), righted(1, 20, 14, scheme=1),
        filed(2, 0, 15), righted(2, 0, 15),
    )  # fmt: skip
    assert found == [(0, True, 0)]


def test_one_sighting_under_two_entries_is_put_right_under_each(tmp_path):
    _, found = cases(
        tmp_path, filed(1, 10, 11), filed(1, 10, 11, entry=1, kind=1), righted(1, 30, 11, entry=1)
    )
    assert found == [(20, True, 0), (49, False, 0)]
