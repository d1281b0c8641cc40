"""A lesson: a guess that stays on the page, one change, and the answer of the run before it."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, TOY

LIVED = 120_000  # ms until two towns have been lived, also where nothing is compiled


def test_a_guess_a_change_and_an_answer_that_is_read_off_the_run(
    page: Page, lab_address: str, axe: Callable[[Any], list[str]]
) -> None:
    page.goto(f"{lab_address}/lessons/base-rates{TOY}")
    expect(page.locator("#live-tiles dd").first).to_be_visible()
    live = page.get_by_role("button", name="Live it, and read the number")
    expect(live).to_be_disabled()
    page.get_by_role("spinbutton").first.fill("12")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("#lesson-written")).to_have_text("Written down: 12.")
    live.click()
    expect(page.locator("#lesson-numbers tbody tr").first).to_be_visible(timeout=LIVED)
    expect(page.locator("#lesson-verdict")).to_be_empty()
    page.get_by_role("button", name="Change it, and live it again").click()
    expect(page.locator("#lesson-verdict h4").first).to_be_visible(timeout=LIVED)
    expect(page.locator("#lesson-against")).to_contain_text("You wrote 12")
    expect(page.locator("#lesson-numbers thead th")).to_have_count(3)
    assert "/lessons/base-rates?" in page.url and "rate" in page.url  # the link has the change
    assert "12" not in page.url.partition("?")[2].replace("%2A%3D", "")  # and never the guess
    assert axe(page) == []


def test_all_six_are_listed_and_a_misspelt_one_is_told_the_nearest(
    visitor: Callable[..., Page], lab_address: str, guard: Any
) -> None:
    page = visitor(viewport=NARROW)
    page.goto(f"{lab_address}/lessons")
    expect(page.get_by_role("heading", level=2)).to_have_count(6)
    guard.expect("404")
    page.goto(f"{lab_address}/lessons/base-rate")
    expect(page.locator("body")).to_contain_text("Did you mean /lessons/base-rates?")
