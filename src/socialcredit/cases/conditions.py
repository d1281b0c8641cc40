"""Which conditions on a grade an example person meets, and the grade that they leave."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from socialcredit.cases.standing import File
from socialcredit.cases.totals import enough
from socialcredit.compile.conditions import COLUMNS
from socialcredit.core.limits import NARROW
from socialcredit.core.populations import ATTRIBUTES
from socialcredit.core.terms import after
from socialcredit.stages.scheme.anew import counts_today
from socialcredit.stages.scheme.conditions import (
    ATTRIBUTE,
    CARRIED,
    ENTRY,
    NO_RECORD,
    PART,
    RUNNING,
    SUMMED,
    UNSETTLED,
    YOUNGER,
    under_conditions,
)
from socialcredit.stages.scheme.meters import read_meter
from socialcredit.stages.scheme.points import grade_of

BY_PERIODS = (RUNNING, CARRIED)  # conditions that look at the results of earlier periods


def graded(file: File, running: bool = True) -> int:
    """The grade by score, conditions and what leads straight to one; 0 is the best.

    running  with regard to the results of earlier periods
    """
    book, score = file.tables.book, int(file.standing.score[0, 0])
    cap = max(
        (int(book.entry[0, one.entry].to_grade) for one in file.held if one.counts), default=0
    )
    many = int(book.head["conditions"][0])
    if many == 0:
        return int(grade_of(book, 0, score, cap))
    rules = book.condition[0]
    marks = sum(
        1 << c
        for c in range(many)
        if (running or rules[c].kind not in BY_PERIODS) and _met(file, rules[c], c)
    )
    last = int(book.head["grades"][0]) - 1
    grade = grade_of(book, 0, score, 0)
    return int(under_conditions(rules, many, last, grade, cap, marks))


def count_running(file: File) -> None:
    """A result is about to be followed by the next: how often running its grade was the same, and
    for how many periods it is carried over."""
    book, meters = file.tables.book, file.standing.meters
    same = graded(file, running=False)
    for rule in book.condition[0][: int(book.head["conditions"][0])]:
        if rule.kind in BY_PERIODS:
            before, again = int(read_meter(meters, rule.meter, 0)), same == rule.grade
            if rule.kind == CARRIED:
                meters[rule.meter, 0] = rule.limit if again else max(before - 1, 0)
            else:
                meters[rule.meter, 0] = min(before + 1, NARROW) if again else 0


def _met(file: File, rule: Any, c: int) -> bool:
    head, today = file.tables.book.head[0], file.today
    if rule.kind == YOUNGER:
        day = file.start + timedelta(days=today)
        return bool(file.case.subject.age_on(day.replace(day=1), file.case.as_of) < rule.limit)
    if rule.kind == ATTRIBUTE:
        return bool(rule.mask >> level_of(file, int(rule.column)) & 1)
    if rule.kind == NO_RECORD:
        return not any(one.counts and _stands(file, one.filed) for one in file.held)
    if rule.kind == UNSETTLED:
        return bool(today < head.final and head.opens > today)
    if rule.kind in BY_PERIODS:
        many = int(read_meter(file.standing.meters, rule.meter, 0))
        return bool(many > 0 if rule.kind == CARRIED else many + 1 >= rule.limit)
    return _met_by_records(file, rule, c)


def _met_by_records(file: File, rule: Any, c: int) -> bool:
    entry, live = file.tables.book.entry[0], [one for one in file.held if one.counts]
    epoch = int(file.tables.procedure.epoch)
    if rule.kind == SUMMED:
        sizes = [
            one.kept * int(entry[one.entry].amounts)
            for one in live
            if entry[one.entry].meets >> c & 1
            and file.today < after(one.counted, int(rule.term), epoch)
        ]
        return enough(rule, sizes)
    if rule.kind == ENTRY and rule.term:
        under = [one.filed for one in live if entry[one.entry].meets >> c & 1]
        return any(file.today < after(filed, int(rule.term), epoch) for filed in under)
    standing = [entry[one.entry] for one in live if _stands(file, one.filed)]
    parts = sum(int(row.meets >> c & 1) for row in standing)
    if rule.kind == ENTRY:
        return parts > 0
    assert rule.kind == PART
    many = sum(int(row.among >> c & 1) for row in standing)
    return many >= rule.least and (parts << 16) > rule.share * many


def _stands(file: File, filed: int) -> bool:
    return bool(counts_today(file.tables.book, 0, filed, file.today))


def level_of(file: File, column: int) -> int:
    """The level of the example in an attribute; 0 where nothing is said of it."""
    for name, level in file.case.subject.attributes.items():
        if COLUMNS[ATTRIBUTES[name].field] == column:
            return ATTRIBUTES[name].levels.index(level)
    return 0
