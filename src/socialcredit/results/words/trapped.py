"""What readers are told of who is trapped: the way back from the bottom grade, and giving up."""

from typing import Any

from socialcredit.results.measures.trapped import IN_WORDS
from socialcredit.results.words.numbers import counted, percent

Row = dict[str, Any]


def recovery_line(title: str, found: Row) -> str:
    """How many of those who fell to a scheme's bottom grade were back within 1, 2 and 5 years."""
    if not found["falls"]:
        return f"{title}: nobody of the panel fell to the bottom grade."
    fell = counted(found["falls"], "fall")
    return f"{title}: of {fell} to the grade {found['grade']} in the panel, back {_back(found)}."


def unstrained_line(title: str, here: Row, there: Row) -> str:
    """The same of the same people without strain and giving up, held against those with them."""
    if not there["falls"]:
        return f"{title}, without: nobody of the panel fell to the bottom grade."
    fell, back = counted(there["falls"], "fall"), _back(there, here["within"])
    return f"{title}, without: of {fell} ({here['falls']:,} with them), back {back}."


def _back(found: Row, beside: Row | None = None) -> str:
    """What share came back within which time; and by how much that is apart from those beside."""
    told = [
        f"{percent(one['share'])} within {IN_WORDS[year]}"
        f"{_apart(beside.get(year), one) if beside is not None else ''}"
        for year, one in found["within"].items()
        if one["share"] is not None
    ]
    return "; ".join(told) if told else "nobody was followed for a year"


def _apart(here: Row | None, there: Row) -> str:
    """By how many points of a hundred more or fewer are back with them; nothing of a few."""
    one, other = (here or {}).get("share"), there["share"]
    if one is None or one.few or other.few:
        return ""
    points = 100 * (one - other)
    if abs(points) < 0.05:
        return ", as many with them"
    return f", {abs(points):.1f} points {'more' if points > 0 else 'fewer'} with them"


def _stopped(people: int) -> str:
    """How many have, at the head of a clause."""
    return "nobody has" if not people else f"{people:,} {'has' if people == 1 else 'have'}"


def giving_up_lines(found: Row | None) -> list[str]:
    """Tries that were not made after refusals, and people who stopped trying."""
    if found is None:
        return []
    lines = [
        f"{row['door'].capitalize()}: {counted(row['tries'], 'try', 'tries')} of people whom a "
        f"rule concerned, {row['refused']:,} refused and {row['let_through']:,} let through; "
        f"{row['not_tried']:,} more {'was' if row['not_tried'] == 1 else 'were'} not made for "
        f"refusals remembered. At the end of {found['month']} "
        f"{counted(row['remember'], 'person remembers', 'people remember')} one, and "
        f"{_stopped(row['gave_up'])} all but stopped trying."
        for row in found["doors"]
    ]
    return lines or ["Nobody tried a door that refuses."]
