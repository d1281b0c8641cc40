"""Lists compiled to rows of a register, and the entries that lead to them."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from socialcredit.compile.totals import ALONE, bounds_of
from socialcredit.compile.versions import (
    FAR,
    as_sum,
    day_number,
    epoch_of,
    grades_of,
    hundredths,
    register_of,
    term_of,
    version_of,
)
from socialcredit.core.columns import as_records
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.lists import ListRule
from socialcredit.language.model.scheme import Scheme
from socialcredit.stages.lists.registers import REGISTER, Lists


def compile_lists(schemes: Sequence[Scheme], caution: int, start: date, first: date) -> Lists:
    """All lists, numbered through; `caution` is the factor of the while-listed response.

    A list keeps its people through its versions: the first one's row holds the rule of the month,
    and the rows of the others are closed.
    """
    rows, blocks = [], 0
    for s, scheme in enumerate(schemes):
        for number, own in enumerate(scheme.lists):
            if number != register_of(scheme.lists, own.list):
                rows.append((s, 0, -FAR, 0, 0, 0, -1, FAR, -1, 255, 0, *ALONE))
                continue
            blocked = any(rule.block for rule in scheme.lists if rule.list == own.list)
            rule = version_of(scheme.lists, own.list, first)
            ground = _ground_of(rule, scheme, first)
            days = (term_of(rule.term), term_of(rule.block))
            held = _days_of(rule, scheme, start)
            care = caution if rule.colour == "black" else 255
            block, black = blocks if blocked else -1, rule.colour == "black"
            rows.append((s, *ground, *days, block, *held, care, black, *bounds_of(rule.enter)))
            blocks += blocked
    return Lists(as_records(np.array(rows, REGISTER)), epoch_of(start))


def _ground_of(rule: ListRule, scheme: Scheme, first: date) -> tuple[int, int, int]:
    """Bits of the grades, the bound in hundredths, and whether records are the ground."""
    names, enter = grades_of(scheme, first).names, rule.enter
    bits = sum(1 << names.index(grade) for grade in enter.grades or () if grade in names)
    below = -FAR
    if enter.score_below is not None:
        below = as_sum(hundredths(enter.score_below), scheme, first)
    return bits, below, int(bool(enter.records))


def _days_of(rule: ListRule, scheme: Scheme, start: date) -> tuple[int, int]:
    """First and last day; what a later version takes over goes on until that one ends."""
    versions = [other for other in scheme.lists if other.list == rule.list]
    ends = rule if rule.until else max(versions, key=lambda other: other.since)
    last = min((day for day in (ends.until, scheme.ends) if day is not None), default=None)
    since = day_number(max(rule.since, scheme.starts), start, 0)
    return since, day_number(last, start, FAR)


def lists_of(entry: Entry, scheme: Scheme, first: date) -> dict[str, int]:
    """The lists to which a record under an entry leads this month, and if one is black."""
    rules = {rule.list: version_of(scheme.lists, rule.list, first) for rule in scheme.lists}
    led = {
        register_of(scheme.lists, name): rule.enter
        for name, rule in rules.items()
        if entry.id in rule.enter.records
    }
    # One record of those that are added up is not bad for that.
    black = any(scheme.lists[n].colour == "black" and led[n].entry for n in led)
    return {"lists": sum(1 << n for n in led), "black": int(black)}
