"""The tiny run of which every measure can be worked on paper."""

import pytest

from tests.results.synthetic import tiny_run


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    """A run small enough to work its measures on paper."""
    return tiny_run(tmp_path_factory.mktemp("runs") / "tiny")
