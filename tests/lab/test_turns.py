"""Turns go round among visitors, on so many threads, and nobody waits for a whole town."""

import asyncio
import threading
from typing import Any

import pytest

from socialcredit.lab.turns import Turns


def in_order(threads: int, rows: dict[str, int]) -> list[str]:
    """Who had a turn, in order: visitors who all wait, each for so many."""
    had: list[str] = []

    async def waiting() -> None:
        turns, begin = Turns(threads), threading.Event()
        holds = [asyncio.create_task(turns.take(n, begin.wait)) for n in range(threads)]
        await asyncio.sleep(0)
        asked = [
            turns.take(who, had.append, who) for who, many in rows.items() for _ in range(many)
        ]
        tasks = [asyncio.create_task(one) for one in asked]
        await asyncio.sleep(0)
        begin.set()
        await asyncio.gather(*holds, *tasks)

    asyncio.run(waiting())
    return had


def test_visitors_take_turns_one_after_the_other():
    assert in_order(1, {"ann": 3, "bo": 1, "cy": 2}) == ["ann", "bo", "cy", "ann", "cy", "ann"]


def test_whoever_comes_last_waits_for_one_turn_of_each_and_not_for_all_that_they_asked():
    had = in_order(1, {"flood": 500, "late": 1})
    assert had.index("late") == 1
    assert had.count("flood") == 500


def test_a_visitor_has_one_turn_at_a_time_so_that_the_second_thread_is_free_for_others():
    async def visiting() -> list[str]:
        turns, stop, had = Turns(2), threading.Event(), list[str]()
        slow = [asyncio.create_task(turns.take("big", stop.wait)) for _ in range(3)]
        await asyncio.sleep(0)
        for _ in range(5):
            await asyncio.wait_for(turns.take("small", had.append, "small"), 10)
        stop.set()
        await asyncio.gather(*slow)
        return had

    assert asyncio.run(visiting()) == ["small"] * 5


def test_what_nobody_waits_for_any_more_is_not_begun():
    async def visiting() -> list[str]:
        turns, hold, had = Turns(1), threading.Event(), list[str]()
        first = asyncio.create_task(turns.take("ann", hold.wait))
        await asyncio.sleep(0)
        gone = asyncio.create_task(turns.take("bo", had.append, "bo, who gave up"))
        left = [asyncio.create_task(turns.take("cy", had.append, "cy, who left")) for _ in range(9)]
        stays = asyncio.create_task(turns.take("di", had.append, "di"))
        await asyncio.sleep(0)
        gone.cancel()
        turns.leave("cy")
        hold.set()
        await asyncio.gather(first, stays)
        await asyncio.gather(*left, gone, return_exceptions=True)
        return had

    assert asyncio.run(visiting()) == ["di"]


def test_an_error_reaches_who_asked_and_the_thread_goes_on():
    def failing() -> Any:
        raise ArithmeticError("of this visitor")

    async def visiting() -> int:
        turns = Turns(1)
        with pytest.raises(ArithmeticError, match="of this visitor"):
            await turns.take("ann", failing)
        return await turns.take("bo", lambda: 7)

    assert asyncio.run(visiting()) == 7
