"""What an example's records come to together: the ground of a list by their number or total."""

from __future__ import annotations

from typing import Any

from socialcredit.cases.standing import File, Held
from socialcredit.core.terms import after


def reached_on(file: File, held: list[Held], ell: int, day: int) -> bool:
    """Whether these records reached a list's number or total on a day."""
    rule, epoch = file.tables.lists.rule[ell], int(file.tables.procedure.epoch)
    sizes = [
        one.kept * int(file.tables.book.entry[0, one.entry].amounts)
        for one in held
        if one.counted <= day < after(one.counted, int(rule.within), epoch)
    ]
    return enough(rule, sizes)


def enough(rule: Any, sizes: list[int]) -> bool:
    """Whether records of these sizes are as many, or come to as much, as a rule asks."""
    if rule.over >= 0:
        return sum(sizes) > int(rule.over)
    return sum(size > rule.above for size in sizes) >= int(rule.least)


def last_reached(file: File, held: list[Held], ell: int, today: int) -> int:
    """The last day on which a ground that still holds was reached, -1 where none holds."""
    days = [today] if file.tables.lists.rule[ell].term == 0 else {one.counted for one in held}
    return max((day for day in days if reached_on(file, held, ell, day)), default=-1)
