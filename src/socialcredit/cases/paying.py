"""What an example person pays: sums that follow records at once, and those that are collected."""

from __future__ import annotations

from socialcredit.cases.standing import File, Held, holds_for
from socialcredit.stages.consequences.at_filing import sum_for
from socialcredit.stages.consequences.doors import MONEY


def pay(file: File, e: int, points: int) -> None:
    """Sums of money that follow the record itself."""
    doors, rules = file.tables.doors, file.scheme.consequences
    for q in (int(q) for q in doors.filed[0, e] if q >= 0 and doors.rule[q].owed < 0):
        if doors.rule[q].effect == MONEY and holds_for(file, rules[q].layer, doors.rule[q]):
            file.paid += int(sum_for(doors, q, points))


def collect(file: File, held: Held, ends: int) -> None:
    """What had to be collected for a record is paid; what that ends runs out on the day `ends`."""
    doors, rules = file.tables.doors, file.scheme.consequences
    for q in (int(q) for q in doors.filed[0, held.entry] if q >= 0 and doors.rule[q].owed >= 0):
        fen = int(sum_for(doors, q, held.points))
        if fen and holds_for(file, rules[q].layer, doors.rule[q]):
            file.paid += fen
            for one in file.held:
                if doors.ends[q, one.entry] and (one.filed, one.paid) == (held.filed, held.paid):
                    one.due, one.repaired = min(one.due, ends), True
