"""What the page says on bodies that file records and on doors that close."""

from typing import Any

import numpy as np

from socialcredit.core.levels import SHOWING
from socialcredit.core.text import lower_first
from socialcredit.report.pictures import charts, vega
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.report.pictures.network import flows
from socialcredit.results import naming
from socialcredit.results.measures.filers import filed_by_source
from socialcredit.results.money import MONEY, amount
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import a_year, between, counted, number, percent, portion

EFFECTS = {
    "refuse": "refused",
    "dearer": "made dearer",
    "inspect": "checked more closely",
    "priority": "eased",
    "money": "paid",
    "shown": "shown",
    "sign": "hung out",
    "surcharge": "charged more",
}
MOST_DOORS = 16
FEW_FLOWS = 3  # with fewer there is nothing to follow


def watch_section(run: Run, block: dict[str, Any], scheme: int) -> Section:
    """Who files records, how often they are wrong, and how much of life is watched."""
    m12 = block["M12"]
    if not m12["records"]:
        return Section("watch", "Who watches", ["No record was filed."])
    text = (
        f"{counted(m12['records'], 'record was', 'records were')} filed "
        f"({a_year(m12['per_person_year'])}), on {counted(len(m12['domains']), 'domain')} of life "
        f"({portion(m12['covered'])} of those in which the model knows deeds)."
    )
    if m12["watched_lawful"]:
        text += f" {portion(m12['watched_lawful'])} of them are about lawful deeds."
    filed = filed_by_source(run, scheme)
    if not filed:
        return Section("watch", "Who watches", [text])
    rows = [
        Bar(
            row["title"],
            row["records"],
            f"{row['records']:,}, {portion(share(row['wrong'], row['records']))} wrong",
            parts=(
                (row["records"] - row["wrong"], vega.SKY),
                (row["wrong"], vega.RED),
            ),
        )
        for row in filed
    ]
    figure = Figure(
        "Records filed on the panel, by the body that saw the deed",
        bars(rows),
        in_words(rows),
        ["body", "records", "wrong", *([] if block["codes"] else ["points taken"])],
        [
            [r["title"], f"{r['records']:,}", f"{r['wrong']:,}",
             *([] if block["codes"] else [f"{r['lost']:,.0f}"])]
            for r in filed
        ],
        f"Orange: wrong records, good ones included. {naming.panel_words(run)}",
    )  # fmt: skip
    return Section("watch", "Who watches", [text], [figure])


def network_section(run: Run, found: dict[str, Any]) -> Section | None:
    """Which body feeds which: from filing through schemes to doors; None with hardly any."""
    filed: dict[tuple[str, str], float] = {}
    closed: dict[tuple[str, str], float] = {}
    titles = naming.short_titles(run)
    for scheme, block in enumerate(found["schemes"]):
        for row in filed_by_source(run, scheme):
            filed[row["title"], titles[scheme]] = row["against"]
        for row in block["M4"]["doors"]:
            if row["against"]:
                way = naming.domain_title(run, row["domain"]), titles[scheme]
                closed[way[1], way[0]] = closed.get((way[1], way[0]), 0.0) + _tries(row)
    filed = {ends: amount for ends, amount in filed.items() if amount}
    closed = {ends: amount for ends, amount in closed.items() if amount}
    if len(filed) + len(closed) < FEW_FLOWS:
        return None
    names = sorted({s for _, s in filed} | {s for s, _ in closed})
    told = [f"{one} to {two} {amount:,.0f}" for (one, two), amount in [*filed.items(),
                                                                      *closed.items()]]  # fmt: skip
    figure = Figure(
        "From bodies that file to doors that close" if closed else "Who files against people",
        flows(filed, closed, names),
        "Flows: " + "; ".join(told) + ".",
        ["from", "to", "amount"],
        [[one, two, f"{amount:,.0f}"] for (one, two), amount in [*filed.items(), *closed.items()]],
        "Left: records against people of the panel that each body filed."
        + (
            " Right: tries at a door that was closed, dearer or more closely checked, in the "
            "whole run. Each side has its own scale."
            if closed
            else " No door closed on anybody."
        ),
    )
    bodies, doors = len({one for one, _ in filed}), len({two for _, two in closed})
    text = f"{counted(bodies, 'body files', 'bodies file')} what counts against people"
    text += f", and {counted(doors, 'kind')} of door closed on them for it." if doors else "."
    if bodies > 1 and doors > 1:
        text += " Who keeps a door sees a grade, and not which body's record it rests on."
    return Section("network", "Who feeds whom", [text], [figure, *_refusals(run, found)])


def _refusals(run: Run, found: dict[str, Any]) -> list[Figure]:
    """Refusals by domain of life, whichever scheme they come from; nothing with one domain."""
    refused: dict[str, list[int]] = {}
    for block in found["schemes"]:
        for row in block["M4"]["doors"]:
            if row["effect"] == "refuse" and row["refusals"]:
                sums = refused.setdefault(naming.domain_title(run, row["domain"]), [0, 0])
                sums[0] += row["refusals"]
                sums[1] += row["attempts"]
    if len(refused) < 2:
        return []
    rows = [
        Bar(name, times, f"{times:,} of {counted(tries, 'try', 'tries')}", vega.RED)
        for name, (times, tries) in sorted(refused.items(), key=lambda item: -item[1][0])
    ]
    return [
        Figure(
            "Refusals by domain of life",
            bars(rows),
            in_words(rows),
            ["domain", "refused"],
            [[row.name, row.told] for row in rows],
            "In the whole run, under all rules together. Of the tries of people whom a grade, list "
            "or check stops; the others went through because nobody looked.",
        )
    ]


def _tries(row: dict[str, Any]) -> int:
    return int(row["refusals"] if row["effect"] == "refuse" else row["attempts"])


def context_section(run: Run, block: dict[str, Any]) -> Section | None:
    """Which domains of life feed which closed doors; None where no door did anything."""
    m4 = block["M4"]
    figures = _doors(run, m4)
    if m4["matrix"] is None and not figures:
        return None
    if m4["matrix"] is None:
        none = "No door closed on anybody in the panel for a record of their own."
        return Section("context", "What followed a record", [none], figures)
    if not m4["other_part"]:
        alike = "Every door that closed lies in the same part of life as the records it rests on."
        return Section("context", "Which domains feed which", [alike], figures)
    text = (
        f"{portion(m4['other_part'])}{between(m4['interval'])} of closed doors lie in another part "
        "of life than the records they rest on. On a declared scale from 0 (the same domain) to 1 "
        f"(as far apart as domains get), their mean distance is {number(m4['distance'])}. "
        f"Of {counted(m4['people'], 'person', 'people')} of the panel who met a closed door "
        f"{m4['dependent']:,} would not have met it on records from that part of life alone."
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
            "told": percent(Share(matrix[i, j], m4["tries"])) if matrix[i, j] else "",
            "related": i == j,
        }
        for i in sources
        for j in doors
    ]
    top = max(rows, key=lambda row: float(str(row["share"])))
    return Figure(
        "Where the records come from, and where doors close",
        charts.heat_map(rows),
        "Grid of shares of all closed doors of the panel. The largest: records from "
        f"{top['source']}, doors closed in {top['door']}, {top['told']}.",
        ["records from", *[names[j] for j in doors]],
        [[names[i], *[percent(Share(matrix[i, j], m4["tries"])) for j in doors]] for i in sources],
        f"Shares of {m4['tries']:,} tries at closed, dearer or closely checked doors by "
        f"{counted(m4['people'], 'person', 'people')} of the panel. Framed in orange: record and "
        "door belong to the same part of life.",
    )


def _doors(run: Run, m4: dict[str, Any]) -> list[Figure]:
    """Tries at each consequence in the whole run; nothing where nobody tried."""
    rows = sorted(
        (row for row in m4["doors"] if _tries(row) or row["attempts"]),
        key=lambda row: (not _against(row), -_tries(row)),
    )
    if not rows:
        return []
    drawn = [
        Bar(
            f"{row['title']} ({lower_first(naming.domain_title(run, row['domain']))})",
            float(_tries(row)),
            _door_words(row),
            vega.RED if _against(row) else vega.BLUE,
        )
        for row in rows[:MOST_DOORS]
    ]
    return [
        Figure(
            "Doors: how often they closed, and how often they opened wider",
            bars(drawn),
            in_words(drawn),
            ["consequence", "times", "wrongly", "borne by relatives", f"{MONEY} moved"],
            [
                [row["title"], f"{_tries(row):,}", f"{row['wrongful']:,}", f"{row['others']:,}",
                 amount(row["money"])]
                for row in rows
            ],
            "Times in the whole run, by anybody. Orange: against the person. Blue: for the person. "
            "Wrongly: with nothing true behind it. Late: right once, on a copy not renewed since.",
        )
    ]  # fmt: skip


def _against(row: dict[str, Any]) -> bool:
    """Whether a consequence is against the person; being shown to an audience is."""
    return bool(row["against"]) or row["effect"] in SHOWING


def _door_words(row: dict[str, Any]) -> str:
    if row["effect"] == "refuse" and not row["refusals"]:
        return f"never refused in {counted(row['attempts'], 'try', 'tries')}"
    word = "fined" if row["effect"] == "money" and row["against"] else EFFECTS[row["effect"]]
    often = f"{_tries(row):,} times" if _tries(row) > 1 else "once"
    if row["check"]:
        return f"{word} {often}, each time its own user"
    if row["effect"] == "refuse":
        wrong = row["wrongful"]
        part = portion(share(wrong, row["refusals"]))
        return f"{word} {often}, " + (f"{part} wrongly" if wrong else "never wrongly")
    return f"{word} {often}"
