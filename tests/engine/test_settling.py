"""What runs share of their preparation is what each would have made alone."""

from datetime import date

import numpy as np
import pytest

from socialcredit.engine import folder, settling
from socialcredit.engine.run import simulate
from socialcredit.engine.setup import prepared
from socialcredit.language.resolve.inputs import resolve
from tests.engine.towns import town

SMALL = {"people": 600, "ends": date(2014, 3, 31), "twin": None}
OTHERS = {
    "another seed": ({"seed": 12}, []),
    "other rules": ({}, ["schemes.rongcheng.score.start=900"]),
    "another place": ({"places": ("weihai",)}, []),
    "more people": ({"people": 700}, []),
    "another year": ({"starts": date(2016, 1, 1), "ends": date(2016, 3, 31)}, []),
    "other households": ({}, ["assumptions.population.newcomers.rural=0.3"]),
}


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(settling, "recipes", settling.Kept(settling.RECIPES))
    monkeypatch.setattr(settling, "populations", settling.Kept(settling.POPULATIONS))


def hash_of(sets=(), **changes):
    _, tables = simulate(resolve(town(**{**SMALL, **changes}), sets), 1)
    return folder.content_hash(folder.table_hashes(tables))


@pytest.mark.parametrize("what", OTHERS)
def test_a_run_after_others_is_the_run_alone(what, monkeypatch):
    changes, sets = OTHERS[what]
    before = hash_of()
    after, again = hash_of(sets, **changes), hash_of()
    for kept in ("recipes", "populations"):
        monkeypatch.setattr(settling, kept, settling.Kept(0))
    assert after == hash_of(sets, **changes) != before == again


def test_people_are_settled_once_for_runs_that_have_the_same():
    one, other, third = (
        prepared(resolve(town(**{**SMALL, **changes}), sets), 1)
        for changes, sets in (({}, []), OTHERS["other rules"], OTHERS["another seed"])
    )
    assert one.people.age is other.people.age and one.people.age is not third.people.age
    assert one.people.profile is not other.people.profile, "profiles hang on the deeds of a run"
    assert len(settling.recipes.made) == 1, "a seed changes no household of the pool"


def test_nothing_of_a_resident_is_written_while_people_are_lived():
    setup = prepared(resolve(town(**SMALL)), 1)
    before = [column.copy() for column in setup.people]
    simulate(resolve(town(**SMALL)), 2)
    for column, was in zip(setup.people, before, strict=True):
        assert np.array_equal(column, was)


def test_only_the_last_few_are_kept():
    kept = settling.Kept(2)
    for number in (1, 2, 1, 3):
        kept.get(number, lambda number=number: number)
    assert list(kept.made.values()) == [1, 3]
