"""The guards see what they are there to see: a page that misbehaves fails its test."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.guards import Guard

ELSEWHERE = "() => fetch('http://example.invalid/').catch(() => 0)"
INLINE = """() => {
  const script = document.createElement("script");
  script.textContent = "globalThis.ran = true";
  document.body.append(script);
  return globalThis.ran === true;
}"""


@pytest.fixture
def guard() -> Guard:
    """One that is asked at the end what it saw, and fails nothing by itself."""
    return Guard()


def test_a_page_that_asks_elsewhere_is_seen_and_gets_nothing(
    guard: Guard, page: Page, lab_address: str
) -> None:
    page.goto(lab_address)
    page.evaluate(ELSEWHERE)
    assert any("Content Security Policy" in seen for seen in guard.broken), guard.broken


def test_a_script_that_stands_in_the_page_is_seen_and_does_not_run(
    guard: Guard, page: Page, lab_address: str
) -> None:
    page.goto(lab_address)
    assert page.evaluate(INLINE) is False
    assert any("inline script" in seen for seen in guard.broken), guard.broken


def test_a_request_to_anywhere_else_is_seen(guard: Guard, page: Page) -> None:
    page.goto("about:blank")
    page.evaluate(ELSEWHERE)
    assert "request to http://example.invalid/" in guard.broken


def test_a_script_that_fails_is_seen(guard: Guard, page: Page, lab_address: str) -> None:
    page.goto(lab_address)
    page.evaluate("() => { setTimeout(() => { throw new Error('torn') }) }")
    page.wait_for_timeout(50)
    assert any("torn" in seen for seen in guard.broken), guard.broken


def test_a_picture_that_says_nothing_is_amiss(
    page: Page, axe: Callable[[Any], list[str]], guard: Guard
) -> None:
    page.set_content("<html lang=en><title>t</title><main><h1>h</h1><img src='about:blank'></main>")
    assert any(line.startswith("image-alt") for line in axe(page))


def test_an_error_that_a_test_brings_about_itself_is_forgiven_and_no_other(
    guard: Guard, page: Page
) -> None:
    guard.expect("torn")
    page.goto("about:blank")
    page.evaluate("() => { console.error('torn'); console.error('worn') }")
    assert guard.broken == ["console: worn"]
