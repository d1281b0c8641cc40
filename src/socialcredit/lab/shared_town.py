"""The town of an address and its recording, as far as somebody asked for it: a month at a time.

A town is the same whenever it is lived from the same address, so that it may be let go and lived
anew where more is asked of it than was recorded.
"""

import asyncio
import json
import zlib
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, TypeVar

from socialcredit.api import Town, open_town
from socialcredit.lab.address import Asked
from socialcredit.lab.link import written
from socialcredit.lab.recording import Recording

Found = TypeVar("Found")


def opened(facts: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    """What a page is told when a town opens: its facts, and the address as it was understood."""
    return {
        **facts,
        "asked": asked.form(),
        "address": written(asked),
        "command": asked.command(),
        "changed": asked.changed,
    }


class SharedTown:
    """The town of an address, and its recording. All but `readers` is touched on threads alone."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.readers: set[Any] = set()
        self.recording: Recording | None = None
        self.people = b""  # zlib of the JSON of the residents' columns
        self.readings: dict[str, Any] = {}  # what was read off the whole town, by its name
        self.town: Town | None = None
        self.lived = 0  # months that were lived here, those of a town lived anew among them
        self.lock = Lock()
        self.next = asyncio.Lock()  # one of its readers waits for a turn, the others for that one

    def settle(self) -> Recording:
        """Settle its people, if nobody has; the recording, which begins with the first morning."""
        with self.lock:
            if self.recording is not None:
                return self.recording
            town = self._opened()
            recording = Recording(self.asked.key, town.facts(self.asked.scheme))
            recording.add(town)
            self.people = zlib.compress(json.dumps(town.people_facts()).encode(), 6)
            self.recording = recording
            return recording

    def step(self, month: int) -> bool:
        """Live one month if that many are not recorded yet; whether they are now."""
        with self.lock:
            recording = self.recorded()
            if recording.months < month:
                self._month()
            return recording.months >= month

    def again(self, month: int) -> Town | None:
        """Live one month if the town in memory is not that far; the town where it is now.

        month  how far it is wanted, as far as it goes at most
        """
        with self.lock:
            town = self.town or self._opened()
            if town.month < min(month, len(town.months)):
                self._month()
            return town if town.month >= min(month, len(town.months)) else None

    def use(self, work: Callable[[Town], Found]) -> Found:
        """What `work` makes of the town while nobody lives on in it."""
        with self.lock:
            return work(self.town or self._opened())

    def forget(self) -> None:
        """Let the town go; the recording stays. A month that is under way ends by itself."""
        self.town = None

    def recorded(self) -> Recording:
        """Its recording, which there is once its people are settled."""
        if self.recording is None:
            raise RuntimeError("nobody has settled this town")
        return self.recording

    def _opened(self) -> Town:
        asked = self.asked
        texts = {} if asked.text is None else {asked.edited: asked.text}
        self.town = open_town(
            f"shipped:{asked.scenario}",
            people=asked.people,
            seed=asked.seed,
            years=asked.years,
            sets=asked.sets,
            alternatives=asked.alternatives,
            texts=texts,
            threads=1,
        )
        return self.town

    def _month(self) -> None:
        """One month of the town, which is recorded unless it was lived here before."""
        town, recording = self.town or self._opened(), self.recorded()
        try:
            town.step()
        except BaseException:
            self.town = None  # half a month is no month: whoever asks again has it lived anew
            raise
        self.lived += 1
        if town.month > recording.months:
            recording.add(town)
