"""A town's life as frames of bytes, one a month: what a page draws, and what a file keeps of it.

A frame is the length of its head (uint32, least byte first), the head as JSON, and deflated bytes:
for each world two planes of a byte a resident, each XOR that of the month before, so that what
stands still is nought; then the columns of the month's events in world 0. Frame 0 is the first
morning, frame k the end of the k-th month. `static/recording.js` reads the same.

office  bits 0-3 the grade on file, bits 4-7 that from right records only; 15: not scored
truth   bit 0 penalised, bit 1 wrongly so, bits 2-7 bad deeds so far, at most 63
"""

import builtins
import json
import zlib
from typing import Any, NamedTuple

import numpy as np

from socialcredit.api import KINDS, Town
from socialcredit.core.events import DEED

NO_GRADE, MOST_DEEDS = 15, 63
LEVEL = 3  # of deflating: the 9th makes frames a sixteenth smaller and takes twenty times as long
BYTES = {"day": "<u1", "resident": "<u4", "kind": "<u1", "value": "<i2"}
"""Columns of events: the day of the month (1 the first), who, the number of the kind among
`facts()["kinds"]`, and what it is about: the new grade, the deed, else the number of the entry,
list or consequence among those of `facts()`."""


class Frame(NamedTuple):
    """A month as it was recorded.

    head    the month's number, its first day, counts by world, how many events
    planes  uint8 (worlds, 2, residents): office and truth
    events  columns as in BYTES
    """

    head: dict[str, Any]
    planes: np.ndarray
    events: dict[str, np.ndarray]


class Recording:
    """The frames of a town under one of its schemes, as far as it was lived.

    key    what tells it from other recordings    facts  as `Town.facts` of the scheme has them
    """

    def __init__(self, key: str, facts: dict[str, Any]) -> None:
        """Empty; `add` the first morning of the town, then each month when it was lived."""
        self.key, self.facts = key, facts
        self._frames = list[builtins.bytes]()
        self._before = np.zeros((facts["worlds"], 2, facts["people"]), np.uint8)

    @property
    def months(self) -> int:
        """How many months are recorded; -1 where not even the first morning is."""
        return len(self._frames) - 1

    @property
    def bytes(self) -> int:
        """The bytes of all frames together."""
        return sum(map(len, self._frames))

    def frame(self, month: int) -> builtins.bytes:
        """The bytes of a month's end; of the first morning for 0."""
        return self._frames[month]

    def add(self, town: Town) -> None:
        """Record how the town stands now: its first morning, or the month that it lived last."""
        if town.month != self.months + 1:
            raise ValueError(f"month {town.month} of a town does not follow month {self.months}")
        views = [town.view(world, self.facts["scheme"]) for world in range(town.worlds)]
        planes = np.stack([_planes(view.columns) for view in views])
        told = self._told(town)
        events = told[0]
        head = {
            "month": town.month,
            "first": town.months[max(town.month - 1, 0)].isoformat(),
            "counts": [
                self._counted(view.columns, happened)
                for view, happened in zip(views, told, strict=True)
            ],
            "events": len(events["day"]),
        }
        body = (planes ^ self._before).tobytes()
        body += b"".join(events[name].astype(kind).tobytes() for name, kind in BYTES.items())
        words = json.dumps(head, separators=(",", ":")).encode()
        self._frames.append(len(words).to_bytes(4, "little") + words + zlib.compress(body, LEVEL))
        self._before = planes

    def _told(self, town: Town) -> list[dict[str, np.ndarray]]:
        """What is shown of the events of the month lived last, world by world."""
        if town.month == 0:
            nothing = dict.fromkeys(BYTES, np.zeros(0, np.int64))
            return [nothing] * town.worlds
        days = (town.months[town.month - 1] - town.months[0]).days
        names = [scheme["name"] for scheme in self.facts["schemes"]]
        scheme, bad = names.index(self.facts["scheme"]), self.facts["bad_deeds"]
        return [
            shown(town.events(world).columns, days, scheme, bad) for world in range(town.worlds)
        ]

    def _counted(
        self, view: dict[str, np.ndarray], events: dict[str, np.ndarray]
    ) -> dict[str, Any]:
        """Who stands where, and how much was filed and done this month, in one world."""
        kinds = [*KINDS]
        grades = np.bincount(view["grade"][view["scored"]], minlength=len(self.facts["grades"]))
        many = np.bincount(events["kind"], minlength=len(kinds))
        return {
            "grades": grades.tolist(),
            "penalised": int(view["penalised"].sum()),
            "wrongful": int(view["wrongly"].sum()),
            "filed": int(many[kinds.index("filed")]),
            "bad": int(many[kinds.index("bad deed")]),
        }


def shown(events: dict[str, np.ndarray], days: int, scheme: int, bad: int) -> dict[str, np.ndarray]:
    """Columns as in BYTES of the events that a page shows, by day.

    days  before the month's first    scheme  whose events are shown    bad  kinds of bad deeds
    """
    number = np.full(max(KINDS.values()) + 1, -1)
    number[list(KINDS.values())] = np.arange(len(KINDS))
    what = events["what"]
    kind = np.where(what < len(number), number[np.minimum(what, len(number) - 1)], -1)
    done = what == DEED
    keep = (kind >= 0) & np.where(done, events["kind"] < bad, events["scheme"] == scheme)
    about = np.where(done, events["kind"], events["entry"])
    about = np.where(kind == [*KINDS].index("grade"), events["grade"], about)
    return {
        "day": events["day"][keep] - days + 1,
        "resident": events["resident"][keep],
        "kind": kind[keep],
        "value": about[keep],
    }


def decode(frame: bytes, before: Frame | None) -> Frame:
    """A frame again, given the one of the month before; none before the first morning."""
    start = 4 + int.from_bytes(frame[:4], "little")
    head = json.loads(frame[4:start])
    body = np.frombuffer(zlib.decompress(frame[start:]), np.uint8)
    worlds, size = len(head["counts"]), sum(np.dtype(kind).itemsize for kind in BYTES.values())
    at = len(body) - size * head["events"]
    planes = body[:at].reshape(worlds, 2, -1)
    planes = planes.copy() if before is None else planes ^ before.planes
    events = dict[str, np.ndarray]()
    for name, kind in BYTES.items():
        stop = at + np.dtype(kind).itemsize * head["events"]
        events[name], at = body[at:stop].view(kind), stop
    return Frame(head, planes, events)


def _planes(view: dict[str, np.ndarray]) -> np.ndarray:
    """Office and truth of one world: uint8 (2, residents)."""
    office = (view["grade"] & NO_GRADE) | (view["right"] & NO_GRADE) << 4
    truth = view["penalised"] | view["wrongly"] << 1
    truth = truth | np.minimum(view["bad_deeds"], MOST_DEEDS).astype(np.int64) << 2
    return np.stack([office, truth]).astype(np.uint8)
