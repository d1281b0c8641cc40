"""Whoever looks at the same address looks at the same town, lived once; nobody there, no months."""

import asyncio
import threading
import time
from typing import Any

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.lab import limits
from socialcredit.lab.address import Asked
from socialcredit.lab.sessions import House, Seat, Visit

TOWN = Asked("small-town", people=300, seed=7, years=1)


async def silent(what: dict[str, Any]) -> None:
    """Hears nothing."""


async def opened(house: House, asked: Asked = TOWN) -> tuple[Visit, Seat]:
    visit = house.enter(silent)
    return visit, await visit.open(asked)


def test_two_visitors_of_one_address_live_one_town(house, toys):
    async def visiting() -> int:
        (_, ann), (_, bo) = await asyncio.gather(opened(house), opened(house))
        await asyncio.gather(ann.upto(12), bo.upto(12), bo.upto(5))
        assert ann.recording is bo.recording
        return ann.shared.lived

    assert asyncio.run(visiting()) == 12
    assert len(toys.opened) == 1


def test_an_address_that_says_what_its_scenario_says_is_the_same_address(house, toys):
    async def visiting() -> None:
        await opened(house, Asked("small-town", years=1))
        await opened(house, Asked("small-town", people=5000, seed=7, years=1, scheme="rongcheng"))
        await opened(house, Asked("small-town", people=5000, seed=8, years=1))

    asyncio.run(visiting())
    assert [town.asked["seed"] for town in toys.opened] == [7, 8]


def test_a_town_is_lived_as_far_as_whoever_looks_furthest_has_asked(house):
    async def visiting() -> tuple[int, int]:
        (_, ann), (_, bo) = await opened(house), await opened(house)
        await asyncio.gather(ann.upto(3), bo.upto(8))
        return ann.recording.months, ann.shared.lived

    assert asyncio.run(visiting()) == (8, 8)


def test_when_the_last_has_left_no_further_month_is_lived(house, toys):
    begun, go_on = threading.Semaphore(0), threading.Semaphore(0)

    def gate(town: Any) -> None:
        begun.release()
        go_on.acquire()

    async def visiting() -> int:
        visit, seat = await opened(house)
        toys.gate = gate
        asking = asyncio.create_task(seat.upto(12))
        for _ in range(3):
            go_on.release()
        for _ in range(4):  # the fourth month is under way
            await asyncio.to_thread(begun.acquire)
        asking.cancel()
        visit.leave()
        for _ in range(100):
            go_on.release()
        await asyncio.to_thread(house.turns.pool.shutdown)
        return seat.shared.lived

    assert asyncio.run(visiting()) == 4


def test_while_another_still_looks_the_town_goes_on(house):
    async def visiting() -> int:
        (ann, seat), (_, other) = await opened(house), await opened(house)
        asking = asyncio.create_task(other.upto(12))
        await seat.upto(2)
        ann.leave()
        await asking
        return other.recording.months

    assert asyncio.run(visiting()) == 12


def test_a_recording_outlives_its_town_and_is_played_without_living_it_again(house, toys):
    async def visiting() -> bytes:
        visit, seat = await opened(house)
        await seat.upto(12)
        visit.leave()
        for seed in range(100, 100 + limits.IDLE_TOWNS):
            other, _ = await opened(house, Asked("small-town", people=300, seed=seed, years=1))
            other.leave()
        assert seat.shared.town is None
        _, again = await opened(house)
        return (await again.upto(12)).frame(12)

    assert asyncio.run(visiting()) == b"12 of 7"
    assert len([town for town in toys.opened if town.asked["seed"] == 7]) == 1


def test_a_town_that_was_let_go_is_lived_again_for_a_life_and_recorded_only_once(house, toys):
    async def visiting() -> tuple[int, int, int]:
        visit, seat = await opened(house)
        await seat.upto(5)
        visit.leave()
        seat.shared.forget()
        _, again = await opened(house)
        town = await again.whole(3)
        assert (town.month, again.recording.months) == (3, 5)
        whole = await again.whole()
        return whole.month, again.recording.months, again.shared.lived

    assert asyncio.run(visiting()) == (12, 12, 17)
    assert len(toys.opened) == 2


def test_what_a_class_reads_off_one_town_is_read_once(house):
    read: list[int] = []

    def reading(town: Any) -> int:
        read.append(town.month)
        return town.month

    async def visiting() -> list[int]:
        class_ = [await opened(house) for _ in range(5)]
        assert house.known(TOWN, "months") is None
        found = await asyncio.gather(*(seat.read("months", reading) for _, seat in class_))
        assert house.known(TOWN, "months") == 12
        return found

    assert asyncio.run(visiting()) == [12] * 5
    assert read == [12]


def test_so_many_recordings_are_kept_those_looked_at_last(house):
    async def visiting() -> None:
        for seed in range(limits.RECORDINGS + 3):
            visit, _ = await opened(house, Asked("small-town", people=300, seed=seed, years=1))
            visit.leave()

    asyncio.run(visiting())
    assert [shared.asked.seed for shared in house.towns.values()] == [
        *range(3, limits.RECORDINGS + 3)
    ]


def test_a_page_has_its_own_town_and_a_few_others_to_compare_with(house):
    async def visiting() -> set[int | None]:
        visit, _ = await opened(house)
        for seed in range(100, 110):
            await visit.town(Asked("small-town", people=300, seed=seed, years=1))
        return {seat.asked.seed for seat in visit.seats.values()}

    kept = limits.TOWNS_OF_ONE - 1
    assert asyncio.run(visiting()) == {7, *range(110 - kept, 110)}


def test_the_visitor_of_a_small_town_waits_for_no_more_than_a_month_of_large_ones(house, toys):
    """Two large towns have both threads; each month of the small one waits for one of theirs."""
    order: list[int] = []

    def gate(town: Any) -> None:
        order.append(town.asked["people"])
        time.sleep(0.005)  # a month takes longer than the loop needs to hear of it

    toys.gate = gate

    async def visiting() -> None:
        large = [await opened(house, Asked("small-town", people=n, seed=7, years=5))
                 for n in (9001, 9002, 9003)]  # fmt: skip
        _, small = await opened(house)
        running = [asyncio.create_task(seat.upto(60)) for _, seat in large]
        await small.upto(12)
        for task in running:
            task.cancel()

    asyncio.run(visiting())
    at = [place for place, people in enumerate(order) if people == 300]
    # Each of three others has a turn between two of its own; two threads may note them crosswise.
    assert max(two - one for one, two in zip(at, at[1:], strict=False)) <= 6


def test_an_address_that_fails_leaves_nothing_behind(house, toys, monkeypatch):
    def failing(*asked: Any, **more: Any) -> Any:
        raise ArithmeticError

    async def visiting() -> int:
        monkeypatch.setattr("socialcredit.lab.shared_town.open_town", failing)
        with pytest.raises(ArithmeticError):
            await opened(house)
        for visit in list(house.visits):
            visit.leave()
        return len(house.towns)

    assert asyncio.run(visiting()) == 0


def test_whoever_opens_another_town_ends_the_first_within_a_month(house, toys):
    begun, go_on = threading.Semaphore(0), threading.Semaphore(0)

    def gate(town: Any) -> None:
        if town.asked["seed"] == 7:
            begun.release()
            go_on.acquire()

    async def visiting() -> tuple[int, int]:
        visit, first = await opened(house)
        toys.gate = gate
        asking = asyncio.create_task(first.upto(12))
        go_on.release()
        for _ in range(2):  # the second month is under way
            await asyncio.to_thread(begun.acquire)
        opening = asyncio.create_task(visit.open(Asked("small-town", people=300, seed=8, years=1)))
        await asyncio.sleep(0)
        for _ in range(100):
            go_on.release()
        second = await opening
        await second.upto(12)
        with pytest.raises(SocialCreditError, match="left that town"):
            await asking
        return first.shared.lived, second.shared.lived

    assert asyncio.run(visiting()) == (2, 12)


def test_a_month_that_fails_is_lived_anew_when_it_is_asked_for_again(house, toys):
    def failing(town: Any) -> None:
        if town.month == 3:
            toys.gate = None
            raise ArithmeticError

    async def visiting() -> tuple[bytes, int]:
        _, seat = await opened(house)
        toys.gate = failing
        with pytest.raises(ArithmeticError):
            await seat.upto(5)
        return (await seat.upto(5)).frame(5), len(toys.opened)

    assert asyncio.run(visiting()) == (b"5 of 7", 2)
