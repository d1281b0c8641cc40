"""No other page gets at the lab, and the lab's own pages can do nothing but what they are for."""

import re

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from socialcredit.lab import limits
from socialcredit.lab.safety import hosts_of

from .conftest import HERE, SOCKET

ASKED = {"asked": {"scenario": "small-town", "people": 300, "years": 1}}


def test_every_page_has_exactly_this_policy_and_a_nonce_of_its_own(client):
    pages = [client.get(path) for path in ("/", "/live", "/live")]
    nonces = []
    for page in pages:
        nonces += re.findall(r'name="style-nonce" content="([\w-]{22})"', page.text)
    assert len(set(nonces)) == 3
    for page, nonce in zip(pages, nonces, strict=True):
        assert page.status_code == 200
        assert page.headers["content-security-policy"] == (
            f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; "
            "connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
            "frame-ancestors 'none'"
        )


@pytest.mark.parametrize(
    "path", ["/", "/live", "/static/lab.css", "/nowhere", "/keep/report?scenario=./x"]
)
def test_every_answer_has_the_headers_and_no_cookie(client, path):
    answer = client.get(path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers


def test_an_answer_to_a_fault_of_ours_has_the_headers_too(client, monkeypatch):
    monkeypatch.setattr("socialcredit.lab.pages.keep.read", lambda query: 1 / 0)
    quiet = TestClient(client.app, base_url=HERE, raise_server_exceptions=False)
    answer = quiet.get("/keep/report?scenario=small-town")
    assert answer.status_code == 500
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[", "192.168.1.9"])
def test_a_foreign_name_that_leads_here_is_refused(client, host):
    for path in ("/", "/static/lab.css", "/keep/report?scenario=small-town"):
        assert client.get(path, headers={"host": host}).status_code == 421
    with pytest.raises(WebSocketDisconnect):
        with client.websocket_connect(SOCKET, headers={"host": host, "origin": HERE}):
            pass


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1:1",
                                    "http://127.0.0.1:8750.evil.example"])  # fmt: skip
def test_a_foreign_page_can_neither_post_nor_talk_to_the_socket(client, origin):
    headers = {} if origin is None else {"origin": origin}
    assert client.post("/keep/measures.json", json=ASKED, headers=headers).status_code == 403
    with pytest.raises(WebSocketDisconnect):
        with client.websocket_connect(SOCKET, headers=headers):
            pass


def test_the_lab_s_own_page_can(client):
    with client.websocket_connect(SOCKET, headers={"origin": HERE}) as socket:
        socket.send_json({"id": 1, "ask": "leave"})
        assert socket.receive_json() == {"id": 1, "is": {}}
    for name in ("localhost:8750", "[::1]:8750", "127.0.0.1"):
        assert client.get("/", headers={"host": name}).status_code == 200


def test_a_foreign_page_makes_the_lab_write_no_report(client):
    for site in ("cross-site", "same-site"):
        answer = client.get("/keep/report?scenario=./x", headers={"sec-fetch-site": site})
        assert answer.status_code == 403
    for site in ("same-origin", "none"):  # a bad address, but heard
        answer = client.get("/keep/report?scenario=./x", headers={"sec-fetch-site": site})
        assert answer.status_code == 400


def test_a_body_larger_than_any_scheme_is_not_read(client):
    large = "x" * (limits.MESSAGE + 1)
    answer = client.post("/keep/measures.json", content=large, headers={"origin": HERE})
    assert answer.status_code == 413
    unsaid = client.post(
        "/keep/measures.json", content=iter([b"x"]), headers={"origin": HERE}
    )  # chunked: nobody says how long it gets
    assert unsaid.status_code == 413


def test_in_a_network_numbers_are_heard_and_foreign_names_are_not():
    everywhere = hosts_of("0.0.0.0")
    assert "192.168.1.9:8750" in everywhere
    assert "[fe80::1]:8750" in everywhere
    assert "evil.example" not in everywhere
    assert "192.168.1.9" not in hosts_of("127.0.0.1")
    assert "192.168.1.9" in hosts_of("192.168.1.9")
    assert "192.168.1.8" not in hosts_of("192.168.1.9")


def test_no_path_leads_out_of_the_folder_of_scripts(client):
    for path in ("/static/../server.py", "/static/%2e%2e/server.py", "/static/..%2fserver.py"):
        assert client.get(path).status_code == 404
