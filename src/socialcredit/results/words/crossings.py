"""What crosses between residents and firms, in words: complaints, owners, fan-out."""

from typing import Any

from socialcredit.results.money import sum_of
from socialcredit.results.words.numbers import counted, percent


def complaint_lines(found: dict[str, Any] | None) -> list[str]:
    """How many of the ill complained, and of whom; nothing where nobody complains."""
    if found is None or not found["harmed"]:
        return []
    told = f"Of {found['harmed']:,} harmed by what stood, {found['made']:,} complained"
    if found["made"]:
        told += f"; {percent(found['share'])} of the complaints named somebody next door"
    return [told + "."]


def owner_lines(found: dict[str, Any] | None) -> list[str]:
    """What owners lost when their firms closed; nothing where closings do not cross."""
    if found is None or not found["closures"]:
        return []
    told = f"{counted(found['closures'], 'firm')} of residents closed, and their owners lost "
    told += f"{sum_of(found['money'])} by it"
    if found["without"] is not None and found["without"] != found["money"]:
        told += f" ({found['without']:,} without the schemes)"
    told += f", {percent(found['by_order'])} of it by order" if found["ordered"] else ""
    low, high = found["fifths"][0]["money"], found["fifths"][-1]["money"]
    return [f"{told}; {low:,} in the poorest fifth, {high:,} in the richest."]


def fan_out_lines(found: dict[str, Any] | None) -> list[str]:
    """Who bears a firm's listing beside the firm; nothing where no listing crosses."""
    if found is None or not found["firms"]:
        return []
    months = found["months"]
    told = f"On average {found['firms'] / months:,.1f} firms stood on a list that is passed on to "
    told += f"owners. {found['owners'] / months:,.1f} owners had such a listing on file"
    if found["records"]:
        told += f", {percent(found['nothing_wrong'])} of these records for what no firm had done"
    told += "; "
    told += f"{found['listed'] / months:,.1f} of them stood on a black list themselves"
    if found["household"]:
        told += f", and {found['household'] / months:,.1f} others of their households bore it"
    return [told + "."]
