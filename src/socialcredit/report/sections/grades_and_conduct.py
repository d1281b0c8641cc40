"""What the page says about grades, conduct and wrong penalties, for one scheme."""

from typing import Any

from socialcredit.core.text import joined
from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.charts import conduct_over_time, strips
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.report.sections.firms import inflation_text
from socialcredit.report.sections.months import month_ends, per_thousand, stretches
from socialcredit.results import naming
from socialcredit.results.calling import month_name
from socialcredit.results.measures.shares import (
    bad_deeds_by_month,
    conduct_by_kind,
    grade_counts,
    grade_shares,
    penal_by_month,
    shares_told,
)
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import change, counted, percent, signed, signed_count
from socialcredit.results.words.part_of import part_lines
from socialcredit.results.words.scheme import grades_held

FEWEST = 30  # deeds in the twin below which a change is luck and not drawn
MOST_KINDS = 10
HALF_A_YEAR = 6  # months in one row of a table
COLOURS = {
    "bad": vega.RED,
    "hidden-bad": vega.GREY,
    "good": vega.BLUE,
    "hidden-good": vega.GREY,
    "watched": vega.PURPLE,
}


def grades_section(run: Run, block: dict[str, Any], scheme: int) -> Section:
    """Grade shares over time, and how many stand in a penal one, or are held by others to."""
    grades = naming.grade_titles(run, scheme)
    penal = [g for g, bad in zip(grades, naming.penal_grades(run, scheme), strict=True) if bad]
    shares, dates = grade_shares(run, scheme), month_ends(run)
    counts = grade_counts(run, scheme)
    last = shares_told(counts[-1])
    reached = [grade for place, grade in enumerate(grades) if shares[:, place].any()]
    rows = [
        {
            "date": dates[month],
            "name": grade,
            "value": float(shares[month, place]),
            "last": month == run.months - 1,
            "told": percent(last[place]) if shares[-1].any() else "",
        }
        for month in range(run.months)
        for place, grade in enumerate(grades)
        if grade in reached
    ]
    ends = [m for m in range(run.months) if m % 12 == 11 or m == run.months - 1]
    table = [[dates[m][:7], *map(percent, shares_told(counts[m]))] for m in ends]
    told = grades_held(list(zip(grades, last, strict=True)))
    text = f"At the end of the run the scored residents stood like this: {told}."
    text += "".join(f" {line}" for line in part_lines(block["part"]))
    if not shares[-1].any():
        text = "At the end of the run nobody was scored any more."
    if penal:
        text += (
            f" Penalties come with {joined(penal)}, drawn in orange. Who stood in them: "
            f"{_fallen(run, scheme)}.{_held(block['M1'])}"
        )
    text += inflation_text(block)
    if not reached:
        return Section("grades", "Who stands where", ["Nobody was scored in this run."])
    note = "Each strip has its own scale; the number at its end is the last month's share."
    if not shares[-1].any():
        note = "Each strip has its own scale."
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
    if not months[-1]:
        most = max(range(len(months)), key=lambda month: months[month])
        return ", ".join([*told, f"{months[most]:,} at most, in {month_name(run, most)}"])
    return ", ".join([*told, f"{months[-1]:,} at the end"])


def _held(m1: dict[str, Any]) -> str:
    """How many are under a penalty, which goes by the copies of others: another number."""
    if not m1["penal_days"]:
        return ""
    many = m1["penalised"]
    held = counted(many, "person was", "people were") if many else "nobody was"
    return (
        " A penalty goes by the copy of the grade that others hold, renewed on the first of a "
        f"month and paused in some disputes: by it {held} under a penalty at the end."
    )


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
    rows = conduct_by_kind(run)
    for title, wanted in (
        ("Bad deeds more or fewer than in the twin, by kind", naming.BAD_SIGNS),
        ("Good deeds, and lawful deeds that are watched, more or fewer than in the twin",
         ("good", "hidden-good", "watched")),
    ):  # fmt: skip
        figures += _change(title, [row for row in rows if row["sign"] in wanted])
    return Section("conduct", "Conduct with and without the scheme", [text], figures)


def _conduct_lines(run: Run) -> Figure:
    counts = bad_deeds_by_month(run)
    with_, without = counts * per_thousand(run)
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
        ["months", "without", "with"],
        [
            [
                name,
                *[
                    f"{1000 * deeds[span].sum() / run.people * 30 / length:.1f}"
                    for deeds in (counts[1], counts[0])
                ],
            ]
            for name, span in stretches(run, HALF_A_YEAR)
            for length in [sum(days for _, days in run.month_spans()[span])]
        ],
        "Luck is the same in both worlds, so the gap is the scheme's doing in this model.",
    )


def _change(title: str, rows: list[dict[str, Any]]) -> list[Figure]:
    """Kinds by how many deeds more or fewer; nothing where luck could have moved all of them."""
    moved = [row for row in rows if row["with"] != row["without"]]
    told = [row for row in moved if row["more_interval"] is not None]
    order = sorted(told, key=lambda row: -abs(_more(row)))[:MOST_KINDS]
    if not order:
        return []
    drawn = [
        Bar(
            row["title"],
            _more(row),
            _in_words(row),
            COLOURS[row["sign"]],
            luck=row["more_interval"],
        )
        for row in order
    ]
    note = "In brackets the range that luck alone leaves open (90 %): the line in the bar."
    if len(told) > len(order):
        note += f" The {len(order)} kinds with the largest numbers."
    if len(moved) > len(told):
        note += f" Too few to tell: {counted(len(moved) - len(told), 'further kind')}."
    if len(rows) > len(moved):
        note += (
            f" {counted(len(rows) - len(moved), 'other kind')} did not change: no response in "
            "this run moved them."
        )
    if any(row["sign"].startswith("hidden") for row in order):
        note += " Grey: deeds that no source ever sees."
    if any(row["sign"] == "watched" for row in order):
        note += " Purple: lawful deeds that are watched."
    return [
        Figure(
            title,
            bars(drawn),
            in_words(drawn),
            ["kind", "without", "with", "more or fewer", "change"],
            [
                [row["title"], f"{row['without']:,}", f"{row['with']:,}", signed_count(_more(row)),
                 signed(row["change"])]
                for row in sorted(moved, key=_more)
            ],
            note,
        )
    ]  # fmt: skip


def _more(row: dict[str, Any]) -> int:
    """Deeds of a kind that are more than in the twin, or fewer."""
    return int(row["with"]) - int(row["without"])


def _in_words(row: dict[str, Any]) -> str:
    low, high = row["more_interval"] or (0, 0)
    ends = " to ".join(signed_count(round(end)) for end in (low, high))
    return f"{signed_count(_more(row))} ({ends})"
