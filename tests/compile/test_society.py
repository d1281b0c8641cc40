"""Tables of deeds: what makes them small and quick changes nothing that they say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialcredit.compile.documents import documents
from socialcredit.compile.rates import ages_of, rates
from socialcredit.compile.society import guide_to, in_order, told_apart
from socialcredit.language.resolve import loading
from socialcredit.stages.society.deeds import GUIDES, PART
from socialcredit.stages.society.profiles import KEYS, SHIFTS

DEEDS = in_order(documents(loading.load_beliefs())["deeds"]["deeds"])
weights = st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any)


def test_attributes_that_no_deed_depends_on_change_no_rate():
    keys = np.arange(KEYS)
    levels = {
        "age": len(ages_of(DEEDS)) + 1,
        "fifth": 5,
        "education": 5,
    }  # of eight that three bits could tell apart
    for name, many in levels.items():
        keys = keys[(keys >> SHIFTS[name] & 7) < many]
    told = told_apart(DEEDS)
    assert 0 < told < KEYS
    everywhere = np.ones((1, len(DEEDS)), np.uint8)
    rough, fine = (rates(DEEDS, some, everywhere) for some in (keys & told, keys))
    assert (rough == fine).all()


@given(st.tuples(weights, weights, weights), st.lists(st.integers(0, 2**31 - 1), min_size=1))
def test_a_search_from_the_guide_finds_the_kind_that_one_from_the_start_finds(groups, words):
    chance = [np.rint(np.cumsum(group) / sum(group) * 2**31) for group in groups]
    table = np.concatenate(chance).astype(np.uint32)[None]
    first = np.cumsum([0, *map(len, groups)])
    guide = guide_to(table, first)[0]
    for g in range(3):
        for word in words:
            kinds = range(first[g], first[g + 1])
            meant = next((k for k in kinds if word < table[0, k]), first[g + 1] - 1)
            start = guide[g * GUIDES + (word >> PART)]
            assert first[g] <= start <= meant
            assert all(table[0, k] <= word for k in range(start, meant))


def test_deeds_that_come_several_at_once_are_as_many_and_have_fewer_occasions():
    everywhere, keys = np.ones((1, 2), np.uint8), np.zeros(1, int)
    one = {"deed": "late", "rate": 2.0, "sign": "bad"}
    several = {**one, "at_once": {"values": [1] * 8 + [2] * 4 + [4] * 4}}
    apart, together = rates([one, several], keys, everywhere).T
    assert together == pytest.approx(apart / 2)
