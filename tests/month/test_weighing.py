"""What is at stake: a deed that would cost the grade, once the account has left its start."""

from collections import Counter
from datetime import date

import numpy as np
import pytest

from socialcredit.core.events import DEED, FILED
from socialcredit.engine.run import simulate
from socialcredit.language.resolve.inputs import resolve
from tests.engine.towns import SHARP, mechanisms_off, town

B = "assumptions.behaviour."
CAREFUL = [
    f"{B}value-of-standing.strength=10", f"{B}value-of-standing.per=0.1",
    f"{B}perceived-risk.strength=0",
    f"{B}perceived-risk.aware_at_start=1", f"{B}perceived-risk.hears=1",
]  # fmt: skip
ALONE = {**mechanisms_off(), "perceived-risk": True, "value-of-standing": True}


def lived(*sets):
    """Two thousand people who care for their grade and for nothing else: their books, setup."""
    asked = town(people=2000, panel_households=9000, ends=date(2014, 12, 31), responses=ALONE)
    setup, tables = simulate(resolve(asked, [*SHARP, *CAREFUL, *sets]), 2)
    return setup, tables


@pytest.fixture(scope="module")
def careful():
    return lived()


def deeds_of(tables, world, who):
    """Every deed of these residents in one world, counted: (resident, day, kind, size)."""
    rows = tables["panel_events"]
    here = (rows["what"] == DEED) & (rows["world"] == world) & np.isin(rows["resident"], who)
    columns = (rows[name][here].tolist() for name in ("resident", "day", "kind", "points"))
    return Counter(zip(*columns, strict=True))


def with_records(tables):
    rows = tables["panel_events"]
    return np.unique(rows["resident"][(rows["what"] == FILED) & (rows["world"] == 0)])


def test_who_has_nothing_on_file_does_what_they_did(careful):
    setup, tables = careful
    clean = np.setdiff1d(np.arange(setup.residents), with_records(tables))
    here, there = (deeds_of(tables, world, clean) for world in (0, 1))
    assert there.total() > 1000 and here == there


def test_who_has_leaves_undone_what_would_cost_the_grade_and_nothing_else(careful):
    """Of those with records; most of their deeds cost no grade, and are done as ever."""
    _, tables = careful
    who = with_records(tables)
    here, there = (deeds_of(tables, world, who) for world in (0, 1))
    assert here < there
    assert (there - here).total() == tables["refrained"]["deeds"].sum() < there.total() / 10
