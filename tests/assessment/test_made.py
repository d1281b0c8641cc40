"""An assessment of a small town, lived once: its folder, read back, repeated, stopped, gone on."""

import csv
import shutil

import pytest

from socialcredit import repeat_experiment
from socialcredit.assessment import moves
from socialcredit.assessment.folder import refuse_what_is_there
from socialcredit.assessment.kept import FILE, read_evidence
from socialcredit.assessment.lived import live
from socialcredit.assessment.making import assess
from socialcredit.core.errors import SocialCreditError
from socialcredit.experiments import executor, recorded, tidy
from socialcredit.results.run import open_run
from tests.assessment.given import WISH, given, planned
from tests.core.crates import files_of, refused

SEES_NOTHING = ("assumptions.sensors.*.sees *= 0", "assumptions.sensors.*.false_alarm *= 0")


@pytest.fixture
def lost(made, tmp_path):
    """A store in which three of its runs are lost."""
    shutil.copytree(made[0] / "store", tmp_path / "store")
    for path in sorted((tmp_path / "store").glob("??/*.json"))[:3]:
        path.unlink()
    return tmp_path / "store"


def again(store, out, **changes):
    return assess(planned(WISH, store), given(store, **changes), out)


def test_what_was_written_is_read_back(made):
    folder, evidence = made
    assert read_evidence(folder / "out") == evidence


def test_the_folder_holds_table_runs_lives_and_a_page(made):
    out = made[0] / "out"
    for name in (FILE, "numbers.csv", "table.parquet", "run/report.html", "lives/life-1.txt"):
        assert (out / name).is_file(), name


def test_every_number_stands_in_the_table_as_it_is(made):
    folder, evidence = made
    with (folder / "out" / "numbers.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(evidence.numbers)
    for row, one in zip(rows, evidence.numbers.values(), strict=True):
        assert row["value"] == ("" if one.value is None else repr(one.value))


def test_the_run_is_one_of_the_experiment_bit_for_bit(made):
    folder, evidence = made
    plan = planned(WISH, folder / "store")
    (first,) = plan.tasks_of((), plan.firsts[:1])
    lived = live(plan, [first], given(folder / "store").store, None, None)
    kept = open_run(folder / "out" / "run").manifest["content_hash"]
    assert lived.outcomes[first.key].content_hash == kept == evidence.run.manifest["content_hash"]


def test_all_designs_are_held_against_each_other_on_the_same_draws(made):
    evidence = made[1]
    assert [one.name for one in evidence.designs] == ["", "fine-only", "fast-appeal"]
    for name in ("", "fine-only", "fast-appeal"):
        assert len(evidence.numbers["benefit.harm", name].draws) == 3
    assert all(0 <= share <= 1 for one in evidence.designs for share in one.fronts.values())


def test_a_scheme_without_grades_penalises_nobody_wrongly(made):
    assert made[1].numbers["burden.wrong.days", "fine-only"].value == 0


def test_a_second_time_lives_nothing_and_leaves_the_same_bits(made, tmp_path, monkeypatch):
    monkeypatch.setattr(executor, "live", None)  # whoever lives a run fails
    again(made[0] / "store", tmp_path / "out")
    for name in (FILE, "numbers.csv", "lives/life-1.txt"):
        assert (tmp_path / "out" / name).read_bytes() == (made[0] / "out" / name).read_bytes()


def test_every_run_of_it_can_be_lived_again_from_the_folder_alone(made):
    """Single moves as well as points; and the archive's description lies beside it."""
    out = made[0] / "out"
    kept = recorded.read(out)
    assert set(kept.tables) == {"table.parquet", "moves.parquet"}
    plan = planned(WISH, made[0] / "store")
    assert len(kept.tables["table.parquet"]) == len(plan.plan.rows)
    assert len(kept.tables["moves.parquet"]) >= 3 * 2 + 2, "errors at each seed, ends of a doubt"
    assert refused(out) == []
    named = {FILE, "numbers.csv", "moves.parquet", "lives/life-1.txt", "run/ro-crate-metadata.json"}
    assert named < set(files_of(out)), "an archive is told of each"
    assert repeat_experiment(out, sample=1, on="local:1")["same"]
    task = kept.tables["moves.parquet"][0]
    hashes = tidy.read(out / "moves.parquet")["content_hash"]
    assert executor.live(kept.work, task).content_hash == hashes[0]


def test_stopped_it_leaves_no_half_folder_and_goes_on(made, lost, tmp_path, monkeypatch):
    real, lived = executor.live, []

    def stopped_at_the_second(work, task):
        lived.append(task)
        if len(lived) == 2:
            raise KeyboardInterrupt
        return real(work, task)

    monkeypatch.setattr(executor, "live", stopped_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        again(lost, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
    again(lost, tmp_path / "out")
    assert len(lived) == 4, "of three that were lost one was kept before the stop"
    same = (tmp_path / "out" / FILE).read_bytes() == (made[0] / "out" / FILE).read_bytes()
    assert same


def test_stopped_while_it_writes_it_leaves_nothing(made, tmp_path):
    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        again(made[0] / "store", tmp_path / "out", show=stop)
    assert list(tmp_path.iterdir()) == []


def test_an_older_assessment_is_not_overwritten(made):
    with pytest.raises(SocialCreditError) as error:
        refuse_what_is_there(made[0] / "out")
    assert "older assessment" in error.value.message and "--since" in error.value.hint


def test_a_changed_file_is_not_believed(made, tmp_path):
    shutil.copytree(made[0] / "out", tmp_path / "out")
    path = tmp_path / "out" / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("benefit.harm", "benefit.fine", 1))
    with pytest.raises(SocialCreditError, match="not as it was written"):
        read_evidence(tmp_path / "out")


def test_sources_that_see_nothing_make_an_error_cost_nothing(tmp_path):
    """M16 is nought, exactly: the same people have the same luck."""
    wish = WISH._replace(sets=SEES_NOTHING, alternatives=())
    made = planned(wish, tmp_path / "store")
    (error,) = (one for one in made.errors if one.error == "wrong_person")
    assert error.changes and not any(one.error == "false_alarm" for one in made.errors)
    tasks = [*made.tasks_of((), made.paired), *made.tasks_of(error.changes, made.paired)]
    store = given(tmp_path / "store").store
    lived = live(made, tasks, store, "local:1", None)
    key = "burden.wrong.days"
    before, after = (lived.values(c, key, made.paired) for c in ((), error.changes))
    assert before == after == [0.0]


def test_an_error_is_one_point_more_in_every_source_that_errs_so(tmp_path):
    made = planned(WISH._replace(alternatives=()), tmp_path / "store")
    by_name = {one.error: one for one in made.errors}
    assert set(by_name) == set(moves.ERRORS)
    sources = {one.source: one for one in made.inputs.beliefs.sensors.sources}
    more = 0.0
    for change in by_name["false_alarm"].changes:
        path, _, value = change.partition("=")
        more += float(value) - sources[path.split(".")[3]].false_alarm
    assert more == pytest.approx(0.01), "of false alarms one more a year among a hundred people"
