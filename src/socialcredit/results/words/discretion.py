"""Lesser deductions, orders to mend and what is kept quiet, in words."""

from typing import Any

from socialcredit.results.part import Share
from socialcredit.results.words.numbers import counted, percent, portion


def lenient_lines(found: dict[str, Any] | None) -> list[str]:
    """How often the lesser of two deductions was written down; nothing where it never is one."""
    if found is None or found["lesser"] is None:
        return []
    told = f"Where two deductions were open, inspectors chose the lesser {portion(found['lesser'])}"
    told += f" of the time at visits where a grade was at stake, and {portion(found['elsewhere'])}"
    told += " elsewhere."
    lines = [told]
    if _known(found["times"]) and _known(found["swayed"]):
        lines.append(
            f"By the same draws a grade at stake made the lesser {found['times']:.2f} times as "
            f"likely; {portion(found['swayed'])} of such visits had one for that alone."
        )
    if _known(found["of_connected"]) and _known(found["of_others"]):
        lines.append(
            f"Where a grade was at stake, firms with connections got the lesser "
            f"{percent(found['of_connected'])} of the time, others {percent(found['of_others'])}."
        )
    if _known(found["known_times"]):
        lines.append(
            f"Where an inspector who had come three times or more was followed by a new one, "
            f"{percent(found['known'])} of grades that could go down did: "
            f"{found['known_times']:.2f} times as many as if the old one had come once more."
        )
    return lines


def order_lines(rows: list[dict[str, Any]]) -> list[str]:
    """Orders to mend and how second visits ended."""
    lines = []
    for row in rows:
        told = f"{row['source']}: {counted(row['given'], 'order')} to mend"
        if row["again"]:
            told += f"; of {counted(row['again'], 'second visit')} {percent(row['mended'])} found "
            told += f"it done and {percent(row['disobeyed'])} not"
            if row["overlooked"]:
                told += f", {percent(row['overlooked'])} overlooked that"
            if row["gone"]:
                told += f", {percent(row['gone'])} found another firm there"
        lines.append(told + ".")
    return lines


def quiet_lines(rows: list[dict[str, Any]]) -> list[str]:
    """What sources that are a firm's own kept quiet of what they noticed."""
    return [
        f"{row['source']}: of {counted(row['told'] + row['quiet'], 'deed')} noticed, "
        f"{portion(row['share'])} was kept quiet."
        for row in rows
        if row["share"] is not None
    ]


def _known(value: Share | None) -> bool:
    return value is not None and not value.few
