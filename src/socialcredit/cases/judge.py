"""Example people: records in, score, grade, lists and consequences out, by the kernels of a run.

A scheme's `cases.yaml` says what must come out for a few made-up people. They go through the rule
kernels of the simulation, in its order of a day (`month.filing`, `month.community`): what falls
due, then what is filed, then the lists. What an example leaves to nobody's luck: every record is
right, filed on its day and ends before its time only where it says so; people consent unless the
case says that they do not; a community with a layer has all its rules; the office decides for the
middle of a range unless the record says for how many points. Age stays as it is, as it does in a
run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from socialcredit.cases.counting import awarded, final, move, regrade, start_of
from socialcredit.cases.grounds import expiry, marks_of, prolonged
from socialcredit.cases.paying import collect, pay
from socialcredit.cases.standing import (
    File,
    Held,
    deeds_of,
    holds_for,
    layers_of,
    open_file,
    sources_of,
    tables_on,
)
from socialcredit.compile.meters import reset_yearly
from socialcredit.compile.scheme import EVERYBODY
from socialcredit.compile.versions import hundredths
from socialcredit.core.calendar import earlier, later, months_begun, next_first
from socialcredit.core.columns import FLAGS
from socialcredit.core.limits import NEVER
from socialcredit.core.populations import POPULATIONS
from socialcredit.core.terms import a_month_on
from socialcredit.language.model.cases import Case, CaseRecord, Expected
from socialcredit.language.model.provenance import version_on
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.upright import turned
from socialcredit.language.resolve.splitting import alone
from socialcredit.stages.consequences.doors import MONEY, MONTHLY, REFUSE, SELF, falls_on
from socialcredit.stages.lists.registers import review
from socialcredit.stages.scheme.points import RANGE, bounded, in_force, is_subject
from socialcredit.stages.scheme.put_right import (
    kept_again,
    kept_of_last_year,
    size_again,
    take_out,
    to_keep,
)

MIDDLE = 1 << 31  # the word of discretion that picks the middle of a range
NO_LUCK = (0, 0)


@dataclass(frozen=True)
class Outcome:
    """How an example person stands on the day: score in points, money a year.

    Sums that followed records themselves are in `money` too, all of them.

    `refused` names the domains that a refusal closes, to the person or to the family; `stopped` the
    deeds from which the person is kept.
    """

    score: Fraction
    grade: str
    lists: tuple[str, ...]
    refused: tuple[str, ...]
    money: Fraction
    stopped: tuple[str, ...] = ()


def judge(scheme: Scheme, case: Case) -> Outcome:
    """Take the person through every day from the first record to `as_of`, inclusive."""
    scheme = alone(scheme, "firms" if case.word == "firm" else "persons").scheme
    file = open_file(scheme, case)
    file.way = -1 if turned(scheme) else 1
    file.standing.score[0, 0] = start_of(file)
    regrade(file)
    file.standing.copy[0, 0] = file.standing.grade[0, 0]
    for day in days_of(file.start, case.as_of):
        file.today = (day - file.start).days
        if day.day == 1:
            new_month(file, day)
        filed_today = [record for record in case.records if record.on == day]
        today = (day - file.start).days
        if filed_today or day in file.turns or anything_due(file, today):
            live_day(file, day, today, filed_today)
    return outcome_of(file)


def days_of(start: date, end: date) -> Iterator[date]:
    """Every day from start to end, both included."""
    return (start + timedelta(days=n) for n in range((end - start).days + 1))


def new_month(file: File, first: date) -> None:
    """On the first of a month other bodies copy the grade; in January yearly meters start anew."""
    revised = (*file.scheme.grades, *file.scheme.score)
    looked_at = file.scheme.conditions or any(rule.unrated for rule in file.scheme.grades)
    if looked_at or first in {next_first(rule.since - timedelta(days=1)) for rule in revised}:
        tables_on(file, first)
        regrade(file)
    file.standing.copy[0, 0] = file.standing.grade[0, 0]
    if first.month == 1:
        reset_yearly([file.scheme], file.standing.meters)
        for held in file.held:
            held.kept = kept_of_last_year(file.tables.book, 0, held.entry, held.kept)


def anything_due(file: File, today: int) -> bool:
    """Whether a record takes a step or a listing ends today; on firsts, whether records are old."""
    summed = any(rule.enter.summed for rule in file.scheme.lists)
    steps = summed and (file.start + timedelta(days=today)).day == 1
    steps = steps or any(today in (record.due, record.charge, record.paid) for record in file.held)
    steps = steps or bool((file.standing.blocked[:, 0] == today).any())
    return steps or bool((file.standing.until[:, 0] == today).any()) and today > 0


def scored(file: File, day: date) -> bool:
    """Whether the person is a subject of the scheme in the day's month."""
    first = day.replace(day=1)
    subjects = version_on(file.scheme.subjects, first)
    subject = file.case.subject
    arrived = earlier(file.case.as_of, subject.resident_for)
    newcomer = first < later(arrived, subjects.resident_for)
    agrees = subject.consent or subjects.consent >= 1
    book = tables_on(file, day).book
    had = {*POPULATIONS[subjects.of].needs} & {*FLAGS} - {*subject.lacks}
    flags = sum(FLAGS[need] for need in had)
    age = subject.age_on(first, file.case.as_of)
    return agrees and bool(is_subject(book, 0, age, flags, *subject.levels, newcomer, 0, NO_LUCK))


def live_day(file: File, day: date, today: int, records: Sequence[CaseRecord]) -> None:
    """What falls due, then what is filed, then every list."""
    tables = tables_on(file, day)
    reckoned = bool(tables.book.head["reckoned"][0])
    turn, epoch = (next_first(day) - file.start).days, int(tables.procedure.epoch)
    file.asked.clear()
    file.lost.clear()
    if today == tables.book.head["final"][0]:
        final(file, today)
        if day.day == 1:
            file.standing.copy[0, 0] = file.standing.grade[0, 0]
    for held in [held for held in file.held if held.paid == today and held.counts]:
        collect(file, held, turn if reckoned and day.day > 1 else today)
    for held in list(file.held):
        if reckoned and day.day > 1:
            held.charge = turn if held.charge == today else held.charge
            waits = held.due == today and not (held.counts and held.due < held.ends)
            held.due = turn if waits else held.due
        if held.charge == today:
            charge(file, held, today, turn if reckoned else a_month_on(held.filed, today, epoch))
        if held.due == today and held.counts:
            expire(file, held, today)
        elif held.due == today and held.ends <= today:
            file.held.remove(held)  # struck out before it came to count
        elif held.due == today:
            count_in(file, held, today, turn)
    subject = scored(file, day)
    for record in records if subject else ():
        for held in filed(file, record, today):
            file.held.append(held)
            if reckoned:
                held.due = turn
            else:
                count_in(file, held, today, a_month_on(today, today, epoch))
    for ell in range(len(file.scheme.lists)):
        marks, begun = marks_of(file, ell, today)
        review(tables.lists, ell, file.standing, 0, marks, begun, today, subject)


def filed(file: File, record: CaseRecord, today: int) -> Iterator[Held]:
    """The record under every entry that covers it."""
    book, case, layers = file.tables.book, file.case, layers_of(file)
    source = -1 if record.source is None else sources_of(file.scheme, case)[record.source]
    size = 1 if record.size is None else max(int(record.size), 0)
    months = 1 if record.lasts is None else months_begun(record.on, record.lasts)
    for e in map(int, book.of_kind[0, deeds_of(file.scheme, case)[record.deed]]):
        unheard = source < 0 and book.entry[0, e].seen_by != EVERYBODY
        if e >= 0 and not unheard and in_force(book, 0, e, today, source, layers):
            par = hundredths(version_on(file.scheme.score, file.start).par)
            word = word_for(book.entry[0, e], record, file.way, par)
            held = Held(e, size, months, word, today)
            if record.ends is not None:
                held.ends = max((record.ends - file.start).days, today + 1)
                held.asked = record.on_request
                held.repaired = record.repaired or record.on_request
            if record.paid is not None:
                held.paid = (record.paid - file.start).days
            yield held


def word_for(entry: Any, record: CaseRecord, way: int, par: int) -> int:
    """The word of discretion by which the office decides as the record says.

    par  hundredths that the points of an entry are measured against
    """
    if record.points is None or entry.rule != RANGE:
        return MIDDLE
    choices = (int(entry.high) - int(entry.points)) // int(entry.unit) + 1
    chosen = (way * hundredths(record.points) - par - int(entry.points)) // int(entry.unit)
    return (2 * chosen + 1 << 31) // choices


def count_in(file: File, held: Held, today: int, again: int) -> None:
    """The record takes effect: points, or a grade; `again` is the day of the next points."""
    book, e = file.tables.book, held.entry
    points = awarded(file, held, held.size)
    held.kept = int(to_keep(book, 0, e, held.size))
    held.counted = today
    held.counts = True
    move(file, held, points, today)
    for one in (held, *prolonged(file, held)):
        one.due = min(max(expiry(file, one, one.points), today + 1), one.ends)
    if book.entry[0, e].monthly and held.months > 1:
        held.left, held.charge = held.months - 1, again
    regrade(file)
    pay(file, e, points)


def charge(file: File, held: Held, today: int, again: int) -> None:
    """Points again for another month that the matter lasts."""
    book = file.tables.book
    size = size_again(book, 0, held.entry, held.kept)
    move(file, held, awarded(file, held, size), today)
    held.kept = int(kept_again(book, 0, held.entry, held.kept))
    held.left -= 1
    held.charge = again if held.left else NEVER
    regrade(file)


def expire(file: File, held: Held, today: int) -> None:
    """The record stops counting: its points go back and its grade no longer binds.

    What was wrong leaves no trace in the meters either.
    """
    file.held.remove(held)
    put_right = held.due >= held.ends
    file.lost.append(held.entry)
    if held.asked and put_right:
        file.asked.append(held.entry)
    if put_right and not held.repaired:
        take_out(
            file.tables.book, 0, held.entry, held.filed, held.kept, held.points, held.warned,
            file.standing.meters, 0,
        )  # fmt: skip
    move(file, held, -held.points, today)
    regrade(file)


def outcome_of(file: File) -> Outcome:
    """Score, grade, lists and consequences on the last day."""
    scheme, standing, day = file.scheme, file.standing, file.case.as_of
    grades = version_on(scheme.grades, day.replace(day=1))
    listed = {rule.list for n, rule in enumerate(scheme.lists) if standing.until[n, 0] != 0}
    refused, stopped, money = set[str](), set[str](), file.paid
    doors = tables_on(file, day).doors
    for q, rule in enumerate(scheme.consequences if scored(file, day) else ()):
        door = doors.rule[q]
        elsewhere = not holds_for(file, rule.layer, door)
        listed_there = rule.when.list == file.case.subject.listed.get(rule.when.of or "", "")
        concerned = listed_there if rule.when.of else falls_on(doors, q, standing, 0)
        if not door.open or door.checks or elsewhere or not concerned:
            continue
        if door.effect == REFUSE:
            refused.add(rule.domain)
        stopped |= set(rule.stops)
        if door.effect == MONEY and door.hits & SELF:
            money += int(door.money) * (12 if door.per == MONTHLY else 1)
    score = int(bounded(tables_on(file, day).book, 0, int(standing.score[0, 0])))
    return Outcome(
        Fraction(file.way * score, 100),
        grades.names[int(standing.grade[0, 0])],
        tuple(sorted(listed)),
        tuple(sorted(refused)),
        Fraction(money, 100),
        tuple(sorted(stopped)),
    )


def differences(expected: Expected, found: Outcome) -> dict[str, tuple[object, object]]:
    """What was expected and did not come out: name -> (expected, found)."""
    wanted: dict[str, object] = {
        name: tuple(sorted(value)) if isinstance(value, tuple) else value
        for name in ("score", "grade", "lists", "refused", "stopped", "money")
        if (value := getattr(expected, name)) is not None
    }
    pairs = {name: (value, getattr(found, name)) for name, value in wanted.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
