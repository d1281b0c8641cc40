"""What the page says on why most accept a scheme, and some protest."""

from typing import Any

from markupsafe import Markup

from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words, key
from socialcredit.report.pictures.figure import CameOut, Figure, PutIn, Section
from socialcredit.results.run import Run
from socialcredit.results.words.acceptance import NAMES, stance_words, turned_words
from socialcredit.results.words.numbers import percent

COLOURS = {
    "approve": vega.BLUE, "afraid": vega.ORANGE, "no_use": vega.GREY, "protest": vega.RED,
}  # fmt: skip
ASSUMED = PutIn(
    "How many approve at first is from surveys of web users, answered under censorship, that "
    "overstate approval by an unknown amount. That older, richer, schooled and urban people "
    "approve more is known, by how much is assumed; so are how far a wrong or an explained record "
    "moves anybody, how many others must protest before somebody does, and how fear holds back."
)
FOUND = CameOut(
    "Who was treated how came out, and whether a few were enough for others to follow. Afraid is "
    "whoever would protest were there nothing to fear for anybody; who would not even then sees no "
    "use in it: too few others would. Every month begins from nobody: who protests is found anew."
)


def acceptance_section(run: Run, found: dict[str, Any]) -> Section | None:
    """What adults make of it at the end, by group; None where nobody can protest."""
    told = found["acceptance"]
    if told is None:
        return None
    points = [turned_words(told)] if told["turned"] else []
    month = told["most"]
    most = f"Most protested in {month['month']}: {percent(month['protest'])} of adults."
    begin = f"At first ({told['start']['month']}) {percent(told['start']['approve'])} approved."
    paragraphs = [f"{stance_words(told)} {begin} {most}", ASSUMED, FOUND]
    figures = [_by_group(told)]
    return Section("acceptance", "Why most accept", paragraphs, figures, points)


def turned_section(found: dict[str, Any]) -> Section | None:
    """On the run's own page: which rules protest ended, where and on which day; None of others."""
    told = found["acceptance"]
    if told is None or not told["turned"]:
        return None
    rows = [[row["place"], row["last_day"], "" if row["lived"] else "after the run"]
            for row in told["turned"]]  # fmt: skip
    month = told["most"]
    text = f"{turned_words(told)} At most {percent(month['protest'])} of adults protested at once."
    figure = Figure(
        "Where protest turned the rules", Markup(""), "", ["place", "last day", ""], rows
    )
    return Section("turned", "What protest did", [text], [figure] if len(rows) > 1 else [])


def _by_group(told: dict[str, Any]) -> Figure:
    """Everybody, then each group, as bars of four parts of one whole."""
    rows, table = [], []
    groups = [("everybody", [{"group": "", **told["end"]}]), *told["groups"].items()]
    for by, each in groups:
        for row in each:
            name = f"{by}, {row['group']}".rstrip(", ").capitalize()
            few = row["approve"].few
            parts = [] if few else [(float(row[stance]), COLOURS[stance]) for stance in NAMES]
            approve = percent(row["approve"])
            rows.append(Bar(name, 0.0 if few else 1.0, f"{approve} approve", parts=parts))
            shares = [percent(row[stance]) for stance in NAMES]
            table.append([name, f"{row['adults']:,}", *shares])
    return Figure(
        "What adults make of it, by group",
        key([(name, COLOURS[stance]) for stance, name in NAMES.items()]) + bars(rows, 1.0),
        in_words(rows),
        ["group", "adults", *NAMES.values()],
        table,
        f"At the end of {told['end']['month']}, where a scheme is in force.",
    )
