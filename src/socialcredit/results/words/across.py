"""What several bodies together do to the same people, in sentences."""

from typing import Any

from socialcredit.results.part import FEW
from socialcredit.results.words.durations import of_days
from socialcredit.results.words.numbers import between, counted, portion


def together_lines(found: dict[str, Any] | None) -> list[str]:
    """Days under a penalty of any body, doors shut together, and the copies of a wrong record."""
    if found is None or not found["residents"]:
        return []
    lines = [
        f"All bodies together: {found['penal_days']:,.0f}{_by_luck(found, 'penal_days')} days "
        "under a penalty a thousand people and year, "
        f"{found['wrong_days']:,.0f}{_by_luck(found, 'wrong_days')} of them wrongly and "
        f"{found['late_days']:,.0f} late; {portion(found['shut_out'])}"
        f"{between(found['intervals']['shut_out'])} of "
        "the panel were refused in three or more domains of life at once.",
        f"In several files: {portion(found['several_files'])} of the panel have records under two "
        f"or more of them, {portion(found['several_penal'])} were under a penalty of two or more "
        "in the same month.",
        f"A wrong record: {_copies(found)}",
    ]
    if found["unrelated"] is not None:
        lines.insert(
            1,
            f"Behind a shut door: {counted(found['behind_doors'], 'resident')} of the panel, "
            f"{portion(found['unrelated'])} of them only because records from another part of "
            "life than the door's counted too.",
        )
    return lines


def _copies(found: dict[str, Any]) -> str:
    if not found["wrong"]:
        return "none is in the panel."
    if found["fan_out_most"] == 1:
        told = f"held by one body alone; of {found['wrong']:,}, {portion(found['repaired'])} "
        told += "were put right in every copy by the end"
        return f"{told}{_half_right(found)}."
    many = f"{found['fan_out']:.3g} bodies on average, {found['fan_out_most']} at most"
    if found["fan_out"].few:
        many = f"{found['fan_out_most']} bodies at most"
    return (
        f"filed by {many}; of "
        f"{found['wrong']:,}, {portion(found['righted'])} were put right at one body at least and "
        f"{portion(found['repaired'])} in every copy by the end{_half_right(found)}."
    )


def _half_right(found: dict[str, Any]) -> str:
    """When half of all, those not yet right counted, are right; nothing of few records."""
    if found["wrong"] < FEW:
        return ""
    last = found["repair_days"]
    if last is None:
        return "; fewer than half are right in the last copy when the run ends"
    first = found["first_days"]
    told = f"; half are right in the last copy within {counted(last, 'day')} of filing"
    told += of_days(found["repair_time"]["median_interval"])
    return told if first is None or first == last else f"{told}, at the first body within {first:,}"


def _by_luck(found: dict[str, Any], name: str) -> str:
    interval = found["intervals"][name]
    return "" if interval is None else f" ({interval[0]:,.0f} to {interval[1]:,.0f} by luck)"
