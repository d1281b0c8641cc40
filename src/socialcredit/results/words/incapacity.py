"""Deeds that were stopped, and what that cost, in words."""

from typing import Any

from socialcredit.core.text import joined, lower_first
from socialcredit.results.words.numbers import counted, percent

SORTS = (("bad", "bad one"), ("lawful", "lawful one"), ("good", "good one"))


def kept_lines(rows: list[dict[str, Any]]) -> list[str]:
    """A sentence or two for each consequence that kept anybody from deeds."""
    return [f"Kept from deeds: {lower_first(row['title'])}, {kept_words(row)}" for row in rows]


def kept_words(row: dict[str, Any]) -> str:
    """For how long a consequence kept people from deeds, how wrongly, and what it stopped."""
    told = counted(row["days"], "person-day")
    if row["days"]:
        told += (
            f", {percent(row['share'])} of them wrongly" if row["wrong_days"] else ", none wrong"
        )
    stopped = [counted(row[key], one) for key, one in SORTS if row[key]]
    told += f"; it stopped {joined(stopped)}." if stopped else "; there was no deed to stop."
    if row["people"]:
        told += f" At the end it lay on {counted(row['people'], 'person', 'people')}"
        told += f", of whom {row['evading']:,} got round it." if row["evading"] else "."
    return told


def fewer_lines(found: dict[str, int] | None) -> list[str]:
    """How much of what is missing was stopped, and how much left undone; none where none was."""
    if found is None or not found["stopped"]:
        return []
    told = f"Of the difference, {counted(found['stopped'], 'bad deed was', 'bad deeds were')} "
    told += "stopped because somebody was kept from it"
    if found["else"] > 0:
        told += f", and {found['else']:,} were left undone for other reasons"
    elif found["else"] < 0:
        told += f"; for other reasons {-found['else']:,} more were done"
    return [told + "."]
