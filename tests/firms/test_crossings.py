"""What crosses is the listing that was named, with its truth; closings cost; fan-out is counted."""

import shutil

import numpy as np
import pytest

import socialcredit as sc
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.events import CROSSED, FILED, INCOME_LOST, LISTED, OPENED, RIGHT
from socialcredit.engine.exchange import RECEIVED, SENT
from socialcredit.engine.owners import NOBODY
from socialcredit.engine.preparing import prepared
from socialcredit.engine.world import begin
from socialcredit.experiments.in_memory import lived
from socialcredit.language.check_scenario import scenario_looked_at
from socialcredit.language.findings import Findings
from socialcredit.language.model.scenario import Twin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario, with_alternatives
from socialcredit.language.resolve.paths import alternative_names
from socialcredit.results.lives import text
from socialcredit.results.measures.registry import values
from socialcredit.results.part import share
from socialcredit.results.run import where
from socialcredit.results.words.numbers import percent
from socialcredit.results.words.summary import summary_text
from tests.firms.owners import owners_of
from tests.firms.places import BOTH

EVERYBODY = "panel_households=3000"
STAYS = "firm_assumptions.population.markets.*.closes={}"
MANY = "firm_assumptions.population.markets.*.closes={own-account: 0.6, micro: 0.6, small: 0.6}"
WRONGLY = [
    "firm_assumptions.sensors.tax-office.wrong_person=0.75",
    "firm_assumptions.deeds.tax-late.rate=5",
    "firm_assumptions.sensors.tax-office.mistaken_for={community: 1.0}",
]
SHUT = str(BOTH.parents[1] / "town" / "shut" / "scheme.yaml")


def of_both(*sets, schemes=None):
    quiet = {"compliance": False, "reopening": False}  # who fears is seldom rightly listed
    scenario = load_scenario(BOTH).model_copy(update={"responses": quiet})
    if schemes is not None:
        twin = Twin(without=schemes)
        scenario = scenario.model_copy(update={"schemes": schemes, "twin": twin})
    return lived(resolve(scenario, [EVERYBODY, *sets]), 1)


@pytest.fixture(scope="module")
def wrongly_listed():
    return of_both("exchange=[listed-firms]", STAYS, *WRONGLY)


@pytest.fixture(scope="module")
def closing():
    return of_both("exchange=[closings]", MANY)


def happened(run, what, world=0, **equal):
    return where(run.table("panel_events"), world=world, what=what, **equal)


def test_a_wrong_listing_crosses_as_a_wrong_record(wrongly_listed):
    passed = happened(wrongly_listed, CROSSED, source=RECEIVED)
    filed = happened(wrongly_listed, FILED)
    kind = wrongly_listed.names["kinds"].index("firm-listed")
    mine = filed["kind"] == kind
    why = {}
    for who, day, cause in zip(*(passed[c] for c in ("resident", "day", "cause")), strict=True):
        why.setdefault(int(who), []).append((int(day), int(cause)))
    found = 0
    for who, day, cause in zip(
        *(filed[c][mine].tolist() for c in ("resident", "day", "cause")), strict=True
    ):
        earlier = [one for one in why[who] if one[0] < day]
        assert cause in {one[1] for one in earlier}, "the cause that crossed"
        found += cause != RIGHT
    assert found > 5
    assert 0.1 < (passed["cause"] != RIGHT).mean() < 1


def test_a_firm_whose_records_are_all_wrong_is_wrongly_listed(wrongly_listed):
    firms = wrongly_listed.firms
    passed, filed = happened(firms, CROSSED, source=SENT), happened(firms, FILED)
    bad = filed["points"] < 0
    right = {*filed["resident"][bad & (filed["cause"] == RIGHT)].tolist()}
    wrong = {*filed["resident"][bad & (filed["cause"] != RIGHT)].tolist()}
    pairs = [*zip(passed["resident"].tolist(), passed["cause"].tolist(), strict=True)]
    seen = [cause for who, cause in pairs if who in wrong - right]
    assert len(seen) > 5
    assert RIGHT not in seen, "nobody is rightly listed by wrong records alone"
    rightly = {who for who, cause in pairs if cause == RIGHT}
    assert rightly and rightly <= right


def test_only_the_lists_that_are_named_cross():
    schemes = tuple(str(BOTH.parent / name / "scheme.yaml") for name in ("honest", "tax"))
    sets = [STAYS, "firm_assumptions.deeds.tax-late.rate=1"]
    asked = "exchange=[{crossing: listed-firms, lists: [tax/d-list]}]"
    named = of_both(asked, *sets, schemes=schemes)
    every = of_both("exchange=[listed-firms]", *sets, schemes=schemes)
    one, other = (happened(run.firms, LISTED) for run in (named, every))
    assert len(one["resident"]) == len(other["resident"]) > 100  # the lists are as they were
    passed = [{*happened(run.firms, CROSSED)["resident"].tolist()} for run in (named, every)]
    assert passed[0] < passed[1]
    assert passed[0] <= {*one["resident"][one["scheme"] == 1].tolist()}  # of the tax office


def test_closings_cost_their_owners_by_size(closing):
    lost = happened(closing, INCOME_LOST)
    table = where(closing.table("owners"), world=0)
    assert table["closures"].sum() == len(lost["day"]) > 50
    assert -lost["points"].sum() == 100 * table["yuan"].sum()
    assert {*np.unique(-lost["points"] // 100)} <= {30000, 60000, 200000, 600000, 2000000}
    fifth = dict(zip(*(closing.table("panel_people")[c].tolist()
                       for c in ("resident", "fifth")), strict=True))  # fmt: skip
    by_fifth = np.bincount([fifth[who] for who in lost["resident"].tolist()], minlength=5)
    assert (np.bincount(table["fifth"], table["closures"], minlength=5) == by_fifth).all()
    assert table["owners"].sum() <= table["closures"].sum()


def test_whoever_owned_the_firm_before_it_closed_bears_it(closing):
    setup = prepared(resolve(load_scenario(BOTH), [MANY, "exchange=[closings]"]), 1)
    first = owners_of(setup, begin(setup, 0).beside)
    lost, opened = happened(closing, INCOME_LOST), happened(closing.firms, OPENED)
    early = lost["day"] == closing.month_spans()[1][0]
    assert early.sum() > 5
    assert (first[lost["entry"][early]] == lost["resident"][early]).all()
    shut = opened["resident"][opened["day"] == closing.month_spans()[1][0]]
    owned = shut[first[shut] != NOBODY]
    assert sorted(owned.tolist()) == sorted(lost["entry"][early].tolist())


def test_closing_of_itself_costs_the_same_without_the_schemes(closing):
    table = closing.table("owners")
    with_, without = (where(table, world=world) for world in (0, 1))
    assert all((with_[c] == without[c]).all() for c in ("month", "fifth", "closures", "yuan"))
    assert table["ordered"].sum() == 0


def test_whom_an_order_closes_is_told_apart():
    run = of_both("exchange=[closings]", STAYS, "to=2016-09-30",
                  "firm_assumptions.deeds.tax-late.rate=6",
                  schemes=(str(BOTH.parent / "ledger" / "scheme.yaml"), SHUT))  # fmt: skip
    table = where(run.table("owners"), world=0)
    assert table["ordered"].sum() == table["closures"].sum() > 5
    assert (table["ordered_yuan"] == table["yuan"]).all()
    assert run.table("owners")["world"].max() == 0  # nothing closes without the scheme
    assert (happened(run, INCOME_LOST)["cause"] == 1).all()
    assert run.firms.table("premises")["ordered"].sum() >= table["ordered"].sum()


def test_fan_out_counts_firms_owners_and_whoever_lives_with_them(wrongly_listed):
    rows = where(wrongly_listed.table("fan_out"), world=0)
    sides = [where(rows, wrong=which) for which in (0, 1)]
    assert all(side["firms"][-1] > 0 for side in sides)
    assert sides[1]["owners"].sum() > 0
    for side in sides:
        assert (side["listed"] <= side["owners"]).all()
        assert (side["owners"] <= side["firms"] + side["owners"][0]).all()
    assert rows["household"].sum() == 0  # no consequence of the ledger falls on anybody else


def test_measures_say_how_many_bear_a_record_and_of_how_many_firms_for_nothing(wrongly_listed):
    rows, found = where(wrongly_listed.table("fan_out"), world=0), values(wrongly_listed)
    records, bearing = rows["records"].sum(), (rows["listed"] + rows["household"]).sum()
    wrong = rows["records"][rows["wrong"] == 1].sum()
    assert found["F12.people"] == bearing / records
    assert found["F12.nothing_wrong"] == wrong / records > 0
    assert found["firms/F12.people"] is None
    assert found["F11.lost"] is None  # closings do not cross here
    told = " ".join(summary_text(wrongly_listed).split())
    assert "firms stood on a list that is passed on to owners" in told
    assert percent(share(int(wrong), int(records))) in told


def test_measures_say_what_owners_lost(closing):
    table, found = where(closing.table("owners"), world=0), values(closing)
    assert found["F11.lost"] == table["yuan"].sum() / closing.person_years
    assert found["F11.by_order"] == 0
    assert found["F12.people"] is None
    assert f"lost {table['yuan'].sum():,} yuan by it" in " ".join(summary_text(closing).split())


def test_a_closing_by_order_is_part_of_what_people_bear():
    sets = [STAYS, "to=2016-09-30", "firm_assumptions.deeds.tax-late.rate=6"]
    schemes = (str(BOTH.parent / "ledger" / "scheme.yaml"), SHUT)
    with_, without = (
        values(of_both(f"exchange={asked}", *sets, schemes=schemes))
        for asked in ("[closings]", "[]")
    )
    assert with_["burden.any.money"] > without["burden.any.money"]
    assert with_["burden.wrong.money"] == without["burden.wrong.money"]


def test_a_life_tells_what_crossed_into_it(wrongly_listed):
    passed = happened(wrongly_listed, CROSSED, source=RECEIVED)
    at = np.flatnonzero(passed["cause"] != RIGHT)[0]
    owner, firm = int(passed["resident"][at]), int(passed["entry"][at])
    told = " ".join(text.life_text(wrongly_listed, owner, every=True).split())
    assert f"firm {firm}, theirs," in told
    of_firm = " ".join(text.life_text(wrongly_listed.firms, firm, every=True).split())
    assert f"owner, number {owner}" in of_firm


def test_a_life_tells_what_a_closing_cost(closing):
    lost = happened(closing, INCOME_LOST)
    who, firm = int(lost["resident"][0]), int(lost["entry"][0])
    told = " ".join(text.life_text(closing, who, every=True).split())
    assert f"firm {firm}, theirs, closes:" in told
    assert "yuan lost" in told


@pytest.mark.parametrize(
    ("asked", "said", "meant"),
    [("[{crossing: listed-firms, lists: [tax/d-lis]}]", "no black list `tax/d-lis`",
      "tax/d-list"),
     ("[{crossing: listed-firms, lists: [ledger/debtors]}]", "of firms have no black list", None),
     ("[{crossing: listed-firms, lists: [d-list]}]", "no black list `d-list`", "tax/d-list"),
     ("[{crossing: closings, lists: [tax/d-list]}]", "`closings` is about no list", None),
     ("[listed-firm]", "listed-firm", "listed-firms")],
)  # fmt: skip
def test_a_crossing_of_what_is_not_there_is_told_with_its_line(tmp_path, asked, said, meant):
    shutil.copytree(BOTH.parents[1], tmp_path / "firms")
    scenario = tmp_path / "firms" / "both" / "scenario.yaml"
    scenario.write_text(scenario.read_text() + f"exchange: {asked}\n")
    found = Findings()
    scenario_looked_at(scenario, found)
    (error,) = found.errors
    told = error.render()
    assert said in told and "scenario.yaml:15" in told
    assert meant is None or error.meant == meant
    assert error.expected or error.hint
    with pytest.raises(SocialCreditError):
        sc.run(str(scenario), threads=1, out=tmp_path / "run")


@pytest.mark.parametrize("alternative", alternative_names())
@pytest.mark.parametrize("name", ["shanghai", "rongcheng"])
def test_a_milder_design_may_take_away_the_list_that_crosses(name, alternative):
    asked = with_alternatives(load_scenario(f"shipped:{name}"), [alternative])
    inputs = resolve(asked)
    assert inputs.laid and inputs.beside.laid


def test_a_crossing_may_be_asked_for_by_name_or_whole():
    scenario = load_scenario(BOTH)
    short = resolve(scenario, ["exchange=[listed-firms]"]).scenario
    whole = resolve(scenario, ["exchange=[{crossing: listed-firms}]"]).scenario
    assert short.exchange == whole.exchange
    assert short.as_written()["exchange"] == ["listed-firms"]
