"""Fair turns: work is done by the month, on two threads, one visitor after the other.

A visitor has at most one piece of work under way. Whoever had a turn goes to the end of the row,
so that nobody waits for more than one month of anybody else's town. A thread that has done a piece
takes the next by itself: if it waited for the loop to hand it one, it would stand still whenever
the other thread is in Python.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any, NamedTuple, TypeVar

from socialcredit.lab import limits

Found = TypeVar("Found")


class Job(NamedTuple):
    """A piece of work, where its result is awaited, and the loop that hears of it."""

    found: asyncio.Future[Any]
    work: Callable[[], Any]
    loop: asyncio.AbstractEventLoop


class Turns:
    """Who waits for a turn, in the order in which turns come. `lock` holds all but the pool."""

    def __init__(self, threads: int = limits.THREADS) -> None:
        self.threads = threads
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="lab")
        self.lock = Lock()
        self.waiting: OrderedDict[Hashable, deque[Job]] = OrderedDict()
        self.at_work: set[Hashable] = set()
        self.busy = 0  # threads that take turns now

    async def take(self, who: Hashable, work: Callable[..., Found], *given: Any) -> Found:
        """What `work` gives, done on a thread when it is this visitor's turn.

        Whoever stops waiting before it has begun takes no turn; what has begun is finished.
        """
        loop = asyncio.get_running_loop()
        found: asyncio.Future[Found] = loop.create_future()
        with self.lock:
            self.waiting.setdefault(who, deque()).append(Job(found, lambda: work(*given), loop))
            wakes = self.busy < self.threads
            self.busy += wakes
        if wakes:
            self.pool.submit(self._go_on)
        return await found

    def leave(self, who: Hashable) -> None:
        """Nothing more of this visitor is begun."""
        with self.lock:
            left = self.waiting.pop(who, ())
        for job in left:
            job.found.cancel()

    def close(self) -> None:
        """Begin nothing more; what is under way ends by itself."""
        for who in list(self.waiting):
            self.leave(who)
        self.pool.shutdown(wait=False, cancel_futures=True)

    def _go_on(self) -> None:
        """On a thread: one piece of work after the other, as long as there is any to begin."""
        who = None
        while True:
            with self.lock:
                self.at_work.discard(who)
                who, job = self._next()
                if job is None:
                    self.busy -= 1
                    return
                self.at_work.add(who)
            error, result = None, None
            try:
                result = job.work()
            except BaseException as failed:  # it is told to whoever asked
                error = failed
            try:
                job.loop.call_soon_threadsafe(_told, job.found, result, error)
            except RuntimeError:  # the loop has ended, and nobody waits any more
                pass

    def _next(self) -> tuple[Hashable, Job | None]:
        """Whose turn it is and what is still wanted; the rest of theirs waits at the end."""
        for who in [one for one in self.waiting if one not in self.at_work]:
            row = self.waiting.pop(who)
            while row:
                job = row.popleft()
                if not job.found.done():
                    if row:
                        self.waiting[who] = row
                    return who, job
        return None, None


def _told(found: asyncio.Future[Any], result: Any, error: BaseException | None) -> None:
    if found.done():  # whoever asked has stopped waiting
        return
    if error is None:
        found.set_result(result)
    else:
        found.set_exception(error)
