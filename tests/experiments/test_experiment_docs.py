"""What the pages on experiments print can be typed in, and the file has each key they list."""

import json
import re
from pathlib import Path

import pytest

from socialcredit.experiments import tidy
from socialcredit.language.check_file import check_file, examined
from socialcredit.language.model.experiment import DesignBlock, Experiment, FactorBlock
from socialcredit.language.schema import json_schema
from tests.commands.conftest import Call, call
from tests.experiments import asked

__all__ = ["call"]
DOCS = Path(__file__).parents[2] / "docs"
HOW_TO = (DOCS / "how-to" / "experiment.md").read_text(encoding="utf-8")
REFERENCE = (DOCS / "reference" / "experiment-file.md").read_text(encoding="utf-8")
RUNS = (4 + 4 * 2) * 2


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the how-to, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    (text,) = re.findall(r"```yaml\n(.*?)```", HOW_TO, re.DOTALL)
    (tmp_path / "attention.yaml").write_text(text)
    return tmp_path / "attention.yaml"


def test_its_file_is_checked_and_planned(call: Call, file: Path) -> None:
    assert "an experiment, everything fits (factors: 2)" in call("check", str(file)).out
    told = json.loads(call("experiment", "attention.yaml", "--plan", "--json").out)
    assert told["runs"] == RUNS and told["stored"] == 0


@pytest.mark.slow
def test_it_ends_in_the_table_and_the_page_that_it_names(call: Call, file: Path) -> None:
    text = file.read_text().replace("people: 500", "people: 200")
    file.write_text(text.replace("luck: 4, each: 2", "luck: 1"))
    seen = call("experiment", "attention.yaml", "--on", "local:1")
    assert seen.code == 0, seen.err
    folder = file.parent / "runs" / "experiment-attention"
    table = tidy.read(folder / "table.parquet")
    assert len(set(table["command"].tolist())) == (1 + 4) * 2
    assert (folder / "report.html").exists() and str(Path("runs") / "experiment-attention") in (
        seen.out
    )


@pytest.mark.parametrize("model", [Experiment, FactorBlock, DesignBlock])
def test_every_key_has_its_line(model) -> None:
    told = set(re.findall(r"`(\w+)`", REFERENCE))
    assert {*model.model_fields} <= told


def test_every_column_has_its_line() -> None:
    part = REFERENCE.partition("## The table")[2].partition("## Keys")[0]
    told = set(re.findall(r"`([\w.]+)`", part))
    assert {"row", "point", "alternative", "seed", "factor.NAME", "scheme", "measure", "value",
            "few", "content_hash", "command"} <= told  # fmt: skip


def test_editors_are_told_of_it() -> None:
    schema = json_schema("experiment")
    assert set(schema["$defs"]["whole"]["properties"]) == {*Experiment.model_fields}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"scenario": "small-twon"}, "there is no scenario"),
        ({"alternatives": ["fast-apeal", "fine-only"]}, "there is no alternative"),
        ({"seeds": {"luck": 0}}, "too small"),
        ({"design": None}, "without a design"),
    ],
)
def test_check_tells_what_does_not_fit(tmp_path: Path, changes: dict, said: str) -> None:
    told = examined(asked.written_to(tmp_path, **changes))
    assert [said in str(error) for error in told.errors] == [True], told.errors
    assert told.kind == "experiment"


def test_check_tells_several_mistakes_at_once(tmp_path: Path) -> None:
    wrong = {"scenario": "small-twon", "alternatives": ["fast-apeal"], "seeds": {"luck": -1}}
    assert len(examined(asked.written_to(tmp_path, **wrong)).errors) == 3


def test_check_in_python(tmp_path: Path) -> None:
    assert "an experiment" in check_file(asked.written_to(tmp_path))
