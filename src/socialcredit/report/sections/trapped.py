"""What the page on conduct says on the way back from the bottom, and on who stopped trying."""

from shlex import quote
from typing import Any

from socialcredit.core.text import joined
from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words, key
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results import naming
from socialcredit.results.calling import scenario_called
from socialcredit.results.measures.trapped import HOLDS_DOWN, IN_WORDS, refusals
from socialcredit.results.measures.unstrained import unstrained
from socialcredit.results.part import FEW
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import counted, percent
from socialcredit.results.words.trapped import giving_up_lines, recovery_line, unstrained_line

Row = dict[str, Any]
PARTS = (("let through", vega.BLUE), ("refused", vega.RED), ("not tried", vega.GREY))
WORDS = {"strain": "strain", "giving-up": "giving up"}


def trapped_section(run: Run, found: Row) -> Section | None:
    """Recovery from each bottom grade, then who stopped trying; None where no grade is penal."""
    fallen = [
        (at, title, block["recovery"])
        for at, (title, block) in enumerate(
            zip(naming.short_titles(run), found["schemes"], strict=True)
        )
        if block["recovery"]["grade"] is not None
    ]
    if not fallen:
        return None
    paragraphs = [recovery_line(title, told) for _, title, told in fallen]
    paragraphs += [*_with_and_without(run, fallen, found), *giving_up_lines(found["giving_up"])]
    figures = [_recovery(run, fallen)] if any(told["falls"] for *_, told in fallen) else []
    figures += [_doors(found["giving_up"])] if found["giving_up"] else []
    points = [
        "Back within one, two and five years is told of the whole run: who falls in one stretch "
        "comes back in another, or never, where a scheme ends first and lets everybody go. By "
        "stretch it is told who falls, and how fast those below leave.",
        "No figure was published of how many come back: this is told, not validated.",
    ]
    return Section("trapped", "Trapped", paragraphs, figures, points)


def _with_and_without(run: Run, fallen: list[tuple[int, str, Row]], found: Row) -> list[str]:
    """Who comes back with strain and giving up and without; or why one of the two is not here."""
    told = {str(one["name"]): bool(one["on"]) for one in run.names.get("responses", ())}
    on = [name for name in HOLDS_DOWN if told.get(name)]
    which, them = joined([WORDS[one] for one in on or HOLDS_DOWN]), "it" if len(on) == 1 else "them"
    other = unstrained(run)
    if not on:
        sets = " ".join(f"--set responses.{one}=true" for one in HOLDS_DOWN)
        return [
            f"These numbers are of people without {which}. `socialcredit run "
            f"{scenario_called(run)} {sets}` lives them with both and, beside it, without."
        ]
    if other is None:
        folder = str(run.folder or "RUN")
        return [
            f"These numbers are of people with {which}. The same people without {them} have not "
            f"been lived yet: `socialcredit resume {quote(folder)}` does, and writes this page "
            "anew with both."
        ]
    lines = [
        f"Above with {which}. The same people, with the same luck, were lived once more without "
        f"{them}, and what is not the same comes of {them} alone."
    ]
    lines += [unstrained_line(title, one, other["schemes"][at]) for at, title, one in fallen]
    few = [one["falls"] for at, _, one in fallen] + [
        other["schemes"][at]["falls"] for at, *_ in fallen
    ]
    if min(few) < FEW:
        lines.append("On fewer than ten falls nobody can tell them apart.")
    lines.append(_doors_apart(run, found, other))
    sets = " ".join(f"--set responses.{one}=false" for one in on)
    name = scenario_called(run)
    return [
        *lines,
        f"How far assumptions move the life without {them} its own experiment tells: "
        f"`socialcredit sensitivity {name} {sets} --out runs/sensitivity-{name}-unstrained`; the "
        "next run cites it beside the other.",
    ]


def _doors_apart(run: Run, found: Row, other: Row) -> str:
    """Refusals at doors in both lives; who stopped trying with giving up, and without nobody."""
    told = (
        f"Doors refused {counted(refusals(run), 'time')} with them and {other['refusals']:,} "
        "without."
    )
    if "giving-up" not in other["off"] or found["giving_up"] is None:
        return told
    stopped = found["giving_up"]["gave_up"]
    return (
        f"{told} At the end of {found['giving_up']['month']} "
        f"{counted(stopped, 'person', 'people') if stopped else 'nobody'} all but stopped trying "
        "with them, counted at each kind of door; without, nobody stops."
    )


def _recovery(run: Run, fallen: list[tuple[int, str, Row]]) -> Figure:
    other = unstrained(run)
    lives = [(f"{title}{', with' if other else ''}", told, vega.BLUE) for _, title, told in fallen]
    if other:
        lives += [(f"{title}, without", other["schemes"][at], vega.GREY) for at, title, _ in fallen]
    rows = [
        Bar(f"{title}: within {IN_WORDS[year]}", float(one["share"]), percent(one["share"]),
            colour, luck=one["interval"], hollow=one["share"].few)
        for year in IN_WORDS
        for title, told, colour in lives
        for one in [told["within"].get(year, {})]
        if one.get("share") is not None
    ]  # fmt: skip
    return Figure(
        "Back from the bottom grade, of those who fell there"
        + (", with strain and giving up and without" if other else ""),
        bars(rows, 1.0),
        in_words(rows),
        ["scheme", "falls", *(f"within {words}" for words in IN_WORDS.values())],
        [
            [title, f"{told['falls']:,}",
             *(percent(told["within"][year]["share"]) for year in IN_WORDS)]
            for title, told, _ in lives
            if told["within"]
        ],
        "Of the panel, by Kaplan and Meier; nothing where nobody was followed for so long. The "
        "thin line is where luck alone could have put it.",
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
