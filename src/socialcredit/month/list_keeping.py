"""Lists within the month: whom a list looks at on a day, and the books it keeps of it."""

import numpy as np

from socialcredit.core.columns import PANEL
from socialcredit.core.events import LISTED, UNLISTED
from socialcredit.core.jit import apart, inlined, inner, unfolded
from socialcredit.core.log import note
from socialcredit.month.list_grounds import latest
from socialcredit.month.scoring import score_of
from socialcredit.stages.lists.registers import (
    LIVE,
    LOST,
    RIGHT,
    astray,
    has_ground,
    next_end,
    review,
)


@apart
def keep_lists(here, lists, space, today):
    """Lists look at everybody whose standing moved today, and at every listing that ends today.

    Who is scored changes on the first of a month, a list's rule on its own days: then everybody.
    """
    for ell in range(lists.rule.shape[0]):
        since, until = lists.rule[ell].since, lists.rule[ell].until
        if today == here.first_day or today == since or today == until + 1:
            review_all(here, lists, space, ell, today)
        for t in range(1, space.touched[0] + 1):
            look_at(here, lists, space, ell, space.touched[t], today)
        if space.ends[ell] != today:
            continue
        for who in range(here.count):
            if np.int64(here.standing.until[ell, here.start + who]) == today:
                look_at(here, lists, space, ell, who, today)
        space.ends[ell] = next_end(here.standing.until[ell], here.start, here.count)


@inner
def review_all(here, lists, space, ell, today):
    """Review every resident who is on the list without a ground, or off it with one."""
    moved = astray(
        lists, ell, here.standing, here.grounds[ell], here.subject, here.start, here.count, today,
        space.found,
    )  # fmt: skip
    for at in range(moved):
        look_at(here, lists, space, ell, space.found[at], today)


@inlined
def look_at(here, lists, space, ell, who, today):
    """Review one resident for one list and keep its books: entered and left, caution, panel."""
    i, s = here.start + who, lists.rule[ell].scheme
    marks = np.int64(here.grounds[ell, who])
    begun = -1
    if marks & LOST and lists.rule[ell].term != 0 and here.standing.until[ell, i] != 0:
        begun = latest(here, space.cases, ell, s, who, today)
    moved = review(lists, ell, here.standing, i, marks, begun, today, here.subject[s, who] == 1)
    here.grounds[ell, who] = marks & (LIVE | RIGHT)
    if here.standing.until[ell, i] != 0:
        space.ends[ell] = min(space.ends[ell], np.int64(here.standing.until[ell, i]))
    if moved == 0:
        return
    if moved == 1 or moved == 2:
        here.tally.lists[ell, 1] += 1
    if moved == -1 or moved == 2:
        here.tally.lists[ell, 2] += 1
    space.listed[who] = caution_of(lists, here.standing, i)
    if here.people.flags[i] & PANEL and moved != 2:
        what = LISTED if moved == 1 else UNLISTED
        note(
            here.log, here.first + who, today, what, -1, -1, s, ell - here.book.head[s].lists, 0,
            -1, -1, score_of(here, s, i), np.int64(here.standing.grade[s, i]),
        )  # fmt: skip


@inlined
def caution_of(lists, standing, i):
    """The strongest factor on bad deeds of the lists that a resident is on; 255 = none."""
    caution = 255
    for ell in range(lists.rule.shape[0]):
        if standing.until[ell, i] != 0:
            caution = min(caution, lists.rule[ell].caution)
    return caution


@inner
def mark_listed(lists, standing, listed, start, count):
    """The factor on bad deeds of everybody on a list, at the start of the month."""
    for who in range(count):
        listed[who] = caution_of(lists, standing, start + who)


@unfolded
def mark_amiss(here, lists, space, today):
    """The listed without a right ground: by right records alone they would not be there.

    Truth, for the tally of wrongful refusals. `space.clean` holds the grades from right records.
    A term that runs on after the standing has mended is served as the rule says, and not amiss.
    """
    for ell in range(lists.rule.shape[0]):
        s, named = lists.rule[ell].scheme, lists.rule[ell].named == 1
        for who in range(here.count):
            i = here.start + who
            if here.standing.until[ell, i] == 0:
                continue
            marks = np.int64(here.grounds[ell, who])
            right = marks & RIGHT != 0
            if not named:
                clean = np.int64(here.standing.clean[s, i])
                right = has_ground(lists, ell, clean, np.int64(space.clean[s, who]), marks, today)
                if not right and lists.rule[ell].term > 0:
                    score, grade = here.standing.score[s, i], here.standing.grade[s, i]
                    right = not has_ground(
                        lists, ell, np.int64(score), np.int64(grade), marks, today
                    )
            space.amiss[ell, who] = 0 if right else 1
