"""What the page says on deeds that people left undone, and on who had heard of a scheme."""

from collections.abc import Sequence
from typing import Any

from socialcredit.core.text import counted, joined
from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words, key
from socialcredit.report.pictures.charts import strips
from socialcredit.report.pictures.figure import Figure, PutIn, Section
from socialcredit.report.sections.months import month_ends
from socialcredit.results import naming
from socialcredit.results.part import share
from socialcredit.results.run import Run, add_up
from socialcredit.results.words.numbers import percent
from socialcredit.results.words.undone import (
    ASSUMED,
    aware_lines,
    aware_words,
    most_words,
    reason,
    undone_words,
)

COUNTED = ("left undone", "done all the same", "share left undone")
MOMENTS = ("start", "highest", "end")
COLOURS = (vega.BLUE, vega.ORANGE, vega.PURPLE, vega.GREEN, vega.RED, vega.SKY, vega.GREY)
MOST_PLACES, MOST_SCHEMES = 10, 8
BESIDES = {  # what stands behind a deed that a reason raised
    "motivation": "where a price had worn a norm, or borne it out",
    "strain": "under the strain of refusals",
    "licensing": "after a credit",
    "association": "where kin in the household had been penalised",
}
Row = dict[str, Any]
Heard = tuple[str, Row]  # a scheme's title and what is known of who heard of it


def undone_section(run: Run, found: Row) -> Section | None:
    """Deeds left undone by group and reason, and awareness by month; None without a response."""
    left = found["left_undone"]
    heard = [
        (title, block["awareness"])
        for title, block in zip(naming.short_titles(run), found["schemes"], strict=True)
        if block["awareness"]
    ]
    alone = len(found["schemes"]) == 1
    told = left is not None and left["share"] is not None
    if not told and not heard:
        return None
    paragraphs = _paragraphs(left) if told else []
    if heard:
        known = aware_lines(heard[0][1]) if alone else []  # of several the picture tells it
        paragraphs.append(
            " ".join(["Nobody fears a rule before having heard of the scheme.", *known])
        )
    figures = _undone(left) if told else []
    figures += [_awareness(run, heard)] if heard else []
    return Section("undone", "What people left undone", paragraphs, figures)


def why_section(run: Run, found: Row) -> Section | None:
    """The same for the page on conduct: by reason first, so that fear, grade and norm are apart."""
    section, left = undone_section(run, found), found["left_undone"]
    if section is None or left is None or left["share"] is None:
        return section
    first, *others = section.paragraphs
    apart = (
        "The reasons are weighed one after another, and each is told for its share of what those "
        "before it left: together with the deeds done they are the deeds of the same draws if "
        "nothing weighed. How strongly each reason weighs was put in; how many had the occasion, "
        "and had heard of a rule, came out."
    )
    figures = [*([_by_reason(left)] if left["deeds"] else []), *section.figures]
    said = [PutIn(first), *_done_besides(run), apart, *others]
    return Section(section.key, section.heading, said, figures)


def _done_besides(run: Run) -> list[str]:
    """Deeds that were done because a reason raised them; nothing where none was."""
    if not run.has("added"):
        return []
    rows, terms = run.rows("added", world=0), run.names["terms"]
    by_term = add_up(rows["deeds"], rows["term"], len(terms)).tolist()
    found: dict[str, int] = {}
    for name, many in zip(terms, by_term, strict=True):
        if many:
            found[name] = found.get(name, 0) + many
    if not found:
        return []
    parts = [f"{many:,} {BESIDES.get(name, f'through {name}')}" for name, many in found.items()]
    total = sum(found.values())
    told = f"{counted(total, 'deed')} {'was' if total == 1 else 'were'} done besides that nobody"
    return [PutIn(f"{told} would have done without the schemes: {joined(parts)}.")]


def _by_reason(left: Row) -> Figure:
    """A bar a reason."""
    whole = left["deeds"]
    rows = [
        Bar(reason(name).name.capitalize(), many, percent(share(many, whole)), COLOURS[at % 7])
        for at, (name, many) in enumerate(left["mechanisms"].items())
        if many or name not in BESIDES
    ]
    return Figure(
        "Why deeds were left undone",
        bars(rows),
        in_words(rows),
        ["reason", "deeds", "share of all left undone"],
        [[row.name, f"{row.value:,}", row.told] for row in rows],
        f"Of {whole:,} deeds left undone. Exact counts of the whole run.",
    )


def _paragraphs(left: Row) -> list[str]:
    """The numbers, then what they are of and what they rest on."""
    return [
        f"{undone_words(left)} {most_words(left)}".strip(),
        "Beside them stands what anybody did of the same kinds where and when a rule counted it "
        "against people, also those who had not heard of the rule. A deed that a ban stopped is in "
        f"neither. {ASSUMED} These are results of such assumptions: with other strengths the "
        "numbers are others.",
    ]


def _undone(left: Row) -> list[Figure]:
    """By group of deeds and reason, then by place; nothing where nothing was left undone."""
    if not left["deeds"]:
        return []
    return [_by_group(left), *([_by_place(left["places"])] if left["places"] else [])]


def _by_group(left: Row) -> Figure:
    """Groups of deeds as bars in the colours of the reasons."""
    colours = {
        name: COLOURS[at % len(COLOURS)]
        for at, (name, many) in enumerate(left["mechanisms"].items())
        if many or name not in BESIDES
    }
    rows = [
        Bar(
            row["group"].capitalize(),
            row["deeds"],
            _share(row),
            parts=[(row["mechanisms"].get(name, 0), colour) for name, colour in colours.items()],
        )
        for row in left["groups"]
    ]  # fmt: skip
    names = [(reason(name).name, colour) for name, colour in colours.items()]
    return Figure(
        "Deeds left undone, by group and reason",
        key(names) + bars(rows),
        in_words(rows),
        ["deeds", *(name for name, _ in names), *COUNTED],
        [
            [row["group"], *(f"{row['mechanisms'].get(name, 0):,}" for name in colours),
             *_counts(row)]
            for row in left["groups"]
        ],
        "Exact counts of the whole run. The share is of these deeds and those done all the same.",
    )  # fmt: skip


def _by_place(places: Sequence[Row]) -> Figure:
    """The places with most of them; the table has all."""
    rows = [
        Bar(row["place"], row["deeds"], _share(row))
        for row in sorted(places, key=lambda row: -row["deeds"])[:MOST_PLACES]
    ]
    note = f"The {MOST_PLACES} places with most of them." if len(places) > MOST_PLACES else ""
    return Figure(
        "Deeds left undone, by place",
        bars(rows),
        in_words(rows),
        ["place", *COUNTED],
        [[row["place"], *_counts(row)] for row in places],
        note,
    )


def _share(row: Row) -> str:
    """How many, and which share that is of those about to be done."""
    told = percent(row["share"])
    return told if row["share"].few else f"{row['deeds']:,} ({told})"


def _counts(row: Row) -> list[str]:
    return [f"{row['deeds']:,}", f"{row['done']:,}", percent(row["share"])]


def _awareness(run: Run, heard: Sequence[Heard]) -> Figure:
    """A strip a scheme: the share of those scored who have heard of it, by month."""
    drawn = sorted(heard, key=lambda one: -(one[1]["highest"]["share"]))[:MOST_SCHEMES]
    rows = [
        {"date": day, "name": title, "value": float(share), "last": month == ends,
         "told": percent(found["end"]["share"])}
        for title, found in drawn
        for ends in [max(m for m, share in enumerate(found["by_month"]) if share is not None)]
        for month, (day, share) in enumerate(zip(month_ends(run), found["by_month"], strict=True))
        if share is not None
    ]  # fmt: skip
    note = "The number at the end of a strip is its last month's share."
    note += " Each strip has its own scale." if len(drawn) > 1 else ""
    if len(heard) > len(drawn):
        note += f" The {len(drawn)} schemes of which most had heard."
    return Figure(
        "Who had heard of a scheme, of those it scores",
        strips(rows, [title for title, _ in drawn], []),
        f"One strip a scheme over {run.months} months: "
        + "; ".join(f"{title} {aware_words(found)}" for title, found in drawn) + ".",
        ["scheme", "at first", "at most", "at last"],
        [[title, *(_moment(found[at]) for at in MOMENTS)] for title, found in heard],
        note,
    )  # fmt: skip


def _moment(found: Row) -> str:
    """A share with its month and its numbers; of few people the numbers alone."""
    told = percent(found["share"])
    of = "" if found["share"].few else f" ({found['aware']:,} of {found['scored']:,})"
    return f"{told}{of}, {found['month']}"
