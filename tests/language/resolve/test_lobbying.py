"""Lobbying before the run: a draw a decision, dated entries, and what does not fit by its line."""

from datetime import date
from math import sqrt

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.experiments.tasks import Task, Work, inputs_of
from socialcredit.language.check.lobbying import LOBBIED
from socialcredit.language.model.lobbying import LobbyingFile
from socialcredit.language.resolve.inputs import as_told, from_told, resolve, resolve_whole
from socialcredit.language.resolve.loading import load_scenario, load_scheme
from socialcredit.language.resolve.lobbying import expected, rounds
from socialcredit.language.resolve.paths import ASSUMPTIONS
from socialcredit.language.resolve.written import written_of

SAID = {"from": "assumed", "evidence": "assumed"}
FIRST, LAST = date(2014, 1, 1), date(2023, 12, 31)
DRAWS = 1000
SHIPPED = (ASSUMPTIONS / "lobbied" / "lobbying.yaml").read_text(encoding="utf-8")
ALWAYS = """
gain: {factor: 1.0, from: assumed, evidence: assumed, held: of a test}
groups: [{group: courts, title: Courts, resources: 1.0, from: assumed, evidence: assumed}]
proposals:
  - {proposal: always, by: courts, scheme: court-list, deed: debt-refusal, points: -1,
     list: dishonest-debtors, from: assumed, evidence: assumed}
"""


def with_file(name, folder, text):
    """A scenario whose groups, resources and proposals are those of a text."""
    file = folder / "lobbying.yaml"
    file.write_text(text, encoding="utf-8")
    scenario = load_scenario(name)
    files = {**scenario.assumptions, "lobbying": str(file)}
    return scenario.model_copy(update={"assumptions": files}), file


@pytest.fixture(scope="module")
def grown():
    """Rongcheng's ten years, as one seed draws them."""
    return resolve(load_scenario("lobbied"))


def pressed(chance, many, deed="fare-dodging", groups=("riders", "drivers")):
    """Groups with one chance each, and lists of so many lines on one deed."""
    return LobbyingFile.model_validate({
        "gain": {"factor": 1.0, **SAID},
        "groups": [
            {"group": name, "title": name, "resources": chance, **SAID} for name in groups
        ],
        "proposals": [
            {"proposal": f"{name}-{at}", "by": name, "scheme": "rongcheng", "deed": deed,
             "points": -5, **SAID}
            for name in groups for at in range(many)
        ],
    })  # fmt: skip


def drawn(inputs):
    return [entry for entry in inputs.schemes[0].entries if entry.source == LOBBIED]


def test_what_is_accepted_stands_in_the_catalogue_from_its_january_on(grown):
    lines = drawn(grown)
    assert lines and all(one.asked_by and one.evidence == "assumed" for one in lines)
    assert {(one.since.month, one.since.day) for one in lines} == {(1, 1)}
    assert all(2015 <= one.since.year <= 2023 for one in lines)
    founding = load_scheme("rongcheng").entries
    assert grown.schemes[0].entries[: len(founding)] == founding


def test_without_resources_nothing_differs_from_a_scenario_without_groups(grown):
    poor = resolve(load_scenario("lobbied"), given=["assumptions.lobbying.gain.factor=0"])
    assert poor.schemes == (load_scheme("rongcheng"),)
    assert drawn(grown) and not drawn(poor)


def test_the_mean_of_a_thousand_draws_is_the_sum_of_the_chances():
    file, schemes = pressed(0.3, 9), [load_scheme("rongcheng")]
    counts = [
        sum(one.accepted for one in rounds(file, schemes, FIRST, LAST, seed))
        for seed in range(DRAWS)
    ]
    trials = 2 * 9  # two groups, nine Januaries after the first day
    error = sqrt(trials * 0.3 * 0.7 / DRAWS)
    assert abs(sum(counts) / DRAWS - trials * 0.3) < 3 * error
    assert sum(expected(file, schemes, FIRST, LAST).values()) == pytest.approx(trials * 0.3)


def test_where_a_list_ends_the_expectation_knows_it():
    file, schemes = pressed(0.5, 2), [load_scheme("rongcheng")]
    told = sum(expected(file, schemes, FIRST, LAST).values())
    counts = [
        sum(one.accepted for one in rounds(file, schemes, FIRST, LAST, seed))
        for seed in range(DRAWS)
    ]
    assert told < 4 and abs(sum(counts) / DRAWS - told) < 3 * 0.5 / sqrt(DRAWS)


def test_the_expected_share_outside_is_the_chances_over_them_and_what_there_was():
    file, scheme = pressed(0.4, 9), load_scheme("rongcheng")
    more = sum(expected(file, [scheme], FIRST, LAST).values())
    assert more == pytest.approx(2 * 9 * 0.4)
    there = len(scheme.entries)
    shares = []
    for seed in range(DRAWS):
        got = sum(one.accepted for one in rounds(file, [scheme], FIRST, LAST, seed))
        shares.append(got / (there + got))
    assert sum(shares) / DRAWS == pytest.approx(more / (there + more), abs=0.005)


def test_no_group_and_no_further_year_moves_the_luck_of_another():
    schemes = [load_scheme("rongcheng")]
    both = rounds(pressed(0.3, 9), schemes, FIRST, LAST, 5)
    alone = rounds(pressed(0.3, 9, groups=("riders",)), schemes, FIRST, LAST, 5)
    mine = [(one.day, one.accepted) for one in both if one.group.group == "riders"]
    assert mine == [(one.day, one.accepted) for one in alone]
    short = rounds(pressed(0.3, 9), schemes, FIRST, date(2018, 12, 31), 5)
    assert [one for one in both if one.day.year <= 2018] == short


def test_more_resources_never_take_a_line_away():
    schemes = [load_scheme("rongcheng")]
    few, many = (
        [one.day for one in rounds(pressed(p, 9), schemes, FIRST, LAST, 3) if one.accepted]
        for p in (0.2, 0.7)
    )
    assert len(many) > len(few) and {*few} <= {*many}


def test_seeds_draw_anew_in_an_experiment_and_the_same_seed_the_same():
    work = Work((written_of(load_scenario("lobbied")),), (), False, (), "")
    told = [
        [one.entry for one in drawn(inputs_of(work, Task(0, (), (), (), seed, 0, "")))]
        for seed in (7, 7, 8)
    ]
    assert told[0] == told[1] != told[2]
    assert told[0] == [one.entry for one in drawn(resolve(load_scenario("lobbied")))]


def test_a_seed_that_is_asked_for_draws_as_that_of_the_scenario_would():
    by_set = resolve(load_scenario("lobbied"), ["seed=8"])
    written = load_scenario("lobbied").model_copy(update={"seed": 8})
    assert drawn(by_set) == drawn(resolve(written)) != drawn(resolve(load_scenario("lobbied")))


def test_a_run_lived_again_from_its_folder_has_the_drawn_rules_and_draws_nothing(grown):
    again = from_told(as_told(resolve_whole(load_scenario("lobbied"))))
    assert again.schemes == grown.schemes and again.beliefs == grown.beliefs


def test_a_milder_design_is_laid_over_the_drawn_rules_too():
    mild = load_scenario("lobbied").model_copy(update={"alternatives": ("expiry-one-year",)})
    assert [one.entry for one in drawn(resolve_whole(mild).real)] == [
        one.entry for one in resolve(mild).schemes[0].entries if one.asked_by
    ]


def test_a_proposal_may_become_a_ground_of_a_list_by_records(tmp_path):
    scenario, _ = with_file("court-list", tmp_path, ALWAYS)
    before, after = load_scheme("court-list"), resolve(scenario).schemes[0]
    wider = [rule for rule in after.lists if "always" in rule.enter.records]
    assert wider and len(after.lists) == len(before.lists) + 1
    assert min(rule.since for rule in wider).month == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("deed: fare-dodging", "deed: fare-doging", "there is no deed `fare-doging`"),
        ("resources: 1.0", "resources: 3.0", "a chance of 1.5, above 1"),
        ("resources: 0.6", "resources: -0.6", "0"),
        ("by: transport", "by: transports", "there is no group `transports`"),
        ("scheme: rongcheng", "scheme: rongchen", "there is no scheme in the run `rongchen`"),
        ("points: -10", "points: -10, list: blak-list", "there is no list `blak-list`"),
        ("points: -10", "points: -10, list: black-list", "is not entered by records"),
        ("to_grade: D", "to_grade: E", "there is no grade `E`"),
        ("low: 0.1, high: 0.9", "low: 0.7, high: 0.9", "lies below its range"),
        ("[transport-staff,", "[transport-stuff,", "there is no source `transport-stuff`"),
        ("points: -10,", "points: -10, to_grade: D,", "it is not said what a record brings"),
    ],
)
def test_what_does_not_fit_is_told_by_file_line_and_next_step(tmp_path, old, new, words):
    assert old in SHIPPED
    scenario, file = with_file("lobbied", tmp_path, SHIPPED.replace(old, new, 1))
    with pytest.raises(SocialCreditError, match=words) as caught:
        resolve(scenario)
    error = caught.value
    assert error.where.startswith(str(file)) and error.where.count(":") >= 2
    line = int(error.where.removeprefix(str(file)).split(":")[1])
    text = file.read_text(encoding="utf-8").splitlines()
    assert any(new.split()[0].rstrip(",") in one for one in text[max(0, line - 3) : line + 1])
    assert error.hint
