"""A catalogue that grew, in sentences."""

from typing import Any

from socialcredit.core.text import joined
from socialcredit.results.words.numbers import counted, in_hundred, portion, rate


def grown_lines(found: dict[str, Any] | None) -> list[str]:
    """What was added by whom and whom it hits; silent where no group presses for anything."""
    if found is None:
        return []
    return [f"Grown catalogue: {lines_told(found)} {outside_told(found)}", *_hit_lines(found)]


def lines_told(found: dict[str, Any]) -> str:
    """How many lines it began with, and who added how many."""
    won = [one for one in found["groups"] if one["accepted"]]
    by = joined(f"{one['group']} {one['accepted']}" for one in won)
    later = f", {found['later']:,} came with the text itself" if found["later"] else ""
    return (
        f"It began with {counted(found['founding'], 'line')}{later}, and groups got "
        f"{counted(found['added'], 'line')} in{f' ({by})' if by else ''}."
    )


def outside_told(found: dict[str, Any]) -> str:
    """The share outside the founding domains, drawn and expected."""
    return (
        f"At the end {portion(found['outside'])} of all lines lie outside the domains that it "
        f"began with; {in_hundred(found['expected'])} were expected before the draw."
    )


def _hit_lines(found: dict[str, Any]) -> list[str]:
    told = hit_told(found["hits"])
    return [f"Whom added lines hit: {told}"] if told else []


def hit_told(hits: dict[str, Any]) -> str:
    """Records against the poorest and the richest, and against the minority."""
    poorest, richest = hits["by_fifth"][0], hits["by_fifth"][-1]
    if not hits["records"] or poorest is None or richest is None:
        return ""
    told = (
        f"{rate(poorest)} records against people a thousand person-years in the poorest fifth, "
        f"{rate(richest)} in the richest"
    )
    if hits["minority"] is not None and hits["majority"] is not None:
        told += f"; {rate(hits['minority'])} in the minority, {rate(hits['majority'])} beside it"
    return f"{told} (of the panel)."
