"""Responses reach only as far as the rules do: who, where, when, of what kind, and of whom known.

Everybody hears, believes and minds far more here than people do, so that an effect that strayed
would be seen; what no rule causes equals the twin's to the unit.
"""

from datetime import date

import numpy as np
import pytest

from socialcredit.compile.counts_as import kin_of, with_kin
from socialcredit.core.events import DEED
from socialcredit.engine.run import simulate
from socialcredit.language.model.scenario import Twin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from tests.engine.towns import mechanisms_off, town

B = "assumptions.behaviour."
LOUD = [
    f"{B}perceived-risk.strength=4", f"{B}perceived-risk.announced=0.9",
    f"{B}perceived-risk.aware_at_start=1", f"{B}perceived-risk.hears=0.5",
    f"{B}perceived-risk.learns=0", f"{B}perceived-risk.hearsay=0",
    f"{B}value-of-standing.strength=10", f"{B}value-of-standing.per=1",
    f"{B}offsetting.strength=200", f"{B}chilling.strength=2", f"{B}chilling.stays=0",
]  # fmt: skip
SIX = ("rongcheng", "shenzhen", "sesame", "court-list", "baihang", "monitored-region")
ADOPTED = "schemes.rongcheng.layers.village.adopts=1"
DEAF = [
    f"{B}perceived-risk.aware_at_start=0", f"{B}perceived-risk.hears=0",
    "schemes.rongcheng.procedure.notice.chance=0",
]  # fmt: skip


def deeds_in(*sets, switched=True, **changes):
    """A town in which everybody minds, told whole: deeds of both worlds, and the run's setup."""
    time = {"starts": date(2018, 7, 1), "ends": date(2018, 10, 31)}
    asked = town(**{"people": 1500, "panel_households": 9000, **time, **changes})
    on = ["responses.chilling=true"] if switched else []
    setup, tables = simulate(resolve(asked, [*LOUD, *on, *sets]), 2)
    rows = tables["panel_events"]
    done = rows["what"] == DEED
    columns = ("world", "resident", "day", "kind", "points", "cause")  # of a deed: size, made up
    return setup, np.column_stack([rows[name][done] for name in columns])


def both(rows, chosen):
    """The deeds of each world that are chosen, without those made up for points, as sets."""
    kept = rows[chosen & (rows[:, 5] != 1)]
    return tuple({tuple(row) for row in kept[kept[:, 0] == w, 1:].tolist()} for w in (0, 1))


def same(rows, chosen):
    """Whether the chosen deeds are those of the twin; there are some."""
    here, there = both(rows, chosen)
    assert len(there) > 20, "the town is too small to show anything"
    return here == there


def fewer(rows, chosen):
    """Whether of the chosen deeds some are left undone, and nothing is done instead."""
    here, there = both(rows, chosen)
    return here < there


def made_up(rows, world=0):
    """How many deeds were done for points."""
    return int(((rows[:, 5] == 1) & (rows[:, 0] == world)).sum())


def test_littering_is_the_twins_until_the_day_of_the_rule_and_in_towns_ever_after():
    """Villages deduct for it from September 2018 on, towns never."""
    setup, rows = deeds_in(ADOPTED)
    day = (date(2018, 9, 1) - date(2018, 7, 1)).days
    littering = rows[:, 3] == setup.deed_numbers["littering"]
    urban = np.repeat(setup.communities.urban, np.diff(setup.communities.offset)) > 0
    in_town = urban[rows[:, 1]]
    assert same(rows, littering & (rows[:, 2] < day))
    assert same(rows, littering & in_town)
    assert fewer(rows, littering & ~in_town & (rows[:, 2] >= day))


def test_whom_the_scheme_does_not_score_by_age_is_moved_by_nothing():
    setup, rows = deeds_in("schemes.rongcheng.subjects.min_age=50")
    young = setup.people.age[rows[:, 1]] < 50
    assert same(rows, young) and fewer(rows, ~young)


def test_who_has_heard_and_is_scored_no_longer_is_moved_no_longer():
    told = "source: assumed, evidence: assumed}"
    subjects = f"[{{since: 2014-01-01, {told}, {{since: 2018-09-01, min_age: 50, {told}]"
    setup, rows = deeds_in(f"schemes.rongcheng.subjects={subjects}")
    young = setup.people.age[rows[:, 1]] < 50
    over = rows[:, 2] >= (date(2018, 9, 1) - date(2018, 7, 1)).days
    assert same(rows, young & over) and fewer(rows, young & ~over) and fewer(rows, ~young & over)


def test_where_a_scheme_is_not_people_do_what_they_did():
    setup, rows = deeds_in(places=("rongcheng", "suqian"), people=3000)
    place = np.repeat(setup.communities.place, np.diff(setup.communities.offset))[rows[:, 1]]
    assert same(rows, place == 1) and fewer(rows, place == 0)


def test_a_rule_that_ended_deters_nobody_from_the_next_day_on():
    setup, rows = deeds_in("schemes.rongcheng.entries.red-light-running.until=2018-08-20")
    last = (date(2018, 8, 20) - date(2018, 7, 1)).days
    kind = rows[:, 3] == setup.deed_numbers["red-light-running"]
    assert same(rows, kind & (rows[:, 2] > last)) and fewer(rows, kind & (rows[:, 2] <= last))


def test_a_rule_that_begins_in_mid_month_deters_from_its_day_on():
    setup, rows = deeds_in("schemes.rongcheng.entries.red-light-running.since=2018-08-10")
    begins = (date(2018, 8, 10) - date(2018, 7, 1)).days
    august = rows[:, 2] < (date(2018, 9, 1) - date(2018, 7, 1)).days
    kind = rows[:, 3] == setup.deed_numbers["red-light-running"]
    assert same(rows, kind & (rows[:, 2] < begins))
    assert fewer(rows, kind & (rows[:, 2] >= begins) & august)


def test_of_what_nobody_has_heard_nobody_minds():
    _, rows = deeds_in(*DEAF)
    assert same(rows, rows[:, 0] >= 0)
    assert made_up(rows) == 0


def test_kinds_of_which_no_rule_speaks_are_left_as_they_are():
    setup, rows = deeds_in()
    ruled = {entry.deed for scheme in setup.schemes for entry in scheme.entries}
    free = np.array([deed["deed"] not in ruled for deed in setup.deeds])[rows[:, 3]]
    assert same(rows, free) and fewer(rows, ~free)


def test_a_kind_from_which_nobody_can_be_deterred_is_done_as_before():
    setup, rows = deeds_in("assumptions.deeds.red-light-running.deterrable=0")
    kind = rows[:, 3] == setup.deed_numbers["red-light-running"]
    assert same(rows, kind) and fewer(rows, ~kind)


def test_what_is_done_for_points_is_of_kinds_rewarded_there_and_then():
    """Villages reward clean-up; without a layer, and before the rule, nobody does it for points."""
    setup, rows = deeds_in("schemes.rongcheng.entries.village-clean-up.since=2018-09-01")
    urban = np.repeat(setup.communities.urban, np.diff(setup.communities.offset)) > 0
    cleaning = (rows[:, 5] == 1) & (rows[:, 3] == setup.deed_numbers["clean-up"])
    days, homes = rows[cleaning, 2], urban[rows[cleaning, 1]]
    assert len(days) > 10 and not homes.any()
    assert days.min() >= (date(2018, 9, 1) - date(2018, 7, 1)).days
    assert made_up(rows, 1) == 0 < made_up(rows)


@pytest.mark.parametrize("share", [0, 1])
def test_what_is_chilled_stays_so_after_the_scheme_where_a_share_of_it_stays(share):
    """Posts in villages, which the rules counted; and no watched deed that they did not."""
    alone = {**mechanisms_off(), "perceived-risk": True, "chilling": True}
    chilled = ["assumptions.deeds.critical-post.rate=1", ADOPTED, f"{B}perceived-risk.strength=0"]
    ends = ["schemes.rongcheng.ends=2018-08-31", f"{B}chilling.stays={share}"]
    setup, rows = deeds_in(*chilled, *ends, responses=alone, switched=False)
    over = rows[:, 2] > (date(2018, 8, 31) - date(2018, 7, 1)).days
    posts = rows[:, 3] == setup.deed_numbers["critical-post"]
    urban = np.repeat(setup.communities.urban, np.diff(setup.communities.offset)) > 0
    ruled = {entry.deed for scheme in setup.schemes for entry in scheme.entries}
    free = np.array([deed["deed"] not in ruled for deed in setup.deeds])[rows[:, 3]]
    assert fewer(rows, ~over & posts)
    assert same(rows, free) and same(rows, posts & urban[rows[:, 1]])
    assert (fewer if share else same)(rows, over & posts)


@pytest.fixture(scope="module")
def side_by_side():
    """The systems of 2018 on a province, a city with a score of its own and the watched region."""
    asked = load_scenario("side-by-side").model_copy(
        update={
            "places": ("hebei", "rongcheng", "shenzhen", "region-r"), "people": 6000,
            "warm_up": None, "ends": date(2018, 4, 30),
            "schemes": SIX, "twin": Twin(without=SIX),
        }
    )  # fmt: skip
    return simulate(resolve(asked, [*LOUD, "responses.chilling=true"]), 2)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_side_by_side_a_kind_without_a_rule_in_a_place_has_the_twins_count_there(
    side_by_side, place
):
    setup, tables = side_by_side
    kin, name = kin_of(setup.deeds, setup.sources).deeds, setup.places[place]
    ruled = set()
    for scheme in setup.schemes:
        if scheme.place in ("china", name):
            ruled |= with_kin((entry.deed for entry in scheme.entries), kin)
    kinds = np.array([deed["deed"] in ruled for deed in setup.deeds])
    table = tables["conduct"]
    counts = np.zeros((2, len(kinds)), np.int64)
    here = table["place"] == place
    alone = table["deeds"] - table["effort"]
    np.add.at(counts, (table["world"][here], table["kind"][here]), alone[here])
    assert (counts[1, ~kinds] > 0).sum() > 5
    assert np.array_equal(counts[0, ~kinds], counts[1, ~kinds])
    assert counts[0, kinds].sum() < counts[1, kinds].sum()


def test_what_was_not_done_is_told_by_place_kind_and_term(side_by_side):
    """The twin's deeds less those done are, in each place and kind, those left undone."""
    setup, tables = side_by_side
    shape = (len(setup.places), len(setup.deeds))
    done, left = np.zeros((2, *shape), np.int64), np.zeros(shape, np.int64)
    table = tables["conduct"]
    where = table["world"], table["place"], table["kind"]
    np.add.at(done, where, table["deeds"] - table["effort"])
    table = tables["refrained"]
    assert set(table["world"].tolist()) == {0}
    np.add.at(left, (table["place"], table["kind"]), table["deeds"])
    open_ = [p for p, name in enumerate(setup.places) if name != "region-r"]  # some are held there
    assert np.array_equal((done[1] - done[0])[open_], left[open_])
    assert {setup.responses.names[t] for t in set(table["term"].tolist())} >= {
        "perceived-risk", "chilling",
    }  # fmt: skip
