"""Art. 5(1)(c), condition by condition: declared, read, shown, or not to be tested."""

import pytest

from socialcredit.assessment.answers.art5 import schemes, sheet
from socialcredit.assessment.conditions import conditions_of, share_beyond
from socialcredit.assessment.document import words_of
from socialcredit.assessment.evidence import Number
from socialcredit.assessment.rules_read import READS, read_off
from socialcredit.language.model.art5 import Shown
from socialcredit.language.resolve.forms import load_conditions, load_form
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.measures.registry import BY_ID
from socialcredit.results.run import Run

ASKED = load_conditions(measures=BY_ID)
MORE = Shown(measure="M4.unrelated_dependence", more_than=0)


def number(key, *draws, value=1.0):
    return Number(key, "", value, None, 2, None, len(draws), draws, False)


def told(numbers, declared=None):
    inputs = resolve(load_scenario("small-town"))
    found = {(one.key, ""): one for one in numbers}
    every = conditions_of(
        ASKED, found, inputs.schemes, inputs.beliefs, declared or {}, ["rongcheng"]
    )
    return {one.condition: one for one in every}


def test_a_condition_is_shown_where_19_of_20_draws_show_it():
    shown = told([number("M4.unrelated_dependence", *[0.2] * 19, 0.0)])["3i"]
    assert (shown.standing, shown.draws) == ("shown", 0.95)
    assert shown.tells == ("M4.unrelated_dependence",)
    assert "95 % of 20 draws" in shown.why


def test_one_draw_less_does_not_show_it_and_that_is_no_finding_of_absence():
    one = told([number("M4.unrelated_dependence", *[0.2] * 18, 0.0, 0.0)])["3i"]
    assert one.standing == "not shown" and "not a finding of absence" in one.why


def test_a_draw_without_the_number_does_not_show_it():
    assert share_beyond(MORE, number("M4.unrelated_dependence", 0.2, None)) == 0.5
    assert share_beyond(MORE, number("M4.unrelated_dependence", None, value=None)) is None


def test_what_rests_on_too_few_cases_shows_nothing_and_says_so():
    few = number("M4.unrelated_dependence", *[0.2] * 20)._replace(few=True)
    one = told([few])["3i"]
    assert one.standing == "not shown" and "too few cases to tell" in one.why


def test_what_luck_alone_may_bring_back_is_not_shown_and_says_so():
    sure = number("M5.against_fine", *[1.4] * 20, value=1.4)._replace(luck=(1.1, 1.7))
    assert told([sure])["3ii"].standing == "shown"
    one = told([sure._replace(luck=(0.9, 1.9))])["3ii"]
    assert (one.standing, one.draws) == ("not shown", 1.0) and "other seeds alone" in one.why


def test_how_little_few_draws_tell_is_said():
    few, none = number("M4.unrelated_dependence", *[0.2] * 5), number("M4.unrelated_dependence")
    assert "100 % of 5 draws" in told([few])["3i"].why and "So few draws" in told([few])["3i"].why
    assert "So few" not in told([number("M4.unrelated_dependence", *[0.2] * 20)])["3i"].why
    assert "yes, with values as written" in told([none])["3i"].why


def test_what_no_run_has_is_not_shown():
    one = told([])["3ii"]
    assert (one.standing, one.draws, one.tells) == ("not shown", None, ())


def test_what_only_the_deployer_knows_is_declared_or_cannot_be_tested():
    said = "No: a list of points, kept by clerks."
    assert told([])["0"].standing == "cannot be tested"
    one = told([], {"is_ai_system": said})["0"]
    assert (one.standing, one.why) == ("declared", said)


@pytest.mark.parametrize("what", READS)
def test_the_rules_of_rongcheng_say_it_in_words(what):
    inputs = resolve(load_scenario("small-town"))
    (one,) = read_off(what, inputs.schemes, inputs.beliefs)
    assert one.shown and one.says.endswith(".") and "None" not in one.says


def test_a_scheme_that_closes_nothing_is_read_so():
    inputs = resolve(load_scenario("small-town"))
    mild = [one.model_copy(update={"consequences": (), "lists": ()}) for one in inputs.schemes]
    (one,) = read_off("consequences", mild, inputs.beliefs)
    assert not one.shown and "No rule" in one.says


def test_no_condition_is_given_a_verdict():
    words = " ".join(f"{one.asks} {one.why}" for one in told([]).values()).lower()
    assert not any(word in words for word in ("illegal", "is legal", "compliant", "unlawful"))


def of_several(numbers, names=("points", "bureau", "camera")):
    inputs = resolve(load_scenario("small-town"))
    found = {(one.key, ""): one for one in numbers}
    every = conditions_of(ASKED, found, inputs.schemes, inputs.beliefs, {}, names)
    return {one.condition: one for one in every}


def test_every_scheme_that_has_the_number_is_looked_at_and_named():
    """The first penalises most; what it does not do, another does."""
    one = of_several([
        number("points/M4.unrelated_dependence", *[0.0] * 20, value=0.0),
        number("bureau/M4.unrelated_dependence", *[0.2] * 20),
    ])["3i"]  # fmt: skip
    assert (one.standing, one.draws) == ("shown", 1.0)
    assert [(each.scheme, each.standing, each.draws) for each in one.of] == [
        ("points", "not shown", 0.0), ("bureau", "shown", 1.0)
    ]  # fmt: skip
    assert one.of[1].tells == ("bureau/M4.unrelated_dependence",)


def test_what_is_counted_of_the_whole_run_stands_beside_the_schemes():
    one = of_several([
        number("points/M18.ever", *[0.0] * 20, value=0.0), number("doors.refusals", *[3.0] * 20),
        number("burden.any.days", *[9.0] * 20),
    ])["3"]  # fmt: skip
    assert [(each.scheme, each.standing) for each in one.of] == [
        ("points", "not shown"), ("", "shown")
    ]  # fmt: skip
    assert "burden.any.days" in one.of[1].tells


def test_beside_what_the_rules_say_stands_a_number_of_the_scheme_that_penalises_most():
    one = of_several([number("points/M5.fan_out", 1.0), number("camera/M5.fan_out", 2.0)])["2d"]
    assert one.tells == ("points/M5.fan_out",)


def of_firms(rules, name):
    """The same rules, as if they rated businesses."""
    subjects = [one.model_copy(update={"of": "firms"}) for one in rules.subjects]
    return rules.model_copy(update={"scheme": name, "subjects": tuple(subjects)})


def test_what_the_rules_say_is_kept_of_each_of_several_schemes_that_which_penalises_most_first():
    inputs = resolve(load_scenario("small-town"))
    (rules,) = inputs.schemes
    mild = rules.model_copy(update={"scheme": "mild", "consequences": (), "lists": ()})
    every = conditions_of(
        ASKED, {}, [rules, of_firms(rules, "tax"), mild], inputs.beliefs, {},
        ["mild", "tax", "rongcheng"],
    )  # fmt: skip
    (one,) = (one for one in every if one.condition == "2d")
    assert one.standing == "shown"
    assert [(each.scheme, each.standing) for each in one.of] == [
        ("mild", "not shown"), ("rongcheng", "shown")
    ]  # fmt: skip
    assert all(each.why.startswith("By the rules themselves: ") for each in one.of)
    assert one.why == one.of[1].why, "the words of one that shows it"


def test_of_schemes_that_rate_businesses_alone_no_rule_shows_a_condition():
    inputs = resolve(load_scenario("small-town"))
    rules = [of_firms(one, one.scheme) for one in inputs.schemes]
    every = conditions_of(ASKED, {}, rules, inputs.beliefs, {}, ["rongcheng"])
    (one,) = (one for one in every if one.condition == "2a")
    assert (one.standing, one.why) == ("not shown", "No scheme here rates natural persons.")


def test_a_draw_on_too_few_cases_does_not_show_it():
    sure = number("M4.unrelated_dependence", *[0.2] * 20)
    assert told([sure])["3i"].standing == "shown"
    unsure = sure._replace(unsure=(True, True, *[False] * 18))
    one = told([unsure])["3i"]
    assert (one.standing, one.draws) == ("not shown", 0.9)


def under_several(evidence):
    """The run of the evidence, as if three schemes had been in force in it."""
    run = evidence.run
    names = {**run.names, "schemes": [
        {**run.names["schemes"][0], "name": name, "title": name.title()}
        for name in ("points", "bureau", "camera")
    ]}  # fmt: skip
    return Run(None, {**run.manifest, "names": names}, {})


FULL = load_form("full")
BARE = FULL.model_copy(update={"sections": FULL.sections[:3]})  # a form without the second table


def told_of(evidence, found, condition):
    """Evidence of three schemes in which this condition alone was looked at."""
    conditions = (found[condition],)
    return evidence._replace(run=under_several(evidence), conditions=conditions, numbers={})


def rows_of(blocks):
    (table,) = blocks
    return [[words_of(cell) for cell in row] for row in table.rows]


def test_the_sheet_has_a_line_for_each_scheme_and_says_of_which_it_is_shown(evidence):
    found = of_several([
        number("points/M4.unrelated_dependence", *[0.0] * 20, value=0.0),
        number("bureau/M4.unrelated_dependence", *[0.2] * 20),
    ])  # fmt: skip
    whole, first, second = rows_of(sheet(told_of(evidence, found, "3i"), BARE))
    assert whole[0].startswith("3i (para 166)") and whole[1] == "shown in simulation"
    assert "Shown of Bureau. No number that could show it: Camera. Each" in whole[3]
    assert first[:3] == ["3i, Points", "not shown", "0 %"]
    assert second[:3] == ["3i, Bureau", "shown in simulation", "100 %"]


def test_a_form_with_a_table_of_schemes_keeps_their_lines_for_it(evidence):
    """Nine schemes take two pages; what each does stands in an annex, and the sheet leads there."""
    found = of_several([
        number("points/M4.unrelated_dependence", *[0.3] * 20),
        number("bureau/M4.unrelated_dependence", *[0.2] * 20),
        number("camera/M4.unrelated_dependence", *[0.2] * 20),
    ])  # fmt: skip
    both = told_of(evidence, found, "3i")
    (whole,) = rows_of(sheet(both, FULL))
    assert whole[3] == "Shown of every scheme. Section 17 has each scheme. "
    assert [row[0] for row in rows_of(schemes(both))] == ["3i, Points", "3i, Bureau", "3i, Camera"]


def test_of_one_scheme_the_sheet_has_all_of_it_and_the_table_of_schemes_nothing(evidence):
    found = told([number("M4.unrelated_dependence", *[0.2] * 20)])
    alone = evidence._replace(conditions=tuple(found.values()), numbers={})
    assert len(rows_of(sheet(alone, FULL))) == len(found) and schemes(alone) == ()


def test_the_sheet_says_which_schemes_rate_no_natural_person(evidence):
    inputs = resolve(load_scenario("small-town"))
    (own,) = inputs.schemes
    rules = [
        of_firms(own, "bureau"),
        *(own.model_copy(update={"scheme": name}) for name in ("points", "camera")),
    ]
    every = conditions_of(ASKED, {}, rules, inputs.beliefs, {}, ["points", "bureau", "camera"])
    found = {one.condition: one for one in every}
    (whole,) = rows_of(sheet(told_of(evidence, found, "2b"), FULL))
    assert whole[3] == (
        "By their rules shown of Points and Camera. Rates no natural persons: Bureau. "
        "Section 17 has each scheme. "
    )


def test_schemes_that_do_not_show_it_in_the_same_words_share_a_line(evidence):
    """Nine schemes side by side would fill pages with one sentence."""
    found = of_several([
        number("points/M4.unrelated_dependence", *[0.0] * 20, value=0.0),
        number("bureau/M4.unrelated_dependence", *[0.2] * 20),
        number("camera/M4.unrelated_dependence", *[0.0] * 20, value=0.0),
    ])  # fmt: skip
    lines = rows_of(schemes(told_of(evidence, found, "3i")))
    assert [line[:2] for line in lines] == [
        ["3i, Points and Camera", "not shown"], ["3i, Bureau", "shown in simulation"]
    ]  # fmt: skip
