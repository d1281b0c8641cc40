"""Compile false alarms: how often a source raises one, and what it then files.

A record with nothing behind it is taken for one of those that the source files: its kind is drawn
as the kinds of deeds are spread over what the source truly files in that place and month, which is
how often each is done there times the chance that this source is the one to notice it. A source
may declare otherwise (`alleges`, weights by kind).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from socialcredit.compile import faces
from socialcredit.compile.curves import value_on
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.places import Home
from socialcredit.stages.observation.gallery import EVERYBODY
from socialcredit.stages.observation.sources import ALARMS, PART, SLOTS

CERTAIN = 1 << 31  # cumulative shares are out of this


def alarms(
    sources: Sequence[Mapping[str, Any]],
    homes: Sequence[Home],
    chance: np.ndarray,
    weights: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Chance of a false alarm in each month, and what is then filed.

    chance  int64 (months, places, sources, 2 groups), see `alarm_chances`
    weights  float (months, places, sources, kinds), what each files truly, else what it alleges
    returns thresholds int64 (months, places, 2 groups, ALARMS), and shares of the kinds int64
        (months, places, sources, kinds), cumulative out of CERTAIN; a source that can allege
        nothing raises no alarm
    """
    filed = np.full((*weights.shape[:3], max(weights.shape[3], 1)), CERTAIN, np.int64)
    some = np.any(weights, axis=3)
    known = weights[some]
    filed[some] = np.rint(np.cumsum(known, axis=1) / known.sum(axis=1)[:, None] * CERTAIN)
    raised = np.where(some[..., None], chance, 0)
    refuse_too_many(sources, homes, raised)
    told = np.zeros((*weights.shape[:2], 2, ALARMS), np.int64)
    told[..., : len(sources)] = raised.swapaxes(2, 3)
    return told, filed


def refuse_too_many(
    sources: Sequence[Mapping[str, Any]], homes: Sequence[Home], chance: np.ndarray
) -> None:
    """Refuse more sources, or more alarms of one of them, than the draw of a month tells apart."""
    if len(sources) > ALARMS:
        raise SocialCreditError(
            f"{len(sources)} sources are too many", expected=f"at most {ALARMS} in sensors.yaml"
        )
    over = chance > 1 << PART
    for month, place, j, _ in np.argwhere(over)[:1] if over.any() else ():
        often = chance[month, place, j, 0] / EVERYBODY * 12
        raise SocialCreditError(
            f"the source `{sources[j]['source']}` raises too many false alarms",
            text=f"false_alarm: {often:g} a person-year in {homes[place].name}",
            expected=f"at most {12 / ALARMS} a person-year, the minority's factor included",
        )


def alleged(
    deeds: Sequence[Mapping[str, Any]],
    sources: Sequence[Mapping[str, Any]],
    homes: Sequence[Home],
) -> np.ndarray:
    """What is alleged that does not go by what is filed truly: float (places, sources, kinds).

    Weights as a source declares; else, where it files nothing because nobody does any of it, as it
    would notice each if it were done. Nobody is accused of a deed that is not done in such a place
    at all; a source that looks nowhere on a day alleges nothing but what it declares.
    """
    weight = np.zeros((len(sources), len(deeds)))
    for j, one in enumerate(sources):
        told = one.get("alleges") or one["sees"]
        weight[j] = [float(told.get(deed["deed"], 0)) for deed in deeds]
    done = [[home.among(deed) for deed in deeds] for home in homes]
    return np.array(done, float).reshape(len(homes), 1, len(deeds)) * weight


def looked_at(source: Mapping[str, Any], day: date) -> list[float]:
    """Coverage times attention of rural and urban majority, then of rural and urban minority."""
    cover = [value_on(source["coverage"][where], day) for where in ("rural", "urban")]
    paid = source.get("attention") or {}
    groups = [value_on(paid.get(group) or 1.0, day) for group in ("majority", "minority")]
    return [look * group for group in groups for look in cover]


class Notices(NamedTuple):
    """Who is the first to notice a deed, whoever lives there.

    share  float (places, LOOKS, kinds, SLOTS) of deeds that the source in a slot notices first
    reads  where one who reads names stands: int64 places, sources, kinds and slots
    source  as in `Senses`    by_face  the sources in it that name people by their faces
    """

    share: np.ndarray
    reads: tuple[np.ndarray, ...]
    source: np.ndarray
    by_face: tuple[int, ...]


def first_to_notice(
    sources: Sequence[Mapping[str, Any]], source: np.ndarray, chance: np.ndarray
) -> Notices:
    """Of those who may see a kind the first who notices it; `source`, `chance` as in `Senses`."""
    share, unseen = np.empty(chance.shape), np.ones(chance.shape[:3])
    for s in range(SLOTS):
        share[..., s] = unseen * chance[..., s] / EVERYBODY
        unseen = unseen - share[..., s]
    by_face = np.array([faces.matches(one) for one in sources], bool)
    place, kind, slot = np.nonzero((source >= 0) & ~by_face[source])
    there = (int(j) for j in np.flatnonzero(by_face) if (source == j).any())
    return Notices(share, (place, source[place, kind, slot], kind, slot), source, (*there,))


def filed_truly(
    sources: Sequence[Mapping[str, Any]],
    often: np.ndarray,
    noticed: Sequence[tuple[Notices, Any, np.ndarray]],
) -> np.ndarray:
    """Records a day that each source is expected to file of deeds, month by month.

    The first who notices a deed files it, and one who matches faces only where it names anybody.
    How people respond to a scheme is left out: no source knows it either.

    often  float (places, LOOKS, occupations, 2 drivers, kinds) deeds a day
    noticed  of each month who is the first to notice, with verdict and gallery as in `Senses`
    returns float (months, places, sources, kinds)
    """
    found = np.zeros((len(noticed), len(often), len(sources), often.shape[-1]))
    everybody = often.sum(axis=(2, 3))[..., None]
    filed = (np.stack([notices.share for notices, *_ in noticed]) * everybody).sum(axis=2)
    for month, (notices, verdict, gallery) in enumerate(noticed):
        place, source, kind, at = notices.reads
        found[month, place, source, kind] = filed[month, place, kind, at]
        for slot, j in product(range(SLOTS), notices.by_face):
            mine = notices.share[..., slot] * (notices.source[:, None, :, slot] == j)
            if mine.any():
                names = np.array([named(there[j, 0], gallery[j]) for there in verdict])
                found[month, :, j] += np.einsum("plk,plodk,plod->pk", mine, often, names)
    return found


def named(verdict: Any, gallery: np.ndarray) -> np.ndarray:
    """The chance that a face of such people brings a hit: float (LOOKS, occupations, 2 drivers).

    verdict  VERDICT (2 outside/in gallery, 2 groups)    gallery  int64 (occupations, 2)
    """
    inside = gallery / EVERYBODY
    hit = np.minimum(verdict.named, EVERYBODY) / EVERYBODY
    groups = [inside * hit[1, g] + (1 - inside) * hit[0, g] for g in (0, 0, 1, 1)]
    return np.array(groups)


def alarm_chances(
    sources: Sequence[Mapping[str, Any]], homes: Sequence[Home], residents: np.ndarray, day: date
) -> np.ndarray:
    """Thresholds for majority and minority: int64 (places, sources, 2 groups).

    Of a source that matches faces, the matching tells the groups apart.
    """
    times = [1.0 if faces.matches(one) else one.get("minority_times", 1) for one in sources]
    rate = [
        [_rate(one, home, many, day) for one in sources]
        for home, many in zip(homes, residents.tolist(), strict=True)
    ]
    each = np.array(rate, float).reshape(len(homes), len(sources))
    both = np.stack([each / 12, each * np.array(times, float) / 12], axis=2)
    return np.rint(np.clip(both, 0.0, 1.0) * EVERYBODY).astype(np.int64)


def _rate(sensor: Mapping[str, Any], home: Home, residents: float, day: date) -> float:
    """False alarms a resident and year of the majority, before any matching."""
    there = home.among(sensor)
    return faces.false_alarm(sensor, home.name, residents, day) if there else 0.0
