"""Who gets loans, who owes too many and what lenders read of them, in sentences."""

from typing import Any

from socialcredit.results.wording import counted, percent
from socialcredit.wording import joined

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
    worlds = ("with the bureau", "without the bureau")
    lines = [_loans(name, block) for name, block in zip(worlds, found["worlds"], strict=False)]
    lines += [_by_group(found, measure, words) for measure, words in MEASURES]
    if found["closing"] is not None:
        lines += [_wrong_mark(found), *_closed(found)]
    return lines


def _loans(name: str, block: dict[str, Any]) -> str:
    return (
        f"Loans {name}: {percent(block['approved'])} of {block['asked']:,} applications "
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
    told = joined(
        f"{joined(percent(block[measure]) for block in blocks)} {where}"
        for where, blocks in groups.items()
        if any(block["asked"] for block in blocks)
    )
    both = ", with the bureau and without it" if len(found["worlds"]) > 1 else ""
    return f"{words}{both}: {told}."


def _wrong_mark(found: dict[str, Any]) -> str:
    """What a mistake in one lender's file costs when others read it."""
    one, other, lenders = found["worlds"][0], found["worlds"][1:], found["closing"]
    refused = counted(one["refused_wrongly"], "application was", "applications were")
    line = (
        f"A wrong mark: at the end {counted(one['wrongly_marked'], 'person', 'people')} of "
        f"{one['people']:,} have one in some lender's file. If that lender is in the bureau, "
        f"{lenders['readers']} of the {lenders['open']} lenders that still lend read it. For "
        f"nothing but wrong marks {refused} refused"
    )
    beside = f", and {other[0]['refused_wrongly']:,} without the bureau" if other else ""
    return f"{line}{beside}."


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
