"""Who gets loans, who owes too many and what lenders read of them, in sentences."""

from typing import Any

from socialcredit.core.text import joined
from socialcredit.results.words.numbers import counted, percent

MEASURES = (
    ("approved", "Granted"),
    ("defaults", "Lost, of loans granted"),
    ("over", "Over-indebted, of borrowers"),
    ("face", "Not known to the face check"),
)


def lending_lines(found: dict[str, Any] | None) -> list[str]:
    """Loans with the bureau and, where there is a twin, without it; nothing where nobody lends."""
    if found is None:
        return []
    lines = _of_worlds([_loans(block) for block in found["worlds"]])
    lines += [_by_group(found, measure, words) for measure, words in MEASURES]
    return lines + closing_lines(found)


def closing_lines(found: dict[str, Any]) -> list[str]:
    """What a wrong mark costs and what was owed to lenders that closed; nothing if not known."""
    return [_wrong_mark(found), *_closed(found)] if found["closing"] is not None else []


def _of_worlds(told: list[str]) -> list[str]:
    """A line a world, or one where the bureau makes no difference that the words show."""
    if len(told) > 1 and len(set(told)) == 1:
        return [f"Loans, the same with the bureau and without it: {told[0]}"]
    worlds = ("with the bureau", "without the bureau")
    return [f"Loans {name}: {words}" for name, words in zip(worlds, told, strict=False)]


def _loans(block: dict[str, Any]) -> str:
    return (
        f"{percent(block['approved'])} of {counted(block['asked'], 'application')} "
        f"granted, {percent(block['face'])} failed by the face check, "
        f"{percent(block['wrongly'])} refused for wrong marks alone, "
        f"{percent(block['marks'])} for marks, {percent(block['full'])} for loans in view; "
        f"{percent(block['defaults'])} of loans lost. {percent(block['several'])} of borrowers owe "
        f"more than one lender, {percent(block['over'])} are over-indebted."
    )


def _by_group(found: dict[str, Any], measure: str, words: str) -> str:
    """A measure by group and by income, in each world."""
    groups = {
        "in the majority": [world["majority"] for world in found["groups"]],
        "in the minority": [world["minority"] for world in found["groups"]],
        "in the poorest fifth": [world[0] for world in found["fifths"]],
        "in the richest": [world[-1] for world in found["fifths"]],
    }
    shares = {
        where: [percent(block[measure]) for block in blocks]
        for where, blocks in groups.items()
        if any(block["asked"] for block in blocks)
    }
    both = ", with the bureau and without it"
    if all(len(set(pair)) == 1 for pair in shares.values()):
        both, shares = "", {where: pair[:1] for where, pair in shares.items()}
    return f"{words}{both}: {joined(f'{joined(pair)} {where}' for where, pair in shares.items())}."


def _wrong_mark(found: dict[str, Any]) -> str:
    """What a mistake in one lender's file costs when others read it."""
    one, other, lenders = found["worlds"][0], found["worlds"][1:], found["closing"]
    refused = counted(one["refused_wrongly"], "application was", "applications were")
    line = (
        f"A wrong mark: at the end {counted(one['wrongly_marked'], 'person', 'people')} of "
        f"{one['people']:,} have one in some lender's file. {_readers(lenders)} For nothing but "
        f"wrong marks {refused} refused"
    )
    beside = f", and {other[0]['refused_wrongly']:,} without the bureau" if other else ""
    return f"{line}{beside}."


def _readers(lenders: dict[str, Any]) -> str:
    """How many lenders read the mark that one of them files."""
    still = f"the {lenders['open']} lenders that still lend"
    if not lenders["readers"]:
        return f"None of {still} is in the bureau, so that no other reads it."
    return f"If that lender is in the bureau, {lenders['readers']} of {still} read it."


def _closed(found: dict[str, Any]) -> list[str]:
    """The lenders that stopped lending, and what was owed to them; nothing where none did."""
    one, lenders = found["worlds"][0], found["closing"]
    if not lenders["closed"] or lenders["first"] is None:
        return []
    when = f"between {lenders['first']} and {lenders['last']}"
    if lenders["first"] == lenders["last"]:
        when = f"in {lenders['first']}"
    return [
        f"Closed: {lenders['closed']} of {lenders['all']} lenders stopped lending {when}. "
        f"{percent(one['stranded'])} of open loans were owed to such lenders, and "
        f"{percent(one['stranded_lost'])} of the loans lost were theirs."
    ]
