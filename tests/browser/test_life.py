"""A life: a resident's two books, what a wrong record cost, what a notice would have to say."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.arriving import LIVED, arrived
from tests.browser.test_change import HARSH

# A life is asked for, another town is opened, and only then does the answer come.
LATE = """async () => {
  const { ask } = lab;
  let answered = null;
  lab.ask = (name, extra) => (name !== "life" ? ask(name, extra)
    : new Promise((take) => { answered = take; }));
  lab.select(5);
  await lab.open({ ...lab.asked, seed: 8 });
  answered({ who: "late", until: "", rows: [], right: [], notices: [] });
}"""


def test_somebody_wronged_is_one_click_away(
    page: Page, town: str, axe: Callable[[Any], list[str]]
) -> None:
    arrived(page, town + HARSH, "Live")
    page.get_by_role("button", name="To the end").click()
    expect(page.locator("#live-when")).to_contain_text("December 2016", timeout=LIVED)
    page.get_by_role("tab", name="A life").click()
    page.get_by_role("button", name="Show me somebody wrongly penalised").click()
    told = page.locator("#life-told")
    expect(told).to_be_visible()
    expect(told.locator("#life-right li").first).to_contain_text("Without it:")
    expect(told.locator(".wrong").first).to_be_visible()
    notice = told.locator("#life-notices")
    expect(notice).to_contain_text("The reasons, the costliest first")
    assert 1 <= notice.locator("ol li").count() <= 4
    expect(notice).to_contain_text("The record is wrong:")
    assert axe(page) == []


def test_a_number_is_typed_and_one_of_nobody_is_refused(page: Page, town: str) -> None:
    arrived(page, town, "A life")
    number = page.get_by_role("spinbutton", name="Resident")
    number.fill("12")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="Resident 12:")).to_be_visible()
    number.fill("300")
    page.get_by_role("button", name="Show", exact=True).click()
    assert number.evaluate("(field) => field.validity.rangeOverflow")


def test_a_life_of_the_town_before_is_not_shown_in_the_next(page: Page, town: str) -> None:
    arrived(page, town, "A life")
    page.evaluate(LATE)
    expect(page.locator("#live-when")).to_contain_text("first morning")
    page.wait_for_timeout(100)
    expect(page.locator("#life-state")).to_have_text("Nobody is chosen yet.")


def test_before_anybody_is_wronged_the_page_says_so(page: Page, town: str) -> None:
    arrived(page, town, "A life")
    page.get_by_role("button", name="Show me somebody wrongly penalised").click()
    expect(page.locator("#life-state")).to_contain_text("Nobody has been wrongly penalised")
