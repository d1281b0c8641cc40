"""The models: what a scheme says is what the engine is given, exactly."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from socialcredit.language.model.entries import KINDS
from socialcredit.language.model.provenance import holding
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.score import Score
from socialcredit.language.read.quantities import duration_of, duration_text, fraction_of, written
from socialcredit.language.tell.scheme import show_text
from tests.language.fixtures import MINI, changed, error_of, scheme_of

DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))


def test_every_kind_of_entry_is_told_apart():
    scheme = scheme_of(MINI)
    assert {entry.kind for entry in scheme.entries} == set(KINDS)
    by_id = {entry.id: entry for entry in scheme.entries}
    assert by_id["drunk-driving"].valid_for == 730
    assert by_id["volunteering"].steps[1] == (Fraction(80), Fraction(1, 2))
    assert by_id["arrears"].by_size[-1] == (None, Fraction(-20))
    assert scheme.grades[0].names == ("AAA", "AA", "A", "B", "C", "D")
    assert scheme.grades[0].bounds[-1] is None
    assert scheme.procedure[0].office.residents == 100_000


def test_a_scheme_is_frozen():
    with pytest.raises(ValidationError):
        scheme_of(MINI).title = "another"


def test_a_scheme_written_as_json_reads_back_the_same():
    scheme = scheme_of(MINI)
    assert Scheme.model_validate_json(scheme.model_dump_json(by_alias=True)) == scheme


@pytest.mark.parametrize(
    ("text", "days"),
    [("14 days", 14), ("1 day", 1), ("2 weeks", 14), ("2 months", 60), ("5 years", 1825)],
)
def test_a_duration_has_a_length_to_compare_it_by(text, days):
    assert duration_of(text) == days


@pytest.mark.parametrize(
    "text", ["14", 14, "-1 days", "1.5 years", "a day", "", None, "9999 years"]
)
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(PydanticCustomError):
        duration_of(text)


@given(st.integers(0, 2_400), st.sampled_from(["day", "week", "month", "year"]))
def test_a_duration_survives_being_said(count, unit):
    said = duration_of(f"{count % 200} {unit}s")
    assert duration_of(duration_text(said)) == said


def test_a_year_is_twelve_months_and_not_365_days():
    assert duration_of("12 months") == duration_of("1 year") != duration_of("365 days")
    assert duration_text(duration_of("730 days")) == "730 days"


@given(st.fractions(min_value=-10_000, max_value=10_000, max_denominator=1000))
def test_a_number_survives_being_written(number):
    assert fraction_of(written(number)) == number


@given(st.integers(-(10**9), 10**9), st.integers(1, 4))
def test_decimals_are_exact(digits, places):
    text = f"{digits / 10**places:.{places}f}"
    assert fraction_of(text) == Fraction(digits, 10**places)
    assert fraction_of(float(text)) == Fraction(digits, 10**places)


@given(st.lists(DAYS, min_size=1, max_size=6, unique=True), DAYS)
def test_the_latest_rule_not_after_a_day_holds(dates, day):
    rules = [Score(since=since, start=1, source="a", evidence="assumed") for since in dates]
    found = holding(rules, day)
    past = [since for since in dates if since <= day]
    assert (found.since if found else None) == (max(past) if past else None)


@given(DAYS, st.integers(0, 1000))
def test_until_is_the_last_day(since, length):
    until = since + timedelta(days=length)
    rule = Score(since=since, until=until, start=1, source="a", evidence="assumed")
    assert holding([rule], until) is rule
    assert holding([rule], until + timedelta(days=1)) is None


@given(st.lists(st.integers(-2000, 2000), min_size=2, max_size=8))
def test_grades_are_accepted_just_when_they_fall(bounds):
    bands = ", ".join(f"G{i}: {bound}" for i, bound in enumerate(bounds)) + ", last: lowest"
    text = MINI.replace("AAA: 1050, AA: 1030, A: 960, B: 850, C: 600, D: lowest", bands)
    without_letters = {
        "penal: [C, D]": "penal: []",
        "honour: [AAA, AA]": "honour: []",
        "to_grade: C": "to_grade: last",
        "[D]": "[last]",
        "[AAA]": "[last]",
    }
    for old, new in without_letters.items():
        text = text.replace(old, new)
    if all(above > below for above, below in zip(bounds, bounds[1:], strict=False)):
        assert scheme_of(text).grades[0].bounds == (*map(Fraction, bounds), None)
    else:
        assert "best to worst" in error_of(text).message


PUBLIC = """\
publication:
  - {since: 2014-01-01, of: bad records, audience: the county, shows: [name, home],
     source: assumed, evidence: assumed}
  - {since: 2016-01-01, of: nothing, source: assumed, evidence: assumed}
"""


def test_what_is_made_public_is_said_with_its_audience_and_its_dates():
    text = show_text(scheme_of(MINI + PUBLIC))
    assert "Bad records: shown to the county, with name and home" in text
    assert "from 2016-01-01: no record is made public" in text


def test_records_are_published_to_somebody():
    error = error_of(MINI + PUBLIC.replace(", audience: the county", ""))
    assert "published to somebody" in error.message


def test_a_label_belongs_to_a_grade():
    error = error_of(changed("penal: [C, D]", "labels: {E: honest}, penal: [C, D]"))
    assert "there is no grade `E`" in error.message
