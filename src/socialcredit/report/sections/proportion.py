"""What the page says on whether penalties fit the acts they follow."""

from collections import Counter
from typing import Any

from socialcredit.core.text import lower_first
from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results.run import share
from socialcredit.results.words.numbers import percent, thousandth, times

MOST_RULES = 8
SCALES = {"harm": "harm done", "fine": "the ordinary fine", "public": "public opinion"}


def fit_section(block: dict[str, Any]) -> Section | None:
    """Whether what follows an act is in keeping with its gravity.

    None where nothing was taken, or points are codes that measure nothing.
    """
    m5 = block["M5"]
    rows = [] if block["codes"] else _rows(m5)
    if not rows:
        return None
    text = ""
    if len(rows) > 1:
        text = (
            "Each rule's points are set against the harm its deed does, on a scale this project "
            "declares; 1 is the scheme's own average. "
            f"{rows[0]['title']} costs {times(rows[0]['times'])} times as many points for its "
            f"gravity as the average, {lower_first(rows[-1]['title'])} "
            f"{times(rows[-1]['times'])} times."
        )
    harmless = _harmless(m5)
    if harmless:
        text += (
            f" {percent(harmless)} of points were taken for deeds without any harm on the declared "
            "scale."
        )
    straight = sorted(
        {
            f"{row['title']} ({str(row['straight_to']).replace('-', ' ')})"
            for row in m5["by_kind"]
            if row["straight_to"]
        }
    )
    if straight:
        text += f" Straight to a grade, whatever the score: {'; '.join(straight)}."
    figures = [_figure(m5, rows)] if len(rows) > 1 else []
    text = (text + _fan_out(m5)).strip()
    return Section("fit", "Does the penalty fit the act?", [text], figures) if text else None


def _rows(m5: dict[str, Any]) -> list[dict[str, Any]]:
    """Rules that take points for deeds of some gravity, harshest first, each by its own name.

    Rules on one deed are told apart by the rule, and versions of one rule by their number.
    """
    rows = [row for row in m5["by_kind"] if row["times"] is not None and row["points"] > 0]
    deeds = Counter(row["title"] for row in rows)
    rules = Counter((row["title"], row["entry"]) for row in rows)
    seen: Counter[tuple[str, str]] = Counter()
    named = []
    for row in rows:
        rule = row["title"], str(row["entry"])
        seen[rule] += 1
        told = [rule[1].replace("-", " ")] if deeds[row["title"]] > rules[rule] else []
        told += [f"version {seen[rule]}"] if rules[rule] > 1 else []
        named.append({**row, "title": f"{row['title']} ({', '.join(told)})" if told else rule[0]})
    return sorted(named, key=lambda row: -row["times"])


def _harmless(m5: dict[str, Any]) -> float | None:
    """Share of the points taken for deeds without any declared harm."""
    taken = [
        (row["records"] * row["points"], row["gravity"]["harm"])
        for row in m5["by_kind"]
        if row["points"] > 0
    ]
    return share(sum(points for points, harm in taken if not harm), sum(p for p, _ in taken))


def _fan_out(m5: dict[str, Any]) -> str:
    each = m5["fan_out"]
    if not each or not m5["consequences"]:
        return ""
    doors = "doors closed, became dearer or were more closely checked"
    if each < 0.1:
        told, whole = thousandth(each), "every 1,000 bad records"
    else:
        told, whole = f"{each:.1f}", "each bad record"
    if told == "1":
        doors = "door closed, became dearer or was more closely checked"
    return f" For {whole} {told} {doors}."


def _figure(m5: dict[str, Any], rows: list[dict[str, Any]]) -> Figure:
    shown = rows if len(rows) <= 2 * MOST_RULES else [*rows[:MOST_RULES], *rows[-MOST_RULES:]]
    drawn = [
        Bar(row["title"], row["times"], f"{times(row['times'])} times",
            vega.RED if row["times"] > 1 else vega.BLUE)
        for row in shown
    ]  # fmt: skip
    spread = [
        f"{times(value)} times by {SCALES[scale]}"
        for scale, value in m5["spread"].items()
        if value and value > 1
    ]
    note = f"Harshest over mildest: {', '.join(spread)}. " if spread else ""
    note += "Net of points given back. Orange: harsher than the average."
    if len(shown) < len(rows):
        note += f" The {MOST_RULES} harshest and the {MOST_RULES} mildest of {len(rows)} rules."
    return Figure(
        "Points taken for the gravity of the deed, against the scheme's average",
        bars(drawn),
        in_words(drawn),
        ["deed", "records", "points a record", "harm", "times"],
        [
            [r["title"], f"{r['records']:,}", f"{r['points']:.1f}", f"{r['gravity']['harm']:g}",
             times(r["times"])]
            for r in rows
        ],
        note,
    )  # fmt: skip
