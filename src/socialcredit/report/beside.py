"""A variant beside the real scheme: what `run X --with Y` changed, as rows of a table."""

from typing import Any

from socialcredit.core.text import joined
from socialcredit.results import naming, titles
from socialcredit.results.measures.beside_real import beside_the_real
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import times


def beside(run: Run) -> dict[str, Any] | None:
    """The alternatives, the command that compares over seeds, the rows; None without alternatives.

    The rows are empty where the run was stopped before the real scheme was lived beside it.
    """
    laid = titles.laid_over(run)
    if not laid:
        return None
    scenario = run.manifest["scenario"]
    names = " ".join(f"--with {name}" for name in scenario["with"])
    rows = [
        [row["words"], _told(row["real"]), _told(row["variant"]),
         _told(row["variant"] - row["real"], "+")]
        for row in beside_the_real(run)
        if not (naming.only_codes(run) and "points" in row["words"])
    ]  # fmt: skip
    return {
        "laid": joined(laid),
        "rows": rows,
        "command": f"socialcredit compare {scenario.get('scenario', 'SCENARIO')} {names}",
    }


def _told(value: float, sign: str = "") -> str:
    """A number of the table with the digits that matter; a difference with its sign."""
    size = abs(value)
    digits = times(size) if size < 100 else f"{size:,.0f}"
    if not float(digits.replace(",", "")):
        return "0"
    return ("−" if value < 0 else sign) + digits
