"""A full lab has a queue: first come, first served, and everybody knows their place."""

import asyncio
from typing import Any

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.lab.address import Asked
from socialcredit.lab.sessions import House
from socialcredit.lab.turns import Turns

TOWN = Asked("small-town", people=300, seed=7, years=1)


class Told:
    """What a page was told."""

    def __init__(self) -> None:
        self.places: list[int] = []

    async def tell(self, what: dict[str, Any]) -> None:
        if what["tell"] == "queue":
            self.places.append(what["place"])


def test_beyond_the_limit_visitors_wait_and_hear_how_their_place_moves(toys):
    async def visiting() -> list[list[int]]:
        house = House(Turns(2), visitors=2)
        inside = [house.enter(Told().tell) for _ in range(2)]
        for visit in inside:
            await visit.open(TOWN)
        told = [Told() for _ in range(3)]
        waiting = [house.enter(one.tell) for one in told]
        tasks = []
        for visit in waiting:
            tasks.append(asyncio.create_task(visit.open(TOWN)))
            await asyncio.sleep(0.01)
        assert not any(task.done() for task in tasks)
        inside[0].leave()
        await tasks[0]
        await asyncio.sleep(0.01)
        assert not tasks[1].done()
        inside[1].leave()
        waiting[0].leave()
        await asyncio.gather(*tasks)
        return [one.places for one in told]

    assert asyncio.run(visiting()) == [[1], [2, 1], [3, 2]]


def test_whoever_gives_up_waiting_lets_those_behind_move_up(toys):
    async def visiting() -> tuple[list[int], int]:
        house = House(Turns(2), visitors=1)
        inside = house.enter(Told().tell)
        await inside.open(TOWN)
        told = Told()
        impatient, patient = house.enter(Told().tell), house.enter(told.tell)
        first = asyncio.create_task(impatient.open(TOWN))
        await asyncio.sleep(0.01)
        second = asyncio.create_task(patient.open(TOWN))
        await asyncio.sleep(0.01)
        first.cancel()
        impatient.leave()
        await asyncio.sleep(0.01)
        inside.leave()
        await second
        return told.places, len(house.room.inside)

    assert asyncio.run(visiting()) == ([2, 1], 1)


def test_a_visitor_who_opens_another_town_keeps_the_place(toys):
    async def visiting() -> bool:
        house = House(Turns(2), visitors=1)
        inside, outside = house.enter(Told().tell), house.enter(Told().tell)
        await inside.open(TOWN)
        waiting = asyncio.create_task(outside.open(TOWN))
        await asyncio.sleep(0.01)
        await asyncio.wait_for(inside.open(Asked("small-town", people=300, seed=8, years=1)), 5)
        still_waits = not waiting.done()
        waiting.cancel()
        return still_waits

    assert asyncio.run(visiting())


def test_whoever_waits_or_has_left_is_shown_no_town(toys):
    async def visiting() -> None:
        house = House(Turns(2), visitors=1)
        inside, outside = house.enter(Told().tell), house.enter(Told().tell)
        await inside.open(TOWN)
        waiting = asyncio.create_task(outside.open(TOWN))
        await asyncio.sleep(0.01)
        inside.leave_towns()
        for visit in (inside, outside):
            with pytest.raises(SocialCreditError, match="no town is open"):
                await visit.town()
        waiting.cancel()

    asyncio.run(visiting())


def test_whoever_asks_for_another_town_as_a_place_is_free_has_that_one(toys):
    async def visiting() -> tuple[bool, int | None, bool]:
        house = House(Turns(2), visitors=1)
        inside, outside = house.enter(Told().tell), house.enter(Told().tell)
        await inside.open(TOWN)
        first = asyncio.create_task(outside.open(TOWN))
        await asyncio.sleep(0.01)
        inside.leave()  # who waits is let in, and has not heard of it when it asks anew
        seat = await outside.open(Asked("small-town", people=300, seed=8, years=1))
        await asyncio.wait({first})
        return first.cancelled(), seat.asked.seed, outside in house.room.inside

    assert asyncio.run(visiting()) == (True, 8, True)
