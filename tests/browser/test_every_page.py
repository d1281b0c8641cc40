"""What holds of every page of the lab: no sideways scrolling on a phone, readable by everybody."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NARROW

PAGES = ("/",)
OVER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_a_phone(
    visitor: Callable[..., Page], lab_address: str, path: str
) -> None:
    page = visitor(viewport=NARROW)
    page.goto(lab_address + path)
    assert page.evaluate(OVER) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_amiss(
    visitor: Callable[..., Page], axe: Callable[[Any], list[str]], lab_address: str,
    path: str, scheme: str,
) -> None:  # fmt: skip
    page = visitor(color_scheme=scheme)
    page.goto(lab_address + path)
    assert axe(page) == []
