"""Compile the sources into the observation tables of one month."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from socialcredit.compile import faces
from socialcredit.compile.false_alarms import (
    Notices,
    alarm_chances,
    alarms,
    alleged,
    filed_truly,
    first_to_notice,
    looked_at,
)
from socialcredit.compile.galleries import Galleries, galleries_of, pictures
from socialcredit.compile.self_reports import compile_self_reports
from socialcredit.core.columns import records
from socialcredit.core.draws import threshold
from socialcredit.core.places import Home
from socialcredit.stages.observation.self_reports import SelfReports
from socialcredit.stages.observation.sources import (
    ALLEGED,
    LOOKS,
    SENSOR,
    SLOTS,
    Senses,
)
from socialcredit.stages.society.places import dated

NO_ALARM = np.zeros(0, np.int64)  # until it is known who lives there


def watchers(
    deeds: Sequence[Mapping[str, Any]], sources: Sequence[Mapping[str, Any]], looks: np.ndarray
) -> np.ndarray:
    """Up to three sources of each kind in each place; int64 (places, kinds, SLOTS), -1 = none.

    The likeliest first, and before them all who look everywhere: a device that is put up somewhere
    moves nobody's luck elsewhere. `looks` float (sources, places), 0 where a source never looks. A
    source that is blinded keeps its slot, and with it everybody else theirs: see `ranked`.
    """
    table = np.full((looks.shape[1], len(deeds), SLOTS), -1, np.int64)
    # Who goes round sees no act: it finds what stands, see `compile.rounds`.
    ranks = [
        {} if source.get("rounds") else source["sees"] | (source.get("ranked") or {})
        for source in sources
    ]
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
    return bool(source.get("devices") or source.get("places") or source.get("sectors"))


def reach(source: Mapping[str, Any], home: Home, day: date) -> float:
    """The share of a place's deeds that happen where the source looks; 0 where it is not at all."""
    return faces.reach(source, home.name, day) if home.among(source) else 0.0


class Fixed(NamedTuple):
    """What of deeds, sources and places is the same on every day.

    sensor, confused, kind, verdict  as in `Senses`, verdicts of those who read names alone
    notices  float (sources, kinds), the share of deeds before it that a source notices
    alleges  float (places, sources, kinds), see `false_alarms.alleged`
    told  bool (sources,), who declares what is alleged
    """

    sensor: Any
    confused: np.ndarray
    kind: Any
    verdict: Any
    notices: np.ndarray
    alleges: np.ndarray
    told: np.ndarray


class Dated(NamedTuple):
    """All of observation that a date decides: where nothing of it turns, a month is as the last.

    reached  float (sources, places), see `reach`    looks  float (sources, LOOKS), see `looked_at`
    gallery  whose pictures the sources have
    alarm  int64 (places, sources, 2 groups), chances of a false alarm of who alleges anything
    own  who lies of itself; nothing of it turns where nobody does
    """

    reached: np.ndarray
    looks: np.ndarray
    gallery: Galleries
    alarm: np.ndarray
    own: SelfReports


class Looks(NamedTuple):
    """What the sources of a month do, whoever lives there; the rest hangs on the residents.

    senses  as `Senses`, with verdicts of those who read names alone, and no alarm
    alleges  as in `Fixed`, 0 of a source that neither looks nor declares
    by_face  the places and sources where somebody is named by the face, or may be
    """

    senses: Senses
    dated: Dated
    alleges: np.ndarray
    told: np.ndarray
    notices: Notices
    by_face: tuple[tuple[int, int], ...]


def fixed_of(
    deeds: Sequence[Mapping[str, Any]],
    sources: Sequence[Mapping[str, Any]],
    homes: Sequence[Home],
) -> Fixed:
    """What is reckoned once for all days."""
    number = {deed["deed"]: k for k, deed in enumerate(deeds)}
    confused = np.tile(np.arange(len(deeds)), (len(sources), 1))
    notices = np.zeros((len(sources), len(deeds)))
    for j, one in enumerate(sources):
        for right, wrong in (one.get("confused_with") or {}).items():
            confused[j, number[right]] = number[wrong]
        for name in one["sees"].keys() & number:
            notices[j, number[name]] = float(one["sees"][name]) * faces.captured(one)
    kind = records(len(deeds), ALLEGED)
    kind.amount = [(d.get("size") or {}).get("values", [1] * 16)[7] for d in deeds]
    kind.lasts = [(d.get("lasts") or {}).get("months", [1] * 16)[7] for d in deeds]
    return Fixed(
        _sensors(sources), confused, kind, faces.readers(sources, len(homes)), notices,
        alleged(deeds, sources, homes),
        np.array([bool(one.get("alleges")) for one in sources], bool),
    )  # fmt: skip


def dated_in(
    sources: Sequence[Mapping[str, Any]], homes: Sequence[Home], day: date,
    numbers: Mapping[str, int] | None = None,
) -> Dated:  # fmt: skip
    """What holds of the sources in the month that begins on a day.

    numbers  of the deeds that a lie may be
    """
    reached = np.array([[reach(one, home, day) for home in homes] for one in sources])
    looks = np.array([looked_at(one, day) for one in sources])
    residents = residents_of(homes, day)
    return Dated(
        reached.reshape(len(sources), len(homes)), looks.reshape(len(sources), LOOKS),
        galleries_of(sources, residents, day),
        alarm_chances(sources, homes, residents, day),
        compile_self_reports(sources, numbers, day),
    )  # fmt: skip


def looks_of(
    deeds: Sequence[Mapping[str, Any]],
    sources: Sequence[Mapping[str, Any]],
    fixed: Fixed,
    of_month: Dated,
) -> Looks:
    """All of a month's observation that is the same for any residents of these places."""
    source = watchers(deeds, sources, of_month.reached)
    senses = Senses(
        source, _chances(fixed.notices, source, of_month.reached, of_month.looks), fixed.verdict,
        np.rint(np.clip(of_month.gallery.shares, 0.0, 1.0) * 2**32).astype(np.int64), fixed.sensor,
        fixed.confused, NO_ALARM, NO_ALARM, fixed.kind, of_month.own,
    )  # fmt: skip
    speaks = fixed.told | np.any(of_month.looks, axis=1)
    there = (of_month.reached.T != 0) | of_month.alarm.any(axis=2)
    there &= np.array([faces.matches(one) for one in sources], bool)
    return Looks(
        senses, of_month, fixed.alleges * speaks[:, None], fixed.told,
        first_to_notice(sources, source, senses.chance),
        tuple((place, j) for place, j in np.argwhere(there).tolist()),
    )  # fmt: skip


def senses_of(
    looks: Sequence[Looks],
    sources: Sequence[Mapping[str, Any]],
    homes: Sequence[Home],
    often: np.ndarray,
    makeup: np.ndarray,
) -> list[Senses]:
    """What the sources see and allege of these residents, month by month.

    Attention to a group multiplies what is noticed of it; errors have factors of their own. Who is
    falsely matched goes by how many pictures a gallery holds, and what is falsely alleged by what
    is done there.

    often  deeds a day expected of the people of each place, see `society.done_often`
    makeup  residents by place, occupation and driver, see `society.makeup`
    """
    verdicts = [_verdict(one, sources, makeup) for one in looks]
    pairs = zip(looks, verdicts, strict=True)
    truly = filed_truly(
        sources, often, [(one.notices, verdict, one.senses.gallery) for one, verdict in pairs]
    )
    declares = looks[0].told | ~truly.any(axis=3)
    weights = np.where(declares[..., None], np.stack([one.alleges for one in looks]), truly)
    found = alarms(sources, homes, np.stack([one.dated.alarm for one in looks]), weights)
    return [
        one.senses._replace(verdict=verdict, alarm=alarm, alarm_kind=kind)
        for one, verdict, alarm, kind in zip(looks, verdicts, *found, strict=True)
    ]


def _verdict(looks: Looks, sources: Sequence[Mapping[str, Any]], makeup: np.ndarray) -> Any:
    if not looks.by_face:
        return looks.senses.verdict
    many = pictures(looks.dated.gallery, makeup)
    return faces.verdicts(sources, looks.by_face, many, looks.senses.verdict)


def residents_of(homes: Sequence[Home], day: date) -> np.ndarray:
    """How many people really live in each place in the year of a day: float (places,)."""
    return np.array([dated(home.population, day.year) for home in homes], float)


def _sensors(sources: Sequence[Mapping[str, Any]]) -> Any:
    """How each source errs, delays and whom else it writes down: records of SENSOR."""
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
    return sensor


def _chances(
    notices: np.ndarray, source: np.ndarray, reached: np.ndarray, looks: np.ndarray
) -> np.ndarray:
    """Thresholds of being noticed by the source in each slot: int64 (places, LOOKS, kinds, SLOTS).

    notices  (sources, kinds)    source  (places, kinds, SLOTS) as `watchers` has it
    reached  (sources, places)    looks  (sources, LOOKS)
    """
    chance = np.zeros((len(source), LOOKS, *source.shape[1:]), np.int64)
    place, kind, slot = np.nonzero(source >= 0)
    j = source[place, kind, slot]
    for cell in range(LOOKS):
        shares = notices[j, kind] * looks[j, cell] * reached[j, place]
        chance[place, cell, kind, slot] = np.rint(np.clip(shares, 0.0, 1.0) * 2**32)
    return chance


def _thresholds(values: Sequence[float]) -> np.ndarray:
    return np.array([threshold(value) for value in values], np.int64)
