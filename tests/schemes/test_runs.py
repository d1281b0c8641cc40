"""What must hold of every shipped scheme, whatever its rules say."""

import json
from datetime import date, timedelta

import numpy as np
import pytest

from socialcredit.cases.golden import golden_file, golden_scenario, golden_text
from socialcredit.engine import folder as run_folder
from socialcredit.engine.run import simulate
from socialcredit.language.model.scenario import Scenario, Twin
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve import loading
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.paths import SCHEMES, scheme_folder, scheme_names
from socialcredit.language.schema import json_schema
from tests.engine.towns import in_hamlets

SENTENCES, HAMLET = 5, 120
CHAPTERS = ["Story", "Sources", "What is known", "Gaps we filled", "How sure we are"]
every_scheme = pytest.mark.parametrize("name", scheme_names())


def two_months(name: str, **changes: object) -> Scenario:
    """The first two months of the golden run, with changes; `people` are firms where these are."""
    golden = golden_scenario(name)
    ends = golden.starts + timedelta(days=58)
    if golden.kind == "firms" and "people" in changes:
        changes["firms"] = changes.pop("people")
    return golden.model_copy(update={"ends": ends, **changes})


def mechanisms_off(scenario: Scenario) -> dict[str, bool]:
    behaviour = loading.load_beliefs(scenario.assumptions).behaviour
    return {mechanism.mechanism: False for mechanism in behaviour.mechanisms}


def test_every_folder_of_a_scheme_is_tried():
    folders = {
        path.name for path in SCHEMES.iterdir() if path.is_dir() and path.name[0] not in "_."
    }
    assert folders == set(scheme_names())


@every_scheme
def test_the_folder_says_what_a_scheme_folder_says(name):
    folder = scheme_folder(name)
    assert {"scheme.yaml", "README.md", "cases.yaml", "golden.csv"} <= {
        path.name for path in folder.iterdir()
    }
    assert not list(folder.glob("*.py"))


@every_scheme
def test_the_folder_tells_the_story_and_what_is_not_known(name):
    scheme = loading.load_scheme(name)
    assert len(scheme.story) == SENTENCES
    assert scheme.departures
    readme = (scheme_folder(name) / "README.md").read_text(encoding="utf-8")
    found = [line[3:] for line in readme.splitlines() if line.startswith("## ")]
    assert [title for title in CHAPTERS if title not in found] == []


@every_scheme
def test_the_schema_for_editors_knows_every_key(name):
    schema = json_schema("scheme")
    json.dumps(schema)
    written = read(scheme_folder(name) / "scheme.yaml").value
    assert set(written) <= set(schema["properties"])
    entry = schema["$defs"]["Entry"]["properties"]
    for item in written["entries"].value:
        assert set(item.value) <= set(entry)


@every_scheme
def test_the_scheme_survives_being_kept_with_a_run(name):
    scheme = loading.load_scheme(name)
    assert Scheme.model_validate(json.loads(scheme.model_dump_json(by_alias=True))) == scheme


@every_scheme
def test_the_golden_run_comes_out_as_written(name):
    written = golden_file(name).read_text(encoding="utf-8").splitlines()
    found = golden_text(name, threads=2).splitlines()
    moved = [f"- {line}" for line in written if line not in found]
    moved += [f"+ {line}" for line in found if line not in written]
    told = "; where this is meant, run `make golden` and say why in the commit"
    assert found == written, "\n".join(moved[:20]) + told


@every_scheme
def test_threads_do_not_show(name, monkeypatch):
    in_hamlets(monkeypatch, HAMLET)  # communities enough for seven threads to mix
    hashes = set()
    for threads in (1, 2, 7):
        setup, tables = simulate(resolve(two_months(name)), threads)
        assert setup.residents > 20 * HAMLET
        hashes.add(run_folder.content_hash(run_folder.table_hashes(tables)))
    assert len(hashes) == 1


def none_closed_or_forged(inputs):
    """The run without rules that close firms, or hang up a grade, which may be forged or hidden."""
    kept = [
        one.model_copy(
            update={
                "consequences": tuple(
                    r for r in one.consequences if r.effect not in ("close", "sign")
                )
            }
        )
        for one in inputs.schemes
    ]
    return inputs._replace(schemes=tuple(kept))


@every_scheme
def test_switched_off_it_files_nothing_and_without_responses_it_changes_nobody(name):
    scenario = two_months(name, twin=Twin(without=(name,)), people=60_000)
    scenario = scenario.model_copy(update={"responses": mechanisms_off(scenario)})
    _, tables = simulate(none_closed_or_forged(resolve(scenario)), 2)
    assert tables["records"]["records"].sum() > 0
    for table in ("records", "harm", "grades"):
        values = tables[table][
            "records" if table == "records" else "residents" if table == "grades" else "penalised"
        ]
        assert values[tables[table]["world"] == 1].sum() == 0, table
    done = tables["conduct"]
    for column in ("month", "place", "kind", "deeds"):
        both = [done[column][done["world"] == world] for world in (0, 1)]
        assert np.array_equal(*both), column


def third_month(scenario: Scenario) -> date:
    """A first of a month, with two whole months or more of the run before it."""
    return (scenario.starts.replace(day=1) + timedelta(days=93)).replace(day=1)


def of_world(table: dict[str, np.ndarray], world: int, months: np.ndarray) -> dict[str, list[int]]:
    """What a monthly table tells of one of the two worlds in these months."""
    mine = (table["world"] == world) & months
    return {name: column[mine].tolist() for name, column in table.items() if name != "world"}


@every_scheme
def test_with_and_without_it_people_live_the_same_until_it_starts_and_not_afterwards(name):
    """The whole golden run, responses and all, in a place that gets the scheme in mid-run."""
    scenario = golden_scenario(name).model_copy(update={"twin": Twin(without=(name,))})
    inputs, starts = resolve(scenario), third_month(scenario)
    late = inputs.schemes[0].model_copy(update={"starts": starts})
    setup, tables = simulate(inputs._replace(schemes=(late,)), 2)
    begun = np.array([month.first >= starts for month in setup.months])
    assert 2 <= (~begun).sum() < len(begun)
    monthly = {key: table for key, table in tables.items() if {"world", "month"} <= set(table)}
    assert {"conduct", "grades", "records", "harm", "response"} <= set(monthly)
    for key, table in monthly.items():
        before = ~begun[table["month"]]
        assert of_world(table, 0, before) == of_world(table, 1, before), key
    after = {key: begun[table["month"]] for key, table in monthly.items()}
    for key, column in (("records", "records"), ("grades", "residents")):
        found = [of_world(monthly[key], world, after[key])[column] for world in (0, 1)]
        assert sum(found[0]) > 0 == sum(found[1]), key
    borne = [of_world(monthly["harm"], world, after["harm"]) for world in (0, 1)]
    assert borne[0] != borne[1] or late.evaluation, "no result of a period is final yet"
