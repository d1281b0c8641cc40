"""What grades tell of true conduct, and whom they treat otherwise, in sentences; of firms."""

from typing import Any

from socialcredit.core.text import joined
from socialcredit.results.words.numbers import between, counted, portion, rate, times


def grades_tell_lines(block: dict[str, Any]) -> list[str]:
    """True conduct by grade, and how the best grade swells; silent where nothing is known of it."""
    if "in_grade" not in block:
        return []
    told = conduct_sentence(block["in_grade"])
    swelled = inflation_sentence(block["inflation"])
    return [f"True conduct: {told}"] * bool(told) + [f"Best grade: {swelled}"] * bool(swelled)


def conduct_sentence(found: dict[str, Any]) -> str:
    """Bad deeds a firm and year in each grade, seen or not; nothing where no grade has enough."""
    known = [row for row in found["grades"] if row["rate"] is not None and not row["few"]]
    if not known:
        return ""
    told = joined([f"{a_year(row['rate'])} in {row['grade']}" for row in known])
    few = [row["grade"] for row in found["grades"] if row["few"] and row["years"]]
    left = f"; too few firms in {joined(few, 'or')} to tell" if few else ""
    return f"bad deeds a firm and year, seen or not: {told}{left}.{_times(found)}"


def a_year(value: float) -> str:
    """A rate of deeds a firm and year: 2.7, 0.45, or 12."""
    return f"{value:.1f}" if 1 <= value < 10 else rate(value)


def _times(found: dict[str, Any]) -> str:
    if found["times"] is None:
        return ""
    if found["times"].few:
        return " Too few deeds in the worst or the best to say how many times as many."
    luck = ""
    if found["interval"] is not None:
        low, high = found["interval"]
        luck = f" ({times(low)} to {times(high)} by luck)"
    more = f"{times(found['times'])} times{luck}"
    return f" That is {more} as many in the worst of these as in the best."


def inflation_sentence(found: dict[str, Any]) -> str:
    """How the share of the best grade moved; nothing where the run is too short to say."""
    if found["a_year"] is None:
        return ""
    return (
        f"{found['grade']} is held by {portion(found['first'])} of the scored at first and by "
        f"{portion(found['last'])} at last: {a_hundred(found['a_year'])} of 100 a year."
    )


def a_hundred(value: float) -> str:
    """A difference of shares in so many of a hundred: +3.2, −12."""
    told = f"{100 * value:+,.0f}" if abs(value) >= 0.1 else f"{100 * value:+,.1f}"
    return told.replace("-", "−")


def gap_sentence(found: dict[str, Any], one: str, other: str) -> str:
    """Which of two groups ends in a penal grade more often, had both done the same."""
    gap = found["gap"]
    if gap is None:
        return (
            f"Too few of {one} or of {other} did equally many bad deeds to compare them, or no "
            "grade is penal."
        )
    first, second = found["penal"]
    if not first + second:
        return f"Of {one} and of {other} none who can be compared ended in a penal grade."
    if gap.few or found["interval"] is None:
        return (
            f"Among those who did equally many bad deeds {first:,} of {one} and {second:,} of "
            f"{other} end in a penal grade: too few of one of them to tell whether they differ."
        )
    low, high = found["interval"]
    more = "more" if gap > 0 else "fewer"
    sure = "" if low > 0 or high < 0 else "; luck alone could bring that"
    return (
        f"At equal true conduct {a_hundred(abs(gap)).lstrip('+')} of 100 {more} of {one} than of "
        f"{other} end in a penal grade ({a_hundred(low)} to {a_hundred(high)} by luck{sure}; "
        f"{first:,} and {second:,} do)."
    )


def borders_sentence(found: dict[str, Any]) -> str:
    """Whether scores heap just above the borders of grades."""
    share = found["share"]
    if share is None:
        return ""
    return (
        f"Of {counted(share.cases, 'score')} within {found['near']:g} points of a border "
        f"{portion(share)}{between(found['interval'])} lie just above it. Half would be where "
        "borders are of no account; more is what comes about where somebody steers scores over."
    )
