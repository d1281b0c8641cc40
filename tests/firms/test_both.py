"""Residents and firms in one run: neither moves the other, but for what crosses between months."""

import json
import shutil
from typing import get_args

import numpy as np
import pytest

from socialcredit.core import run_files
from socialcredit.core.events import CROSSED, FILED, LISTED, RIGHT
from socialcredit.core.levels import OWNERSHIPS
from socialcredit.engine import exchange, run
from socialcredit.engine.checkpoint import State as Kept
from socialcredit.engine.checkpoint import shards_in, state_of, whole_in
from socialcredit.engine.collect import of_firms
from socialcredit.engine.folder import content_hash, table_hashes
from socialcredit.engine.owners import NOBODY
from socialcredit.engine.preparing import prepared
from socialcredit.engine.world import begin
from socialcredit.experiments.in_memory import lived
from socialcredit.language.check_scenario import scenario_looked_at
from socialcredit.language.findings import Findings
from socialcredit.language.model.crossings import CROSSINGS, CrossingName
from socialcredit.language.model.scenario import Scenario, Twin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.run import open_run, where
from tests.engine import apart
from tests.firms.owners import owners_of
from tests.firms.places import BOTH, OFF

CROSSES = "exchange=[listed-owners, listed-firms, closings]"
SHORT = ["to=2016-03-31", "people=900", "firms=900"]
EVERYBODY = "panel_households=3000"
STAYS = "firm_assumptions.population.markets.*.closes={}"  # whose owner is whose, all the time


def tables_of(*sets, threads=1, of=None):
    inputs = resolve(of or load_scenario(BOTH), sets)
    return run.simulate(inputs, threads)[1]


def own(tables):
    return {name: table for name, table in tables.items() if not name.startswith("firms.")}


def hash_of(tables):
    return content_hash(table_hashes(tables))


def alone(kind):
    """The scenario of one of the two populations."""
    both = load_scenario(BOTH)
    told = {name: getattr(both, name) for name in Scenario.model_fields if name != "under"}
    if kind == "persons":
        less = {"firms": None, "sectors": (), "firm_assumptions": {}}
    else:
        less = {"people": None, "assumptions": both.firm_assumptions, "firm_assumptions": {}}
    mine = both.schemes[:1] if kind == "persons" else both.schemes[1:]
    return both.model_copy(update={**told, **less, "schemes": mine, "twin": Twin(without=mine)})


@pytest.fixture(scope="module")
def apart_from_each_other():
    return tables_of()


@pytest.fixture(scope="module")
def crossing():
    return lived(resolve(load_scenario(BOTH), [CROSSES, EVERYBODY, STAYS]), 1)


@pytest.mark.parametrize("threads", [1, 2])
def test_residents_and_firms_live_as_they_would_alone(apart_from_each_other, threads):
    assert hash_of(own(apart_from_each_other)) == hash_of(
        tables_of(threads=threads, of=alone("persons"))
    )
    firms = tables_of(threads=threads, of=alone("firms"))
    assert hash_of(of_firms(apart_from_each_other)) == hash_of(firms)


def test_the_bits_hang_on_no_thread_and_no_compiler():
    undisturbed = table_hashes(tables_of(*SHORT, CROSSES))
    assert table_hashes(tables_of(*SHORT, CROSSES, threads=2)) == undisturbed
    call = f"print_hashes(fields(*{SHORT!r}, of=BOTH), {[CROSSES]!r})"
    call = f"from tests.firms.places import BOTH, fields; {call}"
    plain = apart.in_another_process(call, NUMBA_DISABLE_JIT="1")
    assert plain.returncode == 0, plain.stderr
    assert json.loads(plain.stdout) == undisturbed


@pytest.mark.parametrize("months", [2, 4])
def test_both_go_on_where_a_kill_left_them(tmp_path, months):
    out = tmp_path / "run"
    call = f"live_and_die({str(out)!r}, {months}, fields(*{SHORT!r}, of=BOTH), {[CROSSES]!r})"
    call = f"from tests.firms.places import BOTH, fields; {call}"
    killed = apart.in_another_process(call)
    assert killed.returncode == -9, killed.stderr
    run.resume(out, threads=2)
    assert run_files.read_manifest(out)["table_hashes"] == table_hashes(tables_of(*SHORT, CROSSES))


def test_a_checkpoint_holds_both_and_what_crossed():
    setup = prepared(resolve(load_scenario(BOTH), [*SHORT, CROSSES]), 1)
    world = begin(setup, 0)
    world.beside.crossed.listed[5], world.beside.crossed.size[6] = 1, 3
    told = {"world": 0, "months_done": 0, "worlds_finished": 0, "seconds": 0}
    kept = Kept([], world)
    again = state_of(whole_in(kept), shards_in(kept), told).world
    assert again.beside is not None
    assert again.collected.beside is again.beside.collected
    crossed = again.beside.crossed
    assert crossed.listed[5] == 1 and crossed.size[6] == 3
    assert (again.beside.people.age == world.beside.people.age).all()


def filed(run_of, deed):
    kind = run_of.names["kinds"].index(deed)
    events = where(run_of.table("panel_events"), world=0, what=FILED)
    return {name: column[events["kind"] == kind] for name, column in events.items()}


def test_whoever_is_listed_has_it_on_file_at_their_firms_the_next_month(crossing):
    setup = prepared(resolve(load_scenario(BOTH), [CROSSES, EVERYBODY, STAYS]), 1)
    owner = owners_of(setup, begin(setup, 0).beside)
    listed = where(crossing.table("panel_events"), world=0, what=LISTED)
    spans = crossing.month_spans()
    expected = set()
    for who, day in zip(listed["resident"].tolist(), listed["day"].tolist(), strict=True):
        month = next(m for m, (first, days) in enumerate(spans) if day < first + days)
        if month + 1 < len(spans):
            for firm in np.flatnonzero(owner == who).tolist():
                expected.add((firm, spans[month + 1][0] + 2))  # the courts take two days
    records = filed(crossing.firms, "owner-listed")
    found = {*zip(records["resident"].tolist(), records["day"].tolist(), strict=True)}
    licensed = {firm for firm in range(len(owner)) if setup.beside.people.age[firm] >= 12}
    assert len(found) > 20
    assert found <= expected
    assert {one for one in expected if one[0] in licensed} <= found
    assert (records["cause"] == RIGHT).all()


def test_a_listed_firm_is_on_file_with_its_owner(crossing):
    records = filed(crossing, "firm-listed")
    assert len(records["resident"]) > 5
    assert (records["points"] < 0).all()


def test_one_direction_leaves_the_other_population_alone(apart_from_each_other):
    one_way = tables_of("exchange=[listed-owners]")
    lives = one_way["panel_events"]
    passed_on = lives["what"] == CROSSED  # it stands in their books, and moves nothing
    assert passed_on.any()
    one_way["panel_events"] = {name: column[~passed_on] for name, column in lives.items()}
    assert hash_of(own(one_way)) == hash_of(own(apart_from_each_other))
    assert hash_of(of_firms(one_way)) != hash_of(of_firms(apart_from_each_other))


def done_by_firms(*sets):
    told = tables_of(*sets)["firms.conduct"]
    done = told["deeds"] > 0  # what crosses is sighted, and done by nobody
    keys = ("world", "month", "place", "kind", "deeds")
    return [*zip(*(told[key][done].tolist() for key in keys), strict=True)]


def test_truth_of_firms_hangs_on_nothing_that_crosses(apart_from_each_other):
    one, other = (done_by_firms(*OFF, *sets) for sets in ((), (CROSSES,)))
    assert one == other
    assert len(one) > 50


def test_owners_are_adults_of_the_place_and_as_many_as_the_file_says():
    setup = prepared(resolve(load_scenario(BOTH), ["firms=20000"]), 1)
    firms = begin(setup, 0).beside
    owner = owners_of(setup, firms)
    owned = owner[owner != NOBODY]
    assert (setup.people.age[owned] >= 18).all()
    assert len(np.unique(owned)) > 1000  # not the same few
    alone_there = (firms.people.fifth == 0) & (firms.people.position == 0)
    share = (owner[alone_there] != NOBODY).mean()
    assert abs(share - 0.95) < 0.01  # of those on own account
    state = (firms.people.occupation == OWNERSHIPS.index("state")) & (firms.people.position == 0)
    assert state.sum() > 20
    assert (owner[state] == NOBODY).all()


def test_firms_of_one_owner_have_one_owner():
    setup = prepared(resolve(load_scenario(BOTH), ["firms=5000"]), 1)
    firms = begin(setup, 0).beside
    owner = owners_of(setup, firms)
    further = np.flatnonzero(firms.people.position > 0)
    assert len(further) > 50
    assert (owner[further] == owner[further - 1]).all()


def test_a_firm_that_opens_anew_has_an_owner_of_its_own():
    setup = prepared(
        resolve(load_scenario(BOTH), ["firm_assumptions.population.markets.*.closes={micro: 0.5}"]),
        1,
    )
    firms = begin(setup, 0).beside
    before = owners_of(setup, firms)
    firms.conduct.openings[:] = 1
    after = owners_of(setup, firms)
    first = np.arange(len(before)) - firms.people.position
    single = np.bincount(first)[first] == 1
    assert (before[single] != after[single]).mean() > 0.8
    assert (before[~single] == after[~single]).all()


def test_every_crossing_a_scenario_may_name_is_there():
    filed = {name for name, one in CROSSINGS.items() if one.deed}
    assert {*exchange.WHOM} == filed == {*CROSSINGS} - {"closings"}
    assert {*CROSSINGS} == {*get_args(CrossingName)}


@pytest.mark.parametrize(
    ("file", "name", "word", "instead"),
    [("firm-deeds.yaml", "owner-listed", "deed", "tax-later"),
     ("firm-sensors.yaml", "courts", "source", "police"),
     ("deeds.yaml", "firm-listed", "deed", "a-fault")],
)  # fmt: skip
def test_what_nobody_can_write_down_is_told_with_its_line(tmp_path, file, name, word, instead):
    shutil.copytree(BOTH.parents[1], tmp_path / "firms")
    folder = tmp_path / "firms" / "both"
    theirs = {"deeds.yaml": ["ledger/scheme.yaml"]}
    usual = ["firm-sensors.yaml", "tax/scheme.yaml"]
    for path in (folder / one for one in {file, *theirs.get(file, usual)}):
        path.write_text(path.read_text().replace(name, instead))
    scenario = folder / "scenario.yaml"
    scenario.write_text(scenario.read_text() + "exchange: [listed-owners, listed-firms]\n")
    found = Findings()
    scenario_looked_at(scenario, found)
    said = [error.render() for error in found.errors]
    assert any(f"{word}" in one and f"`{name}`" in one and "scenario.yaml:15" in one
               for one in said), said  # fmt: skip


def test_a_folder_tells_both(tmp_path):
    scenario = load_scenario(BOTH)
    folder = run.run_scenario(scenario, threads=1, out=tmp_path / "run", sets=[*SHORT, CROSSES])
    whole = open_run(folder)
    assert whole.people == 900
    assert whole.firms.people == 900
    assert whole.firms.names["places"][0] != whole.names["places"][0]
    assert whole.firms.table("grades")["residents"].sum() > 0
    assert whole.manifest["firms"]["population"] == "firms"
    assert whole.firms.manifest["content_hash"] != whole.manifest["content_hash"]
    tables = tables_of(*SHORT, CROSSES)
    assert whole.firms.manifest["content_hash"] == hash_of(of_firms(tables))
    again = run.repeat(folder, 1, tmp_path / "again")
    assert run_files.read_manifest(again)["content_hash"] == whole.manifest["content_hash"]


def test_the_panel_of_firms_is_apart(crossing):
    assert 1000 < crossing.firms.table("panel_people")["resident"].max() < 1500
    assert 2000 < crossing.table("panel_people")["resident"].max() < 2500


HONEST = str(BOTH.parent / "honest")


def on_both(**changed):
    scenario = load_scenario(BOTH)
    return scenario.model_copy(update={"schemes": (HONEST,), "twin": None, **changed})


def test_a_scheme_on_both_is_one_of_each():
    inputs = resolve(on_both())
    (residents,), (firms,) = inputs.schemes, inputs.beside.schemes
    assert (residents.kind, firms.kind) == ("persons", "firms")
    assert residents.scheme == firms.scheme == "honest"
    assert [one.id for one in residents.entries] == ["debt"]
    assert [one.id for one in firms.entries] == ["late"]
    assert [one.id for one in residents.conditions] == ["after-a-debt"]
    assert [one.id for one in firms.conditions] == ["new-firm"]
    assert [one.id for one in residents.lists] == ["debtors"]  # which rests on a grade
    assert [one.id for one in firms.lists] == ["late-payers", "debtors"]


def test_a_change_of_a_scheme_on_both_changes_whichever_has_it():
    inputs = resolve(on_both(), ["schemes.honest.score.start=90"])
    assert {inputs.schemes[0].score[0].start, inputs.beside.schemes[0].score[0].start} == {90}


def test_a_scheme_on_both_is_checked_on_each_side(tmp_path):
    shutil.copytree(BOTH.parents[1], tmp_path / "firms")
    folder = tmp_path / "firms" / "both"
    path = folder / "honest" / "scheme.yaml"
    path.write_text(path.read_text().replace("seen_by: [tax-office]", "seen_by: [tax-offices]"))
    text = (folder / "scenario.yaml").read_text()
    (folder / "scenario.yaml").write_text(text.replace("[./ledger, ./tax]", "[./honest]"))
    found = Findings()
    scenario_looked_at(folder / "scenario.yaml", found)
    (error,) = found.errors
    assert error.where.startswith(f"{path}:")
    assert "tax-offices" in path.read_text().splitlines()[int(error.where.split(":")[1]) - 1]
    assert error.meant == "tax-office"


def test_a_scenario_of_one_population_takes_its_side_of_a_scheme_on_both():
    scenario = alone("firms").model_copy(update={"schemes": (HONEST,), "twin": None})
    (scheme,) = resolve(scenario).schemes
    assert scheme.kind == "firms"
    assert [one.id for one in scheme.entries] == ["late"]
