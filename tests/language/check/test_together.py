"""Several records together, disclosures, other schemes' lists: what cannot act is refused."""

import pytest
from pydantic import ValidationError

from socialcredit.language.check.scheme import Vocabulary, problems_of
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.totals import step_for
from tests.stages.small import HOLDS, scheme_with

FINE, NOTE = {"deed": "fine", "points": -5}, {"deed": "note", "points": 0}
COUNT = {"of": ["fine"], "at_least": 2, "within": "1 year"}
TOTAL = {"of": ["fine"], "over": 1000000, "within": "1 year"}
ASKS = {"scheme": "police", "list": "roads"}


def a_list(**enter):
    return {"list": "together", "colour": "black", "enter": enter}


def problem_of(entries, words=None, **enter):
    scheme = scheme_with(entries, lists=[a_list(**enter)] if enter else ())
    (problem,) = problems_of(scheme, words)
    return problem


def test_a_total_of_a_deed_without_a_size_is_refused_at_its_entry():
    words = Vocabulary(deeds=frozenset({"fine", "note"}), sized=frozenset({"note"}))
    problem = problem_of([FINE], words, total=TOTAL)
    assert "no size" in problem.message and problem.loc == ("lists", 0, "enter", "total", "of", 0)
    assert not problems_of(scheme_with([FINE], lists=[a_list(count=COUNT)]), words)


@pytest.mark.parametrize(
    "way", [{"per": "month"}, {"cap": {"points": 9, "meter": "points"}}, {"points": None,
            "ladder": [-1, -2], "meter": "points"}]
)  # fmt: skip
def test_a_record_keeps_its_size_or_what_it_counted(way):
    assert "not kept" in problem_of([{**FINE, **way}], total=TOTAL).message


def test_an_entry_that_is_not_there_is_refused():
    problem = problem_of([FINE], count={**COUNT, "of": ["fines"]})
    assert "no entry `fines`" in problem.message and problem.meant == "fine"


@pytest.mark.parametrize(
    "told", [{"at_least": 1}, {"at_least": 0}, {"within": "0 days"}, {"above": -1}]
)
def test_a_count_of_nonsense_is_refused(told):
    with pytest.raises(ValidationError):
        a = a_list(count={**COUNT, **told})
        scheme_with([FINE], lists=[a])


@pytest.mark.parametrize("told", [{"over": 0}, {"within": "0 months"}, {"of": []}])
def test_a_total_of_nonsense_is_refused(told):
    with pytest.raises(ValidationError):
        scheme_with([FINE], lists=[a_list(total={**TOTAL, **told})])


def test_a_list_has_one_ground():
    with pytest.raises(ValidationError, match="one ground"):
        scheme_with([FINE], lists=[a_list(count=COUNT, total=TOTAL)])


@pytest.mark.parametrize(
    ("bounds", "step"),
    [
        ([0], 1),
        ([65_534], 1),
        ([1_000_000], 16),
        ([100_000, 1_000_000], 16),
        ([500, 1_000_000], 20),
    ],
)
def test_sizes_are_kept_in_steps_that_divide_every_bound(bounds, step):
    assert step_for(bounds) == step
    assert all(bound % step == 0 and bound < 65_535 * step for bound in bounds)


def test_bounds_without_a_common_step_are_refused():
    assert step_for([7, 1_000_000]) is None
    seven = {**COUNT, "above": 7}
    lists = [a_list(total=TOTAL), {**a_list(count=seven), "list": "seven"}]
    problems = problems_of(scheme_with([FINE], lists=lists))
    assert len(problems) == 2 and all("finely enough" in one.message for one in problems)


LESS = {"by": "note", "within": "90 days", "share": 0.5}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"by": "notes"}, "no entry `notes`"),
        ({"by": "fine"}, "does not disclose itself"),
        ({"share": None, "points": 3}, "turned round"),
    ],
)
def test_a_disclosure_that_makes_nothing_less_is_refused(told, words):
    assert words in problem_of([{**FINE, "disclosed": {**LESS, **told}}, NOTE]).message


@pytest.mark.parametrize("told", [{"share": None}, {"points": -1}, {"share": 1.0}])
def test_how_much_less_is_said_once(told):
    with pytest.raises(ValidationError):
        Entry.model_validate({**FINE, **HOLDS, "disclosed": {**LESS, **told}})


def test_what_leads_to_a_grade_cannot_take_less():
    grave = {"deed": "fine", "to_grade": "C", "disclosed": LESS}
    assert "cannot take less" in problem_of([grave, NOTE]).message


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"deed": "fine"}, "about what another scheme says"),
        ({"graded_by": {"scheme": "police", "grades": ["D"]}}, "two grounds"),
        ({"seen_by": ["courts"]}, "has no `seen_by`"),
        ({"points": None, "by_size": [["end", -1]]}, "has no `by_size`"),
    ],
)
def test_a_list_elsewhere_stands_in_place_of_a_deed(told, words):
    with pytest.raises(ValidationError, match=words):
        Entry.model_validate({"entry": "x", "listed_by": ASKS, "points": -1, **HOLDS, **told})


def test_what_another_scheme_says_has_a_name():
    assert "no name of its own" in problem_of([{"listed_by": ASKS, "points": -1}]).message
    assert not problems_of(
        scheme_with([{"entry": "x", "listed_by": ASKS, "points": -1}]),
        Vocabulary(deeds=frozenset({"fine"})),
    )


def test_conditions_on_earlier_results_need_periods():
    rule = {"condition": "c", "when": {"after": {"grade": "C", "periods": 1}},
            "then": {"to": "C"}, **HOLDS}  # fmt: skip
    (problem,) = problems_of(scheme_with([FINE], conditions=[rule]))
    assert "no periods after which" in problem.message


def test_a_time_is_after_a_record():
    rule = {"condition": "c", "when": {"younger": 20, "for": "1 year"}, "then": {"to": "C"}}
    with pytest.raises(ValidationError, match="after which record"):
        scheme_with([FINE], conditions=[{**rule, **HOLDS}])
