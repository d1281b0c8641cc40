"""`--set PATH=VALUE`: one value changes, everything is checked again."""

from fractions import Fraction

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.resolve import loading, overrides

CHANGES = [
    "people=500",
    "scenario.seed = 9",
    "to=2015-06-30",
    "responses.perceived-risk=false",
    "schemes.mini.score.start=900",
    "schemes.mini.score.0.lowest=-100",
    "schemes.mini.grades.2014-01-01.bands.B=850.5",
    "schemes.mini.entries.jaywalking.points=-7",
    "schemes.mini.lists.blacklist.term=2 months",
    "schemes.mini.consequences.no-fast-train.hits=[self]",
    "schemes.mini.procedure.notice.chance=1.0",
    "assumptions.behaviour.perceived-risk.strength=0",
    "assumptions.behaviour.mechanisms.shame.on=true",
    "assumptions.deeds.jaywalking.by.age.60+=0.25",
    "assumptions.sensors.police.sees.jaywalking=0.5",
    "assumptions.sensors.police.coverage.urban.2018-01-01=0.9",
    "assumptions.domains.attempts.transport.per_year=4",
    "assumptions.population.newcomers.arrived=0.4",
]


@pytest.fixture
def world(folder, beliefs):
    """The scenario, its scheme by name, and the beliefs."""
    scenario = loading.load_scenario(folder / "small.yaml")
    return scenario, {"mini": loading.load_scheme(folder / "mini")}, beliefs


def test_values_change_where_the_path_leads(world):
    scenario, schemes, beliefs = overrides.apply_sets(*world, CHANGES)
    mini = schemes["mini"]
    assert (scenario.people, scenario.seed, scenario.ends.year) == (500, 9, 2015)
    assert scenario.responses == {"perceived-risk": False}
    assert (mini.score[0].start, mini.score[0].lowest) == (900, -100)
    assert mini.grades[0].bands["B"] == Fraction(1701, 2)
    jaywalking = next(entry for entry in mini.entries if entry.id == "jaywalking")
    assert (jaywalking.kind, jaywalking.points) == ("points", -7)
    assert mini.lists[0].term == 60
    assert mini.consequences[0].hits == ("self",)
    assert mini.procedure[0].notice.chance == 1.0
    risk, shame = beliefs.behaviour.mechanisms
    assert (risk.strength, risk.parameters["memory"], shame.on) == (0, "6 months", True)
    assert beliefs.deeds.deeds[0].by.age["60+"] == 0.25
    assert beliefs.sensors.sources[0].sees == {"jaywalking": 0.5}
    assert list(beliefs.sensors.sources[0].coverage.urban.values()) == [0.3, 0.9]
    assert beliefs.domains.attempts[0].per_year == 4
    assert beliefs.population.newcomers.arrived == 0.4


@pytest.mark.parametrize("years", [(2001, 2002), (2031, 2032)])
@pytest.mark.parametrize("later_first", [False, True])
def test_both_dates_may_move_beyond_the_old_ones(world, years, later_first):
    sets = [f"from={years[0]}-01-01", f"to={years[1]}-01-01"]
    scenario, _, _ = overrides.apply_sets(*world, sets[::-1] if later_first else sets)
    assert (scenario.starts.year, scenario.ends.year) == years


def test_no_change_changes_nothing(world):
    scenario, schemes, beliefs = overrides.apply_sets(*world, [])
    assert (scenario, schemes, beliefs) == world


@pytest.mark.parametrize(
    ("change", "problem", "meant"),
    [
        ("peple=3", "`peple` leads to no value", "people"),
        ("people", "not a change", None),
        ("people=", "not a change", None),
        ("=3", "not a change", None),
        ("people..x=3", "not a change", None),
        ("people.x=3", "leads to no value", None),
        ("people=0", "too small", None),
        ("people=ten", "not a whole number", None),
        ("to=2001-01-01", "ends before it starts", None),
        ("places=[rongchen]", "no place `rongchen`", "rongcheng"),
        ("schemes.mni.score.start=1", "leads to no value", "schemes.mini.score.start"),
        ("schemes.mini.scor.start=1", "leads to no value", "schemes.mini.score.start"),
        ("schemes.mini.score.strat=1", "leads to no value", "schemes.mini.score.start"),
        ("schemes.mini.entries.jaywaking.points=1", "leads to no value",
         "schemes.mini.entries.jaywalking.points"),
        ("schemes.mini.entries.drunk-driving.to_grade=Z", "no grade `Z`", None),
        ("schemes.mini.score.unit=0.5", "steps of 1 or of 0.01", None),
        ("schemes=[other]", "leads to no value", None),
        ("with=[fine-only]", "before any value is changed", None),
        ("assumptions.behavior.shame.on=false", "leads to no value",
         "assumptions.behaviour.shame.on"),
        ("assumptions.behaviour.sahme.on=false", "leads to no value",
         "assumptions.behaviour.shame.on"),
        ("assumptions.behaviour.shame.on=no", "is a word", None),
        ("assumptions.deeds.jaywalking.rate=-1", "too small", None),
        ("responses.sahme=true", "no mechanism `sahme`", "responses.shame"),
        ("responses.shame=no", "is a word", None),
        ("seed=[1", "not YAML", None),
    ],
)  # fmt: skip
def test_a_wrong_change_is_explained(world, change, problem, meant):
    with pytest.raises(SocialCreditError) as caught:
        overrides.apply_sets(*world, [change])
    assert problem in caught.value.message
    assert caught.value.meant == meant
