"""What the page says of a catalogue that grew: what was added by whom, and whom it hits."""

from typing import Any

from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results.words.grown import hit_told, lines_told, outside_told
from socialcredit.results.words.numbers import number, rate

FIFTHS = ("poorest fifth", "second", "middle", "fourth", "richest fifth")
PUT_IN = (
    "Put in: who presses for what, with which resources, and the chance that it is accepted. "
    "These are assumed, and what is added follows from them by a draw before the run."
)


def grown_section(block: dict[str, Any]) -> Section | None:
    """Lines by group, how far they lie from the founding domains, whom they hit; or None."""
    found = block["grown"]
    if found is None:
        return None
    hits = hit_told(found["hits"])
    came = f"Came out: {hits}" if hits else "Came out: no record against anybody in the panel."
    paragraphs = [f"{lines_told(found)} {outside_told(found)}", PUT_IN, came]
    told = ["No figure was published of what groups ask for and get: this is told, not validated."]
    figures = [_by_group(found["groups"])]
    figures += [_by_fifth(found["hits"])] if hits else []
    return Section("grown", "The grown catalogue", paragraphs, figures, told)


def _by_group(groups: list[dict[str, Any]]) -> Figure:
    drawn = [Bar(one["group"], one["accepted"], str(one["accepted"]), vega.BLUE) for one in groups]
    table = [
        [one["group"], str(one["put_forward"]), number(one["chances"]), str(one["accepted"]),
         "; ".join(one["lines"]) or "none", f"{one['records']:,}"]
        for one in groups
    ]  # fmt: skip
    head = ["group", "proposals", "expected", "accepted", "lines", "records"]
    return Figure(
        "Lines that each group got into the catalogue", bars(drawn), in_words(drawn), head, table,
        "A group puts one proposal forward each January; records are those filed under its lines.",
    )  # fmt: skip


def _by_fifth(hits: dict[str, Any]) -> Figure:
    drawn = [
        Bar(name, value or 0.0, rate(value or 0.0), vega.ORANGE)
        for name, value in zip(FIFTHS, hits["by_fifth"], strict=True)
    ]
    return Figure(
        "Records against people under added lines, by income",
        bars(drawn),
        in_words(drawn),
        ["income", "records a thousand person-years"],
        [[bar.name, bar.told] for bar in drawn],
        "Of the panel, in the whole run.",
    )
