"""What changed since an earlier assessment: rules, assumptions, numbers, conditions, designs."""

import copy
import json

import pytest

from socialcredit.assessment import since as compared
from socialcredit.assessment.answers.since import since_section
from socialcredit.assessment.document import Grid, Paragraph, Points, words_of
from socialcredit.assessment.evidence import Condition, Number, OfScheme
from socialcredit.assessment.since import assumptions_between, how_far, rules_between, since


def number(value, luck, assumptions, few=False):
    return Number("M1.share", "", value, luck, 4, assumptions, 20, (), few)


OLD = number(0.10, (0.09, 0.11), (0.05, 0.20))


@pytest.mark.parametrize(
    ("now", "far"),
    [
        (number(0.10, (0.09, 0.11), (0.05, 0.20)), "within luck"),
        (number(0.105, (0.095, 0.115), (0.05, 0.20)), "within luck"),
        (number(0.15, (0.14, 0.16), (0.05, 0.20)), "beyond luck"),
        (number(0.30, (0.29, 0.31), (0.25, 0.40)), "beyond both"),
        # It lies outside what was assumed then, but then lies within what is assumed now.
        (number(0.30, (0.29, 0.31), (0.08, 0.40)), "beyond luck"),
        (number(None, None, None), "not known"),
        (number(0.30, None, None), "not known"),
        (number(0.30, (0.29, 0.31), (0.25, 0.40), few=True), "not known"),
    ],
)
def test_a_number_has_moved_as_far_as_both_its_ranges_say(now, far):
    assert how_far(OLD, now) == far


@pytest.fixture
def told(toy):
    return json.loads(json.dumps(compared.told_of(toy)))


def test_a_rule_that_changed_is_told_as_it_was_and_as_it_is(told):
    later = copy.deepcopy(told)
    entry = next(one for one in later["schemes"][0]["entries"] if one["points"] not in (None, 0))
    entry["points"] = -777
    (change,) = rules_between(told, later)
    assert "777" in change.now and "777" not in change.was
    assert not list(rules_between(told, told))


def test_a_scheme_that_one_of_both_lacks_is_named(told):
    gone = copy.deepcopy(told)
    gone["schemes"] = []
    (change,) = rules_between(told, gone)
    assert (change.was, change.now) == ("in force", "")


def test_rules_that_this_version_no_longer_reads_are_said_to_be_so(told):
    older = copy.deepcopy(told)
    older["schemes"][0]["gone_since"] = 1
    (change,) = rules_between(older, told)
    assert "no longer reads" in change.was


def test_an_assumed_value_that_changed_is_told_by_its_path_and_its_source_is_none(told):
    later = copy.deepcopy(told)
    source = later["beliefs"]["sensors"]["sources"][0]
    source["wrong_person"] = 0.77
    source["note"] = "other words"
    (change,) = assumptions_between(told, later)
    assert change.what == f"sensors.sources.{source['source']}.wrong_person"
    assert change.now == "0.77"


def grids(section):
    return {one.caption: one for one in section.blocks if isinstance(one, Grid)}


def said(section):
    return " ".join(words_of(one.inline) for one in section.blocks if isinstance(one, Paragraph))


def test_nothing_changed_is_said_thing_by_thing(evidence):
    section = since_section(evidence, evidence)
    assert section.title == "What changed since 2026-11-30"
    for words in ("asked the same", "No rule", "No assumed value", "same model", "nothing else",
                  "No number", "No condition", "No design"):  # fmt: skip
        assert words in said(section), words


def test_another_scenario_is_a_warning_before_any_number(evidence):
    asked = {**evidence.asked, "scenario": "suining", "people": 20_000}
    section = since_section(evidence, evidence._replace(asked=asked))
    assert "scenario, people differ" in said(section)
    rows = [[words_of(cell) for cell in row] for row in grids(section)["What was asked"].rows]
    assert ["people", "20,000", "300"] in rows


def test_a_finding_that_moved_beyond_both_ranges_stands_so_and_links_todays_table(evidence):
    key = ("M1.share", "")
    one = evidence.numbers[key]
    far = one._replace(value=0.9, luck=(0.88, 0.92), assumptions=(0.8, 0.95))
    section = since_section(evidence._replace(numbers={**evidence.numbers, key: far}), evidence)
    findings = grids(section)["The findings of the first page, then and now"]
    first = [words_of(cell) for cell in findings.rows[0]]
    assert first[1:] == [
        "12 % (10 % to 13 %; 9.3 % to 22 %)", "90 % (88 % to 92 %; 80 % to 95 %)",
        "beyond luck and beyond what is assumed",
    ]  # fmt: skip
    assert {span.key for span in findings.rows[0][2] if span.exact is not None} == {"M1.share"}
    assert {span.key for span in findings.rows[0][1]} == {""}
    (points,) = [one for one in section.blocks if isinstance(one, Points)]
    assert "1: beyond luck and beyond what is assumed" in [words_of(one) for one in points.items]
    assert len(grids(section)["Numbers that moved beyond both ranges"].rows) == 1


def test_a_condition_and_a_design_that_stand_otherwise_are_named(evidence):
    conditions = tuple(
        one._replace(standing="shown") if one.condition == "3ii" else one
        for one in evidence.conditions
    )
    designs = tuple(
        one._replace(on_front=dict.fromkeys(one.on_front, 0.8)) if not one.name else one
        for one in evidence.designs[:3]
    )
    now = evidence._replace(conditions=conditions, designs=designs)
    found = since(now, evidence)
    assert [(one.was, one.now) for one in found.conditions] == [("not shown", "shown")]
    assert [one.what for one in found.front] == [
        *(f"As written, weighed by {scale}" for scale in ("means", "standing", "liberty")),
        "A warning first",
    ]  # fmt: skip


def test_what_the_deployer_says_otherwise_stands_beside_what_was_said(evidence):
    was = evidence._replace(declared={"purpose": "To save money"})
    rows = grids(since_section(evidence, was))["What the deployer declares otherwise"].rows
    told = [[words_of(cell) for cell in row] for row in rows]
    assert ["What is the scheme for?", "To save money", evidence.declared["purpose"]] in told


def test_another_model_is_said_to_be_a_reason_and_told_by_the_beginning_of_its_hash(evidence):
    was = evidence._replace(made={**evidence.made, "model_hash": "1" * 64, "version": "0.0.9"})
    section = since_section(evidence, was)
    rows = [[words_of(cell) for cell in row] for row in grids(section)["The model"].rows]
    assert rows == [["version", "0.0.9", "0.1.0"],
                    ["hash of the model", "111111111111…", "000000000000…"]]  # fmt: skip
    assert "numbers may have moved for that" in said(section)


def test_of_several_schemes_it_is_told_of_which_a_condition_stands_otherwise(evidence):
    def stands(scheme, standing):
        return OfScheme(scheme, standing, 1.0, (), "")

    before = Condition("3i", "Unrelated?", "shown", 1.0, (), "",
                       (stands("points", "shown"), stands("bureau", "not shown")))  # fmt: skip
    after = before._replace(of=(stands("points", "shown"), stands("bureau", "shown")))
    was, now = (evidence._replace(conditions=(one,)) for one in (before, after))
    (change,) = since(now, was).conditions
    assert change.what.startswith("3i, bureau") and (change.was, change.now) == (
        "not shown", "shown"
    )  # fmt: skip
