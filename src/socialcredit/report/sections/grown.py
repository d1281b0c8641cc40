"""What the page says of a catalogue that grew: what was added by whom, and whom it hits."""

from typing import Any

from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import CameOut, Figure, PutIn, Section
from socialcredit.results.run import Run
from socialcredit.results.words.grown import hit_told, lines_told, outside_told
from socialcredit.results.words.numbers import number, rate

FIFTHS = ("poorest fifth", "second", "middle", "fourth", "richest fifth")
DRAWN = (
    "Who presses for what, with which resources, and the chance that it is accepted are assumed; "
    "what is added follows from them by a draw before the run."
)
UNTOLD = "No figure was published of what groups ask for and get: this is told, not validated."


def grown_section(run: Run, found: dict[str, Any]) -> Section | None:
    """Lines by group, how far they lie from the founding domains, whom they hit; or None."""
    told = [(block["title"], block["grown"]) for block in found["schemes"] if block["grown"]]
    if not told:
        return None
    paragraphs: list[str] = [PutIn(DRAWN)]
    figures: list[Figure] = []
    for title, one in told:
        name = f"{title}: " if len(told) > 1 else ""
        paragraphs += [f"{name}{lines_told(one)}", CameOut(f"{name}{outside_told(one)}")]
        figures.append(_by_group(one["groups"]))
        if hits := hit_told(one["hits"]):
            paragraphs.append(CameOut(f"{name}{hits}"))
            figures.append(_by_fifth(one["hits"]))
    return Section("grown", "The grown catalogue", paragraphs, figures, [UNTOLD])


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
