"""F6: firms that close, and the records that go with them."""

from typing import Any

from socialcredit.results.part import share
from socialcredit.results.run import Run

SUMS = ("closed", "ordered", "chosen", "records", "bad_records", "chosen_records")


def closings(run: Run) -> dict[str, Any] | None:
    """How many firms closed, by order and of themselves, and what was on file of them; exact.

    `closed` firms, of these `ordered` to and `chosen` (closed by choice under a bad standing, to
    open anew), `a_year` closings of a firm and year, `records` and `bad_records` that were open
    when their firm closed, of the bad ones `chosen_records` that went by choice; `shed` the share
    of these of all bad records filed, and `lost` that of all that went with a closing. None of a
    run in which nobody closes.
    """
    if not run.has("premises"):
        return None
    table = run.rows("premises", world=0)
    told = {name: int(table[name].sum()) for name in SUMS}
    filed = int(run.rows("harm", world=0)["bad_records"].sum())
    return told | {
        "a_year": share(told["closed"], run.person_years, told["closed"]),
        "shed": share(told["chosen_records"], filed),
        "lost": share(told["bad_records"], filed),
        "by_size": _by_size(run),
    }


def _by_size(run: Run) -> list[dict[str, Any]]:
    """Closings by size, largest first in number; names of sizes as the population has them."""
    table = run.rows("premises", world=0)
    levels = run.population.levels
    rows = [
        {"size": name, "closed": int(table["closed"][table["size"] == size].sum())}
        for size, name in enumerate(levels)
    ]
    return [row for row in rows if row["closed"]]
