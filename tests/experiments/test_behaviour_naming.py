"""Shaming, a bad record and refused journeys beside what was published of them."""

import pytest

from socialcredit.experiments.behaviour import bad_record, journeys, naming


@pytest.mark.parametrize("part", [naming, bad_record])
def test_what_is_calibrated_is_met_and_found_again(part):
    rows = [row for row in part.rows() if row["kind"] == "calibrated"]
    assert rows and all(row["pass"] and row["settings"] for row in rows)
    assert part.fits() and all(fit.kept for fit in part.fits()), part.fits()


def test_publication_adds_nothing_and_no_large_debt_is_moved():
    rows = {row["what"]: row for row in naming.rows() if row["kind"] == "predicted"}
    assert len(rows) == 4 and all(row["pass"] for row in rows.values()), rows
    (large,) = (row for what, row in rows.items() if what.startswith("debts over the limit"))
    assert large["produced"] == 0


def test_a_miss_of_credit_is_printed_with_its_reason():
    (row,) = [row for row in bad_record.rows() if row["kind"] == "predicted"]
    assert row["pass"] or row["why_missed"]


def test_refused_journeys_are_counted_to_the_last_day_that_is_not_kept_aside():
    rows = journeys.rows()
    assert {row["kind"] for row in rows} == {"calibrated", "predicted"}
    assert sum("air" in row["what"] for row in rows) >= 6
    assert all(
        "2018" in row["what"] or "2016" in row["what"] or "2017" in row["what"] for row in rows
    )
    judged = [row for row in rows if row["kind"] == "predicted" and "air" in row["what"]]
    assert sum(row["pass"] for row in judged) >= len(judged) // 2, judged
