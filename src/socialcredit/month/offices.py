"""The offices of a month: how far each gets, and which of the disputes that it takes up."""

from socialcredit.core.jit import kernel


@kernel
def add_waiting(queue, disputes):
    """Add up the disputes that wait in each community.

    queue  int32 (communities, schemes, months)    disputes  int64 (schemes, months), added to
    """
    for c in range(queue.shape[0]):
        for s in range(queue.shape[1]):
            for month in range(queue.shape[2]):
                disputes[s, month] += queue[c, s, month]


@kernel
def reach(whole, can, cutoff, left, waiting):
    """How far offices get, first in, first out; of the last month that fits in part, how many.

    whole  int64 (places, schemes, months) who waits, by month of joining
    can  int64 (places, schemes) disputes that are decided this month
    cutoff, left, waiting  int64 (places, schemes), written: see `engine.offices.Reach`
    """
    places, schemes, months = whole.shape
    for p in range(places):
        for s in range(schemes):
            month, room = 0, can[p, s]
            while month < months and whole[p, s, month] <= room:
                room -= whole[p, s, month]
                month += 1
            cutoff[p, s], left[p, s] = month, room
            waiting[p, s] = whole[p, s, month] if month < months else 0


@kernel
def take_up(queue, cutoff, left, waiting, before, cutoffs, quotas):
    """Share out what an office takes up among a place's communities here, in whole numbers.

    queue  int32 (communities, schemes, months)
    cutoff, left, waiting, before  int64 (schemes,), see `engine.offices.Reach`; `before` is moved
    cutoffs, quotas  int64 (communities, schemes), written
    """
    communities, schemes, months = queue.shape
    for s in range(schemes):
        month, many = cutoff[s], before[s]
        for c in range(communities):
            cutoffs[c, s], quotas[c, s] = month, 0
            if month < months:
                then = many + queue[c, s, month]
                quotas[c, s] = then * left[s] // waiting[s] - many * left[s] // waiting[s]
                many = then
        before[s] = many
