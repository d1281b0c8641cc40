"""Where visitors wait for whom the lab has no place yet: first come, first served, and told."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

Tell = Callable[[dict[str, Any]], Awaitable[None]]


class WaitingRoom:
    """Those inside, at most so many, and those who wait, in the order in which they came."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.inside: set[Hashable] = set()
        self.queue: OrderedDict[Hashable, asyncio.Future[None]] = OrderedDict()
        self.moved = asyncio.Event()

    async def enter(self, who: Hashable, tell: Tell) -> None:
        """Come in, at once or when those before have; meanwhile the place in the queue is told."""
        if who in self.inside:
            return
        if len(self.inside) < self.most and not self.queue:
            self.inside.add(who)
            return
        admitted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.queue[who] = admitted
        try:
            await self._admitted(who, admitted, tell)
            if self.queue.get(who) is not admitted:
                raise asyncio.CancelledError  # has gone, or asks anew, since it was let in
        except BaseException:
            if self.queue.get(who) is admitted:
                self.leave(who)
            raise
        del self.queue[who]

    def leave(self, who: Hashable) -> None:
        """Go, from inside or out of the queue; whoever is next comes in."""
        self.inside.discard(who)
        waiting = self.queue.pop(who, None)
        if waiting is not None:
            waiting.cancel()
        for one, admitted in self.queue.items():
            if len(self.inside) < self.most and not admitted.done():
                self.inside.add(one)
                admitted.set_result(None)
        self.moved.set()
        self.moved = asyncio.Event()

    async def _admitted(self, who: Hashable, admitted: asyncio.Future[None], tell: Tell) -> None:
        """Wait until this one is admitted, and tell each new place in the queue."""
        told = 0
        while not admitted.done():
            waiting = [one for one, future in self.queue.items() if not future.done()]
            place = waiting.index(who) + 1
            if place != told:
                told = place
                await tell({"tell": "queue", "place": place})
            moved = asyncio.create_task(self.moved.wait())
            either: set[asyncio.Future[Any]] = {admitted, moved}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            moved.cancel()
        admitted.result()
