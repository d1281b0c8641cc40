"""The same world whatever is written down about it; a manifest that says what is in the tables."""

import json
from datetime import date

import duckdb
import numpy as np
import pytest

from socialcredit.core.events import DEED, FILED
from socialcredit.engine import folder as run_folder
from socialcredit.engine.preparing import prepared
from socialcredit.engine.run import run_scenario, simulate
from socialcredit.language.resolve.inputs import as_told, from_told, resolve
from socialcredit.results.run import open_run
from tests.engine.paired import all_of, lived
from tests.engine.towns import SHARP, mechanisms_off, town

ON_THEIR_OWN = {"twin": None, "responses": mechanisms_off()}


def hash_with(threads, **changes):
    _, tables = simulate(resolve(town(people=2500, **changes), SHARP), threads)
    return run_folder.content_hash(run_folder.table_hashes(tables))


def test_the_seed_shows():
    one = town().starts.replace(day=31)
    assert hash_with(1, ends=one) != hash_with(1, ends=one, seed=12)


def test_without_responses_the_twin_does_the_same():
    """What people truly do hangs on the scheme through their responses alone."""
    scenario = town(responses=mechanisms_off())
    _, tables = simulate(resolve(scenario, SHARP), 2)
    done = tables["conduct"]
    for column in ("month", "place", "kind", "deeds"):
        assert np.array_equal(done[column][done["world"] == 0], done[column][done["world"] == 1])
    assert done["effort"].sum() == 0
    assert set(tables["records"]["world"].tolist()) == {0}, "the twin files nothing"


HARSH = [
    "schemes.rongcheng.lists.black-list.enter={score_below: 1000}",
    "schemes.rongcheng.score.start=900",
    "schemes.rongcheng.procedure.notice.chance=1.0",
]
LAWS = {
    "no scheme": ({"schemes": ()}, []),
    "another": ({"schemes": ("suqian",)}, []),
    "two": ({"schemes": ("rongcheng", "weihai")}, []),
    "harsh": ({}, HARSH),
}


@pytest.mark.parametrize("law", LAWS)
def test_without_responses_every_deed_of_everybody_is_the_same_under_any_law(law):
    changes, sets = LAWS[law]
    autumn = {"people": 500, "starts": date(2018, 9, 1), "ends": date(2018, 12, 31)}
    usual, other = (
        lived(prepared(resolve(town(**settled), asked), 1))
        for settled, asked in (
            ({**autumn, **ON_THEIR_OWN}, []),
            ({**autumn, **ON_THEIR_OWN, **changes}, sets),
        )
    )
    assert all_of(usual, DEED) == all_of(other, DEED)
    assert all_of(usual, FILED) != all_of(other, FILED)
    for mine, theirs in zip(usual.world.conduct, other.world.conduct, strict=True):
        assert np.array_equal(mine, theirs)
    for column in ("belief", "pays", "effort", "threshold"):
        assert np.array_equal(getattr(usual.world.mind, column), getattr(other.world.mind, column))


def test_with_responses_it_does():
    _, tables = simulate(resolve(town(), SHARP), 2)
    done = tables["conduct"]
    sums = [done["deeds"][done["world"] == world].sum() for world in (0, 1)]
    assert sums[0] != sums[1]


def test_no_scheme_is_like_the_twin():
    _, with_twin = simulate(resolve(town()), 2)
    _, bare = simulate(resolve(town(schemes=(), twin=None)), 2)
    twin = with_twin["conduct"]["world"] == 1
    assert np.array_equal(with_twin["conduct"]["deeds"][twin], bare["conduct"]["deeds"])


def test_inputs_come_back_from_text():
    inputs = resolve(town(), SHARP)
    again = from_told(json.loads(json.dumps(as_told(inputs))))
    assert again == inputs


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs") / "town"
    return open_run(run_scenario(town(), threads=2, out=folder, sets=SHARP))


def test_the_manifest_says_what_is_in_the_tables(run):
    tables = {name: run.table(name) for name in run.manifest["table_hashes"]}
    assert run.manifest["state"] == "done"
    assert run_folder.table_hashes(tables) == run.manifest["table_hashes"]
    assert run_folder.content_hash(run.manifest["table_hashes"]) == run.manifest["content_hash"]
    assert run.manifest["days"] == 120 and run.months == 4 and run.people == 1200
    assert len(run.names["kinds"]) == len(run.names["kind_gravity"])
    assert run.names["schemes"][0]["bands"][-1] is None


def test_tables_that_cannot_be_written_leave_the_earlier_ones(run, monkeypatch):
    def refuses(*args):
        raise OSError(28, "No space left on device")

    before = {path: path.stat().st_mtime_ns for path in run.folder.rglob("*.parquet")}
    with monkeypatch.context() as patched, pytest.raises(OSError):
        patched.setattr(run_folder, "write_table", refuses)
        run_folder.write_tables(run.folder, {"cells": {"cell": np.arange(3)}})
    assert {p: p.stat().st_mtime_ns for p in run.folder.rglob("*.parquet")} == before
    with duckdb.connect() as books, pytest.raises(OSError):
        run_folder.write_table(books, run.folder / "nowhere" / "x.parquet", {"cell": np.arange(3)})


def test_every_resident_is_counted_every_month(run):
    response = run.rows("response", world=0)
    assert response["residents"].tolist() == [1200] * 4
