"""What a mechanism of response must do, may do, and gets for free.

MUST   be a file with a class of frozen settings and a `Mechanism` that gives its name, those
       settings, and one function, which says what kind of mechanism it is:
       `monthly(settings, surroundings, start, stop, restraint, effort)` reads the columns of
       `Surroundings` for the residents start .. stop-1 and multiplies into `restraint` (float64,
       1 = unrestrained, the chance that a bad deed is still done) or adds to `effort` (float64,
       extra good deeds a day). A strength of nought must leave both untouched.
       `watched`, `listed` and `disputes` are for those that act on a day and not on a month; each
       turns the settings into the table that the kernel of the day reads.
MAY    write the resident's `belief` and `status` (only the mechanism that owns them does), and
       keep settings of its own in assumptions/behaviour.yaml.
FREE   composition with the others, the switch, `--set`, threads, shards, checkpoints, the twin,
       and the test that with every switch off no behaviour depends on any scheme.

A mechanism never sees records or the truth about others: what it knows of the scheme is the
resident's own grade and distance to the next one, and what happened to the resident this month.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.columns import Mind, People


class Surroundings(NamedTuple):
    """What residents know at a month's start; arrays of all residents unless said otherwise."""

    people: People
    mind: Mind
    score: np.ndarray  # int32 (schemes, residents) hundredths
    grade: np.ndarray  # uint8 (schemes, residents)
    subject: np.ndarray  # uint8 (schemes, residents of the range) whether the scheme scores them
    bands: np.ndarray  # int64 (schemes, grades) lower bounds, best first
    honour: np.ndarray  # uint8 (schemes, grades)
    start_score: np.ndarray  # int64 (schemes,)
    active: np.ndarray  # uint8 (schemes,)
    new: np.ndarray  # uint8 (schemes,) announced this month
    offers: np.ndarray  # uint8 (schemes,) rewards a deed that anybody can do for points
    community: np.ndarray  # int64 (residents of the range,) community number of each
    gossip: np.ndarray  # int64 (communities,) notices in the community last month, per 10,000
    key: tuple[int, int]
    month: int


Monthly = Callable[[Any, Surroundings, int, int, np.ndarray, np.ndarray], None]


@dataclass(frozen=True)
class Mechanism:
    """One way in which people respond: its name in behaviour.yaml, its settings, what it does.

    settings  a NamedTuple with a default for each, neutral if it is a strength
    monthly   moves minds from month to month
    watched   settings to the chance that a watched deed is still done: int64 (256,) of 2**32
    listed    settings to the factor on bad deeds of whoever is on a black list, 0 to 255
    disputes  settings and the days of a window to the chances to contest a record within it:
              float (2 right/wrong, 5 educations)
    """

    name: str
    settings: Any
    monthly: Monthly | None = None
    watched: Callable[[Any], np.ndarray] | None = None
    listed: Callable[[Any], int] | None = None
    disputes: Callable[[Any, float], np.ndarray] | None = None
