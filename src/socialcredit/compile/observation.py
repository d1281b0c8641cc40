"""Compile the sources into the observation tables of one month."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from socialcredit.compile import faces
from socialcredit.compile.curves import value_on
from socialcredit.core.columns import records
from socialcredit.core.draws import threshold
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.places import lies_in
from socialcredit.stages.observation.sources import (
    ALARMS,
    ALLEGED,
    LOOKS,
    PART,
    SENSOR,
    SLOTS,
    Senses,
)
from socialcredit.stages.society.places import dated


class Home(NamedTuple):
    """A place as the sources see it: its name, its residents by year, the province around it."""

    name: str
    population: Mapping[int, float]
    around: str = ""


def watchers(
    deeds: Sequence[Mapping[str, Any]], sources: Sequence[Mapping[str, Any]], looks: np.ndarray
) -> np.ndarray:
    """Up to three sources of each kind in each place; int64 (places, kinds, SLOTS), -1 = none.

    The likeliest first, and before them all who look everywhere: a device that is put up somewhere
    moves nobody's luck elsewhere. `looks` float (sources, places), 0 where a source never looks. A
    source that is blinded keeps its slot, and with it everybody else theirs: see `ranked`.
    """
    table = np.full((looks.shape[1], len(deeds), SLOTS), -1, np.int64)
    ranks = [source["sees"] | (source.get("ranked") or {}) for source in sources]
    for place, k in np.ndindex(looks.shape[1], len(deeds)):
        name = deeds[k]["deed"]
        ranked = sorted(
            (bool(source.get("devices")), -float(ranks[index][name]), index)
            for index, source in enumerate(sources)
            if name in ranks[index] and (looks[index, place] or not local(source))
        )
        for slot, (_, _, index) in enumerate(ranked[:SLOTS]):
            table[place, k, slot] = index
    return table


def local(source: Mapping[str, Any]) -> bool:
    """Whether a source stands in some places and not in others."""
    return bool(source.get("devices") or source.get("places"))


def reach(source: Mapping[str, Any], home: Home, day: date) -> float:
    """The share of a place's deeds that happen where the source looks; 0 where it is not at all."""
    here = lies_in(source.get("places") or (), (home.name, home.around))
    return faces.reach(source, home.name, day) if here else 0.0


def compile_senses(
    deeds: Sequence[Mapping[str, Any]],
    sources: Sequence[Mapping[str, Any]],
    homes: Sequence[Home],
    day: date,
) -> Senses:
    """Chances as 32-bit thresholds; places share the sources, urban and rural apart.

    Attention to a group multiplies what is noticed of it; errors have factors of their own.
    """
    number = {deed["deed"]: k for k, deed in enumerate(deeds)}
    reached = [[reach(one, home, day) for home in homes] for one in sources]
    source = watchers(deeds, sources, np.array(reached).reshape(len(sources), len(homes)))
    chance = np.zeros((len(homes), LOOKS, len(deeds), SLOTS), np.int64)
    looks = [looked_at(one, day) for one in sources]
    for place, k, slot in np.ndindex(len(homes), len(deeds), SLOTS):
        j = int(source[place, k, slot])
        if j >= 0:
            sees = float(sources[j]["sees"].get(deeds[k]["deed"], 0))
            notices = sees * faces.captured(sources[j])
            for cell, looked in enumerate(looks[j]):
                chance[place, cell, k, slot] = threshold(notices * looked * reached[j][place])
    confused = np.tile(np.arange(len(deeds)), (len(sources), 1))
    for j, sensor in enumerate(sources):
        for right, wrong in (sensor.get("confused_with") or {}).items():
            confused[j, number[right]] = number[wrong]
    shares = [sensor.get("mistaken_for") or {} for sensor in sources]
    home = [float(share.get("household", 0)) for share in shares]
    near = [h + float(share.get("community", 1 - h)) for h, share in zip(home, shares, strict=True)]
    matches = [faces.matches(one) for one in sources]
    delays = [sensor.get("delay") or {"least": 0, "most": 0} for sensor in sources]
    sensor = records(len(sources), SENSOR)
    sensor.household = _thresholds(home)
    sensor.nearby = np.where(matches, 0, _thresholds(near))  # a gallery is of the whole place
    sensor.matches = matches
    sensor.wrong_content = _thresholds([float(s.get("wrong_content", 0)) for s in sources])
    sensor.least = [d["least"] for d in delays]
    sensor.spread = [d["most"] - d["least"] for d in delays]
    sensor.kin = _thresholds([float(s.get("draws_along", 0)) for s in sources])
    alleged = records(len(deeds), ALLEGED)
    alleged.amount = [(d.get("size") or {}).get("values", [1] * 16)[7] for d in deeds]
    alleged.lasts = [(d.get("lasts") or {}).get("months", [1] * 16)[7] for d in deeds]
    return Senses(
        source, chance, faces.verdicts(sources), faces.galleries(sources, day), sensor,
        confused, *alarms(sources, number, homes, day), alleged,
    )  # fmt: skip


def looked_at(source: Mapping[str, Any], day: date) -> list[float]:
    """Coverage times attention of rural and urban majority, then of rural and urban minority."""
    cover = [value_on(source["coverage"][where], day) for where in ("rural", "urban")]
    paid = source.get("attention") or {}
    groups = [value_on(paid.get(group) or 1.0, day) for group in ("majority", "minority")]
    return [look * group for group in groups for look in cover]


def _thresholds(values: Sequence[float]) -> np.ndarray:
    return np.array([threshold(value) for value in values], np.int64)


def alarms(
    sources: Sequence[Mapping[str, Any]],
    number: Mapping[str, int],
    homes: Sequence[Home],
    day: date,
) -> tuple[np.ndarray, np.ndarray]:
    """False alarms: chance in a month by place, group and source, and what each then files."""
    if len(sources) > ALARMS:
        raise SocialCreditError(
            f"{len(sources)} sources are too many", expected=f"at most {ALARMS} in sensors.yaml"
        )
    chance = np.zeros((len(homes), 2, ALARMS), np.int64)
    filed = np.full((len(sources), max(len(number), 1)), 1 << 31, np.int64)
    for j, sensor in enumerate(sources):
        for place, home in enumerate(homes):
            chance[place, :, j] = _alarm(sensor, home, day)
        sees = np.zeros(len(number))
        for deed, weight in sensor["sees"].items():
            sees[number[deed]] = float(weight)
        if sees.any():
            filed[j] = np.rint(np.cumsum(sees) / sees.sum() * 2**31)
        else:  # who sees no kind of deed has none to be mistaken about
            chance[:, :, j] = 0
    return chance, filed


def _alarm(sensor: Mapping[str, Any], home: Home, day: date) -> list[int]:
    """Thresholds for majority and minority; of a source that matches faces the matching differs."""
    if not lies_in(sensor.get("places") or (), (home.name, home.around)):
        return [0, 0]
    residents = dated(home.population, day.year)
    rate = faces.false_alarm(sensor, home.name, residents, day)
    times = 1.0 if faces.matches(sensor) else float(sensor.get("minority_times", 1))
    chance = [threshold(rate / 12), threshold(rate * times / 12)]
    if max(chance) > 1 << PART:
        raise SocialCreditError(
            f"the source `{sensor['source']}` raises too many false alarms",
            text=f"false_alarm: {rate:g} a person-year in {home.name}",
            expected=f"at most {12 / ALARMS} a person-year, the minority's factor included",
        )
    return chance
