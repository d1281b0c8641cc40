"""Visits, and the towns that they share: who looks at the same address looks at the same town.

A town is lived as far as whoever looks furthest has asked for, by turns of a month. Its recording
stays when everybody has left; the town itself only while somebody looks, and is lived anew from
its address where more is asked of it: the same people with the same luck.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import numba

from socialcredit.api import Town
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.jit import compiled_before
from socialcredit.lab import limits
from socialcredit.lab.address import Asked, completed
from socialcredit.lab.recording import Recording
from socialcredit.lab.said import is_number
from socialcredit.lab.shared_town import SharedTown
from socialcredit.lab.turns import Turns
from socialcredit.lab.waiting import WaitingRoom

Found = TypeVar("Found")
Tell = Callable[[dict[str, Any]], Awaitable[None]]


class Seat:
    """A visit's place at a shared town; what takes long is done in that visit's turns."""

    def __init__(self, visit: "Visit", shared: SharedTown) -> None:
        self.visit, self.shared, self.asked = visit, shared, shared.asked
        self.left = False

    @property
    def recording(self) -> Recording:
        """The months recorded so far."""
        return self.shared.recorded()

    @property
    def people(self) -> bytes:
        """zlib of the JSON of the residents' columns."""
        return self.shared.people

    def month(self, number: Any) -> int:
        """The month that a page names, 0 the first morning; one that there is not is refused."""
        last = len(self.recording.facts["months"])
        if not is_number(number, last):
            raise SocialCreditError(
                "the town has no such month",
                str(number)[:60],
                expected=f"a number from 0 to {last}",
            )
        return number

    async def settled(self) -> Recording:
        """Have its people settled; the recording."""
        async with self.shared.next:
            self._refuse_if_left()
            found = self.shared.recording
            return await self.visit.turn(self.shared.settle) if found is None else found

    async def upto(self, month: int) -> Recording:
        """Have so many months lived and recorded, a turn each."""
        recording = await self.settled()
        while recording.months < month:
            async with self.shared.next:
                self._refuse_if_left()
                if recording.months < month:
                    await self.visit.turn(self.shared.step, month)
        return recording

    async def whole(self, month: int | None = None) -> Town:
        """The town itself, lived to the end or at least to that month; lived anew if need be."""
        await self.settled()
        while True:
            async with self.shared.next:
                self._refuse_if_left()
                town = await self.visit.turn(self.shared.again, 10**9 if month is None else month)
            if town is not None:
                return town

    def _refuse_if_left(self) -> None:
        if self.left:
            raise SocialCreditError("this page has left that town", hint="open it again")

    async def use(self, work: Callable[[Town], Found], month: int | None = None) -> Found:
        """What `work` makes of the town as lived to the end, or at least to that month."""
        await self.whole(month)
        return await self.visit.turn(self.shared.use, work)

    async def written(self, work: Callable[[Town], Found]) -> Found:
        """What `work` writes of the whole town, at the desk: nobody's months wait for it."""
        town = await self.whole()
        return await self.visit.house.desk.take(self.visit, work, town)

    async def read(self, what: str, work: Callable[[Town], Any]) -> Any:
        """What `work` reads off the whole town, once for all who ask: a class asks the same."""
        kept = self.shared.readings

        def once(town: Town) -> Any:
            if what not in kept:  # those who asked at the same time stand in a row at the desk
                kept[what] = work(town)
            return kept[what]

        return kept[what] if what in kept else await self.written(once)


class House:
    """All that one lab has: visits, shared towns, turns."""

    def __init__(self, turns: Turns | None = None, visitors: int = limits.VISITORS) -> None:
        self.turns = turns or Turns()
        self.desk = Turns(limits.DESKS)  # where reports are written, beside the months
        self.quick = Turns(limits.DESKS)  # where texts are checked while somebody types
        self.room = WaitingRoom(visitors)
        self.keeping = asyncio.Semaphore(limits.KEEPING)
        self.towns: OrderedDict[str, SharedTown] = OrderedDict()
        self.visits: set[Visit] = set()
        self.compiling = False

    async def warm_up(self) -> None:
        """Compile what towns are lived with, where nobody has yet; pages are told meanwhile."""
        if compiled_before() or numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
            return
        self.compiling = True
        try:
            small = SharedTown(Asked("small-town", people=limits.SMALLEST, seed=1))
            await self.turns.take(small, small.settle)
            await self.turns.take(small, small.step, 1)
        finally:
            self.compiling = False

    def close(self) -> None:
        """Begin nothing more."""
        for row in (self.turns, self.desk, self.quick):
            row.close()

    def enter(self, tell: Tell) -> "Visit":
        """A new visit, which hears what nobody asked for by `tell`."""
        visit = Visit(self, tell)
        self.visits.add(visit)
        return visit

    def at(self, asked: Asked, reader: "Visit") -> SharedTown:
        """The shared town of an address, at which one more looks now."""
        if asked.key not in self.towns:
            self.towns[asked.key] = SharedTown(asked)
        self.towns.move_to_end(asked.key)
        shared = self.towns[asked.key]
        shared.readers.add(reader)
        self._make_room()
        return shared

    def known(self, asked: Asked, what: str) -> Any:
        """What was read off the town of an address; None where nobody has read it."""
        shared = self.towns.get(asked.key)
        return shared.readings.get(what) if shared else None

    def left(self, shared: SharedTown) -> None:
        """Somebody has left a town; those at which nobody looks are let go, but for the last."""
        if shared.recording is None and not shared.readers:
            self.towns.pop(shared.asked.key, None)
        self._make_room()

    def _make_room(self) -> None:
        idle = [one for one in self.towns.values() if not one.readers]
        for one in [one for one in idle if one.town is not None][: -limits.IDLE_TOWNS]:
            one.forget()
        for one in idle[: max(0, len(self.towns) - limits.RECORDINGS)]:
            self.towns.pop(one.asked.key)


class Visit:
    """One page that is connected: what it asked for, the towns it looks at."""

    def __init__(self, house: House, tell: Tell) -> None:
        self.house, self.tell = house, tell
        self.asked: Asked | None = None
        self.seats: OrderedDict[str, Seat] = OrderedDict()

    async def turn(self, work: Callable[..., Found], *given: Any) -> Found:
        """What `work` gives, done on a thread when it is this visit's turn."""
        return await self.house.turns.take(self, work, *given)

    async def quick(self, work: Callable[..., Found], *given: Any) -> Found:
        """What `work` gives that waits for nobody's month: visits take turns at it all the same."""
        return await self.house.quick.take(self, work, *given)

    async def open(self, asked: Asked) -> Seat:
        """Look at another address; a full lab is waited for, and the place in the queue told."""
        self.leave_towns()
        if self in self.house.room.queue:  # asked for another town while it waited
            self.house.room.leave(self)
        await self.house.room.enter(self, self.tell)
        self.asked = completed(asked)  # not before: who waits for a place has no town
        return await self.town()

    async def town(self, asked: Asked | None = None) -> Seat:
        """The settled town of an address, of the page's own where none is given."""
        wanted = self.asked if asked is None else completed(asked)
        if wanted is None:
            raise SocialCreditError("no town is open here", hint="open one first")
        seat = self.seats.get(wanted.key) or self._sit_down(wanted)
        self.seats.move_to_end(wanted.key)
        if seat.shared.recording is None:
            await self.tell({"tell": "compiling" if self.house.compiling else "settling"})
        await seat.settled()
        return seat

    def _sit_down(self, asked: Asked) -> Seat:
        while len(self.seats) >= limits.TOWNS_OF_ONE:
            own = self.asked.key if self.asked else None
            self._get_up(self.seats.pop(next(key for key in self.seats if key != own)))
        seat = self.seats[asked.key] = Seat(self, self.house.at(asked, self))
        return seat

    def _get_up(self, seat: Seat) -> None:
        seat.left = True
        seat.shared.readers.discard(self)
        self.house.left(seat.shared)

    def leave_towns(self) -> None:
        """Look at nothing any more; what only this visit wanted is not lived on."""
        self.asked = None
        for row in (self.house.turns, self.house.desk, self.house.quick):
            row.leave(self)
        while self.seats:
            self._get_up(self.seats.popitem()[1])

    def leave(self) -> None:
        """The page is gone: somebody else may have its place."""
        self.leave_towns()
        self.house.room.leave(self)
        self.house.visits.discard(self)
