"""Who acts today: everybody whose byte says so, in order, and nobody else."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from socialcredit.core.jit import kernel
from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.society.deeds import hits


@kernel
def written_down(coarse, count, found):
    return hits(coarse, count, found)


@given(
    arrays(np.bool_, COMMUNITY, elements=st.booleans(), fill=st.booleans()),
    st.integers(0, COMMUNITY),
)
def test_everybody_who_acts_is_written_down_once_and_in_order(acts, count):
    coarse, found = acts.astype(np.uint8), np.full(COMMUNITY + 8, -1)
    many = written_down(coarse, count, found)
    assert found[:many].tolist() == np.flatnonzero(acts[:count]).tolist()


def test_a_community_in_which_everybody_acts_fits_into_its_room():
    everybody, found = np.ones(COMMUNITY, np.uint8), np.full(COMMUNITY + 8, -1)
    assert written_down(everybody, COMMUNITY, found) == COMMUNITY
    assert found[:COMMUNITY].tolist() == list(range(COMMUNITY))
