"""A month of one community: where the stages meet, day by day.

The order of a day: society (who acts, what they are about to do, what they make up for points, less
that from which a consequence keeps them and what they leave undone), observation (what arrives by
mail, what is seen, false alarms, who is drawn along, and nobody who is held), the count of both;
then records and scheme (cases whose day has come, then what was sighted today), then lists. When
the month ends, consequences and the counts. `socialcredit plan` reads this order off the calls
below.

Everything a community needs lies in `Here`, which lives only in this room: it is taken apart at
every call of a stage, so that a stage sees no more than its arguments.
"""

import numpy as np

from socialcredit.core.columns import PANEL
from socialcredit.core.draws import fill_words, swapping, trade
from socialcredit.core.events import DEED
from socialcredit.core.jit import apart, door, inner, unfolded
from socialcredit.core.log import note
from socialcredit.month.anew import let_go_of_old
from socialcredit.month.conditions import mark_all_conditions
from socialcredit.month.consequences import concerned_before, keep_back, open_here, stop_deeds
from socialcredit.month.copies import copy_grades
from socialcredit.month.custody import out_of_sight
from socialcredit.month.ending import end_month
from socialcredit.month.filing import receive
from socialcredit.month.hearing import hear_of_others
from socialcredit.month.keeping_quiet import count_reports, lie
from socialcredit.month.laws import laws_of_day, laws_of_month
from socialcredit.month.list_grounds import find_grounds
from socialcredit.month.list_keeping import keep_lists, mark_listed
from socialcredit.month.over import close_books
from socialcredit.month.periods import turn_periods
from socialcredit.month.premises import turn_over
from socialcredit.month.procedure import advance, new_year
from socialcredit.month.raising import add_more, raise_here
from socialcredit.month.scoring import regrade_by_conditions, regrade_where_revised
from socialcredit.month.signs import hide_signs
from socialcredit.month.subjects import who_is_scored
from socialcredit.month.tally import ABOUT, DONE, count_acts, count_who_knew
from socialcredit.month.visiting import go_round, plan_rounds
from socialcredit.month.weighing import leave_undone
from socialcredit.month.workspace import Here
from socialcredit.stages.lists.registers import next_end
from socialcredit.stages.observation import sources as observation
from socialcredit.stages.observation.association import draw_along
from socialcredit.stages.observation.visits import count_complaints
from socialcredit.stages.records import cases as book_of_cases
from socialcredit.stages.records.cases import take_up, unpack
from socialcredit.stages.response.contract import TRIED
from socialcredit.stages.scheme.points import adopted
from socialcredit.stages.society.deeds import (
    DAILY,
    commit,
    remember,
    who_may_act,
)
from socialcredit.stages.society.faults import arise, leave_out_standing
from socialcredit.stages.society.made_up import anybody_strives, make_up


@door
def live_several(people, mind, standing, conduct, noted, passing, tables, space, news, packed,
                 open_cases, post, letters, queue, cutoff, quota, throws, when, key, communities,
                 homes, shard, first, last):  # fmt: skip
    """Communities first .. last-1 live their month; returns how many did, fewer if room runs out.

    shard  (first community, first subject) of the shard: rows of its arrays are counted from there

    A call from Python takes some microseconds to hand over its arrays: one for each community would
    be dear. Row k + 1 of `space.spans` says where the cases, letters and events of the k-th
    community end in its buffers, `space.left` whom it scored and how from right records alone.
    """
    space.spans[0] = 0
    space.mail.used[0] = space.log.used[0] = 0
    for k in range(last - first):
        c, row = first + k, first + k - shard[0]
        live(
            people, mind, standing, conduct, noted, passing, tables, space, news,
            packed[open_cases[k] : open_cases[k + 1]], post[letters[row] : letters[row + 1]],
            queue[row], cutoff[row], quota[row], throws, when, key, communities.offset[c],
            communities.offset[c] + shard[1], communities.offset[c + 1] - communities.offset[c], c,
            row, np.int64(communities.place[c]), np.int64(communities.urban[c]),
            homes[communities.place[c]],
        )  # fmt: skip
        room = space.packed[space.spans[k, 0] :]
        space.spans[k + 1, 0] = space.spans[k, 0] + book_of_cases.pack(space.cases, room)
        space.spans[k + 1, 1], space.spans[k + 1, 2] = space.mail.used[0], space.log.used[0]
        put_by(space, k, communities.offset[c + 1] - communities.offset[c])
        if room_runs_out(space, space.spans[k + 1, 0]):
            return k + 1
    return last - first


@inner
def put_by(space, k, count):
    """Whom each scheme scored, and grades from right records, for whoever looks afterwards."""
    for s in range(space.left.shape[1]):
        for who in range(count):
            space.left[0, s, k, who] = space.subject[s, who]
            space.left[1, s, k, who] = space.clean[s, who]


@inner
def room_runs_out(space, packed):
    """Whether another community might not fit into the space's buffers."""
    return (
        space.packed.shape[0] - packed < space.cases.rows.shape[0]
        or 2 * space.mail.used[0] > space.mail.rows.shape[0]
        or 2 * space.log.used[0] > space.log.rows.shape[0]
    )


@unfolded
def live(people, mind, standing, conduct, noted, passing, tables, space, news, packed, post, queue,
         cutoff, quota, throws, when, key, start, first, count, community, row, place, urban,
         homes):  # fmt: skip
    """One community's month; open cases stay in `space.cases`, mail and log in their buffers."""
    here = Here(
        people, mind, standing, tables.book, tables.procedure, space.subject,
        space.layers, space.luck, space.log, space.tally, tables.doors, space.doors, tables.lists,
        space.grounds, space.counted, space.marks, space.parts, news, key, start, first, count,
        community, row, place, when.month, when.last_day, when.first_day,
        when.first_day + when.days,
    )  # fmt: skip
    live_here(here, conduct, noted, passing, tables, space, packed, post, queue, cutoff, quota,
              throws, when, urban, homes)  # fmt: skip


@apart
def live_here(here, conduct, noted, passing, tables, space, packed, post, queue, cutoff, quota,
              throws, when, urban, homes):  # fmt: skip
    """The month, once all that the community needs lies in one place."""
    people, standing, mind, key = here.people, here.standing, here.mind, here.key
    start, count, place, community = here.start, here.count, here.place, here.community
    unpack(packed, space.cases)
    if tables.rounds.tour.shape[0] > 0:
        plan_rounds(here, tables.rounds, noted, throws, space, when.days)
    if tables.premises.closes.shape[0] > 0 and when.month > 0:
        turn_over(here, conduct, noted, passing, tables, space.cases, post, space.coarse)
    adopted(tables.book, community, urban, key, space.layers)
    close_books(here, space.cases)
    new_year(here, space.cases)
    let_go_of_old(here, space.cases)
    who_is_scored(here)
    laws_of_month(here, space.laws)
    mark_all_conditions(here, space.cases, when.first_day)
    regrade_where_revised(here, space.cases, space.touched)
    regrade_by_conditions(here, space.touched)
    turn_periods(here, space.cases, when.first_day, space.touched)
    open_here(tables.doors, community, urban, key, space.doors)
    concerned_before(here, tables.doors, space.before)
    copy_grades(here)
    find_grounds(here, tables.lists, space.cases)
    take_up(
        space.cases, space.taken, when.month_of, cutoff, quota, community, when.first_day,
        when.days, key,
    )  # fmt: skip
    mark_listed(tables.lists, standing, space.listed, start, count)
    if tables.doors.bans.shape[0] > 0:
        keep_back(here, tables.lists, space, when)
    rises = False
    if tables.terms.rising.shape[0] > 0:
        rises = raise_here(here, tables.hazards, tables.terms, space.raised, space.raising)
    alarms = observation.false_alarms(
        space.words, people, tables.senses, place, start, count, community, when.month, when.days,
        key, space.luck, space.alarms,
    )  # fmt: skip
    traded, strives = swapping(space.luck, count), anybody_strives(mind, start, count)
    for ell in range(tables.lists.rule.shape[0]):
        space.ends[ell] = next_end(standing.until[ell], start, count)
    for d in range(when.days):
        live_day(
            here, conduct, noted, tables, space, post, alarms, d, when.first_day + d, urban, homes,
            traded, strives, rises,
        )  # fmt: skip
    end_month(here, conduct, passing, tables, space, when, queue)


@apart
def people_act(here, conduct, tables, space, today, traded, strives, rises):
    """What people do today, also for points, less what they cannot do and will not, and what more.

    Of faults that stand already no second arises; what arises today stands from now on.
    """
    acts = space.acts
    fill_words(space.words, here.community, 0, today, DAILY, here.key[0], here.key[1])
    trade(space.words, space.luck, traded)
    found = who_may_act(
        space.words, space.coarse, here.mind.threshold, here.start, here.count, space.found
    )
    rows = commit(
        space.found, found, space.words, space.many, space.acting, here.people, tables.hazards,
        space.luck, here.start, here.community, today, here.key, acts,
    )  # fmt: skip
    if today >= space.laws.turn[0]:
        laws_of_day(
            here.book, tables.lure, tables.rounds, tables.faults, here.layers, here.place, today,
            space.laws,
        )  # fmt: skip
    if strives:
        before = rows
        rows = make_up(
            space.words, space.coarse, space.found, here.mind, tables.hazards, space.laws.rewarded,
            space.laws.lure[: tables.lure.shape[0]], space.laws.scored, space.laws.heard,
            here.start, here.count, space.luck, here.community, today, here.key, acts, rows, traded,
        )  # fmt: skip
        here.news[here.row, TRIED] += rows - before
    if tables.faults.kind.shape[0] > 0:
        if tables.signs.rule.shape[0] > 0 and today == here.first_day:
            rows = hide_signs(here, conduct, tables, acts, rows)
        rows = leave_out_standing(acts, rows, conduct, tables.faults, here.start)
    if here.tally.who_knew.shape[0] > 0:
        count_who_knew(
            space.laws, acts, rows, here.mind, here.start, here.place, ABOUT, here.tally.who_knew
        )
    if tables.doors.bans.shape[0] > 0:
        rows = stop_deeds(here, acts, rows, space.held, space.stopped, today)
    if rises:
        rows = add_more(here, conduct, tables, space, acts, rows, today, traded)
    if tables.terms.weighed.shape[0] > 0:
        rows = leave_undone(
            here, tables.hazards, tables.terms, tables.rounds, tables.faults, space.laws, acts,
            rows, space.listed, space.raised, today,
        )  # fmt: skip
    if tables.faults.kind.shape[0] > 0:
        rows = arise(acts, rows, conduct, tables.faults, here.start, here.tally.faults[here.place])
    if here.tally.who_knew.shape[0] > 0:
        count_who_knew(
            space.laws, acts, rows, here.mind, here.start, here.place, DONE, here.tally.who_knew
        )
    return rows


@unfolded
def live_day(
    here, conduct, noted, tables, space, post, alarms, d, today, urban, homes, traded, strives,
    rises,
):  # fmt: skip
    """Deeds, observation, records and points, lists: one day of one community."""
    acts, seen = space.acts, 0
    rows = people_act(here, conduct, tables, space, today, traded, strives, rises)
    remember(acts, rows, conduct, tables.hazards, here.start)
    if d == 0:
        seen = observation.deliver(
            post, here.people, tables.senses, here.start, here.count, here.community, here.key,
            space.luck, space.sightings,
        )  # fmt: skip
    if d == 0 and tables.book.link.shape[0] > 0:
        seen = hear_of_others(here, tables.lists, space, space.sightings, seen, today)
    delivered = seen
    seen = observation.observe(
        acts, rows, space.many, here.people, tables.senses, here.place, urban, here.start,
        here.count, here.community, homes, today, here.key, space.luck, space.sightings, space.mail,
        seen,
    )  # fmt: skip
    if tables.senses.own.row.shape[0] > 0:
        count_reports(
            tables.senses.own, acts, rows, space.sightings, delivered, seen,
            here.tally.self_reports[here.place],
        )  # fmt: skip
        rows = lie(here, conduct, tables, acts, rows)
    if tables.rounds.tour.shape[0] > 0:
        seen = go_round(here, conduct, tables, noted, space, d, today, seen)
    seen = observation.raise_alarms(space.alarms, alarms, d, tables.senses, space.sightings, seen)
    seen = out_of_sight(here, tables.senses.sensor, space.sightings, seen)
    seen = draw_along(
        space.sightings, seen, here.people, tables.senses, here.start, here.count, here.community,
        today, here.key, space.luck,
    )  # fmt: skip
    seen = out_of_sight(here, tables.senses.sensor, space.sightings, seen)
    count_complaints(tables.rounds, space.sightings, seen, noted.level, here.start)
    count_acts(
        acts, rows, space.sightings, seen, here.people, here.start, here.place,
        tables.hazards.first[1], here.tally,
    )  # fmt: skip
    log_acts(here, acts, rows, today)
    space.touched[0] = 0
    if d > 0:
        turn_periods(here, space.cases, today, space.touched)
    advance(here, space.cases, today, space.touched)
    receive(
        here, tables.senses.sensor, space.cases, space.sightings, seen, today, space.touched
    )  # fmt: skip
    keep_lists(here, tables.lists, space, today)


@unfolded
def log_acts(here, acts, rows, today):
    """The truth book of the panel: what was done, seen or not."""
    for r in range(rows):
        i = here.start + acts[r].who
        if here.people.flags[i] & PANEL:
            note(
                here.log, here.first + acts[r].who, today, DEED, acts[r].kind, -1, -1, -1,
                acts[r].amount, acts[r].extra, -1, -1, -1,
            )  # fmt: skip
