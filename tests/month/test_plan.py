"""What stands around a run: the plan of a day, speed, pairs of runs."""

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.student import student
from socialcredit.engine.bench import bench
from socialcredit.experiments.compare import compare
from socialcredit.month import community
from socialcredit.month.plan import Reader, plan_lines
from tests.engine.towns import town

TRUTH = {"conduct"}
# What hangs at a door is there for everybody to see, whatever the grade says.
# Who lies about itself has done a deed by it, of which no rule is told.
SEES_IT = ("society", "month (tally)", "month (premises)", "month (signs)", "month (keeping_quiet)")


def test_the_plan_follows_the_kernels():
    text = "\n".join(plan_lines())
    order = ["society: ", "observation: ", "month (filing): ", "consequences: "]
    places = [text.index(word, text.index("Every day people act")) for word in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "part", [community.live_here, community.live_day, community.go_round, community.end_month]
)
def test_truth_is_read_by_society_and_the_tally_alone(part):
    for step in Reader().steps_of(part):
        if TRUTH & {*step.reads, *step.writes}:
            assert step.stage in SEES_IT, step


def test_bench_tells_speed_and_memory():
    found = bench("points-day", 2, people=1000, days=10)
    assert found["people"] == 1000 and found["days"] == 10 and found["threads"] == 2
    assert found["resident_days_per_second"] == pytest.approx(1000 * 10 / found["seconds"])
    assert 10 < found["bytes_per_resident"] < 500
    assert found["peak_memory_bytes"] > 2**20


def test_a_scenario_against_itself_differs_in_nothing():
    short = town(people=500, ends=town().starts.replace(day=31))
    rows = compare(short, short, 2, "local:1").rows
    assert all(row["difference"] in (0, None) for row in rows)
    bad = rows[0]
    assert bad["a"] > 0 and bad["low"] == bad["high"] == 0


def test_without_a_scheme_nothing_is_recorded():
    short = town(people=500)
    rows = compare(short, short.model_copy(update={"schemes": ()}), 2, "local:1").rows
    found = {row["measure"]: row for row in rows}
    records = found["records.filed"]
    assert records["a"] > 0 == records["b"]
    assert records["low"] <= records["difference"] <= records["high"]


def test_different_people_are_not_paired():
    with pytest.raises(SocialCreditError, match="people"):
        compare(town(), town(people=7), replicates=1)


def test_student_narrows_to_the_normal():
    assert student(1) > student(2) > student(31) > student(1000) > 1.6448
    assert student(31) == pytest.approx(1.6955, abs=2e-3)
