"""Each setting of places and of the population makes other people, or another fit; none is idle."""

from functools import cache
from pathlib import Path

import pytest

from socialcredit.compile.documents import documents
from socialcredit.core.kept import hashed
from socialcredit.engine.subjects import residents_of
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.stages.society.attributes import chances
from socialcredit.stages.society.fit_to_census import income

P, H = "assumptions.population.", "assumptions.places."
KIND, GAP = P + "compositions.values.", P + "ages.values."
WORK = "[[0.1, 0.4, 0.25, 0.01, 0.24], " + ", ".join(["[0.2, 0.2, 0.2, 0.2, 0.2]"] * 4) + "]"
CHANGES = {
    "HouseholdSizes.values": P + "household_sizes.values.2020.0=0.2539000001",
    "Composition.share": (KIND + "1.share=0.6", KIND + "2.share=0.28"),
    "Composition.partner": KIND + "1.partner=0",
    "Composition.parents": KIND + "7.parents=0",
    "Composition.grandchildren": KIND + "3.grandchildren=0",
    "Composition.others": KIND + "4.others=0",
    **{
        f"Gaps.{name}": GAP + f"{name}={value}"
        for name, value in {
            "parent_least": 21, "parent_usual": 34, "parent_most": 46, "partner_least": -1,
            "partner_usual": 6, "partner_most": 15, "adult_least": 19, "child_usual": 25,
            "child_most": 44, "grandparent_least": 43, "grandparent_most": 66,
        }.items()
    },
    "Education.of": P + "education.of=tibet",
    "Education.values": P + "education.values.2020=[0.1, 0.25, 0.35, 0.15, 0.15]",
    "Education.seed": P + "education.seed.0-5=[0.9, 0.1, 0, 0, 0]",
    "Education.women": P + "education.women.40-120=[1, 1, 1, 1, 1]",
    "Education.urban": P + "education.urban=[1, 1, 1, 1, 1]",
    "Education.rural": P + "education.rural=[1, 1, 1, 1, 1]",
    "Occupation.activity": P + "occupation.activity.0-5.all=[0.1, 0.9, 0]",
    "WorkByResidence.urban": P + "occupation.work.urban=" + WORK,
    "WorkByResidence.rural": P + "occupation.work.rural=" + WORK,
    "WorkByResidence.women": P + "occupation.work.women=[1, 1, 1, 1, 1]",
    "Income.of": P + "income.of=shanghai",
    "Income.year": P + "income.year=2016",
    "Incomes.mean": P + "income.urban.mean=40000",
    "Incomes.log_sd": P + "income.rural.log_sd=0.6",
    "Income.urban_weight": P + "income.urban_weight=0.6",
    "Income.household_mean": P + "income.household_mean=30000",
    "Income.person_mean": P + "income.person_mean=28000",
    "Income.fifths": P + "income.fifths.2018=[6000, 14000, 23000, 36000, 70000]",
    "Internet.of": P + "internet.of=tibet",
    "Internet.urban": P + "internet.urban={2020: 0.7}",
    "Internet.rural": P + "internet.rural={2020: 0.5}",
    "Internet.age": P + "internet.age.0-5=-4",
    "Internet.schooling": P + "internet.schooling=[0, 0, 0, 0, 0]",
    "Drivers.of": P + "drivers.of=guangdong",
    "Drivers.licences": P + "drivers.licences={2020: 400000000}",
    "Drivers.share": (P + "drivers.licences=null", P + "drivers.share={2020: 0.4}"),
    "Drivers.women": P + "drivers.women=0.4",
    "Drivers.age": P + "drivers.age.18-24=0",
    "Drivers.schooling": P + "drivers.schooling=[0, 0, 0, 0, 0]",
    "Drivers.urban": P + "drivers.urban=0",
    "Drivers.rural": P + "drivers.rural=0",
    "Newcomers.urban": P + "newcomers.urban=0.5",
    "Newcomers.rural": P + "newcomers.rural=0.5",
    "Newcomers.arrived": P + "newcomers.arrived=0.5",
    "Nation.year": H + "china.year=2010",
    "Nation.urban": H + "china.urban={2010: 0.3, 2020: 0.6389}",
    "BothSexes.men": H + "china.ages.rows.2010.men.3=99",
    "BothSexes.women": H + "china.ages.rows.2010.women.3=99",
    "HomePlace.nation": H + "ourtown.nation=china",
    "AgeTable.groups": H + "ourtown.ages.groups=[0-4, 5-19, 20-64, 65+]",
    "AgeTable.men": H + "ourtown.ages.men=[9, 9, 9, 9]",
    "AgeTable.women": H + "ourtown.ages.women=[9, 9, 9, 9]",
}  # fmt: skip
TOWN = Path(__file__).parent / "town"


@cache
def people(*sets):
    """What everybody is drawn from, and the fit of incomes, as one hash."""
    asked = load_scenario(TOWN / "scenario.yaml").model_copy(
        update={"places": ("ourtown", "rongcheng")}
    )
    files = {"places": asked.assumptions["places"]}
    inputs = resolve(asked.model_copy(update={"assumptions": files}), sets)
    places, beliefs = residents_of(inputs.scenario, documents(inputs.beliefs))
    drawn = [(place.starts, place.ages, place.urban) for place in places]
    kinds = beliefs.sizes, [tuple(kind) for kind in beliefs.kinds], tuple(beliefs.gaps)
    told = [(row["published"], row["synthesised"]) for row in income(beliefs)]
    return hashed((drawn, kinds, vars(chances(beliefs, places)), told))


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_a_setting_makes_other_people_or_another_fit(name):
    change = CHANGES[name]
    assert people(*((change,) if isinstance(change, str) else change)) != people()
