"""Compile schemes, as they stand in one month, into dense integer tables.

Entries count to the day they are in force. Score, grades, subjects and procedure are those that
hold on the first of the month: a revision in mid-month takes effect on the next first.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from socialcredit.compile.conditions import bits_of_entry, compile_conditions, starts_of
from socialcredit.compile.counts_as import NO_KIN, Kin, with_kin
from socialcredit.compile.disclosing import disclosure_of
from socialcredit.compile.elsewhere import compile_links, hearing_of
from socialcredit.compile.heads import heads
from socialcredit.compile.lists import lists_of
from socialcredit.compile.meters import level_rows, meter_rows, started
from socialcredit.compile.records import lasting_of
from socialcredit.compile.totals import amounts_of
from socialcredit.compile.versions import (
    FAR,
    as_sum,
    day_number,
    grades_of,
    hundredths,
    last_day,
    layer_of,
    sizes,
    versions_of,
)
from socialcredit.core.calendar import month_end
from socialcredit.core.columns import records
from socialcredit.core.kept import once
from socialcredit.core.places import KNOWN_APART, Home, scored_in
from socialcredit.language.check.reach import NO_PAR
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.meters import count_of, room_of
from socialcredit.language.model.provenance import version_on
from socialcredit.language.model.scheme import Scheme
from socialcredit.stages.scheme.points import (
    BY_SIZE,
    CAP_METER,
    ENTRY,
    LADDER,
    METER,
    POINTS,
    RANGE,
    STEPS,
    TO_GRADE,
    WARN_METER,
    Book,
)

EVERYBODY = (1 << 62) - 1  # every source may report
NEVER_BEGINS = 1 << 30
KIND = {
    "points": POINTS, "range": RANGE, "by_size": BY_SIZE, "steps": STEPS, "ladder": LADDER,
    "to_grade": TO_GRADE,
}  # fmt: skip


def compile_book(
    schemes: Sequence[Scheme],
    deeds: Mapping[str, int],
    sources: Mapping[str, int],
    start: date,
    first: date,
    homes: Sequence[Home] = (Home(""),),
    kin: Kin = NO_KIN,
) -> Book:
    """The rule book for the month that begins on `first`; `start` is day 0 of the run."""
    entries, grades = sizes(schemes)
    rows = records((len(schemes), entries), ENTRY)
    rows.since, rows.until, rows.per, rows.unit = FAR, -1, 1, 1
    rows.disclosed_by = rows.disclosed_share = -1
    rows.meter = rows.cap = rows.cap_meter = rows.warn_meter = rows.dimension = rows.origin = -1
    widest = max([len(_brackets(e)) for scheme in schemes for e in scheme.entries] + [1])
    bracket = np.zeros((len(schemes), entries, widest, 2), np.int64)
    meters, levels = meter_rows(schemes), level_rows(schemes)
    columns = {name: rows[name] for name in ENTRY.names or ()}
    numbers = {scheme.scheme: s for s, scheme in enumerate(schemes)}
    for s, scheme in enumerate(schemes):
        lines, par = versions_of(scheme), version_on(scheme.score, start).par
        for e, entry in enumerate(scheme.entries):
            versions = lines[entry.id]
            values = _points_of(entry, scheme, first, par) | _meters_of(entry, scheme, s, meters)
            values |= _dimension_of(entry, scheme, levels.get((s, entry.dimension or ""), -1))
            values |= _term_of(entry, list(versions.values()), scheme, start)
            values |= lasting_of(entry, scheme, first)
            values |= bits_of_entry(entry, scheme, first)
            values |= layer_of(entry.layer, scheme, first) | lists_of(entry, scheme, first)
            values |= {"line": min(versions), "origin": numbers.get(entry.copy_of or "", -1)}
            heard = with_kin(entry.seen_by, kin.sources)
            values["seen_by"] = sum(1 << sources[name] for name in heard) or EVERYBODY
            values |= hearing_of(entry, scheme, sources) | amounts_of(entry, scheme)
            values |= disclosure_of(entry, scheme, lines)
            for name, value in values.items():
                columns[name][s, e] = value
            for b, (bound, points) in enumerate(_brackets(entry, par)):
                bracket[s, e, b] = FAR if bound is None else math.floor(bound), points
    in_force = (first - start).days, (month_end(first) - start).days
    matches = _entries_of(schemes, rows, deeds, kin, *in_force)
    passed = _entries_of(schemes, rows, deeds, kin, -FAR, in_force[0] - 1, over=True)
    bounds, penal, honour, held = _bands(schemes, grades, first)
    scored = where(schemes, first, homes) * bits_of(schemes, homes)
    head = heads(schemes, start, first)
    conditions, (starts, _) = compile_conditions(schemes, first, meters), starts_of(schemes, start)
    return Book(
        rows, head, matches, bracket, bounds, penal, honour, held, scored, conditions, starts,
        started(schemes), compile_links(schemes, deeds, sources, first), passed,
    )  # fmt: skip


def _entries_of(
    schemes: Sequence[Scheme], rows: Any, deeds: Mapping[str, int], kin: Kin, begins: int,
    ends: int, over: bool = False,
) -> np.ndarray:  # fmt: skip
    """The entries that a kind of deed falls under at some time of these days, -1 where none.

    over  only those that ended within them, and took points or a grade
    """
    found: dict[tuple[int, int], list[int]] = {}
    for s, scheme in enumerate(schemes):
        for e, entry in enumerate(scheme.entries):
            ended = rows.takes[s, e] == 1 and rows.until[s, e] <= ends
            if rows.since[s, e] <= ends and rows.until[s, e] >= begins and (ended or not over):
                for name in with_kin((entry.deed,), kin.deeds) & deeds.keys():
                    found.setdefault((s, deeds[name]), []).append(e)
    most = max(map(len, found.values()), default=1)
    matches = np.full((len(schemes), len(deeds), most), -1, np.int64)
    for (s, kind), entries in found.items():
        matches[s, kind, : len(entries)] = entries
    return matches


def _points_of(entry: Entry, scheme: Scheme, first: date, par: Fraction) -> dict[str, int]:
    """What a record brings: fixed points, a range, brackets, or a grade.

    Where it brings a score, its points are how far that is from the start, `par`: below nought is
    bad in every kind of scheme.
    """
    low, high = (None if end is None else end - par for end in entry.range or (entry.points, None))
    values = [value - par for value in _values(entry)]
    unit = version_on(scheme.score, first).unit
    names = list(grades_of(scheme, first).names)
    return {
        "rule": KIND[entry.kind],
        "points": hundredths(low),
        "high": hundredths(high),
        "unit": hundredths(entry.decided_in(unit) if entry.range else unit),
        "brackets": len(_brackets(entry)),
        "per": _per(entry),
        "to_grade": names.index(entry.to_grade) if entry.to_grade in names else 0,
        "monthly": int(entry.per == "month"),
        "takes": entry.to_grade is not None or any(value < 0 for value in values),
        "gives": any(value > 0 for value in values),
    }


def _values(entry: Entry) -> list[Fraction]:
    """Every sum of points that one record may bring, and every step's rate."""
    return [*entry.sums, *(value for _, value in entry.steps or ())]


def _meters_of(
    entry: Entry, scheme: Scheme, s: int, rows: Mapping[tuple[int, str], int]
) -> dict[str, int]:
    """The running totals that an entry consults and moves."""
    values = {"meter": rows.get((s, entry.meter or ""), -1)}
    used = (entry.meter, entry.cap and entry.cap.meter, entry.warning and entry.warning.meter)
    anew = {meter.meter for meter in scheme.meters if meter.resets == "yearly"}
    bits = zip((METER, CAP_METER, WARN_METER), used, strict=True)
    values["yearly"] = sum(bit for bit, name in bits if name in anew)
    if (told := entry.warning) is not None:
        values |= {"warned": told.records, "warn_meter": rows[s, told.meter]}
    if entry.cap is not None:
        values |= {"cap": hundredths(entry.cap.points), "cap_meter": rows[s, entry.cap.meter]}
        values["cap_step"] = count_of(scheme, entry.cap.meter)
    return values


def _dimension_of(entry: Entry, scheme: Scheme, row: int) -> dict[str, int]:
    """The part of the score that an entry moves; `row` of its level."""
    rooms = {d.dimension: hundredths(room_of(scheme, d)) for d in scheme.dimensions}
    return {"dimension": row, "room": rooms.get(entry.dimension or "", 0)}


def _term_of(
    entry: Entry, versions: Sequence[Entry], scheme: Scheme, start: date
) -> dict[str, int]:
    """The days on which an entry is in force."""
    return {
        "since": day_number(max(entry.since, scheme.starts), start, 0),
        "until": day_number(last_day(entry, entry.id, versions, scheme), start, FAR),
    }


def _per(entry: Entry) -> int:
    """Units for which every step gives a whole number of hundredths."""
    return math.lcm(*((100 * value).denominator for _, value in entry.steps or ()))


def _brackets(entry: Entry, par: Fraction = NO_PAR) -> list[tuple[Fraction | None, int]]:
    """Brackets as (bound, hundredths); of steps, hundredths for so many units as `_per` says."""
    if entry.steps:
        return [(bound, int(100 * value * _per(entry))) for bound, value in entry.steps]
    if entry.ladder:
        return [(None, hundredths(value)) for value in entry.ladder]
    return [(bound, hundredths(value - par)) for bound, value in entry.by_size or ()]


def where(schemes: Sequence[Scheme], first: date, homes: Sequence[Home]) -> np.ndarray:
    """In which places each scheme scores, see `scored_in`; uint8 (schemes, places)."""
    found = np.zeros((len(schemes), len(homes)), np.uint8)
    for s, scheme in enumerate(schemes):
        subjects = version_on(scheme.subjects, first)
        found[s] = scored_in(subjects.places, scheme.place, homes, subjects.sectors)
    return found


@once()
def voices(schemes: Sequence[Scheme]) -> np.ndarray:
    """In whose name people hear of each scheme: the first body of several; int64 (schemes,)."""
    first: dict[str, int] = {}
    return np.array([first.setdefault(one.voice, s) for s, one in enumerate(schemes)], np.int64)


def bits_of(schemes: Sequence[Scheme], homes: Sequence[Home]) -> np.ndarray:
    """The bit of `Mind.known` by which people of each place remember each scheme; uint8.

    Numbered through the schemes that ever score somebody there, so that no bit changes hands; the
    bodies of one share theirs, the ninth scheme and all after it the last. 0 where a scheme never
    scores anybody.
    """
    ever = np.array([scheme.ever_scores_in(homes) for scheme in schemes], bool)
    ever = ever.reshape(len(schemes), len(homes))
    bits, voice = np.zeros(ever.shape, np.uint8), voices(schemes)
    for p in range(len(homes)):
        ranks: dict[int, int] = {}
        for s in np.flatnonzero(ever[:, p]).tolist():
            rank = ranks.setdefault(int(voice[s]), len(ranks))
            bits[s, p] = 1 << min(rank, KNOWN_APART - 1)
    return bits


@once()
def begins(schemes: Sequence[Scheme], homes: Sequence[Home], start: date) -> np.ndarray:
    """The month in which each scheme begins in each place, from that of `start` on; int64.

    (schemes, places); NEVER_BEGINS where it never does. Subjects that are revised in mid-month are
    those of the next: then the month after counts.
    """
    found = np.full((len(schemes), len(homes)), NEVER_BEGINS, np.int64)
    for s, scheme in enumerate(schemes):
        later = [rule.since for rule in scheme.subjects if rule.since > scheme.starts]
        for day in (scheme.starts, *later):
            late = int(day > scheme.starts and day.day > 1)
            month = (day.year - start.year) * 12 + day.month - start.month + late
            there = where([scheme], day, homes)[0] > 0
            found[s, there] = np.minimum(found[s, there], month)
    return found


def _bands(schemes: Sequence[Scheme], grades: int, first: date) -> tuple[np.ndarray, ...]:
    """Lower bounds in hundredths, and which grades are penal, honours and held, in this month."""
    bounds = np.full((len(schemes), grades), -FAR, np.int64)
    penal, honour, held = (np.zeros((len(schemes), grades), np.uint8) for _ in range(3))
    for s, scheme in enumerate(schemes):
        bands = grades_of(scheme, first)
        for g, (name, bound) in enumerate(zip(bands.names, bands.bounds, strict=True)):
            if bound is not None:
                bounds[s, g] = as_sum(hundredths(bound), scheme, first)
            penal[s, g], honour[s, g] = name in bands.penal, name in bands.honour
            held[s, g] = name in bands.locked
    return bounds, penal, honour, held
