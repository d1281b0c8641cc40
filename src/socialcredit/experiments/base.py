"""What a figure is counted by: how many events of the run say as much as its number does.

Events of one household come together, so that they say less than as many independent ones. Their
number is divided by the effect of households, and everything that chance is asked of, intervals and
whether a run is too small, goes by what is left.
"""

from typing import NamedTuple

from socialcredit.experiments.chances import Range, of_count, of_share
from socialcredit.experiments.clusters import effect_of
from socialcredit.experiments.counted import Lived, counted
from socialcredit.language.model.published import Ahead, Figure


class Base(NamedTuple):
    """Events for one of a figure's unit, and the cases of a share.

    effect  events that say as much as one independent one; None where nobody can tell: then one
    """

    events: float  # a share: those of its base, as many as were independent
    scale: float  # real ones for one independent event; a share: its unit
    share: bool
    effect: float | None = None

    def range_of(self, number: float) -> Range:
        """A number in the figure's unit, and its interval had so many events made it."""
        if self.share:
            return of_share(number / self.scale * self.events, self.events).times(self.scale)
        return of_count(number / self.scale).times(self.scale)

    def events_of(self, number: float) -> float:
        """The independent events in which a number in the figure's unit consists."""
        part = number / self.scale
        return part * self.events if self.share else part


def base_of(lived: Lived, item: Figure | Ahead) -> Base | None:
    """What chance of the run works on; None on a day outside the run."""
    above = counted(lived, item.produced, item.when)
    if above is None:
        return None
    effect = effect_of(lived, item)
    if item.divided_by is None:
        return Base(0.0, lived.scale / above.spread * (effect or 1.0), False, effect)
    below = counted(lived, item.divided_by, item.when)
    events = below.events if below else 0.0
    return Base(events / (effect or 1.0), item.in_unit, True, effect)
