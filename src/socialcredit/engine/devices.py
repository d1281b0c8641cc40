"""Devices that match faces, as the manifest tells them: number, reach, galleries."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from socialcredit.compile import faces
from socialcredit.core.columns import DRIVER, OCCUPATIONS
from socialcredit.engine.setup import Setup
from socialcredit.stages.society.places import dated


def device_days_of(setup: Setup) -> dict[str, float]:
    """Days of devices, of each source that matches faces, that fall to the people simulated."""
    offset, place, _ = setup.communities
    simulated = np.bincount(place, np.diff(offset), len(setup.places)).astype(int).tolist()
    homes = [(*home, count) for home, count in zip(_real_homes(setup), simulated, strict=True)]
    months = [(month.first, month.days) for month in setup.told]
    return {
        sensor["source"]: faces.device_days(sensor, homes, months)
        for sensor in matching_faces(setup)
    }


def devices_by_month(setup: Setup) -> dict[str, list[float]]:
    """How many devices of each source that matches faces stand in the real places, by month."""
    homes = _real_homes(setup)
    return {
        sensor["source"]: [
            sum(faces.count(sensor, *home, month.first) for home in homes) for month in setup.told
        ]
        for sensor in matching_faces(setup)
    }


def reach_by_month(setup: Setup) -> dict[str, list[float]]:
    """The share of deeds that happen before such a device, by month, over all real residents."""
    homes = _real_homes(setup)
    everybody = sum(residents for _, residents in homes)
    return {
        sensor["source"]: [
            sum(many * faces.reach(sensor, name, month.first) for name, many in homes) / everybody
            for month in setup.told
        ]
        for sensor in matching_faces(setup)
    }


def gallery_shares(setup: Setup) -> dict[str, float]:
    """The share of residents whose picture a source keeps at the end, where its devices stand."""
    day, homes, found = setup.months[-1].first, _real_homes(setup), {}
    for sensor in matching_faces(setup):
        watched = [
            any(faces.count(sensor, *home, month.first) for month in setup.months) for home in homes
        ]
        many = _by_occupation(setup, np.array(watched))
        kept = [
            [faces.kept(sensor, day, occupation, drives) for drives in (False, True)]
            for occupation in OCCUPATIONS
        ]
        found[sensor["source"]] = float((many * kept).sum() / max(int(many.sum()), 1))
    return found


def _by_occupation(setup: Setup, places: np.ndarray) -> np.ndarray:
    """Residents simulated in some of the places: int64[occupations, drivers or not].

    Community by community, so that no column of everybody is made for it.
    """
    offset, place, _ = setup.communities
    many = np.zeros(2 * len(OCCUPATIONS), np.int64)
    for community in np.flatnonzero(places[place]):
        here = slice(offset[community], offset[community + 1])
        drives = (setup.people.flags[here] & DRIVER) > 0
        many += np.bincount(setup.people.occupation[here] * 2 + drives, minlength=len(many))
    return many.reshape(len(OCCUPATIONS), 2)


def _real_homes(setup: Setup) -> list[tuple[str, float]]:
    """Places and how many people really live there in the first year."""
    year = setup.told[0].first.year
    return [(home.name, dated(home.population, year)) for home in setup.homes]


def matching_faces(setup: Setup) -> list[Mapping[str, Any]]:
    return [sensor for sensor in setup.sources if faces.matches(sensor)]
