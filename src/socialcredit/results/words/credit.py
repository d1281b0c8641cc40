"""What a score follows and opens, whom checks fail and who gets loans, in sentences."""

from typing import Any

from socialcredit.core.text import joined, lower_first
from socialcredit.results.words.numbers import counted, number, percent

LITTLE = 0.05  # a share of the differences between scores below which a domain is not told


def follows_lines(block: dict[str, Any]) -> list[str]:
    """What a score of dimensions is made of and opens, and whom checks turned away."""
    lines, found = [], block["follows"]
    if found is not None and found["people"]:
        lines += [*_made_of(found), *_opens(block["unlocked"]), *_outside(block["without"])]
    for row in block["checks"]:
        less, more = row["majority"], row["minority"]
        lines.append(
            f"{row['title']}: failed its own user in {percent(less['share'])} of "
            f"{counted(less['tries'], 'try', 'tries')} in the majority, "
            f"{percent(more['share'])} of {more['tries']:,} in the minority. For good (ten "
            "failures or more) it shut out "
            f"{counted(less['shut_out'], 'person', 'people')} of the panel's majority and "
            f"{more['shut_out']:,} of its minority."
        )
    return lines


def read_lines(doors: list[dict[str, Any]]) -> list[str]:
    """Doors that closed because of another scheme's list; nothing where none did."""
    lines = []
    for title in dict.fromkeys(row["list_of"] for row in doors if row["list_of"]):
        rows = [row for row in doors if row["list_of"] == title and row["refusals"]]
        told = joined(
            f"{lower_first(row['title'])} {counted(row['refusals'], 'time')}"
            + (f", {row['wrongful']:,} of them wrongly" if row["wrongful"] else "")
            for row in rows
        )
        if told:
            lines.append(f"By another's list ({lower_first(title)}): {told}.")
    return lines


def _made_of(found: dict[str, Any]) -> list[str]:
    told = [row for row in found["domains"] if abs(row["share"] or 0.0) >= LITTLE][:4]
    if not told:
        return []
    shares = [f"{percent(row['share'])} {lower_first(row['title'])}" for row in told]
    steps = [f"{number(row['rank'])} {lower_first(row['title'])}" for row in told]
    lines = [
        f"Follows: of the differences between people's scores these make up: {joined(shares)}. In "
        f"step with what people truly did (by rank; 1 = wholly, 0 = not at all): {joined(steps)}."
    ]
    opened = [
        f"{percent(row['most'])} of the third that did best by {lower_first(row['title'])}, "
        f"{percent(row['least'])} of the third that did worst"
        for row in told[:2]
        if row["most"] is not None
    ]
    if opened and any(row["most"] or row["least"] for row in told[:2]):
        lines.append(f"A grade that opens doors is held by {'; by '.join(opened)}.")
    return lines


def _opens(rows: list[dict[str, Any]]) -> list[str]:
    """What each threshold opens, how often it was used and who reaches it."""
    return [
        f"From {row['points']:,.0f} points: "
        + joined(
            f"{lower_first(door['title'])} ({counted(door['times'], 'time')})"
            for door in row["doors"]
        )
        + f". {percent(row['share'])} of the scored are there at the end, "
        f"{percent(row['poorest'])} in the poorest fifth and {percent(row['richest'])} in the "
        "richest."
        for row in rows
    ]


def _outside(found: dict[str, Any]) -> list[str]:
    """Who has no score, by where they live, age and income."""
    if not found["share"]:
        return []
    told = [
        f"{percent(part)} {words}"
        for group, name, words in (
            ("urban", "countryside", "in the countryside"),
            ("urban", "town", "in town"),
            ("age_band", "18-39", "below 40"),
            ("age_band", "60 and over", "from 60 on"),
            ("fifth", "poorest fifth", "in the poorest fifth"),
            ("fifth", "richest fifth", "in the richest"),
        )
        if (part := found["groups"][group].get(name)) is not None
    ]
    return [
        f"Without a score: {percent(found['share'])} of adults, whom it does not reach or who did "
        f"not agree; {joined(told)}."
    ]
