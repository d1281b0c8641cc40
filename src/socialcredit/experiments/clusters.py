"""How much less the events of a run say because one household bears several of them.

Of independent events the variance is as large as their number (of a share, as Wilson takes it). By
how much that of the run's is larger is told by its panel: households are independent, so that the
jackknife over them (`results/luck.py`) gives the error of a number, whatever moves together within
one. The quotient of the two variances is the effect of households (the design effect of L. Kish,
Survey Sampling, 1965). It is known as well as so few households tell it, so that Student's t with
Satterthwaite's degrees of freedom goes into it. It is at least one.
"""

from socialcredit.core.student import REACH
from socialcredit.experiments.counted import Lived, whole_months
from socialcredit.experiments.single_events import borne
from socialcredit.language.model.published import Ahead, Figure
from socialcredit.results.luck import Sums, reach_of
from socialcredit.results.part import FEW

DAYS = "_days"  # columns that add up days of people


def effect_of(lived: Lived, item: Figure | Ahead) -> float | None:
    """Events of a figure that say as much as one independent one; None where nobody can tell.

    Nobody can where the panel's books do not have the single events, or fewer than ten households
    bear them. Of days each person has at most all there are, and so many at once.
    """
    if item.produced.column.endswith(DAYS):
        first, last = whole_months(lived, item.produced, item.when)
        return float(last - first)
    above = borne(lived, item.produced, item.when)
    if above is None:
        return None
    if item.divided_by is None:
        return of_sum(above.events, above.people)
    below = borne(lived, item.divided_by, item.when)
    return None if below is None else of_share(above.events, below.events)


def of_sum(events: Sums, people: Sums) -> float | None:
    """Of a number of events, by household; households are as large as they have people."""
    many, bear = float(events.sum()), int((events != 0).sum())
    if bear < FEW or not many:
        return None
    return _effect(events - people * (many / people.sum()), abs(many), bear)


def of_share(parts: Sums, wholes: Sums) -> float | None:
    """Of a share, by household; above one it is a rate, and its parts are events."""
    part, whole = float(parts.sum()), float(wholes.sum())
    bear = min(int((parts != 0).sum()), int((parts != wholes).sum()))
    if bear < FEW or not part or not whole:
        return None
    share = part / whole
    chance = part * (1 - share) if 0 < share < 1 else abs(part)
    return _effect(parts - share * wholes, chance, bear)


def _effect(rest: Sums, chance: float, bear: int) -> float:
    """The variance of a sum of what households have beyond their due, over that of chance."""
    many = len(rest)
    reach = reach_of(rest * (many / (many - 1)), bear)
    return max((reach / REACH) ** 2 / chance, 1.0)
