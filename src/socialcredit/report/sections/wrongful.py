"""What the page says about wrong penalties: by cause, by group and by place."""

from typing import Any

from markupsafe import Markup

from socialcredit.core.populations import PERSONS, Population
from socialcredit.core.text import joined
from socialcredit.report.pictures import charts, vega
from socialcredit.report.pictures.bars import Bar, bars, key
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results import naming
from socialcredit.results.measures.filers import by_place
from socialcredit.results.part import Share
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import between, counted, percent, portion, signed
from socialcredit.results.words.scheme import unpenalised

FEW_WRONGED = 8  # people below whom a group's burden is luck
FEW_SCORED = 5000  # residents below whom a place's burden is mostly luck
FEW_NAMED = 3  # groups that a note names one by one
AS_IT_FELL, EQUAL = "as it fell", "at equal true conduct"
CAUSE_WORDS = {
    "wrong person": "Somebody else did it",
    "false alarm": "Nothing happened",
    "wrong content": "Recorded as something else",
    "association": "A relative was recorded",
}


def wrongful_section(run: Run, block: dict[str, Any], scheme: int) -> Section:
    """Who is wrongly penalised, by cause, by group and by place."""
    m1, m2 = block["M1"], block["M2"]
    paragraphs = [_burden(m1) + _records(m1, m2)]
    if m1["panel"]["wrong_days"]:
        paragraphs.append(_in_the_panel(run, m1))
    figures = [_causes(m1)] if m1["wrong_records"] >= FEW_WRONGED else []
    figures += _groups(block["M8"], run.population)
    places = [row for row in by_place(run, scheme) if row["scored"]]
    if len(places) > 1 and any(row["wrong_days"] for row in places):
        figures.append(_places(places))
    return Section("wrong", "Who is wrongly penalised", paragraphs, figures)


def _burden(m1: dict[str, Any]) -> str:
    if not m1["penal_days"]:
        return unpenalised(m1) + " "
    told = (
        f"{m1['wrongly']:,} of the {counted(m1['penalised'], 'resident')} under a penalty at the "
        "end had nothing true behind it: without wrong records they would not be under one. Over "
        f"the run such penalties cost {m1['wrong_days']:,} days, "
        f"{portion(m1['share'])}{between(m1['interval'])} of all days under a penalty. "
    )
    if not m1["penalised"]:
        told = (
            "Nobody was under a penalty at the end. Over the run penalties with nothing true "
            f"behind them cost {m1['wrong_days']:,} days, "
            f"{portion(m1['share'])}{between(m1['interval'])} of all days under a penalty. "
        )
    if not m1["wrong_days"] and not m1["penalised"]:
        told = (
            "Nobody was under a penalty at the end, and in the whole run nobody was so only for "
            "a wrong record. "
        )
    elif not m1["wrong_days"]:
        told = (
            f"{counted(m1['penalised'], 'resident stands', 'residents stand')} under a penalty at "
            "the end, and in the whole run nobody did so only for a wrong record. "
        )
    if not m1["late_days"]:
        return told
    return (
        f"{told}Another {m1['late_days']:,} days, {portion(m1['late_share'])}"
        f"{between(m1['late_interval'])}, were late: the penalty was right once, and stood on "
        "because others had not renewed their copy of the grade. "
    )


def _records(m1: dict[str, Any], m2: dict[str, Any]) -> str:
    wrong = m1["wrong_records"]
    told = (
        f"Of {counted(m1['bad_records'], 'bad record')} "
        f"{'none' if not wrong else f'{wrong:,}'} {'was' if wrong == 1 else 'were'} wrong"
        if m1["bad_records"]
        else "No bad record was filed"
    )
    if m2["missed"] is None:
        return told + "."
    return told + (
        f"; {portion(m2['missed'])} of the breaches that the rules name were never recorded at all."
    )


def _in_the_panel(run: Run, m1: dict[str, Any]) -> str:
    panel = m1["panel"]
    relatives = next((r["days"] for r in m1["by_cause"] if r["cause"] == "association"), 0)
    rest = ["offences that did happen, filed as something else or with a wrong size"]
    rest += ["records filed on people for a relative's sake"] if relatives else []
    return (
        f"{naming.panel_words(run)} In it {counted(panel['people'], 'person', 'people')} bore "
        f"{panel['wrong_days']:,} such days. Counting only records on the wrong person and false "
        f"alarms, {portion(m1['strict_share'])} of the panel's days under a penalty were wrong; "
        f"the rest are {', and '.join(rest)}."
    )


def _causes(m1: dict[str, Any]) -> Figure:
    panel = m1["panel"]
    days = {row["cause"]: row["days"] for row in m1["by_cause"]}
    whole, wrong = panel["wrong_days"], m1["wrong_records"]
    colours = {"records": vega.ORANGE, "days": vega.RED}
    rows = []
    for row in m1["by_cause"]:
        if not row["records"] and not row["days"]:
            continue
        name = CAUSE_WORDS[row["cause"]]
        part = Share(row["records"] / wrong, wrong, row["records"], wrong)
        told = f"{portion(part)} of wrong records ({row['records']:,})"
        rows.append(Bar(name, part, told, colours["records"]))
        if whole:
            part = Share(days[row["cause"]] / whole, panel["people"])
            told = f"{portion(part)} of wrong days in the panel"
            rows.append(Bar("", part, told, colours["days"]))
    if whole:
        if panel["together"]:
            part = Share(panel["together"] / whole, panel["people"])
            told = f"{portion(part)} of wrong days in the panel"
            rows.append(Bar("Several of these together", part, told, vega.RED))
    legend = key([("bad records", vega.ORANGE), ("days under a penalty", vega.RED)])
    note = (
        f"Records: everybody. Days: {counted(panel['people'], 'person', 'people')} of the panel. "
        "A day belongs to a cause if putting that cause's records right would alone have "
        "lifted the penalty."
    )
    words = "; ".join(f"{row.name or 'its days'}: {row.told}" for row in rows)
    return Figure(
        "What went wrong",
        (legend if whole else Markup("")) + bars(rows),
        f"Bars by cause. {words}.",
        ["cause", "wrong records", "wrong days in the panel"],
        [[CAUSE_WORDS[r["cause"]], f"{r['records']:,}", f"{r['days']:,}"] for r in m1["by_cause"]],
        note if whole else "",
    )


def _groups(m8: dict[str, Any], whom: Population = PERSONS) -> list[Figure]:
    """Wrongly penalised days by group; nothing where nobody bore any, or all of it is luck.

    Both marks of a group are rates over the same people: those of the classes of conduct in which
    every group has enough, where there are such, else everybody.
    """
    rows, table, few = [], [], []
    for grouping, found in m8.items():
        title, _ = whom.cells[grouping]
        for group in found["groups"]:
            whole, equal = group["wrong_days"], group["equal_conduct"]["wrong_days"]
            base = whole if equal is None else group["as_it_fell"]["wrong_days"]
            luck = group["wronged"] < FEW_WRONGED
            rows += [
                {"grouping": title, "group": group["group"], "which": name,
                 "value": 1000 * value, "luck": luck}
                for name, value in ((AS_IT_FELL, base), (EQUAL, equal))
                if value is not None
            ]  # fmt: skip
            few += [str(group["group"])] if luck else []
            table.append(
                [title, group["group"], f"{group['residents']:,}", f"{group['wronged']:,}",
                 f"{1000 * whole:,.0f}"]
                + ["unknown" if equal is None else f"{1000 * value:,.0f}"
                   for value in (base, equal or 0.0)]
            )  # fmt: skip
    if not any(row["value"] for row in rows) or len(few) == len(table):
        return []
    known = any(row["which"] == EQUAL for row in rows)
    columns = len(table[0]) if known else len(table[0]) - 2
    told = "; ".join(f"{row[1]} {row[4]}" for row in table)
    header = ["by", "group", "scored", "wronged at the worst month's end", "all of them"]
    return [
        Figure(
            "Wrongly penalised days, by group",
            charts.groups(
                rows,
                [AS_IT_FELL, EQUAL] if known else [AS_IT_FELL],
                "days a year per 1,000 scored residents",
            ),
            f"Dots by group, days a year per thousand scored residents as it fell: {told}.",
            [*header, AS_IT_FELL, EQUAL][:columns],
            [row[:columns] for row in table],
            _groups_note(known, few, len(table)),
        )
    ]


def _groups_note(known: bool, few: list[str], groups: int) -> str:
    """What the marks say, and which of them say nothing."""
    note = "Too few deeds and people to say what the gaps would be at equal true conduct."
    if known:
        note = (
            "At equal true conduct: as if every group had done the same deeds. Both marks are "
            "rates over the same people, those in classes of conduct in which every group has "
            "1,000 or more. What gap then stays is the doing of the rules, the sensors and the "
            "offices."
        )
    if not few:
        return note
    which = f"{len(few)} of the {groups} groups" if len(few) > FEW_NAMED else joined(few)
    return (
        f"{note} Hollow: luck, not to be read (fewer than {FEW_WRONGED} people wronged: {which})."
    )


def _places(places: list[dict[str, Any]]) -> Figure:
    places = sorted(places, key=lambda row: -row["wrong_days"])
    none = sum(not row["wrong_days"] for row in places)
    rows = [
        Bar(row["place"], row["wrong_days"], f"{1000 * row['wrong_days']:,.0f}", vega.RED)
        for row in places
        if row["wrong_days"]
    ]
    small = sum(row["scored"] < FEW_SCORED for row in places)
    note = "Days a year per 1,000 scored residents; bad deeds as a change against the twin."
    if none:
        note += f" No such day in {counted(none, 'place')}."
    if small:
        where = f"all {small}" if small == len(places) else f"{small} of the {len(places)}"
        note += (
            f" In {where} places fewer than {FEW_SCORED:,} residents are scored: their rank is "
            "mostly luck."
        )
    return Figure(
        "Wrongly penalised days a year per 1,000 scored residents, by place",
        bars(rows),
        "Bars, most first: " + ", ".join(f"{row.name} {row.told}" for row in rows) + ".",
        ["place", "scored", "under a penalty at the end", "wrong days", "bad deeds"],
        [
            [row["place"], f"{row['scored']:,}", percent(row["penalised"]),
             f"{1000 * row['wrong_days']:,.0f}", signed(row["change"])]
            for row in places
        ],
        note,
    )  # fmt: skip
