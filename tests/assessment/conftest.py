"""One toy run, and evidence over it, for all tests of assessments."""

import pytest

from socialcredit.assessment.evidence import Evidence
from socialcredit.results.run import Run
from tests.assessment.made_up import made_up, toy_run


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of 300 people; nobody may change it."""
    return toy_run(tmp_path_factory.mktemp("assessed") / "run")


@pytest.fixture(scope="session")
def evidence(toy: Run) -> Evidence:
    """Made-up numbers over it."""
    return made_up(toy)
