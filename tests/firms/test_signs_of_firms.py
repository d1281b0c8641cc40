"""Grades at the door of firms: what is refused, and how forging follows from the grade alone."""

import re
import shutil

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.experiments.in_memory import lived
from socialcredit.language.check_file import examined
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.paths import scheme_folder
from socialcredit.results.measures.signs import signs
from socialcredit.results.run import where

SHORT = ("firms=800", "to=2011-06-30", "warm_up=2009-07-01")
FACE = "schemes.shanghai-food.consequences.face."
ALL_FORGE = (FACE + "untrue.hidden={2009-07-01: 0.0}", FACE + "untrue.forged={2009-07-01: 1.0}",
             FACE + "untrue.sizes={}")  # fmt: skip


def of_faces(*sets):
    fearless = {"responses": {"compliance": False, "reopening": False}}
    scenario = load_scenario("shanghai-food").model_copy(update=fearless)
    return lived(resolve(scenario, [*SHORT, *sets]), 1)


@pytest.fixture(scope="module")
def forging():
    """Everybody with a frown puts up a smile."""
    return of_faces(*ALL_FORGE)


def test_without_a_sign_nobody_forges_one(forging):
    kind = forging.names["kinds"].index("forged-sign")
    real, twin = (where(forging.table("faults"), world=w, kind=kind) for w in (0, 1))
    assert real["open"].sum() > 0
    assert len(twin["open"]) == 0


def test_who_forges_is_who_has_a_frown(forging):
    of = where(forging.table("signs"), world=0, consequence=0)
    assert of["forged"].sum() > 0 and of["hidden"].sum() == 0
    assert of["lost"].sum() == 0, "no frown is up, so that nobody stays away"
    kind = forging.names["kinds"].index("forged-sign")
    stood = where(forging.table("faults"), world=0, kind=kind)["open"].sum()
    assert stood == of["forged"].sum(), "each forged sign is a fault that stands, and no other is"


def test_a_forged_sign_is_a_deed_of_the_truth_book(forging):
    deeds = where(forging.table("conduct"), world=0,
                  kind=forging.names["kinds"].index("forged-sign"))  # fmt: skip
    faults = where(forging.table("faults"), world=0,
                   kind=forging.names["kinds"].index("forged-sign"))  # fmt: skip
    assert deeds["deeds"].sum() == faults["arisen"].sum() > 0


def test_where_no_sign_is_untrue_frowns_cost_custom():
    run = of_faces(FACE + "untrue.forged={2009-07-01: 0.0}", FACE + "untrue.hidden={2009-07-01: 0}")
    (face,) = signs(run)
    assert face["untrue"] == 0 and face["lost"] > 0 and face["kept"] == 0
    assert face["lost_customers"] <= face["customers"]


@pytest.fixture
def faces(tmp_path):
    shutil.copytree(scheme_folder("shanghai-food"), tmp_path / "faces")
    return tmp_path / "faces" / "scheme.yaml"


SMILES = "moves: {smile: 0.04, frown: -0.25},\n     source: new-york"
MISTAKES = {
    "a sign without a grade": (
        "when: {grades: [smile, flat, frown]}, domain:\n     customers, effect: sign, coverage: "
        "{2009-07-01: 0.15}",
        "when: {anyone: true}, domain:\n     customers, effect: sign, coverage: {2009-07-01: 0.15}",
        "a sign shows a grade",
    ),
    "a grade that the sign never shows": (
        SMILES, SMILES.replace("smile:", "no-face:"), "the sign never shows `no-face`",
    ),
    "a forged sign that shows what is due": (
        "shows: smile", "shows: frown", "a sign forged so shows what is due",
    ),
    "custom where no customer comes": (
        "domain:\n     customers, effect: sign, coverage: {2009-07-01",
        "domain:\n     loan, effect: sign, coverage: {2009-07-01",
        "no firm has customers in `loan`",
    ),
    "a deed that is no fault": (
        "deed: forged-sign", "deed: late-report", "`late-report` is no fault that stands",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(MISTAKES))
def test_a_mistake_about_a_sign_is_told_with_its_line(faces, what):
    old, new, said = MISTAKES[what]
    text = faces.read_text(encoding="utf-8")
    assert old in text, old
    faces.write_text(text.replace(old, new, 1), encoding="utf-8")
    errors = examined(faces).errors
    assert any(said in one.render() for one in errors), [one.render() for one in errors]
    assert all(one.where.startswith(f"{faces}:") and one.expected for one in errors)


def test_a_sign_without_a_visit_is_told_with_its_line(faces):
    text = faces.read_text(encoding="utf-8")
    visit = re.search(r"deed: food-inspection,.*?seen_by: \[food-inspectors\]", text, re.S)
    poisoned = "deed: food-poisoning, points: -50, seen_by: [customers]"
    faces.write_text(text.replace(visit[0], poisoned, 1), encoding="utf-8")
    (faces.parent / "cases.yaml").unlink()
    errors = examined(faces).errors
    assert [one.where.startswith(f"{faces}:") for one in errors] == [True, True]
    assert all("no visit stands behind this sign" in one.render() for one in errors)
    assert "food-inspection" in errors[0].expected


def test_a_surcharge_on_what_nobody_uses_is_refused(tmp_path):
    shutil.copytree(scheme_folder("luzhou"), tmp_path / "works")
    path = tmp_path / "works" / "scheme.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("domain: waste-water, effect", "domain: permit, effect", 1))
    (error,) = examined(path).errors
    assert "no firm uses in `permit`" in error.render() and "waste-water" in error.expected


def test_a_duty_left_to_a_scheme_that_says_none_is_refused():
    left = "assumptions.sensors.food-inspectors.rounds.duty={scheme: shanghai-food}"
    by = "assumptions.sensors.food-inspectors.rounds.by=duty"
    none = "assumptions.sensors.food-inspectors.rounds.grade=null"
    floor = "assumptions.sensors.food-inspectors.rounds.floor=0"
    with pytest.raises(SocialCreditError, match="does not say how often firms of its grades"):
        resolve(load_scenario("shanghai-food"), [by, left, none, floor])


def test_visits_owed_by_the_scheme_are_made():
    more = "schemes.food-risk-2016.consequences.visits-b.visits=4"
    one, other = (
        lived(resolve(load_scenario("food-risk-2016"),
                      ["firms=600", "to=2017-06-30", "warm_up=null", *sets]), 1)
        for sets in ((), (more,))
    )  # fmt: skip
    due = [where(run.table("rounds"), world=0)["due"].sum() for run in (one, other)]
    assert due[1] > due[0] > 0
