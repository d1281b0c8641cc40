"""Compile what schemes do to people besides points: procedure, lists and consequences."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from socialcredit.columns import records
from socialcredit.consequences import doors as consequences
from socialcredit.consequences.doors import DOOR, Doors
from socialcredit.draws import threshold
from socialcredit.engine.book import ALWAYS, FAR, day_number, grades_of, hundredths
from socialcredit.lists.registers import REGISTER, Lists
from socialcredit.provenance import holding
from socialcredit.records.cases import RULE, Procedure
from socialcredit.rules import Scheme

EFFECT = {
    "refuse": consequences.REFUSE,
    "dearer": consequences.DEARER,
    "priority": consequences.PRIORITY,
    "money": consequences.MONEY,
    "inspect": consequences.INSPECT,
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
        table["paused"][s] = rule.paused
        table["copies"][s] = rule.copies.after if rule.copies else 1
        table["bad"][s], table["good"][s] = rule.validity.bad or 0, rule.validity.good or 0
        if rule.repair is not None:
            table["repair_after"][s], table["repair"][s] = (
                max(rule.repair.after, 1),
                threshold(float(rule.repair.chance)),
            )
    return Procedure(rules, table["dispute"], table["finds"])


def capacity(schemes: Sequence[Scheme], residents: int, first: date) -> np.ndarray:
    """Disputes the office of a place can decide this month, by scheme; int64."""
    out = np.zeros(len(schemes), np.int64)
    for s, scheme in enumerate(schemes):
        rule = holding(scheme.procedure, first) or scheme.procedure[0]
        if rule.office is not None:
            out[s] = max(
                1, round(Fraction(rule.office.decisions) * residents / rule.office.residents)
            )
    return out


def compile_lists(schemes: Sequence[Scheme], caution: int, start: date, first: date) -> Lists:
    """All lists, numbered through; `caution` is the factor of the while-listed response."""
    rows = []
    for s, scheme in enumerate(schemes):
        names = grades_of(scheme, first).names
        for rule in scheme.lists:
            bits = sum(1 << names.index(g) for g in rule.enter.grades or () if g in names)
            below = (
                hundredths(rule.enter.score_below) if rule.enter.score_below is not None else -FAR
            )
            until = day_number(rule.until or scheme.ends, start, FAR)
            rows.append(
                (
                    s,
                    bits,
                    below,
                    rule.term or 0,
                    day_number(rule.since, start, 0),
                    until,
                    caution if rule.colour == "black" else 255,
                )
            )
    return Lists(np.array(rows, REGISTER).view(np.recarray))


def compile_doors(
    schemes: Sequence[Scheme],
    domains: Mapping[str, int],
    attempts: Mapping[str, Mapping[str, Any]],
    first: date,
    grades: int,
) -> Doors:
    """All consequences, numbered through, and how often people try."""
    registers = {
        (s, rule.list): n
        for n, (s, rule) in enumerate(
            (s, rule) for s, scheme in enumerate(schemes) for rule in scheme.lists
        )
    }
    concerned = np.zeros((len(schemes), grades), np.uint8)
    rows = []
    for s, scheme in enumerate(schemes):
        names = grades_of(scheme, first).names
        for own, rule in enumerate(scheme.consequences):
            bits = sum(1 << names.index(g) for g in rule.when.grades or () if g in names)
            is_open = (
                rule.since <= first
                and (rule.until is None or rule.until >= first)
                and scheme.starts <= first
            )
            if is_open:
                concerned[s] |= np.array([(bits >> g) & 1 for g in range(grades)], np.uint8)
            hits = sum(HITS[hit] for hit in rule.hits)
            rows.append(
                (
                    s,
                    own,
                    bits,
                    registers.get((s, rule.when.list or ""), -1),
                    domains[rule.domain],
                    EFFECT[rule.effect],
                    round(rule.money or 0),
                    PER[rule.per],
                    hits,
                    is_open,
                )
            )
    rate = [float(attempts.get(name, {}).get("per_year", 0)) for name in domains]
    needs = [FLAG_OF.get(_need(attempts.get(name, {})), 0) for name in domains]
    still = np.rint(np.exp(-np.array(rate) / 12) * ALWAYS).astype(np.int64)
    return Doors(
        np.array(rows, DOOR).view(np.recarray), still, np.array(needs, np.int64), concerned
    )


def _need(attempt: Mapping[str, Any]) -> str:
    """The flag somebody needs to try, as named in domains.yaml."""
    needs = attempt.get("needs") or ""
    return needs if isinstance(needs, str) else (needs[0] if needs else "")
