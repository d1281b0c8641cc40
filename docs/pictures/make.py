"""The README's two pictures, made anew: a run's report and a town in the lab (`make pictures`).

Wants a Chromium on the path and the extras `lab` and `browser`; writes report.png, town.png here.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect, sync_playwright

import socialcredit as sc

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
SIZE: Any = {"width": 1000, "height": 640}
TOWN = "/live?scenario=small-town&people=1500&seed=7&years=3"
PATIENCE = 300_000  # ms, so that kernels may be compiled first


def picture_of_a_report(browser: Browser, folder: Path) -> None:
    """The first screen of the report of Rongcheng's city, a sample of its residents."""
    run = sc.run("rongcheng", people=100_000, out=folder / "run")
    page = browser.new_page(viewport=SIZE)
    page.goto(run.report().as_uri())
    page.screenshot(path=HERE / "report.png")


def picture_of_a_town(browser: Browser) -> None:
    """A town after three years, as the lab draws it."""
    words = [sys.executable, "-m", "socialcredit", "lab", "--port", "0", "--no-open"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as lab:
        assert lab.stdout is not None
        found = re.search(r"http://[\d.:]+", lab.stdout.readline())
        assert found is not None, "the lab did not say where it is open"
        page = browser.new_page(viewport=SIZE)
        page.set_default_timeout(PATIENCE)
        page.goto(found.group() + TOWN)
        expect(page.locator("#live-tiles dd").first).to_be_visible(timeout=PATIENCE)
        page.get_by_role("button", name="To the end").click()
        expect(page.locator("#live-when")).to_contain_text("36 of 36", timeout=PATIENCE)
        page.screenshot(path=HERE / "town.png")
        lab.terminate()


def main() -> None:
    """Both pictures."""
    if CHROMIUM is None:
        sys.exit("no Chromium is on this machine's path; install it, then: make pictures")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        picture_of_a_report(browser, Path(folder))
        picture_of_a_town(browser)
        browser.close()
    for name in ("report.png", "town.png"):
        print(f"{HERE / name}: {(HERE / name).stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
