"""What is kept of a town: an address that lives it again, files, the town as a file that plays."""

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Download, Page, expect

import socialcredit as sc
from tests.browser.arriving import arrived, to_the_end


def kept(page: Page, button: str) -> Download:
    with page.expect_download(timeout=90_000) as found:
        page.get_by_role("button", name=button).click()
    return found.value


def test_a_link_gives_a_second_visitor_the_numbers_of_the_command_line(
    visitor: Callable[..., Page], town: str, tmp_path: Path
) -> None:
    first = arrived(visitor(), f"{town}&with=fast-appeal")
    first.get_by_role("tab", name="Keep").click()
    link = first.locator("#keep-address").text_content() or ""
    second = arrived(visitor(), link)
    second.get_by_role("tab", name="Keep").click()
    command = second.locator("#keep-command").text_content() or ""
    assert "--with fast-appeal" in command
    second.get_by_role("button", name="Live to the end").click()
    expect(second.locator("#keep-ended")).to_be_visible(timeout=60_000)
    run = sc.run("small-town", people=300, years=1, seed=7, alternatives=["fast-appeal"],
                 out=tmp_path / "run")  # fmt: skip
    assert second.locator("#keep-hash").text_content() == run.content_hash
    told = [one["value"] for one in run.headlines]
    assert second.locator("#keep-numbers dt").all_text_contents() == told


def test_measures_are_handed_over_as_a_file(page: Page, town: str) -> None:
    arrived(page, town).get_by_role("tab", name="Keep").click()
    found = kept(page, "Measures")
    told = json.loads(found.path().read_text())
    assert found.suggested_filename == "small-town-7.json"
    assert "records.filed" in told["measures"]


def test_a_chart_is_handed_over_as_svg_and_as_png(page: Page, town: str) -> None:
    to_the_end(arrived(page, town))
    svg = kept(page, "Save as SVG: Penalised people").path().read_text()
    assert svg.startswith("<svg")
    assert ">Penalised people<" in svg
    png = kept(page, "Save as PNG: Penalised people").path().read_bytes()
    assert png.startswith(b"\x89PNG")
    assert len(png) > 5_000


def test_a_town_that_was_kept_plays_from_a_disk_without_a_server(
    visitor: Callable[..., Page], town: str, tmp_path: Path
) -> None:
    page = arrived(visitor(), town)
    to_the_end(page)
    counts = page.evaluate("() => lab.months[12].counts")
    page.get_by_role("tab", name="Keep").click()
    lying = tmp_path / "town.html"
    kept(page, "The town as one file").save_as(lying)
    player = arrived(visitor(), lying.as_uri())
    to_the_end(player)
    told = f"{counts[0]['bad']:,}"
    expect(player.locator(".tile-bad dd")).to_have_text(told)
    expect(player.get_by_role("heading", level=1)).to_contain_text("small town")
