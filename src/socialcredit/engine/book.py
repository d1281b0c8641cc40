"""Compile schemes, as they stand in one month, into dense integer tables.

Entries count to the day they are in force. Score, grades, subjects and procedure are those that
hold on the first of the month: a revision in mid-month takes effect on the next first.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from socialcredit.columns import records
from socialcredit.draws import threshold
from socialcredit.provenance import holding
from socialcredit.rules import Entry, Scheme
from socialcredit.scheme.points import (
    BRACKETS,
    BY_SIZE,
    ENTRY,
    HEAD,
    LADDER,
    MATCHES,
    POINTS,
    RANGE,
    STEPS,
    TO_GRADE,
    Book,
)

FAR = 1 << 40
ALWAYS = 1 << 32
KIND = {
    "points": POINTS,
    "range": RANGE,
    "by_size": BY_SIZE,
    "steps": STEPS,
    "ladder": LADDER,
    "to_grade": TO_GRADE,
}


WHERE = {"rural": 1, "urban": 2, "everywhere": 3}


def hundredths(points: Fraction | int | None) -> int:
    """Points as whole hundredths, rounded to the nearest."""
    return round(Fraction(points or 0) * 100)


def day_number(day: date | None, start: date, missing: int) -> int:
    """Days since the start of the run."""
    return (day - start).days if day is not None else missing


def meter_rows(schemes: Sequence[Scheme]) -> dict[tuple[int, str], int]:
    """Number all meters of all schemes through."""
    names = [(s, meter.meter) for s, scheme in enumerate(schemes) for meter in scheme.meters]
    return {name: row for row, name in enumerate(names)}


def sizes(schemes: Sequence[Scheme]) -> tuple[int, int]:
    """Most entries and most grades of any scheme."""
    entries = max([len(s.entries) for s in schemes] + [1])
    return entries, max([len(g.bands) for s in schemes for g in s.grades] + [1])


def compile_book(
    schemes: Sequence[Scheme],
    deeds: Mapping[str, int],
    sources: Mapping[str, int],
    start: date,
    first: date,
) -> Book:
    """The rule book for the month that begins on `first`; `start` is day 0 of the run."""
    entries, grades = sizes(schemes)
    shape = (len(schemes), entries)
    entry_rows = records(shape, ENTRY)
    entry_rows.since, entry_rows.until = FAR, -1
    entry_rows.meter = entry_rows.cap = entry_rows.cap_meter = -1
    tables = {name: entry_rows[name] for name in ENTRY.names or ()}
    tables["of_kind"] = np.full((len(schemes), len(deeds), MATCHES), -1, np.int64)
    tables["bracket"] = np.ones((*shape, BRACKETS, 3), np.int64)
    rows = meter_rows(schemes)
    for s, scheme in enumerate(schemes):
        names = grades_of(scheme, first).names
        for e, entry in enumerate(scheme.entries):
            _write_entry(tables, s, e, entry, scheme, rows, names, deeds, sources, start)
    return Book(entry_rows, *_heads(schemes, grades, first, tables))


def _write_entry(tables: dict[str, np.ndarray], s: int, e: int, entry: Entry, scheme: Scheme, rows: Mapping[tuple[int, str], int],
                 grades: Sequence[str], deeds: Mapping[str, int], sources: Mapping[str, int], start: date) -> None:  # fmt: skip
    """One line of a catalogue into row (s, e) of every table."""
    tables["rule"][s, e] = KIND[entry.kind]
    tables["points"][s, e] = hundredths(
        entry.points if entry.points is not None else entry.range[0] if entry.range else 0
    )
    tables["high"][s, e] = hundredths(entry.range[1]) if entry.range else 0
    for b, (bound, value) in enumerate(_brackets(entry)):
        tables["bracket"][s, e, b] = (FAR if bound is None else round(bound), *value)
        tables["brackets"][s, e] = b + 1
    tables["to_grade"][s, e] = (
        list(grades).index(entry.to_grade or "") if entry.to_grade in grades else 0
    )
    tables["valid"][s, e] = entry.valid_for or 0
    tables["meter"][s, e] = rows.get((s, entry.meter or ""), -1)
    if entry.cap is not None:
        tables["cap"][s, e] = hundredths(entry.cap.points)
        tables["cap_meter"][s, e] = rows[s, entry.cap.meter]
    tables["monthly"][s, e] = entry.per == "month"
    tables["since"][s, e] = day_number(max(entry.since, scheme.starts), start, 0)
    ends = [day for day in (entry.until, scheme.ends) if day is not None]
    later = [
        other.since
        for other in scheme.entries
        if other.id == entry.id and other.since > entry.since
    ]
    tables["until"][s, e] = day_number(min(ends), start, FAR) if ends else FAR
    if later:
        tables["until"][s, e] = min(tables["until"][s, e], day_number(min(later), start, FAR) - 1)
    tables["seen_by"][s, e] = (
        sum(1 << sources[name] for name in entry.seen_by) if entry.seen_by else (1 << 62) - 1
    )
    for layer in scheme.layers:
        if layer.layer == entry.layer:
            tables["layer"][s, e] = WHERE[layer.where]
            tables["covers"][s, e], tables["adopts"][s, e] = (
                threshold(float(layer.coverage)),
                threshold(float(layer.adopts)),
            )
    if entry.deed in deeds:
        row = tables["of_kind"][s, deeds[entry.deed]]
        row[int((row >= 0).sum())] = e


def _brackets(entry: Entry) -> list[tuple[Fraction | None, tuple[int, int]]]:
    """Brackets as (bound, (hundredths, per so many units))."""
    if entry.by_size:
        return [(bound, (hundredths(value), 1)) for bound, value in entry.by_size]
    if entry.steps:
        return [(bound, (100 * value.numerator, value.denominator)) for bound, value in entry.steps]
    if entry.ladder:
        return [(None, (hundredths(value), 1)) for value in entry.ladder]
    return []


def grades_of(scheme: Scheme, first: date) -> Any:
    """The grades that hold, or the earliest ones before the scheme begins."""
    return holding(scheme.grades, first) or scheme.grades[0]


def _heads(
    schemes: Sequence[Scheme], grades: int, first: date, tables: Mapping[str, np.ndarray]
) -> tuple[np.ndarray, ...]:
    """Everything of a Book but the entries: scores, matches, bands and subjects in this month."""
    n = len(schemes)
    head = records(n, HEAD)
    heads = {name: head[name] for name in HEAD.names or ()}
    heads |= {"bands": np.full((n, grades), -FAR, np.int64)}
    heads |= {name: np.zeros((n, grades), np.uint8) for name in ("penal", "honour")}
    for s, scheme in enumerate(schemes):
        score = holding(scheme.score, first) or scheme.score[0]
        bands, subjects = (
            grades_of(scheme, first),
            holding(scheme.subjects, first) or scheme.subjects[0],
        )
        heads["lowest"][s] = -FAR if score.lowest is None else hundredths(score.lowest)
        heads["highest"][s] = FAR if score.highest is None else hundredths(score.highest)
        heads["grades"][s] = len(bands.bands)
        for g, (name, bound) in enumerate(zip(bands.names, bands.bounds, strict=True)):
            heads["bands"][s, g] = -FAR if bound is None else hundredths(bound)
            heads["penal"][s, g], heads["honour"][s, g] = name in bands.penal, name in bands.honour
        heads["min_age"][s] = subjects.min_age
        heads["max_age"][s] = 200 if subjects.max_age is None else subjects.max_age
        heads["newcomers"][s] = subjects.resident_for == 0
        heads["consent"][s] = threshold(float(subjects.consent))
        heads["active"][s] = scheme.starts <= _month_end(first) and (
            scheme.ends is None or scheme.ends >= first
        )
    matches = tables["of_kind"], tables["bracket"]
    return head, *matches, heads["bands"], heads["penal"], heads["honour"]


def _month_end(first: date) -> date:
    """The last day of the month."""
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
