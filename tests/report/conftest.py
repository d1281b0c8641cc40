"""Runs with the looks of real ones, and the process that draws."""

import pytest

from socialcredit.report.pictures.renderer import Renderer
from tests.report.full_looking import full_run, joined_run


@pytest.fixture(scope="session")
def full(tmp_path_factory):
    """A run that looks like a real one, made of random numbers."""
    return full_run(tmp_path_factory.mktemp("runs") / "full")


@pytest.fixture(scope="session")
def joined(tmp_path_factory):
    """A run with several bodies, lenders, a publication and dimensions, made of random numbers."""
    return joined_run(tmp_path_factory.mktemp("runs") / "joined")


@pytest.fixture(scope="session")
def renderer():
    """The processes that draw, awake for all tests."""
    with Renderer() as awake:
        yield awake
