"""What the page says about grades, conduct and wrong penalties, for one scheme."""

from calendar import monthrange
from datetime import date
from typing import Any

from markupsafe import Markup

from socialcredit.report import charts, more_charts
from socialcredit.report.bars import Bar, bars, key
from socialcredit.report.figures import Figure, Section
from socialcredit.results import naming
from socialcredit.results.bodies import by_place
from socialcredit.results.shares import bad_deeds_by_month, conduct_by_kind, grade_shares
from socialcredit.results.summary import between, percent, signed
from socialcredit.results.tables import Run

FEWEST = 30  # deeds in the twin below which a change is luck and not drawn
MOST_KINDS, MOST_PLACES = 10, 34
FEW_WRONGED = 8  # people below whom a group's burden is luck
COLOURS = {
    "bad": charts.RED,
    "hidden-bad": charts.GREY,
    "good": charts.BLUE,
    "hidden-good": charts.GREY,
    "watched": charts.PURPLE,
}
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
}


def month_ends(run: Run) -> list[str]:
    """First day of every month of the run, as dates."""
    start = date.fromisoformat(str(run.manifest["start"]))
    months = [start.year * 12 + start.month - 1 + month for month in range(run.months)]
    return [date(month // 12, month % 12 + 1, 1).isoformat() for month in months]


def per_thousand(run: Run) -> list[float]:
    """What turns a month's count into one per 1,000 residents and 30 days, month by month."""
    days = [monthrange(int(day[:4]), int(day[5:7]))[1] for day in month_ends(run)]
    return [1000 / run.people * 30 / length for length in days]


def grades_section(run: Run, scheme: int) -> Section:
    """Grade shares over time."""
    names = naming.scheme(run, scheme)
    grades = [str(grade) for grade in names["grades"]]
    penal = [g for g, bad in zip(grades, naming.penal_grades(run, scheme), strict=True) if bad]
    shares, dates = grade_shares(run, scheme), month_ends(run)
    rows = [
        {
            "date": dates[month],
            "name": grade,
            "value": float(shares[month, place]),
            "last": month == run.months - 1,
            "told": percent(float(shares[-1, place])),
        }
        for month in range(run.months)
        for place, grade in enumerate(grades)
    ]
    ends = [m for m in range(run.months) if m % 12 == 11 or m == run.months - 1]
    table = [[dates[m][:7], *[percent(float(s)) for s in shares[m]]] for m in ends]
    told = ", ".join(f"{g} {percent(float(s))}" for g, s in zip(grades, shares[-1], strict=True))
    text = f"At the end of the run the scored residents stood like this: {told}."
    if penal:
        text += f" Penalties come with {' and '.join(penal)}, drawn in orange."
    figure = Figure(
        "Share of scored residents in each grade",
        charts.strips(rows, grades, penal),
        f"One strip a grade over {run.months} months. {text}",
        ["month", *grades],
        table,
        "Each strip has its own scale; the number at its end is the last month's share.",
    )
    return Section("grades", "Who stands where", [text], [figure])


def conduct_section(run: Run, found: dict[str, Any]) -> Section:
    """True conduct with the scheme and in the twin without it."""
    bad, good = found["bad_deeds"], found["good_deeds"]
    if not run.has_twin:
        text = f"{bad['with']:,} bad deeds were done. The run has no twin to compare with."
        return Section("conduct", "What people did", [text])
    text = (
        "The same residents lived the same years twice, with the same luck: once under the scheme, "
        f"once without it. Bad deeds changed by {signed(bad['change'])} "
        f"({bad['without']:,} without, {bad['with']:,} with), good deeds by "
        f"{signed(good['change'])}. This is what they truly did, not what was seen or filed."
    )
    figures = [_conduct_lines(run)]
    rows = [
        row
        for row in conduct_by_kind(run)
        if row["change"] is not None and row["without"] >= FEWEST
    ]
    for title, wanted in (
        ("Change of each kind of bad deed", naming.BAD_SIGNS),
        ("Change of good deeds, and of lawful deeds that are watched", ("good", "hidden-good",
                                                                       "watched")),
    ):  # fmt: skip
        mine = [row for row in rows if row["sign"] in wanted]
        if any(row["change"] for row in mine):
            figures.append(_change(title, mine))
    return Section("conduct", "Conduct with and without the scheme", [text], figures)


def _conduct_lines(run: Run) -> Figure:
    with_, without = bad_deeds_by_month(run) * per_thousand(run)
    rows: list[dict[str, Any]] = [
        {"date": day, "with": float(one), "without": float(two)}
        for day, one, two in zip(month_ends(run), with_, without, strict=True)
    ]
    return Figure(
        "Bad deeds truly done, seen or unseen",
        charts.conduct_over_time(rows),
        "Two lines by month: bad deeds per thousand residents in 30 days, without the scheme "
        f"({without[0]:.1f} in the first month, {without[-1]:.1f} in the last) and with it "
        f"({with_[0]:.1f}, then {with_[-1]:.1f}).",
        ["month", "without", "with"],
        [[row["date"][:7], f"{row['without']:.1f}", f"{row['with']:.1f}"] for row in rows[::6]],
        "The scale does not begin at zero. Luck is the same in both worlds, so the gap is the "
        "scheme's doing in this model.",
    )


def _change(title: str, rows: list[dict[str, Any]]) -> Figure:
    moved = [row for row in rows if row["change"]]
    order = sorted(moved, key=lambda row: -abs(row["change"]))[:MOST_KINDS]
    order.sort(key=lambda row: row["change"])
    drawn = bars(
        [
            Bar(
                row["title"],
                row["change"],
                f"{signed(row['change'])} ({row['with'] - row['without']:+,})".replace("-", "−"),
                COLOURS[row["sign"]],
            )
            for row in order
        ]
    )
    ends = [f"{row['title']} {signed(row['change'])}" for row in (order[0], order[-1])]
    note = "In brackets the number of deeds more or fewer."
    if len(moved) > len(order):
        note += f" The {len(order)} kinds that changed most."
    if len(rows) > len(moved):
        note += (
            f" {len(rows) - len(moved)} kinds did not change: no response in this run moves them."
        )
    if any(row["sign"].startswith("hidden") for row in order):
        note += " Grey: deeds that no source ever sees."
    if any(row["sign"] == "watched" for row in order):
        note += " Purple: lawful deeds that are watched."
    return Figure(
        title,
        drawn,
        f"Bars of change against the twin run, from {ends[0]} to {ends[1]}.",
        ["kind", "without", "with", "change"],
        [
            [row["title"], f"{row['without']:,}", f"{row['with']:,}", signed(row["change"])]
            for row in sorted(rows, key=lambda row: row["change"])
        ],
        note,
    )


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
        "At equal true conduct: as if every group had done the same deeds. What gap then stays is "
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
