"""What the page says on how well each part is known."""

from typing import Any

from socialcredit.core.text import lower_first
from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, key
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results.measures.shares import assumed_inputs, heaviest_assumed
from socialcredit.results.part import Share
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import counted_share, percent
from socialcredit.results.words.scheme import asked_for_lines, rests_on

EVIDENCE_COLOURS = {
    "primary": vega.GREEN,
    "secondary": vega.SKY,
    "recalled": vega.ORANGE,
    "assumed": vega.RED,
}
HALF = 0.5
FILES = {
    "deeds": "How often people do what",
    "sensors": "Who sees it, and how wrongly",
    "behaviour": "How people respond",
    "lending": "Who lends to whom, and how loans go",
    "lobbying": "Who presses for which rules",
    "domains": "How far domains lie apart, how often doors are tried",
    "places": "Where people live",
    "population": "Who the people are",
}


def evidence_section(run: Run, block: dict[str, Any], scheme: int, inputs: bool) -> Section:
    """How much rests on assumed values; with `inputs`, also in the files that all schemes share."""
    shares = block["evidence"]
    rests = rests_on(shares)
    codes = block["codes"]
    moved = "records filed under this scheme" if codes else "points this scheme moved"
    text = f"Of all {moved}, {rests}. " if rests else "Nothing was filed. "
    if inputs:
        known = "The rules are the better known part. " if shares["assumed"] < HALF else ""
        text += (
            f"{known}How often people do what, how often bodies err and how people respond decide "
            "the size of most numbers on this page, and for most of it nobody has published a "
            "measurement."
        )
    heaviest = heaviest_assumed(run, scheme)
    paragraphs = [text]
    if heaviest:
        told = "; ".join(f"{lower_first(row['title'])} {percent(row['share'])}" for row in heaviest)
        most = "brought most records" if codes else "moved most points"
        paragraphs.append(f"The assumed rules that {most}: {told}.")
    paragraphs += asked_for_lines(block["asked_for"], codes)
    name = "Records filed under the rules" if codes else "Points moved by the rules"
    rows = [_stacked(name, shares, 1.0)] if rests else []
    told_of = [(name, shares)] if rests else []
    for name, counts in (assumed_inputs(run) if inputs else {}).items():
        whole = sum(counts.values())
        if whole:
            parts = {grade: Share(n / whole, whole, n, whole) for grade, n in counts.items()}
            title = FILES.get(name, name.capitalize())
            rows.append(_stacked(title, parts, whole))
            told_of.append((title, parts))
    figure = Figure(
        "How well each part is known",
        key(list(EVIDENCE_COLOURS.items())) + bars(rows, 1.0),
        "Bars of shares: " + "; ".join(f"{row.name}: {row.told}" for row in rows) + ".",
        ["part", *EVIDENCE_COLOURS],
        [
            [name, *map(counted_share, parts.values())]
            for name, parts in told_of
        ],
        "Primary: the official text was read. Secondary: press or study. Recalled: to be verified. "
        "Assumed: set by this project. "
        + ("Below the first bar, shares of the values in each file." if inputs else ""),
    )  # fmt: skip
    figures = [figure] if rows else []
    return Section("evidence", "How much rests on assumed values", paragraphs, figures)


def _stacked(name: str, shares: dict[str, Share], whole: float) -> Bar:
    told = f"{counted_share(shares['assumed'])} assumed"
    told += f" of {whole:,.0f} values" if whole > 1 and not shares["assumed"].few else ""
    parts = tuple((shares[grade], colour) for grade, colour in EVIDENCE_COLOURS.items())
    return Bar(name, sum(shares.values()), told, parts=parts)
