"""Numbers in words: shares, changes, spans of time and where luck could have put them."""

from socialcredit.core.text import counted as counted


def span(months: int) -> str:
    """A stretch of time for people: 5 years, 18 months."""
    if months % 12:
        return f"{months} months"
    return "1 year" if months == 12 else f"{months // 12} years"


def percent(value: float | None) -> str:
    """A share for people: 12 %, 0.4 %, or `unknown`."""
    if value is None:
        return "unknown"
    scaled = 100 * value
    if not scaled:
        return "0 %"
    if abs(scaled) < 0.05:
        return "under 0.1 %"
    if 99.5 <= scaled < 100:
        return "over 99.9 %" if scaled >= 99.95 else f"{scaled:.1f} %"
    return f"{scaled:.1f} %" if abs(scaled) < 10 else f"{scaled:.0f} %"


def signed(value: float | None) -> str:
    """A relative change for people: +12 %, −0.4 %."""
    if value is None:
        return "unknown"
    if not value:
        return "0 %"
    digits = 2 if abs(value) < 0.001 else 1 if abs(value) < 0.1 else 0
    return f"{100 * value:+,.{digits}f} %".replace("-", "−")


def signed_count(value: float) -> str:
    """A whole number more or fewer: +1,234, −5, or 0."""
    return f"{value:+,.0f}".replace("-", "−") if round(value) else "0"


def change(value: float | None) -> str:
    """A relative change as a verb and its size: `rose by 12 %`, `did not change`."""
    if value is None:
        return "cannot be compared"
    if not value:
        return "did not change"
    size = percent(abs(value)) if abs(value) < 10 else f"{1 + value:,.0f} times"
    if abs(value) >= 10:
        return f"grew to {size} as many"
    return f"{'rose' if value > 0 else 'fell'} by {size}"


def between(interval: tuple[float, float] | None) -> str:
    """Where luck alone could have put a share, to stand behind it; nothing where unknown.

    Nothing either where both ends read the same: drawing people anew cannot tell how seldom
    something happens that nobody, or everybody, in the sample met.
    """
    if interval is None:
        return ""
    low, high = (percent(min(max(edge, 0.0), 1.0)) for edge in interval)
    if low == high:
        return ""
    return f" ({low.removesuffix(' %')} to {high} by luck)"


def number(value: float | None) -> str:
    """A plain number with the digits that matter, or `unknown`."""
    return "unknown" if value is None else f"{value:,.2f}".replace("-", "−")


def a_year(value: float | None, what: str = "records", whom: str = "resident") -> str:
    """A rate per person and year: `2.96 records a resident and year`, or per 1,000 where rare."""
    if value is None:
        return f"an unknown number of {what}"
    if value >= 0.1 or not value:
        return f"{value:,.2f} {what} a {whom} and year"
    return f"{thousandth(value)} {what} a year per 1,000 {whom}s"


def warmed_up(since: str | None) -> str:
    """Behind a date: what was lived before it and is not told; nothing without a warm-up."""
    return f" (after a warm-up since {since} that is not told)" if since else ""


def times(value: float) -> str:
    """A ratio for people: 35, 3.7, 0.05."""
    return f"{value:,.0f}" if value >= 9.5 else f"{value:.1f}" if value >= 0.95 else f"{value:.2g}"


def rate(value: float) -> str:
    """A rate with no more digits than have a meaning: 310, 38, 1.7, 0.04."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def thousandth(value: float | None) -> str:
    """A rate per thousand for people: 1.7, 0.04, or `unknown`."""
    return "unknown" if value is None else rate(1000 * value)


def days(count: int | None) -> str:
    """A number of days for people."""
    return "unknown days" if count is None else f"{count:,} days"
