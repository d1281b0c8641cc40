"""Who a firm of the panel is: sector, size, ownership, age of the licence, its owner's others."""

from typing import Any

from socialcredit.core import columns
from socialcredit.core.events import OPENED
from socialcredit.core.populations import FIRMS
from socialcredit.core.text import joined
from socialcredit.results import naming
from socialcredit.results.run import Run, where

A_YEAR = 24  # months from which an age is told in years
CAPPED = 255  # months that the column of ages can hold: so old or older
CLOSES = "; this is who was there at first, and others opened on the premises later"
NAMED = 5  # of an owner's other firms, how many are named
FLAGS = (
    (columns.CONNECTED, "connected"),
    (columns.KITCHEN, "with a kitchen"),
    (columns.DISCHARGES, "which discharges waste water or gas"),
    (columns.PLATFORM, "which sells on a platform"),
)


def firm(run: Run, row: dict[str, int]) -> dict[str, Any]:
    """What the panel knows of a firm: its columns, its owner's other firms, one line of text.

    row  the columns of `panel_people` of this firm
    """
    size, ownership = FIRMS.levels[row["fifth"]], FIRMS.works[row["occupation"]]
    market = naming.place_titles(run)[row["place"]]
    kin = where(run.table("panel_people"), household=row["household"])["resident"]
    others = sorted(int(one) for one in kin if one != row["resident"])
    words = [f"{_sort(size, ownership)} in {market}", _licensed(row["age"])]
    words += [word for flag, word in FLAGS if row["flags"] & flag]
    words.append("in town" if row["flags"] & columns.URBAN else "in the countryside")
    opened = f"world = 0 and what = {OPENED} and resident = {row['resident']}"
    closed = len(run.select("panel_events", opened, "day")["day"])
    return {
        "firm": row["resident"], "owner": row["household"], "market": market, "size": size,
        "ownership": ownership, "licence_months": row["age"], "others_of_owner": others,
        "openings": closed,
        "text": ", ".join(words) + f"; {_others(others)}" + CLOSES * bool(closed),
    }  # fmt: skip


def _sort(size: str, ownership: str) -> str:
    """A firm by size and by who owns it; of whoever works on own account, both are one."""
    if size == ownership:
        return f"An {size} business"
    return f"A {size.replace('-', ' ')} {OWNED[ownership]}"


OWNED = {
    "own-account": "business on own account", "private": "private firm", "state": "state firm",
    "collective": "collective firm", "foreign": "foreign firm",
}  # fmt: skip


def _licensed(months: int) -> str:
    """How long the licence has been held: months, or years where it is two or more."""
    if months < A_YEAR:
        return f"licensed for {months} {'month' if months == 1 else 'months'}"
    more = " or more" if months >= CAPPED else ""
    return f"licensed for {months // 12} years{more}"


def _others(others: list[int]) -> str:
    """The other firms that its owner has in this market."""
    if not others:
        return "its owner has no other firm here"
    named = joined([str(one) for one in others[:NAMED]])
    if len(others) == 1:
        return f"its owner also has firm {named} here"
    more = "" if len(others) <= NAMED else f" and {len(others) - NAMED} more"
    return f"its owner also has firms {named}{more} here"
