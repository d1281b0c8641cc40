"""The measures of lawful life under watch in sentences."""

from typing import Any

from socialcredit.results.words.durations import of_days
from socialcredit.results.words.numbers import (
    between,
    counted,
    days,
    number,
    percent,
    portion,
    thousandth,
)


def watching_lines(found: dict[str, Any] | None) -> list[str]:
    """What it means to watch lawful life, point by point; none for a scheme that does not."""
    if found is None:
        return []
    flags, m3, m9, m17, m18 = (found[name] for name in ("flags", "M3", "M9", "M17", "M18"))
    undone = (
        f"{portion(m17['foregone'])}{between(m17['interval'])} of the lawful deeds that count "
        f"against people were left undone, {number(m17['per_year'])} a resident and year."
        + (f" A further {m17['stopped']:,} were stopped." if m17["stopped"] else "")
        if m17["foregone"] is not None
        else "no twin run tells what lawful deeds were left undone."
    )
    return [
        _flags(flags),
        f"Behind a flag: {portion(m3['harmful'])} of flags rightly record a harmful deed."
        + (_behind(m3) if m3["person"] is not None else ""),
        *_relatives(m9),
        f"Left undone: {undone}",
        *escalation_lines(found["escalation"]),
        f"Worst off: {_worst(m18)}; {portion(m18['excluded'])} were shut out in three or more "
        "domains of life.",
    ]


def _flags(flags: dict[str, Any]) -> str:
    """What is pushed to staff, what they act on, and on whom."""
    majority, minority = (thousandth(group["per_week"]) for group in flags["groups"])
    acted = [part for part in flags["acted_by_month"] if part is not None]
    over_time = f" ({portion(acted[0])} at first, {portion(acted[-1])} at the end)" if acted else ""
    most = flags["minority"] is not None and flags["minority"] > 0.5
    who = f", here {portion(flags['minority'])} of them" if most else ""
    return (
        f"Flags: {thousandth(flags['pushed_per_week'])} a week per thousand residents are pushed "
        f"to staff, who act on {percent(flags['acted_on'])}{over_time}. Acted on: "
        f"{thousandth(flags['per_week'])} a week per thousand scored residents ({majority} in the "
        f"majority, {minority} in the minority{who})."
    )


def escalation_lines(found: dict[str, Any]) -> list[str]:
    """Whether people fell further; silent where nobody fell."""
    if not found["people"]:
        return []
    if found["worse"].few:
        worse, same, better = (
            round(found[name] * found["people"]) for name in ("worse", "same", "better")
        )
        return [
            f"Escalation: of {counted(found['people'], 'person', 'people')} of the panel who came "
            f"under a penalty {worse} {'stands' if worse == 1 else 'stand'} worse at the end than "
            f"where they first fell, {same} as they did and {better} better: too few to tell "
            "shares."
        ]
    return [
        f"Escalation: of {counted(found['people'], 'person', 'people')} of the panel who came "
        f"under a penalty {portion(found['worse'])} stand worse at the end than where they first "
        f"fell, {portion(found['same'])} as they did and {portion(found['better'])} better."
    ]


def _behind(m3: dict[str, Any]) -> str:
    return (
        f" {portion(m3['person'])}{between(m3['interval'])} of those in the panel fall on somebody "
        "who did a harmful deed in the year before; had people been picked blindly, it would be "
        f"{percent(m3['base'])}."
    )


def _relatives(m9: dict[str, Any]) -> list[str]:
    """What fell on people for a relative's sake; silent where nothing did."""
    if not m9["flags"] and not m9["refused"]:
        return []
    told = (
        f"Relatives: {portion(m9['share'])} of flags were filed for a relative's sake; of "
        f"{counted(m9['people'], 'person', 'people')} flagged in the panel {m9['only']:,} "
        f"{'was' if m9['only'] == 1 else 'were'} flagged for nothing else."
    )
    doors = counted(m9["refused"], "door")
    if m9["refused"]:
        told += f" {doors} closed on relatives, {m9['children']:,} of them on children."
    return [told]


def _worst(m18: dict[str, Any]) -> str:
    if not m18["p99"]:
        return "fewer than one resident in a hundred bore a day under a penalty"
    return (
        f"one resident in a hundred bore {days(m18['p99'])}{of_days(m18['p99_interval'])} under a "
        "penalty or more, together "
        f"{portion(m18['borne'])} of all such days"
    )
