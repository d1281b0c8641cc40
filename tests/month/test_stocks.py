"""Identities that hold to the unit, every month: a score is its entries, a list has its grounds."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest

from socialcredit.core.calendar import Month
from socialcredit.core.events import (
    CHARGED,
    COLUMNS,
    CORRECTED,
    EXPIRED,
    FILED,
    GRADE,
    LISTED,
    REPAIRED,
)
from socialcredit.engine.collect import gathered
from socialcredit.engine.month_tables import Compiled, tables_of
from socialcredit.engine.preparing import prepared
from socialcredit.engine.setup import Setup
from socialcredit.engine.world import World
from socialcredit.language.resolve.inputs import resolve
from tests.engine.paired import DAY, ENTRY, POINTS, RECORD, SCHEME, WHAT, WHO, lived
from tests.engine.towns import SHARP, town

# Lists that many enter and leave, records that end in every way, an office that finds for many.
BUSY = [
    "schemes.rongcheng.lists.black-list.enter={score_below: 1000}",
    "schemes.rongcheng.lists.black-list.term=14 days",
    "schemes.rongcheng.lists.red-list.enter={grades: [A, B]}",
    "schemes.rongcheng.lists.red-list.until=2014-05-20",
    "schemes.rongcheng.procedure.validity.bad=60 days",
    "schemes.rongcheng.procedure.validity.good=45 days",
    "schemes.rongcheng.procedure.finds.right=0.5",
    "schemes.rongcheng.procedure.office.decisions=3000",
    "assumptions.behaviour.dispute.right=0.5",
    "schemes.rongcheng.entries.traffic-offence.repair={after: 10 days, chance: 1.0}",
]
HOLD, OVER = (FILED, CHARGED), (EXPIRED, REPAIRED, CORRECTED)


class Snapshot(NamedTuple):
    """The standing of everybody at the end of a month."""

    month: Month
    score: np.ndarray
    grade: np.ndarray
    until: np.ndarray


class Lived(NamedTuple):
    """A town with its months' ends and its tables; everybody is in the panel."""

    setup: Setup
    world: World
    ends: list[Snapshot]
    tables: dict
    events: np.ndarray


@pytest.fixture(scope="module")
def past():
    """Six months of a town where records come and go."""
    ends = town().starts.replace(month=6, day=30)
    setup = prepared(resolve(town(twin=None, people=1500, ends=ends), [*SHARP, *BUSY]), 2)
    snapshots: list[Snapshot] = []

    def note(world, month):
        if month:
            standing = world.standing
            copies = (standing.score[0], standing.grade[0], standing.until)
            snapshots.append(Snapshot(setup.months[month - 1], *(c.copy() for c in copies)))

    life = lived(setup, before=note)
    note(life.world, len(setup.months))
    tables = gathered(setup, [life.world.collected])
    events = np.column_stack([tables["panel_events"][name] for name in COLUMNS])
    return Lived(setup, life.world, snapshots, tables, events)


def last_day(month):
    return month.first_day + month.days - 1


def live_entries(events, day, residents):
    """The points, in hundredths, of every resident's records that still count on a day."""
    rows = events[(events[:, DAY] <= day) & (events[:, SCHEME] == 0)]
    points: dict[tuple, int] = {}
    for row in rows:
        key = (row[WHO], row[RECORD], row[ENTRY])
        if row[WHAT] in HOLD:
            points[key] = points.get(key, 0) + row[POINTS]
        elif row[WHAT] in OVER:
            points.pop(key)
    total = np.zeros(residents, np.int64)
    for (who, _, _), earned in points.items():
        total[who] += earned
    return total


def test_every_score_every_month_is_its_start_and_its_live_entries(past):
    start = round(past.setup.schemes[0].score[0].start * 100)
    what = past.events[:, WHAT]
    assert all((what == kind).sum() > 5 for kind in (*HOLD, EXPIRED, CORRECTED))
    for snapshot in past.ends:
        live = live_entries(past.events, last_day(snapshot.month), past.setup.residents)
        assert np.any(live)
        assert np.array_equal(snapshot.score, start + live), snapshot.month


def test_every_grade_every_month_is_that_of_the_last_grade_event(past):
    grade = np.full(past.setup.residents, past.ends[0].grade.max() + 1)
    first = tables_of(past.setup, past.setup.months[0], 0, Compiled()).book
    start = round(past.setup.schemes[0].score[0].start * 100)
    grade[:] = int(np.argmax(first.bands[0] <= start))
    graded = past.events[past.events[:, WHAT] == GRADE]
    for snapshot in past.ends:
        day = last_day(snapshot.month)
        for row in graded[(graded[:, DAY] <= day)]:
            grade[row[WHO]] = row[COLUMNS.index("grade")]
        assert np.array_equal(snapshot.grade, grade), snapshot.month


def ground(rule, names, score, grade):
    """Whether a score in hundredths or a grade is a ground for a list."""
    if rule.enter.grades is not None:
        return names[grade] in rule.enter.grades
    return score < rule.enter.score_below * 100


def test_nobody_is_listed_without_a_live_ground_and_nobody_with_one_is_missing(past):
    scheme, start = past.setup.schemes[0], past.setup.months[0].first
    names, seen = scheme.grades[0].names, set()
    for snapshot in past.ends:
        day = last_day(snapshot.month)
        for number, rule in enumerate(scheme.lists):
            closed = rule.until is not None and (rule.until - start).days < day
            for who in range(past.setup.residents):
                until = int(snapshot.until[number, who])
                if closed:
                    assert until == 0, "a list that is closed holds nobody"
                elif rule.term:
                    holds = until == 0 or grounded_when_listed(past, rule, number, who, until)
                    assert holds and (until == 0 or day < until <= day + rule.term)
                    seen.add(("term", until > 0))
                else:
                    now = ground(rule, names, snapshot.score[who], snapshot.grade[who])
                    is_subject = past.setup.people.age[who] >= scheme.subjects[0].min_age
                    assert (until > 0) <= now
                    assert (until > 0) or not now or not is_subject or newcomer(past, who)
                    seen.add(("ground", until > 0))
    assert seen == {("term", True), ("term", False), ("ground", True), ("ground", False)}


def newcomer(past, who):
    return bool(past.setup.people.flags[who] & 64)


def grounded_when_listed(past, rule, number, who, until):
    """Whether the score was a ground on the day from which the present term runs."""
    entered = until - rule.term
    start = round(past.setup.schemes[0].score[0].start * 100)
    live = live_entries(past.events[past.events[:, WHO] == who], entered, who + 1)
    return start + live[who] < rule.enter.score_below * 100


def test_stock_of_a_list_is_what_entered_less_what_left(past):
    lists = past.tables["lists"]
    assert lists["entered"].sum() > lists["left"].sum() > 0
    for number in range(len(past.setup.schemes[0].lists)):
        mine = lists["list"] == number
        stock = np.zeros(len(past.setup.months), np.int64)
        stock[lists["month"][mine]] = lists["stock"][mine]
        flow = np.zeros(len(past.setup.months), np.int64)
        flow[lists["month"][mine]] = lists["entered"][mine] - lists["left"][mine]
        assert np.array_equal(np.cumsum(flow), stock)
        assert stock.tolist() == [int((end.until[number] > 0).sum()) for end in past.ends]


def test_records_of_the_table_are_those_of_the_books(past):
    filed = (past.events[:, WHAT] == FILED).sum()
    assert filed > 0
    assert past.tables["records"]["records"].sum() == filed
    listed = (past.events[:, WHAT] == LISTED).sum()
    assert 0 < listed <= past.tables["lists"]["entered"].sum()


def test_every_end_of_a_record_is_counted_once(past):
    table, what = past.tables["records"], past.events[:, WHAT]
    for column, event in (("repaired", REPAIRED), ("expired", EXPIRED), ("corrected", CORRECTED)):
        assert table[column].sum() == (what == event).sum() > 0, column
    left = table["records"] - table["repaired"] - table["expired"] - table["corrected"]
    assert left.sum() == len(still_open(past.events))


def still_open(events):
    """Records filed that have not ended."""
    keys = [{tuple(row[[WHO, RECORD, ENTRY]]) for row in events[np.isin(events[:, WHAT], kinds)]}
            for kinds in ((FILED,), OVER)]  # fmt: skip
    return keys[0] - keys[1]


def test_an_entry_is_repaired_by_its_own_rule(past):
    """The town's procedure says a year; this entry says ten days."""
    names = [entry.id for entry in past.setup.schemes[0].entries]
    repaired = past.events[past.events[:, WHAT] == REPAIRED]
    assert {names[entry] for entry in repaired[:, ENTRY]} == {"traffic-offence"}


def test_grades_count_every_subject_once(past):
    grades = past.tables["grades"]
    last = grades["month"] == len(past.setup.months) - 1
    counted = np.bincount(grades["grade"][last], weights=grades["residents"][last])
    present = np.bincount(past.world.standing.grade[0], minlength=len(counted))
    assert np.all(counted <= present)


def test_new_bands_grade_everybody_on_their_first_of_the_month():
    """Not only those whose score happens to move."""
    setup = prepared(resolve(town(twin=None, people=300), SHARP), 1)
    scheme = setup.schemes[0]
    later = scheme.grades[0].model_copy(
        update={"since": setup.months[1].first, "bands": {"high": 2000, "rest": None}}
    )
    revised = scheme.model_copy(update={"grades": (scheme.grades[0], later)})
    life = lived(replace(setup, schemes=(revised,)))
    assert set(life.world.standing.grade[0].tolist()) == {1}
