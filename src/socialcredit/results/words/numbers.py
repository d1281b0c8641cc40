"""Numbers in words: shares, changes, spans of time and where luck could have put them."""

from socialcredit.core.text import counted as counted
from socialcredit.results.part import Share

SELDOM = 0.1  # of a rate a person and year: below it is told per 1,000 people


def span(months: int, step_days: int | None = None) -> str:
    """A stretch of time for people: 5 years, 18 months; 20 weeks, or 4 steps of 10 days.

    step_days  days of a step, where a run has such in place of months
    """
    if step_days == 7:
        return counted(months, "week")
    if step_days:
        return f"{counted(months, 'step')} of {counted(step_days, 'day')}"
    return counted(months, "month") if months % 12 else counted(months // 12, "year")


def percent(value: Share | None) -> str:
    """A share standing alone: `12 %`, `unknown`, and of fewer than ten cases never in per cent.

    Then `1 of 1, too few to tell`, or `too few to tell` where the cases are no whole of parts.
    """
    if value is None:
        return "unknown"
    return _few(value, ", too few to tell", "too few to tell") if value.few else in_hundred(value)


def portion(value: Share | None) -> str:
    """The same within a sentence: `1 of 1 (too few to tell) of closed doors lie elsewhere`."""
    if value is None:
        return "an unknown share"
    unsaid = f"a share (of {counted(value.cases, 'case')}, too few to tell)"
    return _few(value, " (too few to tell)", unsaid) if value.few else in_hundred(value)


def counted_share(value: Share) -> str:
    """A share of things that are counted and not drawn, such as values of a file: few are few."""
    return _few(value, "", "too few to tell") if value.few else in_hundred(value)


def _few(value: Share, words: str, unsaid: str) -> str:
    """How many of how many, with these words; `unsaid` where the cases are no whole of parts."""
    part, whole = value.part, value.whole
    if part is None or whole is None or part != int(part) or part < 0:
        return unsaid
    return f"{int(part):,} of {int(whole):,}{words}"


def in_hundred(value: float) -> str:
    """A number as a percentage: for what is no share of cases, such as a rate that is assumed."""
    scaled = 100 * value
    if not scaled:
        return "0 %"
    if abs(scaled) < 0.05:
        return "under 0.1 %"
    if 99.5 <= scaled < 100:
        return "over 99.9 %" if scaled >= 99.95 else f"{scaled:.1f} %"
    told = f"{scaled:.1f} %" if abs(scaled) < 10 else f"{scaled:.0f} %"
    return told.replace("-", "−")


def signed(value: Share | None) -> str:
    """A relative change standing alone: +12 %, −0.4 %; on fewer than ten, from how many to how
    many."""
    if value is None:
        return "unknown"
    if value.few:
        return f"{_from_to(value)}, too few to tell"
    return in_hundred_more(value)


def in_hundred_more(value: float) -> str:
    """A relative change as a percentage with its sign, for what is no change of counted cases."""
    if not value:
        return "0 %"
    if abs(value) < 0.00005:
        return "about 0 %"
    digits = 2 if abs(value) < 0.001 else 1 if abs(value) < 0.1 else 0
    return f"{100 * value:+,.{digits}f} %".replace("-", "−")


def _from_to(value: Share) -> str:
    """From how many to how many a number of cases moved."""
    if value.part is None or value.whole is None:
        return f"of {value.cases:,}"
    return f"{int(value.whole):,} to {int(value.whole + value.part):,}"


def signed_count(value: float) -> str:
    """A whole number more or fewer: +1,234, −5, or 0."""
    return f"{value:+,.0f}".replace("-", "−") if round(value) else "0"


def change(value: Share | None) -> str:
    """A relative change as a verb and its size: `rose by 12 %`, `did not change`."""
    if value is None:
        return "cannot be compared"
    if not value:
        return "did not change"
    if value.few:
        return f"went from {_from_to(value)} (too few to tell)"
    if abs(value) >= 10:
        return f"grew to {1 + value:,.0f} times as many"
    return f"{'rose' if value > 0 else 'fell'} by {in_hundred(abs(value))}"


def between(interval: tuple[float, float] | None) -> str:
    """Where luck alone could have put a share, to stand behind it; nothing where unknown.

    Nothing either where both ends read the same: drawing people anew cannot tell how seldom
    something happens that nobody, or everybody, in the sample met.
    """
    if interval is None:
        return ""
    low, high = (in_hundred(min(max(edge, 0.0), 1.0)) for edge in interval)
    if low == high:
        return ""
    return f" ({low.removesuffix(' %')} to {high} by luck)"


def rates_between(interval: tuple[float, float] | None, value: float = 1.0) -> str:
    """The same for a rate a person and year, in the unit in which `a_year` tells it."""
    if interval is None:
        return ""
    low, high = (f"{edge:,.2f}" if value >= SELDOM else thousandth(edge) for edge in interval)
    return "" if low == high else f" ({low} to {high} by luck)"


def number(value: float | None) -> str:
    """A plain number with the digits that matter, or `unknown`."""
    return "unknown" if value is None else f"{value:,.2f}".replace("-", "−")


def a_year(value: float | None, what: str = "records", whom: str = "resident") -> str:
    """A rate per person and year: `2.96 records a resident and year`, or per 1,000 where rare."""
    if value is None:
        return f"an unknown number of {what}"
    if value >= SELDOM or not value:
        return f"{value:,.2f} {what} a {whom} and year"
    return f"{thousandth(value)} {what} a year per 1,000 {whom}s"


def part_of(part: int, whole: int, one: str, many: str = "") -> str:
    """So many of all: `3 of 45 people`, `none of 45 people`, `all 45 people`, `the one person`."""
    if whole == 1:
        return f"the one {one}" if part else f"not the one {one}"
    if part == whole:
        return f"both {many or one + 's'}" if whole == 2 else f"all {counted(whole, one, many)}"
    return f"{f'{part:,}' if part else 'none'} of {counted(whole, one, many)}"


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
    return "unknown days" if count is None else counted(count, "day")
