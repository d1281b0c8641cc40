"""A page of somebody else's, open in the same browser, gets nothing from the lab."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import TOWN
from tests.browser.guards import Guard

SOCKET = """(address) => new Promise((answer) => {
  const socket = new WebSocket(address.replace("http", "ws") + "/ws");
  socket.onopen = () => answer("open");
  socket.onclose = () => answer("closed");
})"""
POST = """(address) => {
  const form = document.createElement("form");
  [form.method, form.action] = ["post", address + "/keep/report"];
  document.body.append(form);
  form.submit();
}"""
READ = "(address) => fetch(address).then((said) => said.text(), () => 'refused')"
FRAME = """(address) => {
  const frame = document.createElement("iframe");
  frame.src = address;
  document.body.append(frame);
}"""


class Elsewhere(BaseHTTPRequestHandler):
    """A page with nothing on it, and without any policy."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>elsewhere</title><link rel=icon href=data:,>")

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def elsewhere(page: Page, guard: Guard) -> Iterator[Page]:
    """A page of another origin."""
    guard.expect("CORS policy|ERR_FAILED|WebSocket connection|frame-ancestors|Failed to load")
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    yield page
    server.shutdown()


def test_the_lab_s_own_page_has_its_socket(page: Page, lab_address: str) -> None:
    page.goto(lab_address)
    assert page.evaluate(SOCKET, lab_address) == "open"


def test_a_foreign_page_has_no_socket(elsewhere: Page, lab_address: str) -> None:
    assert elsewhere.evaluate(SOCKET, lab_address) == "closed"


def test_a_foreign_page_cannot_read_the_lab(elsewhere: Page, lab_address: str) -> None:
    assert elsewhere.evaluate(READ, lab_address) == "refused"


def test_a_foreign_page_cannot_have_anything_done(elsewhere: Page, lab_address: str) -> None:
    with elsewhere.expect_navigation() as answered:
        elsewhere.evaluate(POST, lab_address)
    assert answered.value.status == 403


def test_a_foreign_page_cannot_put_the_lab_in_a_frame(elsewhere: Page, lab_address: str) -> None:
    with elsewhere.expect_console_message(lambda said: "frame-ancestors" in said.text):
        elsewhere.evaluate(FRAME, lab_address)
    expect(elsewhere.frame_locator("iframe").get_by_role("link")).to_have_count(0)


def test_a_foreign_name_that_leads_here_shows_no_town(
    visitor: Callable[..., Page], guard: Guard, lab_address: str
) -> None:
    guard.expect("rebound.example|Opener-Policy|Failed to load|WebSocket connection")
    page = visitor()
    answer = page.goto(lab_address.replace("127.0.0.1", "rebound.example") + TOWN)
    assert answer is not None and answer.status == 421
    expect(page.get_by_text("open it as http://127.0.0.1")).to_be_visible()
    assert page.evaluate(SOCKET, page.url.split("/live")[0]) == "closed"
