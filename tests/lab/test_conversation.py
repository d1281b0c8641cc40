"""What a page asks by its socket, and what it hears: answers by number, in words, and in turn."""

import json
import struct
import threading
import zlib
from contextlib import contextmanager

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from socialcredit.core.errors import SocialCreditError
from socialcredit.lab import limits
from socialcredit.lab.conversation import as_told
from socialcredit.lab.pages import PAGES
from socialcredit.lab.safety import Hosts
from socialcredit.lab.server import application
from socialcredit.lab.sessions import House
from socialcredit.lab.turns import Turns

from .conftest import HERE, SOCKET

TOWN = {"scenario": "small-town", "people": 300, "years": 1}


@contextmanager
def talking(client):
    with client.websocket_connect(SOCKET, headers={"origin": HERE}) as socket:
        yield socket


def answered(socket, at, ask, **more):
    """The answer to an ask; what is told meanwhile is passed over."""
    socket.send_json({"id": at, "ask": ask, **more})
    return heard(socket)


def heard(socket):
    while True:
        message = socket.receive()
        if message.get("bytes") is not None:
            return message["bytes"]
        if message["type"] == "websocket.close":
            raise WebSocketDisconnect(message["code"])
        told = json.loads(message["text"])
        if "tell" not in told:
            return told


def test_a_page_opens_a_town_and_asks_for_its_people_and_months(client):
    with talking(client) as socket:
        facts = answered(socket, 1, "open", asked=TOWN)
        assert facts["id"] == 1
        assert facts["is"]["asked"] == {
            "scenario": "small-town", "people": 300, "seed": 7, "years": 1, "scheme": None,
            "set": [], "with": [], "text": None,
        }  # fmt: skip
        assert facts["is"]["command"].startswith("socialcredit run small-town --people 300")
        people = answered(socket, 2, "people")
        assert struct.unpack("<I", people[:4]) == (2,)
        assert zlib.decompress(people[4:]) == b'{"household": [0, 0, 1]}'
        assert answered(socket, 3, "month", number=5) == struct.pack("<I", 3) + b"5 of 7"
        assert answered(socket, 4, "month", number=0) == struct.pack("<I", 4) + b"0 of 7"


@pytest.mark.parametrize("number", [13, -1, 1.5, "1", None, True, 10**30])
def test_a_month_that_the_town_has_not_is_refused_with_those_it_has(client, number):
    with talking(client) as socket:
        answered(socket, 1, "open", asked=TOWN)
        told = answered(socket, 2, "month", number=number)
        assert "from 0 to 12" in told["error"]["hint"]


def test_nothing_is_asked_of_a_town_before_it_is_open(client):
    with talking(client) as socket:
        for ask in ("people", "month"):
            assert "no town is open" in answered(socket, 1, ask)["error"]["what"]
        answered(socket, 2, "open", asked=TOWN)
        answered(socket, 3, "leave")


@pytest.mark.parametrize(
    "asked",
    [None, [], "small-town", {}, {"scenario": "../x"}, {"scenario": "small-town", "set": "x"}],
)
def test_an_address_that_does_not_fit_is_refused_in_words(client, asked):
    with talking(client) as socket:
        told = answered(socket, 1, "open", asked=asked)
        assert told["error"]["what"]
        assert told["error"]["hint"]


@pytest.mark.parametrize(
    "said",
    [
        "", "null", "[]", "7", "{", '{"id": 1}', '{"id": -1, "ask": "open"}', "[" * 100_000,
        '{"id": "x", "ask": "open"}', '{"id": 1, "ask": ["open"]}', '{"ask": "month"}',
    ],
)  # fmt: skip
def test_what_is_no_ask_is_answered_and_the_page_goes_on(client, said):
    with talking(client) as socket:
        socket.send_text(said)
        assert "error" in heard(socket)
        assert answered(socket, 2, "leave") == {"id": 2, "is": {}}


def test_bytes_are_no_ask(client):
    with talking(client) as socket:
        socket.send_bytes(b"\0\1")
        assert "error" in heard(socket)


def test_an_unknown_ask_is_told_what_could_be_asked(client):
    with talking(client) as socket:
        told = answered(socket, 1, "opne", asked=TOWN)
        assert "did you mean `open`" in told["error"]["hint"]


def test_a_fault_of_ours_is_told_without_what_is_inside(client, toys, capsys):
    def failing(town):
        raise ArithmeticError("secret")

    with talking(client) as socket:
        answered(socket, 1, "open", asked=TOWN)
        toys.gate = failing
        told = answered(socket, 2, "month", number=1)
        assert "secret" not in str(told)
        assert "fault of this program" in told["error"]["what"]
    assert "secret" in capsys.readouterr().err  # for whoever runs the lab


def test_a_flood_is_refused_beyond_so_many_and_others_are_answered(client, toys):
    """One page asks a thousand things of a town that does not move; another lives its own."""
    held = threading.Event()
    toys.gate = lambda town: held.wait(20) if town.asked["seed"] == 7 else None
    with talking(client) as flood, talking(client) as other:
        answered(flood, 1, "open", asked=TOWN)
        for number in range(2, 2 + limits.ASKS + 5):
            flood.send_json({"id": number, "ask": "month", "number": 12})
        refused = [heard(flood) for _ in range(5)]
        assert all("too much" in told["error"]["what"] for told in refused)
        answered(other, 1, "open", asked=TOWN | {"seed": 8})
        assert answered(other, 2, "month", number=12)[4:] == b"12 of 8"
        held.set()
        months = [heard(flood)[4:] for _ in range(limits.ASKS)]
        assert months == [b"12 of 7"] * limits.ASKS


def test_a_page_that_goes_leaves_its_place_and_its_town(client):
    house = client.app.app.state.house
    with talking(client) as socket:
        answered(socket, 1, "open", asked=TOWN)
        assert (len(house.visits), len(house.room.inside)) == (1, 1)
    assert (len(house.visits), len(house.room.inside)) == (0, 0)
    assert all(not shared.readers for shared in house.towns.values())


def test_asks_of_a_town_that_the_page_has_left_are_answered_too(client, toys):
    """A page waits for its answers in order: one that never comes would stop the next town."""
    held = threading.Event()
    toys.gate = lambda town: held.wait(20) if town.asked["seed"] == 7 else None
    with talking(client) as socket:
        answered(socket, 1, "open", asked=TOWN)
        for number in (2, 3):
            socket.send_json({"id": number, "ask": "month", "number": 12})
        socket.send_json({"id": 4, "ask": "open", "asked": TOWN | {"seed": 8}})
        held.set()
        told = {answer["id"]: answer for answer in (heard(socket) for _ in range(3))}
        assert "left that town" in told[2]["error"]["what"]
        assert "left that town" in told[3]["error"]["what"]
        assert told[4]["is"]["asked"]["seed"] == 8


def test_an_ask_that_waited_for_its_turn_is_answered_when_the_page_leaves(client, toys):
    """Others have both threads; what was never begun is told as well as what was."""
    held = threading.Event()
    toys.gate = lambda town: held.wait(20) if town.asked["seed"] in (1, 2) else None
    with talking(client) as one, talking(client) as two, talking(client) as page:
        for seed, socket in ((1, one), (2, two), (3, page)):
            answered(socket, 1, "open", asked=TOWN | {"seed": seed})
        for socket in (one, two, page):
            socket.send_json({"id": 2, "ask": "month", "number": 12})
        assert answered(page, 3, "leave") == {"id": 3, "is": {}}
        told = heard(page)
        held.set()
    assert (told["id"], "left that town" in told["error"]["what"]) == (2, True)


def test_more_pages_than_the_lab_can_hold_are_sent_away(client, monkeypatch):
    monkeypatch.setattr(limits, "SOCKETS", 1)
    with talking(client) as first:
        answered(first, 1, "leave")
        with pytest.raises(WebSocketDisconnect):
            with talking(client):
                pass


def test_a_lab_that_was_killed_and_started_again_lives_the_address_anew(toys):
    """The page knows nothing but its address, and asks for the same months again."""
    frames = []
    for _ in range(2):
        lab = application(PAGES, Hosts(), House(Turns(2)))
        with TestClient(lab, base_url=HERE) as client, talking(client) as socket:
            answered(socket, 1, "open", asked=TOWN)
            frames.append(answered(socket, 2, "month", number=7))
    assert frames[0] == frames[1]
    assert len(toys.opened) == 2


def test_an_error_in_an_edited_text_is_told_with_its_place():
    error = SocialCreditError(
        "no such deed", "rongcheng:12:5", "thefd", "a deed", "see words", meant="theft"
    )
    assert as_told(error) == {
        "what": "no such deed (found: thefd)",
        "hint": "expected: a deed; did you mean `theft`?; see words",
        "line": 12,
        "column": 5,
    }
    assert "line" not in as_told(SocialCreditError("no such deed", "/tmp/x"))
