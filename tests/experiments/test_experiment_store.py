"""What is lived anew, and what is not, after something was changed or damaged."""

import shutil
from pathlib import Path

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.experiments import tasks
from socialcredit.experiments.plan import cost_of
from socialcredit.experiments.store import Outcome, Store
from socialcredit.results.measures import registry
from tests.experiments import asked
from tests.experiments.conftest import Lived

MORE = {"factor": "motive", "at": "responses.perceived-risk", "values": [False]}


@pytest.fixture
def store(small: Lived, tmp_path: Path) -> Path:
    """A store with the small experiment in it."""
    shutil.copytree(small.store, tmp_path / "store")
    return tmp_path / "store"


def test_what_is_stored_is_not_lived_again(store: Path, counted: asked.Counted) -> None:
    assert counted.of(store) == 0
    assert counted.of(store, title="Another title", note="and a word", experiment="other") == 0


def test_another_seed_lives_itself_alone(store: Path, counted: asked.Counted) -> None:
    assert counted.of(store, seeds={"luck": 4}) == 1
    assert counted.of(store, seeds={"luck": 4, "each": 2}) == 3, "one at each of three points"


def test_another_factor_lives_itself_alone(store: Path, counted: asked.Counted) -> None:
    assert counted.of(store, factors=[asked.SPREAD, asked.WRONG, MORE]) == 1


def test_another_alternative_lives_itself_alone(store: Path, counted: asked.Counted) -> None:
    assert counted.of(store, alternatives=["fast-appeal"]) == asked.RUNS
    assert counted.of(store, alternatives=["fast-appeal"], seeds={"luck": 2}) == 0


def test_two_experiments_share_what_they_have_in_common(
    store: Path, counted: asked.Counted
) -> None:
    other = {"experiment": "other", "factors": [asked.WRONG], "seeds": {"luck": 2}}
    assert counted.of(store, **other) == 0, "another design of which all was lived before"
    grid = {"design": {"kind": "grid"}, "factors": [asked.SPREAD], "experiment": "grid"}
    assert counted.of(store, **grid) == 0


def test_a_measure_that_is_not_stored_is_lived_for_and_laid_beside_the_others(
    store: Path, counted: asked.Counted
) -> None:
    assert counted.of(store, measures=["M2.missed"]) == asked.RUNS
    assert counted.of(store, measures=["M2.missed", *asked.TOLD["measures"]]) == 0
    assert counted.of(store) == 0


def test_measures_of_one_run_are_merged(tmp_path: Path) -> None:
    kept = Store(tmp_path / "store")
    kept.keep("ab12", Outcome("h", {"M1.share": 0.1}, ("M1.share",), 1.0, "m"))
    kept.keep("ab12", Outcome("h", {"rongcheng/M2.missed": None}, (), 2.0, "m"))
    found = kept.get("ab12", ["M1.share", "M2.missed"])
    assert found is not None
    assert found.measures == {"M1.share": 0.1, "rongcheng/M2.missed": None}
    assert found.few == ("M1.share",)
    assert kept.get("ab12", ["M3.share"]) is None and kept.get("cd34") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [('"seconds": ', '"seconds": 1'), ("{", ""), ("", None)],
    ids=["a digit", "its beginning", "all of it"],
)
def test_a_damaged_file_is_refused_with_the_way_out_and_then_lived_again(
    store: Path, counted: asked.Counted, before: str, after: str | None
) -> None:
    path = sorted(store.glob("??/*.json"))[0]
    text = path.read_text()
    path.write_text("" if after is None else text.replace(before, after, 1))
    with pytest.raises(SocialCreditError, match="damaged") as refused:
        asked.plan_for(store), counted.of(store)
    assert refused.value.where == str(path) and "delete the file" in refused.value.hint
    path.unlink()
    assert counted.of(store) == 1
    assert path.read_text().startswith('{"content_hash"')


def test_nothing_half_is_left_where_a_file_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        Store(tmp_path / "store").keep("ab12", Outcome("h", {}, (), 1.0, "m"))
    assert not [path for path in (tmp_path / "store").rglob("*") if path.is_file()]


def test_another_model_finds_nothing_and_lives_nothing(
    small: Lived, store: Path, counted: asked.Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another model lived is not taken for one's own, nor lived in its place."""
    monkeypatch.setattr("socialcredit.experiments.plan.model_hash", lambda: "0" * 64)
    other = asked.plan_for(store)
    assert cost_of(other, Store(store)).stored == 0
    with pytest.raises(SocialCreditError, match="another model") as refused:
        tasks.live(other.work, other.tasks[0])
    assert "same version" in refused.value.hint
    assert not counted.lived


def test_ids_that_mean_something_else_by_now_are_lived_anew(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socialcredit.experiments.keys.VERSION", registry.VERSION + 1)
    assert cost_of(asked.plan_for(store), Store(store)).stored == 0


@pytest.mark.parametrize("there", ["a file", "other things", "another kind"])
def test_a_folder_of_something_else_is_no_store(tmp_path: Path, there: str) -> None:
    folder = tmp_path / "store"
    if there == "a file":
        folder.write_text("")
    else:
        folder.mkdir()
        name, text = ("notes.txt", "") if there == "other things" else ("store.json", "{}")
        (folder / name).write_text(text)
    with pytest.raises(SocialCreditError) as refused:
        Store(folder)
    assert "--store" in refused.value.hint and "\n" not in refused.value.message
