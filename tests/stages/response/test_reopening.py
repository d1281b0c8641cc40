"""Closing to open anew under a bad standing: the chances of a month, by size."""

import numpy as np

from socialcredit.stages.response.reopening import Reopening, chances
from tests.stages.response.test_every_mechanism import settings_of


def test_left_out_nobody_does():
    assert not chances(Reopening()).any()
    assert not chances(settings_of("reopening", strength=0.0)).any()


def test_a_strength_multiplies_the_chances_up_to_certainty():
    told = settings_of("reopening")
    assert np.allclose(chances(told._replace(strength=2.0)), 2 * np.array(told.chance))
    assert (chances(told._replace(strength=1e6)) <= 1).all()


def test_one_number_is_that_of_all_sizes():
    assert np.allclose(chances(Reopening(chance=0.2)), 0.2) and len(chances(Reopening())) == 5
