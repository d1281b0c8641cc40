"""A warning moves no point; what comes after it counts."""

from datetime import date

import pytest

from socialcredit.cases.judge import judge
from socialcredit.language.model.cases import Case
from socialcredit.language.resolve.alternatives import overlaid
from socialcredit.language.resolve.loading import load_alternative, load_beliefs, load_scheme
from tests.language.fixtures import changed, error_of


def score_of(*records):
    """The score of somebody in Suining whose first deduction is a warning."""
    scheme = overlaid(
        load_scheme("suining"), load_alternative("warning-first"), load_beliefs(), date(2010, 1, 1)
    )
    case = {
        "case": "somebody", "person": {"age": 40}, "as_of": date(2010, 12, 31),
        "records": list(records), "expect": {},
    }  # fmt: skip
    return judge(scheme, Case.model_validate(case)).score


def record(deed, source, month, **more):
    """A record of the tenth of a month of 2010."""
    return {"deed": deed, "source": source, "on": date(2010, month, 10), **more}


def test_the_first_record_moves_nothing():
    assert score_of(record("drunk-driving", "traffic-police", 2)) == 1000


def test_the_second_counts_whatever_the_first_was():
    first = record("phone-arrears", "telecom", 2)
    assert score_of(first, record("drunk-driving", "traffic-police", 3)) == 950


def test_the_third_counts_as_well():
    first = record("phone-arrears", "telecom", 2)
    second = record("phone-arrears", "telecom", 3)
    assert score_of(first, second, record("crime", "justice-offices", 4)) == 880


def test_additions_are_not_warned_of():
    assert score_of(record("office-honour", "town-governments", 2)) == 1020


def test_a_warned_stretch_of_missed_repayments_leaves_the_running_total_alone():
    """The first stretch is the warning; of the second, three repayments are 90 points."""
    first = record("loan-arrears", "banks", 2, size=14)
    assert score_of(first, record("loan-arrears", "banks", 5, size=3)) == 910


def test_what_leads_straight_to_a_grade_has_no_warning():
    line = "to_grade: C, warning: {records: 1, meter: hours}"
    error = error_of(changed("to_grade: C", line))
    assert "no warning" in error.message


@pytest.mark.parametrize("records", ["0", "101", "many"])
def test_a_warning_is_for_a_number_of_records(records):
    line = f"to_grade: C, warning: {{records: {records}, meter: hours}}"
    assert error_of(changed("to_grade: C", line)).where
