"""A deed about to happen is weighed: the terms of all responses, the rules known, what is at stake.

Nothing of it is stored but what those who went on remember of the month. Whoever has heard of no
rule against the deed here and today is moved by none, so that an effect stays where its cause is.
"""

import numpy as np

from socialcredit.core.felt import with_deed
from socialcredit.core.jit import apart, inlined, inner
from socialcredit.month.anew import start_of
from socialcredit.month.conditions import grade_with
from socialcredit.month.laws import ANY_SOURCE, laws_for, looks_for, once_for
from socialcredit.stages.consequences.doors import CLOSE
from socialcredit.stages.response.contract import DONE
from socialcredit.stages.response.terms import (
    A_GRADE,
    A_RECORD,
    ALWAYS,
    AT_STAKE,
    NAMED,
    ONCE_RULED,
    THE_FIRM,
    WHOLE,
    moved_by,
    prices,
    too_large,
    values,
)
from socialcredit.stages.scheme.anew import LATEST, SUM
from socialcredit.stages.scheme.points import in_dimension, in_force, would_earn
from socialcredit.stages.society.deeds import BAD, GOOD, MADE_UP, MOST, WATCHED, survival
from socialcredit.stages.society.more_deeds import ADDED, MOST_RAISED, growth

UNMOVED = 255  # the factor of somebody on no list
UNKNOWN = -1  # what is at stake, as long as nothing asked


@apart
def leave_undone(here, hazards, terms, rounds, faults, laws, acts, rows, listed, raised, today):
    """Take out of the day what people leave undone; returns how many acts are left.

    Of what might be done besides only what a term raises is kept.

    `listed[who]` is the factor on bad deeds under a rule of residents on a list (255 = neutral).
    raised  int64 (3, COMMUNITY) by how much what might be done besides was raised to be drawn
    """
    left = 0
    for r in range(rows):
        kind, who, besides = acts[r].kind, acts[r].who, acts[r].index >= ADDED
        if besides and arisen_today(acts, left, acts[r], faults):
            continue
        if besides or (terms.weighed[kind] and acts[r].index != MADE_UP):
            against, known = laws_for(here.mind, laws, who, here.start + who, kind)
            once = once_for(here.mind, laws, here.start + who, kind)
            whole = growth(hazards, raised[group_of(hazards, kind), who]) if besides else 0
            why = reason(
                here, hazards, terms, rounds, faults, acts[r], against, known, once, listed[who],
                whole,
                today,
            )  # fmt: skip
            if here.doors.shows.shape[0] > 0 and not besides:
                count_threatened(here, terms, acts[r], why)
            if besides and why < 0:
                continue
            if besides:
                here.tally.added[here.place, kind, why, 0] += 1
            elif why >= 0:
                here.tally.refrained[here.place, kind, why, 0] += 1
                continue
            if against and kind < hazards.first[GOOD]:
                here.news[here.row, DONE] += 1
                if known:
                    i = here.start + who
                    here.mind.felt[i] = with_deed(np.int64(here.mind.felt[i]))
        if left < r:
            acts[left] = acts[r]
        left += 1
    return left


@inlined
def arisen_today(acts, left, act, faults):
    """Whether an act that goes on left the fault already that this one would leave today.

    The second would be nothing (`society.faults.arise`), and so it must not count as one added.
    """
    if faults.kind.shape[0] == 0 or faults.bit[act.kind] == 0:
        return False
    for r in range(left):
        if acts[r].who == act.who and acts[r].kind == act.kind:
            return True
    return False


@inlined
def count_threatened(here, terms, act, why):
    """Count a debt that might be made public, and whether it was paid for fear of that, by size."""
    for t in range(terms.acts.shape[0]):
        if terms.acts[t] == NAMED and terms.weight[t, act.kind] > 0:
            size = 1 if too_large(terms, t, act.amount) else 0
            here.tally.threatened[here.place, size, 0] += 1
            here.tally.threatened[here.place, size, 1] += why == t


@inlined
def reason(here, hazards, terms, rounds, faults, act, against, known, once, listed, whole, today):
    """The term for which a deed is left undone, the number of terms for a list; -1: it is done.

    The act's word is held against the chance that it is done, term after term: that each takes its
    share of the rest makes the shares of what was not done add up. Of what might be done besides,
    `whole` above nought, it is the term for which it is done, and -1 where it is not: held against
    the growth of all terms so far out of the whole.

    against, known  bits of the schemes that count the deed today, and of those known to the person
    once  of those known to the person that count it, or did before today
    """
    last, total, stake, harm = terms.acts.shape[0], 0, UNKNOWN, 0
    i, word, why, chance = here.start + act.who, act.word, -1, 1 << 32
    for n in range(terms.of_kind.shape[1]):
        t = terms.of_kind[act.kind, n]
        if t < 0:
            break
        if not holds(terms, t, known, once):
            continue
        if stake == UNKNOWN and asks_what_is_at_stake(terms, t):
            stake, harm = at_stake(here, terms, rounds, faults, known, act, today)
        if terms.acts[t] == AT_STAKE and stake == A_RECORD:
            continue
        moved = moved_by(
            terms, t, here.mind, here.people, i, act.kind, max(stake, A_RECORD), harm
        )  # fmt: skip
        if terms.acts[t] == NAMED:
            if too_large(terms, t, act.amount):
                continue
            moved = moved * told_of(here.doors, here.has, known, act.kind) // WHOLE
        if moved == 0:
            continue  # the chance is what it was
        total += moved
        if whole > 0:
            chance = (growth(hazards, min(total, MOST_RAISED)) << 32) // whole if total > 0 else 0
        else:
            chance = survival(hazards, min(-total, MOST)) if total < 0 else 1 << 32
        if (word < chance) == (whole > 0):
            why = t if why < 0 else why
        else:
            why = -1  # a later term may move up what an earlier one moved down
    if np.int64(listed) != UNMOVED and against and act.kind < hazards.first[WATCHED]:
        over = word >= (chance * (np.int64(listed) + 1)) >> 8
        if whole > 0:
            why = -1 if over else why
        elif why < 0:
            why = last if over else -1
    return why


@inlined
def told_of(doors, has, known, kind):
    """How many of the people one knows learn of a deed by any of these schemes, of WHOLE."""
    widest = 0
    for r in range(doors.shows.shape[0]):
        s, q = doors.shown_by[r, 0], doors.shown_by[r, 1]
        if (known >> s) & 1 and (q < 0 or has[q]):
            widest = max(widest, doors.shows[r, kind])
    return widest


@inlined
def group_of(hazards, kind):
    """The group of a kind of deed: bad, watched or good."""
    if kind >= hazards.first[GOOD]:
        return GOOD
    return WATCHED if kind >= hazards.first[WATCHED] else BAD


@inlined
def holds(terms, t, known, once):
    """Whether a term may act, by the rules that the person knows."""
    if terms.acts[t] == ONCE_RULED:
        return once != 0
    return known != 0 or terms.acts[t] == ALWAYS


@inlined
def asks_what_is_at_stake(terms, t):
    """Whether a term hangs on what a record of the deed would cost: a look at all its entries."""
    return (
        terms.acts[t] == AT_STAKE or prices(terms) and (terms.before[t] <= 0 or terms.valued[t] > 0)
    )


@inlined
def at_stake(here, terms, rounds, faults, known, act, today):
    """What a record of this deed would cost by schemes of these bits: the worst, and the harm.

    The harm of all of them together, in days robbed a year x CENT; nought where no term asks. A
    penal grade by itself counts once, under however many schemes: nobody has a day twice.
    """
    stake, harm, penal = A_RECORD, 0, 0
    for s in range(here.book.entry.shape[0]):
        if (known >> s) & 1:
            worst = worst_grade(here, rounds, faults, s, act, today)
            grade = np.int64(here.standing.grade[s, here.start + act.who])
            if worst > grade:
                stake = max(stake, THE_FIRM if closed_in(here, s, worst) else A_GRADE)
                harm += max(taken_in(here, terms, s, worst) - taken_in(here, terms, s, grade), 0)
                if here.book.penal[s, worst] and not here.book.penal[s, grade]:
                    penal = 1
    return stake, harm + penal * terms.penal[0] if values(terms) else 0


@inlined
def taken_in(here, terms, s, grade):
    """What the consequences in force here take in a year from whoever is in this grade."""
    if not values(terms):
        return 0
    harm = 0
    for q in range(here.doors.rule.shape[0]):
        rule = here.doors.rule[q]
        if rule.scheme == s and rule.open and here.has[q] and (rule.grades >> grade) & 1:
            harm += terms.taken[q]
    return harm


@inlined
def closed_in(here, s, grade):
    """Whether a consequence in force here closes whoever is in this grade."""
    for q in range(here.doors.rule.shape[0]):
        rule = here.doors.rule[q]
        if rule.effect == CLOSE and rule.scheme == s and rule.open and here.has[q]:
            if (rule.grades >> grade) & 1:
                return True
    return False


@inlined
def worst_grade(here, rounds, faults, s, act, today):
    """The grade to which a record of the deed, or a visit that found it alone, would lead.

    Of a sum an account that has not left its start is not watched: -1, as where nothing leads.
    """
    i = here.start + act.who
    if here.book.head[s].counts == SUM and here.standing.score[s, i] == start_of(here, s, i):
        return -1
    worst = grade_after(here, s, act.who, act.kind, ANY_SOURCE, act.amount, today)
    bit = faults.bit[act.kind] if faults.kind.shape[0] > 0 else 0
    for r in range(rounds.tour.shape[0] if bit else 0):
        f = bit_number(bit)
        if rounds.goes[r, here.place] and looks_for(rounds, r, f):
            kind, source = rounds.tour[r].result, rounds.tour[r].source
            found = rounds.weighs[r, f]
            worst = max(worst, grade_after(here, s, act.who, kind, source, found, today))
    return worst


@inner
def bit_number(bit):
    """The number of the only bit that is set."""
    number = 0
    while bit >> (number + 1):
        number += 1
    return number


@inlined
def grade_after(here, s, who, kind, source, size, today):
    """The grade after a record of this kind and size under every entry in force; -1 where none.

    Nobody knows better by it: what gives points is left out. Of a mean the record counts as half.
    """
    i, found = here.start + who, False
    score, cap = np.int64(here.standing.score[s, i]), np.int64(here.standing.cap[s, i]) & 15
    for m in range(here.book.of_kind.shape[2]):
        e = here.book.of_kind[s, kind, m]
        if e < 0:
            break
        if not in_force(here.book, s, e, today, source, here.layers):
            continue
        entry = here.book.entry[s, e]
        points = would_earn(here.book, s, e, size, here.standing.meters, i)
        if points < 0 and entry.dimension >= 0:
            level = np.int64(here.standing.levels[entry.dimension, i])
            points = in_dimension(entry.room, level, points)
        score, cap, found = with_record(here, s, score, points), max(cap, entry.to_grade), True
    return grade_with(here, s, who, score, cap, 0) if found else -1


@inlined
def with_record(here, s, score, points):
    """A score with one more record of so many points below nought; else as it is."""
    if points >= 0 or here.book.head[s].counts == SUM:
        return score + min(points, 0)
    result = here.book.head[s].start + points
    return result if here.book.head[s].counts == LATEST else (score + result) // 2
