"""The server as it runs: on a real socket, with what a real browser and a stranger send."""

import json
import socket
import threading
from collections.abc import Iterator

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from socialcredit.lab import limits, serving
from socialcredit.lab.pages import PAGES


@pytest.fixture
def host(toys) -> Iterator[str]:
    """Host and port of a lab that serves, on toy towns, until the test is over."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = serving.server(PAGES, "127.0.0.1")
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    yield f"127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(20)
    assert not thread.is_alive()


def test_a_page_of_the_lab_talks_and_a_foreign_one_is_turned_away(host):
    with connect(f"ws://{host}/ws", origin=f"http://{host}") as page:
        page.send(json.dumps({"id": 1, "ask": "leave"}))
        assert json.loads(page.recv(10)) == {"id": 1, "is": {}}
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://{host}/ws", origin="http://evil.example")
    assert refused.value.response.status_code == 403


def test_a_message_larger_than_any_ask_ends_that_page_alone(host):
    with connect(f"ws://{host}/ws", origin=f"http://{host}") as other:
        with connect(f"ws://{host}/ws", origin=f"http://{host}") as page:
            with pytest.raises(ConnectionClosed) as closed:
                page.send("x" * (limits.MESSAGE + 1))
                page.recv(10)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1009  # too big
        other.send(json.dumps({"id": 1, "ask": "leave"}))
        assert json.loads(other.recv(10))["id"] == 1
