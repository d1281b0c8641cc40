"""A value of a measure in words, and a range of it: in the unit that its kind has."""

from collections.abc import Sequence

from socialcredit.results.measures.measure import Measure
from socialcredit.results.words.numbers import in_hundred, in_hundred_more

LEAST = 0.0001  # of a number that is no share: what is nearer to nought reads as powers of ten
IN_HUNDRED = {"share": in_hundred, "change": in_hundred_more}


def tell(measure: Measure, value: float) -> str:
    """A value of a measure in words; shares and changes in a hundred."""
    if measure.kind in IN_HUNDRED:
        return IN_HUNDRED[measure.kind](value)
    if 0 < abs(value) < LEAST:
        return f"under {LEAST}" if value > 0 else f"above −{LEAST}"
    told = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return told.replace("-", "−")


def between(measure: Measure, ends: Sequence[float]) -> str:
    """A range of a measure's values; one number where both ends read the same."""
    low, high = (tell(measure, end) for end in ends)
    return low if low == high else f"{low} to {high}"
