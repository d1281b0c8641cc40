"""Each mechanism by itself, loud: no leak by place, layer, date, person, kind, world or end.

Two cities, of which one has Rongcheng's rules; people below thirty are not scored; the scheme ends
with September. What no rule causes is the twin's to the unit, unless `reach.py` says why not.
"""

from datetime import date

import numpy as np
import pytest

from socialcredit.core.events import DEED
from socialcredit.engine.run import simulate
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.stages.response.mechanisms import MECHANISMS
from tests.engine.reach import B, reach_of, seen
from tests.engine.towns import mechanisms_off, town

HEARD = [
    f"{B}perceived-risk.announced=0.9", f"{B}perceived-risk.aware_at_start=1",
    f"{B}perceived-risk.hears=0.5", f"{B}perceived-risk.fades=0",
]  # fmt: skip
QUIET = f"{B}perceived-risk.strength=0"
TOWN = [
    "schemes.rongcheng.layers.village.adopts=1",
    "assumptions.deeds.critical-post.rate=1",  # that there is something to be chilled
    "schemes.rongcheng.subjects.min_age=30",
    "schemes.rongcheng.ends=2018-09-30",
]
LAST = (date(2018, 9, 30) - date(2018, 7, 1)).days
OF_PERSONS = [name for name in MECHANISMS if name in mechanisms_off()]
TRIED = [name for name in OF_PERSONS if not reach_of(name).silent]


def lived(*sets, on=()):
    """The setup, and the deeds of both worlds: world, resident, day, kind, size, made up."""
    switches = {**mechanisms_off(), **dict.fromkeys(on, True)}
    files = load_scenario("rongcheng").assumptions | {"deeds": "rongcheng-ended/deeds.yaml"}
    asked = town(
        assumptions=files,  # which say how many hours a deed takes
        people=12000, panel_households=9000, places=("rongcheng", "suqian"), responses=switches,
        starts=date(2018, 7, 1), ends=date(2018, 10, 31),
    )  # fmt: skip
    setup, tables = simulate(resolve(asked, [*TOWN, *sets]), 2)
    rows = tables["panel_events"]
    done = rows["what"] == DEED
    columns = ("world", "resident", "day", "kind", "points", "cause")
    return setup, np.column_stack([rows[name][done] for name in columns])


@pytest.fixture(scope="module")
def unmoved():
    """The town in which nobody responds."""
    return lived()[1]


@pytest.fixture(scope="module", params=TRIED)
def moved(request):
    """A mechanism's name, the town in which it alone is on, and how far it may reach."""
    name, reach = request.param, reach_of(request.param)
    on = {"perceived-risk", name, *reach.needs}
    sets = [*HEARD, *([QUIET] if name != "perceived-risk" else []), *reach.loud]
    return (name, *lived(*sets, on=on), reach)


def worlds(rows, chosen):
    """The chosen deeds of each world as sorted rows, without the world."""
    kept = rows[chosen]
    return tuple(kept[kept[:, 0] == world, 1:] for world in (0, 1))


def assert_same(rows, chosen, why):
    here, there = worlds(rows, chosen)
    assert len(there) > 20, "the town is too small to show anything"
    assert np.array_equal(here, there), why


def place_of(setup, rows):
    return np.repeat(setup.communities.place, np.diff(setup.communities.offset))[rows[:, 1]]


def test_where_nobody_responds_nobody_does_anything_else(unmoved):
    assert_same(unmoved, unmoved[:, 0] >= 0, "all are off")


def test_something_moves_or_there_was_nothing_to_see(moved):
    name, _, rows, _ = moved
    here, there = worlds(rows, rows[:, 0] >= 0)
    assert not np.array_equal(here, there), seen(name)


def test_what_the_twin_does_no_strength_touches(moved, unmoved):
    name, _, rows, _ = moved
    twin, before = (worlds(one, one[:, 0] >= 0)[1] for one in (rows, unmoved))
    assert np.array_equal(twin, before), name


def test_where_the_scheme_is_not_people_do_what_they_did(moved):
    name, setup, rows, _ = moved
    assert_same(rows, place_of(setup, rows) == 1, name)


def test_whom_the_scheme_does_not_score_it_does_not_move(moved):
    name, setup, rows, reach = moved
    if not reach.others:
        assert_same(rows, setup.people.age[rows[:, 1]] < 30, name)


def test_kinds_of_which_no_rule_speaks_are_the_twins(moved):
    name, setup, rows, reach = moved
    if not reach.free:
        ruled = {entry.deed for scheme in setup.schemes for entry in scheme.entries}
        free = np.array([deed["deed"] not in ruled for deed in setup.deeds])[rows[:, 3]]
        assert_same(rows, free, name)


def test_after_the_last_scheme_conduct_is_the_twins_again(moved):
    name, _, rows, reach = moved
    if not reach.lasts:
        assert_same(rows, rows[:, 2] > LAST, name)


def test_in_towns_a_rule_of_villages_moves_nobody(moved):
    """Villages deduct for littering from September on; towns never."""
    name, setup, rows, reach = moved
    urban = np.repeat(setup.communities.urban, np.diff(setup.communities.offset)) > 0
    littering = rows[:, 3] == setup.deed_numbers["littering"]
    if not reach.free:
        assert_same(rows, littering & urban[rows[:, 1]], name)
