"""Every measure against a value worked by hand from the tiny run (see synthetic.py)."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.results import (
    contest,
    context,
    groups,
    proportion,
    shares,
    validity,
    wrongful,
)


def test_m1_wrongful_penalties(tiny):
    found = wrongful.wrongful_penalties(tiny)
    assert (found["penalised"], found["wrongly"], found["innocent"]) == (4, 1, 1)
    assert found["wrongly_peak"] == 2  # month 0: one in each cell
    assert (found["wrong_days"], found["penal_days"]) == (30, 120)
    assert found["share"] == 0.25
    # Bad records: entry 0 holds 4 + 1 + 3, entry 1 holds 5 + 1; volunteering is not a bad record.
    assert (found["bad_records"], found["wrong_records"]) == (14, 5)
    assert [row["records"] for row in found["by_cause"]] == [1, 3, 1]
    assert [row["days"] for row in found["by_cause"]] == [6, 18, 6]  # 30 days over 5 records


def test_m2_missed_breaches(tiny):
    found = wrongful.missed_breaches(tiny)
    # Jaywalking 20 done, 4 rightly filed; arrears 10 done, 5 right + 1 with wrong content.
    assert (found["deeds"], found["filed"]) == (30, 10)
    assert found["missed"] == approx(2 / 3)
    assert [row["missed"] for row in found["by_kind"]] == approx([0.8, 0.4])


def test_m4_distance_pools_points_and_refusals(tiny):
    found = context.context_distance(tiny)
    # Lost: traffic 40 points, debt 60. Refused: traffic 3, debt 4 of 7.
    where = {name: place for place, name in enumerate(found["domains"])}
    traffic, debt = where["traffic"], where["debt"]
    assert found["matrix"][traffic][debt] == approx(0.4 * 4 / 7)
    assert found["other_domain"] == approx(0.4 * 4 / 7 + 0.6 * 3 / 7)
    assert found["distance"] == approx(found["other_domain"])  # no tree: all others at distance 1


def test_m4_share_penalised_only_for_unrelated_records(tiny):
    found = context.unrelated_dependence(tiny)
    # Resident 1 lost points in traffic: the refused loan rests on unrelated records alone.
    # Resident 2 lost them in debt and was refused a loan.
    assert (found["people"], found["dependent"]) == (2, 1)
    assert (found["refusals"], found["dependent_refusals"]) == (3, 1)


def test_m5_proportionality(tiny):
    found = proportion.proportionality(tiny)
    # Right records: 4 x -5 points at harm 5, 5 x -10 points at harm 20. Mean 70 / 120.
    mean = 70 / (4 * 5 + 5 * 20)
    assert [row["times"] for row in found["by_kind"]] == approx([5 / 5 / mean, 10 / 20 / mean])
    assert found["spread"]["harm"] == approx(2)
    assert found["fan_out"] == approx(7 / 14)
    assert found["against_fine"] == approx(280 / (8 * 20))


def test_m7_contestability(tiny):
    found = contest.contestability(tiny)
    assert found["notice"] == approx(7 / 14)
    assert found["dispute"] == approx(4 / 7)
    assert found["success"] == approx(2 / 4)
    assert found["waiting"] == approx(80 / 4)
    assert found["repaired"] == approx(4 / 5)
    assert (found["median"], found["p90"]) == (20, 400)
    assert found["past"] == {30: 0.5, 45: 0.25, 365: 0.25}


def test_m8_disparate_impact(tiny):
    found = groups.disparate_impact(tiny, "minority")
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
    rates = [groups._standardised(counts, residents, classes, mine, 1) for mine in (first, ~first)]
    assert rates[0] == approx(rates[1]) == approx((40 * 0.1 + 80 * 0.9) / 120)


def test_m10_permanence(tiny):
    found = contest.permanence(tiny)
    # Two stays in grade B, of 15 and 12 days, both over; nobody fell again.
    assert (found["spells"], found["over"], found["median_days"]) == (2, 2, 12)
    assert found["again"] == 0
    # After day 3 resident 2 did one bad deed (day 40), in the twin two (days 30 and 40).
    assert found["trap"] == approx(0.5)


def test_m10_a_stay_that_goes_on_is_counted_as_such():
    assert contest._censored_median([10, 20], 3) is None
    assert contest._censored_median([10, 20, 30], 2) == 30


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


@pytest.mark.parametrize("name", groups.GROUPINGS)
def test_groups_add_up_to_everybody(tiny, name):
    found = groups.disparate_impact(tiny, name)
    assert sum(row["residents"] for row in found["groups"]) == 10
