"""M7 and M10 from books of a few lines: what became of wrong records, and of stays in a grade."""

import numpy as np
import pytest

from socialcredit.core import events as happened
from socialcredit.results import panel
from socialcredit.results.measures import contest
from tests.results.synthetic import event, manifest, rows, tiny_tables, write_run


def wrong(who, record, day=5, cause=2, **rest):
    told = {"kind": 0, "entry": 0, "points": -100, "score": 99900, "grade": 0, **rest}
    return event(who, day, happened.FILED, cause=cause, record=record, **told)


def step(who, record, what, day=9):
    return event(who, day, what, entry=0, record=record)


NOTICE, DISPUTE, UPHELD = happened.NOTICE, happened.DISPUTE, happened.UPHELD
CORRECTED, FOLLOWED = happened.CORRECTED, happened.FOLLOWED
COPIES, EXPIRED, REPAIRED = happened.COPIES_CORRECTED, happened.EXPIRED, happened.REPAIRED


def path(folder, *lives):
    """What became of wrong records; a life is the steps that one record of one person took."""
    books = [
        row
        for who, steps in enumerate(lives, 1)
        for row in (wrong(who, who), *(step(who, who, what) for what in steps))
    ]
    run = write_run(folder / "run", manifest(), {**tiny_tables(), "panel_events": books})
    return contest.path_of_wrong_records(run)


def test_each_step_is_counted_for_itself_and_narrowing_only_with_all_before(tmp_path):
    found = path(
        tmp_path,
        [NOTICE, DISPUTE, CORRECTED, COPIES],
        [NOTICE, DISPUTE, UPHELD],
        [NOTICE],
        [FOLLOWED, COPIES],  # another body put it right, untold
        [EXPIRED], [NOTICE, REPAIRED], [],
    )  # fmt: skip
    assert (found["wrong"], found["people"]) == (7, 7)
    assert [found[name] for name in contest.STEPS] == [4, 2, 2, 2, 2]
    assert list(found["narrowing"].values()) == [4, 2, 2, 1, 1]
    assert (found["ran_out"], found["standing"]) == (2, 7 - 2 - 2)


def test_people_with_several_wrong_records_are_counted_once(tmp_path):
    books = [wrong(1, 11), wrong(1, 12), wrong(1, 13, cause=0), wrong(2, 14),
             wrong(2, 15, kind=2, points=50), wrong(2, 16, scheme=1),
             step(1, 11, CORRECTED), step(1, 13, CORRECTED), step(1, 12, COPIES)]  # fmt: skip
    run = write_run(tmp_path / "run", manifest(), {**tiny_tables(), "panel_events": books})
    found = contest.path_of_wrong_records(run)
    assert (found["wrong"], found["people"]) == (3, 2)
    assert (found["corrected"], found["repaired"], found["standing"]) == (1, 1, 2)


def test_monthly_sums_are_laid_over_what_they_are_part_of(tiny):
    found = contest.contestability(tiny)
    assert [found[name] for name in ("notices", "disputes", "corrected", "wrongly_upheld")] == [
        7, 4, 2, 1
    ]  # fmt: skip
    assert (found["bad_records"], found["wrong_records"], found["queue"]) == (14, 5, 0)
    assert (found["repaired"], found["repaired"].cases) == (1, 1)


def test_who_waits_at_the_end_is_in_the_queue_and_more_cases_than_wrongs_are_all(tmp_path):
    tables = {**tiny_tables(), "appeals": rows("month decided queue waiting_days",
                                               "0 1 9 10", "1 3 6 14"),
              "repair_days": rows("days cases", "20 9")}  # fmt: skip
    found = contest.contestability(write_run(tmp_path / "run", manifest(), tables))
    assert (found["queue"], found["waiting"], found["repaired_at_most"]) == (6, 6, 1)


def stands(day, grade, what=happened.GRADE, **rest):
    return panel.Event(day, what, 0, 0, rest.get("scheme", 0), 0, 0, 0, 0, 90000, grade)


@pytest.mark.parametrize(
    ("life", "spells"),
    [
        ([(5, 1), (20, 0)], [(5, 20)]),
        ([(5, 1)], [(5, None)]),
        ([(5, 1), (9, 1), (20, 0), (30, 1)], [(5, 20), (30, None)]),
        ([(5, 0), (20, 0)], []),
        ([(-9, 1), (20, 0)], [(-9, 20)]),  # begun before the run
        ([(-9, 1), (-2, 0), (20, 1)], [(20, None)]),  # and over before it
        ([(-9, 1), (0, 0)], [(-9, 0)]),
        ([(5, 1), (9, -1), (20, 0)], [(5, 20)]),  # events that know no grade change nothing
    ],
)
def test_a_spell_runs_from_the_day_of_the_fall_to_the_day_of_the_rise(life, spells):
    events = [stands(day, grade) for day, grade in life]
    assert contest.penal_spells(events, 0, np.array([False, True])) == spells


def test_doors_and_other_bodies_begin_and_end_no_spell():
    penal = np.array([False, True])
    door = stands(7, 1, happened.REFUSED)
    other = stands(8, 1, scheme=1)
    assert contest.penal_spells([stands(1, 0), door, other], 0, penal) == []
    leaves = [stands(1, 1), stands(7, 0, happened.REFUSED), stands(8, 0, scheme=1), stands(9, 0)]
    assert contest.penal_spells(leaves, 0, penal) == [(1, 9)]


def test_who_is_let_go_with_everybody_has_not_come_back():
    """The scheme ends on the eleventh day: a stay that stood then is not over."""
    penal, over = np.array([False, True]), stands(11, 0, happened.ENDED)
    assert contest.penal_spells([stands(5, 1), over], 0, penal) == [(5, None)]
    assert contest.penal_spells([stands(5, 1), stands(9, 0), over], 0, penal) == [(5, 9)]


def falls(who, *days):
    """In grade B from the first of these days, in A from the next, and so on."""
    return [event(who, day, happened.GRADE, score=90000, grade=(n + 1) % 2)
            for n, day in enumerate(days)]  # fmt: skip


def stays(folder, *lives, deeds=()):
    books = [*(row for life in lives for row in life), *deeds]
    return contest.permanence(
        write_run(folder / "run", manifest(), {**tiny_tables(), "panel_events": books})
    )


def test_spells_that_go_on_are_followed_to_the_end_and_who_falls_again_is_told(tmp_path):
    found = stays(tmp_path, falls(1, 5, 15, 30), falls(2, 10, 20), falls(3, 50), falls(4, -5, 30))
    # those begun before the run have no length; of 1, 2 and 4, whose first was over, 1 fell again
    assert (found["spells"], found["over"]) == (4, 2)
    assert found["again"] == pytest.approx(1 / 3)
    assert found["year"] is None  # nobody was followed for a year


def test_the_middle_spell_of_ten_lasts_as_long_as_half_of_them(tmp_path):
    lives = [falls(who, 1, 1 + who) for who in range(1, 11)]
    found = stays(tmp_path, *lives)
    assert (found["spells"], found["over"], found["median_days"]) == (10, 10, 5)
    (tmp_path / "on").mkdir()
    found = stays(tmp_path / "on", *lives[:4], *(falls(who, 9) for who in range(5, 13)))
    assert (found["over"], found["median_days"]) == (4, None)


def test_a_trap_sets_deeds_after_the_fall_beside_those_of_the_twin(tmp_path):
    def deed(who, day, world=0, kind=0):
        return {**event(who, day, happened.DEED, kind=kind, scheme=-1), "world": world}

    deeds = [
        deed(1, 5), deed(1, 6), deed(1, 40), deed(1, 7, kind=2),  # the day of the fall is before
        deed(1, 6, 1), deed(1, 40, 1), deed(1, 50, 1), deed(1, 5, 1),
        deed(2, 20), deed(2, 21, 1), deed(3, 9), deed(3, 9, 1),  # 3 never fell
    ]  # fmt: skip
    found = stays(tmp_path, falls(1, 5, 15), falls(2, 10), deeds=deeds)
    assert found["trap"] == pytest.approx(3 / 4)


def test_without_a_twin_or_a_fall_no_trap_is_told(tmp_path, tiny):
    tables = tiny_tables()
    tables["conduct"] = [row for row in tables["conduct"] if row["world"] == 0]
    assert contest.permanence(write_run(tmp_path / "run", manifest(), tables))["trap"] is None
    assert contest._trap(tiny, {}) is None
