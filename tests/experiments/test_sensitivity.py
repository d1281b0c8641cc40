"""Two experiments written for a scenario, and the run that cites them where they fit."""

import json
from types import SimpleNamespace

import numpy as np
import pytest

from socialcredit.commands import sensing
from socialcredit.core.run_layout import DOUBT
from socialcredit.experiments import citing, recorded, sensitivity
from socialcredit.experiments.citing import cite
from socialcredit.experiments.conduct import TABLE
from socialcredit.experiments.plan import WRITTEN
from socialcredit.experiments.sensitivity import MOVED
from socialcredit.experiments.store import Outcome, Store
from socialcredit.language.resolve.asked import Asked
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.paths import scenario_file
from socialcredit.report.headlines import headlines
from socialcredit.results.assumed import assumed
from socialcredit.results.measures.summary import summary
from socialcredit.results.words.summary import summary_text
from tests.core.crates import files_of, refused
from tests.results.synthetic import manifest, tiny_tables, write_run

pytest.importorskip("SALib")
SMALL = {"people": 500, "years": 1, "points": 3, "trajectories": 2, "seeds": 2}


@pytest.fixture(scope="module")
def asked():
    return sensitivity.asked_for("small-town", load_scenario("small-town"), **SMALL)


@pytest.fixture
def lived(asked, tmp_path, monkeypatch):
    """Both, every run of which comes to a share that rises with its seed and its point."""
    monkeypatch.chdir(tmp_path)

    def found(work, tasks, *_):
        return {
            task.key: Outcome("0" * 64, {"M1.share": 0.1 + len(task.given) / 1000}, (), 1.0, "")
            for task in tasks
        }

    monkeypatch.setattr(sensitivity, "lived_or_stored", found)
    plans = sensitivity.plans_of(asked, Store(tmp_path / "store"))
    return sensitivity.conducted(plans, Store(tmp_path / "store"),
                                 out=citing.STORE.parent / "sensitivity-small-town")  # fmt: skip


def test_every_doubt_is_a_factor_of_both(asked, tmp_path):
    plans = sensitivity.plans_of(asked, Store(tmp_path / "store"))
    names = [factor.name for factor in plans.ranges.factors]
    assert len(names) > 20 and names == [factor.name for factor in plans.effects.factors]
    assert names == sorted(names)
    cost = sensitivity.cost_of_both(plans, Store(tmp_path / "store"))
    assert cost.runs == 2 + 3 + 2 * (len(names) + 1), "the runs of other seeds are shared"


def test_values_as_written_change_nothing_and_drawn_ones_only_what_is_in_doubt(asked, tmp_path):
    plan = sensitivity.plans_of(asked, Store(tmp_path / "store")).ranges
    written = next(row for row in plan.rows if row.point.number == WRITTEN)
    assert written.point.given == ()
    drawn = next(row for row in plan.rows if row.point.number == 0)
    assert drawn.point.given and set(drawn.task.given) > set(written.task.given)


def test_its_folder_keeps_what_every_run_of_both_tables_rests_on(lived):
    kept = recorded.read(lived.ranges.folder)
    for found, name in ((lived.ranges, TABLE), (lived.effects, sensitivity.EFFECTS)):
        tasks = [row.task._replace(key="") for row in found.plan.rows]
        assert [task._replace(key="") for task in kept.tables[name]] == tasks
    runs = len({task.key for tasks in kept.tables.values() for task in tasks})
    assert runs == sensitivity.told(lived)["runs"] == kept.told["runs"], "those of both once"
    assert refused(lived.ranges.folder) == []
    assert {TABLE, sensitivity.EFFECTS, DOUBT} < set(files_of(lived.ranges.folder))


def test_numbers_come_from_the_ranges_and_what_moved_them_from_single_changes(lived):
    told = sensitivity.told(lived)
    assert set(told["pulls"]) == {"M1.share"}
    assert all("Morris" in pull["how"] for pull in told["pulls"]["M1.share"])
    assert told["numbers"][0]["points"] == 3
    assert told["command"] == "socialcredit sensitivity small-town"


def test_a_sign_turns_on_what_it_follows_and_not_on_what_makes_it_larger(monkeypatch):
    """Among 40 draws one doubt decides the sign, another only how far from nought it lies."""
    rng, many = np.random.default_rng(1), 40
    where = rng.random((many, 6))
    sign, size, luck = where[:, 0] - 0.3, np.exp(4 * where[:, 1]), rng.random(many)
    found = SimpleNamespace(plan=SimpleNamespace(
        coordinates=where,
        factors=[SimpleNamespace(name=f"f{at}", title=f"doubt {at}") for at in range(6)],
    ))  # fmt: skip
    monkeypatch.setattr(sensitivity, "keys_of", lambda _: [MOVED[0], "M1.share"])

    def turns(values):
        monkeypatch.setattr(sensitivity, "by_point", lambda *_: values.tolist())
        return sensitivity.turns_of(found)

    assert turns(sign * size) == {MOVED[0]: "doubt 0"}
    assert turns(luck - 0.3) == {MOVED[0]: None}, "the largest of so many by chance"
    assert turns(np.zeros(many)) == {MOVED[0]: None}


@pytest.fixture
def run(tmp_path):
    return write_run(tmp_path / "a run", manifest(), tiny_tables())


def test_a_run_of_the_same_cites_it_and_says_so_beside_each_number(lived, run):
    scenario = load_scenario("small-town")
    assert cite(run.folder, scenario, [Asked("people=9", "--people 9")], False)
    told = assumed(run)
    assert told is not None and (told.points, told.people) == (3, 500)
    assert "M1.share" in told.ranges
    assert told.luck and all(low <= high and seeds == 2 for low, high, seeds in told.luck.values())
    line = next(x for x in headlines(summary(run), told=told) if x["measure"] == "M1.share")
    assert line["assumed"].endswith("by what is assumed (90 %)") and "luck" in line
    assert "3 points drawn from the ranges, 500 people each" in " ".join(summary_text(run).split())


@pytest.mark.parametrize("how", ["set", "changed", "alternative", "model", "damaged", "none"])
def test_a_run_of_anything_else_cites_nothing_and_says_how_to_ask(lived, run, how, monkeypatch):
    scenario, sets, changed = load_scenario("small-town"), [], False
    path = citing.STORE.parent / "sensitivity-small-town" / DOUBT
    if how == "set":
        sets = ["schemes.rongcheng.score.start=900"]
    elif how == "changed":
        changed = True
    elif how == "alternative":
        scenario = scenario.model_copy(update={"alternatives": ("fast-appeal",)})
    elif how == "model":
        monkeypatch.setattr(citing, "model_hash", lambda: "another")
    elif how == "damaged":
        path.write_text(json.dumps({**json.loads(path.read_text()), "people": 7}))
    else:
        path.unlink()
    assert cite(run.folder, scenario, sets, changed) is None
    assert assumed(run) is None
    assert "socialcredit sensitivity SCENARIO" in " ".join(summary_text(run).split())


def test_the_content_that_is_cited_is_that_of_the_scenarios_files(lived, run, tmp_path):
    """A scenario of the same name with other values is another."""
    own = tmp_path / "small-town.yaml"
    own.write_text("extends: 'shipped:small-town'\nresponses: {value-of-standing: false}\n")
    assert cite(run.folder, load_scenario(own), [], False) is None


def test_a_scenario_of_ones_own_is_asked_about_by_its_file(tmp_path):
    """The experiment is called as the scenario is; a path cannot name a folder."""
    file = tmp_path / "my town.yaml"
    text = scenario_file("small-town").read_text(encoding="utf-8")
    file.write_text(text.replace("scenario: small-town", "scenario: mine"), encoding="utf-8")
    for one in sensitivity.asked_for(str(file), load_scenario(file), **SMALL):
        assert one.experiment.experiment == "mine-doubts"
        assert one.experiment.scenario == str(file)


def test_a_citation_is_promised_only_where_runs_look_and_with_the_changes_they_need(tmp_path):
    usual = citing.looked_for("small-town")
    assert sensing.cited("small-town", usual, ()) == (
        "`socialcredit run small-town` cites it from now on."
    )
    changed = sensing.cited("small-town", usual, ("people=300",))
    assert changed.startswith("`socialcredit run small-town --set=people=300` cites it")
    elsewhere = sensing.cited("small-town", tmp_path, ())
    assert elsewhere.startswith("No run cites it there") and str(usual) in elsewhere
    other = sensing.cited("small-town", citing.looked_for("small-town", "-unstrained"), ())
    assert "of the way back" in other
