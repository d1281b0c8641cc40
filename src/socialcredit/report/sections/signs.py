"""What the page says of grades at the door: whom they keep away, and who does not show them."""

from typing import Any

from socialcredit.core.text import lower_first
from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results.words.numbers import percent
from socialcredit.results.words.signs import sign_words

FEW = 100  # firm-months of a size below which its bar is hollow


def signs_section(block: dict[str, Any]) -> Section | None:
    """Who stays away from a grade at the door, and how much of it is due to wrong grades."""
    rows = block.get("signs") or []
    if not rows:
        return None
    told = [f"{row['title']}: {sign_words(row)}" for row in rows]
    text = (
        "Customers come whether or not there is a scheme. Of those who look at the sign some stay "
        "away or come besides, as it shows. A grade is wrong where right records alone would give "
        "another. Who has hidden or forged its sign has done so in truth, found out or not."
    )
    figures = [_by_size(row) for row in rows if row["lost_customers"]]
    return Section("door-signs", "The grade at the door", [text], figures, told)


def _by_size(row: dict[str, Any]) -> Figure:
    drawn = [
        Bar(size["size"], float(size["lost"] or 0), percent(size["lost"]), vega.ORANGE,
            hollow=size["firms"] < FEW)
        for size in row["by_size"]
    ]  # fmt: skip
    note = "In the whole run, of all customers of firms of that size that are due to show a sign."
    if any(bar.hollow for bar in drawn):
        note += f" Hollow: fewer than {FEW} firm-months, not to be read."
    return Figure(
        f"Customers who stayed away for {lower_first(row['title'])}, by size of firm",
        bars(drawn),
        in_words(drawn),
        ["size", "stayed away", "firm-months"],
        [[one["size"], percent(one["lost"]), f"{one['firms']:,}"] for one in row["by_size"]],
        note,
    )
