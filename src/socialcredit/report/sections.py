"""What the page says about one scheme: findings turned into sentences and pictures."""

from datetime import date
from typing import Any

import numpy as np

from socialcredit.report import charts, more_charts
from socialcredit.report.figures import Figure, Section
from socialcredit.results import naming
from socialcredit.results.shares import bad_deeds_by_month, conduct_by_kind, grade_shares
from socialcredit.results.summary import number, percent, signed
from socialcredit.results.tables import Run

FEWEST = 30  # deeds in the twin below which a change is luck and not drawn
GROUP_TITLES = {
    "minority": "group",
    "female": "sex",
    "urban": "where they live",
    "age_band": "age",
    "fifth": "household income",
}


def month_ends(run: Run) -> list[str]:
    """First day of every month of the run, as dates."""
    start = date.fromisoformat(str(run.manifest["start"]))
    months = [start.year * 12 + start.month - 1 + month for month in range(run.months)]
    return [date(month // 12, month % 12 + 1, 1).isoformat() for month in months]


def grades_section(run: Run, scheme: int) -> Section:
    """Grade shares over time."""
    names = naming.scheme(run, scheme)
    grades = [str(grade) for grade in names["grades"]]
    penal = [g for g, bad in zip(grades, naming.penal_grades(run, scheme), strict=True) if bad]
    shares, dates = grade_shares(run, scheme), month_ends(run)
    rows = [
        {
            "date": dates[month],
            "grade": grade,
            "share": float(shares[month, place]),
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
    text += f" Penalties come with {' and '.join(penal)}, drawn in orange." if penal else ""
    figure = Figure(
        "Share of scored residents in each grade",
        charts.grades(rows, grades, penal),
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
    return Section(
        "conduct",
        "Conduct with and without the scheme",
        [text],
        [_conduct_lines(run), _conduct_bars(run)],
    )


def _conduct_lines(run: Run) -> Figure:
    with_, without = bad_deeds_by_month(run) * (1000 / run.people)
    dates = month_ends(run)
    rows: list[dict[str, Any]] = [
        {"date": day, "with": float(one), "without": float(two)}
        for day, one, two in zip(dates, with_, without, strict=True)
    ]
    return Figure(
        "Bad deeds, seen or unseen",
        charts.conduct_over_time(rows),
        "Two lines by month: bad deeds per thousand residents without the scheme "
        f"({without[0]:.1f} in the first month, {without[-1]:.1f} in the last) and with it "
        f"({with_[0]:.1f}, then {with_[-1]:.1f}).",
        ["month", "without", "with"],
        [[row["date"][:7], f"{row['without']:.1f}", f"{row['with']:.1f}"] for row in rows[::6]],
        "The scale does not begin at zero.",
    )


def _conduct_bars(run: Run) -> Figure:
    rows = [
        row
        for row in conduct_by_kind(run)
        if row["change"] is not None and row["without"] >= FEWEST
    ]
    order = sorted(rows, key=lambda row: float(row["change"]))
    ends = f"{order[0]['title']} {signed(order[0]['change'])}" if order else "nothing"
    top = f"{order[-1]['title']} {signed(order[-1]['change'])}" if order else "nothing"
    return Figure(
        "Change of each kind of deed against the twin run",
        charts.conduct_by_kind(rows),
        f"Bars of change by kind of deed, from {ends} to {top}.",
        ["kind", "without", "with", "change"],
        [
            [row["title"], f"{row['without']:,}", f"{row['with']:,}", signed(row["change"])]
            for row in order
        ],
        "Bars beyond +100 % are cut; the number says how far they go. Grey deeds are measured by "
        f"nobody. Kinds with fewer than {FEWEST} deeds are left out.",
    )


def wrongful_section(block: dict[str, Any]) -> Section:
    """Who is wrongly penalised, by cause and by group."""
    m1, m2, m8 = block["M1"], block["M2"], block["M8"]
    causes = [
        {
            "name": row["cause"],
            "value": row["records"],
            "told": f"{row['records']:,} ({row['days']:,} days)",
        }
        for row in m1["by_cause"]
    ]
    text = (
        f"{m1['wrongly']:,} of the {m1['penalised']:,} residents under a penalty at the end would "
        f"be free of it if every record were right. Over the run they bore {m1['wrong_days']:,} "
        f"person-days, {percent(m1['share'])} of all days under a penalty. "
        f"{m1['innocent']:,} of the penalised had done nothing bad at all. Of "
        f"{m1['bad_records']:,} bad records {m1['wrong_records']:,} were wrong, while "
        f"{percent(m2['missed'])} of the breaches the rules name were never recorded."
    )
    cause = Figure(
        "Wrong bad records, by what went wrong",
        charts.bars(causes, [charts.RED, charts.ORANGE, charts.PURPLE], 0.85),
        "Bars: " + "; ".join(f"{row['name']} {row['told']}" for row in causes) + ".",
        ["cause", "wrong records", "wrongly penalised person-days"],
        [[r["cause"], f"{r['records']:,}", f"{r['days']:,}"] for r in m1["by_cause"]],
        "Records, and in brackets wrongly penalised person-days, shared out by number of records.",
    )
    return Section("wrong", "Who is wrongly penalised", [text], [cause, _groups(m8)])


def _groups(m8: dict[str, Any]) -> Figure:
    rows, table = [], []
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
            table.append(
                [title, group["group"], f"{group['residents']:,}", f"{1000 * raw:,.0f}"]
                + ["unknown" if equal is None else f"{1000 * equal:,.0f}"]
            )
    told = "; ".join(f"{row[1]} {row[3]}" for row in table)
    return Figure(
        "Wrongly penalised days, by group",
        more_charts.groups(rows),
        f"Dots by group, days a thousand people and year as it fell: {told}.",
        ["by", "group", "residents", "as it fell", "at equal true conduct"],
        table,
        "At equal true conduct: had every group the same true deeds. A gap that stays is the "
        "scheme's and its sensors' doing.",
    )


def context_section(block: dict[str, Any]) -> Section:
    """Which domains of life feed which closed doors."""
    m4 = block["M4"]
    if m4["distance"] is None:
        return Section("context", "Which domains feed which", ["No door was closed to anybody."])
    matrix, domains = np.array(m4["matrix"]), m4["domains"]
    sources = [int(i) for i in np.argsort(-matrix.sum(axis=1))[:8] if matrix[i].sum() > 0]
    doors = [int(j) for j in np.argsort(-matrix.sum(axis=0))[:7] if matrix[:, j].sum() > 0]
    rows = [
        {
            "source": domains[i].replace("-", " "),
            "door": domains[j].replace("-", " "),
            "share": float(matrix[i, j]),
            "told": f"{100 * matrix[i, j]:.0f} %" if matrix[i, j] >= 0.005 else "",
            "related": i == j,
        }
        for i in sources
        for j in doors
    ]
    panel = m4["panel"]
    text = (
        f"{percent(m4['other_domain'])} of refusals fall in another domain of life than the "
        f"record they rest on; the mean declared distance is {number(m4['distance'])} (0 = the "
        "same domain, 1 = as far apart as domains get). "
    )
    if panel["people"]:
        text += (
            f"Of {panel['people']} panel residents refused for their own grade, "
            f"{panel['dependent']} would not have been refused on records from that domain alone."
        )
    top = max(rows, key=lambda row: row["share"])
    figure = Figure(
        "From where points were lost to where doors close",
        more_charts.heat_map(rows),
        "Grid of shares of all refusals. The largest: points lost in "
        f"{top['source']}, doors closed in {top['door']}, {100 * top['share']:.0f} %.",
        ["points lost in", *[domains[j] for j in doors]],
        [[domains[i], *[percent(float(matrix[i, j])) for j in doors]] for i in sources],
        "Share of all refusals. Orange frames: record and door belong to the same domain.",
    )
    return Section("context", "Which domains feed which", [text], [figure])
