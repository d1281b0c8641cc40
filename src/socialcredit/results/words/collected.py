"""Fines that have to be collected, in words: named, reached, owing, told, paid."""

from typing import Any

from socialcredit.core.text import lower_first
from socialcredit.results.money import amount, sum_of
from socialcredit.results.words.numbers import counted, percent


def collected_lines(rows: list[dict[str, Any]]) -> list[str]:
    """Two sentences for each sum that has to be collected."""
    return [f"Collected: {lower_first(row['title'])}, {collected_words(row)}" for row in rows]


def collected_words(row: dict[str, Any]) -> str:
    """How many were identified, reached and paid, each counted, and how much of it came in."""
    told = f"{row['identified']:,} identified, {row['reached']:,} of these reached "
    told += f"({percent(row['reach'])}). "
    if not row["owed"]:
        return told + "Nobody came to owe anything."
    often = "once" if row["owed"] == 1 else counted(row["owed"], "time")
    told += f"A sum was owed {often}: {row['billed']:,} were told of it and "
    told += f"{row['paid']:,} paid, {amount(row['money'])} of {sum_of(row['money_owed'])}"
    return f"{told} ({percent(row['came_in'])})."
