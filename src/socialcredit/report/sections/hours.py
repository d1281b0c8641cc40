"""What the page says on deeds bought back: which, by whom, and how many hours that takes."""

import csv
from collections.abc import Sequence
from functools import cache
from math import log
from pathlib import Path
from typing import Any

from markupsafe import Markup

from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import CameOut, Figure, PutIn, Section
from socialcredit.results import naming
from socialcredit.results.measures.hours import hours_done
from socialcredit.results.measures.measure import block
from socialcredit.results.part import Share
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import between, counted, percent, portion

FILE = Path(__file__).with_name("hours_to_erase.csv")  # cases/erasing.py writes it
BOUGHT, TO_GRADE, NO_REWARD = "bought back", "to a grade", "no reward"
NEVER = "cannot be bought back"
LEAST, MOST = 1.0, 100.0  # hours at the ends of the colours
Row = dict[str, str]


def hours_section(run: Run, found: dict[str, Any]) -> Section | None:
    """Deficits bought back, the hours of a drunk drive, entries in rolls; None without points."""
    paragraphs: list[str] = []
    figures: list[Figure] = []
    for title, one in zip(naming.short_titles(run), found["schemes"], strict=True):
        offsets = one["offsets"]
        if not offsets["deeds"]:
            continue
        where = f"Under {title}: of" if len(found["schemes"]) > 1 else "Of"
        paragraphs.append(CameOut(f"{where} {_bought(offsets)}"))
        figures += [_what(run, offsets["deeds"], title), _who(offsets["who"], title)]
    told = block(hours_done, run)
    if told is not None and told["kinds"]:
        paragraphs += _rolls(told)
    made_up = int(run.rows("conduct", world=0)["effort"].sum())
    if not paragraphs and made_up:
        paragraphs.append(
            f"{counted(made_up, 'deed')} {'was' if made_up == 1 else 'were'} done for points; of "
            "the people whose books were kept nobody's deductions were made up for."
        )
    if not paragraphs:
        return None
    paragraphs.append(PutIn(_rules()))
    return Section("hours", "Bad deeds bought back with good ones", paragraphs,
                   [heat_map(table()), *figures])  # fmt: skip


def rounded(value: float) -> str:
    """A number in words: whole where it is large, else with two figures."""
    return f"{value:,.0f}" if abs(value) >= 10 else f"{value:.2g}"


def _bought(offsets: dict[str, Any]) -> str:
    """What share of points lost was made up for, within a part of life and across."""
    return (
        f"the points that people of the panel lost, {portion(offsets['within'])} are made up for "
        "by points gained in the same domain of life and "
        f"{portion(offsets['across'])}{between(offsets['interval'])} in another; "
        f"{offsets['whole']:,} of the {offsets['people']:,} who lost any lost none in the end."
    )


def _rolls(told: dict[str, Any]) -> list[str]:
    """Entries in rolls, the hours behind them, and what the twin did anyway."""
    spent = told["made_up"] + told["anyway"]
    twin = f"; without the schemes the same people spent {rounded(told['twin'] or 0.0)}"
    found: list[str] = [
        CameOut(
            f"Good deeds of kinds done for points took {rounded(spent)} hours, "
            f"{rounded(told['made_up'])} of them only for points"
            f"{twin if told['twin'] is not None else ''}."
        )
    ]
    if told["registrations"]:
        times = "" if told["times"] is None else f", {rounded(told['times'])} times those without"
        found.append(
            PutIn(
                f"Rolls of voluntary work grew by {rounded(told['registrations'])} entries{times} "
                f"the schemes. Of these {rounded(told['empty'])} are empty: so many by deed made "
                "up are assumed, in which nobody does anything. Hours and entries are counted "
                f"apart; {rounded(told['hours_each'])} hours stand behind an entry."
                if times
                else f"Rolls of voluntary work grew by {rounded(told['registrations'])} entries, "
                f"{rounded(told['empty'])} of them empty, which are assumed; "
                f"{rounded(told['hours_each'])} hours stand behind an entry."
            )
        )
    return found


def _rules() -> str:
    """What the heat map says in a sentence, from the rules alone."""
    rows = table()
    hours = [float(row["hours"]) for row in rows if row["state"] == BOUGHT]
    never = sorted({row["title"] for row in rows if row["state"] in (TO_GRADE, NO_REWARD)})
    return (
        "By the rules of the shipped schemes one drunk drive is erased in "
        f"{rounded(min(hours))} to {rounded(max(hours))} hours; it {NEVER} "
        f"under {' and '.join(never)}. The hours of a deed are assumed."
    )


@cache
def table() -> tuple[Row, ...]:
    """The rows of the shipped table, see `cases/erasing.py`."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def heat_map(rows: Sequence[Row]) -> Figure:
    """Hours by scheme and kind of deed as shaded cells; why not, where there are none."""
    counted = [row for row in rows if row["state"] in (BOUGHT, TO_GRADE, NO_REWARD)]
    left = [row["title"] for row in rows if row not in counted]
    kinds = list(dict.fromkeys(row["kind"] for row in counted if row["kind"]))
    titles = {row["kind"]: row["kind_title"] for row in counted}
    schemes = list(dict.fromkeys(row["scheme"] for row in counted))
    hours = {(row["scheme"], row["kind"]): row for row in counted}
    first = {row["scheme"]: row for row in reversed(counted)}
    head = Markup("").join(Markup("<th>{}</th>").format(titles[kind]) for kind in kinds)
    body = Markup("").join(
        Markup('<tr><th scope="row">{}<br><small>{}</small></th>{}</tr>').format(
            first[name]["title"],
            _takes(first[name]),
            Markup("").join(_cell(hours.get((name, kind)), first[name]) for kind in kinds),
        )
        for name in schemes
    )
    cells = [
        [first[name]["title"], _takes(first[name]),
         *(_told(hours.get((name, kind)), first[name]) for kind in kinds)]
        for name in schemes
    ]  # fmt: skip
    return Figure(
        "Hours of good deeds that erase one drunk drive, by scheme and kind of deed",
        Markup(
            '<div class="wide"><table><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>'
            "</div>"
        ).format(head, body),
        "; ".join(f"{row[0]}: {', '.join(row[2:])}" for row in cells) + ".",
        ["scheme", "a drunk drive takes", *(titles[kind] for kind in kinds)],
        cells,
        "From the rules alone, each scheme's last: the points a drunk drive takes over the points "
        "an hour of each kind that anybody can do; the hours of a deed are assumed. Darker takes "
        f"longer. {len(left)} more schemes do not count drunk driving: {'; '.join(left)}.",
    )  # fmt: skip


def _takes(row: Row) -> str:
    """What a record of drunk driving does."""
    return f"straight to {row['takes']}" if row["state"] == TO_GRADE else f"{row['takes']} points"


def _told(row: Row | None, scheme: Row) -> str:
    """A cell in words: the hours and, where a year brings no more, in how many years at least."""
    if row is None or not row["hours"]:
        return NEVER if scheme["state"] != BOUGHT else "not rewarded"
    most = float(row["most_a_year"] or "inf")
    years = float(scheme["takes"]) / most
    return f"{rounded(float(row['hours']))} h" + (f", over {years:.1f} years" if years > 1 else "")


def _cell(row: Row | None, scheme: Row) -> Markup:
    """A cell shaded by its hours on a logarithmic scale; bare where there are none."""
    told = _told(row, scheme)
    if row is None or not row["hours"]:
        return Markup('<td class="none">{}</td>').format(told)
    shade = 12 + 60 * _place(float(row["hours"]))
    return Markup('<td style="background:rgba(213,94,0,{})">{}</td>').format(
        f"{shade / 100:.2f}", told
    )


def _place(hours: float) -> float:
    """Where hours lie between both ends of the colours: 0 to 1, by their logarithm."""
    return min(max(log(hours / LEAST) / log(MOST / LEAST), 0.0), 1.0)


def _what(run: Run, deeds: dict[str, Share], title: str) -> Figure:
    """Which deeds the points were of that made up for others."""
    rows = [
        Bar(naming.kind_title(run, run.names["kinds"].index(name)), part, percent(part))
        for name, part in deeds.items()
    ]
    return Figure(
        f"Deeds by which points were made up for, {title}",
        bars(rows, 1.0), in_words(rows), ["deed", "share of the points that made up for others"],
        [[row.name, row.told] for row in rows],
        "From the panel. Somebody's points of several kinds count each in proportion.",
    )  # fmt: skip


def _who(who: dict[str, Any], title: str) -> Figure:
    """Whose points were made up for, by occupation."""
    rows = [
        Bar(name.replace("-", " ").capitalize(), float(part or 0.0), percent(part))
        for name, part in who.items()
    ]
    return Figure(
        f"Share of points lost that was made up for, by occupation, {title}",
        bars(rows, 1.0), in_words(rows), ["occupation", "share made up for"],
        [[row.name, row.told] for row in rows], "From the panel.",
    )  # fmt: skip
