"""What the page on conduct says on naming: the threat by size, and who is named by which means."""

from typing import Any

from socialcredit.core.text import joined
from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words, key
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results.run import Run
from socialcredit.results.words.named import SIZES, means_told, threat_lines, wrong_lines
from socialcredit.results.words.numbers import percent

Row = dict[str, Any]
PARTS = (("rightly", vega.BLUE), ("wrongly", vega.RED))


def naming_section(run: Run, found: Row) -> Section | None:
    """Threat and publication, then who is named by means; None where nobody minds being named."""
    threat, named = found["threatened"], found["named"]
    if threat is None:
        return None
    paragraphs = [*threat_lines(threat), *wrong_lines(named)]
    figures = [_by_size(threat)] if any(threat[size]["debts"] for size in SIZES) else []
    figures += [_by_means(named)] if named else []
    points = [
        "Put in: how far the threat moves small debts, and that it moves no large ones. Came out: "
        "how many fear it, which takes having heard of the rule; who is named, and who wrongly.",
        "What publication adds once somebody is named is put in as well, and about nought.",
    ]
    return Section("naming", "Named", paragraphs, figures, points)


def _by_size(threat: Row) -> Figure:
    rows = [
        Bar(SIZES[size], threat[size]["paid"], percent(threat[size]["share"])) for size in SIZES
    ]
    return Figure(
        "Debts paid before the listing for fear of being named, by size",
        bars(rows),
        in_words(rows),
        ["debts", "about to be listed", "paid for fear of it", "share"],
        [
            [SIZES[size], f"{one['debts']:,}", f"{one['paid']:,}", percent(one["share"])]
            for size in SIZES
            for one in [threat[size]]
        ],
        "Exact counts of the whole run; the same people in the twin pay none of them for this.",
    )


def _by_means(named: list[Row]) -> Figure:
    rows = [
        Bar(
            means_told(row["means"]).capitalize(),
            row["people"],
            f"{row['people']:,}, {row['wrongly']:,} wrongly",
            parts=((row["people"] - row["wrongly"], vega.BLUE), (row["wrongly"], vega.RED)),
        )
        for row in named
    ]
    return Figure(
        "Who stands before the public at the end, by means",
        key(PARTS) + bars(rows),
        in_words(rows),
        ["means", "people", "wrongly", "at most in any month"],
        [
            [means_told(row["means"]), f"{row['people']:,}", f"{row['wrongly']:,}",
             f"{row['most']:,}"]
            for row in named
        ],
        "Who stands there by several means is in each of them: "
        + joined([means_told(row["means"]) for row in named]) + ".",
    )  # fmt: skip
