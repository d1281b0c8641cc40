"""What a sign at the door says: who looks, what it moves, who hides or forges it."""

from __future__ import annotations

from socialcredit.core.text import joined, plain
from socialcredit.language.model.consequences import Consequence
from socialcredit.language.model.signs import Custom, Untrue
from socialcredit.language.tell.curves import curve
from socialcredit.language.tell.wording import share


def sign_words(rule: Consequence) -> str:
    """The sentences that follow what the sign shows; nothing where nobody is said to look."""
    looks = {day: share(value) for day, value in (rule.coverage or {}).items()}
    told = curve(looks, "; {} of customers look")
    told += _custom(rule.custom) if rule.custom else ""
    return told + (_untrue(rule.untrue) if rule.untrue else "")


def _custom(custom: Custom) -> str:
    """What those who look make of it, and how well that is known."""
    moves = [
        f"{share(abs(move))} {'come besides' if move > 0 else 'stay away'} at {plain(grade)}"
        for grade, move in custom.moves.items()
        if move
    ]
    return f"; of those who look {joined(moves)} ({custom.evidence})" if moves else ""


def _untrue(untrue: Untrue) -> str:
    """Who does not show it, and how well that is known."""
    ways = []
    if untrue.hidden:
        hidden = {day: share(value) for day, value in untrue.hidden.items()}
        ways.append(curve(hidden, "{} hide it"))
    if untrue.forged and untrue.shows:
        forged = {day: share(value) for day, value in untrue.forged.items()}
        ways.append(curve(forged, f"{{}} put up {plain(untrue.shows)} instead"))
    grades = joined(map(plain, untrue.grades), "or")
    told = f"; of firms with {grades} {joined(ways)} ({untrue.evidence})"
    if untrue.sizes:
        sizes = [f"{times:g} times as many of the {size}" for size, times in untrue.sizes.items()]
        told += f", {joined(sizes)}"
    return told
