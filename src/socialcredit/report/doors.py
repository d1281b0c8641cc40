"""What the page says on bodies that file, doors that close, lists, and whether penalties fit."""

from typing import Any

import numpy as np
from markupsafe import Markup

from socialcredit.report import charts, more_charts
from socialcredit.report.bars import Bar, bars
from socialcredit.report.figures import Figure, Section
from socialcredit.report.flows import flows
from socialcredit.report.sections import month_ends
from socialcredit.results import naming
from socialcredit.results.bodies import filed_by_source, lists_by_month
from socialcredit.results.summary import between, number, percent
from socialcredit.results.tables import Run

HARDER = {"refuse": "refused", "dearer": "made dearer", "inspect": "checked more closely"}
EASIER = {"priority": "eased", "money": "paid", "shown": "shown"}
MOST_RULES, MOST_DOORS = 8, 16


def watch_section(run: Run, block: dict[str, Any], scheme: int) -> Section:
    """Who files records, how often they are wrong, and how much of life is watched."""
    m12 = block["M12"]
    text = (
        f"{m12['records']:,} records were filed, {number(m12['per_person_year'])} a resident and "
        f"year, on {len(m12['domains'])} domains of life ({percent(m12['covered'])} of those in "
        "which the model knows deeds)."
    )
    if m12["watched_lawful"]:
        text += f" {percent(m12['watched_lawful'])} of them are about lawful deeds."
    filed = filed_by_source(run, scheme)
    if not filed:
        return Section("watch", "Who watches", [text])
    rows = [
        Bar(
            row["title"],
            row["records"],
            f"{row['records']:,}, {percent(row['wrong'] / row['records'])} wrong",
            parts=(
                (row["records"] - row["wrong"], charts.SKY),
                (row["wrong"], charts.RED),
            ),
        )
        for row in filed
    ]
    figure = Figure(
        "Records filed on the panel, by the body that saw the deed",
        bars(rows),
        "Bars: " + "; ".join(f"{row.name} {row.told}" for row in rows) + ".",
        ["body", "records", "wrong", "points taken"],
        [
            [r["title"], f"{r['records']:,}", f"{r['wrong']:,}", f"{r['lost']:,.0f}"]
            for r in filed
        ],
        "Orange: wrong records, good ones included. The panel is a sample of households.",
    )  # fmt: skip
    return Section("watch", "Who watches", [text], [figure])


def network_section(run: Run, found: dict[str, Any]) -> Section | None:
    """Which body feeds which: from filing through the schemes to the doors; None without any."""
    filed: dict[tuple[str, str], float] = {}
    closed: dict[tuple[str, str], float] = {}
    titles = [str(block["title"]) for block in found["schemes"]]
    for scheme, block in enumerate(found["schemes"]):
        for row in filed_by_source(run, scheme):
            filed[row["title"], titles[scheme]] = row["lost"]
        for row in block["M4"]["doors"]:
            if row["against"]:
                way = naming.domain_title(run, row["domain"]), titles[scheme]
                closed[way[1], way[0]] = closed.get((way[1], way[0]), 0.0) + _tries(row)
    filed = {ends: amount for ends, amount in filed.items() if amount}
    closed = {ends: amount for ends, amount in closed.items() if amount}
    if not filed and not closed:
        return None
    names = sorted({s for _, s in filed} | {s for s, _ in closed})
    told = [f"{one} to {two} {amount:,.0f}" for (one, two), amount in [*filed.items(),
                                                                      *closed.items()]]  # fmt: skip
    figure = Figure(
        "From bodies that file, through the score, to doors that close",
        flows(filed, closed, names),
        "Flows: " + "; ".join(told) + ".",
        ["from", "to", "amount"],
        [[one, two, f"{amount:,.0f}"] for (one, two), amount in [*filed.items(), *closed.items()]],
        "Left: points that each body's records took from the "
        "panel. Right: tries at a door that was closed, dearer or more closely checked, in the "
        "whole run. Each side has its own scale.",
    )
    text = (
        "One score gathers what many bodies know and hands it to many others. A reader of the "
        "score cannot see which body's record it rests on."
    )
    return Section("network", "Who feeds whom", [text], [figure])


def _tries(row: dict[str, Any]) -> int:
    return int(row["refusals"] if row["effect"] == "refuse" else row["attempts"])


def context_section(run: Run, block: dict[str, Any]) -> Section:
    """Which domains of life feed which closed doors, and how often doors close."""
    m4 = block["M4"]
    figures = _doors(run, m4)
    if m4["matrix"] is None:
        none = (
            "No door closed on anybody in the panel, so records and doors cannot be laid together."
        )
        return Section("context", "Which domains feed which", [none], figures)
    text = (
        f"{percent(m4['other_part'])}{between(m4['interval'])} of closed doors lie in another part "
        "of life than the records they rest on. On a declared scale from 0 (the same domain) to 1 "
        f"(as far apart as domains get), their mean distance is {number(m4['distance'])}. "
        f"{m4['dependent']} of the {m4['people']} people of the panel who met a closed door would "
        "not have met it on records from that part of life alone."
    )
    return Section("context", "Which domains feed which", [text], [_heat(run, m4), *figures])


def _heat(run: Run, m4: dict[str, Any]) -> Figure:
    part = naming.parts_of_life(run)
    names = sorted({part[domain] for domain in m4["domains"] if domain in part})
    place = {name: number_ for number_, name in enumerate(names)}
    matrix = np.zeros((len(names), len(names)))
    for i, j in zip(*np.nonzero(np.array(m4["matrix"])), strict=True):
        one, two = part[m4["domains"][i]], part[m4["domains"][j]]
        matrix[place[one], place[two]] += m4["matrix"][i][j]
    sources = [i for i in np.argsort(-matrix.sum(axis=1)).tolist() if matrix[i].sum() > 0]
    doors = [j for j in np.argsort(-matrix.sum(axis=0)).tolist() if matrix[:, j].sum() > 0]
    rows = [
        {
            "source": names[i],
            "door": names[j],
            "share": float(matrix[i, j]),
            "told": percent(float(matrix[i, j])) if matrix[i, j] else "",
            "related": i == j,
        }
        for i in sources
        for j in doors
    ]
    top = max(rows, key=lambda row: float(str(row["share"])))
    return Figure(
        "Where the records come from, and where doors close",
        more_charts.heat_map(rows),
        "Grid of shares of all closed doors of the panel. The largest: records from "
        f"{top['source']}, doors closed in {top['door']}, {top['told']}.",
        ["records from", *[names[j] for j in doors]],
        [[names[i], *[percent(float(matrix[i, j])) for j in doors]] for i in sources],
        f"Shares of {m4['tries']:,} tries at closed, dearer or closely checked doors by "
        f"{m4['people']} people of the panel. Framed in orange: record and door belong to the same "
        "part of life.",
    )


def _doors(run: Run, m4: dict[str, Any]) -> list[Figure]:
    """Tries at each consequence in the whole run; nothing where nobody tried."""
    rows = sorted(
        (row for row in m4["doors"] if _tries(row) or row["attempts"]),
        key=lambda row: (not row["against"], -_tries(row)),
    )
    if not rows:
        return []
    words = HARDER | EASIER
    drawn = [
        Bar(
            f"{row['title']} ({naming.domain_title(run, row['domain']).lower()})",
            float(_tries(row)),
            _door_words(row, words),
            charts.RED if row["against"] else charts.BLUE,
        )
        for row in rows[:MOST_DOORS]
    ]
    return [
        Figure(
            "Doors: how often they closed, and how often they opened wider",
            bars(drawn),
            "Bars: " + "; ".join(f"{bar.name} {bar.told}" for bar in drawn) + ".",
            ["consequence", "times", "wrongly", "borne by relatives", "yuan moved"],
            [
                [row["title"], f"{_tries(row):,}", f"{row['wrongful']:,}", f"{row['others']:,}",
                 f"{row['money']:,}"]
                for row in rows
            ],
            "Times in the whole run, by anybody. Orange: against the person. Blue: for the person. "
            "Wrongly: because of a wrong record or a copy not renewed.",
        )
    ]  # fmt: skip


def _door_words(row: dict[str, Any], words: dict[str, str]) -> str:
    told = f"{words.get(row['effect'], row['effect'])} {_tries(row):,} times"
    if row["effect"] == "refuse" and row["refusals"]:
        told += f", {percent(row['wrongful'] / row['refusals'])} wrongly"
    return told


def lists_section(run: Run, scheme: int) -> Section | None:
    """Stock and flow of every list by month; None where the scheme has no list or nobody on one."""
    lists = [row for row in lists_by_month(run, scheme) if max(row["stock"] + row["entered"])]
    if not lists:
        return None
    dates = month_ends(run)
    rows = [
        {
            "date": dates[month],
            "name": row["title"],
            "value": row["stock"][month],
            "last": month == run.months - 1,
            "told": f"{row['stock'][-1]:,}",
        }
        for row in lists
        for month in range(run.months)
    ]
    sentences = [
        f"{row['title']}: {sum(row['entered']):,} entries, {sum(row['left']):,} departures, "
        f"{row['stock'][-1]:,} on it at the end, {max(row['stock']):,} at most."
        for row in lists
    ]
    black = [row["title"] for row in lists if row["colour"] == "black"]
    names = [row["title"] for row in lists]
    figure = Figure(
        "Residents on each list at the end of each month",
        charts.strips(rows, names, black, ",d"),
        "One strip a list. " + " ".join(sentences),
        ["list", "month", "entered", "left", "on it"],
        [
            [row["title"], dates[m][:7], f"{row['entered'][m]:,}", f"{row['left'][m]:,}",
             f"{row['stock'][m]:,}"]
            for row in lists
            for m in range(run.months)
            if m % 6 == 5 or m == run.months - 1
        ],
        "Each strip has its own scale. Orange: black lists.",
    )  # fmt: skip
    return Section("lists", "Who is listed", sentences, [figure])


def fit_section(block: dict[str, Any]) -> Section | None:
    """Whether what follows an act is in keeping with its gravity; None where nothing was taken."""
    m5 = block["M5"]
    rows = sorted(
        (row for row in m5["by_kind"] if row["times"] is not None and row["points"] > 0),
        key=lambda row: -row["times"],
    )
    titles = [row["title"] for row in rows]
    rows = [
        {**r, "title": f"{r['title']} ({r['entry']})"} if titles.count(r["title"]) > 1 else r
        for r in rows
    ]
    straight = sorted({f"{r['title']} ({r['straight_to']})" for r in m5["by_kind"]
                       if r["straight_to"]})  # fmt: skip
    if not rows:
        return None
    shown = rows if len(rows) <= 2 * MOST_RULES else [*rows[:MOST_RULES], *rows[-MOST_RULES:]]
    drawn: Markup = bars(
        [
            Bar(row["title"], row["times"], f"{row['times']:.2g} times",
                charts.RED if row["times"] > 1 else charts.BLUE)
            for row in shown
        ]
    )  # fmt: skip
    text = (
        "Each rule's points are set against the harm its deed does, on a scale this project "
        "declares; 1 is the scheme's own average. "
        f"{rows[0]['title']} costs {rows[0]['times']:.2g} times as many points for its gravity as "
        f"the average, {rows[-1]['title'].lower()} {rows[-1]['times']:.2g} times."
    )
    if straight:
        text += f" Straight to a grade, whatever the score: {'; '.join(straight)}."
    text += (
        f" Each bad record led to {number(m5['fan_out'])} closed, dearer or closely checked doors."
    )
    note = (
        "Harshest over mildest: "
        + ", ".join(
            f"{value:,.0f} times by {_SCALES[scale]}"
            for scale, value in m5["spread"].items()
            if value
        )
        + ". Net of points given back. Orange: harsher than the average."
    )
    if len(shown) < len(rows):
        note += f" The {MOST_RULES} harshest and the {MOST_RULES} mildest of {len(rows)} rules."
    figure = Figure(
        "Points taken for the gravity of the deed, against the scheme's average",
        drawn,
        "Bars: " + "; ".join(f"{r['title']} {r['times']:.2g} times" for r in shown) + ".",
        ["deed", "records", "points a record", "harm", "times"],
        [
            [r["title"], f"{r['records']:,}", f"{r['points']:.1f}", f"{r['gravity']['harm']:g}",
             f"{r['times']:.2f}"]
            for r in rows
        ],
        note,
    )  # fmt: skip
    return Section("fit", "Does the penalty fit the act?", [text], [figure])


_SCALES = {"harm": "harm done", "fine": "the ordinary fine", "public": "public opinion"}
