"""Who stands otherwise in one town than in another, of the same people with the same luck."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from socialcredit.lab.recording import NO_GRADE, Recording, decode

PENALISED, WRONGLY = 1, 2  # bits of the plane of truth
SHOWN = 5  # residents named of each kind, to go and look at
KINDS = ("better", "worse", "newly", "no_longer", "newly_wrong", "no_longer_wrong")


def who_moved(
    before: Recording, after: Recording, month: int, places: Sequence[int]
) -> dict[str, Any]:
    """Who moved, between the recordings of two towns, at the end of the same month.

    places  the neighbourhood of each resident

    Returns `people`, `same_grades` (whether the two have the same grades: else nobody is in a
    better or worse one), `penalised` and `wrongful` (how many before, how many after), for each of
    KINDS how `many` and the first few of `residents`, and `neighbourhoods` with the same counts.
    """
    was, now = _planes(before, month)[0], _planes(after, month)[0]
    same = before.facts["grades"] == after.facts["grades"]
    kinds = _kinds(was, now, same)
    place = np.asarray(places)
    return {
        "month": month,
        "people": len(place),
        "same_grades": same,
        "penalised": _both(was, now, PENALISED),
        "wrongful": _both(was, now, WRONGLY),
        "many": {kind: int(who.sum()) for kind, who in kinds.items()},
        "residents": {kind: np.flatnonzero(who)[:SHOWN].tolist() for kind, who in kinds.items()},
        "neighbourhoods": [
            {
                "number": number,
                "people": int((place == number).sum()),
                **{kind: int(who[place == number].sum()) for kind, who in kinds.items()},
            }
            for number in np.unique(place).tolist()
        ],
    }


def _kinds(was: np.ndarray, now: np.ndarray, same: bool) -> dict[str, np.ndarray]:
    """Who moved in which way: bool (residents,) by KINDS; was, now  uint8 (2, residents)."""
    old, new = was[0] & NO_GRADE, now[0] & NO_GRADE
    graded = (old != NO_GRADE) & (new != NO_GRADE) & same

    def gone(bit: int) -> tuple[np.ndarray, np.ndarray]:
        then, later = was[1] & bit != 0, now[1] & bit != 0
        return later & ~then, then & ~later

    found = (graded & (new < old), graded & (new > old), *gone(PENALISED), *gone(WRONGLY))
    return dict(zip(KINDS, found, strict=True))


def _both(was: np.ndarray, now: np.ndarray, bit: int) -> list[int]:
    return [int((planes[1] & bit != 0).sum()) for planes in (was, now)]


def _planes(recording: Recording, month: int) -> np.ndarray:
    """Both planes of every world at a month's end: uint8 (worlds, 2, residents)."""
    frame = decode(recording.frame(0), None)
    for number in range(1, month + 1):
        frame = decode(recording.frame(number), frame)
    return frame.planes
