"""Towns that cost nothing, to try what is done with towns; and the lab with its own pages."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from socialcredit.lab import sessions, shared_town
from socialcredit.lab.pages import PAGES
from socialcredit.lab.safety import Hosts
from socialcredit.lab.server import application
from socialcredit.lab.sessions import House
from socialcredit.lab.turns import Turns

HERE = "http://127.0.0.1:8750"
SOCKET = "ws://127.0.0.1:8750/ws"


class ToyTown:
    """Months that are counted and not lived; `gate` is called before each, on a worker thread."""

    opened: list["ToyTown"] = []
    gate: Any = None

    def __init__(self, scenario: str, **asked: Any) -> None:
        self.scenario, self.asked, self.month = scenario, asked, 0
        self.months = tuple(range(12 * (asked["years"] or 1)))
        ToyTown.opened.append(self)

    def facts(self, scheme: str | None = None) -> dict[str, Any]:
        return {"title": self.scenario, "months": list(self.months), "people": 3}

    def people_facts(self) -> dict[str, list[int]]:
        return {"household": [0, 0, 1]}

    def step(self) -> None:
        if ToyTown.gate is not None:
            ToyTown.gate(self)
        self.month += 1


class ToyRecording:
    """The number of each month, and the seed of its town."""

    def __init__(self, key: str, facts: dict[str, Any]) -> None:
        self.key, self.facts, self.frames = key, facts, []

    @property
    def months(self) -> int:
        return len(self.frames) - 1

    def add(self, town: ToyTown) -> None:
        self.frames.append(f"{town.month} of {town.asked['seed']}".encode())

    def frame(self, month: int) -> bytes:
        return self.frames[month]


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[ToyTown]]:
    """Toy towns in place of towns; the class counts those that were opened."""
    ToyTown.opened, ToyTown.gate = [], None
    monkeypatch.setattr(shared_town, "open_town", ToyTown)
    monkeypatch.setattr(shared_town, "Recording", ToyRecording)
    monkeypatch.setattr(sessions, "compiled_before", lambda: True)
    yield ToyTown
    ToyTown.gate = None


@pytest.fixture
def house(toys: type[ToyTown]) -> House:
    """A lab whose towns are toys."""
    return House(Turns(2))


@pytest.fixture
def client(toys: type[ToyTown]) -> Iterator[TestClient]:
    """A browser on this machine, with the lab's pages open on toy towns."""
    with TestClient(application(PAGES, Hosts(), House(Turns(2))), base_url=HERE) as made:
        yield made
