"""Terms by the calendar, for kernels: a day so many days, or so many months, after another.

A term is one whole number: days, or months as a negative number. A term of months ends on the same
day of its last month, or on that month's last day where it has no such day.
"""

from socialcredit.core.jit import inner, kernel

NONE = 1 << 30  # in place of a term: there is none, and nought would mean at once
BEFORE_THE_FIRST = 305  # days from 1 March of the year 0 to day 0 of `date.toordinal`
YEARS = 400  # after which the calendar begins anew
CYCLE = 146_097  # days of so many years


@inner
def first_of(month):
    """Days from 1 March of the year 0 to the first of a month counted from then."""
    year = month // 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month % 12) + 2) // 5


@kernel
def month_of(day, epoch):
    """The month of a day, counted from March of the year 0; `epoch` is the run's day 0."""
    within = (day + epoch) % CYCLE
    year = (within - within // 1460 + within // 36524 - within // 146096) // 365
    of_year = within - (365 * year + year // 4 - year // 100)
    return 12 * (YEARS * ((day + epoch) // CYCLE) + year) + (5 * of_year + 2) // 153


@inner
def next_first(day, epoch):
    """The first of the month after a day's."""
    return first_of(month_of(day, epoch) + 1) - epoch


@kernel
def after(day, term, epoch):
    """The day so long after another: days are counted, months are months of the calendar."""
    if term >= 0:
        return day + term
    month = month_of(day, epoch)
    of_month = day + epoch - first_of(month)
    first, following = first_of(month - term), first_of(month - term + 1)
    return first + min(of_month, following - first - 1) - epoch


@kernel
def a_month_on(begun, day, epoch):
    """The day on which the month after that of `day` is reached, in months counted from `begun`."""
    return after(begun, month_of(begun, epoch) - month_of(day, epoch) - 1, epoch)
