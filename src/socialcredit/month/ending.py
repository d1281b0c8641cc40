"""The end of a community's month: harm, the counts by right records, consequences, stocks."""

from socialcredit.core.jit import apart
from socialcredit.core.on_call import on_call
from socialcredit.month.consequences import (
    count_named,
    grade_by_right_records,
    mark_named,
    sitting_of,
)
from socialcredit.month.list_keeping import mark_amiss
from socialcredit.month.passing_on import mark_crossing
from socialcredit.month.signs import hang, what_hangs
from socialcredit.month.tally import QUEUE, close_month
from socialcredit.stages.consequences import doors, signs
from socialcredit.stages.consequences.trying import count_remembered
from socialcredit.stages.observation.complaints import complain
from socialcredit.stages.records.cases import count_queue
from socialcredit.stages.society.faults import close_faults
from socialcredit.stages.society.motives import expect_alone


@apart
def end_month(here, conduct, passing, tables, space, when, queue):
    """What stood this month, its consequences, then the counts."""
    if tables.signs.rule.shape[0] > 0:  # while what was hidden or forged still stands
        what_hangs(here, conduct, tables.signs, space.hung)
    if tables.faults.kind.shape[0] > 0:
        end_faults(here, conduct, tables, space)
    grade_by_right_records(here, space)
    last = when.first_day + when.days - 1
    sitting = sitting_of(here, space, last)
    mark_amiss(here, tables.lists, space, last)
    if tables.crosses.shape[0] > 0:
        mark_crossing(here, tables.lists, tables.crosses, space.cases, space.amiss, passing.listed)
    doors.settle(
        tables.doors, here.people, here.standing, space.clean, space.subject, sitting,
        here.tally.doors, here.log,
    )  # fmt: skip
    if tables.signs.rule.shape[0] > 0:
        show_signs(here, tables, space, sitting)
    if tables.motives.row.shape[0] > 0:
        expect_without(here, tables)
    close_month(
        here.people, here.standing, here.mind, conduct, space.clean, space.subject, here.book,
        when.days, here.start, here.count, here.place, here.tally,
    )  # fmt: skip
    for ell in range(tables.lists.rule.shape[0]):
        stock = 0
        for until in here.standing.until[ell, here.start : here.start + here.count]:
            stock += until != 0
        here.tally.lists[ell, 0] += stock
    if here.mind.shied.shape[0] >= here.start + here.count:
        count_remembered(here.mind.shied, here.start, here.count, here.tally.giving_up[here.place])
    if tables.doors.shows.shape[0] > 0:
        count_named(here, tables.doors, space, here.tally.named[here.place])
    if passing.named.shape[0] >= here.start + here.count:
        mark_named(here, tables.doors, space, passing.named)
    count_queue(space.cases, when.month_of, queue)
    for s in range(queue.shape[0]):
        for joined in range(queue.shape[1]):
            here.tally.appeals[s, QUEUE] += queue[s, joined]


@on_call(lambda tables: len(tables.faults.kind) > 0)
def end_faults(here, conduct, tables, space):
    """What stood did its harm, and some of it ends; who was harmed complains."""
    close_faults(
        here.people, conduct, tables.faults, here.start, here.count, here.community, here.luck,
        here.month, here.key, here.tally.faults[here.place], here.tally.fault_harm[here.place],
        space.room,
    )  # fmt: skip
    if tables.complaints.of.shape[0] > 0:
        complain(
            tables.complaints, space.room, here.count, here.community, here.luck, here.month,
            here.key, space.weights, space.mail, here.tally.complaints[here.place],
        )  # fmt: skip


@on_call(hang)
def show_signs(here, tables, space, sitting):
    """What customers make of the grades at the doors."""
    signs.show(
        tables.doors, tables.signs, here.people, here.standing, space.clean, space.subject,
        space.hung, sitting, here.tally.doors, here.tally.signs, here.log,
    )  # fmt: skip


@on_call(lambda tables: len(tables.motives.row) > 0)
def expect_without(here, tables):
    """What people would do by their own motives alone."""
    expect_alone(
        here.people, here.mind.rows, tables.hazards, tables.motives, here.start, here.count,
        here.tally.motives[here.place],
    )  # fmt: skip
