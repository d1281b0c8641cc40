"""Fair turns: work is done by the month, on two threads, one visitor after the other.

A visitor has at most one piece of work under way. Whoever had a turn goes to the end of the row,
so that nobody waits for more than one month of anybody else's town.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, NamedTuple, TypeVar

from socialcredit.lab import limits

Found = TypeVar("Found")


class Job(NamedTuple):
    """A piece of work, and where its result is awaited."""

    found: asyncio.Future[Any]
    work: Callable[[], Any]


class Turns:
    """Who waits for a turn, in the order in which turns come."""

    def __init__(self, threads: int = limits.THREADS) -> None:
        self.threads = threads
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="lab")
        self.waiting: OrderedDict[Hashable, deque[Job]] = OrderedDict()
        self.at_work: set[Hashable] = set()

    async def take(self, who: Hashable, work: Callable[..., Found], *given: Any) -> Found:
        """What `work` gives, done on a thread when it is this visitor's turn.

        Whoever stops waiting before it has begun takes no turn; what has begun is finished.
        """
        found: asyncio.Future[Found] = asyncio.get_running_loop().create_future()
        row = self.waiting.setdefault(who, deque())
        row.append(Job(found, lambda: work(*given)))
        self._go_on()
        return await found

    def leave(self, who: Hashable) -> None:
        """Nothing more of this visitor is begun."""
        for job in self.waiting.pop(who, ()):
            job.found.cancel()

    def close(self) -> None:
        """Begin nothing more; what is under way ends by itself."""
        for who in list(self.waiting):
            self.leave(who)
        self.pool.shutdown(wait=False, cancel_futures=True)

    def _go_on(self) -> None:
        """Begin as much as there are threads for."""
        while len(self.at_work) < self.threads:
            who = next((one for one in self.waiting if one not in self.at_work), None)
            if who is None:
                return
            job = self._next_of(who)
            if job is not None:
                self.at_work.add(who)
                begun = asyncio.get_running_loop().run_in_executor(self.pool, job.work)
                begun.add_done_callback(partial(self._ended, who, job))

    def _next_of(self, who: Hashable) -> Job | None:
        """The visitor's next piece of work that is still wanted; the rest waits at the end."""
        row = self.waiting.pop(who)
        job = row.popleft()
        if row:
            self.waiting[who] = row
        return None if job.found.done() else job

    def _ended(self, who: Hashable, job: Job, done: asyncio.Future[Any]) -> None:
        self.at_work.discard(who)
        error = None if done.cancelled() else done.exception()
        if not job.found.done():
            if done.cancelled():
                job.found.cancel()
            elif error is not None:
                job.found.set_exception(error)
            else:
                job.found.set_result(done.result())
        self._go_on()
