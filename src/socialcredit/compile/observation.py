"""Compile the sources into the observation tables of one month."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from socialcredit.compile import faces
from socialcredit.compile.false_alarms import alarms, filed_truly, looked_at, often_by_rate
from socialcredit.compile.homes import Home
from socialcredit.core.columns import OCCUPATIONS, records
from socialcredit.core.draws import threshold
from socialcredit.core.places import lies_in
from socialcredit.stages.observation.sources import (
    ALLEGED,
    LOOKS,
    SENSOR,
    SLOTS,
    Senses,
)
from socialcredit.stages.society.places import dated


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
    apart = np.array([local(source) for source in sources], bool)
    rows: dict[bytes, np.ndarray] = {}  # places where the same sources look have the same table
    for place in range(looks.shape[1]):
        here = ~apart | (looks[:, place] != 0)
        if here.tobytes() not in rows:
            rows[here.tobytes()] = _watching(deeds, sources, ranks, here)
        table[place] = rows[here.tobytes()]
    return table


def _watching(
    deeds: Sequence[Mapping[str, Any]],
    sources: Sequence[Mapping[str, Any]],
    ranks: Sequence[Mapping[str, Any]],
    here: np.ndarray,
) -> np.ndarray:
    """The sources of each kind among those that are here; int64 (kinds, SLOTS)."""
    table = np.full((len(deeds), SLOTS), -1, np.int64)
    for k, deed in enumerate(deeds):
        name = deed["deed"]
        ranked = sorted(
            (bool(source.get("devices")), -float(ranks[index][name]), index)
            for index, source in enumerate(sources)
            if name in ranks[index] and here[index]
        )
        for slot, (_, _, index) in enumerate(ranked[:SLOTS]):
            table[k, slot] = index
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
    often: np.ndarray | None = None,
    makeup: np.ndarray | None = None,
) -> Senses:
    """Chances as 32-bit thresholds; places share the sources, urban and rural apart.

    Attention to a group multiplies what is noticed of it; errors have factors of their own.

    often  deeds a day expected of the people of each place, see `society.done_often`; if left out,
        everybody does everything at its rate
    makeup  residents by place, occupation and driver, see `society.makeup`; if left out, as many
        of each
    """
    number = {deed["deed"]: k for k, deed in enumerate(deeds)}
    reached = [[reach(one, home, day) for home in homes] for one in sources]
    source = watchers(deeds, sources, np.array(reached).reshape(len(sources), len(homes)))
    chance = _chances(number, sources, source, np.array(reached), day)
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
    sensor.custody = [bool(s.get("sees_held")) for s in sources]
    sensor.kin = _thresholds([float(s.get("draws_along", 0)) for s in sources])
    sensor.visitors = _thresholds([faces.strangers(one) for one in sources])
    alleged = records(len(deeds), ALLEGED)
    alleged.amount = [(d.get("size") or {}).get("values", [1] * 16)[7] for d in deeds]
    alleged.lasts = [(d.get("lasts") or {}).get("months", [1] * 16)[7] for d in deeds]
    who = np.ones((len(homes), len(OCCUPATIONS), 2)) if makeup is None else makeup
    pictures = pictures_in(sources, homes, who, day)
    verdict, gallery = faces.verdicts(sources, pictures), faces.galleries(sources, day)
    known = often_by_rate(deeds, len(homes)) if often is None else often
    truly = filed_truly(sources, known, source, chance, verdict, gallery)
    return Senses(
        source, chance, verdict, gallery, sensor, confused,
        *alarms(deeds, sources, homes, day, truly), alleged,
    )  # fmt: skip


def _chances(
    number: Mapping[str, int],
    sources: Sequence[Mapping[str, Any]],
    source: np.ndarray,
    reached: np.ndarray,
    day: date,
) -> np.ndarray:
    """Thresholds of being noticed by the source in each slot: int64 (places, LOOKS, kinds, SLOTS).

    number  of deeds    reached  (sources, places)
    source  (places, kinds, SLOTS) as `watchers` has it
    """
    chance = np.zeros((len(source), LOOKS, *source.shape[1:]), np.int64)
    place, kind, slot = np.nonzero(source >= 0)
    j = source[place, kind, slot]
    notices = np.zeros((len(sources), len(number)))
    for row, one in zip(notices, sources, strict=True):
        captured = faces.captured(one)
        for name, sees in one["sees"].items():
            if name in number:
                row[number[name]] = float(sees) * captured
    looks = np.array([looked_at(one, day) for one in sources]).reshape(len(sources), LOOKS)
    for cell in range(LOOKS):
        shares = notices[j, kind] * looks[j, cell] * reached[j, place]
        chance[place, cell, kind, slot] = np.rint(np.clip(shares, 0.0, 1.0) * 2**32)
    return chance


def pictures_in(
    sources: Sequence[Mapping[str, Any]], homes: Sequence[Home], makeup: np.ndarray, day: date
) -> np.ndarray:
    """How many pictures the galleries of each place hold: float (places, sources)."""
    many = np.zeros((len(homes), len(sources)))
    for place, j in np.ndindex(*many.shape):
        if faces.matches(sources[j]):
            residents = dated(homes[place].population, day.year)
            many[place, j] = faces.holds(sources[j], residents, makeup[place], day)
    return many


def _thresholds(values: Sequence[float]) -> np.ndarray:
    return np.array([threshold(value) for value in values], np.int64)
