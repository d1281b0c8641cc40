"""What a page of firms tells first: true conduct in each grade; then borders, size, connections."""

from typing import Any

from socialcredit.core.populations import FIRMS
from socialcredit.core.text import upper_first
from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words, key
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results import naming
from socialcredit.results.run import Run
from socialcredit.results.words.grades_tell import (
    a_year,
    borders_sentence,
    conduct_sentence,
    gap_sentence,
    inflation_sentence,
)
from socialcredit.results.words.numbers import counted, percent

FEW = 10  # scored in a bar below which it is hollow
SMALL, LARGER = "the small (own account and micro)", "the larger"
BY_GROUP = ("firms without connections", "the connected")


def conduct_in_grade_section(run: Run, found: dict[str, Any]) -> Section | None:
    """The first picture of a page of firms: what those in each grade truly do. None of residents.

    Schemes in which nobody stood in any grade long enough are left out.
    """
    if run.population is not FIRMS:
        return None
    blocks = [b for b in found["schemes"] if conduct_sentence(b["in_grade"])]
    if not blocks:
        return None
    many, paragraphs = len(blocks) > 1, []
    for block in blocks:
        told = conduct_sentence(block["in_grade"])
        paragraphs.append(f"{block['title']}: {told}" if many else upper_first(told))
    paragraphs.append(
        "A grade is worth what it says of conduct. Here the truth is known, so that the two can be "
        "held against each other: a month counts for the grade in which a firm stood on its first "
        "day, and every bad deed of that month counts, seen or not. " + naming.panel_words(run)
    )
    figures = [_in_grade(block, many) for block in blocks]
    return Section("truth", "What firms in each grade truly do", paragraphs, figures)


def _in_grade(block: dict[str, Any], many: bool) -> Figure:
    drawn = [
        Bar(
            row["grade"],
            float(row["rate"] or 0),
            _told(row),
            vega.ORANGE if row["penal"] else vega.BLUE,
            luck=row["interval"],
            hollow=row["few"],
        )
        for row in block["in_grade"]["grades"]
        if row["years"] > 0
    ]
    note = "In brackets where luck alone could have put it (90 %): the line in the bar."
    if any(row["penal"] for row in block["in_grade"]["grades"]):
        note += " Orange: grades with a penalty."
    if any(bar.hollow for bar in drawn):
        note += f" Hollow: fewer than {FEW} firm-years, not to be read."
    title = "Bad deeds truly done a firm and year, by the grade it stands in"
    return Figure(
        f"{block['title']}: {title[:1].lower()}{title[1:]}" if many else title,
        bars(drawn),
        in_words(drawn),
        ["grade", "bad deeds a firm and year", "by luck", "bad deeds", "firm-years"],
        [_row(row) for row in block["in_grade"]["grades"]],
        note,
    )


def _luck(interval: tuple[float, float] | None) -> str:
    return "" if interval is None else f"{a_year(interval[0])} to {a_year(interval[1])}"


def _told(row: dict[str, Any]) -> str:
    luck = f" ({_luck(row['interval'])})" if row["interval"] else ""
    deeds = counted(round(row["deeds"]), "deed")
    return f"{a_year(row['rate'] or 0.0)}{luck}; {deeds} in {row['years']:,.0f} firm-years"


def _row(row: dict[str, Any]) -> list[str]:
    rate = "unknown" if row["rate"] is None else a_year(row["rate"])
    luck = _luck(row["interval"]) or "unknown"
    return [row["grade"], rate, luck, f"{row['deeds']:,.0f}", f"{row['years']:,.0f}"]


def inflation_text(block: dict[str, Any]) -> str:
    """A sentence for the section on grades: how the best one swells; nothing of residents."""
    told = inflation_sentence(block["inflation"]) if "inflation" in block else ""
    return f" The best grade: {told}" if told else ""


def borders_section(block: dict[str, Any]) -> Section | None:
    """Scores just above and just below each border; None where no score lies near one."""
    found = block.get("bunching")
    if not found or found["share"] is None:
        return None
    drawn = []
    for row in found["borders"]:
        name = f"{row['grade']}, from {row['border']:g}"
        few = row["above"] + row["below"] < FEW
        above = counted(row["above"], "score") + " just above"
        drawn.append(Bar(name, row["above"], above, vega.BLUE, hollow=few))
        below = counted(row["below"], "score") + " just below"
        drawn.append(Bar("", row["below"], below, vega.ORANGE, hollow=few))
    note = (
        f"Scores at the end of firms with anything on file, within {found['near']:g} points of a "
        "border. Where deductions are coarse, scores heap for that alone: hold it against the "
        "points of the rules."
    )
    if any(bar.hollow for bar in drawn):
        note += f" Hollow: fewer than {FEW} scores near that border."
    figure = Figure(
        "Scores near the borders of grades",
        key([("just above", vega.BLUE), ("just below", vega.ORANGE)]) + bars(drawn),
        in_words(drawn),
        ["border", "just above", "just below", "share above"],
        [
            [f"{row['grade']}, from {row['border']:g}", f"{row['above']:,}", f"{row['below']:,}",
             percent(row["share"])]
            for row in found["borders"]
        ],
        note,
    )  # fmt: skip
    return Section("borders", "Just above the border, or just below", [borders_sentence(found)],
                   [figure])  # fmt: skip


def equal_section(block: dict[str, Any]) -> Section | None:
    """Small against larger, connected against not, at equal conduct; None of residents."""
    if "by_size" not in block:
        return None
    asked = (("by_size", SMALL, LARGER), ("by_group", *BY_GROUP))
    text = [gap_sentence(block[name], one, other) for name, one, other in asked]
    figures = [
        _at_equal(block[name], one, other)
        for name, one, other in asked
        if any(group["penal"] for row in block[name]["classes"] for group in row["groups"])
    ]
    told = [
        *text,
        "Firms that did equally many bad deeds in the run are held against each other, seen or "
        "not. They may still differ in which deeds they did, and in how often they are looked at.",
    ]
    return Section("equal", "Small and large, connected and not, at equal conduct", told, figures)


def _at_equal(found: dict[str, Any], one: str, other: str) -> Figure:
    names = (_short(one), _short(other))
    drawn, table = [], []
    for row in found["classes"]:
        if not any(group["penal"] for group in row["groups"]):
            continue
        label = f"{row['deeds']} bad deed{'' if row['deeds'] == '1' else 's'}"
        for at, (group, colour) in enumerate(
            zip(row["groups"], (vega.ORANGE, vega.BLUE), strict=True)
        ):
            told = f"{group['penal']:,.0f} of {group['scored']:,.0f}"
            share = float(group["share"] or 0)
            if group["scored"] >= FEW:
                told = f"{percent(group['share'])} ({told})"
            else:
                told += ", too few to tell"
            few = group["scored"] < FEW
            drawn.append(Bar("" if at else label, share, told, colour, hollow=few))
    for row in found["classes"]:
        cells = [f"{g['penal']:,.0f} of {g['scored']:,.0f}" for g in row["groups"]]
        table.append([row["deeds"], *cells])
    note = f"At the end of the run. Hollow: fewer than {FEW} firms, not to be read."
    return Figure(
        f"In a penal grade at equal conduct: {names[0]} and {names[1]}",
        key([(names[0], vega.ORANGE), (names[1], vega.BLUE)]) + bars(drawn, 1.0),
        in_words(drawn),
        ["bad deeds done", *names],
        table,
        note if any(bar.hollow for bar in drawn) else "At the end of the run.",
    )


def _short(name: str) -> str:
    return name.removeprefix("the ").partition(" (")[0]
