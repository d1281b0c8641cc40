"""What a mechanism of response must do, may do, and gets for free.

MUST   be a file with a class of frozen settings and a function
       `monthly(settings, surroundings, start, stop, restraint, effort)` that reads the columns of
       `Surroundings` for the residents start .. stop-1 and multiplies into `restraint` (float64,
       1 = unrestrained, the chance that a bad deed is still done) or adds to `effort` (float64,
       extra good deeds a day). A strength of nought must leave both untouched.
MAY    write the resident's `belief` and `status` (only the mechanism that owns them does), and
       keep settings of its own in assumptions/behaviour.yaml.
FREE   composition with the others, the switch, `--set`, threads, shards, checkpoints, the twin,
       and the test that with every switch off no behaviour depends on any scheme.

A mechanism never sees records or the truth about others: what it knows of the scheme is the
resident's own grade and distance to the next one, and what happened to the resident this month.
"""

from collections.abc import Callable
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


Mechanism = Callable[[Any, Surroundings, int, int, np.ndarray, np.ndarray], None]
