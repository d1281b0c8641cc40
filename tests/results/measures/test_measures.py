"""Every measure against a value worked by hand from the tiny run (see synthetic.py)."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.core import events as happened
from socialcredit.results import month_ends, naming, panel
from socialcredit.results.measures import (
    contest,
    context,
    disparity,
    proportion,
    shares,
    validity,
    wrongful,
)
from socialcredit.results.scales import Scale
from tests.results.synthetic import event, manifest, tiny_tables, write_run


def test_m1_wrongful_penalties(tiny):
    found = wrongful.wrongful_penalties(tiny)
    assert (found["penalised"], found["wrongly"], found["innocent"]) == (4, 1, 1)
    assert found["wrongly_peak"] == 2  # month 0: one in each cell
    assert (found["wrong_days"], found["penal_days"]) == (30, 120)
    assert found["share"] == 0.25
    assert (found["late"], found["late_days"], found["late_share"]) == (1, 20, 20 / 120)
    # Bad records: entry 0 holds 4 + 1 + 3, entry 1 holds 5 + 1; volunteering is not a bad record.
    assert (found["bad_records"], found["wrong_records"]) == (14, 5)
    assert [row["records"] for row in found["by_cause"]] == [1, 3, 1]
    # In the panel both stays in B begin and end in January, and others renew their copy on the
    # first of the month: nobody acted on either.
    assert found["panel"]["penal_days"] == 0


def a_panel(folder, *events):
    """The tiny run with other books of resident 1."""
    return write_run(folder, manifest(), {**tiny_tables(), "panel_events": list(events)})


def filed(day, record, points, cause, score, grade):
    return event(1, day, happened.FILED, kind=0, entry=0, points=points, cause=cause, record=record,
                 score=score, grade=grade)  # fmt: skip


def test_m1_days_go_to_the_error_that_alone_brought_them(tmp_path):
    # In B from 6 January for a false alarm, known to others in February: 28 days.
    found = wrongful.days_by_cause(a_panel(tmp_path / "run", filed(5, 11, -5000, 2, 95000, 1)))
    assert (found["penal_days"], found["causes"], found["people"]) == (28, [0, 0, 28, 0, 0], 1)
    assert found["strict_share"] == 1


def test_m1_a_penalty_for_a_true_record_is_not_wrong(tmp_path):
    found = wrongful.days_by_cause(a_panel(tmp_path / "run", filed(5, 11, -5000, 0, 95000, 1)))
    assert (found["penal_days"], found["wrong_days"], found["people"]) == (28, 0, 0)


def test_m1_a_copy_not_yet_renewed_is_late_and_not_wrong(tmp_path):
    # True record of 6 January, repaired on 11 February; others hold the old grade all February.
    gone = event(1, 41, happened.REPAIRED, kind=0, entry=0, points=5000, cause=0, record=11,
                 score=95000, grade=1)  # fmt: skip
    better = event(1, 41, happened.GRADE, score=100000, grade=0)
    found = wrongful.days_by_cause(
        a_panel(tmp_path / "run", filed(5, 11, -5000, 0, 95000, 1), gone, better)
    )
    assert (found["penal_days"], found["late_days"], found["wrong_days"]) == (28, 28, 0)
    assert found["strict_share"] == 0


def test_m1_a_day_that_two_errors_would_each_excuse_belongs_to_neither(tiny):
    scale, penal = Scale([96000, -(2**40)], None), np.array([False, True])
    held = {1: -3000, 2: -3000}
    live = {
        (record, 0): panel.Filed(kind=0, entry=0, points=points, cause=record, day=1)
        for record, points in held.items()
    }
    enough = panel.State(score=94000, grade=1, live=live)
    assert all(wrongful.lifted(enough, (cause,), penal, scale) for cause in (1, 2))
    both = panel.State(score=92000, grade=1, live=live)
    assert not any(wrongful.lifted(both, (cause,), penal, scale) for cause in (1, 2))
    assert wrongful.lifted(both, (1, 2), penal, scale)


def test_m1_a_correction_helps_only_once_every_copy_is_corrected(tmp_path):
    # False alarm of 6 January, struck out on 10 February, in every copy on 22 March.
    book = [
        filed(5, 11, -5000, 2, 95000, 1),
        event(1, 40, happened.CORRECTED, kind=0, entry=0, record=11, score=100000, grade=0),
        event(1, 40, happened.GRADE, score=100000, grade=0),
        event(1, 80, happened.COPIES_CORRECTED, entry=0, record=11, score=100000, grade=0),
    ]
    tables = {**tiny_tables(), "panel_events": book}
    run = write_run(tmp_path / "run", manifest(months=4, days=120), tables)
    ends = list(month_ends.by_month(run, panel.panel_books(run)[1], 0))
    assert [end.days for end in ends] == [31, 28, 31, 30]
    assert [end.copy for end in ends] == [-1, 1, 1, 0]


def test_m2_missed_breaches(tiny):
    found = wrongful.missed_breaches(tiny)
    # Jaywalking 20 done, 4 rightly filed; arrears 10 done, 5 right + 1 with wrong content.
    assert (found["deeds"], found["filed"]) == (30, 10)
    assert found["missed"] == approx(2 / 3)
    assert [row["missed"] for row in found["by_kind"]] == approx([0.8, 0.4])


def test_m4_lays_doors_beside_the_records_of_the_same_person(tiny):
    found = context.context_distance(tiny)
    # Resident 1 lost points in traffic and was refused a train (traffic) and a loan (debt);
    # resident 2 lost points in debt and was refused a loan.
    where = {name: place for place, name in enumerate(found["domains"])}
    traffic, debt = where["traffic"], where["debt"]
    matrix = np.array(found["matrix"])
    assert matrix[traffic, traffic] == matrix[traffic, debt] == matrix[debt, debt] == approx(1 / 3)
    assert matrix.sum() == approx(1)
    assert found["other_part"] == approx(1 / 3)
    assert found["distance"] == approx(1 / 3)  # no tree: all others at distance 1


def test_m4_share_penalised_only_for_unrelated_records(tiny):
    found = context.context_distance(tiny)
    # For resident 1 the refused loan rests on unrelated records alone.
    assert (found["people"], found["dependent"]) == (2, 1)
    assert (found["tries"], found["dependent_tries"]) == (3, 1)


def test_m4_a_door_shut_by_another_schemes_list_rests_on_that_schemes_records(tmp_path):
    told = manifest()
    first = told["names"]["schemes"][0]
    told["names"]["schemes"] = [
        {**first, "consequence_of": [None, 1]}, {**first, "name": "courts", "title": "Courts"}
    ]  # fmt: skip
    lives = [
        event(1, 2, happened.FILED, kind=0, entry=0, points=-5000, cause=0, record=1, score=95000,
              grade=1),
        {**event(1, 3, happened.FILED, kind=1, entry=1, points=-100, cause=0, record=2, score=99900,
                 grade=0), "scheme": 1},
        event(1, 9, happened.REFUSED, entry=1, source=0, record=1, score=95000, grade=1),
        event(1, 9, happened.REFUSED, entry=0, source=0, record=1, score=95000, grade=1),
    ]  # fmt: skip
    run = write_run(tmp_path / "run", told, {"panel_events": lives})
    train, loan = sorted(context.closed_doors(run), key=lambda door: door.door, reverse=True)
    assert (train.door, train.origin) == ("traffic", {"traffic": 1})
    assert (loan.door, loan.origin) == ("debt", {"debt": 1})
    doors = context.doors_by_consequence(run)
    assert [row["list_of"] for row in doors] == [None, "Courts"]


def test_m4_a_loan_and_a_debt_are_one_part_of_life(tiny):
    tree = {"life": None, "money": "life", "debt": "money", "loan": "debt", "traffic": "life"}
    tiny.names["domains"] = [{"domain": one, "parent": up} for one, up in tree.items()]
    part = naming.parts_of_life(tiny)
    del tiny.names["domains"]
    assert part["loan"] == part["debt"] == "money" != part["traffic"]


def test_m4_counts_as_another_part_of_life_only_what_stands_on_another_branch():
    door = context.Closed(1, 4, "loan", {"debt": 0.5, "traffic": 0.5}, True)
    part = {"loan": "money", "debt": "money", "traffic": "movement"}
    assert context._other([door], 1, part) == (2, 4)


def test_m4_a_record_that_leads_straight_to_a_grade_carries_the_whole_door(tiny):
    forcing = panel.Filed(kind=0, entry=0, points=0, cause=0, day=1)
    small = panel.Filed(kind=1, entry=1, points=-100, cause=0, day=1)
    state = panel.State(score=99900, grade=1, live={(1, 0): forcing, (2, 1): small})
    assert context._origin(tiny, state, Scale([96000, -(2**40)], None)) == {"traffic": 1}


def test_m5_proportionality(tiny):
    found = proportion.proportionality(tiny)
    # Right records: 4 x -5 points at harm 5, 5 x -10 points at harm 20. Mean 70 / 120.
    mean = 70 / (4 * 5 + 5 * 20)
    assert [row["times"] for row in found["by_kind"]] == approx([5 / 5 / mean, 10 / 20 / mean])
    assert found["spread"]["harm"] == approx(2)
    assert found["fan_out"] == approx(7 / 14)
    assert found["against_fine"] == approx(280 / (8 * 20))


def test_m5_a_rule_straight_to_a_grade_is_not_called_mild(tiny):
    scheme = tiny.names["schemes"][0]
    scheme["entry_to_grade"] = ["B", None, None]
    rows = proportion.proportionality(tiny)["by_kind"]
    del scheme["entry_to_grade"]
    assert [(row["straight_to"], row["times"]) for row in rows] == [("B", None), (None, approx(1))]


def test_m7_contestability(tiny):
    found = contest.contestability(tiny)
    assert found["notice"] == approx(7 / 14)
    assert found["dispute"] == approx(4 / 7)
    assert found["success"] == approx(2 / 4)
    assert found["waiting"] == approx(80 / 4)
    assert found["repaired_at_most"] == approx(4 / 5)
    assert found["cases"] == 4
    # One wrong record in the panel, filed on day 5 and right in every copy on day 25.
    time = found["time"]
    assert (time["wrong"], time["within"][30]["share"].cases) == (1, 1)
    assert time["median"] is None  # one record is too few for a middle one


def test_m7_what_became_of_the_wrong_records_of_the_panel(tiny):
    found = contest.contestability(tiny)["panel"]
    # Resident 1's false alarm went the whole way; no other bad record in the panel was wrong.
    assert found["wrong"] == found["people"] == 1
    assert [found[step] for step in contest.STEPS] == [1, 1, 1, 1, 1]
    assert (found["ran_out"], found["standing"]) == (0, 0)


def test_m7_a_record_that_merely_runs_out_was_not_put_right(tiny):
    filed = panel.Event(3, happened.FILED, 0, 0, 0, 0, -500, 1, 9, 99500, 0)
    for end in (happened.EXPIRED, happened.REPAIRED):
        gone = filed._replace(day=30, what=end, points=500)
        (reached,) = contest._steps_reached(tiny, [filed, gone], 0).values()
        assert reached == {"ran_out"}


def test_m8_disparate_impact(tiny):
    found = disparity.disparate_impact(tiny, "minority")
    majority, minority = found["groups"]
    years = 2 / 12
    assert majority["wrong_days"] == approx(10 / 8 / years)
    assert minority["wrong_days"] == approx(20 / 2 / years)
    assert found["ratio"] == approx(8)
    # Penalised days: 80 / 8 = 10 against 40 / 2 = 20 a head.
    assert found["selection"] == approx(0.5)


def test_m8_gap_is_zero_when_conduct_explains_it():
    # Two classes of conduct; inside each both groups fare alike.
    counts = np.array([1, 3, 18, 54])
    residents = np.array([10, 30, 20, 60])
    classes = np.array([0, 0, 1, 1])
    first = np.array([True, False, True, False])
    rates = [
        disparity.standardised(counts, residents, classes, mine, 1, [0, 1])
        for mine in (first, ~first)
    ]
    assert rates[0] == approx(rates[1]) == approx((40 * 0.1 + 80 * 0.9) / 120)


def test_m8_compares_only_classes_of_conduct_that_every_group_has():
    residents, classes = np.array([1000, 3000, 2000]), np.array([0, 0, 1])
    first = np.array([True, False, False])
    assert disparity.shared_classes(residents, classes, [first, ~first]) == [0]
    assert disparity.shared_classes(residents // 2, classes, [first, ~first]) == []


def test_m8_speaks_of_those_who_are_scored(tiny):
    assert disparity.scored_residents(tiny, 0, 2).tolist() == [8, 2]


def test_m10_permanence(tiny):
    found = contest.permanence(tiny)
    # Two stays in grade B, of 15 and 12 days, both over; nobody fell again.
    assert (found["spells"], found["over"], found["median_days"]) == (2, 2, None)
    assert found["again"] == 0
    # After day 3 resident 2 did one bad deed (day 40), in the twin two (days 30 and 40).
    assert found["trap"] == approx(0.5)


def test_m11_validity(tiny):
    found = validity.validity(tiny)
    # Month 1: scores 101, 102, 103 with conduct 2, 3, 4: they move together exactly.
    assert found["correlation"] == approx(1)
    assert found["inflation"] == approx(306 / 3 - 6 / 3)
    assert found["conduct_change"] == approx(1)
    # 40 points for volunteering, 6 of 8 deeds made up.
    assert found["made_up_share"] == approx(0.75)


def test_m12_surveillance_load(tiny):
    found = validity.surveillance_load(tiny)
    assert found["records"] == 22
    assert found["per_person_year"] == approx(22 / (10 / 6))
    assert found["domains"] == ["debt", "traffic", "volunteering"]
    assert found["covered"] == approx(3 / 4)


def test_grade_shares(tiny):
    assert shares.grade_shares(tiny) == approx(np.array([[0.9, 0.1], [0.6, 0.4]]))


def test_conduct_with_and_without(tiny):
    rows = {row["kind"]: row for row in shares.conduct_by_kind(tiny)}
    assert rows["jaywalking"]["change"] == approx(-0.2)
    assert rows["volunteering"]["change"] == approx(3)
    assert rows["helping"]["change"] == approx(-0.5)
    assert shares.conduct_change(tiny, ("bad",))["change"] == approx(-0.25)
    assert shares.bad_deeds_by_month(tiny).tolist() == [[30, 0], [40, 0]]


def test_share_that_rests_on_assumed_values(tiny):
    # Points moved: 40 crossing (primary), 60 arrears (assumed), 40 volunteering (secondary).
    found = shares.evidence_shares(tiny)
    assert found["assumed"] == approx(60 / 140)
    assert sum(found.values()) == approx(1)


def test_offsetting_counts_only_kinds_somebody_makes_up(tiny):
    found = validity.offsetting(tiny)
    assert found == {"kinds": ["volunteering"], "made_up": [0, 6], "anyway": [0, 2]}


@pytest.mark.parametrize("name", disparity.GROUPINGS)
def test_groups_add_up_to_everybody(tiny, name):
    found = disparity.disparate_impact(tiny, name)
    assert sum(row["residents"] for row in found["groups"]) == 10
