"""The lab in a real browser, headless: a lab of the session, guarded pages, axe.

`make browser-test` runs these. They want Playwright (extra `browser`) and a Chromium of the
machine's own; where either is missing they say so and are skipped.
"""

import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from socialcredit.core.lazy import fetch

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
WANTED = ("playwright", "axe_playwright_python", "starlette", "uvicorn", "websockets")
MISSING = [name for name in WANTED if find_spec(name) is None]
# Without Playwright its tests cannot even be imported; the header of the run says so.
collect_ignore_glob = ["test_*.py"] if MISSING else []

ARGS = [
    "--no-sandbox",
    # Whatever is asked for by a name has no address: what is not this machine cannot be reached.
    # One name of somebody else's leads here, as an attacker would have it lead.
    "--host-resolver-rules=MAP rebound.example 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
TOY = "?scenario=small-town&people=300&seed=7&years=1"
TOWN = f"/live{TOY}"
PATIENCE = 20_000  # milliseconds until a locator gives up; cores are shared with others
WIDE, NARROW = {"width": 1100, "height": 800}, {"width": 390, "height": 800}
# How far a page can be scrolled sideways.
OVER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def pytest_report_header() -> str:
    """What of a browser there is, in the first lines of a run."""
    if MISSING:
        return f"browser tests: left out, {', '.join(MISSING)} not installed (make browser-test)"
    return f"browser tests: with {CHROMIUM}" if CHROMIUM else "browser tests: no Chromium found"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, and skip them where no browser is found."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine's path"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The distribution's Chromium, without a window."""
    with fetch("playwright.sync_api", "sync_playwright")() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def lab_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the lab of this session is open; every test may look at it, none may kill it."""
    lab = fetch("tests.browser.serving", "Lab")(tmp_path_factory.mktemp("lab") / "lab.log")
    yield lab.start().address
    lab.kill()


@pytest.fixture
def own_lab(tmp_path: Path) -> Iterator[Any]:
    """A lab of this test alone, not started yet: `.start()`, `.address`, `.kill()`."""
    lab = fetch("tests.browser.serving", "Lab")(tmp_path / "lab.log")
    yield lab
    lab.kill()


@pytest.fixture
def town(lab_address: str) -> str:
    """The address of a toy town, 300 people for a year."""
    return lab_address + TOWN


@pytest.fixture
def guard() -> Iterator[Any]:
    """What no page may do; `guard.expect(words)` for errors that a test itself brings about."""
    watching = fetch("tests.browser.guards", "Guard")()
    yield watching
    assert watching.broken == []


@pytest.fixture
def visitor(browser: Any, guard: Any) -> Iterator[Callable[..., Any]]:
    """A new visitor's page, apart from all others: `visitor(viewport=…, color_scheme="dark")`."""
    opened = []

    def enter(**given: Any) -> Any:
        context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce"} | given)
        context.set_default_timeout(PATIENCE)
        guard.watch(context)
        opened.append(context)
        return context.new_page()

    fetch("playwright.sync_api", "expect").set_options(timeout=PATIENCE)
    yield enter
    for context in opened:
        context.close()


@pytest.fixture
def page(visitor: Callable[..., Any]) -> Any:
    """A visitor's page, 1,100 px wide."""
    return visitor()


@pytest.fixture
def axe() -> Callable[[Any], list[str]]:
    """What axe-core finds wrong with a page as it is now, a line for each element."""
    run = fetch("axe_playwright_python.sync_playwright", "Axe")()
    amiss = fetch("tests.browser.guards", "amiss")
    # Its script is evaluated by the browser's own tools, which the page's policy does not bind.
    return lambda page: amiss(run.run(page).response)
