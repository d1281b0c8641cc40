"""What crosses between residents and firms, from one month to the next."""

from socialcredit.core.calendar import Month
from socialcredit.engine.setup import Setup
from socialcredit.engine.world import World


def pass_on(setup: Setup, world: World, month: Month) -> None:
    """Nothing yet."""
