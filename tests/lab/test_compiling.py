"""The first time, kernels are compiled as the lab opens; whoever comes meanwhile is told."""

import asyncio
from typing import Any

import pytest
from starlette.testclient import TestClient

from socialcredit.lab import sessions
from socialcredit.lab.address import Asked
from socialcredit.lab.pages import PAGES
from socialcredit.lab.safety import Hosts
from socialcredit.lab.saving import SHIPPED
from socialcredit.lab.server import application
from socialcredit.lab.sessions import House
from socialcredit.lab.turns import Turns

from .conftest import HERE


@pytest.fixture
def uncompiled(toys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no kernel was compiled yet, and kernels are."""
    monkeypatch.setattr(sessions, "compiled_before", lambda: False)
    monkeypatch.setattr(sessions.numba.config, "DISABLE_JIT", 0)


def test_a_small_town_is_lived_as_the_lab_opens_and_not_where_all_is_compiled(toys, uncompiled):
    house = House(Turns(2))
    asyncio.run(house.warm_up())
    assert [(town.scenario, town.month) for town in toys.opened] == [("shipped:small-town", 1)]
    assert not house.compiling
    sessions.compiled_before = lambda: True
    asyncio.run(House(Turns(2)).warm_up())
    assert len(toys.opened) == 1


def test_the_first_page_plays_the_recording_that_ships_meanwhile(client):
    assert "small-town.town" not in client.get("/").text
    client.app.app.state.house.compiling = True
    assert 'data-recording="/static/small-town.town"' in client.get("/").text
    assert client.get("/static/small-town.town").content == SHIPPED.read_bytes()


def test_whoever_opens_a_town_meanwhile_hears_why_it_takes_a_while(toys):
    heard = []

    async def tell(what: dict[str, Any]) -> None:
        heard.append(what["tell"])

    async def visiting() -> None:
        house = House(Turns(2))
        await house.enter(tell).open(Asked("small-town", people=300, seed=1, years=1))
        house.compiling = True
        await house.enter(tell).open(Asked("small-town", people=300, seed=2, years=1))

    asyncio.run(visiting())
    assert heard == ["settling", "compiling"]


def test_a_lab_that_compiles_answers_all_the_same(toys, uncompiled):
    with TestClient(application(PAGES, Hosts(), House(Turns(2))), base_url=HERE) as client:
        assert client.get("/live").status_code == 200
