"""Once nothing is on file any more, a score is its start, whatever bounds cut off on the way."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialcredit.cases.judge import judge
from socialcredit.language.model.cases import Case
from tests.stages.small import START, scheme_with

OVER = date(2020, 12, 31)
TERMS = [f"{days} days" for days in (20, 45, 90)]
numbers = st.integers(-400, 400)
terms = st.sampled_from(TERMS)
kinds = st.one_of(
    st.builds(lambda points: {"points": points}, numbers),
    st.builds(lambda points: {"points": points, "per": "month"}, numbers),
    st.builds(
        lambda points, cap: {"points": points, "cap": {"points": cap, "meter": "points"}},
        numbers, st.integers(0, 300),
    ),
    st.builds(lambda rungs: {"ladder": rungs, "meter": "falls"}, st.lists(numbers, min_size=1)),
    st.builds(
        lambda points, more: {
            "points": points, "warning": {"records": more, "meter": "warnings"}
        },
        numbers, st.integers(1, 3),
    ),
)  # fmt: skip
entries = st.lists(st.builds(lambda kind, term: {**kind, "for": term}, kinds, terms), min_size=1)
days = st.integers(0, 90).map(lambda n: START + timedelta(days=n))
METERS = [
    {"meter": "points", "resets": "yearly"},
    {"meter": "falls", "resets": "never"},
    {"meter": "warnings", "resets": "yearly"},
]


@st.composite
def files(draw):
    """Some rules with terms, bounds that may be revised, and records of one person."""
    rules = [{"deed": f"deed-{n}", **rule} for n, rule in enumerate(draw(entries))]
    bound = st.one_of(st.none(), st.integers(0, 300))
    versions = []
    for day in sorted(draw(st.sets(days, max_size=2)) | {START}):
        low, high = draw(bound), draw(bound)
        versions.append({
            "since": day, "start": 1000, "reckoned": draw(st.sampled_from(["daily", "monthly"])),
            "lowest": None if low is None else 1000 - low,
            "highest": None if high is None else 1000 + high,
        })  # fmt: skip
    filed = st.tuples(st.sampled_from(rules), days, st.sampled_from([None, 1, 40, 200]))
    records = []
    for rule, day, ends in draw(st.lists(filed, max_size=8)):
        record = {"deed": rule["deed"], "on": day, "lasts": "3 months"}
        records.append({**record, **({"ends": day + timedelta(days=ends)} if ends else {})})
    return rules, versions, records


def score_of(rules, versions, records, as_of):
    scheme = scheme_with(rules, meters=METERS, score=versions)
    case = {"case": "x", "person": {"age": 30}, "as_of": as_of, "records": records, "expect": {}}
    return judge(scheme, Case.model_validate(case)).score


def bounded(version, total):
    low, high = version["lowest"], version["highest"]
    total = total if low is None else max(total, low)
    return total if high is None else min(total, high)


@given(files())
def test_a_score_is_its_start_once_everything_has_lapsed(file):
    rules, versions, records = file
    assert score_of(rules, versions, records, OVER) == bounded(versions[-1], 1000)


@given(files(), st.integers(1, 300))
def test_a_score_is_what_the_bounds_leave_of_the_same_records_without_bounds(file, after):
    """The bounds of the first of the month: a revision in mid-month holds from the next first."""
    rules, versions, records = file
    day = START + timedelta(days=after)
    free = [{**version, "lowest": None, "highest": None} for version in versions]
    holds = [v for v in versions if v["since"] <= day.replace(day=1)][-1]
    assert score_of(rules, versions, records, day) == bounded(
        holds, score_of(rules, free, records, day)
    )


@pytest.mark.parametrize("bound", ["lowest", "highest"])
def test_a_bound_that_is_lifted_shows_what_it_hid(bound):
    """Three records of 30 each way past a bound 20 away; in July the bound goes."""
    way = -1 if bound == "lowest" else 1
    rules = [{"deed": "deed", "points": 30 * way}]
    versions = [{bound: 1000 + 20 * way}, {"since": date(2020, 7, 1)}]
    records = [{"deed": "deed", "on": date(2020, 3, day)} for day in (1, 2, 3)]
    scheme = scheme_with(rules, score=versions)
    found = []
    for day in (date(2020, 6, 30), date(2020, 7, 1)):
        case = {"case": "x", "person": {"age": 30}, "as_of": day, "records": records, "expect": {}}
        outcome = judge(scheme, Case.model_validate(case))
        found.append((outcome.score, outcome.grade))
    grades = ("B", "B") if bound == "lowest" else ("B", "A")
    assert found == [(1000 + 20 * way, grades[0]), (1000 + 90 * way, grades[1])]
