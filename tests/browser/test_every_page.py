"""What holds of every page of the lab: no sideways scrolling on a phone, readable by everybody."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.arriving import arrived
from tests.browser.conftest import NARROW, OVER, TOY

PAGES = ("/", "/lessons", f"/live{TOY}", f"/lessons/base-rates{TOY}")


def seen(page: Page, address: str) -> None:
    """The page, with the first morning of its town where it has one."""
    arrived(page, address) if "scenario=" in address else page.goto(address)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_a_phone(
    visitor: Callable[..., Page], lab_address: str, path: str
) -> None:
    page = visitor(viewport=NARROW)
    seen(page, lab_address + path)
    assert page.evaluate(OVER) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_amiss(
    visitor: Callable[..., Page], axe: Callable[[Any], list[str]], lab_address: str,
    path: str, scheme: str,
) -> None:  # fmt: skip
    page = visitor(color_scheme=scheme)
    seen(page, lab_address + path)
    assert axe(page) == []
