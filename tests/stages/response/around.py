"""People in one scheme and one community, as mechanisms of response are handed them."""

import numpy as np

from socialcredit.core.felt import CREDIT, DEED
from socialcredit.stages.response.contract import TOLD_BEFORE, Surroundings
from socialcredit.stages.response.mechanisms import MECHANISMS
from socialcredit.stages.society.people import empty

START, HONOUR = 100_000, 105_000


def surroundings(residents, **changes):
    """Everybody scored, at the start score, attentive on average; nothing is new."""
    people = empty(residents)
    people.attention[:] = np.arange(residents) % 256
    people.caution[:] = np.arange(residents) % 256
    zeros = np.zeros(residents, np.uint8)
    given = {
        "people": people, "score": np.full((1, residents), START, np.int32),
        "grade": np.ones((1, residents), np.uint8), "felt": zeros.copy(), "effort": zeros.copy(),
        "visited": zeros.copy(), "treated": zeros.copy(), "refused": zeros.copy(),
        "named": zeros.copy(), "penalised": zeros.copy(),
        "subject": np.ones((1, residents), np.uint8), "community": np.zeros(residents, np.int64),
        "slot": np.arange(residents), "voice": np.arange(2), "bit": np.ones((1, 1), np.uint8),
        "announced": np.full((1, 1), TOLD_BEFORE), "offers": np.ones((1, 1), np.uint8),
        "news": np.zeros((1, 4), np.int64), "size": np.array([residents]),
        "bands": np.array([[HONOUR, 90_000, 0]]), "honour": np.array([[1, 0, 0]], np.uint8),
        "priced": np.ones((1, 8, 1), np.uint8),
        "priced_for": np.ones((1, residents), np.uint8), "watches": np.ones(1, np.uint8),
        "start_score": np.array([START]), "active": np.ones(1, np.uint8), "shared": {}, "days": 30,
        "lures": np.zeros((0, 0, 1), np.int64), "takes": np.zeros(0),
        "key": (7, 0), "month": 3,
    }  # fmt: skip
    return Surroundings(**{**given, **changes})


def rows_of(residents, belief=0.0, known=1, pays=0.0, **kept):
    """Rows of residents: shares for belief, pays and what any mechanism keeps, bits of `known`."""
    names = [name for one in MECHANISMS.values() for name in one.rows]
    told = {**dict.fromkeys(names, 0.0), "belief": belief, "pays": pays, **kept}
    rows = {name: np.full(residents, round(one * 255), np.uint8) for name, one in told.items()}
    return rows | {"known": np.full(residents, known, np.uint8)}


def live(mechanism, settings, around, rows, months=1.0):
    """One step of a mechanism for everybody; returns the effort that it asks."""
    residents = len(around.felt)
    effort = np.zeros(residents)
    if mechanism.monthly is not None:
        mechanism.monthly(settings, around, 0, residents, rows, effort, months)
    return effort


def felt(notices=0, deeds=0, credited=0):
    """The byte of a month with so many notices, deeds under a known rule, and credits."""
    return np.asarray(notices + DEED * deeds + CREDIT * credited).astype(np.uint8)[()]
