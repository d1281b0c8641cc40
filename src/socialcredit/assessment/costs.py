"""M16, error amplification: what one more point of an error of the sources costs people.

Every source of residents errs a point more, all with the seeds of the values as written; the number
is the mean difference over the seeds, with its interval of 90 % (Student's t of the pairs).
"""

from statistics import fmean

from socialcredit.assessment.evidence import Cost, Ends
from socialcredit.assessment.lived import Lived
from socialcredit.core.student import reach_of_mean

# What an error adds to: wrong records; people wrongly penalised at the end, days under a wrong
# penalty, wrong sums taken, each per 1,000 residents or person-years.
ADDED = ("records.wrong", "penalties.wrongly_at_end", "burden.wrong.days", "burden.wrong.fines")


def costs_of(lived: Lived) -> list[Cost]:
    """What a point more of each kind of error adds, by kind and by what is added to."""
    return [
        _cost(lived, error.error, error.title, error.changes, key)
        for error in lived.planned.errors
        for key in ADDED
    ]


def _cost(lived: Lived, error: str, title: str, changes: tuple[str, ...], key: str) -> Cost:
    seeds = lived.planned.firsts
    before, after = lived.values((), key, seeds), lived.values(changes, key, seeds)
    pairs = zip(before, after, strict=True)
    more = [b - a for a, b in pairs if a is not None and b is not None]
    return Cost(error, title, key, fmean(more) if more else None, ends_of(more))


def ends_of(differences: list[float]) -> Ends:
    """The interval of the mean of paired differences; None of fewer than two."""
    if len(differences) < 2:
        return None
    middle, reach = fmean(differences), reach_of_mean(differences)
    return middle - reach, middle + reach
