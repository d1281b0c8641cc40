"""Residents of a nation have large numbers: nothing told of a panel may be as long as that."""

import pytest

from socialcredit.core.run_layout import TABLES
from socialcredit.results.lives import choosing
from socialcredit.results.measures.registry import values
from socialcredit.results.run import Run

FAR = 10**13  # an array of so many does not fit into any machine
WHOSE = ("resident", "household")


@pytest.fixture
def far(tiny):
    """The tiny run, with panel and households numbered from ten million millions on."""
    tables = {name: dict(tiny.table(name)) for name in TABLES if tiny.has(name)}
    for table in tables.values():
        for column in set(WHOSE) & set(table):
            table[column] = table[column] + FAR * (table[column] >= 0)
    return Run(None, tiny.manifest, tables)


def test_every_measure_is_what_it_is_of_a_small_town(tiny, far):
    assert values(far) == values(tiny)


def test_the_same_lives_are_told(tiny, far):
    told = [(life.resident + FAR, life.role) for life in choosing.pick_lives(tiny)]
    assert told and [(life.resident, life.role) for life in choosing.pick_lives(far)] == told
