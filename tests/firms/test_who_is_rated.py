"""Whom a scheme rates of the firms there are: by sector, size, ownership and age of the licence."""

import numpy as np

from socialcredit.core.levels import OWNERSHIPS, SIZES
from socialcredit.core.limits import COMMUNITY
from socialcredit.engine.month_tables import compiled_of, tables_of
from socialcredit.engine.preparing import prepared
from socialcredit.language.model.cases import Firm
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.month.subjects import mark_subjects
from tests.firms.places import TOWN


def rated(*said):
    """The firms of a town with what they are, and whether the scheme rates each in its month."""
    setup = prepared(resolve(load_scenario(TOWN), ["firms=2000", *said]), 1)
    book = tables_of(setup, setup.months[0], 0, compiled_of(setup)).book
    found = np.zeros((1, setup.residents), np.uint8)
    mark_subjects(
        book, setup.people, setup.communities.offset, setup.communities.place, 0,
        len(setup.communities.place), np.arange(COMMUNITY), 0, setup.key, found,
    )  # fmt: skip
    return setup.people, found[0] == 1


def of(levels, names):
    return [levels.index(name) for name in names]


def test_a_scheme_on_large_firms_rates_them_and_nobody_else():
    people, which = rated("schemes.tax.subjects.size=[medium, large]")
    there = np.isin(people.fifth, of(SIZES, ["medium", "large"])) & (people.age >= 12)
    assert which.any() and (which == there).all()


def test_size_and_ownership_are_asked_together():
    said = ("schemes.tax.subjects.size=[small]", "schemes.tax.subjects.ownership=[private, state]")
    people, which = rated(*said)
    owned = np.isin(people.occupation, of(OWNERSHIPS, ["private", "state"]))
    there = (people.fifth == SIZES.index("small")) & owned & (people.age >= 12)
    assert which.any() and (which == there).all()


def test_where_neither_is_named_all_are_rated():
    people, which = rated()
    assert (which == (people.age >= 12)).all()


def test_an_example_firm_is_asked_the_same():
    firm = Firm(licensed_for="2 years", size="large", ownership="state")
    assert firm.levels == (SIZES.index("large"), OWNERSHIPS.index("state"))
    assert Firm(licensed_for="2 years").levels == (0, 0)
