"""An experiment is repeated from its folder alone, and whatever differs there is named."""

import json
import shutil
from pathlib import Path

import pytest

import socialcredit as sc
from socialcredit.core.crate import CRATE
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import write_sealed
from socialcredit.core.run_layout import EXPERIMENT
from socialcredit.experiments import again, compare, recorded, tidy
from socialcredit.experiments.conduct import TABLE
from socialcredit.experiments.store import Outcome
from socialcredit.language.resolve import inputs
from socialcredit.language.resolve.inputs import as_told, resolved, told_by_name
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.written import written_of
from socialcredit.language.resolve.written_told import written_from, written_told
from tests.core.crates import files_of, refused
from tests.experiments import asked
from tests.experiments.conftest import Lived

# Firms beside residents, bodies of one scheme, protest, rules drawn before the run, dated schemes.
MANIFOLD = ("shanghai", "national", "suining-protest", "lobbied", "rongcheng-ended")


@pytest.fixture
def sent(small: Lived, tmp_path: Path) -> Path:
    """The folder of the small experiment, as somebody else receives it: without its store."""
    folder = tmp_path / "sent"
    folder.mkdir()
    for name in (TABLE, EXPERIMENT, CRATE):
        shutil.copy(small.store.parent / name, folder)
    return folder


@pytest.mark.parametrize("name", MANIFOLD)
def test_what_a_folder_keeps_of_a_scenario_resolves_to_the_same_run(name: str) -> None:
    written = written_of(load_scenario(name))
    back = written_from(json.loads(json.dumps(written_told(written))))
    given = ["to=2018-02-28"] if name == "shanghai" else []
    first, second = (as_told(resolved(one, (), given, seed=5)) for one in (written, back))
    assert first == second
    assert back.scenario == told_by_name(written.scenario)


def test_no_file_is_read_to_tell_what_a_folder_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """By then those of a user may be gone."""
    written = written_of(load_scenario("shanghai"))
    told = written_told(written)
    monkeypatch.setattr(inputs, "load_scheme", None)
    monkeypatch.setattr(inputs, "scheme_names", tuple)
    assert written_told(written) == told


def test_a_command_is_kept_without_the_places_of_files(small: Lived) -> None:
    command = "socialcredit experiment /of/mine/small.yaml --out 'my own/folder' --sample 3"
    told = recorded.told_of({TABLE: small.found.plan}, "A title", command)
    assert told["command"] == "socialcredit experiment small.yaml --out folder --sample 3"


def test_the_folder_of_an_experiment_holds_every_run_of_its_table(small: Lived, sent: Path) -> None:
    kept = recorded.read(sent)
    lived = [row.task._replace(key="") for row in small.found.plan.rows]
    assert [task._replace(key="") for task in kept.tables[TABLE]] == lived
    assert kept.work.measures == small.found.plan.work.measures and kept.lost == ()


def test_its_crate_is_what_the_profile_asks_for(sent: Path) -> None:
    assert refused(sent) == []
    assert set(files_of(sent)) == {TABLE, EXPERIMENT}


def test_a_sample_is_lived_without_the_store_and_is_the_same(
    sent: Path, counted: asked.Counted
) -> None:
    told = sc.repeat_experiment(sent, sample=2, on="local:1")
    assert told["same"] and told["differing"] == [] and told["changed"] == []
    assert len(counted.lived) == told["lived"] == 2 and told["runs"] == asked.RUNS
    words = " ".join(again.words_of(told))
    assert words.startswith("Lived 2 of 6 runs again, picked by the folder's own seal (`--all`")
    assert "All have the content hash and the measures that the table says." in words


def test_which_runs_the_seal_decides_and_another_pick_is_another_choice(sent: Path) -> None:
    kept = recorded.read(sent)
    choices = [tuple(task.key for task in again.chosen_of(kept, 3, pick)) for pick in (1, 1, 2, 3)]
    assert choices[0] == choices[1] and len({*choices}) > 1
    assert len(again.chosen_of(kept, None, 1)) == asked.RUNS == len(again.chosen_of(kept, 99, 1))


@pytest.mark.parametrize(
    ("column", "to", "why"),
    [
        ("value", "value + (row = 4 and measure = 'records.filed')::int", "records.filed"),
        ("content_hash", "if(row = 4, 'x' || content_hash[2:], content_hash)", "then"),
    ],
    ids=["a measure", "a hash"],
)
def test_what_was_changed_in_the_table_is_found_by_living_it(
    sent: Path, column: str, to: str, why: str
) -> None:
    asked.changed_in(sent / TABLE, column, to)
    (sent / CRATE).unlink()  # nor is there anything that says what the file was
    told = again.lived_again(sent, None, on="local:1")
    assert not told["same"] and told["changed"] is None
    assert [(one["row"], one["table"]) for one in told["differing"]] == [(4, TABLE)]
    words = " ".join(again.words_of(told))
    assert "1 line of the tables differ" in words and "row 4 of table.parquet" in words
    assert why in words


def test_a_changed_table_is_told_even_where_no_run_of_the_sample_is_in_it(
    sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked.changed_in(sent / TABLE, "command", "'other'")
    monkeypatch.setattr(again, "lived_or_stored", lambda *_: {})
    told = again.lived_again(sent, 1)
    assert not told["same"] and told["changed"] == [TABLE]
    assert "Not as they were written: table.parquet." in again.words_of(told)


def test_another_model_is_said_in_a_sentence_and_still_compared(sent: Path) -> None:
    path = sent / EXPERIMENT
    told = json.loads(path.read_text())
    told["measures"].append("was.once")
    write_sealed(path, {**told, "model": "f" * 64, "package_version": "0.0.9"})
    told = again.lived_again(sent, 1, on="local:1")
    assert told["same"] and told["lived"] == 1
    words = " ".join(again.words_of(told))
    assert "another model (0.0.9, ffffffffffff)" in words
    assert "does not know were not compared: was.once" in words


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (EXPERIMENT, "{", "is no JSON"),
        (EXPERIMENT, "{}", "is not what an experiment of this program leaves"),
        (EXPERIMENT, None, "it was changed or damaged since"),
        (TABLE, "PAR1", "cannot be read"),
        (TABLE, "", "cannot be read"),
        (CRATE, "{", "is no JSON"),
    ],
)
def test_damage_is_named_before_anything_is_lived(
    sent: Path, name: str, content: str | None, told: str, counted: asked.Counted
) -> None:
    path = sent / name
    text = path.read_text().replace('"small-town"', '"large-town"') if content is None else content
    path.write_text(text)
    with pytest.raises(SocialCreditError) as caught:
        again.lived_again(sent, 1)
    assert told in caught.value.render() and str(path) in caught.value.render()
    assert caught.value.hint and counted.lived == []


def test_a_table_of_another_experiment_is_refused(sent: Path) -> None:
    asked.changed_in(sent / TABLE, "row", "row + 90")
    with pytest.raises(SocialCreditError, match="tells of other runs"):
        again.lived_again(sent, 1)


def compared(monkeypatch: pytest.MonkeyPatch, **asked) -> compare.Compared:
    """A comparison of which every run comes to its own seed and side; nothing is lived."""

    def outcomes(work, tasks, *_):
        return {
            task.key: Outcome(f"{task.seed}{task.base}" * 32, {"conduct.bad": 1.0}, (), 1.0, "")
            for task in tasks
        }

    monkeypatch.setattr(compare, "lived_or_stored", outcomes)
    return compare.compare("small-town", "small-town", 3, measures=["conduct.bad"], **asked)


def test_the_folder_of_a_comparison_holds_both_sides_of_every_pair(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """B without its scheme is a world of its own, and changes come after what is laid over."""
    found = compared(monkeypatch, without=["rongcheng"], sets=["people=400"])
    told = recorded.told_of({TABLE: found.plan}, "A beside B", "socialcredit compare")
    tidy.write(found.plan, found.outcomes, tmp_path / TABLE, told["command"])
    recorded.write(tmp_path, told, {TABLE: found.plan}, found.outcomes)
    kept = recorded.read(tmp_path)
    lived = [row.task._replace(key="") for row in found.plan.rows]
    assert [task._replace(key="") for task in kept.tables[TABLE]] == lived
    assert [(task.base, task.world) for task in lived[:2]] == [(0, 0), (1, 1)]
    assert {task.sets for task in lived} == {("people=400",)}
    lines = again.lines_of(tmp_path / TABLE, len(lived))
    assert lines[1].content_hash == found.outcomes[found.plan.rows[1].task.key].content_hash
    assert kept.work.bases[1].scenario.twin.without == ("rongcheng",)
    assert refused(tmp_path) == [] and told["version"] == recorded.OF_SIDES


def test_an_experiment_keeps_its_file_as_earlier_versions_read_it(small: Lived) -> None:
    told = recorded.told_of({TABLE: small.found.plan}, "A title", "socialcredit experiment x")
    assert told["version"] == recorded.LAYOUT and "sets" not in told
    assert {len(run) for run in told["tables"][TABLE]["runs"]} == {3}
