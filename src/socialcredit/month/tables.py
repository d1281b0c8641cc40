"""What is handed to a community for a month: compiled rules and beliefs, and the calendar."""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import Standing
from socialcredit.stages.consequences.doors import Doors
from socialcredit.stages.consequences.signs import Signs
from socialcredit.stages.lists.registers import Lists
from socialcredit.stages.observation.complaints import Complaints
from socialcredit.stages.observation.rounds import Rounds
from socialcredit.stages.observation.sources import Senses
from socialcredit.stages.records.cases import Procedure
from socialcredit.stages.response.terms import Terms
from socialcredit.stages.scheme.points import Book
from socialcredit.stages.society.deeds import Hazards
from socialcredit.stages.society.faults import Faults
from socialcredit.stages.society.motives import Motives
from socialcredit.stages.society.premises import Premises


class MonthTables(NamedTuple):
    """What holds this month for everybody: compiled rules and beliefs."""

    hazards: Hazards
    senses: Senses
    book: Book
    procedure: Procedure
    lists: Lists
    doors: Doors
    signs: Signs
    rounds: Rounds
    terms: Terms
    faults: Faults
    complaints: Complaints
    crosses: np.ndarray  # uint8 (lists,) 1 for those that the other population is told of, or none
    premises: Premises
    motives: Motives
    lure: np.ndarray  # int64, as `Book.of_kind`: pull of each entry; no scheme: hours do not count
    fresh: Standing  # of one subject of whom nobody has heard yet


class When(NamedTuple):
    """The month: int64 scalars and the calendar of the run."""

    month: int
    of_year: int
    first_day: int
    days: int
    last_day: int
    month_of: np.ndarray  # int64 (days of the run + 1,)
