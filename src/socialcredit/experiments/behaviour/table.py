"""Every row of `socialcredit validate behaviour`, and every fit of `calibrate behaviour`."""

from types import ModuleType

from socialcredit.experiments.behaviour import (
    association,
    bad_record,
    chilled,
    daycare,
    granovetter,
    journeys,
    leading_eight,
    lending,
    licence,
    limit,
    multitask,
    naming,
    opinion,
    volunteers,
)
from socialcredit.experiments.behaviour.contract import Fit, Row

NAME = "behaviour"  # what stands in a call in place of a scheme
PARTS: tuple[ModuleType, ...] = (
    licence, limit, daycare, volunteers, naming, chilled, bad_record, journeys, opinion, multitask,
    granovetter, lending, leading_eight, association,
)  # fmt: skip
UNTOLD = (
    "No number was published of these, so that nothing holds them: recovery from the bottom grade, "
    "drift from unmeasured help in a city, what is lobbied into a catalogue, mobs that turn on who "
    "is named. They are told, not validated. That a penalty of a score passes along kin ties as "
    "prison does is assumed: the rows on association only say that a table went in whole."
)


def rows() -> list[Row]:
    """The rows of every part, in the order of PARTS."""
    return [row for part in PARTS for row in part.rows()]


def fits() -> list[Fit]:
    """What every part that calibrates finds again."""
    return [fit for part in PARTS if hasattr(part, "fits") for fit in part.fits()]
