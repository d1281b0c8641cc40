"""The small experiment, lived once in one process."""

from pathlib import Path
from typing import NamedTuple

import pytest

from socialcredit.experiments.conduct import Conducted
from tests.experiments import asked


class Lived(NamedTuple):
    """What it came to, and the folder that it left; nobody may change it."""

    found: Conducted
    store: Path
    rows: list[tuple]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """The small experiment in one process."""
    folder = tmp_path_factory.mktemp("small")
    found = asked.lived_in(folder / "store", folder)
    return Lived(found, folder / "store", asked.rows_of(found.table))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> asked.Counted:
    """Counts the runs that are lived."""
    return asked.Counted(monkeypatch)
