"""Visitors of one lab: several at once, one who leaves, a server that is switched off."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.arriving import LIVED, arrived, to_the_end
from tests.browser.conftest import TOWN
from tests.browser.guards import Guard

# A page that leaves when its third month has come, whatever it has under way.
LEAVING = """() => {
  lab.on("lived", (month) => { if (month === 3) location.href = "about:blank"; });
  lab.play(lab.last(), true);
}"""


def test_a_page_outlives_its_server_and_goes_on_where_it_stood(page: Page, own_lab: Any,
                                                               guard: Guard) -> None:  # fmt: skip
    guard.expect("WebSocket|ERR_CONNECTION")
    arrived(page, own_lab.start().address + TOWN)
    page.get_by_role("button", name="Month ›").click()
    expect(page.locator("#live-when")).to_contain_text("month 1 of 12")
    page.evaluate("() => { lab.play(lab.last(), true); }")  # it is killed in mid-run
    own_lab.kill()
    expect(page.locator("#state")).to_contain_text("the connection is lost")
    stood = page.evaluate("() => lab.month")
    expect(page.get_by_role("alert")).to_be_hidden()
    own_lab.start()
    expect(page.locator("#state")).to_be_hidden()
    expect(page.locator("#live-when")).to_contain_text(f"month {stood} of 12")
    to_the_end(page)


def test_an_ask_that_the_connection_s_end_cuts_off_is_told_in_words(page: Page, town: str) -> None:
    def between(socket: WebSocketRoute) -> None:
        server, broken = socket.connect_to_server(), list[bool]()

        def sent(said: str | bytes) -> None:
            if '"ask":"life"' in str(said) and not broken:
                broken.append(True)
                socket.close()
            else:
                server.send(said)

        socket.on_message(sent)

    page.route_web_socket(re.compile("/ws$"), between)
    arrived(page, town, "A life").evaluate("() => lab.select(5)")
    expect(page.locator("#life-state")).to_contain_text("the connection is lost")


def test_two_visitors_at_once_live_each_their_own_town(
    visitor: Callable[..., Page], town: str
) -> None:
    """Neither waits for the other's end, and each is told of the town that was asked for."""
    seeds = (7, 8)
    pages = [arrived(visitor(), town.replace("seed=7", f"seed={seed}")) for seed in seeds]
    for page in pages:
        page.evaluate("() => lab.play(lab.last(), true)")
    for page in pages:
        expect(page.locator("#live-when")).to_contain_text("month 12 of 12", timeout=LIVED)
    told = [page.evaluate("() => lab.months.map((each) => each.counts)") for page in pages]
    assert told[0] != told[1]
    alone = [visitor(), visitor()]
    for page, seed, before in zip(alone, seeds, told, strict=True):
        to_the_end(arrived(page, town.replace("seed=7", f"seed={seed}")))
        assert page.evaluate("() => lab.months.map((each) => each.counts)") == before


def test_whoever_leaves_in_mid_run_ends_it_within_a_month(
    visitor: Callable[..., Page], lab_address: str, town: str
) -> None:
    """What the next visitor of that address is told is recorded; time passes in another town."""
    long = f"{lab_address}/live?scenario=small-town&people=1500&seed=9"
    page = arrived(visitor(), long)
    page.evaluate(LEAVING)
    page.wait_for_url("about:blank", timeout=LIVED)
    found = []
    for _ in range(2):
        next_one = arrived(visitor(), long)
        found.append(next_one.evaluate("() => [lab.opened.recorded, lab.last()]"))
        to_the_end(arrived(next_one, town))
    (recorded, months), (later, _) = found
    assert 3 <= recorded < months == 36
    assert later <= recorded + 1  # the month that was under way ends by itself
