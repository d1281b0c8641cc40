"""Compile sources that match faces: how much they cover, whom they can name, how they err."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from socialcredit.compile.curves import along
from socialcredit.core.columns import records
from socialcredit.core.draws import threshold
from socialcredit.core.kept import once
from socialcredit.stages.observation.gallery import EVERYBODY, VERDICT

Sensor = Mapping[str, Any]
YEAR = 365.25


def count(sensor: Sensor, place: str, residents: float, day: date) -> float:
    """How many devices look for faces in a place on a day."""
    if sensor.get("density"):
        return recognising(sensor["density"], place, day) * residents / 1000
    return devices(sensor, place, day)


def devices(sensor: Sensor, place: str, day: date) -> float:
    """How many devices stand in a place on a day; none where none is named."""
    told = (sensor.get("devices") or {}).get(place)
    past = [when for when in told["number"] if when <= day] if told else []
    return float(told["number"][max(past)]) if told and past else 0.0


def recognising(density: Mapping[str, Any], place: str, day: date) -> float:
    """Cameras per 1,000 residents that recognise people."""
    if density.get("follows"):
        stock = along(density["beside"][density["follows"]]["per_1000"], day)
    else:
        grown = (min(max(day, density["begins"]), density["ends"]) - density["begins"]).days / YEAR
        stock = float(density["per_1000"]) * (1 + float(density["growth"])) ** grown
    share = along(density["with_recognition"], day)
    return stock * share * float(density["times"].get(place, 1.0))


def reach(sensor: Sensor, place: str, day: date) -> float:
    """The share of a place's deeds that happen where the source looks: 1 if it counts nothing."""
    if sensor.get("density"):
        density = sensor["density"]
        return float(1 - (1 - density["each_covers"]) ** recognising(density, place, day))
    if not sensor.get("devices"):
        return 1.0
    told = sensor["devices"].get(place) or {"each_sees": 0.0}
    return min(1.0, devices(sensor, place, day) * float(told["each_sees"]))


def captured(sensor: Sensor) -> float:
    """The share of offences under a device's eyes that give a face to search with."""
    return float(sensor["recognition"]["capture"]["offences"]) if matches(sensor) else 1.0


def matches(sensor: Sensor) -> bool:
    """Whether the source names people by their faces."""
    return bool(sensor.get("recognition"))


def errors(sensor: Sensor) -> dict[str, float | None]:
    """What is believed of a source's three errors, in the words of its file."""
    told = sensor["recognition"]
    return {
        "visitors": strangers(sensor),
        "among": told["match"].get("among"),
        "offences": float(told["capture"]["offences"]),
        "miss": float(told["match"]["miss"]),
        "false_match": float(told["match"]["false_match"]),
        "minority_times": float(told["match"]["minority_times"]),
        "confirms_right": float(told["review"]["confirms_right"]),
        "confirms_wrong": float(told["review"]["confirms_wrong"]),
    }


def shown_for_nothing(sensor: Sensor) -> float:
    """Faces a day and device of people who did nothing or were not there."""
    capture = sensor["recognition"]["capture"]
    return float(capture["passers"] * capture["lawful"] + capture["pictures"])


def strangers(sensor: Sensor) -> float:
    """The share of these faces that belong to visitors: they are in no gallery."""
    if not matches(sensor):
        return 0.0
    capture = sensor["recognition"]["capture"]
    visitors = capture["passers"] * capture["lawful"] * capture.get("visitors", 0.0)
    return float(visitors / shown_for_nothing(sensor)) if visitors else 0.0


def false_alarm(sensor: Sensor, place: str, residents: float, day: date) -> float:
    """Faces searched for nothing, a resident and year: before the matching has its say."""
    if not matches(sensor):
        return float(sensor.get("false_alarm", 0))
    faces = count(sensor, place, residents, day) * shown_for_nothing(sensor)
    return faces * YEAR / residents


def finds_another(sensor: Sensor, minority: bool, pictures: float | None = None) -> float:
    """The chance that a face which is not found finds somebody else among so many pictures.

    The threshold stays, so that each picture is one more chance: with f measured among n pictures,
    N of them give 1 - (1 - f)^(N / n). A rate that does not say among how many it was measured
    holds for any gallery, and so does a gallery of which nothing is said (None).
    """
    match = sensor["recognition"]["match"]
    times = float(match["minority_times"]) if minority else 1.0
    measured = min(1.0, float(match["false_match"]) * times)
    if pictures is None or match.get("among") is None:
        return measured
    return float(1 - (1 - measured) ** (pictures / float(match["among"])))


def chances(
    sensor: Sensor, deed: bool, inside: bool, minority: bool, pictures: float | None = None
) -> tuple[float, float]:
    """Of a face captured: the chance that somebody else is named, and that the person is.

    A face outside the gallery can only be matched to somebody else. A face of somebody who did
    nothing is a wrong match to the reviewer, even where it is the right face.
    """
    if not matches(sensor):
        times = float(sensor.get("minority_times", 1)) if minority else 1.0
        wrong = min(1.0, float(sensor.get("wrong_person", 0)) * times) if deed else 0.0
        return wrong, 1 - wrong
    match, review = sensor["recognition"]["match"], sensor["recognition"]["review"]
    found = 1 - float(match["miss"]) if inside else 0.0
    other = (1 - found) * finds_another(sensor, minority, pictures)
    confirmed = float(review["confirms_right"] if deed else review["confirms_wrong"])
    return other * float(review["confirms_wrong"]), found * confirmed


def readers(sources: Sequence[Sensor], places: int) -> Any:
    """The verdicts of those who read names, who err the same everywhere and always.

    VERDICT (places, sources, deed or not, outside or in, groups); whoever matches faces has none.
    """
    table = records((places, len(sources), 2, 2, 2), VERDICT)
    for j, sensor in enumerate(sources):
        if not matches(sensor):
            table[:, j] = _verdict(sensor, 0.0)
    return table


def verdicts(
    sources: Sequence[Sensor], at: Sequence[tuple[int, int]], pictures: np.ndarray, read: Any
) -> Any:
    """The chances as thresholds, as `readers` has them, with those who match faces among them.

    at  where which source matches faces, by the numbers of place and source
    pictures  float (places, sources), how many each source's gallery holds there
    """
    table = read.copy()
    for place, j in at:
        table[place, j] = _verdict(sources[j], float(pictures[place, j]))
    return table


@once()
def _verdict(sensor: Sensor, many: float) -> Any:
    """One source's chances among so many pictures, the same in most months: VERDICT (2, 2, 2)."""
    found = np.zeros((2, 2, 2), VERDICT)
    cells = [
        chances(sensor, deed, inside, minority, many)
        for deed in (True, False) for inside in (False, True) for minority in (False, True)
    ]  # fmt: skip
    found["wrong"] = np.array([threshold(wrong) for wrong, _ in cells]).reshape(2, 2, 2)
    found["named"] = np.array([threshold(sum(both)) for both in cells]).reshape(2, 2, 2)
    if not matches(sensor):
        found["named"] = EVERYBODY
    return found


def device_days(
    sensor: Sensor, homes: Sequence[tuple[str, float, int]], months: Sequence[tuple[date, int]]
) -> float:
    """Days of devices that fall to the people simulated: a tenth of a city, a tenth of its devices.

    homes  name, residents and how many of them are simulated
    months  first day and length
    """
    return sum(
        count(sensor, name, residents, first) * days * simulated / residents
        for name, residents, simulated in homes
        for first, days in months
    )


class Expected(NamedTuple):
    """Hits that the closed form expects: of offenders, of others in their place, for nothing."""

    right: float
    wrong_person: float
    false_alarm: float

    @property
    def hits(self) -> float:
        """All that is filed."""
        return sum(self)

    @property
    def precision(self) -> float:
        """The share of hits that name somebody who did it; 0 where nothing is hit."""
        return self.right / self.hits if self.hits else 0.0


def expected(
    sensor: Sensor, deeds: float, inside: float, faces: float = 0.0, pictures: float | None = None
) -> Expected:
    """What comes of so many deeds before the devices and so many faces shown for nothing.

    `inside` is the share of residents in the gallery, which holds so many `pictures`. With f faces
    captured, g inside, m missed, p falsely matched and review confirming r of right and w of wrong
    matches: right = f g (1-m) r, wrong person = f (1 - g (1-m)) p w, and for faces shown for
    nothing both kinds of match are wrong and pass with w; visitors among them are never inside. All
    for the majority; a group's multiplier is on p.
    """
    searched = deeds * captured(sensor)
    other, right = mixed(sensor, True, inside, pictures)
    lives_here = inside * (1 - strangers(sensor)) if faces else 0.0
    for_nothing = sum(mixed(sensor, False, lives_here, pictures))
    return Expected(searched * right, searched * other, faces * for_nothing)


def mixed(
    sensor: Sensor, deed: bool, inside: float, pictures: float | None = None
) -> tuple[float, float]:
    """Chances that somebody else, and that the person is named, with this share in the gallery."""
    pairs = zip(
        chances(sensor, deed, True, False, pictures),
        chances(sensor, deed, False, False, pictures),
        strict=True,
    )
    wrong, right = (inside * within + (1 - inside) * outside for within, outside in pairs)
    return wrong, right
