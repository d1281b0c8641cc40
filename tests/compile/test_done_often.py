"""What is expected of the people of a place is the sum of what is expected of each of them."""

import numpy as np

from socialcredit.compile import society
from socialcredit.compile.profiles import reckoned
from socialcredit.compile.rates import ages_of, quantiles, rates
from socialcredit.core.columns import DRIVER, MINORITY
from socialcredit.core.levels import OCCUPATIONS
from socialcredit.engine import preparing
from socialcredit.language.resolve import loading
from socialcredit.language.resolve.inputs import resolve


def prepared_with(monkeypatch, **changes):
    """A run that is prepared, and what `done_often` was asked."""
    asked = []
    monkeypatch.setattr(
        preparing, "done_often", lambda *given: asked.append(given) or society.done_often(*given)
    )
    scenario = loading.load_scenario("national").model_copy(update=changes)
    return preparing.prepared(resolve(scenario), 1), asked[0]


def test_expected_deeds_are_the_sum_over_residents(monkeypatch):
    places = ("hebei", "qinghai", "beijing")
    setup, asked = prepared_with(monkeypatch, people=900, places=places, twin=None)
    deeds, table, *_ = asked
    people, communities = setup.people, setup.communities
    occasions = table * quantiles(deeds, "at_once", "values", 1).mean(axis=1)
    found = np.zeros_like(setup.often)
    for community, place in enumerate(communities.place):
        for i in range(communities.offset[community], communities.offset[community + 1]):
            looks = 2 * bool(people.flags[i] & MINORITY) + communities.urban[community]
            drives = int(bool(people.flags[i] & DRIVER))
            found[place, looks, people.occupation[i], drives] += occasions[people.profile[i]]
    assert found.shape == (3, 4, len(OCCUPATIONS), 2, len(deeds))
    assert np.allclose(setup.often, found, rtol=1e-12) and found.sum() > 10


def test_what_is_counted_in_parts_is_what_is_counted_at_once(monkeypatch):
    setup, asked = prepared_with(monkeypatch, people=900, places=("hebei", "gansu"), twin=None)
    monkeypatch.setattr(society, "TOGETHER", 1)
    assert np.array_equal(setup.often, society.done_often(*asked))


def test_what_hangs_on_a_profile_is_the_same_whoever_was_asked_before(monkeypatch):
    _, (deeds, table, *_) = prepared_with(monkeypatch, people=900, places=("hebei",), twin=None)
    keys = np.arange(0, 4000, 7)
    keys = keys[keys % 8 <= len(ages_of(deeds))]  # the lower three bits are a band of ages
    done = np.ones((1, len(deeds)))
    known = preparing.Profiles()
    for some in (keys[::3], keys[1::2], keys):
        found, alone = known.of(deeds, some, done), reckoned(deeds, some, done)
        assert np.array_equal(found.rate, rates(deeds, some, done))
        assert all(map(np.array_equal, found, alone))
