"""Where a part of the subjects may stand, in words."""

from typing import Any

from socialcredit.core.text import joined


def part_lines(found: dict[str, Any] | None) -> list[str]:
    """A sentence on the part: how many of it hold each grade, in nine of ten replicates."""
    if found is None or not found["rows"]:
        return []
    held = [f"{_range(row)} in {row['grade'].replace('-', ' ')}" for row in found["rows"]]
    return [
        f"{found['title']}, {found['subjects']:,} of such residents: in nine of ten replicates "
        f"{joined(held)}."
    ]


def _range(row: dict[str, Any]) -> str:
    one, other = row["low"], row["high"]
    return f"{one:,}" if one == other else f"{one:,} to {other:,}"
