"""How tests come to a page of the lab: wait for what they want to look at, and no longer."""

import re

from playwright.sync_api import Page, expect

FIRST = re.compile("first morning")
LIVED = 90_000  # ms until two towns have been lived, also where nothing is compiled


def arrived(page: Page, address: str, tab: str | None = None) -> Page:
    """The page of a town with its first morning on it, and one of its panels if one is named."""
    page.goto(address)
    expect(page.locator("#live-when")).to_have_text(FIRST)
    if tab is not None:
        page.get_by_role("tab", name=tab).click()
    return page


def to_the_end(page: Page, month: int = 12) -> None:
    """Live what is left of a town of so many months."""
    page.get_by_role("button", name="To the end").click()
    expect(page.locator("#live-when")).to_contain_text(f"month {month} of {month}", timeout=LIVED)
    expect(page.locator("#live-play")).to_have_text("Play")
