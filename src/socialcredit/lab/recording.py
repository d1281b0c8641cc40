"""A town's life as frames of bytes, one a month: what a page draws, and what a file keeps of it.

A frame is deflated: the length of its head (uint32, least byte first), the head as JSON, then

standing  office of each world, then bearing of each world: a byte a resident, each XOR that of the
          month before, so that what stands still is nought
deeds     how many bad deeds each resident has done this month in world 0, a byte each; then the day
          of each deed, by resident: most of a town's events are these, and nothing else is shown
events    of world 0 but deeds: columns of EVENTS, by day
apart     columns of APART: deeds of world 0 that the twin has not, and deeds of the twin alone. The
          two live with the same luck, so that these are few

Frame 0 is the first morning, and its deeds, on day 0, are all that were done before; frame k is the
end of the k-th month. `static/recording.js` reads the same.

office   bits 0-3 the grade on file, bits 4-7 that from right records only; 15: not scored
bearing  bit 0 penalised, bit 1 wrongly so; `truth` has these, and in bits 2-7 bad deeds so far
"""

import builtins
import json
import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from socialcredit.api import KINDS, Town
from socialcredit.core.events import DEED

NO_GRADE, MOST_DEEDS, MOST_A_MONTH = 15, 63, 255
DAYS = 32  # a deed's key is its resident times this, and its day
LEVEL = 3  # of deflating: the 9th makes frames a tenth smaller and takes fifteen times as long
EVENTS = {"day": "<u1", "resident": "<u2", "kind": "<u1", "value": "<i2"}
"""Columns of events: the day of the month (1 the first), who, the number of the kind among
`facts()["kinds"]`, and what it is about: the new grade, else the number of the entry, list or
consequence among those of `facts()`."""
APART = {"day": "<u1", "resident": "<u2", "more": "<u1"}
"""Columns of deeds that one world has and the other has not; more 1: the twin has it."""
READ = ("day", "resident", "what", "kind", "scheme", "entry", "grade")  # of a town's events

Columns = Mapping[str, np.ndarray]


class Frame(NamedTuple):
    """A month as it was recorded.

    head    the month's number, its first day, counts by world, how many residents, events, apart
    planes  uint8 (worlds, 2, residents): office and truth
    events  columns as in EVENTS    apart  columns as in APART
    deeds   columns `resident` and `day` of the bad deeds of world 0, by resident
    """

    head: dict[str, Any]
    planes: np.ndarray
    events: Columns
    deeds: Columns
    apart: Columns


class Recording:
    """The frames of a town under one of its schemes, as far as it was lived.

    key    what tells it from other recordings    facts  as `Town.facts` of the scheme has them
    """

    def __init__(self, key: str, facts: dict[str, Any]) -> None:
        """Empty; `add` the first morning of the town, then each month when it was lived."""
        self.key, self.facts = key, facts
        self._frames = list[builtins.bytes]()
        self._before = np.zeros((2, facts["worlds"], facts["people"]), np.uint8)
        names = [scheme["name"] for scheme in facts["schemes"]]
        self._scheme = names.index(facts["scheme"])

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
        views = [town.view(world, self.facts["scheme"]).columns for world in range(town.worlds)]
        standing = np.stack([_office(views), _bearing(views)])
        events = [self._happened(town, world) for world in range(town.worlds)]
        deeds = [self._done(*both) for both in zip(views, events, strict=True)]
        shown, apart = shown_of(events[0], self._scheme), apart_of(*deeds)
        head = {
            "month": town.month,
            "first": town.months[max(town.month - 1, 0)].isoformat(),
            "counts": [self._counted(*one) for one in zip(views, events, deeds, strict=True)],
            "people": standing.shape[2],
            "events": len(shown["day"]),
            "apart": len(apart["day"]),
        }
        words = json.dumps(head, separators=(",", ":")).encode()
        done = np.bincount(deeds[0] // DAYS, minlength=standing.shape[2])
        parts = [
            len(words).to_bytes(4, "little"), words, (standing ^ self._before).tobytes(),
            done.astype("<u1").tobytes(), (deeds[0] % DAYS).astype("<u1").tobytes(),
            *(shown[name].astype(kind).tobytes() for name, kind in EVENTS.items()),
            *(apart[name].astype(kind).tobytes() for name, kind in APART.items()),
        ]  # fmt: skip
        self._frames.append(zlib.compress(b"".join(parts), LEVEL))
        self._before = standing

    def _happened(self, town: Town, world: int) -> dict[str, np.ndarray]:
        """What happened in a world in the month lived last, by day of the month."""
        if town.month == 0:
            return dict.fromkeys(READ, np.zeros(0, np.int64))
        events = town.events(world, only=READ).columns
        events["day"] += 1 - (town.months[town.month - 1] - town.months[0]).days
        return events

    def _done(self, view: Columns, events: Columns) -> np.ndarray:
        """The keys of the month's bad deeds in order; on the first morning of all until then."""
        if self.months < 0:
            return np.repeat(np.arange(len(view["bad_deeds"])), view["bad_deeds"]) * DAYS
        bad = (events["what"] == DEED) & (events["kind"] < self.facts["bad_deeds"])
        keys = np.sort(events["resident"][bad] * DAYS + events["day"][bad])
        who = keys // DAYS
        return keys[np.arange(len(keys)) - np.searchsorted(who, who) < MOST_A_MONTH]

    def _counted(self, view: Columns, events: Columns, deeds: np.ndarray) -> dict[str, Any]:
        """Who stands where, and how much was filed and done this month, in one world."""
        grades = np.bincount(view["grade"][view["scored"]], minlength=len(self.facts["grades"]))
        filed = (events["what"] == KINDS["filed"]) & (events["scheme"] == self._scheme)
        return {
            "grades": grades.tolist(),
            "penalised": int(view["penalised"].sum()),
            "wrongful": int(view["wrongly"].sum()),
            "filed": int(filed.sum()),
            "bad": len(deeds) if self.months >= 0 else 0,
        }


def shown_of(events: Columns, scheme: int) -> dict[str, np.ndarray]:
    """Columns as in EVENTS of what a page shows beside deeds, by day.

    scheme  whose events are shown
    """
    number = np.full(max(KINDS.values()) + 2, -1)
    number[list(KINDS.values())] = np.arange(len(KINDS))
    number[DEED] = -1
    kind = number[np.minimum(events["what"], len(number) - 1)]
    keep = np.flatnonzero((kind >= 0) & (events["scheme"] == scheme))
    told = {name: events[name].take(keep) for name in ("day", "resident", "entry", "grade")}
    kind = kind.take(keep)
    value = np.where(kind == [*KINDS].index("grade"), told["grade"], told["entry"])
    return {"day": told["day"], "resident": told["resident"], "kind": kind, "value": value}


def apart_of(own: np.ndarray, *twin: np.ndarray) -> dict[str, np.ndarray]:
    """Columns as in APART of two worlds' keys of deeds; none where there is no twin."""
    if not twin or not len(own) + len(twin[0]):
        return dict.fromkeys(APART, np.zeros(0, np.int64))
    both = np.sort(np.concatenate([own * 2, twin[0] * 2 + 1]))
    begins = np.flatnonzero(np.diff(both >> 1, prepend=-1))
    more = np.add.reduceat(both % 2 * 2 - 1, begins)
    times = np.abs(more).astype(np.int64)
    key = np.repeat(both[begins] >> 1, times)
    return {"day": key % DAYS, "resident": key // DAYS, "more": np.repeat(more > 0, times)}


def decode(frame: bytes, before: Frame | None) -> Frame:
    """A frame again, given the one of the month before; none before the first morning."""
    body = zlib.decompress(frame)
    at = 4 + int.from_bytes(body[:4], "little")
    head = json.loads(body[4:at])
    worlds, people = len(head["counts"]), head["people"]

    def read(kind: str, many: int) -> np.ndarray:
        nonlocal at
        begins, at = at, at + np.dtype(kind).itemsize * many
        return np.frombuffer(body[begins:at], kind)

    standing = read("<u1", 2 * worlds * people).reshape(2, worlds, people)
    done = read("<u1", people)
    deeds = {"resident": np.repeat(np.arange(people), done), "day": read("<u1", int(done.sum()))}
    events = {name: read(kind, head["events"]) for name, kind in EVENTS.items()}
    apart = {name: read(kind, head["apart"]) for name, kind in APART.items()}
    others = np.zeros(people, np.int64)
    np.add.at(others, apart["resident"], apart["more"].astype(np.int64) * 2 - 1)
    so_far = np.stack([done + others * world for world in range(worlds)])
    if before is not None:
        old = before.planes.transpose(1, 0, 2)
        standing = standing ^ np.stack([old[0], old[1] & 3])
        so_far = so_far + (old[1] >> 2)
    truth = standing[1] | np.minimum(so_far, MOST_DEEDS).astype(np.uint8) << 2
    return Frame(head, np.stack([standing[0], truth], axis=1), events, deeds, apart)


def _office(views: list[dict[str, np.ndarray]]) -> np.ndarray:
    """The grades of each world: uint8 (worlds, residents)."""
    return np.stack([
        (view["grade"].view(np.uint8) & NO_GRADE) | (view["right"].view(np.uint8) << 4)
        for view in views
    ])  # fmt: skip


def _bearing(views: list[dict[str, np.ndarray]]) -> np.ndarray:
    """Who is penalised, and who wrongly: uint8 (worlds, residents)."""
    return np.stack([
        view["penalised"].view(np.uint8) | (view["wrongly"].view(np.uint8) << 1) for view in views
    ])  # fmt: skip
