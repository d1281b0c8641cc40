"""What a score would be without a record, where each record brings one."""

from socialcredit.results import panel
from socialcredit.results.panel import Results
from socialcredit.results.scales import counting

SMILE, FLAT, FROWN = range(3)
BOUNDS = [9500, 7800, -(2**40)]
LATEST = Results("latest", 10000, 100, frozenset({9}))
MEAN = Results("mean", 10000, 100, frozenset({9}))


def visit(points, entry=0, cause=0):
    return panel.Filed(kind=0, entry=entry, points=points, cause=cause, day=1)


def standing(score, grade, *visits):
    return panel.State(score, grade, {(n, v.entry): v for n, v in enumerate(visits)})


def test_without_the_latest_result_the_one_before_stands():
    state = standing(7000, FROWN, visit(-1000), visit(-3000, cause=2))
    assert panel.without(state, {1}, BOUNDS, LATEST) == (9000, FLAT)
    assert panel.without(state, {0}, BOUNDS, LATEST) == (7000, FROWN), "it counted no more"
    assert panel.without(state, {0, 1}, BOUNDS, LATEST) == (10000, SMILE), (
        "and without any, the start"
    )


def test_a_mean_is_taken_again_of_the_others():
    state = standing(8700, FLAT, visit(0), visit(-1000), visit(-3000))
    assert panel.without(state, {2}, BOUNDS, MEAN) == (9500, SMILE)
    assert panel.without(state, {0}, BOUNDS, MEAN) == (8000, FLAT)


def test_what_leads_straight_to_a_grade_brings_no_result():
    state = standing(10000, FROWN, visit(0), visit(0, entry=9))
    assert panel.without(state, {1}, BOUNDS, LATEST) == (10000, SMILE)
    assert panel.without(state, {0}, BOUNDS, LATEST) == (10000, FROWN), (
        "a clean visit forces nothing"
    )


def test_where_a_result_of_another_period_stands_it_is_left_as_it_is():
    state = standing(8000, FLAT, visit(-3000))
    assert panel.without(state, {0}, BOUNDS, LATEST) == (8000, FLAT)


def test_a_score_rests_on_the_records_of_which_it_is_made():
    state = standing(7000, FROWN, visit(-1000), visit(-3000))
    assert [one.points for one in counting(state, LATEST)] == [-3000]
    assert [one.points for one in counting(state, MEAN)] == [-500, -1500]
    assert [one.points for one in counting(state, None)] == [-1000, -3000]
