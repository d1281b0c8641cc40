"""Compile the galleries of sources that match faces: who is in them, and how many pictures."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from socialcredit.compile.faces import Sensor, matches
from socialcredit.core.levels import OCCUPATIONS


class Galleries(NamedTuple):
    """What is in the galleries of a month; whoever matches no faces has none.

    shares  float (sources, occupations, 2 drivers), the share of such residents
    held  float (places, sources), pictures as declared, else how many people live there
    declared  bool (sources,)
    """

    shares: np.ndarray
    held: np.ndarray
    declared: np.ndarray


def galleries_of(sources: Sequence[Sensor], residents: np.ndarray, day: date) -> Galleries:
    """The galleries of all sources; `residents` float (places,), however few are simulated."""
    shares = np.ones((len(sources), len(OCCUPATIONS), 2))
    held, declared = np.zeros((len(residents), len(sources))), np.zeros(len(sources), bool)
    for j, sensor in enumerate(sources):
        if not matches(sensor):
            continue
        shares[j] = [
            [kept(sensor, day, o, drives) for drives in (False, True)] for o in OCCUPATIONS
        ]
        told = (_gallery(sensor, day) or {}).get("holds")
        declared[j], held[:, j] = told is not None, residents if told is None else float(told)
    return Galleries(shares, held, declared)


def pictures(of: Galleries, makeup: np.ndarray) -> np.ndarray:
    """How many pictures each gallery holds in each place: float (places, sources).

    makeup  (places, occupations, 2 drivers) how many there are of each, or their shares
    """
    return np.where(of.declared, of.held, of.held * held_share(of.shares, makeup[:, None]))


def held_share(shares: np.ndarray, makeup: np.ndarray) -> np.ndarray:
    """The share of such residents whose picture is kept; both float (..., occupations, 2)."""
    those = makeup * shares
    flat = those.reshape(*those.shape[:-2], those.shape[-2] * those.shape[-1])
    return flat.sum(axis=-1) / np.maximum(makeup.sum(axis=(-2, -1)), 1e-9)


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
