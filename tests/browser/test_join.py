"""Join: which bodies pass on what they file, and whom a cut link spares."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

LIVED = 180_000  # ms until two towns of six bodies have been lived, also where nothing is compiled
NATION = "/live?scenario=national&people=300&seed=7&years=1"


def test_a_link_is_cut_by_the_keyboard_and_the_page_says_who_is_spared(
    page: Page, lab_address: str, axe: Callable[[Any], list[str]]
) -> None:
    page.goto(lab_address + NATION)
    expect(page.locator("#live-tiles dd").first).to_be_visible(timeout=LIVED)
    page.get_by_role("tab", name="Join").click()
    link = page.locator("#join-picture g[data-pair]").first
    expect(link).to_be_visible(timeout=LIVED)
    expect(page.locator("#join-state")).to_have_text("", timeout=LIVED)
    page.get_by_role("slider", name="Pairs that are joined").fill("0")
    expect(page.locator("#join-many")).to_contain_text("0 of 15")
    page.locator("#join-picture g[data-pair]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#join-many")).to_contain_text("1 of 15")
    page.get_by_role("button", name="Live it so, and see who is spared").click()
    expect(page.locator("#join-spared")).to_be_visible(timeout=LIVED)
    expect(page.locator("#join-bodies tbody tr")).not_to_have_count(0)
    expect(page.locator("#state")).to_be_hidden()
    assert axe(page) == []
    page.get_by_role("button", name="Open this town").click()
    expect(page).to_have_url(re.compile("set="), timeout=LIVED)


def test_a_town_of_one_body_says_where_there_are_several(page: Page, town: str) -> None:
    page.goto(town)
    expect(page.locator("#live-tiles dd").first).to_be_visible()
    page.get_by_role("tab", name="Join").click()
    expect(page.locator("#join-alone")).to_be_visible()
    expect(page.get_by_role("link", name="One national system, six bodies")).to_be_visible()
