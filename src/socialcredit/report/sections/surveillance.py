"""What the page says of lawful life under watch: flags, relatives, deeds undone, the worst off."""

from typing import Any

from socialcredit.core.populations import FIRMS, PERSONS
from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.report.sections.months import month_ends
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import days, percent, thousandth
from socialcredit.results.words.surveillance import watching_lines

COLOURS = {
    name: colour
    for whom in (PERSONS, FIRMS)
    for name, colour in zip(whom.group, (vega.SKY, vega.RED), strict=True)
}


def watching_section(run: Run, block: dict[str, Any]) -> Section | None:
    """Flags and what they do to people; None for a scheme that does not watch lawful life."""
    found = block["watching"]
    if found is None:
        return None
    figures = [_flags(run, found["flags"])]
    if any(row["foregone"] for row in found["M17"]["by_kind"]):
        figures.append(_undone(found["M17"]))
    if found["M18"]["p99"]:
        figures.append(_worst(found["M18"]))
    return Section("watching", "Lawful life under watch", watching_lines(found), figures)


def _flags(run: Run, flags: dict[str, Any]) -> Figure:
    """Flags a week by year and group, on one scale."""
    years: dict[str, list[int]] = {}
    for month, day in enumerate(month_ends(run)):
        years.setdefault(day[:4], []).append(month)
    rows = []
    for year, months in years.items():
        for group in flags["groups"]:
            known = [r for m in months if (r := group["by_month"][m]) is not None]
            if known:
                rate = sum(known) / len(known)
                name = f"{year}, {group['group']}"
                rows.append(Bar(name, rate, thousandth(rate), COLOURS[group["group"]]))
    return Figure(
        "Flags a week per 1,000 scored residents, by year and group",
        bars(rows),
        in_words(rows),
        ["year and group", "flags a week per 1,000"],
        [[row.name, row.told] for row in rows],
        "Records filed against people, mean of the year's months. The groups may differ in what "
        "they do as well as in how closely and how wrongly they are watched.",
    )


def _undone(m17: dict[str, Any]) -> Figure:
    rows = [
        Bar(row["title"], row["foregone"] or 0.0, percent(row["foregone"]), vega.PURPLE)
        for row in m17["by_kind"]
    ]
    groups = "; ".join(f"{g['group']} {percent(g['foregone'])}" for g in m17["groups"])
    return Figure(
        "Lawful deeds left undone, against the twin run",
        bars(rows),
        in_words(rows),
        ["deed", "without", "with", "stopped", "left undone"],
        [
            [
                row["title"],
                f"{row['without']:,}",
                f"{row['with']:,}",
                f"{row['stopped']:,}",
                percent(row["foregone"]),
            ]
            for row in m17["by_kind"]
        ],
        f"In the panel by group: {groups}.",
    )


def _worst(m18: dict[str, Any]) -> Figure:
    """Days under a penalty of the resident at the ninetieth and ninety-ninth place in a hundred."""
    marks = (("p90", "one in ten"), ("p99", "one in a hundred"))
    rows = [
        Bar(f"{words}, {group['group']}", float(group[mark] or 0), days(group[mark]),
            COLOURS[group["group"]])
        for mark, words in marks
        for group in m18["groups"]
        if group["people"]
    ]  # fmt: skip
    return Figure(
        "Days under a penalty that the worst off bore, or more",
        bars(rows),
        in_words(rows),
        ["group", "people", "ever under one", "mean days", "one in ten", "one in a hundred"],
        [
            [group["group"], f"{group['people']:,}", percent(group["ever"]),
             "unknown" if group["mean"] is None else f"{group['mean']:,.0f}",
             days(group["p90"]), days(group["p99"])]
            for group in m18["groups"]
        ],
        "Over all residents of the panel, children too.",
    )  # fmt: skip
