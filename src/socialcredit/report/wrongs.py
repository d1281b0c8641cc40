"""What the page says about wrong penalties: by cause, by group and by place."""

from typing import Any

from markupsafe import Markup

from socialcredit.report import charts, more_charts
from socialcredit.report.bars import Bar, bars, key
from socialcredit.report.figures import Figure, Section
from socialcredit.results.bodies import by_place
from socialcredit.results.summary import between, percent, signed
from socialcredit.results.tables import Run

MOST_PLACES = 34
FEW_WRONGED = 8  # people below whom a group's burden is luck
GROUP_TITLES = {
    "minority": "group",
    "female": "sex",
    "urban": "where they live",
    "age_band": "age",
    "fifth": "household income",
}
CAUSE_WORDS = {
    "wrong person": "Somebody else did it",
    "false alarm": "Nothing happened",
    "wrong content": "Recorded as something else",
    "association": "A relative was recorded",
}


def wrongful_section(run: Run, block: dict[str, Any], scheme: int) -> Section:
    """Who is wrongly penalised, by cause, by group and by place."""
    m1, m2 = block["M1"], block["M2"]
    panel = m1["panel"]
    text = (
        f"{m1['wrongly']:,} of the {m1['penalised']:,} residents under a penalty at the end would "
        "not be under one if only right records counted and every copy were up to date. Over the "
        f"run, wrong records and old copies cost {m1['wrong_days']:,} days under a penalty, "
        f"{percent(m1['share'])}{between(m1['interval'])} of all such days. "
    )
    if not m1["penal_days"]:
        text = "Nobody came under a penalty. "
    text += (
        f"Of {m1['bad_records']:,} bad records {m1['wrong_records']:,} were wrong; "
        f"{percent(m2['missed'])} of the breaches that the rules name were never recorded at all."
    )
    paragraphs = [text]
    if panel["wrong_days"]:
        paragraphs.append(
            f"In the panel (a sample of households whose every record is kept) {panel['people']} "
            f"people bore {panel['wrong_days']:,} such days. Counting only records on the wrong "
            f"person and false alarms, {percent(m1['strict_share'])} of the panel's days under a "
            "penalty were wrong; the rest are offences that did happen, filed as something else "
            "or with a wrong size, and penalties that others went on applying for up to a month "
            "after the record was gone."
        )
    figures = [_causes(m1)] if m1["wrong_records"] else []
    figures += _groups(block["M8"])
    if len(run.names["places"]) > 1:
        figures.append(_places(run, scheme))
    return Section("wrong", "Who is wrongly penalised", paragraphs, figures)


def _causes(m1: dict[str, Any]) -> Figure:
    panel = m1["panel"]
    days = {row["cause"]: row["days"] for row in m1["by_cause"]}
    whole, wrong = panel["wrong_days"], m1["wrong_records"]
    colours = {"records": charts.ORANGE, "days": charts.RED}
    rows = []
    for row in m1["by_cause"]:
        name = CAUSE_WORDS[row["cause"]]
        part = row["records"] / wrong
        told = f"{percent(part)} of wrong records ({row['records']:,})"
        rows.append(Bar(name, part, told, colours["records"]))
        if whole:
            told = f"{percent(days[row['cause']] / whole)} of wrong days in the panel"
            rows.append(Bar("", days[row["cause"]] / whole, told, colours["days"]))
    if whole:
        for name, kind in (
            ("Several of these together", "together"),
            ("The record was gone, but not from others' copies", "stale"),
        ):
            told = f"{percent(panel[kind] / whole)} of wrong days in the panel"
            rows.append(Bar(name, panel[kind] / whole, told, charts.RED))
    legend = key([("bad records", charts.ORANGE), ("days under a penalty", charts.RED)])
    note = f"Records: everybody. Days: {panel['people']} people of the panel. A day belongs to a "
    note += "cause if putting that cause's records right would alone have lifted the penalty."
    words = "; ".join(f"{row.name or 'its days'}: {row.told}" for row in rows)
    return Figure(
        "What went wrong",
        (legend if whole else Markup("")) + bars(rows),
        f"Bars by cause. {words}.",
        ["cause", "wrong records", "wrong days in the panel"],
        [[CAUSE_WORDS[r["cause"]], f"{r['records']:,}", f"{r['days']:,}"] for r in m1["by_cause"]],
        note if whole else "",
    )


def _groups(m8: dict[str, Any]) -> list[Figure]:
    """Wrongly penalised days by group; nothing where nobody bore any."""
    rows, table, few = [], [], []
    for grouping, found in m8.items():
        title = GROUP_TITLES[grouping]
        for group in found["groups"]:
            raw, equal = group["wrong_days"], group["equal_conduct"]["wrong_days"]
            pair = (("as it fell", raw), ("at equal true conduct", equal))
            rows += [
                {"grouping": title, "group": group["group"], "which": name, "days": 1000 * value}
                for name, value in pair
                if value is not None
            ]
            few += [str(group["group"])] if group["wronged"] < FEW_WRONGED else []
            table.append(
                [title, group["group"], f"{group['residents']:,}", f"{group['wronged']:,}"]
                + [f"{1000 * raw:,.0f}", "unknown" if equal is None else f"{1000 * equal:,.0f}"]
            )
    if not any(row["days"] for row in rows):
        return []
    told = "; ".join(f"{row[1]} {row[4]}" for row in table)
    note = (
        "At equal true conduct: as if every group had done the same deeds, where there are enough "
        "people to say so. What gap then stays is "
        "the doing of the rules, the sensors and the offices."
    )
    if few:
        note += (
            f" Luck, not to be read: {', '.join(few)} (fewer than {FEW_WRONGED} people wronged)."
        )
    header = ["by", "group", "scored", "wronged at the worst month's end", "as it fell"]
    return [
        Figure(
            "Wrongly penalised days, by group",
            more_charts.groups(rows),
            f"Dots by group, days a year per thousand scored residents as it fell: {told}.",
            [*header, "at equal true conduct"],
            table,
            note,
        )
    ]


def _places(run: Run, scheme: int) -> Figure:
    places = [row for row in by_place(run, scheme) if row["scored"]]
    places.sort(key=lambda row: -row["wrong_days"])
    rows = [
        Bar(row["place"], row["wrong_days"], f"{1000 * row['wrong_days']:,.0f}", charts.RED)
        for row in places[:MOST_PLACES]
    ]
    drawn: Markup = bars(rows)
    return Figure(
        "Wrongly penalised days a year per 1,000 scored residents, by place",
        drawn,
        "Bars, most first: " + ", ".join(f"{row.name} {row.told}" for row in rows) + ".",
        ["place", "scored", "under a penalty at the end", "wrong days", "bad deeds"],
        [
            [row["place"], f"{row['scored']:,}", percent(row["penalised"]),
             f"{1000 * row['wrong_days']:,.0f}", signed(row["change"])]
            for row in places
        ],
        "Days a year per 1,000 scored residents; bad deeds as a change against the twin.",
    )  # fmt: skip
