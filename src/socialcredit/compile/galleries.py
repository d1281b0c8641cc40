"""Compile the galleries of sources that match faces: who is in them, and how many pictures."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from socialcredit.compile.faces import Sensor, matches
from socialcredit.core.columns import OCCUPATIONS


def shares(sources: Sequence[Sensor], day: date) -> np.ndarray:
    """The share of residents in each source's gallery: float (sources, occupations, 2 drivers)."""
    table = np.ones((len(sources), len(OCCUPATIONS), 2))
    for j, sensor in enumerate(sources):
        if matches(sensor):
            table[j] = [
                [kept(sensor, day, o, drives) for drives in (False, True)] for o in OCCUPATIONS
            ]
    return table


def declared(
    sources: Sequence[Sensor], residents: np.ndarray, day: date
) -> tuple[np.ndarray, np.ndarray]:
    """Pictures that galleries are said to hold, else how many people's: float (places, sources).

    residents  of each whole place, however few of them are simulated; bool (sources,) says which
    are said; whoever matches no faces has none
    """
    held, said = np.zeros((len(residents), len(sources))), np.zeros(len(sources), bool)
    for j, sensor in enumerate(sources):
        if not matches(sensor):
            continue
        gallery = _gallery(sensor, day)
        said[j] = gallery is not None and gallery.get("holds") is not None
        held[:, j] = float(gallery["holds"]) if said[j] and gallery else residents
    return held, said


def holds(sensor: Sensor, residents: float, makeup: np.ndarray, day: date) -> float:
    """How many pictures a place's gallery holds on a day: as declared, else those of residents.

    residents  of the whole place, however few of them are simulated
    makeup  (occupations, 2 drivers) how many there are of each, or their shares
    """
    gallery = _gallery(sensor, day)
    if gallery is not None and gallery.get("holds") is not None:
        return float(gallery["holds"])
    return residents * held_share(sensor, makeup, day)


def held_share(sensor: Sensor, makeup: np.ndarray, day: date) -> float:
    """The share of such residents whose picture is in the gallery on a day."""
    shares = [[kept(sensor, day, o, drives) for drives in (False, True)] for o in OCCUPATIONS]
    return float((makeup * shares).sum() / max(makeup.sum(), 1e-9))


def kept(sensor: Sensor, day: date, occupation: str, driver: bool) -> float:
    """The share of such residents whose picture is in the gallery on a day."""
    gallery = _gallery(sensor, day)
    if gallery is None:
        return 0.0
    shares = [gallery["residents"], gallery["occupation"].get(occupation, 0.0)]
    return float(max(*shares, gallery["drivers"] if driver else 0.0))


def _gallery(sensor: Sensor, day: date) -> Mapping[str, Any] | None:
    """What the latest item says of the gallery; None before the first."""
    past = [one for one in sensor["recognition"]["gallery"] if one["since"] <= day]
    return max(past, key=lambda one: one["since"]) if past else None
