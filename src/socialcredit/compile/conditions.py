"""Conditions on a grade, compiled: those of the scheme, and after them who is unrated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from socialcredit.compile.meters import running_row
from socialcredit.compile.totals import bounds_of
from socialcredit.compile.versions import grades_of, hundredths, term_of, version_of_rule
from socialcredit.core.columns import records
from socialcredit.core.populations import ATTRIBUTES
from socialcredit.language.model.conditions import Condition, Until
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.provenance import version_on
from socialcredit.language.model.scheme import Scheme
from socialcredit.stages.scheme import conditions as kernels
from socialcredit.stages.scheme.conditions import CONDITION

COLUMNS = {"fifth": 0, "education": 1, "occupation": 2, "sex": 3, "group": 4, "urban": 5}
NOTHING = {"to": -1, "meter": -1, "term": 0}


def compile_conditions(
    schemes: Sequence[Scheme], first: date, meters: Mapping[tuple[int, str], int]
) -> Any:
    """Conditions of every scheme in this month; records of CONDITION (schemes, most)."""
    found = [list(rows_of(scheme, s, first, meters)) for s, scheme in enumerate(schemes)]
    rows = records((len(schemes), max(map(len, found), default=0) or 1), CONDITION)
    for s, of_scheme in enumerate(found):
        for c, values in enumerate(of_scheme):
            for name, value in {**NOTHING, **values}.items():
                rows[name][s, c] = value
    return rows


def rows_of(
    scheme: Scheme, s: int, first: date, meters: Mapping[tuple[int, str], int]
) -> Iterator[dict[str, int]]:
    """The values of each condition that holds in this month, in the order of their bits."""
    names = list(grades_of(scheme, first).bands)
    for rule in in_force(scheme, first):
        then = {
            "down": rule.then.down or 0,
            "not_above": names.index(rule.then.not_above) if rule.then.not_above else 0,
            "to": names.index(rule.then.to) if rule.then.to else -1,
        }
        yield {**_met(rule, names, meters.get((s, running_row(rule.id)), -1)), **then}
    unrated = grades_of(scheme, first).unrated
    if unrated is None:
        return
    if unrated.until is not None:
        yield {"kind": kernels.YOUNGER, "limit": _age(unrated.until), "unrated": 1}
    if unrated.after is not None:
        yield {"kind": kernels.ENTRY, "term": term_of(unrated.after.term), "unrated": 1}
    if unrated.without_records:
        yield {"kind": kernels.NO_RECORD, "unrated": 1}
    if scheme.evaluation:
        yield {"kind": kernels.UNSETTLED, "unrated": 1}


def in_force(scheme: Scheme, first: date) -> list[Condition]:
    """The conditions that hold in this month, each in its version."""
    found = {
        rule.id: version_of_rule(scheme.conditions, rule.id, first) for rule in scheme.conditions
    }
    return [rule for rule in found.values() if rule is not None]


def bits_of_entry(entry: Entry, scheme: Scheme, first: date) -> dict[str, int]:
    """Which conditions a record under an entry meets or is part of, and of which it is among."""
    meets = among = 0
    conditions = in_force(scheme, first)
    for c, rule in enumerate(conditions):
        part = rule.when.share
        meets |= (entry.id in (rule.when.entry or ())) << c
        meets |= (part is not None and entry.id in part.of) << c
        meets |= (rule.when.summed is not None and entry.id in rule.when.summed.of) << c
        among |= (part is not None and entry.id in part.among) << c
    unrated = grades_of(scheme, first).unrated
    if unrated is not None and unrated.after is not None and entry.id in unrated.after.entry:
        meets |= 1 << (len(conditions) + (unrated.until is not None))
    return {"meets": meets, "among": among}


def _met(rule: Condition, names: Sequence[str], meter: int) -> dict[str, int]:
    when = rule.when
    if when.younger is not None:
        return {"kind": kernels.YOUNGER, "limit": when.younger}
    if when.licensed_under is not None:
        return {"kind": kernels.YOUNGER, "limit": in_months(when.licensed_under)}
    if when.running is not None:
        grade, many = names.index(when.running.grade), when.running.periods
        return {"kind": kernels.RUNNING, "limit": many, "grade": grade, "meter": meter}
    if when.after is not None:
        grade, many = names.index(when.after.grade), when.after.periods
        return {"kind": kernels.CARRIED, "limit": many, "grade": grade, "meter": meter}
    if when.share is not None:
        over, least = round(when.share.over * 65536), when.share.at_least
        return {"kind": kernels.PART, "share": over, "least": least}
    if when.attribute is not None:
        ((name, levels),) = when.attribute.items()
        attribute = ATTRIBUTES[name]
        mask = sum(1 << attribute.levels.index(level) for level in levels)
        return {"kind": kernels.ATTRIBUTE, "column": COLUMNS[attribute.field], "mask": mask}
    if when.summed is not None:
        names_of = ("term", "least", "above", "over")
        return {"kind": kernels.SUMMED, **dict(zip(names_of, bounds_of(when), strict=True))}
    return {"kind": kernels.ENTRY, "term": term_of(when.term)}


def _age(until: Until) -> int:
    """The least of the column `age`: years of persons, months of firms."""
    return until.age if until.age is not None else in_months(until.licensed_for)


def in_months(term: Any) -> int:
    """A term in whole months, begun ones too."""
    return term.months or -(-int(term) // 30)


def starts_of(schemes: Sequence[Scheme], first: date) -> tuple[np.ndarray, list[int]]:
    """Hundredths with which each level of an attribute begins; int64 (schemes, 8), and columns."""

    starts, columns = np.zeros((len(schemes), 8), np.int64), []
    for s, scheme in enumerate(schemes):
        score = version_on(scheme.score, first)
        starts[s] = hundredths(score.start)
        columns.append(-1)
        for name, levels in score.start_by.items():
            attribute = ATTRIBUTES[name]
            columns[s] = COLUMNS[attribute.field]
            for level, start in levels.items():
                starts[s, attribute.levels.index(level)] = hundredths(start)
    return starts, columns
