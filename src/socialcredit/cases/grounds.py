"""What an example's records say of lists, and when each of them stops counting."""

from __future__ import annotations

from socialcredit.cases.standing import File, Held
from socialcredit.cases.totals import last_reached, reached_on
from socialcredit.core.limits import NEVER
from socialcredit.core.terms import after
from socialcredit.stages.lists.registers import ASKED, FRESH, LIVE, LOST


def marks_of(file: File, ell: int, today: int) -> tuple[int, int]:
    """What the records on file say of the ground for a list, and since when the latest counts."""
    live = [held for held in file.held if held.counts and leads(file, held.entry, ell)]
    fresh = any(held.counted == today for held in live)
    asked = any(leads(file, entry, ell) for entry in file.asked)
    lost = any(leads(file, entry, ell) for entry in file.lost)
    begun = max((held.counted for held in live), default=-1)
    if file.tables.lists.rule[ell].within != 0:
        fresh = fresh and reached_on(file, live, ell, today)
        begun = last_reached(file, live, ell, today)
        return LIVE * (begun >= 0) | FRESH * fresh | ASKED * asked | LOST * lost, begun
    return LIVE * bool(live) | FRESH * fresh | ASKED * asked | LOST * lost, begun


def leads(file: File, entry: int, ell: int) -> bool:
    """Whether a record under an entry is a ground for a list."""
    return bool(file.tables.book.entry[0, entry].lists >> ell & 1)


def prolonged(file: File, held: Held) -> list[Held]:
    """Records filed on the same day that lead to a list of this one's: each is further."""
    entry, day = file.tables.book.entry[0], held.filed
    others = (one for one in file.held if one.counts and one is not held and one.filed == day)
    return [one for one in others if entry[one.entry].lists & entry[held.entry].lists]


def expiry(file: File, held: Held, points: int) -> int:
    """The day the record stops counting: by its entry, else by the procedure for good or bad."""
    rule, procedure = file.tables.book.entry[0, held.entry], file.tables.procedure.rule[0]
    bad = points < 0 or rule.to_grade > 0 or rule.black == 1
    valid = int(rule.valid) or int(procedure.bad if bad else procedure.good)
    epoch = int(file.tables.procedure.epoch)
    ends = int(after(held.filed, valid, epoch))
    others = (other for other in file.held if other.counts and other is not held)
    if any(rule.lists & file.tables.book.entry[0, other.entry].lists for other in others):
        ends = int(after(ends, int(rule.extension), epoch))
    return ends if valid else NEVER
