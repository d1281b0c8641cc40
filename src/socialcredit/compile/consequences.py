"""Compile what schemes do to people besides points: procedure, lists and consequences."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

import numpy as np

from socialcredit.columns import records
from socialcredit.consequences import doors as consequences
from socialcredit.consequences.doors import DOOR, Doors
from socialcredit.draws import threshold
from socialcredit.engine.book import (
    ALWAYS,
    FAR,
    day_number,
    grades_of,
    hundredths,
    last_day,
    layer_of,
    month_before,
    sizes,
)
from socialcredit.engine.senses import coverage
from socialcredit.listing_rules import ListRule, register_of, version_of
from socialcredit.lists.registers import REGISTER, Lists
from socialcredit.provenance import holding
from socialcredit.records.cases import RULE, Procedure
from socialcredit.rules import Consequence, Scheme

EFFECT = {
    "refuse": consequences.REFUSE,
    "dearer": consequences.DEARER,
    "priority": consequences.PRIORITY,
    "money": consequences.MONEY,
    "inspect": consequences.INSPECT,
    "shown": consequences.PUBLICITY,
}
PER = {
    None: consequences.YEARLY,
    "attempt": consequences.EACH_ATTEMPT,
    "month": consequences.MONTHLY,
    "year": consequences.YEARLY,
    "once": consequences.ONCE,
}
HITS = {
    "self": consequences.SELF,
    "household": consequences.HOUSEHOLD,
    "children": consequences.CHILDREN,
}


FLAG_OF = {"driver": 8, "online": 16, "urban": 2}


def compile_procedure(schemes: Sequence[Scheme], dispute: np.ndarray, first: date) -> Procedure:
    """Notice, dispute, office and repair; `dispute` float (2 right/wrong, 5 educations)."""
    n = len(schemes)
    rules = records(n, RULE)
    table = {name: rules[name] for name in RULE.names or ()}
    table["dispute"], table["finds"] = np.zeros((n, 2, 5), np.int64), np.zeros((n, 2), np.int64)
    table["drops"] = np.zeros((n, 2), np.int64)
    for s, scheme in enumerate(schemes):
        rule = holding(scheme.procedure, first) or scheme.procedure[0]
        if rule.notice is not None:
            table["notice"][s], table["after"][s] = (
                threshold(float(rule.notice.chance)),
                max(rule.notice.after, 1),
            )
        if rule.dispute is not None and rule.finds is not None:
            table["dispute"][s] = [[threshold(chance) for chance in row] for row in dispute]
            table["finds"][s] = (
                threshold(float(rule.finds.right)),
                threshold(float(rule.finds.wrong)),
            )
        if rule.screening is not None:
            table["drops"][s] = [threshold(float(drop)) for drop in rule.screening.drops]
        table["paused"][s] = rule.paused
        table["copies"][s] = rule.copies.after if rule.copies else 1
        table["follows"][s] = rule.follows.after if rule.follows else -1
        table["bad"][s], table["good"][s] = rule.validity.bad or 0, rule.validity.good or 0
        if rule.repair is not None:
            table["repair_after"][s], table["repair"][s] = (
                max(rule.repair.after, 1),
                threshold(float(rule.repair.chance)),
            )
        table["forwards"][s] = rule.dispute is not None and rule.dispute.forwarded
    for s, scheme in enumerate(schemes):
        copying = [any(e.copy_of == scheme.scheme for e in other.entries) for other in schemes]
        table["forwarded"][s] = (table["forwards"] * copying).any()
    return Procedure(rules, table["dispute"], table["finds"], table["drops"])


def capacity(
    schemes: Sequence[Scheme], residents: int, first: date, number: int, turn: Fraction
) -> np.ndarray:
    """Disputes the office of a place can decide in month `number` of the run, by scheme; int64.

    What a month leaves of a whole case counts towards the months that follow, so that an office
    of few residents decides in the long run as many as its rate says. `turn`, from 0 to below 1,
    is what it begins with: places that differ in it do not all decide in the same month.
    """
    out = np.zeros(len(schemes), np.int64)
    for s, scheme in enumerate(schemes):
        rule = holding(scheme.procedure, first) or scheme.procedure[0]
        if rule.office is not None:
            rate = Fraction(rule.office.decisions) * residents / rule.office.residents
            out[s] = floor(rate * (number + 1) + turn) - floor(rate * number + turn)
    return out


def compile_lists(schemes: Sequence[Scheme], caution: int, start: date, first: date) -> Lists:
    """All lists, numbered through; `caution` is the factor of the while-listed response.

    A list keeps its people through its versions: the first one's row holds the rule of the month,
    and the rows of the others are closed.
    """
    rows, blocks = [], 0
    for s, scheme in enumerate(schemes):
        for number, own in enumerate(scheme.lists):
            if number != register_of(scheme.lists, own.list):
                rows.append((s, 0, -FAR, 0, 0, 0, -1, FAR, -1, 255))
                continue
            blocked = any(rule.block for rule in scheme.lists if rule.list == own.list)
            rule = version_of(scheme.lists, own.list, first)
            ground = _ground_of(rule, scheme, first)
            days = (rule.term or 0, rule.block or 0)
            held = _days_of(rule, scheme, start)
            care = caution if rule.colour == "black" else 255
            rows.append((s, *ground, *days, blocks if blocked else -1, *held, care))
            blocks += blocked
    return Lists(np.array(rows, REGISTER).view(np.recarray))


def _ground_of(rule: ListRule, scheme: Scheme, first: date) -> tuple[int, int, int]:
    """Bits of the grades, the bound in hundredths, and whether records are the ground."""
    names, enter = grades_of(scheme, first).names, rule.enter
    bits = sum(1 << names.index(grade) for grade in enter.grades or () if grade in names)
    below = hundredths(enter.score_below) if enter.score_below is not None else -FAR
    return bits, below, int(enter.entry is not None)


def _days_of(rule: ListRule, scheme: Scheme, start: date) -> tuple[int, int]:
    """First and last day; what a later version takes over goes on until that one ends."""
    versions = [other for other in scheme.lists if other.list == rule.list]
    ends = rule if rule.until else max(versions, key=lambda other: other.since)
    last = min((day for day in (ends.until, scheme.ends) if day is not None), default=None)
    since = day_number(max(rule.since, scheme.starts), start, 0)
    return since, day_number(last, start, FAR)


def compile_doors(
    schemes: Sequence[Scheme],
    domains: Mapping[str, int],
    attempts: Mapping[str, Mapping[str, Any]],
    first: date,
    grades: int,
) -> Doors:
    """All consequences, numbered through, and how often people try."""
    registers, numbers = _registers(schemes), {scheme.scheme: s for s, scheme in enumerate(schemes)}
    concerned = np.zeros((len(schemes), grades), np.uint8)
    doors = records(sum(len(scheme.consequences) for scheme in schemes), DOOR)
    q = 0
    for s, scheme in enumerate(schemes):
        names = grades_of(scheme, first).names
        for own, rule in enumerate(scheme.consequences):
            named = names if rule.when.anyone else rule.when.grades or ()
            bits = sum(1 << names.index(g) for g in named if g in names)
            values = {
                "scheme": s,
                "own": own,
                "grades": bits,
                "register": registers.get(
                    (numbers.get(rule.when.of or scheme.scheme, -1), rule.when.list or ""), -1
                ),
                "domain": domains[rule.domain],
                "effect": EFFECT[rule.effect],
                "money": round(rule.money or 0),
                "per": _per(rule),
                "hits": sum(HITS[hit] for hit in rule.hits),
                "open": _is_open(rule, scheme, first),
                "fresh": not _is_open(rule, scheme, month_before(first)),
                "due": rule.per == "month" or _opening(rule, scheme) == first.month,
                "line": next(n for n, o in enumerate(scheme.consequences) if o.id == rule.id),
                **layer_of(rule.layer, scheme, first),
                "looks": threshold(coverage(rule.coverage or 1.0, first)),
                "again": round(coverage(rule.again or 0.0, first) * 65536),
                "rate": round(100 * (rule.money_per_point or 0)),
                "back": (first - _opens(rule, scheme)).days if rule.paid_back else -1,
                **_checks(rule),
            }
            for name, value in values.items():
                doors[name][q] = value
            if values["open"]:
                concerned[s] |= np.array([(bits >> g) & 1 for g in range(grades)], np.uint8)
            q += 1
    rate = [float(attempts.get(name, {}).get("per_year", 0)) for name in domains]
    needs = [FLAG_OF.get(_need(attempts.get(name, {})), 0) for name in domains]
    still = np.rint(np.exp(-np.array(rate) / 12) * ALWAYS).astype(np.int64)
    filed = _of_records(schemes, doors)
    return Doors(doors, still, np.array(needs, np.int64), concerned, filed)


def _of_records(schemes: Sequence[Scheme], doors: Any) -> np.ndarray:
    """The consequences in force of a record under each entry; int64 (schemes, entries, most)."""
    rules = [(s, rule) for s, scheme in enumerate(schemes) for rule in scheme.consequences]
    found: dict[tuple[int, int], list[int]] = {}
    for q, (s, rule) in enumerate(rules):
        for e, entry in enumerate(schemes[s].entries):
            if entry.id in (rule.when.entry or ()) and doors.open[q]:
                found.setdefault((s, e), []).append(q)
    most = max(map(len, found.values()), default=1)
    table = np.full((len(schemes), sizes(schemes)[0], most), -1, np.int64)
    for (s, e), numbers in found.items():
        table[s, e, : len(numbers)] = numbers
    return table


def _per(rule: Consequence) -> int:
    """When a consequence acts: at each filing or try, or on days of its own."""
    if rule.when.entry:
        return consequences.AT_FILING
    return PER["once" if rule.effect == "shown" and rule.per is None else rule.per]


def _checks(rule: Consequence) -> dict[str, int]:
    """How often a door's check fails the right person, for the majority and the minority."""
    if rule.fails is None:
        return {"checks": 0}
    fails, times = rule.fails, rule.fails.minority_times
    return {
        "checks": 1,
        "miss": threshold(fails.chance),
        "miss_minority": threshold(min(fails.chance * times, 1.0)),
        "never": threshold(fails.never),
        "never_minority": threshold(min(fails.never * times, 1.0)),
    }


def _registers(schemes: Sequence[Scheme]) -> dict[tuple[int, str], int]:
    """The register of every list by scheme and name, whatever version is in force."""
    rules = [(s, rule.list) for s, scheme in enumerate(schemes) for rule in scheme.lists]
    return {named: number for number, named in reversed(list(enumerate(rules)))}


def _is_open(rule: Consequence, scheme: Scheme, first: date) -> bool:
    """Whether a consequence is in force on the first of a month."""
    last = last_day(rule, rule.id, scheme.consequences, scheme)
    return max(rule.since, scheme.starts) <= first and (last is None or first <= last)


def _opening(rule: Consequence, scheme: Scheme) -> int:
    """The month of the year in which a consequence was first in force, and is paid once a year."""
    return _opens(rule, scheme).month


def _opens(rule: Consequence, scheme: Scheme) -> date:
    """The first of a month from which a consequence is in force."""
    begun = max(rule.since, scheme.starts)
    next_first = date(begun.year + begun.month // 12, begun.month % 12 + 1, 1)
    return begun if begun.day == 1 else next_first


def _need(attempt: Mapping[str, Any]) -> str:
    """The flag somebody needs to try, as named in domains.yaml."""
    needs = attempt.get("needs") or ""
    return needs if isinstance(needs, str) else (needs[0] if needs else "")
