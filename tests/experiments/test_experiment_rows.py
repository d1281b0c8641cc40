"""Which runs an experiment has, what each changes, and that its command repeats it."""

import json
import shlex
import shutil
from contextlib import nullcontext
from pathlib import Path

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.kernel_cache import PACKAGE
from socialcredit.experiments import tidy
from socialcredit.experiments.conduct import asked_of, conducted, load_experiment, plan_of
from socialcredit.experiments.factors import AS_WRITTEN, factors_of
from socialcredit.experiments.plan import WRITTEN, cost_of, planned, runs_of
from socialcredit.experiments.store import Store
from socialcredit.experiments.tasks import trial
from socialcredit.language.model.experiment import FactorBlock
from socialcredit.language.resolve.written import written_of
from tests.commands.conftest import Call, call
from tests.experiments import asked
from tests.experiments.conftest import Lived

__all__ = ["call"]
RANGE = {"factor": "range", "at": "assumptions.behaviour.perceived-risk.strength", "low": 0.1,
         "high": 0.4}  # fmt: skip
CHANCE = "schemes.rongcheng.procedure.notice.chance"


def factor_of(**told):
    """One factor of an experiment."""
    block = FactorBlock.model_validate({"factor": "one", "at": "people", **told})
    asked_for = asked_of({**asked.TOLD, "factors": [block.model_dump(exclude_unset=True)]})
    return factors_of(asked_for.experiment, written_of(asked_for.scenario))[0]


@pytest.mark.parametrize(
    ("told", "values"),
    [
        ({"values": [5, 6, 7]}, [5, 6, 7]),
        ({"low": 10, "high": 20}, [10, 15, 20]),
        ({"low": 1, "high": 100, "shape": "log"}, [1, 10, 100]),
        ({"low": 5, "high": 9, "whole": True}, [5, 7, 9]),
        ({"low": 1, "high": 2, "whole": True}, [1, 2, 2]),
    ],
)
def test_the_ends_and_the_middle_of_a_factor(told: dict, values: list) -> None:
    factor = factor_of(**told)
    assert [factor.at(u).value for u in (0, 0.5, 1)] == values
    assert [factor.at(u).changes for u in (0, 0.5, 1)] == [
        (f"people={json.dumps(factor.at(u).value)}",) for u in (0, 0.5, 1)
    ]


def test_what_is_scaled_is_cut_at_its_most() -> None:
    scaled = {"at": None, "scale": "assumptions.sensors.*.wrong_person", "most": 1}
    told = {key: value for key, value in scaled.items() if value is not None}
    block = {"factor": "one", **told, "low": 0.25, "high": 4, "shape": "log"}
    made = asked_of({**asked.TOLD, "factors": [block]})
    factor = factors_of(made.experiment, written_of(made.scenario))[0]
    assert [factor.at(u).changes[0] for u in (0, 0.5, 1)] == [
        f"assumptions.sensors.*.wrong_person *= {times} most 1" for times in ("0.25", "1.0", "4.0")
    ]
    plan = planned(*made)
    huge = trial(plan.work, ("assumptions.sensors.*.wrong_person *= 1000000 most 1",))
    assert max(one.wrong_person or 0 for one in huge.beliefs.sensors.sources) == 1


@pytest.mark.parametrize(
    ("design", "points"),
    [
        ({"kind": "grid"}, 2 * 1 * 2),
        ({"kind": "one-at-a-time"}, 2 + 1 + 2),
        ({"kind": "lhs", "points": 7}, 7),
        ({"kind": "sobol", "points": 4}, 4 * (3 + 2)),
        ({"kind": "morris", "trajectories": 3}, 3 * (3 + 1)),
    ],
)
def test_each_design_has_its_points_beside_the_one_as_written(design: dict, points: int) -> None:
    seeds = {"luck": 3, "each": 2, "first": 5}
    told = {"design": design, "seeds": seeds, "factors": [asked.SPREAD, asked.WRONG, RANGE],
            "alternatives": ["fast-appeal"]}  # fmt: skip
    made = asked_of({**asked.TOLD, **told})
    plan = planned(*made)
    at_written = [row for row in plan.rows if row.point.number == WRITTEN]
    others = [row for row in plan.rows if row.point.number != WRITTEN]
    assert [(row.alternative, row.seed) for row in at_written] == [
        (name, seed) for name in ("", "fast-appeal") for seed in (5, 6, 7)
    ]
    assert all(row.point.levels == (AS_WRITTEN,) * 3 for row in at_written)
    assert {row.point.number for row in others} == set(range(points))
    assert len(others) == points * 2 * 2 and {row.seed for row in others} == {5, 6}
    assert runs_of(made.experiment, plan.factors) == len(plan.rows)


def test_one_at_a_time_changes_one_and_a_grid_all() -> None:
    one = asked.plan_for(Path("nowhere"))
    changed = [sum(bool(level.changes) for level in row.point.levels) for row in one.rows[3:]]
    assert changed == [1, 1, 1]
    grid = asked.plan_for(Path("nowhere"), design={"kind": "grid"})
    changed = [sum(bool(level.changes) for level in row.point.levels) for row in grid.rows[3:]]
    assert changed == [2, 2]


def test_factors_go_before_alternatives() -> None:
    """`fast-appeal` tells everybody: a factor of the notice must not undo that."""
    told = {"factors": [{"factor": "notice", "at": CHANCE, "values": [0.2]}],
            "alternatives": ["fast-appeal"]}  # fmt: skip
    plan = planned(*asked_of({**asked.TOLD, **told}))
    (real, laid) = (row.task for row in plan.rows if row.point.number != WRITTEN)
    chances = [
        trial(plan.work, task.given, task.alternatives).schemes[0].procedure[-1].notice.chance
        for task in (real, laid)
    ]
    assert chances == [0.2, 1.0]


def test_a_value_as_it_is_written_gives_the_run_without_changes(
    small: Lived, tmp_path: Path
) -> None:
    written = small.found.plan.work.bases[0].beliefs.deeds.motivation.spread
    same = {"factors": [{**asked.SPREAD, "values": [written, 1.7]}], "seeds": {"luck": 1}}
    found = asked.lived_in(tmp_path / "store", **same)
    hashes = [found.outcomes[row.task.key].content_hash for row in found.plan.rows]
    assert hashes[0] == hashes[1] != hashes[2]


def test_doubts_at_their_written_values_change_nothing() -> None:
    made = asked_of({**asked.TOLD, "factors": [{"doubts": "all"}]})
    plan = planned(*made)
    given = plan.rows[0].task.given
    as_written = trial(plan.work, given)
    single = [one for one in plan.factors if one.doubt and len(one.doubt.moves) == 1]
    readings = [one for one in plan.factors if one.doubt and one.doubt.ways]
    assert len(single) > 5
    for factor in (*single, *readings):
        assert factor.doubt is not None
        level = factor.at(factor.doubt.at_written)
        assert trial(plan.work, (*given, *level.changes))[:4] == as_written[:4], factor.name


def test_the_columns_of_the_table(small: Lived) -> None:
    columns = tidy.read(small.found.table)
    assert list(columns) == [
        "row", "point", "alternative", "seed", "factor.spread", "factor.wrong", "scheme",
        "measure", "value", "few", "content_hash", "command",
    ]  # fmt: skip
    ids = list(dict.fromkeys(columns["measure"].tolist()))
    assert ids == list(small.found.plan.work.measures), "in the order of the registry"


def test_a_plan_says_what_is_then_lived(small: Lived, tmp_path: Path, counted) -> None:
    shutil.copytree(small.store, tmp_path / "store")
    changes = {"seeds": {"luck": 4}, "alternatives": ["fine-only"]}
    cost = cost_of(asked.plan_for(tmp_path / "store", **changes), Store(tmp_path / "store"))
    assert (cost.runs, cost.stored) == (4 * 2 + 3 * 2, asked.RUNS)
    assert not counted.lived and not cost.guessed and cost.seconds > 0
    assert counted.of(tmp_path / "store", **changes) == cost.runs - cost.stored


def repeated(call: Call, plan, outcomes, folder: Path) -> None:
    """Every run that a table tells comes out the same by its command."""
    for number, row in enumerate(plan.rows):
        words = shlex.split(tidy.command_of(plan, row))
        assert words[:2] == ["socialcredit", "run"]
        seen = call(*words[1:], "--json", "--threads", "1", "--out", str(folder / f"r{number}"))
        assert seen.code == 0, seen.err
        told = json.loads(seen.out)["content_hash"]
        assert told == outcomes[row.task.key].content_hash, tidy.command_of(plan, row)


@pytest.fixture
def no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are told and no page is drawn of them, which takes longer than they do."""
    monkeypatch.setattr("socialcredit.report.page.write_report", lambda *_, **__: Path("none"))
    monkeypatch.setattr("socialcredit.commands.running.Renderer", nullcontext)


@pytest.mark.slow
@pytest.mark.usefixtures("no_page")
@pytest.mark.parametrize("measures", [["M1.share"], ["conduct.bad.change"]], ids=["one", "twin"])
def test_the_command_of_a_row_repeats_it(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measures: list[str]
) -> None:
    """With people, years, panel, factors and alternatives; with a twin and without one."""
    monkeypatch.chdir(tmp_path)
    told = {"measures": measures, "alternatives": ["fast-appeal"], "factors": [asked.WRONG],
            "years": 1, "set": None, "seeds": {"luck": 1}, "people": 100}  # fmt: skip
    found = asked.lived_in(tmp_path / "store", **told)
    assert found.plan.work.twin is (measures != ["M1.share"])
    repeated(call, found.plan, found.outcomes, tmp_path)


@pytest.mark.slow
@pytest.mark.usefixtures("no_page")
def test_the_command_of_a_row_of_files_of_ones_own_repeats_it_from_where_the_scenario_lies(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "mine"
    folder.mkdir()
    shutil.copy(PACKAGE / "alternatives" / "fast-appeal.yaml", folder / "quick.yaml")
    text = (
        (folder / "quick.yaml")
        .read_text()
        .replace("alternative: fast-appeal", "alternative: quick")
    )
    (folder / "quick.yaml").write_text(text)
    (folder / "own.yaml").write_text("extends: small-town\nscenario: own\npeople: 200\n")
    file = asked.written_to(
        folder, scenario="own.yaml", people=None, factors=[asked.WRONG], seeds={"luck": 1},
        alternatives=["quick.yaml"],
    )  # fmt: skip
    plan = plan_of(load_experiment(file), Store(tmp_path / "store"))
    found = conducted(plan, Store(tmp_path / "store"), on="local:1")
    assert str(tmp_path) not in tidy.command_of(plan, plan.rows[1]), "no path of this machine"
    monkeypatch.chdir(folder)
    repeated(call, plan, found.outcomes, tmp_path)


def test_a_point_whose_values_do_not_fit_together_is_told_before_any_run_is_lived(
    tmp_path: Path,
) -> None:
    """Either day fits alone; together the run would end before it starts."""
    factors = [
        {"factor": "begins", "at": "from", "values": ["2016-01-01", "2017-03-01"]},
        {"factor": "ends", "at": "to", "values": ["2016-12-31", "2018-12-31"]},
    ]
    told = {"experiment": "days", "title": "Days", "scenario": "small-town", "people": 300,
            "seeds": {"luck": 1}, "design": {"kind": "grid"}, "factors": factors,
            "measures": ["conduct.bad"]}  # fmt: skip
    store = Store(tmp_path / "store")
    plan = plan_of(asked_of(told), store)
    with pytest.raises(SocialCreditError, match="ends before it starts"):
        conducted(plan, store, on="local:1")
    assert not store.folder.exists(), "nothing was lived"
