"""What a run at rest takes, and how its people are cut so that it fits into the memory given."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.limits import COMMUNITY
from socialcredit.engine import estimate
from socialcredit.engine.estimate import (
    COMMUNITIES,
    Living,
    Taken,
    cut_into,
    cuts_for,
    disk_of,
    least_for,
    need_of,
    planned,
    refuse_small_disk,
    seconds_of,
    shared_for,
)

TAKEN = Taken(
    woken=130.0, people=5.3, state=15.7, sent=0.015, settled=4e-7, lived=2e-5, thread=3_000_000,
    tables=20_000_000, copies=2, waits=62,
)  # fmt: skip


def people(communities: int, of: int = 2000, taken: Taken = TAKEN) -> Living:
    """So many communities of so many residents each."""
    return Living(np.arange(communities + 1, dtype=np.int64) * of, taken)


living = st.builds(people, st.integers(1, 20_000), st.integers(1, COMMUNITY))
threads = st.integers(1, 16)


@given(living, threads, st.integers(0, 10**10))
def test_a_run_never_takes_more_than_it_is_allowed(one, threads, memory):
    if memory < least_for([one], threads):
        with pytest.raises(SocialCreditError):
            shared_for([one], threads, memory)
        return
    share = shared_for([one], threads, memory)
    assert need_of([one], share.cuts, threads) == share.need
    assert share.need.all + estimate.HELD * sum(share.packed) <= memory


@given(living, threads, st.integers(0, 10**10), st.integers(0, 10**10))
def test_with_more_memory_shards_are_no_smaller(one, threads, memory, more):
    cuts, larger = cuts_for([one], threads, memory), cuts_for([one], threads, memory + more)
    if cuts is not None:
        assert larger is not None
        assert larger[0].largest >= cuts[0].largest
        assert shared_for([one], threads, memory + more).packed >= (
            shared_for([one], threads, memory).packed if larger == cuts else (0,)
        )


@given(living, threads)
def test_the_least_memory_is_enough_and_less_is_not(one, threads):
    least = least_for([one], threads)
    assert shared_for([one], threads, least).need.all == least
    with pytest.raises(SocialCreditError):
        shared_for([one], threads, least - 1)


@given(living, threads, st.integers(10**8, 10**10))
def test_every_shard_has_sixty_four_communities_or_is_all_there_is(one, threads, memory):
    cuts = cuts_for([one], threads, memory)
    if cuts is None or len(cuts[0].firsts) == 1:
        return
    bounds = np.array([*cuts[0].firsts, len(one.offset) - 1])
    assert cuts[0].firsts[0] == 0
    assert np.diff(bounds).min() >= COMMUNITIES


@given(st.lists(st.integers(1, COMMUNITY), min_size=1, max_size=300), st.integers(1, 40))
def test_no_shard_has_more_than_its_share_and_a_community(counts, shards):
    offset = np.cumsum([0, *counts])
    cut = cut_into(offset, shards)
    bounds = offset[[*cut.firsts, len(counts)]]
    assert np.diff(bounds).max() == cut.largest
    assert np.diff(bounds).min() > 0
    assert cut.largest <= math.ceil(offset[-1] / shards) + max(counts)


def test_a_nation_is_cut_into_shards_of_a_million():
    nation = people(700_000)
    share = shared_for([nation], 2, 12 * 10**9)
    assert share.cuts[0].largest == pytest.approx(10**6, rel=0.01)
    assert sum(share.packed) > 9 * 10**9


def test_firms_beside_take_turns_with_residents_and_each_keeps_its_own():
    residents, firms = people(1000), people(100, 1000, TAKEN._replace(woken=400.0))
    both = shared_for([residents, firms], 2, 10**9)
    alone = shared_for([residents], 2, 10**9)
    assert both.need.kept > alone.need.kept
    living_in = 2 * max(130.0 * both.cuts[0].largest, 400.0 * both.cuts[1].largest)
    assert both.need.living == math.ceil(living_in + 2 * 2 * 3_000_000)


def test_too_little_memory_is_refused_with_the_least_that_would_do():
    one = people(10_000)
    least = least_for([one], 2)
    with pytest.raises(SocialCreditError) as refused:
        planned({"persons": one}, 2, 10**6, (1, 1, 1))
    told = refused.value.render()
    asked = math.ceil(least / 10**6)
    assert f"give --memory {asked}MB, or --threads 1 and --memory " in told
    assert planned({"persons": one}, 2, asked * 10**6, (1, 1, 1)).memory == asked * 10**6


def test_a_disk_that_is_too_small_is_refused_with_the_numbers():
    plan = planned({"persons": people(10_000)}, 2, 10**9, (1, 1, 1))
    refuse_small_disk(plan, plan.disk, "runs")
    with pytest.raises(SocialCreditError) as refused:
        refuse_small_disk(plan._replace(disk=24 * 10**9), 7_500_000_000, "runs/a")
    told = refused.value.render()
    assert told.startswith("runs/a: ")
    assert "wants 24 GB" in told
    assert "7.5 GB are free" in told


def test_who_does_not_fit_lies_on_disk_once_and_who_fits_is_kept_beside_the_month_before():
    one = people(10_000)
    little, much = (shared_for([one], 2, memory) for memory in (10**8 * 3, 10**10))
    assert little.packed < (estimate.at_rest(one),) == much.packed
    once, twice = disk_of([one], little), disk_of([one], much)
    assert twice - once == pytest.approx(15.7 * (20_000_000 - little.cuts[0].largest), rel=1e-6)


def test_time_is_shared_by_threads_unless_there_is_one_shard():
    many, few = people(10_000), people(10)
    cuts = {n: cuts_for([many], n, 10**10) for n in (1, 2)}
    one, two = (seconds_of([many], cuts[n], n) for n in (1, 2))
    assert one == pytest.approx(20_000_000 * (4e-7 + 2e-5))
    assert two == pytest.approx(one / 2, rel=0.01)
    assert seconds_of([few], cuts_for([few], 2, 10**10), 2) == pytest.approx(20_000 * (4e-7 + 2e-5))
