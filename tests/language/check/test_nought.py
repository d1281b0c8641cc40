"""Nought means none: no field of any file reads it as `no limit` or `for ever`."""

import pytest

from socialcredit.language.model.alternative import Change
from socialcredit.language.model.cases import CaseRecord
from socialcredit.language.model.lists import ListRule
from socialcredit.language.model.procedure import Dispute, Validity
from socialcredit.language.read.diagnostics import fitted
from socialcredit.language.tell.scheme import show_text
from tests.language.fixtures import changed, error_of, scheme_of

REFUSED = {
    "a record that counts for nought days": ("to_grade: C, for: 2 years", "to_grade: C, for: %s"),
    "a term on a list": ("term: 30 days", "term: %s"),
    "the validity of bad records": ("bad: 5 years", "bad: %s"),
    "the validity of good records": ("good: 5 years", "good: %s"),
    "a window to contest": ("window: 60 days", "window: %s"),
}


@pytest.mark.parametrize("none", ["0 days", "0 months", "000 years"])
@pytest.mark.parametrize("what", REFUSED)
def test_a_term_of_nought_is_refused_at_its_line(what: str, none: str) -> None:
    old, new = REFUSED[what]
    error = error_of(changed(old, new % none))
    assert "nought days are no time" in error.message, error.render()
    assert (error.where.startswith("mini.yaml:"), error.text) == (True, none)


@pytest.mark.parametrize(
    ("model", "told"),
    [
        (Change, {"in": "scheme", "ends_after": "0 days"}),
        (CaseRecord, {"deed": "x", "on": "2020-01-01", "lasts": "0 days"}),
        (Dispute, {"window": "0 weeks"}),
        (Validity, {"bad": "0 days"}),
    ],
)
def test_so_is_one_of_an_example_or_an_alternative(model, told) -> None:
    _, problems = fitted(model, told)
    assert any("nought days are no time" in problem.message for problem in problems)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("notice: {chance: 0.3, after: 14 days}", "notice: {chance: 1.0, after: 0 days}",
         "Everybody is told of a record on them, the next day"),
        ("notice: {chance: 0.3, after: 14 days}", "notice: {chance: 0, after: 14 days}",
         "Nobody is told of a record"),
        ("{decisions: 20,", "{decisions: 0,", "The office decides 0 cases a month"),
        ("repair: {after: 1 year,", "repair: {after: 0 days,", "may be repaired at once"),
        ("resident_for: 1 year", "resident_for: 0 days", "people of 18 and older"),
        ("copies: {after: 2 months}, ", "", "Nobody else keeps a copy of a record"),
        ("to_grade: C, for", "to_grade: C, extension: 0 days, for", "0 days longer beside another"),
    ],
)  # fmt: skip
def test_where_nought_has_a_meaning_it_is_told(old: str, new: str, said: str) -> None:
    told = " ".join(show_text(scheme_of(changed(old, new))).split())
    assert said in told, told


def test_a_block_of_nought_days_blocks_nobody() -> None:
    rule = {
        "list": "x", "colour": "black", "enter": {"entry": ["x"]}, "block": "0 days",
        "since": "2020-01-01", "source": "assumed", "evidence": "assumed",
    }  # fmt: skip
    assert ListRule.model_validate(rule).block == 0


def test_a_cap_of_nought_points_lets_none_through() -> None:
    text = changed("points: -10, per: month", "points: -10, cap: {points: 0, meter: crossings}")
    text = text.replace("ladder: [-5, -10, -20], meter: crossings", "points: -5")
    assert scheme_of(text).entries[0].cap.points == 0
