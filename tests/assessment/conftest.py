"""One toy run with made-up evidence over it, and one real small assessment, for all tests here."""

from pathlib import Path

import pytest

from socialcredit.assessment.evidence import Evidence
from socialcredit.assessment.making import assess
from socialcredit.results.run import Run
from tests.assessment.given import WISH, given, planned
from tests.assessment.made_up import made_up, toy_run


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of 300 people; nobody may change it."""
    return toy_run(tmp_path_factory.mktemp("assessed") / "run")


@pytest.fixture(scope="session")
def evidence(toy: Run) -> Evidence:
    """Made-up numbers over it."""
    return made_up(toy)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Evidence]:
    """A real one of a small town: the folder that holds `out` and `store`; nobody may change it."""
    folder = tmp_path_factory.mktemp("assessment")
    plan = planned(WISH, folder / "store")
    return folder, assess(plan, given(folder / "store"), folder / "out")
