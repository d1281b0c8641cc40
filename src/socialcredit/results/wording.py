"""Numbers in words: shares, changes, spans of time and where luck could have put them."""


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
    if scaled and abs(scaled) < 0.05:
        return "under 0.1 %"
    return f"{scaled:.1f} %" if abs(scaled) < 10 else f"{scaled:.0f} %"


def signed(value: float | None) -> str:
    """A relative change for people: +12 %, −0.4 %."""
    if value is None:
        return "unknown"
    digits = 1 if abs(value) < 0.1 else 0
    return f"{100 * value:+.{digits}f} %".replace("-", "−")


def between(interval: tuple[float, float] | None) -> str:
    """Where luck alone could have put a share, to stand behind it; nothing where unknown."""
    if interval is None:
        return ""
    low, high = (percent(min(max(edge, 0.0), 1.0)) for edge in interval)
    return f" ({low.removesuffix(' %')} to {high} by luck)"


def number(value: float | None) -> str:
    """A plain number with the digits that matter, or `unknown`."""
    return "unknown" if value is None else f"{value:,.2f}"


def thousandth(value: float | None) -> str:
    """A rate per thousand for people: 1.7, 0.04, or `unknown`."""
    return "unknown" if value is None else f"{1000 * value:,.2g}"


def days(count: int | None) -> str:
    """A number of days for people."""
    return "unknown days" if count is None else f"{count:,} days"
