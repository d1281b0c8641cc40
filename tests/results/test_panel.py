"""The panel's books read back: who stands where, on which records, and what others go by."""

import numpy as np
import pytest

from socialcredit.core import events as happened
from socialcredit.results import month_ends, panel
from tests.results.synthetic import event, manifest, tiny_tables, write_run

A, B = 0, 1
BOUNDS = [96000, -(2**40)]


def line(day, what, points=0, score=100000, grade=A, record=1, entry=0, scheme=0, cause=0, kind=0):
    return panel.Event(day, what, kind, 0, scheme, entry, points, cause, record, score, grade)


def after(*events):
    """The standing after the last of these events."""
    state = None
    for _, found in panel.replay(events, 0):
        state = found
    return state


def test_a_record_lives_from_its_filing_until_it_ends():
    filed = line(1, happened.FILED, -5000, 95000, B)
    assert {key: held.points for key, held in after(filed).live.items()} == {(1, 0): -5000}
    for end in panel.ENDS:
        assert after(filed, line(9, end)).live == {}, end
    for other in (happened.NOTICE, happened.DISPUTE, happened.UPHELD, happened.COPIES_CORRECTED):
        assert len(after(filed, line(9, other)).live) == 1, other


def test_one_sighting_under_two_entries_is_two_records():
    both = [line(1, happened.FILED, -100, entry=0), line(1, happened.FILED, -200, entry=1)]
    assert set(after(*both).live) == {(1, 0), (1, 1)}
    assert set(after(*both, line(5, happened.CORRECTED, entry=1)).live) == {(1, 0)}


def test_a_charge_is_added_to_what_its_record_holds():
    filed = line(1, happened.FILED, -500, 99500)
    charged = line(32, happened.CHARGED, -500, 99000)
    assert after(filed, charged).live[1, 0].points == -1000
    assert after(charged).live == {}  # of a record that nobody filed


def test_the_score_is_that_of_the_last_event_but_a_door_or_another_body():
    filed = line(1, happened.FILED, -5000, 95000, B)
    for door in panel.DOORS:
        state = after(filed, line(9, door, score=77, grade=A))
        assert (state.score, state.grade) == (95000, B)
    assert after(filed, line(9, happened.NOTICE, grade=-1, score=-1)).score == 95000
    assert after(filed, line(9, happened.GRADE, score=3, scheme=1)).score == 95000


def test_expiry_is_written_down_before_it_is_carried_out_and_a_correction_after():
    gone = line(9, happened.EXPIRED, points=5000, score=95000)
    assert panel.score_after(gone) == 100000
    assert panel.score_after(gone._replace(what=happened.REPAIRED)) == 100000
    assert panel.score_after(gone._replace(what=happened.CORRECTED)) == 95000


def test_what_the_bounds_keep_back_is_hidden_and_comes_back_first():
    # highest is 1000: 30 points given at 990 show as ten
    book = [line(0, happened.GRADE, score=99000), line(1, happened.FILED, 3000, 100000, record=2)]
    state = after(*book)
    assert state.hidden == 2000
    bad = line(2, happened.FILED, -3000, 99000, record=3)
    state = after(*book, bad)  # 990 + 30 - 30
    assert (state.score, state.hidden) == (99000, 0)
    assert panel.without(state, {3}, BOUNDS)[0] == 102000


def held(points, **rest):
    return panel.Filed(**{"kind": 0, "entry": 0, "points": points, "cause": 0, "day": 1, **rest})


@pytest.mark.parametrize(
    ("score", "hidden", "taken", "left"),
    [
        (95000, 0, {1}, (100000, A)),
        (95000, 0, {2}, (92000, B)),  # a good record taken out
        (95000, 0, {1, 2}, (97000, A)),
        (95000, 0, {9}, (95000, B)),
        (96000, 4000, {2}, (96000, A)),  # of what the bounds keep back first
        (96000, 1000, {2}, (94000, B)),
        (60000, -9000, {1}, (60000, B)),  # at the lowest it is no better for it
        (60000, -1000, {1}, (64000, B)),
    ],
)
def test_without_a_record_the_score_loses_what_it_holds(score, hidden, taken, left):
    live = {(1, 0): held(-5000), (2, 0): held(3000)}
    state = panel.State(score, panel.grade_of(score, BOUNDS), live, hidden)
    assert panel.without(state, taken, BOUNDS) == left


def test_a_grade_that_was_forced_is_lifted_by_all_records_that_force_it_and_by_nothing_less():
    forcing = {(1, 0): held(0), (2, 0): held(0), (3, 0): held(-100)}
    state = panel.State(99900, B, forcing)
    assert panel.without(state, {1, 2}, BOUNDS) == (99900, A)
    assert panel.without(state, {1}, BOUNDS) == (99900, B)
    assert panel.without(state, {3}, BOUNDS) == (100000, B)
    assert panel.without(panel.State(99900, B, {(3, 0): held(-100)}), {3}, BOUNDS)[1] == B


@pytest.mark.parametrize(("score", "grade"), [(96000, 0), (95999, 1), (90000, 1), (89999, 2)])
def test_a_grade_begins_at_its_bound(score, grade):
    assert panel.grade_of(score, [96000, 90000, -(2**40)]) == grade
    assert panel.grade_of(0, [96000, 90000]) == 1  # below every bound one is in the last


def months(folder, *events, many=3):
    days = (31, 59, 90, 120)[many - 1]
    run = write_run(
        folder / "run", manifest(months=many, days=days),
        {**tiny_tables(), "panel_events": list(events)},
    )  # fmt: skip
    ends = month_ends.by_month(run, panel.panel_books(run).get(1, []), 0)
    return [(end.copy, end.state.grade, end.taken.grade) for end in ends]


def stands(day, grade, what=happened.GRADE):
    return event(1, day, what, score=(100000, 90000)[grade], grade=grade, record=1, entry=0)


def test_others_renew_their_copy_on_the_first_of_the_month(tmp_path):
    # in B from 1 January (day 0), in A from 1 February (day 31)
    assert months(tmp_path, stands(0, B), stands(31, A)) == [(-1, B, -1), (B, A, B), (A, A, A)]


def test_what_was_before_the_run_is_known_on_its_first_day(tmp_path):
    assert months(tmp_path, stands(-9, B), stands(-1, A), many=1) == [(A, A, A)]


def test_a_correction_reaches_others_when_every_copy_is_right(tmp_path):
    book = [stands(-9, B), stands(5, A, happened.CORRECTED)]
    assert months(tmp_path, *book) == [(B, A, B)] * 3
    (tmp_path / "right").mkdir()
    done = [*book, stands(40, A, happened.COPIES_CORRECTED)]
    assert months(tmp_path / "right", *done) == [(B, A, B), (B, A, B), (A, A, A)]
    (tmp_path / "followed").mkdir()
    book[1] = stands(5, A, happened.FOLLOWED)
    assert months(tmp_path / "followed", *book) == [(B, A, B)] * 3


def test_a_worse_grade_is_copied_even_while_a_correction_waits(tmp_path):
    book = [stands(-9, A), stands(5, A, happened.CORRECTED), stands(20, B)]
    assert months(tmp_path, *book, many=2) == [(A, B, A), (B, B, B)]


def test_books_are_in_order_whatever_the_order_of_their_rows(tmp_path):
    rows = [event(2, 9, happened.GRADE, score=1, grade=0), event(1, 9, happened.GRADE, score=2),
            event(1, 3, happened.GRADE, score=3), {**event(1, 4, happened.GRADE), "world": 1},
            event(1, 5, happened.DEED, scheme=-1)]  # fmt: skip
    run = write_run(tmp_path / "run", manifest(), {**tiny_tables(), "panel_events": rows})
    books = panel.panel_books(run)
    assert {who: [one.score for one in book] for who, book in books.items()} == {
        1: [3, 2], 2: [1]
    }  # fmt: skip
    assert [one.day for one in panel.one_book(run, 1)] == [3, 5, 9]
    assert list(panel.panel_books(run, 1)) == [1]


def test_a_filing_stands_before_the_grade_it_led_to(tmp_path):
    rows = [event(1, 9, happened.GRADE, score=5, grade=1),
            event(1, 9, happened.FILED, score=5, grade=1),
            event(1, 9, happened.NOTICE, score=5, grade=1)]  # fmt: skip
    run = write_run(tmp_path / "run", manifest(), {**tiny_tables(), "panel_events": rows})
    found = [one.what for one in panel.panel_books(run)[1]]
    assert found == [happened.FILED, happened.GRADE, happened.NOTICE]


def test_where_no_bounds_are_told_the_lowest_score_seen_stands_in(tmp_path):
    told = manifest()
    told["names"]["schemes"][0] |= {"bands": None, "grades": ["A", "B", "C"]}
    rows = [event(1, day, happened.GRADE, score=score, grade=grade)
            for day, (score, grade) in enumerate([(99000, 0), (97000, 0), (80000, 2)])]  # fmt: skip
    run = write_run(tmp_path / "run", told, {**tiny_tables(), "panel_events": rows})
    assert panel.bounds_of(run, 0) == [97000, 97000, 80000]


def test_a_record_counts_against_somebody_by_its_points_or_its_deed(tiny):
    assert held(-1, kind=2).against(tiny) and held(0, kind=0).against(tiny)
    assert not held(0, kind=2).against(tiny) and not held(0, kind=-1).against(tiny)


def test_who_was_ever_in_a_penal_grade_was_so_with_this_body():
    penal = np.array([False, True])
    assert panel.ever_penal([line(1, happened.GRADE, grade=B)], 0, penal)
    assert not panel.ever_penal([line(1, happened.GRADE, grade=A)], 0, penal)
    assert not panel.ever_penal([line(1, happened.GRADE, grade=-1)], 0, penal)
    assert not panel.ever_penal([line(1, happened.GRADE, grade=B, scheme=1)], 0, penal)


def test_deeds_are_told_with_what_was_stopped_only_where_that_is_asked(tmp_path):
    rows = [event(1, 3, happened.DEED, kind=0), event(1, 4, happened.STOPPED, kind=1),
            {**event(1, 5, happened.DEED, kind=2), "world": 1}]  # fmt: skip
    run = write_run(tmp_path / "run", manifest(), {**tiny_tables(), "panel_events": rows})
    assert panel.deeds(run)["kind"].tolist() == [0]
    assert sorted(panel.deeds(run, stopped=True)["kind"].tolist()) == [0, 1]
    assert panel.deeds(run, 1)["kind"].tolist() == [2]


def test_another_firm_on_the_premises_begins_with_nothing_on_file():
    filed = line(1, happened.FILED, -5000, 95000, B)
    opened = line(9, happened.OPENED, score=-1, grade=-1, record=-1, entry=-1, scheme=-1)
    assert after(filed, opened).live == {}
    own = after(filed, opened, line(20, happened.FILED, -3000, 97000, A, record=2))
    assert [held.points for held in own.live.values()] == [-3000]
    assert own.hidden == 0, "what the firm before had on file hides nothing of this one"
