"""Devices that match faces, as the manifest tells them: number, reach, galleries."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from socialcredit.compile import faces
from socialcredit.compile.galleries import galleries_of, held_share, pictures
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
    day = setup.months[-1].first
    return {
        sensor["source"]: float(
            held_share(
                galleries_of([sensor], np.zeros(0), day).shares[0],
                setup.makeup[_watched(setup, sensor)].sum(axis=0),
            )
        )
        for sensor in matching_faces(setup)
    }


def device_errors(setup: Setup) -> dict[str, dict[str, float | None]]:
    """What is believed of each source's errors, and what its gallery makes of false matches.

    `pictures` the gallery holds at the end, and the chance `finds_another` among so many, on
    average over the residents of the places where its devices stand.
    """
    day, homes, found = setup.months[-1].first, _real_homes(setup), {}
    for sensor in matching_faces(setup):
        places = _watched(setup, sensor)
        weights = np.array([homes[place][1] for place in places], float)
        kept = galleries_of([sensor], weights, day)
        many = pictures(kept, setup.makeup[places])[:, 0].tolist()
        finds = [faces.finds_another(sensor, False, among) for among in many]
        found[sensor["source"]] = faces.errors(sensor) | {
            "pictures": float(np.average(many, weights=weights)) if many else None,
            "finds_another": float(np.average(finds, weights=weights)) if many else None,
        }
    return found


def _watched(setup: Setup, sensor: Mapping[str, Any]) -> list[int]:
    """The places in which devices of a source stand at some time of the run."""
    return [
        place
        for place, home in enumerate(_real_homes(setup))
        if any(faces.count(sensor, *home, month.first) for month in setup.months)
    ]


def _real_homes(setup: Setup) -> list[tuple[str, float]]:
    """Places and how many people really live there in the first year."""
    year = setup.told[0].first.year
    return [(home.name, dated(home.population, year)) for home in setup.homes]


def matching_faces(setup: Setup) -> list[Mapping[str, Any]]:
    return [sensor for sensor in setup.sources if faces.matches(sensor)]
