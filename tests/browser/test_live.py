"""A town in the browser: what squares, rings, bars, buttons, keys and numbers tell of it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.arriving import arrived, to_the_end
from tests.browser.conftest import NARROW, OVER

# What a month's last day shows, and what its end shows: the residents who differ, by month.
REPLAYED = """async () => {
  const { seen } = await import("/static/replay.js");
  return lab.months.slice(1).map(({ number }) => {
    const [day, end] = [lab.length(number), 0].map((on) => seen(lab, number, on));
    const off = (of) => day[of].filter((value, i) => value !== end[of][i]).length;
    return off("grades") + off("deeds") + off("rings") + off("other");
  });
}"""
# A picture of one household of four: B, C, D and a plain square; how many pixels are of the bars.
PAINTED = """async () => {
  const { picture, households } = await import("/static/draw.js");
  const holder = document.querySelector(".squares"), own = picture(holder);
  const people = { household: [0, 0, 0, 0], neighbourhood: [0, 0, 0, 0] };
  own.fit(households(people), 4, 400, () => "");
  const look = (mark) => ({ fill: "#ffffff", ink: "#000000", mark });
  own.paint(Uint8Array.of(0, 1, 2, 3), [1, 2, 3, 0].map(look), { paper: "#fff", soft: "#fff" });
  const pen = holder.querySelector("canvas").getContext("2d"), size = own.plan.size;
  return [0, 1, 2, 3].map((i) => {
    const { data } = pen.getImageData(own.xs[i], own.ys[i], size, size);
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) dark += data[at] < 100;
    return dark / size;
  });
}"""
RINGED = """async () => {
  const { picture, households } = await import("/static/draw.js");
  const holder = document.querySelector(".squares"), own = picture(holder);
  const some = Array.from({ length: 5000 }, (_, i) => i >> 1);
  own.fit(households({ household: some, neighbourhood: some.map(() => 0) }), 5000, 500, () => "");
  const colours = { ink: "#000", wrong: "#f0f", paper: "#fff" }, canvas = holder.children[1];
  const wide = (rings) => {
    own.lay(rings, colours);
    const { data, width } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const columns = new Set();
    for (let at = 3; at < data.length; at += 4) if (data[at]) columns.add(((at - 3) / 4) % width);
    return columns.size / own.ratio;
  };
  return { square: own.plan.size / own.ratio, right: wide({ penalised: [2511] }),
    wrong: wide({ wrongful: [2511] }) };
}"""
# Where 5,000 people lie on a telephone: whether two lie on one spot, how large the squares are.
LAID = """async () => {
  const { layout, households } = await import("/static/draw.js");
  const household = Array.from({ length: 5000 }, (_, i) => Math.floor(i / 3));
  const homes = households({ household, neighbourhood: household.map((h) => Math.floor(h / 420)) });
  const room = { width: 358, height: 600, ratio: 1, street: 10, label: 16, inset: 0 };
  const plan = layout(homes, room), alone = layout(homes.slice(0, 420), room);
  const spots = plan.spots.flatMap((spot) => (
    Array.from({ length: spot.home.size }, (_, i) => [spot.x + i * plan.size, spot.y])));
  return { people: new Set(spots.map(String)).size, size: plan.size, alone: alone.size,
    right: Math.max(...spots.map(([x]) => x + plan.size)), bottom: plan.height };
}"""
FLASHING = """() => {
  const canvas = document.querySelectorAll(".squares canvas")[1];
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value) => value > 0);
}"""
# The first day on which anything is filed is shown, with nobody penalised: rings are no flashes.
ON_A_DAY_OF_FILING = """() => {
  const filed = lab.opened.kinds.indexOf("filed");
  const month = lab.months.find((each) => each.events.kind.includes(filed));
  for (const { planes } of lab.months) planes[0][1].fill(0);
  lab.show(month.number, month.events.day[month.events.kind.indexOf(filed)]);
}"""


@pytest.fixture
def opened(page: Page, town: str) -> Page:
    """The toy town on its first morning."""
    return arrived(page, town)


def test_searching_leaves_the_cards_that_have_the_word(page: Page, lab_address: str) -> None:
    page.goto(lab_address)
    page.get_by_label("Search").fill("mass 2010")
    expect(page.locator(".card[data-words]:visible h3")).to_have_text("Suining's mass credit")
    expect(page.get_by_role("status")).to_have_text("Systems shown: 1")


def test_every_scheme_of_persons_has_a_card_and_those_of_firms_are_told(
    page: Page, lab_address: str
) -> None:
    page.goto(lab_address)
    assert page.locator(".card[data-words]").count() == page.locator(".card svg").count() == 23
    expect(page.locator("main")).to_contain_text("Shanghai's faces for food safety")


def test_play_lives_on_and_pause_stands_still(opened: Page) -> None:
    opened.locator("#live-speed").select_option("3")
    opened.locator("#live-play").click()
    expect(opened.locator("#live-when")).to_contain_text("month 1 of 12")
    opened.locator("#live-play").click()
    stood = opened.locator("#live-when").text_content()
    opened.wait_for_timeout(500)
    assert opened.locator("#live-when").text_content() == stood


def test_a_day_is_shown_by_its_date_and_the_one_before_it_again(opened: Page) -> None:
    day = opened.get_by_role("button", name="Day ›")
    day.click()
    expect(opened.locator("#live-when")).to_have_text("1 January 2016 (month 1 of 12)")
    day.click()
    expect(opened.locator("#live-when")).to_contain_text("2 January 2016")
    opened.get_by_role("button", name="One day back").click()
    expect(opened.locator("#live-when")).to_contain_text("1 January 2016")


def test_days_of_a_month_end_where_the_month_ends(opened: Page) -> None:
    to_the_end(opened)
    assert opened.evaluate(REPLAYED) == [0] * 12


def test_the_browser_has_two_months_under_way_at_most(page: Page, town: str) -> None:
    under_way, most, asked = set(), [0], []

    def sent(frame: str | bytes) -> None:
        said = json.loads(frame)
        if said["ask"] == "month":
            asked.append(said["number"])
            under_way.add(said["id"])
            most[0] = max(most[0], len(under_way))

    def received(frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            under_way.discard(int.from_bytes(frame[:4], "little"))

    page.on("websocket", lambda socket: (socket.on("framesent", sent),
                                         socket.on("framereceived", received)))  # fmt: skip
    to_the_end(arrived(page, town))
    assert (asked, most) == ([*range(13)], [2])


def test_pictures_may_be_skipped_but_no_counts(opened: Page) -> None:
    to_the_end(opened)
    lines = opened.locator("#live-charts figure").nth(1).locator("polyline[fill=none]")
    points = [len(line.get_attribute("points").split()) for line in lines.all()]  # type: ignore[union-attr]
    assert points.count(12) == 2


def test_the_table_and_the_tiles_count_the_squares(opened: Page) -> None:
    to_the_end(opened)
    opened.locator("#live-numbers summary").click()
    cells = opened.locator("#live-numbers tbody td").all_text_contents()
    wide = opened.locator("#live-numbers thead th").count() - 1
    rows = [[int(cell) for cell in cells[at : at + wide]] for at in range(0, len(cells), wide)]
    sums = [sum(column) for column in zip(*rows, strict=True)]
    counts = opened.evaluate("() => lab.months[12].counts[0]")
    assert sums[-2:] == [counts["penalised"], counts["wrongful"]]
    assert sums[: len(counts["grades"])] == counts["grades"]
    assert sum(sums[:-2]) == 300
    expect(opened.locator(".tile-penalised dd")).to_have_text(str(counts["penalised"]))


def test_worse_grades_have_more_bars_so_that_colour_is_not_all(opened: Page) -> None:
    b, c, d, plain = opened.evaluate(PAINTED)
    assert plain == 0 < b < c < d


def test_a_ring_of_the_wrongly_penalised_is_large_where_squares_are_small(opened: Page) -> None:
    wide = opened.evaluate(RINGED)
    assert wide["square"] < 12
    assert wide["wrong"] >= 20 > wide["right"] > wide["square"]


def test_everybody_has_a_spot_on_a_telephone_and_a_neighbourhood_alone_is_larger(
    opened: Page,
) -> None:
    laid = opened.evaluate(LAID)
    assert laid["people"] == 5000
    assert laid["right"] <= 358
    assert laid["bottom"] <= 600
    assert laid["alone"] >= laid["size"] + 2


def test_arrows_go_from_household_to_household_and_space_through_its_people(opened: Page) -> None:
    opened.locator(".squares").first.focus()
    homes = opened.evaluate("() => lab.people.household")
    opened.keyboard.press("ArrowRight")
    first = opened.evaluate("() => lab.selected")
    opened.keyboard.press("ArrowRight")
    second = opened.evaluate("() => lab.selected")
    assert homes[second] == homes[first] + 1
    larger = next(i for i in range(300) if homes.count(homes[i]) > 1)
    while opened.evaluate("() => lab.selected") != larger:
        opened.keyboard.press("ArrowRight" if larger > second else "ArrowLeft")
    opened.keyboard.press("Space")
    assert opened.evaluate("() => lab.selected") == larger + 1
    said = opened.locator("#say").text_content() or ""
    assert f"Person {larger + 1}," in said
    expect(opened.locator("#live-tip")).to_have_text(said)


def test_the_twin_stands_beside_or_as_a_difference(opened: Page) -> None:
    opened.get_by_label("beside").check()
    expect(opened.locator("figure.town").nth(1)).to_contain_text("nobody has a grade")
    opened.get_by_label("what people did").check()
    expect(opened.locator("figure.town").nth(1)).to_contain_text("bad deeds so far")
    opened.get_by_label("the difference").check()
    expect(opened.locator("figure.town").nth(1)).to_be_hidden()
    expect(opened.locator("#live-legend")).to_contain_text("1 bad deed fewer")


@pytest.mark.parametrize(("motion", "flashes"), [("reduce", False), ("no-preference", True)])
def test_what_is_filed_flashes_on_its_day_unless_motion_is_reduced(
    visitor: Callable[..., Page], town: str, motion: str, flashes: bool
) -> None:
    page = arrived(visitor(reduced_motion=motion), town)
    to_the_end(page)
    page.evaluate(ON_A_DAY_OF_FILING)
    assert page.evaluate(FLASHING) is flashes


def test_what_a_server_says_is_text_and_never_markup(opened: Page) -> None:
    said = "<img src=x onerror=alert(1)>"
    opened.evaluate("(what) => lab.emit('failed', { what, hint: what })", said)
    expect(opened.get_by_role("alert")).to_contain_text(said)
    assert opened.locator("#trouble img").count() == 0


def test_an_address_that_asks_for_nothing_is_told_with_the_next_step(
    page: Page, lab_address: str
) -> None:
    page.goto(f"{lab_address}/live?scenario=no-such-town")
    expect(page.get_by_role("alert")).to_contain_text("no-such-town")


def test_a_town_that_is_refused_leaves_the_one_that_was_open(opened: Page) -> None:
    opened.evaluate("() => { lab.open({ ...lab.asked, set: ['no.such=1'] }).catch(() => 0) }")
    expect(opened.get_by_role("alert")).to_contain_text("leads to no value")
    opened.get_by_role("button", name="Day ›").click()
    expect(opened.locator("#live-when")).to_contain_text("1 January 2016")
    assert "no.such" not in opened.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("twin", ["hide", "beside"])
def test_axe_finds_nothing_amiss_with_a_town(
    visitor: Callable[..., Page], axe: Callable[[Any], list[str]], town: str, scheme: str, twin: str
) -> None:
    page = arrived(visitor(color_scheme=scheme), town)
    page.get_by_label(twin).check()
    page.get_by_role("button", name="Month ›").click()
    expect(page.locator("#live-when")).to_contain_text("month 1 of 12")
    for summary in page.locator("#panel-live summary").all():
        summary.click()
    assert axe(page) == []


@pytest.mark.parametrize("panel", ["Live", "Keep"])
def test_a_town_does_not_scroll_sideways_on_a_telephone(
    visitor: Callable[..., Page], town: str, panel: str
) -> None:
    page = arrived(visitor(viewport=NARROW), town)
    page.get_by_role("tab", name=panel).click()
    assert page.evaluate(OVER) <= 0
