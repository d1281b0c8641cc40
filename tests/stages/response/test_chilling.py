"""How much of what is watched, and lawful, is left undone by whoever fears to be taken down."""

import numpy as np
from pytest import approx

from socialcredit.stages.response.chilling import MECHANISM, Chilling


def still(**settings):
    """The chance that a watched deed is done all the same, by step of belief."""
    return np.exp(MECHANISM.terms[0].curve(Chilling(**settings)))


def test_belief_of_three_tenths_leaves_a_quarter_of_watched_deeds_undone():
    done = still(strength=0.25)
    # a belief of 0.3 is step 76.5 of 255; 3 ** -0.25 = 0.7598
    assert (done[76] + done[77]) / 2 == approx(0.7598, abs=0.001)
    assert 0.7 < done[77] < 0.8, "20 to 30 % fewer, as of watched reading"
    assert (done[:26] == 1).all(), "below the belief before any scheme nobody holds back"


def test_switched_off_nothing_is_left_undone():
    assert (still() == 1).all()
