"""Example people live no longer than a run may last."""

from datetime import date, timedelta

from socialcredit.core.limits import MOST_DAYS
from socialcredit.language.check.cases import problems_of_cases
from socialcredit.language.model.cases import Case
from socialcredit.language.resolve.loading import load_scheme


def test_a_life_longer_than_the_books_is_refused_at_its_last_day():
    told = {
        "case": "long",
        "person": {"age": 34},
        "records": [{"deed": "theft", "on": "1900-01-15"}],
    }
    latest = date(1900, 1, 1) + timedelta(days=MOST_DAYS - 1)
    days = [latest, latest + timedelta(days=1)]
    cases = tuple(Case.model_validate({**told, "as_of": day, "expect": {}}) for day in days)
    problems = problems_of_cases(cases, load_scheme("rongcheng"))
    assert [problem.loc for problem in problems if "too long" in problem.message] == [(1, "as_of")]
