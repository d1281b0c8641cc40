"""What is expected of the people of a place is the sum of what is expected of each of them."""

import numpy as np

from socialcredit.compile import society
from socialcredit.compile.profiles import reckoned
from socialcredit.compile.rates import ages_of, quantiles, rates
from socialcredit.core.ages import ADULT, band
from socialcredit.core.columns import DRIVER, MINORITY
from socialcredit.core.levels import OCCUPATIONS
from socialcredit.core.populations import ATTRIBUTES, NEEDS
from socialcredit.engine import preparing
from socialcredit.language.resolve import loading
from socialcredit.language.resolve.inputs import resolve
from socialcredit.stages.society.profiles import attributes_of

ONCE = {"values": [1]}


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


def test_the_rate_of_a_deed_is_what_its_file_says_of_each_attribute(monkeypatch):
    setup, (deeds, table, _, _, keys) = prepared_with(
        monkeypatch, people=900, places=("hebei", "gansu"), twin=None
    )
    field = attributes_of(keys)
    ages = np.array([0, *ages_of(deeds)])[field["age"]]
    for k, deed in enumerate(deeds):
        by, needs = deed.get("by") or {}, deed.get("needs") or ()
        rate = float(deed["rate"]) / 365.0 / np.mean((deed.get("at_once") or ONCE)["values"])
        found = np.full(len(keys), rate)
        for written, times in (by.get("age") or {}).items():
            first, last = band(written)
            found[(ages >= first) & (ages <= last)] *= times
        for name in [name for name in ATTRIBUTES if by.get(name)]:
            told, levels = by[name], field[ATTRIBUTES[name].field]
            if not isinstance(told, list | tuple):
                told = [told.get(level, 1.0) for level in ATTRIBUTES[name].levels]
            found *= np.array(told)[levels]
        can = ages >= (deed.get("min_age") or 0)
        can &= (ages >= ADULT) | ("adult" not in needs)
        for need in set(needs) & NEEDS.keys():
            can &= field[NEEDS[need][0]] == NEEDS[need][1]
        homes = np.array([home.among(deed) for home in setup.homes])
        assert np.allclose(table[:, k], found * can * homes[0], rtol=1e-12), deed["deed"]
    assert (table == 0).any() and len(keys) > 100


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
