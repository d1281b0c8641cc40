"""What a run of residents and firms tells: summary, pages, JSON, measures, experiments."""

import json
import re
from datetime import date

import pytest

import socialcredit as sc
from socialcredit.cli import main
from socialcredit.core.errors import SocialCreditError
from socialcredit.engine.folder import table_hashes
from socialcredit.engine.requests import changes
from socialcredit.engine.run import simulate
from socialcredit.experiments import compare as pairs
from socialcredit.experiments.conduct import asked_of, conducted, plan_of
from socialcredit.experiments.in_memory import lived
from socialcredit.experiments.keys import content_of
from socialcredit.experiments.results import as_told
from socialcredit.experiments.store import Store
from socialcredit.experiments.sweep import sweep
from socialcredit.experiments.validate import validate
from socialcredit.language.resolve.draw_asked import doubts_used
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.written import written_of
from socialcredit.report.experiment import experiment_page
from socialcredit.report.page import write_report
from socialcredit.results.measures import registry
from socialcredit.results.run import open_run
from tests.firms.places import BOTH

SHORT = ("to=2016-03-31", "people=900", "firms=700")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("both") / "run"
    sets = ["exchange=[listed-owners]", "panel_households=400", "to=2016-04-30"]
    return sc.run(str(BOTH), people=900, firms=700, sets=sets, threads=1, out=out).path


@pytest.fixture
def told_by(capsys):
    def told(*words):
        with pytest.raises(SystemExit) as left:
            main(list(words))
        assert left.value.code == 0
        return capsys.readouterr().out

    return told


def test_each_has_a_page_and_each_leads_to_the_other(folder, told_by):
    told_by("report", str(folder))
    residents = (folder / "report.html").read_text(encoding="utf-8")
    firms = (folder / "firms.html").read_text(encoding="utf-8")
    assert 'href="firms.html"' in residents
    assert 'href="report.html"' in firms
    assert "900 synthetic residents" in residents
    assert "700 synthetic firms" in firms
    assert not re.search(r"\bresidents?\b", re.sub(r"<[^>]*>", " ", firms))


def test_the_summary_tells_one_after_the_other(folder):
    told = sc.open(folder).summary()
    assert told.index("900 synthetic residents") < told.index("700 synthetic firms")


def test_measures_of_firms_have_keys_of_their_own(folder):
    run = open_run(folder)
    found, firms = registry.values(run), registry.values(run.firms)
    assert {key for key in found if key.startswith("firms/")} == {f"firms/{one}" for one in firms}
    assert found["firms/conduct.bad"] == firms["conduct.bad"] != found["conduct.bad"]
    assert run.of_own(found).keys() == {k for k in found if not k.startswith("firms/")}
    assert run.firms.of_own(found) == firms
    assert registry.told("firms/conduct.bad").startswith("firms: ")


def test_a_life_of_either_is_told(folder, told_by):
    run = open_run(folder)
    firm = int(run.firms.table("panel_people")["resident"][0])
    assert f"Firm {firm}" in told_by("explain", str(folder), "--firm", str(firm))
    resident = int(run.table("panel_people")["resident"][0])
    assert f"Resident {resident}" in told_by("explain", str(folder), "--resident", str(resident))


def test_json_tells_both(told_by, tmp_path):
    words = ["--people", "600", "--firms", "500", "--set", "to=2016-02-29", "--json"]
    told = json.loads(told_by("run", str(BOTH), *words, "--out", str(tmp_path / "run")))
    assert (told["people"], told["firms"]["people"]) == (600, 500)
    assert told["firms"]["results"]["people"] == 500
    assert "firms/conduct.bad" in told["measures"]


def test_firms_are_asked_for_where_there_are_any():
    assert changes(load_scenario(BOTH), firms=7) == ["firms=7"]
    with pytest.raises(SocialCreditError) as found:
        changes(load_scenario("small-town"), firms=7)
    assert "--firms 7" in found.value.render()
    assert found.value.hint


def test_a_comparison_and_a_sweep_tell_firms_apart():
    rows = pairs.compare(str(BOTH), load_scenario(BOTH), 1, "local:1",
                         [*SHORT, "panel_households=50"], without=["tax"],
                         measures=["conduct.bad"]).rows  # fmt: skip
    assert {row["measure"] for row in rows} == {"conduct.bad", "firms/conduct.bad"}
    change = {row["measure"]: row["difference"] for row in rows}
    assert change["conduct.bad"] == 0  # they have no scheme less
    assert change["firms/conduct.bad"] != 0
    path = "firm_assumptions.deeds.deeds.tax-late.rate"
    told = sweep(load_scenario(BOTH), path, ["1", "3"], "local:1", SHORT, measures=["conduct.bad"])
    assert told[0]["conduct.bad"] == told[1]["conduct.bad"]
    assert told[0]["firms/conduct.bad"] < told[1]["firms/conduct.bad"]


def test_doubts_of_firms_have_paths_of_their_own():
    doubts = {one.name: one for one in doubts_used(load_scenario(BOTH), ())}
    paths = [move.path for one in doubts.values() for move in one.moves]
    assert any(path.startswith("firm_assumptions.population.") for path in paths)
    assert any(path.startswith("assumptions.") for path in paths)
    assert len(paths) == len({*paths})
    sets = [change for one in doubts.values() for change in one.high()]
    resolve(load_scenario(BOTH), [], sets)  # every one of them leads somewhere


def test_what_firms_rest_on_is_part_of_what_a_run_is_known_by():
    scenario = load_scenario(BOTH)
    named = {**scenario.firm_assumptions, "deeds": str(BOTH.parent / "firm-deeds.yaml")}
    same = scenario.model_copy(update={"firm_assumptions": named})
    assert content_of(written_of(same)) == content_of(written_of(scenario))
    written = written_of(scenario)
    deeds = written.beside.beliefs.deeds
    first = deeds.deeds[0].model_copy(update={"rate": 9.0})
    less = deeds.model_copy(update={"deeds": (first, *deeds.deeds[1:])})
    beside = written.beside._replace(beliefs=written.beside.beliefs._replace(deeds=less))
    assert content_of(written._replace(beside=beside)) != content_of(written)


def test_a_run_in_one_world_keeps_its_firms():
    run = lived(resolve(load_scenario(BOTH), SHORT), 1)
    alone = run.in_one_world()
    assert run.has_twin
    assert run.firms.has_twin
    assert not alone.has_twin
    assert not alone.firms.has_twin
    assert alone.firms.people == 700


@pytest.mark.parametrize(
    ("change", "residents", "firms"),
    [("schemes.tax.score.start=90", 100, 90), ("schemes.ledger.score.start=90", 90, 100),
     ("schemes.*.score.start=90", 90, 90)],
)  # fmt: skip
def test_a_change_of_a_scheme_is_of_whoever_has_it(change, residents, firms):
    inputs = resolve(load_scenario(BOTH), [change])
    assert inputs.schemes[0].score[0].start == residents
    assert inputs.beside.schemes[0].score[0].start == firms


def test_a_wrong_change_of_firms_is_told_by_the_path_that_was_typed():
    with pytest.raises(SocialCreditError) as found:
        resolve(load_scenario(BOTH), ["firm_assumptions.deeds.deeds.tax-lat.rate=1"])
    assert found.value.meant == "firm_assumptions.deeds.deeds.tax-late.rate"
    assert "--set firm_assumptions." in found.value.render()


def test_headlines_over_seeds_tell_both(told_by, tmp_path):
    words = ["--people", "600", "--firms", "500", "--set", "to=2016-02-29"]
    one, other = tmp_path / "one", tmp_path / "other"
    told_by("run", str(BOTH), *words, "--out", str(one))
    told_by("run", str(BOTH), *words, "--seed", "9", "--out", str(other))
    told = told_by("report", str(one), "--seeds", str(other))
    assert told.index("Residents:") < told.index("Firms:")
    found = json.loads(told_by("report", str(one), "--seeds", str(other), "--json"))
    assert found["headlines"] and found["firms"]["headlines"]
    assert not re.search(r"\bresidents?\b", json.dumps(found["firms"]))


def test_other_firms_are_another_question(told_by, tmp_path):
    runs = []
    for seed, firms in ((1, "300"), (2, "301")):
        runs.append(tmp_path / firms)
        told_by("run", str(BOTH), "--people", "300", "--firms", firms, "--seed", str(seed), "--set",
                "to=2016-01-31", "--out", str(runs[-1]))  # fmt: skip
    with pytest.raises(SocialCreditError, match="not the same question"):
        write_report(runs[0], [runs[1]])


def test_a_published_number_about_bodies_is_held_against_the_firms_of_a_run_of_both():
    sets = ["people=300", "firms=250", "to=2015-12-31", "from=2015-12-01"]
    (row,), _ = validate("rongcheng-bodies", 1, sets)
    assert row["produced"] == 30000  # everybody is scored, and stands for as many as were counted
    assert row["pass"]
    ((of_residents,), _) = validate("rongcheng", 1, sets)
    assert of_residents["produced"] > 300_000


def test_an_experiment_of_both_tells_how_many_there_are_of_each(tmp_path):
    asked = {
        "experiment": "both", "title": "Both", "scenario": str(BOTH), "people": 200,
        "seeds": {"luck": 1, "each": 1}, "measures": ["conduct.bad"],
    }  # fmt: skip
    store = Store(tmp_path / "store")
    told = as_told(conducted(plan_of(asked_of(asked), store), store))
    assert (told["people"], told["firms"]) == (200, 120)
    page = experiment_page(told)
    assert "200 synthetic residents and 120 synthetic firms" in " ".join(page.split())
    assert "firms: true bad deeds" in page or "firms: bad deeds" in page


def test_residents_of_rongcheng_live_as_without_its_bodies():
    whole = load_scenario("shipped:rongcheng")
    assert whole.firms == 30_000
    few = {"people": 400, "ends": date(2014, 2, 28), "twin": None}
    alone = written_of(whole).own.model_copy(update=few)
    both = whole.model_copy(update={**few, "firms": 300})
    tables = simulate(resolve(both), 1)[1]
    mine = {name: table for name, table in tables.items() if not name.startswith("firms.")}
    assert table_hashes(mine) == table_hashes(simulate(resolve(alone), 1)[1])
    assert tables["firms.grades"]["residents"].sum() > 0
