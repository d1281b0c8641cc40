"""What the page says on credit: what a score follows, whom checks fail, and who gets loans."""

from collections.abc import Iterator
from typing import Any

from socialcredit.core.text import joined, lower_first
from socialcredit.report.pictures import charts, vega
from socialcredit.report.pictures.bars import Bar, bars, in_words, key
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results.words.lending import closing_lines
from socialcredit.results.words.numbers import counted, number, part_of, percent

LITTLE = 0.005  # a share of the differences below which a kind of deed is not drawn
FEWEST = 100  # applications below which a group's shares are luck
FIFTHS = ("poorest fifth", "second", "third", "fourth", "richest fifth")
WITH, WITHOUT = "with the bureau", "without it"
REASONS = {
    "face": "The check did not know the face",
    "wrongly": "For wrong marks alone",
    "marks": "For marks on file",
    "full": "For too many open loans in view",
}
OUTCOMES: tuple[tuple[str, str, str], ...] = (
    ("approved", "Applications granted", "of 100 applications"),
    ("defaults", "Loans lost", "of 100 loans granted"),
    ("over", "Borrowers who owe more lenders than they can serve", "of 100 borrowers"),
    ("several", "Borrowers who owe more than one lender", "of 100 borrowers"),
    ("face", "Applications ended by the check of the face", "of 100 applications"),
)


def follows_section(block: dict[str, Any]) -> Section | None:
    """What a score of dimensions is made of; None for other schemes, or where nothing differs."""
    found = block["follows"]
    rows = [row for row in (found or {"rows": []})["rows"] if row["share"] is not None]
    if not rows:
        return None
    domains = found["domains"]
    told = joined(
        f"{percent(row['share'])} {lower_first(row['title'])}"
        for row in domains
        if (row["share"] or 0.0) >= LITTLE
    )
    steps = joined(
        f"{number(row['rank'])} {lower_first(row['title'])}"
        for row in domains
        if (row["share"] or 0.0) >= LITTLE
    )
    text = (
        f"At the end the scores of the {found['people']:,} people of the panel with anything on "
        f"file differ by {found['spread']:,.0f} points (one standard deviation). Shared out over "
        f"the records behind them, these differences come from: {told}. How closely the score "
        f"goes with what people truly did, by rank (1 = in step, 0 = not at all): {steps}."
    )
    return Section("follows", "What the score follows", [text], [_follows(rows)])


def _follows(rows: list[dict[str, Any]]) -> Figure:
    drawn = [
        Bar(
            row["title"],
            row["share"],
            f"{percent(row['share'])}; r {number(row['truly'])}",
            vega.RED if (row["truly"] or 0.0) < 0 else vega.BLUE,
        )
        for row in rows
        if abs(row["share"]) >= LITTLE
    ]
    return Figure(
        "What makes one score differ from another",
        key([("raises the score", vega.BLUE), ("lowers it", vega.RED)]) + bars(drawn),
        in_words(drawn),
        ["deed", "share of the differences", "r with truly doing it"],
        [[row["title"], percent(row["share"]), number(row["truly"])] for row in rows],
        "Share of the differences between scores that points for each kind of deed make up. r: how "
        "closely the score goes with how often people truly did it, seen or not (1 or −1 = in "
        "step, 0 = not at all).",
    )


def checks_section(block: dict[str, Any]) -> Section | None:
    """Whom a check of identity turns away although it is they; None where there is no check."""
    rows = [
        (f"{row['title']}: {group}", row[group])
        for row in block["checks"]
        for group in ("majority", "minority")
        if row[group]["tries"]
    ]
    if not rows:
        return None
    drawn = [
        Bar(
            name,
            row["share"],
            f"{percent(row['share'])} of {counted(row['tries'], 'try', 'tries')}",
            vega.RED,
        )
        for name, row in rows
    ]
    figure = Figure(
        "How often a check fails its own user, by group",
        bars(drawn),
        in_words(drawn),
        ["check and group", "tries", "failed", "shut out for good, in the panel"],
        [
            [name, f"{row['tries']:,}", f"{row['failed']:,}", f"{row['shut_out']:,}"]
            for name, row in rows
        ],
    )
    shut_out = sum(row[g]["shut_out"] for row in block["checks"] for g in ("majority", "minority"))
    text = (
        "A check that does not know the right person's face shuts a door that no record shut. "
        f"{counted(shut_out, 'person', 'people')} of the panel were turned away ten times or more."
    )
    return Section("checks", "Whom the check does not know", [text], [figure])


def lending_section(found: dict[str, Any] | None) -> Section | None:
    """Loans with the bureau and without it, by group; None where nobody lends."""
    if found is None or not found["worlds"][0]["asked"]:
        return None
    one, other = found["worlds"][0], (found["worlds"] + [None])[1]
    if not one["on_file"]:
        asked = counted(one["asked"], "application")
        text = (
            f"{percent(one['approved'])} of {asked} for a loan were granted. By the end the bureau "
            "had nobody on file, so it changed nothing."
        )
        return Section("lending", "Who gets a loan", [text])
    text = (
        f"Once the bureau had files, {percent(one['approved'])} of "
        f"{counted(one['asked'], 'application')} for a loan were granted{_against(other)}. "
        f"{_lost(one, other)} At the end the bureau held files on "
        f"{part_of(one['on_file'], one['people'], 'person', 'people')} who may borrow."
    )
    figures = [_outcome(found, *outcome) for outcome in OUTCOMES]
    told = [text, *closing_lines(found)]
    return Section("lending", "Who gets a loan", told, [*figures, _refusals(one, other)])


def _against(other: dict[str, Any] | None) -> str:
    if other is None:
        return ""
    asked = counted(other["asked"], "application")
    return f"; without it, of {asked} by the same people, {percent(other['approved'])}"


def _lost(one: dict[str, Any], other: dict[str, Any] | None) -> str:
    beside = {} if other is None else other
    told = [
        f"{percent(one[name])} of {what}"
        + (f" ({percent(beside[name])} without it)" if beside else "")
        for name, what in (
            ("defaults", "loans were lost"),
            ("over", "borrowers owed more lenders than they can serve"),
        )
    ]
    return f"{joined(told)}."


def _groups(found: dict[str, Any], world: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every group of a world as grouping, name and block."""
    yield "all", "everybody", found["worlds"][world]
    for name, block in found["groups"][world].items():
        yield "group", name, block
    for name, block in zip(FIFTHS, found["fifths"][world], strict=True):
        yield "fifth", name, block


def _outcome(found: dict[str, Any], measure: str, title: str, unit: str) -> Figure:
    worlds = (WITH, WITHOUT)[: len(found["worlds"])]
    rows, few = [], list[str]()
    table: dict[str, list[str]] = {}
    for world, which in enumerate(worlds):
        for grouping, name, block in _groups(found, world):
            table.setdefault(name, []).append(percent(block[measure]))
            if block["asked"] < FEWEST:
                few += [name] if name not in few else []
            elif block[measure] is not None:
                rows.append({"grouping": grouping, "group": name, "which": which,
                             "value": 100 * block[measure]})  # fmt: skip
    note = "From the month in which the bureau first had anybody on file."
    if few:
        note += f" Too few applications to draw: {joined(few)}."
    told = "; ".join(f"{name} {' and '.join(cells)}" for name, cells in table.items())
    return Figure(
        title,
        charts.groups(rows, worlds, unit, zero=measure != "approved"),
        f"Dots by group, {' and '.join(worlds)}: {told}.",
        ["group", *worlds],
        [[name, *cells] for name, cells in table.items()],
        note,
    )


def _refusals(one: dict[str, Any], other: dict[str, Any] | None) -> Figure:
    drawn = []
    for reason, words in REASONS.items():
        drawn.append(Bar(words, one[reason], f"{percent(one[reason])} {WITH}", vega.RED))
        if other is not None:
            drawn.append(Bar("", other[reason], f"{percent(other[reason])} {WITHOUT}", vega.INK))
    return Figure(
        "Why an application was refused",
        bars(drawn),
        in_words(drawn),
        ["reason", "share of applications"],
        [[row.name, row.told] for row in drawn],
        "Shares of all applications. A wrong mark in one file is read by every member.",
    )
