"""A deed about to happen is weighed: the terms of all responses, the rules known, what is at stake.

Nothing of it is stored but what those who went on remember of the month. Whoever has heard of no
rule against the deed here and today is moved by none, so that an effect stays where its cause is.
"""

import numpy as np

from socialcredit.core.felt import with_deed
from socialcredit.core.jit import inlined, unfolded
from socialcredit.month.anew import start_of
from socialcredit.month.conditions import grade_with
from socialcredit.month.laws import ANY_SOURCE, laws_for
from socialcredit.stages.response.terms import AT_STAKE, UNDER_A_RULE, moved_by
from socialcredit.stages.scheme.points import in_dimension, in_force, would_earn
from socialcredit.stages.society.deeds import GOOD, MADE_UP, MOST, WATCHED, survival

UNMOVED = 255  # the factor of somebody on no list


@unfolded
def leave_undone(here, hazards, terms, laws, acts, rows, listed, today):
    """Take out of the day what people leave undone; returns how many acts are left.

    `listed[who]` is the factor on bad deeds under a rule of residents on a list (255 = neutral).
    """
    left = 0
    for r in range(rows):
        kind, who = acts[r].kind, acts[r].who
        if terms.weighed[kind] and acts[r].index != MADE_UP:
            against, known = laws_for(here.mind, laws, who, here.start + who, kind)
            why = reason(here, hazards, terms, acts[r], against, known, listed[who], today)
            if why >= 0:
                here.tally.refrained[here.place, kind, why, 0] += 1
                continue
            if known and kind < hazards.first[GOOD]:
                i = here.start + who
                here.mind.felt[i] = with_deed(np.int64(here.mind.felt[i]))
        if left < r:
            acts[left] = acts[r]
        left += 1
    return left


@inlined
def reason(here, hazards, terms, act, against, known, listed, today):
    """The term for which a deed is left undone, the number of terms for a list; -1: it is done.

    The act's word is held against the chance that it is done, term after term: that each takes its
    share of the rest makes the shares of what was not done add up.
    """
    last, total, staked = terms.acts.shape[0], 0, -1
    i, word, why, chance = here.start + act.who, act.word, -1, 1 << 32
    for t in range(last):
        if terms.weight[t, act.kind] == 0 or (terms.acts[t] >= UNDER_A_RULE and known == 0):
            continue
        if terms.acts[t] == AT_STAKE:
            if staked < 0:
                staked = at_stake(here, known, act, today)
            if staked == 0:
                continue
        total += moved_by(terms, t, here.mind, here.people, i, act.kind)
        chance = survival(hazards, min(-total, MOST)) if total < 0 else 1 << 32
        if word >= chance:
            why = t if why < 0 else why
        else:
            why = -1  # a later term may move up what an earlier one moved down
    if why < 0 and np.int64(listed) != UNMOVED and against and act.kind < hazards.first[WATCHED]:
        why = last if word >= (chance * (np.int64(listed) + 1)) >> 8 else -1
    return why


@inlined
def at_stake(here, known, act, today):
    """1 where a record of this deed would cost the grade in some scheme of these bits, else 0."""
    for s in range(here.book.entry.shape[0]):
        if (known >> s) & 1 and costs_grade(here, s, act, today):
            return 1
    return 0


@inlined
def costs_grade(here, s, act, today):
    """Whether what the entries take would bring the sum under the bound of the grade.

    An account that has not left its start is not watched.
    """
    i = here.start + act.who
    score, cap = np.int64(here.standing.score[s, i]), np.int64(here.standing.cap[s, i]) & 15
    if score == start_of(here, s, i):
        return False
    for m in range(here.book.of_kind.shape[2]):
        e = here.book.of_kind[s, act.kind, m]
        if e < 0:
            break
        if not in_force(here.book, s, e, today, ANY_SOURCE, here.layers):
            continue
        entry = here.book.entry[s, e]
        points = would_earn(here.book, s, e, act.amount, here.standing.meters, i)
        if points < 0 and entry.dimension >= 0:
            level = np.int64(here.standing.levels[entry.dimension, i])
            points = in_dimension(entry.room, level, points)
        score, cap = score + min(points, 0), max(cap, entry.to_grade)
    return grade_with(here, s, act.who, score, cap, 0) > np.int64(here.standing.grade[s, i])
