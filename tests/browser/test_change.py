"""Somebody changes the rules of a town: an error, put right by the action, applied; who moved."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.arriving import LIVED, arrived
from tests.browser.conftest import NARROW, OVER

TITLE = "title: Rongcheng personal credit score"
SCRIPT = "<script>globalThis.ran = 1</script><img src=x onerror=globalThis.ran=1>"
# So many records on the wrong person, and so heavy, that somebody of 300 is soon wronged.
HARSH = "".join(
    f"&set={quote(change)}"
    for change in (
        "assumptions.sensors.*.wrong_person *= 40 most 1",
        "schemes.rongcheng.entries.*.points *= 10",
    )
)


def edited(page: Page) -> Locator:
    """The rules' text in the editor."""
    page.get_by_text("Edit the text of the rules").click()
    text = page.get_by_role("textbox", name="The rules as YAML")
    expect(page.locator("#change-count")).to_have_text("No mistakes.")
    return text


def replaced(page: Page, what: str, by: str) -> None:
    """Another text in place of what stands in one line, as somebody types it."""
    page.locator(".cm-line").filter(has_text=what).first.click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.keyboard.insert_text(by)


def test_a_mistake_is_marked_and_put_right_by_its_action(page: Page, town: str) -> None:
    edited(arrived(page, town, "Change"))
    replaced(page, "place: rongcheng", "place: rongchng")
    expect(page.locator("#change-count")).to_contain_text("Mistakes: 1.")
    expect(page.get_by_role("button", name="Apply")).to_be_disabled()
    page.locator(".cm-lintRange-error").hover()
    page.get_by_role("button", name="change to “rongcheng”").click()
    expect(page.locator("#change-count")).to_have_text("No mistakes.")
    expect(page.locator("#change-staged")).to_have_text("Nothing is changed.")


def test_a_word_is_completed_by_what_may_stand_at_its_place(page: Page, town: str) -> None:
    edited(arrived(page, town, "Change"))
    replaced(page, "place: rongcheng", "place: ron")
    page.keyboard.press("Control+Space")
    choice = page.locator(".cm-tooltip-autocomplete li").filter(has_text="rongcheng")
    expect(choice).to_be_visible()
    choice.click()
    expect(page.locator("#change-staged")).to_have_text("Nothing is changed.")


def test_scripts_in_a_title_are_text_and_a_link_repeats_the_edited_rules(
    page: Page, town: str, visitor: Callable[..., Any]
) -> None:
    edited(arrived(page, town + HARSH, "Change"))
    replaced(page, TITLE, f"title: '{SCRIPT}'")
    expect(page.locator("#change-staged")).to_have_text("Changes to apply: 3.")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("#change-kinds li").first).to_be_visible(timeout=LIVED)
    assert "text=" in page.url.partition("#")[2]
    assert "script" not in page.url
    page.get_by_role("tab", name="A life").click()
    page.get_by_role("button", name="Show me somebody wrongly penalised").click()
    expect(page.locator("#life-notices h3").first).to_contain_text(SCRIPT)
    other = arrived(visitor(), page.url, "Change")
    edited(other)
    expect(other.locator(".cm-content")).to_contain_text(SCRIPT)
    expect(other.locator("#change-staged")).to_have_text("Changes in this town: 3.")
    for one in (page, other):
        assert one.evaluate("() => globalThis.ran") is None


def test_a_slider_is_applied_and_says_who_moved(page: Page, town: str) -> None:
    arrived(page, town, "Change")
    points = page.get_by_role("slider", name="Points of every entry")
    points.focus()
    page.keyboard.press("End")
    expect(points).to_have_attribute("aria-valuetext", "× 10")
    page.get_by_role("button", name="Apply").click()
    moved = page.locator("#change-kinds")
    expect(moved).to_contain_text("In a worse grade:", timeout=LIVED)
    expect(moved.locator("li").filter(has_text="In a worse grade: 0.")).to_have_count(0)
    expect(page.locator("#change-places tbody tr").first).to_be_visible()
    assert "entries.*.points" in unquote(page.url)
    moved.get_by_role("button").first.click()
    expect(page.locator("#life-told")).to_be_visible()


def test_what_does_not_fit_is_grey_and_says_why(page: Page, town: str) -> None:
    arrived(page, town, "Change")
    idle = page.locator("#change-with li").filter(has_text="Not here:").first
    expect(idle.get_by_role("checkbox")).to_be_disabled()
    fits = page.get_by_role("checkbox", name="Nothing is taken away; good deeds earn")
    fits.check()
    expect(page.locator("#change-staged")).to_have_text("Changes to apply: 1.")
    page.get_by_role("button", name="Undo all changes").click()
    expect(page.locator("#change-staged")).to_have_text("Nothing is changed.")
    expect(fits).not_to_be_checked()


def test_a_change_that_no_run_can_make_is_told(page: Page, town: str) -> None:
    page.goto(f"{town}&set={quote('schemes.rongcheng.score.strt=1')}")
    expect(page.locator("#trouble")).to_contain_text("leads to no value")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_is_clean_for_axe_and_as_wide_as_a_telephone(
    visitor: Callable[..., Any], town: str, axe: Callable[[Any], list[str]], scheme: str
) -> None:
    page = visitor(viewport=NARROW, color_scheme=scheme)
    edited(arrived(page, town, "Change"))
    assert axe(page) == []
    assert page.evaluate(OVER) <= 0


def test_a_town_that_cannot_be_lived_leaves_the_one_before_and_what_was_staged(
    page: Page, town: str
) -> None:
    arrived(page, town, "Change")
    page.get_by_role("checkbox", name="The first offence is a warning").check()
    page.evaluate("""() => {
      const begin = lab.begin;
      lab.begin = async () => {
        lab.begin = begin;
        throw { what: "This cannot be", hint: "Try another" };
      };
    }""")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("#change-staged")).to_have_text("This cannot be. Try another")
    expect(page.get_by_role("checkbox", name="The first offence is a warning")).to_be_checked()
    expect(page.get_by_role("button", name="Apply")).to_be_enabled()
    expect(page.locator("#change-moved")).to_be_hidden()
