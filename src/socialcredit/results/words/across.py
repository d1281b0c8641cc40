"""What several bodies together do to the same people, in sentences."""

from typing import Any

from socialcredit.results.words.numbers import counted, percent


def together_lines(found: dict[str, Any] | None) -> list[str]:
    """Days under a penalty of any body, doors shut together, and the copies of a wrong record."""
    if found is None or not found["residents"]:
        return []
    lines = [
        f"All bodies together: {found['penal_days']:,.0f} days under a penalty a thousand people "
        f"and year, {found['wrong_days']:,.0f} of them wrongly; {percent(found['shut_out'])} of "
        "the panel were refused in three or more domains of life at once.",
        f"In several files: {percent(found['several_files'])} of the panel have records under two "
        f"or more of them, {percent(found['several_penal'])} were under a penalty of two or more "
        "in the same month.",
        f"A wrong record: {_copies(found)}",
    ]
    if found["unrelated"] is not None:
        lines.insert(
            1,
            f"Behind a shut door: {counted(found['behind_doors'], 'resident')} of the panel, "
            f"{percent(found['unrelated'])} of them only because records from another part of "
            "life than the door's counted too.",
        )
    return lines


def _copies(found: dict[str, Any]) -> str:
    if not found["wrong"]:
        return "none is in the panel."
    if found["fan_out_most"] == 1:
        told = f"held by one body alone; of {found['wrong']:,}, {percent(found['repaired'])} "
        told += "were put right in every copy"
        if found["repair_days"] is not None:
            told += f", half of these within {counted(found['repair_days'], 'day')} of filing"
        return told + "."
    bodies = f"{found['fan_out']:.3g}"
    told = (
        f"filed by {bodies} {'body' if bodies == '1' else 'bodies'} on average, "
        f"{found['fan_out_most']} at most; of "
        f"{found['wrong']:,}, {percent(found['righted'])} were put right at one body at least and "
        f"{percent(found['repaired'])} in every copy"
    )
    if found["repair_days"] is None:
        return told + "."
    return told + (
        ". Of these half were right at the first body within "
        f"{counted(found['first_days'], 'day')} of "
        f"filing, in the last copy within {found['repair_days']:,}; one in ten took over "
        f"{found['repair_p90']:,}."
    )
