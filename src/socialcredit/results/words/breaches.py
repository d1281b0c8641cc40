"""Breaches that happened and were never recorded, in words."""

from typing import Any

from socialcredit.results.words.numbers import between, counted, part_of, portion


def missed_lines(m2: dict[str, Any]) -> list[str]:
    """How many breaches were never recorded; few are told by number and not as a share."""
    if not m2["deeds"]:
        return []
    breaches = counted(m2["deeds"], "true breach", "true breaches")
    if m2["missed"].few:
        missed = round(m2["missed"] * m2["deeds"])
        told = part_of(missed, m2["deeds"], "true breach", "true breaches")
        were = "was" if missed == 1 or m2["deeds"] == 1 else "were"
        return [
            f"Missed: {told} that the rules name {were} never recorded, too few to tell a share."
        ]
    return [
        f"Missed: {portion(m2['missed'])}{between(m2['interval'])} of {breaches} that the rules "
        "name were never recorded."
    ]
