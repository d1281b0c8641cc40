"""A small town of a densely monitored region: what each kind of watching does, and only that."""

import json
import re

import numpy as np
import pytest

from socialcredit.core.columns import MINORITY
from socialcredit.core.events import ASSOCIATION, FALSE_ALARM, GRADE, SIGHTED, WRONG_PERSON
from socialcredit.engine import run
from socialcredit.language.resolve import loading
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.paths import scheme_folder

SMALL = {"people": 2000, "panel_households": 2000}
CLOSE = [
    "assumptions.sensors.joint-platform.sees.activity-a=0.02",
    "assumptions.behaviour.perceived-risk.aware_at_start=1.0",
]


def tables_of(*sets, **responses):
    asked = loading.load_scenario("monitored-region")
    ends = asked.starts.replace(month=6, day=30)
    asked = asked.model_copy(update={**SMALL, "ends": ends, "responses": responses})
    return run.simulate(resolve(asked, [*CLOSE, *sets]), 1)


@pytest.fixture(scope="module")
def watched():
    return tables_of()


def lawful_deeds(tables, world):
    done = tables["conduct"]
    mine = (done["world"] == world) & (done["kind"] >= 2)
    return int(done["deeds"][mine].sum())


def test_lawful_deeds_are_left_undone_under_the_scheme_and_by_no_other_response(watched):
    tables = watched[1]
    assert lawful_deeds(tables, 0) < 0.95 * lawful_deeds(tables, 1)
    warm = tables_of(chilling=False)[1]
    assert lawful_deeds(warm, 0) == lawful_deeds(warm, 1) == lawful_deeds(tables, 1)
    unafraid = tables_of(**{"perceived-risk": False})[1]
    assert lawful_deeds(unafraid, 0) == lawful_deeds(unafraid, 1)


def sightings(tables):
    events = tables["panel_events"]
    seen = (events["what"] == SIGHTED) & (events["world"] == 0)
    return {name: column[seen] for name, column in events.items()}


def test_relatives_are_drawn_along_within_the_household_and_filed_under_their_own_cause(watched):
    setup, tables = watched
    seen = sightings(tables)
    home = np.cumsum(setup.people.position == 0)[seen["resident"]]
    along = seen["cause"] == ASSOCIATION
    own = {(int(h), int(d)) for h, d in zip(home[~along], seen["day"][~along], strict=True)}
    kin = [(int(h), int(d)) for h, d in zip(home[along], seen["day"][along], strict=True)]
    assert len(kin) > 10
    assert set(kin) <= own, "nobody is drawn along but by somebody sighted at home that day"
    filed = tables["records"]
    assert filed["records"][filed["cause"] == ASSOCIATION].sum() > 0


def test_without_association_every_other_sighting_is_the_same(watched):
    alone = sightings(
        tables_of("assumptions.sensors.joint-platform.draws_along=0", chilling=False)[1]
    )
    with_kin = sightings(tables_of(chilling=False)[1])
    own = with_kin["cause"] != ASSOCIATION

    def rows(seen, keep=slice(None)):
        names = ("resident", "day", "kind", "source", "cause", "record")
        return {
            tuple(int(v) for v in row) for row in zip(*(seen[n][keep] for n in names), strict=True)
        }

    assert own.sum() < len(own)
    assert rows(with_kin, own) == rows(alone)


def test_attention_to_a_group_changes_what_is_seen_of_that_group_alone():
    paid = "assumptions.sensors.joint-platform.attention.minority"
    setup, plain = tables_of(chilling=False)
    _, more = tables_of(f"{paid}={{2016-01-01: 9}}", chilling=False)
    minority = (setup.people.flags & MINORITY) > 0
    counts = [
        np.bincount(minority[sightings(t)["resident"]].astype(int), minlength=2)
        for t in (plain, more)
    ]
    assert counts[1][1] > 3 * counts[0][1]
    # relatives and mistakes may cross between groups, deeds seen may not
    assert counts[1][0] - counts[0][0] < 0.2 * (counts[1][1] - counts[0][1])


def test_staff_under_pressure_file_what_they_would_have_dropped():
    filed = [
        int(tables_of(f"schemes.monitored-region.procedure.screening.pressure={p}")[1]["records"]
            ["records"].sum())
        for p in ("0.0", "1.0")
    ]  # fmt: skip
    assert filed[0] == pytest.approx(0.4 * filed[1], rel=0.25)


def test_errors_fall_on_the_group_whose_error_rate_is_higher_whatever_it_does():
    none_done = [f"assumptions.deeds.activity-{one}.rate=0" for one in "abcd"]
    none_done += [f"assumptions.deeds.harm-{one}.rate=0" for one in ("small", "grave")]
    loud = "assumptions.sensors.{}.false_alarm=0.06"
    alarms = [loud.format(source) for source in ("joint-platform", "checkpoints")]
    setup, tables = tables_of(*none_done, *alarms)
    minority = (setup.people.flags & MINORITY) > 0
    seen = sightings(tables)
    wrong = np.isin(seen["cause"], (FALSE_ALARM, WRONG_PERSON))
    assert wrong.sum() > 100
    per_head = [
        (minority[seen["resident"][wrong]] == group).sum() / (minority == group).sum()
        for group in (False, True)
    ]
    assert per_head[1] > 1.5 * per_head[0]


@pytest.fixture(scope="module")
def densely():
    """Half a year in which everything that anybody does is likely to be flagged."""
    return tables_of("assumptions.sensors.joint-platform.sees.activity-a=0.3", chilling=False)[1]


def test_hardly_any_flag_is_ever_taken_back(densely):
    filed = densely["records"]
    mine = filed["world"] == 0
    taken_back = sum(filed[name][mine].sum() for name in ("repaired", "expired", "corrected"))
    assert filed["records"][mine].sum() > 500
    assert taken_back < 0.005 * filed["records"][mine].sum()


def test_whoever_was_flagged_falls_further_and_hardly_anybody_comes_back(densely):
    entries = loading.load_scheme("monitored-region").entries
    early = {entry.ladder for entry in entries if entry.until}
    assert early == {(-5, -5, -20)}, "the third flag costs more than the first two"
    events = densely["panel_events"]
    mine = (events["world"] == 0) & (events["what"] == GRADE)
    order = np.lexsort((events["grade"][mine], events["day"][mine], events["resident"][mine]))
    who, grade = events["resident"][mine][order], events["grade"][mine][order]
    fell = (np.diff(grade) > 0) & (np.diff(who) == 0)
    rose = (np.diff(grade) < 0) & (np.diff(who) == 0)
    assert fell.sum() > 5 * (1 + rose.sum())


def seen_while_held(tables):
    """Sightings of residents after the day on which they came into a grade that is held."""
    events = tables["panel_events"]
    events = {name: column[events["world"] == 0] for name, column in events.items()}
    graded = events["what"] == GRADE
    order = np.lexsort((events["grade"], events["day"]))
    seen = 0
    for who in np.unique(events["resident"][graded & (events["grade"] >= CONFINED)]):
        mine = [at for at in order if events["resident"][at] == who]
        held_since = None
        for at in mine:
            if graded[at]:
                inside = events["grade"][at] >= CONFINED
                held_since = events["day"][at] if inside else None
            elif events["what"][at] == SIGHTED and held_since is not None:
                seen += events["day"][at] > held_since
    return seen


CONFINED = 2  # grades are numbered from the best


def test_whoever_is_held_is_not_flagged_again_for_life_at_home(densely):
    assert seen_while_held(densely) == 0
    events = densely["panel_events"]
    held = (events["world"] == 0) & (events["what"] == GRADE) & (events["grade"] >= CONFINED)
    assert held.sum() > 10


def test_a_source_that_reaches_the_held_goes_on_seeing_them():
    inside = "assumptions.sensors.joint-platform.sees_held=true"
    seen = "assumptions.sensors.joint-platform.sees.activity-a=0.3"
    free = "schemes.monitored-region.consequences.locked-away.evaded={share: 0.9, source: assumed, "
    acts = free + "evidence: assumed}"  # as if what they do inside were the same
    assert seen_while_held(tables_of(seen, inside, acts, chilling=False)[1]) > 3


def test_what_is_watched_is_abstract_and_done_by_everybody_alike():
    beliefs = loading.load_beliefs(loading.load_scenario("monitored-region").assumptions)
    lawful = [deed for deed in beliefs.deeds.deeds if deed.sign == "watched"]
    assert [deed.deed for deed in lawful] == [f"activity-{one}" for one in "abcd"]
    assert all(deed.by == type(deed.by)() and not deed.needs for deed in beliefs.deeds.deeds)


def test_no_rule_knows_of_a_group_and_no_file_of_a_faith_or_a_people():
    scheme = loading.load_scheme("monitored-region")
    rules = json.dumps([rule.model_dump(mode="json") for rule in (*scheme.entries, *scheme.lists,
                        *scheme.consequences, *scheme.subjects)]).lower()  # fmt: skip
    assert "minority" not in rules and "majority" not in rules
    scheme_files = scheme_folder("monitored-region")
    folders = [scheme_files, scheme_files.parents[1] / "assumptions" / "monitored-region"]
    files = [path for folder in folders for path in folder.iterdir()]
    words = re.compile("uyghur|uighur|kazakh|turkic|muslim|islam|mosque|quran|pray|veil|beard")
    assert len(files) > 6
    assert not [path.name for path in files if words.search(path.read_text("utf-8").lower())]
