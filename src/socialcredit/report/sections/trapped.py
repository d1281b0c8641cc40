"""What the page on conduct says on the way back from the bottom, and on who stopped trying."""

from typing import Any

from socialcredit.core.text import joined
from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words, key
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results import naming
from socialcredit.results.calling import scenario_called
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import percent
from socialcredit.results.words.trapped import YEARS, giving_up_lines, recovery_line

Row = dict[str, Any]
PARTS = (("let through", vega.BLUE), ("refused", vega.RED), ("not tried", vega.GREY))
WORDS = {"strain": "strain", "giving-up": "giving up"}
PUSHES = (*WORDS,)  # the mechanisms that might keep people down


def trapped_section(run: Run, found: Row) -> Section | None:
    """Recovery from each bottom grade, then who stopped trying; None where no grade is penal."""
    fallen = [
        (title, block["recovery"])
        for title, block in zip(naming.short_titles(run), found["schemes"], strict=True)
        if block["recovery"]["grade"] is not None
    ]
    if not fallen:
        return None
    paragraphs = [recovery_line(title, told) for title, told in fallen]
    paragraphs += giving_up_lines(found["giving_up"])
    paragraphs.append(_with_and_without(run))
    figures = [_recovery(fallen)] if any(told["falls"] for _, told in fallen) else []
    figures += [_doors(found["giving_up"])] if found["giving_up"] else []
    points = ["No figure was published of how many come back: this is told, not validated."]
    return Section("trapped", "Trapped", paragraphs, figures, points)


def _with_and_without(run: Run) -> str:
    """What of strain and giving up is on; that the other case was not lived here, and how to."""
    told = {str(one["name"]): bool(one["on"]) for one in run.names.get("responses", ())}
    on = [name for name in PUSHES if told.get(name)]
    name = scenario_called(run)
    which = [WORDS[one] for one in on or PUSHES]
    lived, other, value = ("with", "without", "false") if on else ("without", "with", "true")
    sets = " ".join(f"--set responses.{one}={value}" for one in on or PUSHES)
    return (
        f"These numbers are of people {lived} {joined(which)}. The same people {other} "
        f"{'it' if len(which) == 1 else 'them'} were not lived in this run, so that how much of "
        f"this comes of {'it' if len(which) == 1 else 'them'} cannot be read here: it takes a "
        f"second run, `socialcredit run {name} {sets}`, and the difference of both pages."
    )


def _recovery(fallen: list[tuple[str, Row]]) -> Figure:
    rows = [
        Bar(f"{title}: within {YEARS[year]}", float(one["share"]), percent(one["share"]))
        for title, told in fallen
        for year, one in told["within"].items()
        if one["share"] is not None
    ]
    return Figure(
        "Back from the bottom grade, of those who fell there",
        bars(rows, 1.0),
        in_words(rows),
        ["scheme", "falls", *(f"within {words}" for words in YEARS.values())],
        [
            [title, f"{told['falls']:,}",
             *(percent(told["within"][year]["share"]) for year in YEARS)]
            for title, told in fallen
            if told["within"]
        ],
        "Of the panel, by Kaplan and Meier; nothing where nobody was followed for so long.",
    )  # fmt: skip


def _doors(found: Row) -> Figure:
    names = [name for name, _ in PARTS]
    columns = ("let_through", "refused", "not_tried")
    rows = [
        Bar(
            row["door"].capitalize(), row["tries"] + row["not_tried"],
            f"{row['not_tried']:,} not tried",
            parts=[(row[c], colour) for c, (_, colour) in zip(columns, PARTS, strict=True)],
        )
        for row in found["doors"]
    ]  # fmt: skip
    return Figure(
        "Tries at doors of people whom a rule concerned, and those not made",
        key(PARTS) + bars(rows),
        in_words(rows),
        ["doors", *names, "remember a refusal", "all but stopped"],
        [
            [row["door"], *(f"{row[c]:,}" for c in columns), f"{row['remember']:,}",
             f"{row['gave_up']:,}"]
            for row in found["doors"]
        ],
        "Exact counts of everybody. Tries are always those refused and those let through.",
    )  # fmt: skip
