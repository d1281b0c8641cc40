"""What the page says about devices that match faces: hits, precision, and who is named wrongly."""

from typing import Any

from socialcredit.core.populations import PERSONS
from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, key
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results.words.numbers import (
    between,
    counted,
    in_hundred,
    percent,
    portion,
    rate,
    times,
)
from socialcredit.results.words.scheme import face_matching_lines

FEWEST = 10  # wrong hits below which groups differ by luck
PARTS = (
    ("right", "did it", vega.BLUE),
    ("wrong_person", "somebody else did it", vega.ORANGE),
    ("false_alarm", "nothing happened", vega.RED),
)


def devices_section(block: dict[str, Any]) -> Section | None:
    """Hits a device and day, what was behind them, and wrong records by group."""
    found = block["face_matching"]
    if not found:
        return None
    paragraphs = face_matching_lines(block)
    wrong = [row for row in found["sources"] if row["wrong_interval"]]
    if wrong:
        told = "; ".join(
            f"{row['title']}: {portion(row['precision'].rest())}{between(row['wrong_interval'])}"
            for row in wrong
        )
        paragraphs.append(f"Hits that name somebody who did not do it: {told}.")
    paragraphs.append(
        "Nobody outside a gallery can be named, rightly or wrongly: the smaller it is, the more of "
        "the faces before a device belong to others, and the fewer people bear the wrong matches."
    )
    seen = [row for row in found["sources"] if row["hits"]]
    for row in seen:
        paragraphs += [f"Believed of {row['title']}: {_errors(one)}." for one in row["errors"]]
    figures = [_hits(seen)] if seen else []
    years = block["hits_by_year"]
    figures += [_by_year(years, block["undone_by_year"])] if _several(years) else []
    wrong = sum(row["wrong_person"] + row["false_alarm"] for row in found["sources"])
    figures += [_groups(found["wrongly"])] if wrong >= FEWEST else []
    return Section("devices", "What the cameras found", paragraphs, figures)


def _errors(one: dict[str, float]) -> str:
    """The three places where a device errs: capture, match in or out of the gallery, review."""
    more = one["minority_times"]
    often = f", {times(more)} times as many of the minority's" if more != 1 else ""
    checked = (
        "nobody checks a match"
        if one["confirms_right"] == one["confirms_wrong"] == 1
        else f"a check confirms {in_hundred(one['confirms_right'])} of right matches and "
        f"{in_hundred(one['confirms_wrong'])} of wrong ones"
    )
    return (
        f"{_visitors(one)}{in_hundred(one['offences'])} of the offences before it give a face; "
        f"of faces in the gallery {in_hundred(one['miss'])} are missed; of those missed, and of "
        f"faces outside the gallery, {in_hundred(one['false_match'])} find somebody else{often}"
        f"{_by_size(one)}; {checked}"
    )


def _visitors(one: dict[str, float]) -> str:
    """How many of the faces shown for nothing are in no gallery."""
    if not one.get("visitors"):
        return ""
    return f"{in_hundred(one['visitors'])} of the faces of people who did nothing are visitors'; "


def _by_size(one: dict[str, float]) -> str:
    """What the gallery's size makes of a rate that was measured in another."""
    if one.get("among") is None or one.get("pictures") is None:
        return ""
    return (
        f", measured among {one['among']:,.0f} pictures and {in_hundred(one['finds_another'])} "
        f"among the {one['pictures']:,.0f} kept here"
    )


def _known(covers: float | None) -> str:
    return "unknown" if covers is None else in_hundred(covers)


def _hits(rows: list[dict[str, Any]]) -> Figure:
    drawn = [
        Bar(
            row["title"],
            1.0,
            f"{portion(row['precision'])} of {counted(row['hits'], 'hit')} right",
            parts=[(row[name] / row["hits"], colour) for name, _, colour in PARTS],
        )
        for row in rows
    ]
    header = ["source", "hits", "a device and day", *(words for _, words, _ in PARTS)]
    return Figure(
        "Who was behind a hit",
        key([(words, colour) for _, words, colour in PARTS]) + bars(drawn, 1.0),
        "; ".join(f"{row.name}: {row.told}" for row in drawn) + ".",
        header,
        [
            [row["title"], f"{row['hits']:,}", rate(row["per_device_day"])]
            + [f"{row[name]:,}" for name, _, _ in PARTS]
            for row in rows
        ],
    )


def _several(rows: list[dict[str, Any]]) -> bool:
    return len({row["year"] for row in rows}) > 1 and any(row["hits"] for row in rows)


def _by_year(rows: list[dict[str, Any]], undone: list[dict[str, Any]]) -> Figure:
    """Hits and how many of them were wrong, as devices come and go; what lawful was left undone."""
    many = len({row["title"] for row in rows}) > 1
    drawn = [
        Bar(
            f"{row['year']}, {row['title']}" if many else row["year"],
            row["hits"],
            f"{counted(row['hits'], 'hit')}, {row['wrong']:,} wrong",
            parts=[(row["hits"] - row["wrong"], vega.BLUE), (row["wrong"], vega.RED)],
        )
        for row in rows
    ]
    lawful = {
        row["year"]: f"{row['without'] - row['with']:,} of {row['without']:,}" for row in undone
    }
    table = [
        [row["year"], row["title"], rate(row["devices"]), _known(row["covers"]),
         f"{row['hits']:,}", f"{row['wrong']:,}", percent(row["share"])]
        + ([lawful[row["year"]]] if lawful else [])
        for row in rows
    ]  # fmt: skip
    header = ["year", "source", "devices", "share of life before them", "hits", "wrong", "of hits"]
    note = "Devices: how many stand in the real place, or places, at the year's end."
    if lawful:
        header.append("lawful deeds undone")
        told = "; ".join(f"{year} {words}" for year, words in lawful.items())
        note += f" Of the lawful deeds that count against people were left undone: {told}."
    return Figure(
        "Hits by year",
        key([("did it", vega.BLUE), ("did not", vega.RED)]) + bars(drawn),
        "; ".join(f"{row.name}: {row.told}" for row in drawn) + ".",
        header,
        table,
        note,
    )


def _groups(wrongly: dict[str, Any]) -> Figure:
    rows = [(PERSONS.cells[name][0], row) for name, groups in wrongly.items() for row in groups]
    drawn = [
        Bar(f"{row['group']} ({by})", 1000 * row["wrong"],
            f"{rate(1000 * row['wrong'])} ({counted(row['records'], 'record')})",
            vega.RED, hollow=row["records"] < FEWEST)
        for by, row in rows
    ]  # fmt: skip
    note = "Bad records of the scheme with a wrong person, wrong content or nothing behind them."
    if any(row.hollow for row in drawn):
        note += f" Hollow: luck, not to be read (fewer than {FEWEST} such records)."
    return Figure(
        "Wrong records a year per 1,000 people, by group",
        bars(drawn),
        "; ".join(f"{row.name} {row.told}" for row in drawn) + ".",
        ["by", "group", "a year per 1,000", "records"],
        [[by, row["group"], rate(1000 * row["wrong"]), f"{row['records']:,}"] for by, row in rows],
        note,
    )
