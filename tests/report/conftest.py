import pytest

from tests.report.full_looking import full_run


@pytest.fixture(scope="session")
def full(tmp_path_factory):
    """A run that looks like a real one, made of random numbers."""
    return full_run(tmp_path_factory.mktemp("runs") / "full")
