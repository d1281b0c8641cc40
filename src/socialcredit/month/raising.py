"""What raises a deed above what people do anyway: how far for each this month, and what is added.

Whoever nothing raises is drawn for nothing; whom something raises does all they would have done
anyway, and more.
"""

from socialcredit.core.jit import inlined, unfolded
from socialcredit.stages.response.terms import most_moved, step_of, trait_of
from socialcredit.stages.society.deeds import BAD, GOOD, WATCHED
from socialcredit.stages.society.faults import leave_out_standing
from socialcredit.stages.society.more_deeds import MOST_RAISED, do_more, set_thresholds_of_more
from socialcredit.stages.society.prevented import prevent


@unfolded
def raise_here(here, hazards, terms, raised, threshold):
    """How far terms may raise each group of kinds for each one here; whether they do for anybody.

    raised  int64 (3, COMMUNITY), threshold uint8 (COMMUNITY,), written: looked at on the first of a
    month, since what people keep in mind moves between months
    """
    anybody = False
    for who in range(here.count):
        anybody = raised_by_all(terms, here, who, raised) or anybody
    return anybody and set_thresholds_of_more(
        here.people, hazards, raised, here.start, here.count, threshold
    )


@inlined
def raised_by_all(terms, here, who, raised):
    """The highest log-hazard that all terms together can bring to a kind of each group; if to any.

    Only the terms that can raise anything are asked, and of most of them the step is nought.
    """
    i, bad, watched, good = here.start + who, 0, 0, 0
    for r in range(terms.rising.shape[0]):
        t = terms.rising[r]
        step = terms.curve[t, step_of(here.mind, terms.byte[t], i)]
        if step == 0:
            continue
        trait = trait_of(here.people, terms.trait[t], i)
        bad += most_moved(terms, r, step, trait, BAD)
        watched += most_moved(terms, r, step, trait, WATCHED)
        good += most_moved(terms, r, step, trait, GOOD)
    raised[BAD, who] = min(bad, MOST_RAISED)
    raised[WATCHED, who] = min(watched, MOST_RAISED)
    raised[GOOD, who] = min(good, MOST_RAISED)
    return bad + watched + good > 0


@unfolded
def add_more(here, conduct, tables, space, acts, rows, today, traded):
    """What may be done besides today, less what nobody can do; `leave_undone` decides of each."""
    before = rows
    rows = do_more(
        space.words, space.coarse, space.found, space.raising, space.raised, here.people,
        tables.hazards, space.luck, here.start, here.count, here.community, today, here.key, acts,
        rows, traded,
    )  # fmt: skip
    more, many = acts[before:rows], rows - before
    if tables.faults.kind.shape[0] > 0:
        many = leave_out_standing(more, many, conduct, tables.faults, here.start)
    if tables.doors.bans.shape[0] > 0:
        many, _ = prevent(more, many, space.held, here.doors.stops, space.stopped)
    return before + many
