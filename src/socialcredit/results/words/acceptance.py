"""Who approves, who is afraid, who sees no use, who protests, and what came of it, in words."""

from datetime import date
from typing import Any

from socialcredit.core.text import joined
from socialcredit.results.words.numbers import portion

NAMES = {
    "approve": "approve",
    "afraid": "disapprove and are afraid",
    "no_use": "disapprove and see no use",
    "protest": "protest",
}
MOST_PLACES = 5


def acceptance_lines(found: dict[str, Any] | None) -> list[str]:
    """One line on what adults make of it, one on what protest did; none where nobody can."""
    if found is None:
        return []
    return [stance_words(found), *([turned_words(found)] if found["turned"] else [])]


def stance_words(found: dict[str, Any]) -> str:
    """The four shares in the last month in which a scheme is in force."""
    end = found["end"]
    told = [f"{portion(end[key])} {name}" for key, name in NAMES.items()]
    return f"Of {end['adults']:,} adults under it {joined(told)} ({end['month']})."


def turned_words(found: dict[str, Any]) -> str:
    """What protest did, on which day and where, as the scenario has it."""
    lived = [row for row in found["turned"] if row["lived"]]
    late = [row["place"] for row in found["turned"] if not row["lived"]]
    told = []
    if lived:
        where = [f"in {row['place']} on {_day(row['last_day'])}" for row in lived[:MOST_PLACES]]
        more = len(lived) - len(where)
        where += [f"in {more} more places"] if more else []
        told.append(f"Protest {_did(found['outcome'])} {joined(where)}, its last day.")
    if late:
        told.append(f"It grew large enough in the last month in {joined(late[:MOST_PLACES])}.")
    return " ".join([*told, "That it does so is the scenario's and not a result."])


def _did(outcome: Any) -> str:
    if isinstance(outcome, dict):
        return f"made the scheme `{outcome['becomes']}`; as it was it ended"
    return "ended the scheme"


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"
