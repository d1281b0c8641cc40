"""What the page on conduct says on naming: the threat by size, and who is named by which means."""

from typing import Any

from socialcredit.core.text import joined
from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words, key
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results import naming
from socialcredit.results.run import Run
from socialcredit.results.words.named import (
    SIZES,
    attack_lines,
    means_told,
    threat_lines,
    wrong_lines,
)
from socialcredit.results.words.numbers import percent

Row = dict[str, Any]
PARTS = (("rightly", vega.BLUE), ("wrongly", vega.RED))
HIT = (("on people rightly named", vega.BLUE), ("on the wrong ones", vega.RED))


def naming_section(run: Run, found: Row) -> Section | None:
    """Threat and publication, who is named by means, and mobs; None where nobody asks of names."""
    threat, named, attacks = found["threatened"], found["named"], found["attacks"]
    if threat is None and attacks is None:
        return None
    paragraphs, figures, points = [], [], []
    if threat is not None:
        paragraphs += threat_lines(threat)
        figures += [_by_size(threat)] if any(threat[size]["paid"] for size in SIZES) else []
        points += [
            "Put in: how far the threat moves small debts, and that it moves no large ones. Came "
            "out: how many fear it, which takes having heard of the rule; who is named, and who "
            "wrongly.",
            "What publication adds once somebody is named is put in as well, and about nought.",
        ]
    month = _month(run, named)
    paragraphs += wrong_lines(named, month)
    figures += [_by_means(named, month)] if named else []
    if attacks is not None:
        paragraphs += attack_lines(attacks)
        figures += [_by_target(run, attacks)] if attacks["attacks"] else []
    return Section("naming", "Named", paragraphs, figures, points)


def _month(run: Run, named: list[Row] | None) -> str:
    """The month at whose end names are counted, in words; of other steps the day it began."""
    if not named:
        return ""
    first = run.firsts[named[0]["month"]]
    return f"the step from {first}" if run.step_days else f"{first:%B %Y}"


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


def _by_means(named: list[Row], month: str) -> Figure:
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
        f"Who stands before the public at the end of {month}, by means",
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


def _by_target(run: Run, found: Row) -> Figure:
    titles = naming.place_titles(run)
    rows = [
        Bar(
            titles[row["place"]],
            row["attacks"],
            f"{row['attacks']:,}, {row['wrong'] + row['beside']:,} on the wrong ones",
            parts=((row["right"], vega.BLUE), (row["wrong"] + row["beside"], vega.RED)),
        )
        for row in found["by_place"]
    ]
    columns = ("named", "misnamed", "right", "wrong", "beside")
    return Figure(
        "Attacks by mobs, by place and by whom they hit",
        key(HIT) + bars(rows),
        in_words(rows),
        ["place", "newly named", "of these wrongly", "attacks on rightly named", "on wrongly named",
         "on others"],
        [
            [titles[row["place"]], *(f"{row[name]:,}" for name in columns)]
            for row in found["by_place"]
        ],
        "Others are namesakes and neighbours who were not named. How many attacks there are is "
        "assumed.",
    )  # fmt: skip
