"""Sentences on before, during and after."""

from datetime import date
from typing import Any

from socialcredit.core.text import joined
from socialcredit.results.periods import TITLES
from socialcredit.results.words.numbers import in_hundred_more, signed

OF_DEEDS = (("bad", "bad deeds"), ("good", "good deeds"))


def day_words(told: dict[str, Any]) -> str:
    """When the schemes began and were over, within the run."""
    said = []
    if told["begins"]:
        said.append(f"begins on {_day(told['begins'])}")
    if told["ends"]:
        said.append(f"ends with {_day(told['ends'])}")
    return f"What is scored {joined(said, 'and')}."


def period_lines(told: dict[str, Any] | None) -> list[str]:
    """Deeds against the twin in each period, a sentence a kind; nothing without a twin."""
    if told is None:
        return []
    lines = []
    for key, words in OF_DEEDS:
        parts = [
            f"{TITLES[period]} {signed(row['change'])}{by_luck(row['interval'])}"
            for period, row in told["series"][key].items()
            if row["change"] is not None
        ]
        if parts:
            lines.append(f"Against the twin in the same months, {words}: {'; '.join(parts)}.")
    return lines


def by_luck(interval: tuple[float, float] | None) -> str:
    """Where luck alone could have put a change, to stand behind it; nothing where unknown."""
    if interval is None:
        return ""
    low, high = map(in_hundred_more, interval)
    return f" ({low} to {high} by luck)"


def _day(told: str) -> str:
    day = date.fromisoformat(told)
    return f"{day.day} {day:%B %Y}"
