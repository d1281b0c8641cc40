"""Compile false alarms: how often a source raises one, and what it then files.

A record with nothing behind it is taken for one of those that the source files: its kind is drawn
as the kinds of deeds are spread over what the source truly files in that place and month, which is
how often each is done there times the chance that this source is the one to notice it. A source
may declare otherwise (`alleges`, weights by kind).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from socialcredit.compile import faces
from socialcredit.compile.curves import value_on
from socialcredit.compile.homes import Home
from socialcredit.core.columns import OCCUPATIONS
from socialcredit.core.draws import threshold
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.places import lies_in
from socialcredit.stages.observation.gallery import EVERYBODY
from socialcredit.stages.observation.sources import ALARMS, LOOKS, PART, SLOTS
from socialcredit.stages.society.places import dated

CERTAIN = 1 << 31  # cumulative shares are out of this


def alarms(
    deeds: Sequence[Mapping[str, Any]],
    sources: Sequence[Mapping[str, Any]],
    homes: Sequence[Home],
    day: date,
    truly: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Chance of a false alarm in a month, and what is then filed.

    truly  float (places, sources, kinds), what each files truly, see `filed_truly`
    returns thresholds int64 (places, 2 groups, ALARMS), and shares of the kinds int64 (places,
        sources, kinds), cumulative out of CERTAIN; a source that can allege nothing raises no alarm
    """
    if len(sources) > ALARMS:
        raise SocialCreditError(
            f"{len(sources)} sources are too many", expected=f"at most {ALARMS} in sensors.yaml"
        )
    chance = np.zeros((len(homes), 2, ALARMS), np.int64)
    filed = np.full((len(homes), len(sources), max(len(deeds), 1)), CERTAIN, np.int64)
    for place, j in np.ndindex(len(homes), len(sources)):
        known = truly[place, j]
        told = sources[j].get("alleges") or not known.any()
        weights = alleged(deeds, sources[j], homes[place], day) if told else known
        if weights.any():
            chance[place, :, j] = _alarm(sources[j], homes[place], day)
            filed[place, j] = np.rint(np.cumsum(weights) / weights.sum() * CERTAIN)
    return chance, filed


def alleged(
    deeds: Sequence[Mapping[str, Any]],
    sensor: Mapping[str, Any],
    home: Home,
    day: date,
) -> np.ndarray:
    """What a source alleges that does not go by what it files truly: float (kinds,) weights.

    As it declares; else, where it files nothing because nobody does any of it, as it would notice
    each if it were done. Nobody is accused of a deed that is not done in such a place at all, and
    where a source does not look it alleges nothing.
    """
    done = np.array([lies_in(d.get("places") or (), (home.name, home.around)) for d in deeds])
    if sensor.get("alleges"):
        return done * np.array([float(sensor["alleges"].get(d["deed"], 0)) for d in deeds])
    looks = any(looked_at(sensor, day))
    return looks * done * np.array([float(sensor["sees"].get(d["deed"], 0)) for d in deeds])


def looked_at(source: Mapping[str, Any], day: date) -> list[float]:
    """Coverage times attention of rural and urban majority, then of rural and urban minority."""
    cover = [value_on(source["coverage"][where], day) for where in ("rural", "urban")]
    paid = source.get("attention") or {}
    groups = [value_on(paid.get(group) or 1.0, day) for group in ("majority", "minority")]
    return [look * group for group in groups for look in cover]


def filed_truly(
    sources: Sequence[Mapping[str, Any]],
    often: np.ndarray,
    source: np.ndarray,
    chance: np.ndarray,
    verdict: Any,
    gallery: np.ndarray,
) -> np.ndarray:
    """Records a day that each source is expected to file of deeds: float (places, sources, kinds).

    Of those who may see a kind the first who notices it files it, and one who matches faces only
    where it names anybody. How people respond to a scheme is left out: no source knows it either.

    often  float (places, LOOKS, occupations, 2 drivers, kinds) deeds a day
    source, chance, verdict, gallery  as in `Senses`
    """
    found = np.zeros((len(often), len(sources), often.shape[-1]))
    everybody, unseen = often.sum(axis=(2, 3)), np.ones(chance.shape[:3])
    for slot in range(SLOTS):
        notices = unseen * chance[..., slot] / EVERYBODY
        unseen = unseen - notices
        for j in np.unique(source[:, :, slot]):
            if j < 0:
                continue
            mine = notices * (source[:, None, :, slot] == j)
            if not faces.matches(sources[j]):
                found[:, j] += (mine * everybody).sum(axis=1)
                continue
            names = np.array([named(there[j, 0], gallery[j]) for there in verdict])
            found[:, j] += np.einsum("plk,plodk,plod->pk", mine, often, names)
    return found


def named(verdict: Any, gallery: np.ndarray) -> np.ndarray:
    """The chance that a face of such people brings a hit: float (LOOKS, occupations, 2 drivers).

    verdict  VERDICT (2 outside/in gallery, 2 groups)    gallery  int64 (occupations, 2)
    """
    inside = gallery / EVERYBODY
    hit = np.minimum(verdict.named, EVERYBODY) / EVERYBODY
    groups = [inside * hit[1, g] + (1 - inside) * hit[0, g] for g in (0, 0, 1, 1)]
    return np.array(groups)


def often_by_rate(deeds: Sequence[Mapping[str, Any]], places: int) -> np.ndarray:
    """Deeds a day where everybody does everything at its rate; shaped as `society.done_often`."""
    rate = np.array([float(deed["rate"]) for deed in deeds])
    return np.broadcast_to(rate, (places, LOOKS, len(OCCUPATIONS), 2, len(deeds)))


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
