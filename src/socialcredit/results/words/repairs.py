"""Records made good, and people shown to others, in words."""

from typing import Any

from socialcredit.core.text import lower_first
from socialcredit.results.words.numbers import counted, percent, rate


def made_good_lines(rows: list[dict[str, Any]]) -> list[str]:
    """A sentence a body whose records may be made good; none where no entry says so."""
    return [f"Made good: {made_good_words(row)}" for row in rows]


def made_good_words(row: dict[str, Any]) -> str:
    """How many of a body's records were made good, and how many of these owing to the rule."""
    is_wrong = "is wrong" if row["wrong"] == 1 else "are wrong"
    wrong = f"{row['wrong']:,} of them {is_wrong}" if row["wrong"] else "none of them wrong"
    told = (
        f"{row['repaired']:,} of {counted(row['records'], 'record')} ({percent(row['share'])}) by "
        f"{lower_first(row['title'])}; {wrong}."
    )
    if row["caused"] is None or not row["records"]:
        return told
    told += f" Owing to what comes with the record: {_count(row['caused'])}"
    if row["most"] is not None:
        told += f", between {_count(row['least'])} and {_count(row['most'])} as it is assumed"
    return told + "."


def _count(value: float) -> str:
    return rate(round(value, 6)) if value else "0"


def shown_lines(doors: list[dict[str, Any]]) -> list[str]:
    """A line on people shown to others as a consequence, how often and how often wrongly."""
    told = [
        f"{lower_first(row['title'])}, {counted(row['attempts'], 'time')} "
        f"({row['wrongful']:,} wrongly)"
        for row in doors
        if row["effect"] == "shown" and row["attempts"]
    ]
    return [f"Shown to others: {'; '.join(told)}."] if told else []
