"""What the page says about grades, conduct and wrong penalties, for one scheme."""

from typing import Any

from socialcredit.core.text import joined
from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars
from socialcredit.report.pictures.charts import conduct_over_time, strips
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.report.sections.months import month_ends, per_thousand
from socialcredit.results import naming
from socialcredit.results.measures.shares import (
    bad_deeds_by_month,
    conduct_by_kind,
    grade_shares,
    penal_by_month,
)
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import change, counted, percent, signed
from socialcredit.results.words.scheme import grades_held

FEWEST = 30  # deeds in the twin below which a change is luck and not drawn
MOST_KINDS = 10
COLOURS = {
    "bad": vega.RED,
    "hidden-bad": vega.GREY,
    "good": vega.BLUE,
    "hidden-good": vega.GREY,
    "watched": vega.PURPLE,
}


def grades_section(run: Run, scheme: int) -> Section:
    """Grade shares over time."""
    grades = naming.grade_titles(run, scheme)
    penal = [g for g, bad in zip(grades, naming.penal_grades(run, scheme), strict=True) if bad]
    shares, dates = grade_shares(run, scheme), month_ends(run)
    reached = [grade for place, grade in enumerate(grades) if shares[:, place].any()]
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
        if grade in reached
    ]
    ends = [m for m in range(run.months) if m % 12 == 11 or m == run.months - 1]
    table = [[dates[m][:7], *[percent(float(s)) for s in shares[m]]] for m in ends]
    told = grades_held([(g, float(s)) for g, s in zip(grades, shares[-1], strict=True)])
    text = f"At the end of the run the scored residents stood like this: {told}."
    if not shares[-1].any():
        text = "At the end of the run nobody was scored any more."
    if penal:
        text += f" Penalties come with {joined(penal)}, drawn in orange: {_fallen(run, scheme)}."
    if not reached:
        return Section("grades", "Who stands where", ["Nobody was scored in this run."])
    note = "Each strip has its own scale; the number at its end is the last month's share."
    if len(reached) < len(grades):
        nobody = [grade for grade in grades if grade not in reached]
        note += f" Nobody was ever in {joined(nobody, 'or')}."
    figure = Figure(
        "Share of scored residents in each grade",
        strips(rows, reached, penal),
        f"One strip a grade over {run.months} months. {text}",
        ["month", *grades],
        table,
        note,
    )
    return Section("grades", "Who stands where", [text], [figure])


def _fallen(run: Run, scheme: int) -> str:
    """How many stood in a penal grade, where a share tells little: early and at the end."""
    months = penal_by_month(run, scheme)
    if not any(months):
        return "nobody at any month's end"
    when = ["after the first month", "after the second"][: len(months) - 1]
    told = [f"{counted(months[0], 'person', 'people')} {when[0]}"] if when else []
    told += [f"{months[1]:,} {when[1]}"] if len(when) > 1 else []
    return ", ".join([*told, f"{months[-1]:,} at the end"])


def conduct_section(run: Run, found: dict[str, Any]) -> Section:
    """True conduct with the scheme and in the twin without it."""
    bad, good = found["bad_deeds"], found["good_deeds"]
    if not run.has_twin:
        text = f"{bad['with']:,} bad deeds were done. The run has no twin to compare with."
        return Section("conduct", "What people did", [text])
    text = (
        "The same residents lived the same years twice, with the same luck: once under the scheme, "
        f"once without it. Bad deeds {change(bad['change'])} ({bad['without']:,} without, "
        f"{bad['with']:,} with)"
        + (f"; good deeds {change(good['change'])}" if good["without"] else "")
        + ". This is what they truly did, not what was seen or filed."
    )
    with_, without = bad_deeds_by_month(run)
    figures = [_conduct_lines(run)] if (with_ != without).any() else []
    if not figures:
        text += " No response in this run moves any of the bad deeds."
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
        conduct_over_time(rows),
        "Two lines by month: bad deeds per thousand residents in 30 days, without the scheme "
        f"({without[0]:.1f} in the first month, {without[-1]:.1f} in the last) and with it "
        f"({with_[0]:.1f}, then {with_[-1]:.1f}).",
        ["month", "without", "with"],
        [[row["date"][:7], f"{row['without']:.1f}", f"{row['with']:.1f}"] for row in rows[::6]],
        ("The scale does not begin at zero. " if min(*with_, *without) > 0 else "")
        + "Luck is the same in both worlds, so the gap is the scheme's doing in this model.",
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
            f" {counted(len(rows) - len(moved), 'other kind')} did not change: no response in "
            "this run moves them."
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
