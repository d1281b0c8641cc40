"""Bodies: a scheme divided by part of life, and pairs of bodies that pass on what they file."""

import json
from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.engine.run import simulate
from socialcredit.language.resolve import loading, paths
from socialcredit.language.resolve.inputs import as_told, from_told, resolve
from socialcredit.language.resolve.sharing import partners_of, revalued

ONE = ("sichuan",)  # one province does for what holds in each
BODIES = ["movement", "money", "home", "livelihood", "civic", "giving"]


def national(*sets):
    """The national scenario, small and short, with changes."""
    asked = loading.load_scenario("national")
    short = {"people": 1500, "starts": date(2020, 1, 1), "ends": date(2020, 4, 30), "places": ONE}
    return resolve(asked.model_copy(update=short), sets)


def entries_of(inputs):
    return {body.scheme: {entry.deed for entry in body.entries} for body in inputs.schemes}


def test_with_nothing_shared_each_body_files_its_own_part_of_life():
    bodies = entries_of(national("integration=0"))
    assert list(bodies) == [f"national-{part}" for part in BODIES]
    assert "drunk-driving" in bodies["national-movement"]
    assert "drunk-driving" not in bodies["national-money"]
    whole = [deed for deeds in bodies.values() for deed in deeds]
    assert len(whole) == len(set(whole)) == len(loading.load_scheme("national").entries)


def test_with_everything_shared_all_bodies_file_the_same():
    bodies = entries_of(national())
    every = {entry.deed for entry in loading.load_scheme("national").entries}
    assert all(deeds == every for deeds in bodies.values())


def test_each_pair_joins_two_bodies_both_ways_and_no_third():
    bodies = entries_of(national("integration=0.07"))  # one of fifteen
    apart = entries_of(national("integration=0"))
    both = apart["national-money"] | apart["national-movement"]
    assert bodies["national-money"] == bodies["national-movement"] == both
    assert bodies["national-home"] == apart["national-home"]


@pytest.mark.parametrize("share, pairs", [(0.0, 0), (0.03, 0), (0.04, 1), (0.5, 8), (1.0, 15)])
def test_a_share_switches_on_the_first_pairs(share, pairs):
    scenario = loading.load_scenario("national").model_copy(update={"integration": share})
    names = [f"national-{part}" for part in BODIES]
    partners = partners_of(scenario, names)
    assert sum(map(len, partners.values())) == 2 * pairs
    for one, other in scenario.joins[:pairs]:
        assert other in partners[one] and one in partners[other]


@pytest.mark.parametrize("alternative", paths.alternative_names())
@pytest.mark.parametrize("scenario", ["national", "separate-institutions"])
def test_a_milder_design_is_laid_over_bodies_that_are_joined(scenario, alternative):
    asked = loading.load_scenario(scenario)
    short = {"people": 600, "ends": date(2020, 2, 29), "alternatives": (alternative,)}
    short |= {"places": ONE}
    _, tables = simulate(resolve(asked.model_copy(update=short), ["integration=1"]), 1)
    assert tables["grades"]["residents"].sum() > 0


def test_a_body_that_an_alternative_leaves_without_rules_is_joined_with_nobody():
    asked = loading.load_scenario("national")
    inputs = resolve(asked.model_copy(update={"alternatives": ("rewards-only",)}))
    assert [body.scheme for body in inputs.schemes] == ["national-giving", "national-civic"]
    good, civic = ({entry.deed for entry in body.entries} for body in inputs.schemes)
    assert good == civic == {e.deed for e in inputs.schemes[0].entries}


def test_a_pair_that_never_named_a_body_is_refused_under_an_alternative_too():
    asked = loading.load_scenario("national")
    change = {"alternatives": ("rewards-only",), "joins": (("national-money", "national-moon"),)}
    with pytest.raises(SocialCreditError, match="national-moon"):
        resolve(asked.model_copy(update=change))


def test_the_doors_of_all_bodies_together_are_those_of_the_scheme():
    doors = [rule.id for body in national().schemes for rule in body.consequences]
    assert sorted(doors) == sorted(r.id for r in loading.load_scheme("national").consequences)


def test_joined_completely_the_bodies_agree_where_no_luck_is_theirs():
    off = ["schemes.national.procedure.notice.chance=0"]
    _, tables = simulate(national(*off), 2)
    grades = tables["grades"]
    counts = [
        np.sort(grades["residents"][(grades["scheme"] == s) & (grades["month"] == 3)]).tolist()
        for s in range(len(BODIES))
    ]
    assert all(one == counts[0] for one in counts)


def test_what_one_body_sees_does_not_change_what_another_files():
    names = [f"national-{part}" for part in BODIES]
    home = names.index("national-home")
    filed = []
    for share in (0, 0.07):
        off = {m.mechanism: False for m in loading.load_beliefs().behaviour.mechanisms}
        inputs = national(f"integration={share}")
        scenario = inputs.scenario.model_copy(update={"responses": off})
        _, tables = simulate(inputs._replace(scenario=scenario), 2)
        rows = tables["records"]
        mine = rows["scheme"] == home
        filed.append(sorted(zip(*(rows[c][mine].tolist() for c in sorted(rows)), strict=True)))
    assert filed[0] == filed[1]


def test_the_twin_is_without_all_bodies_of_a_scheme():
    assert list(national().without) == [f"national-{part}" for part in BODIES]


def test_a_run_keeps_its_bodies():
    inputs = national("integration=0.5")
    assert from_told(json.loads(json.dumps(as_told(inputs)))) == inputs


def test_a_partner_counts_an_entry_by_the_way_to_its_own_first_penalty():
    """100 points at home, 100 of 1000 to 900; 400 of 500 to 100 there: four times as many."""
    national_ = loading.load_scheme("national")
    grades = national_.grades[0].model_copy(
        update={"bands": {"fine": Fraction(100), "bad": None}, "penal": ("bad",)}
    )
    score = national_.score[0].model_copy(update={"start": Fraction(500)})
    other = national_.model_copy(update={"grades": (grades,), "score": (score,)})
    by_deed = {entry.deed: entry for entry in national_.entries}
    assert revalued(by_deed["drunk-driving"], other, national_)["points"] == -240
    assert revalued(by_deed["crime"], other, national_)["to_grade"] == "bad"
    assert revalued(by_deed["volunteering"], other, national_)["cap"].points == 200
    light = by_deed["jaywalking"].model_copy(update={"points": Fraction(-1)})
    assert revalued(light, national_, other)["points"] == -1  # a quarter, and at least one


@pytest.mark.parametrize(
    "changes, told",
    [
        ({"joins": (("national-money", "national-mony"),)}, "national-mony"),
        ({"divided": ("nationl",)}, "nationl"),
    ],
)
def test_a_name_that_is_no_body_is_told(changes, told):
    asked = loading.load_scenario("national").model_copy(update=changes)
    with pytest.raises(SocialCreditError) as refused:
        resolve(asked)
    assert told in refused.value.render()
    assert refused.value.meant


def separate(*sets):
    """The bodies of western pattern by name, with changes."""
    inputs = resolve(loading.load_scenario("separate-institutions"), sets)
    return {body.scheme: body for body in inputs.schemes}


def test_institutions_with_nothing_joined_are_as_their_folders_write_them():
    for name, body in separate().items():
        assert body == loading.load_scheme(name)


def test_joined_institutions_value_what_the_other_files_on_their_own_scale():
    """120 points of 700 to 580 at the bureau are 7 of the licence: -3 for drink is -51.43."""
    bodies = separate("integration=1")
    bureau = {entry.deed: entry for entry in bodies["credit-bureau"].entries}
    licence = {entry.deed: entry for entry in bodies["licence-points"].entries}
    assert bureau["drunk-driving"].points == -51
    assert licence["judgment-default"].points == -9  # 150 of 120 at home: 8.75 of 7
    assert bureau["crime"].to_grade == "poor"
    assert bureau["loan-arrears"].points == -70


def test_what_a_body_has_a_rule_for_it_does_not_take_over():
    """Disorder on a flight leads the list straight on; a partner's view of it is not filed too."""
    for body in separate("integration=1").values():
        deeds = [entry.deed for entry in body.entries]
        assert len(deeds) == len(set(deeds))


def test_private_scores_are_left_out_by_one_value():
    filed = []
    for coverage in (1, 0):
        inputs = national(f"schemes.national.layers.private-scores.coverage={coverage}")
        _, tables = simulate(inputs, 2)
        money = inputs.schemes[1]
        private = [n for n, entry in enumerate(money.entries) if entry.layer == "private-scores"]
        rows = tables["records"]
        filed.append(rows["records"][(rows["scheme"] == 1) & np.isin(rows["entry"], private)].sum())
    assert filed[0] > 0 and filed[1] == 0


@pytest.mark.parametrize("notice", ["0", "1"])
def test_joined_completely_the_bodies_move_people_as_the_one_score_of_the_plan_does(notice):
    """Six bodies that file the same are one scheme to those who live under them."""
    sets = [
        f"schemes.national.procedure.notice.chance={notice}",
        "schemes.national.procedure.office.decisions=0",
    ]
    whole = loading.load_scenario("national").model_copy(
        update={
            "people": 1500,
            "ends": date(2020, 12, 31),
            "divided": (),
            "joins": (),
            "places": ONE,
        }
    )
    bodies = whole.model_copy(
        update={name: getattr(loading.load_scenario("national"), name)
                for name in ("divided", "joins")}
    )  # fmt: skip
    one, many = (simulate(resolve(asked, sets), 1)[1] for asked in (whole, bodies))
    for table in ("conduct", "response"):
        assert all(np.array_equal(one[table][c], many[table][c]) for c in one[table]), table
    assert one["conduct"]["effort"].sum() > 0
