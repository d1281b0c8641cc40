"""How long something takes, those counted where it is not over; whether an office keeps up."""

from typing import Any

from socialcredit.core.text import joined
from socialcredit.results.part import FEW
from socialcredit.results.words.numbers import between, counted, portion, times

CLOCK_WORDS = {30: "30 days", 45: "45 days", 365: "a year"}
MUCH = 1.05  # disputes over what can be decided from which on the queue is said to grow


def put_right(time: dict[str, Any]) -> str:
    """How many wrong records are put right within 30, 45 and 365 days; "" where none was filed."""
    if not time["wrong"]:
        return ""
    wrong = counted(time["wrong"], "wrong bad record")
    if time["wrong"] < FEW:
        return f"Of {wrong} in the panel: too few to tell how soon such are put right."
    told = [
        f"{portion(one['share'])}{between(one['interval'])} within {CLOCK_WORDS[limit]}"
        for limit, one in time["within"].items()
        if one["share"] is not None
    ]
    if not told:
        return f"No wrong record of the panel was followed for {CLOCK_WORDS[30]}."
    return (
        f"Put right in every copy, of {wrong} in the panel: {joined(told)} of filing "
        f"(Kaplan and Meier); {_half(time)}."
    )


def _half(time: dict[str, Any]) -> str:
    if time["median"] is None:
        return "fewer than half of them before the run ends"
    return f"half of them within {time['median']:,} days{of_days(time['median_interval'])}"


def of_days(interval: tuple[int, int | None] | None) -> str:
    """Where luck alone could have put a middle number of days, to stand behind it."""
    if interval is None:
        return ""
    low, high = interval
    if low == high:
        return ""
    return f" ({low:,} to {'more than the run shows' if high is None else f'{high:,}'} by luck)"


def keeps_up(load: dict[str, Any] | None) -> str:
    """Whether the office decides as many disputes as come; "" where nobody disputed."""
    if load is None or not load["disputes"]:
        return ""
    used, came = load["utilisation"], load["disputes"]
    told = f"{counted(came, 'dispute')} came, and the office could decide {load['capacity']:,.0f}"
    if used.few:
        return f"{told} (too few to tell whether it keeps up)."
    years = load["by_year"]
    worst = max(years, key=lambda row: float(row["utilisation"]))
    told += f": {times(used)} for each that it can decide"
    if len(years) > 1:
        told += f", {times(worst['utilisation'])} in {worst['year']}"
    if used > MUCH:
        return (
            f"{told}. More come than it decides: the queue grows without end, and the longer the "
            "run, the longer people wait."
        )
    return f"{told}. It keeps up."
