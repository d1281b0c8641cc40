"""By what a run is known again: what its numbers rest on, and nothing else."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from socialcredit.core.kernel_cache import PACKAGE
from socialcredit.experiments.conduct import load_experiment, plan_of
from socialcredit.experiments.keys import acting, model_hash
from socialcredit.experiments.store import Store
from tests.experiments import asked

SCENARIO = """\
scenario: own
title: A town of my own
places: [rongcheng]
people: 300
schemes: [mine]
from: 2016-01-01
to: 2016-02-29
assumptions: {behaviour: behaviour.yaml}
note: nothing to say
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a scheme, assumptions, a scenario and an experiment of somebody's own."""
    folder = tmp_path_factory.mktemp("one") / "town"
    shutil.copytree(PACKAGE / "schemes" / "rongcheng", folder / "mine")
    for name in ("golden.csv", "published.yaml", "cases.yaml"):
        (folder / "mine" / name).unlink(missing_ok=True)
    replace(folder / "mine" / "scheme.yaml", "scheme: rongcheng", "scheme: mine")
    shutil.copy(PACKAGE / "assumptions" / "behaviour.yaml", folder / "behaviour.yaml")
    (folder / "own.yaml").write_text(SCENARIO)
    asked.written_to(folder, scenario="own.yaml", people=None, set=None)
    return folder


def replace(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text, before
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def keys_of(folder: Path) -> list[str]:
    """The keys of the experiment that lies in a folder."""
    plan = plan_of(load_experiment(folder / "small.yaml"), Store(folder / "store"))
    return [task.key for task in plan.tasks]


@pytest.fixture
def copy(town: Path, tmp_path: Path) -> Path:
    """The same in another folder."""
    shutil.copytree(town, tmp_path / "elsewhere")
    return tmp_path / "elsewhere"


def test_keys_do_not_depend_on_where_the_files_lie(town: Path, copy: Path) -> None:
    assert keys_of(town) == keys_of(copy)
    assert len(set(keys_of(town))) == asked.RUNS


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("own.yaml", "title: A town", "title: The town"),
        ("own.yaml", "note: nothing", "note: something"),
        ("mine/scheme.yaml", "title: ", "title: The "),
        ("mine/scheme.yaml", "evidence: secondary", "evidence: primary"),
        ("behaviour.yaml", "title: ", "title: The "),
        ("behaviour.yaml", "note: ", "note: By the way, "),
        ("behaviour.yaml", "low: 0.1", "low: 0.11"),
    ],
)
def test_an_edited_word_or_range_moves_no_key(
    town: Path, copy: Path, file: str, before: str, after: str
) -> None:
    replace(copy / file, before, after)
    assert keys_of(town) == keys_of(copy)


def test_another_document_of_a_rule_moves_no_key(town: Path, copy: Path) -> None:
    text = (copy / "mine" / "scheme.yaml").read_text()
    assert len(re.findall(r"\bfp-2018\b", text)) > 2
    renamed = re.sub(r"\bfp-2018\b", "the-same-by-another-name", text)
    (copy / "mine" / "scheme.yaml").write_text(renamed)
    assert keys_of(town) == keys_of(copy)


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("own.yaml", "to: 2016-02-29", "to: 2016-03-01"),
        ("own.yaml", "people: 300", "people: 301"),
        ("own.yaml", "note: nothing", "responses: {value-of-standing: false}\nnote: nothing"),
        ("mine/scheme.yaml", "start: 1000", "start: 999"),
        ("behaviour.yaml", "strength: 0.3", "strength: 0.31"),
    ],
)
def test_an_edited_value_moves_every_key(
    town: Path, copy: Path, file: str, before: str, after: str
) -> None:
    replace(copy / file, before, after)
    assert not set(keys_of(town)) & set(keys_of(copy))


def test_grades_in_which_people_are_locked_away_are_no_words() -> None:
    """`held` says why a number is fixed, or of grades who is locked away."""
    assert acting({"held": ["D"], "bands": {}}) != acting({"held": ["C"], "bands": {}})
    assert acting({"held": "why", "value": 1}) == acting({"held": "for another reason", "value": 1})


def test_the_order_of_factors_in_the_file_moves_no_key(tmp_path: Path) -> None:
    one = asked.plan_for(tmp_path / "store")
    other = asked.plan_for(tmp_path / "store", factors=[asked.WRONG, asked.SPREAD])
    assert [row.task.key for row in one.rows] == [row.task.key for row in other.rows]


TELL = """
from pathlib import Path
from tests.experiments import asked
plan = asked.plan_for(Path("store"))
print(plan.work.model, *(task.key for task in plan.tasks))
"""


def told_by(home: Path) -> list[str]:
    """The model's hash and the keys, by the package that lies in a folder."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", TELL], capture_output=True, text=True, cwd=home, timeout=200,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(home), str(root)))},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_keys_do_not_depend_on_where_the_package_lies(tmp_path: Path) -> None:
    skip = shutil.ignore_patterns("__pycache__")
    for name in ("one", "other"):
        shutil.copytree(PACKAGE, tmp_path / name / "socialcredit", ignore=skip)
    here = asked.plan_for(tmp_path / "store")
    found = told_by(tmp_path / "one")
    assert found == [model_hash(), *(task.key for task in here.tasks)]
    replace(tmp_path / "other" / "socialcredit" / "report" / "page.py", '"""', '"""And ')
    assert found == told_by(tmp_path / "other"), "a page moves no number"
    replace(tmp_path / "other" / "socialcredit" / "results" / "part.py", '"""', '"""And ')
    assert not set(found) & set(told_by(tmp_path / "other"))
