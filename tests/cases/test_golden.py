"""A golden run tells of everything that a run counts."""

from socialcredit.cases.golden_sums import DIVIDED
from socialcredit.core.run_layout import MONTHLY


def test_every_table_of_counts_stands_in_a_golden_run_by_month_or_in_sums():
    by_month = {"grades"}
    assert set(DIVIDED) | by_month == set(MONTHLY)
