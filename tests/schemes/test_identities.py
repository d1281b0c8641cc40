"""To the unit, month by month: a list's stock is its flows, a score its start and its records."""

from functools import cache

import numpy as np
import pytest

from socialcredit.cases.golden import golden_scenario
from socialcredit.compile.heads import heads
from socialcredit.core.events import CHARGED, CORRECTED, EXPIRED, FILED, FOLLOWED, OPENED, REPAIRED
from socialcredit.engine.collect import gathered
from socialcredit.engine.preparing import prepared
from socialcredit.engine.run import simulate
from socialcredit.language.model.meters import room_of
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_beliefs, load_scheme
from socialcredit.language.resolve.paths import scheme_names
from tests.engine.paired import lived

# A golden run of a year ends before the first result of a period is final: nobody has a grade, and
# what counts is not a sum. Such schemes are held to their records in tests/month/test_made_anew.py.
SUMMED = [
    name
    for name in scheme_names()
    if not (scheme := load_scheme(name)).evaluation and scheme.score[0].counts == "sum"
]
with_lists = [name for name in SUMMED if load_scheme(name).lists]
HOLD, OVER = (FILED, CHARGED), (EXPIRED, REPAIRED, CORRECTED, FOLLOWED)
FEW = 2000
RARE = {"court-list-firms": 60_000}  # of whom few come on a list in a year
CONTESTED = "assumptions.behaviour.dispute.right=0.5"
# Records that end in every way within months, whatever the scheme's own terms.
ENDING = [
    "schemes.{}.procedure.validity={{bad: 60 days, good: 45 days}}",
    "schemes.{}.procedure.notice={{chance: 0.5, after: 3 days}}",
    "schemes.{}.procedure.dispute={{window: 60 days}}",
    "schemes.{}.procedure.office={{decisions: 3000, per: 100000 residents a month}}",
    "schemes.{}.procedure.finds={{wrong: 1.0, right: 0.5, unclear: 0}}",
    "schemes.{}.procedure.repair={{after: 20 days, chance: 0.3}}",
]


def ending(name):
    """The changes that end records, of a scheme with assumptions of its own or without."""
    mechanisms = load_beliefs(golden_scenario(name).assumptions).behaviour.mechanisms
    contested = any(one.mechanism == "dispute" for one in mechanisms)
    return [change.format(name) for change in ENDING] + [CONTESTED] * contested


@pytest.mark.parametrize("name", with_lists)
def test_stock_tomorrow_is_stock_today_plus_what_enters_less_what_leaves(name):
    scheme = load_scheme(name)
    ever = 0
    for sets in ([], ending(name)):
        setup, tables = simulate(resolve(golden_scenario(name), sets), 2)
        lists = tables["lists"]
        assert set(lists["list"].tolist()) <= set(range(len(scheme.lists)))
        for number in range(len(scheme.lists)):
            mine = lists["list"] == number
            month = lists["month"][mine]
            stock, entered, left = (np.zeros(len(setup.months), np.int64) for _ in range(3))
            for column, values in (("stock", stock), ("entered", entered), ("left", left)):
                values[month] = lists[column][mine]
            assert np.array_equal(np.diff(stock, prepend=0), entered - left), (name, number)
            ever += entered.sum()
    assert ever > 0, "nobody was ever listed: the town is too small to say anything"


@cache
def town(name):
    """The golden run with fewer people, whose books are all kept: scores at every month's end."""
    golden = golden_scenario(name)
    people = RARE.get(name) or max(
        FEW, golden.subjects // 2
    )  # the more, the rarer what the scheme files
    whom = "firms" if golden.firms else "people"
    asked = golden.model_copy(update={whom: people, "panel_households": people})
    inputs = resolve(asked, ending(name))
    none = {"valid_for": None, "repair": None}  # so that the procedure's own terms hold for all
    entries = tuple(entry.model_copy(update=none) for entry in inputs.schemes[0].entries)
    scheme = inputs.schemes[0].model_copy(update={"entries": entries})
    setup = prepared(inputs._replace(schemes=(scheme,)), 1)
    scores = []
    life = lived(setup, before=lambda world, _: scores.append(world.standing.score[0].copy()))
    scores.append(life.world.standing.score[0].copy())
    events = gathered(setup, [life.world.collected])["panel_events"]
    return setup, scores, {name: column.tolist() for name, column in events.items()}


def by_month(setup, events):
    """The books month by month: rows of resident, what, record and entry, points."""
    mine = [
        i for i, scheme in enumerate(events["scheme"]) if scheme == 0 or events["what"][i] == OPENED
    ]
    rows = iter(sorted(mine, key=lambda i: events["day"][i]))
    at = next(rows, None)
    for month in setup.months:
        lines = []
        while at is not None and events["day"][at] < month.first_day + month.days:
            key = (events["record"][at], events["entry"][at])
            lines.append((events["resident"][at], events["what"][at], key, events["points"][at]))
            at = next(rows, None)
        yield lines


@pytest.mark.parametrize("name", SUMMED)
def test_a_score_is_its_start_and_the_records_that_count(name):
    """Within the bounds that hold in the month; of a dimension, what its room leaves of it."""
    setup, scores, events = town(name)
    scheme = setup.schemes[0]
    rooms = {d.dimension: round(100 * room_of(scheme, d)) for d in scheme.dimensions}
    begins = {d.dimension: round(100 * d.start) for d in scheme.dimensions}
    start = round(100 * scheme.score[0].start)
    live = [{} for _ in range(setup.residents)]
    filed = ended = 0
    for month, total, lines in zip(setup.months, scores[1:], by_month(setup, events), strict=True):
        for who, what, key, points in lines:
            if what in HOLD:
                live[who][key] = live[who].get(key, 0) + points
                filed += 1
            elif what == OPENED:  # another firm, of which nothing is on file
                live[who].clear()
            elif what in OVER:
                live[who].pop(key)
                ended += 1
        if rooms:
            expected = [in_rooms(scheme, held, begins, rooms) for held in live]
        else:
            expected = [start + sum(held.values()) for held in live]
        head = heads([scheme], setup.months[0].first, month.first)
        low, high = head.lowest[0], head.highest[0]
        assert [min(max(sum_, low), high) for sum_ in total.tolist()] == [
            min(max(sum_, low), high) for sum_ in expected
        ]
    assert filed and ended, "the town is too small to say anything"


def in_rooms(scheme, held, begins, rooms):
    """A score built of dimensions: the lowest, and what each room leaves of its points."""
    levels = dict(begins)
    for (_, entry), points in held.items():
        if scheme.entries[entry].dimension:
            levels[scheme.entries[entry].dimension] += points
    lowest = round(100 * scheme.score[0].lowest)
    return lowest + sum(min(max(level, 0), rooms[name]) for name, level in levels.items())
