"""Compile the sources into the observation tables of one month."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from socialcredit.columns import records
from socialcredit.draws import threshold
from socialcredit.errors import SocialCreditError
from socialcredit.observation.sources import ALARMS, ALLEGED, PART, SENSOR, SLOTS, Senses


def coverage(curve: Any, day: date) -> float:
    """Coverage on a day: a number, or dated values joined by straight lines and flat outside."""
    if not isinstance(curve, Mapping):
        return float(curve)
    points = sorted((when.toordinal(), float(value)) for when, value in curve.items())
    days, values = zip(*points, strict=True)
    return float(np.interp(day.toordinal(), days, values))


def watchers(
    deeds: Sequence[Mapping[str, Any]], sources: Sequence[Mapping[str, Any]]
) -> np.ndarray:
    """Up to three sources of each kind, the likeliest first; int64 (kinds, SLOTS), -1 = none."""
    table = np.full((len(deeds), SLOTS), -1, np.int64)
    for k, deed in enumerate(deeds):
        ranked = sorted(
            (-float(source["sees"][deed["deed"]]), index)
            for index, source in enumerate(sources)
            if deed["deed"] in source["sees"]
        )
        for slot, (_, index) in enumerate(ranked[:SLOTS]):
            table[k, slot] = index
    return table


def compile_senses(
    deeds: Sequence[Mapping[str, Any]], sources: Sequence[Mapping[str, Any]], places: int, day: date
) -> Senses:
    """Chances as 32-bit thresholds; places share one set of sources, urban and rural apart."""
    number = {deed["deed"]: k for k, deed in enumerate(deeds)}
    source = watchers(deeds, sources)
    chance = np.zeros((places, 2, len(deeds), SLOTS), np.int64)
    looks = [[coverage(s["coverage"][where], day) for where in ("rural", "urban")] for s in sources]
    for k, deed in enumerate(deeds):
        for slot in range(SLOTS):
            if source[k, slot] < 0:
                continue
            notices = float(sources[source[k, slot]]["sees"][deed["deed"]])
            for urban, looked in enumerate(looks[source[k, slot]]):
                chance[:, urban, k, slot] = threshold(notices * looked)
    confused = np.tile(np.arange(len(deeds)), (len(sources), 1))
    for j, sensor in enumerate(sources):
        for right, wrong in (sensor.get("confused_with") or {}).items():
            confused[j, number[right]] = number[wrong]
    shares = [sensor.get("mistaken_for") or {} for sensor in sources]
    home = [float(share.get("household", 0)) for share in shares]
    near = [h + float(share.get("community", 1 - h)) for h, share in zip(home, shares, strict=True)]
    delays = [sensor.get("delay") or {"least": 0, "most": 0} for sensor in sources]
    sensor = records(len(sources), SENSOR)
    sensor.household, sensor.nearby = _thresholds(home), _thresholds(near)
    sensor.wrong_content = _thresholds([float(s.get("wrong_content", 0)) for s in sources])
    sensor.least = [d["least"] for d in delays]
    sensor.spread = [d["most"] - d["least"] for d in delays]
    alleged = records(len(deeds), ALLEGED)
    alleged.amount = [(d.get("size") or {}).get("values", [1] * 16)[7] for d in deeds]
    alleged.lasts = [(d.get("lasts") or {}).get("months", [1] * 16)[7] for d in deeds]
    return Senses(
        source, chance, _by_group(sources, "wrong_person"), sensor, confused,
        *alarms(sources, number), alleged,
    )  # fmt: skip


def _thresholds(values: Sequence[float]) -> np.ndarray:
    return np.array([threshold(value) for value in values], np.int64)


def _by_group(sources: Sequence[Mapping[str, Any]], name: str) -> np.ndarray:
    """Chance for majority and minority."""
    rows = [
        (float(s.get(name, 0)), float(s.get(name, 0)) * float(s.get("minority_times", 1)))
        for s in sources
    ]
    return np.array([[threshold(a), threshold(b)] for a, b in rows], np.int64).reshape(-1, 2)


def alarms(
    sources: Sequence[Mapping[str, Any]], number: Mapping[str, int]
) -> tuple[np.ndarray, np.ndarray]:
    """False alarms: chance in a month by group and source, and what each source then files."""
    if len(sources) > ALARMS:
        raise SocialCreditError(
            f"{len(sources)} sources are too many", expected=f"at most {ALARMS} in sensors.yaml"
        )
    chance = np.zeros((2, ALARMS), np.int64)
    filed = np.full((len(sources), max(len(number), 1)), 1 << 31, np.int64)
    for j, sensor in enumerate(sources):
        rate = float(sensor.get("false_alarm", 0))
        for group, times in enumerate((1.0, float(sensor.get("minority_times", 1)))):
            chance[group, j] = threshold(rate * times / 12)
        if chance[:, j].max() > 1 << PART:
            raise SocialCreditError(
                f"the source `{sensor['source']}` raises too many false alarms",
                text=f"false_alarm: {rate}",
                expected=f"at most {12 / ALARMS} a person-year, the minority's factor included",
            )
        sees = np.zeros(len(number))
        for deed, weight in sensor["sees"].items():
            sees[number[deed]] = float(weight)
        if sees.any():
            filed[j] = np.rint(np.cumsum(sees) / sees.sum() * 2**31)
    return chance, filed
