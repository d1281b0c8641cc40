"""An example person's file with the authority: the rules of a month, the standing, what is held."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np

from socialcredit.compile.consequences import compile_doors
from socialcredit.compile.lists import compile_lists
from socialcredit.compile.meters import level_rows, meter_rows, rows_needed, start_levels
from socialcredit.compile.records import compile_procedure
from socialcredit.compile.scheme import compile_book
from socialcredit.compile.versions import ALWAYS, hundredths, last_day, sizes
from socialcredit.core.calendar import earlier, later, next_first
from socialcredit.core.columns import Standing, new_standing
from socialcredit.core.limits import NEVER
from socialcredit.language.model.cases import Case
from socialcredit.language.model.evaluation import results_of
from socialcredit.language.model.provenance import version_on
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.upright import upright
from socialcredit.stages.consequences.doors import Doors
from socialcredit.stages.lists.registers import Lists
from socialcredit.stages.records.cases import Procedure
from socialcredit.stages.response.dispute import Dispute, contesting
from socialcredit.stages.scheme.points import Book


@dataclass
class Held:
    """A record on file: its entry, hundredths so far, and the days of its next steps."""

    entry: int
    size: int
    months: int
    word: int  # what the office decides where the rule leaves a range
    filed: int
    due: int = NEVER
    counts: bool = False  # from the next reckoning on
    points: int = 0
    warned: int = 0  # how often it was only a warning
    kept: int = 0
    charge: int = NEVER
    left: int = 0
    ends: int = NEVER  # the day of its repair or correction
    counted: int = -1  # the day from which it counts
    asked: bool = False  # whether it ends on request
    repaired: bool = False  # whether it ends because it was made good, not because it was wrong
    paid: int = NEVER  # the day on which what has to be collected for it is paid


@dataclass(frozen=True)
class Tables:
    """The scheme as it stands in one month."""

    first: date
    book: Book
    lists: Lists
    procedure: Procedure
    doors: Doors


@dataclass
class File:
    """One person's file with the authority; day 0 is the first of the month of `start`."""

    scheme: Scheme
    case: Case
    start: date
    standing: Standing
    tables: Tables
    turns: frozenset[date]  # days on which who is scored or what a list asks may change
    held: list[Held] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)  # entries of records struck out on request today
    lost: list[int] = field(default_factory=list)  # entries of records that count no more today
    paid: int = 0  # fen that followed records themselves
    today: int = 0
    way: int = 1  # -1 where points are of risk, and were turned round


def open_file(scheme: Scheme, case: Case) -> File:
    """The file on the first day of the month of the earliest record, with the start score."""
    scheme = upright(scheme)
    days = [record.on for record in case.records if record.on <= case.as_of]
    if any(rule.when.before for rule in scheme.conditions):
        days.append(min(scheme.starts, case.as_of))  # what was the same before is asked
    start = min([*days, case.as_of]).replace(day=1)
    begins = hundredths(version_on(scheme.score, start).start)
    meters = rows_needed(meter_rows([scheme]))
    blocks = sum(bool(rule.block) for rule in scheme.lists)
    levels = 2 * len(level_rows([scheme]))
    standing = new_standing(
        np.array([begins], np.int64), 1, meters, len(scheme.lists), blocks, levels
    )
    start_levels([scheme], standing.levels)
    tables = tables_of(scheme, case, start, start)
    return File(scheme, case, start, standing, tables, turning_days(scheme, case, start))


def holds_for(file: File, layer: str | None, row: Any) -> bool:
    """Whether a rule with this layer holds where the person lives; `row` is the rule compiled.

    Nobody has a layer that does not hold yet, or no longer: it covers nobody.
    """
    return layer is None or (layer == file.case.subject.layer and row.covers > 0 and row.adopts > 0)


def layers_of(file: File) -> np.ndarray:
    """Which entries with a layer hold where the person lives; uint8 (1, entries)."""
    rows = file.tables.book.entry
    layers = np.zeros(rows.shape, np.uint8)
    for e, entry in enumerate(file.scheme.entries):
        layers[0, e] = holds_for(file, entry.layer, rows[0, e])
    return layers


def turning_days(scheme: Scheme, case: Case, start: date) -> frozenset[date]:
    """The first day, and the days from which another rule of subjects, grades or lists holds."""
    arrived = earlier(case.as_of, case.subject.resident_for)
    settled = {later(arrived, rule.resident_for) for rule in scheme.subjects}
    dated = (*scheme.subjects, *scheme.grades, *scheme.score, *scheme.layers)
    monthly = settled | {rule.since for rule in dated}
    results = results_of(scheme.evaluation, scheme.starts, case.as_of)
    days = (
        {start, case.as_of}
        | {result.final for result in results}
        | {next_first(day - timedelta(days=1)) for day in monthly}
    )
    for rule in scheme.lists:
        last = last_day(rule, rule.id, scheme.lists, scheme)
        days |= {rule.since} | ({last + timedelta(days=1)} if last else set())
    return frozenset(days)


def tables_of(scheme: Scheme, case: Case, start: date, first: date) -> Tables:
    """Compile the scheme for the month that begins on `first`, as a run does."""
    domains = numbered({rule.domain for rule in scheme.consequences})
    deeds, sources = deeds_of(scheme, case), sources_of(scheme, case)
    book = compile_book([scheme], deeds, sources, start, first)
    book.head["consent"] = ALWAYS
    return Tables(
        first,
        book,
        compile_lists([scheme], 255, start, first),
        compile_procedure([scheme], partial(contesting, Dispute()), start, first),
        compile_doors([scheme], domains, {}, first, sizes([scheme])[1], deeds),
    )


def numbered(names: set[str]) -> dict[str, int]:
    """Number names through in alphabetical order."""
    return {name: number for number, name in enumerate(sorted(names))}


def deeds_of(scheme: Scheme, case: Case) -> dict[str, int]:
    """Number every kind of deed that the scheme or the records name."""
    scored = {entry.deed for entry in scheme.entries}
    stopped = {deed for rule in scheme.consequences for deed in rule.stops}
    return numbered(scored | stopped | {record.deed for record in case.records})


def sources_of(scheme: Scheme, case: Case) -> dict[str, int]:
    """Number every source that the scheme or the records name."""
    heard = {name for entry in scheme.entries for name in entry.seen_by}
    return numbered(heard | {record.source for record in case.records if record.source})


def tables_on(file: File, day: date) -> Tables:
    """The tables of the day's month; compiled only where something happens in it."""
    first = day.replace(day=1)
    if file.tables.first != first:
        file.tables = tables_of(file.scheme, file.case, file.start, first)
    return file.tables
