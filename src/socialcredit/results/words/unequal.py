"""How unequally two groups, say majority and minority, bear wrong penalties, in a sentence."""

from typing import Any

from socialcredit.core.text import joined
from socialcredit.results.words.numbers import times

MANY = 1000  # wronged in each group, from which on a ratio of them is told without a range


def unequal_lines(m8: dict[str, Any]) -> list[str]:
    """Days of each group with what luck could do to them, and whether they differ."""
    rows = {row["group"]: row for row in m8["groups"]}
    if len(rows) < 2:
        return ["Unequal: the run has one group only."]
    told = joined(
        f"{1000 * rows[name]['wrong_days']:,.0f}"
        f"{_by_luck(rows[name]['intervals']['wrong_days'])} in the {name}"
        for name in rows
    )
    found = m8["times"]["wrong_days"]
    if found is None or (found["interval"] is None and _few(rows)):
        verdict = "Too few in one of them to tell whether they differ."
    elif found["interval"] is None:
        verdict = (
            f"{times(found['value'])} times as many in the minority; too few of the panel bear any "
            "to tell what luck could do."
        )
    else:
        low, high = found["interval"]
        verdict = (
            f"{times(found['value'])} times as many in the minority ({times(low)} to {times(high)} "
            f"by luck){'' if low > 1 or high < 1 else ', which luck alone could bring'}."
        )
    return [f"Unequal: wrongly penalised days a thousand people and year: {told}. {verdict}"]


def _few(rows: dict[str, Any]) -> bool:
    """Whether in one of the groups, counted of everybody, so few are wronged that luck decides."""
    return min(row["wronged"] for row in rows.values()) < MANY


def _by_luck(interval: tuple[float, float] | None) -> str:
    if interval is None:
        return ""
    return f" ({1000 * interval[0]:,.0f} to {1000 * interval[1]:,.0f} by luck)"
