"""One thing changes, and nothing else does: a record, two residents' luck, a blind source."""

from dataclasses import replace

import numpy as np
import pytest

from socialcredit.core.events import DEED, FILED, SIGHTED, WRONG_PERSON
from tests.engine.paired import (
    CAUSE,
    DAY,
    KIND,
    POINTS,
    RECORD,
    SOURCE,
    all_of,
    households,
    lived,
    of,
    town_of,
    whose_book_differs,
    whose_standing_differs,
)


@pytest.fixture(scope="module")
def setup():
    return town_of()


@pytest.fixture(scope="module")
def undisturbed(setup):
    return lived(setup)


def letter_about(setup, community, position, deed, source):
    """A sighting in the post, about one resident of one community."""
    count = int(np.diff(setup.communities.offset)[community])
    word = ((2 * position + 1) << 31) // (2 * count) * 2
    kind, by = setup.deed_numbers[deed], setup.source_numbers[source]
    return np.array([[community, word, kind, 1, 1, by, 0]], np.int64)


def adults(setup, community=0):
    first, last = setup.communities.offset[community : community + 2]
    return np.flatnonzero(setup.people.age[first:last] >= 18)


@pytest.mark.parametrize("nth", [0, 100, 200])
@pytest.mark.parametrize(
    ("deed", "source"), [("traffic-offence", "traffic-police"), ("loan-arrears", "banks")]
)
def test_one_more_record_changes_one_score(setup, undisturbed, nth, deed, source):
    who = int(adults(setup)[nth])

    def one_more(world, month):
        if month == 1:
            world.post = np.concatenate([world.post, letter_about(setup, 0, who, deed, source)])

    changed = lived(setup, before=one_more)
    more = all_of(changed, FILED) - all_of(undisturbed, FILED)
    assert {row[0] for row in more} == {who}
    assert len({row[RECORD] for row in more if row[CAUSE] == WRONG_PERSON}) == 1
    assert sum(row[POINTS] for row in more) < 0
    assert whose_standing_differs(undisturbed, changed) == {who}
    score = changed.world.standing.score[0] - undisturbed.world.standing.score[0]
    assert np.flatnonzero(score).tolist() == [who]
    assert all_of(changed, DEED) == all_of(undisturbed, DEED)
    home = households(setup)
    assert {home[i] for i in whose_book_differs(undisturbed, changed)} == {home[who]}


def alike(setup, life):
    """Two neighbours of different households who are tempted alike and both did things."""
    people, found = setup.people, {}
    home = households(setup)
    for who in range(int(np.diff(setup.communities.offset).min())):
        mine = len(of(life.books[who], DEED))
        other = found.setdefault((people.profile[who], people.motivation[who] >> 5), who)
        if home[other] != home[who] and mine and of(life.books[other], DEED):
            return other, who
    raise AssertionError("the town has no two alike")


def test_swapped_luck_is_swapped_and_touches_nobody_else(setup, undisturbed):
    one, other = alike(setup, undisturbed)
    kept = setup.people.motivation[other]
    setup.people.motivation[other] = setup.people.motivation[one]

    def swap(space):
        """The luck of two positions, in every community that has them."""
        space.luck[[one, other]] = other, one

    swapped = {int(first) + who for first in setup.communities.offset[:-1] for who in (one, other)}

    try:
        before, after = lived(setup), lived(setup, space=swap)
    finally:
        setup.people.motivation[other] = kept
    for mine, theirs in ((one, other), (other, one)):
        done = {row[1:] for row in of(before.books[theirs], DEED)}
        assert {row[1:] for row in of(after.books[mine], DEED)} == done
    assert of(before.books[one], DEED) != of(after.books[one], DEED)
    strangers = {i for i in before.books if i not in swapped}
    for i in strangers:
        assert of(before.books[i], DEED) == of(after.books[i], DEED)
    home = households(setup)
    touched = swapped | mistaken(before, after)
    at_home = {home[i] for i in touched}
    assert {home[i] for i in whose_book_differs(before, after)} <= at_home
    assert whose_standing_differs(before, after) <= touched
    assert whose_book_differs(before, after) >= {one, other}


def mistaken(before, after):
    """Residents on whom a deed of somebody else was filed in one life and not in the other."""
    rows = all_of(before, SIGHTED) ^ all_of(after, SIGHTED)
    return {row[0] for row in rows if row[CAUSE] == WRONG_PERSON}


def blinded(setup, name):
    """The town with a source that sees nothing, not even what is not there."""
    nothing = {"coverage": {"urban": 0.0, "rural": 0.0}, "false_alarm": 0.0}
    told = [{**s, **nothing} if s["source"] == name else s for s in setup.sources]
    return replace(setup, sources=tuple(told))


@pytest.mark.parametrize("name", ["traffic-police", "platforms", "charities", "banks"])
def test_a_blind_source_changes_only_what_it_saw(setup, undisturbed, name):
    number = setup.source_numbers[name]
    blind = lived(blinded(setup, name))
    seen, rest = all_of(undisturbed, SIGHTED), all_of(blind, SIGHTED)
    its_own = {row for row in seen if row[SOURCE] == number}
    assert its_own
    assert not any(row[SOURCE] == number for row in rest)
    assert seen - rest == its_own
    # What it no longer sees, another may see: the same acts, on the same days.
    acts = {(row[DAY], row[RECORD] >> 24 & 255) for row in its_own}
    assert {(row[DAY], row[RECORD] >> 24 & 255) for row in rest - seen} <= acts
    assert all_of(blind, DEED) == all_of(undisturbed, DEED)
    concerned = {row[0] for row in its_own | (rest - seen)}
    assert whose_standing_differs(undisturbed, blind) <= concerned
    home = households(setup)
    at_home = {home[i] for i in concerned}
    assert {home[i] for i in whose_book_differs(undisturbed, blind)} <= at_home


@pytest.mark.parametrize("change", ["sees.clean-up=0", "sees.clean-up=0.01", "sees={}"])
def test_a_source_that_sees_less_keeps_its_turn_and_the_others_theirs(setup, undisturbed, change):
    """Neighbours are the likeliest to report a clean-up; next come charities."""
    neighbours, cleaned = setup.source_numbers["village-reporters"], setup.deed_numbers["clean-up"]
    dim = lived(town_of(f"assumptions.sensors.village-reporters.{change}"))
    seen, rest = all_of(undisturbed, SIGHTED), all_of(dim, SIGHTED)
    reports = {row for row in seen if row[SOURCE] == neighbours}
    assert any(row[KIND] == cleaned for row in seen - reports)
    assert any(row[KIND] == cleaned for row in reports - rest)
    assert seen - rest <= reports
    acts = {(row[DAY], row[RECORD] >> 24 & 255) for row in reports}
    others = {row for row in rest - seen if row[SOURCE] != neighbours}
    assert {(row[DAY], row[RECORD] >> 24 & 255) for row in others} <= acts
    if change == "sees={}":
        assert not any(row[SOURCE] == neighbours for row in rest)


def test_a_source_that_alone_sees_its_deeds_takes_them_along(setup, undisturbed):
    alone = setup.source_numbers["hospitals"]
    gift = setup.deed_numbers["blood-donation"]
    blind = lived(blinded(setup, "hospitals"))
    seen = {row for row in all_of(undisturbed, SIGHTED) if row[SOURCE] == alone}
    assert {row[KIND] for row in seen} == {gift}
    assert all_of(blind, SIGHTED) == all_of(undisturbed, SIGHTED) - seen
