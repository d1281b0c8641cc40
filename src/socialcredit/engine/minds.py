"""The response of all residents to the month that has passed, in spans of communities."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from socialcredit.compile.versions import hundredths
from socialcredit.core.calendar import Month, month_before
from socialcredit.core.draws import key_of
from socialcredit.engine.setup import Setup
from socialcredit.engine.world import World
from socialcredit.month.subjects import mark_subjects
from socialcredit.month.tables import MonthTables
from socialcredit.stages.response.contract import Surroundings
from socialcredit.stages.response.mechanisms import respond

SPAN = 32  # communities whose minds are updated in one call


def update_minds(
    setup: Setup, world: World, month: Month, tables: MonthTables, pool: ThreadPoolExecutor,
    luck: np.ndarray,
) -> None:  # fmt: skip
    """Responses of all residents to the month that has passed, in spans of communities.

    luck  int64 (COMMUNITY,) whose luck each position of a community has
    """
    active = tables.book.head.active
    if not setup.responses.monthly or not active.any():
        return
    offset, communities = setup.communities.offset, len(world.gossip)
    starts = np.array([hundredths(s.score[0].start) for s in setup.schemes], np.int64)
    before = month_before(month.first)
    new = np.array(
        [
            a and (month.number == 0 or s.starts > before) and s.starts >= before
            for a, s in zip(active, setup.schemes, strict=True)
        ],
        np.uint8,
    )
    gossip = world.gossip * 10000 // np.maximum(np.diff(offset), 1)
    key = key_of(setup.seed)
    scores = shown(world.standing.score, tables.book.head)

    def span(first: int) -> None:
        last = min(first + SPAN, communities)
        start, stop = int(offset[first]), int(offset[last])
        community = np.repeat(np.arange(first, last), np.diff(offset[first : last + 1]))
        subject = np.zeros((len(active), stop - start), np.uint8)
        mark_subjects(
            tables.book, setup.people.age, setup.people.flags, offset, setup.communities.place,
            first, last, luck, month.number, key, subject,
        )  # fmt: skip
        around = Surroundings(
            setup.people, world.mind, scores, world.standing.grade, subject,
            tables.book.bands, tables.book.honour, starts, active, new,
            setup.offers, community, gossip, key,
            month.number,
        )  # fmt: skip
        respond(setup.responses.monthly, around, start, stop)

    list(pool.map(span, range(0, communities, SPAN)))
    world.gossip[:] = 0


def shown(sums: np.ndarray, head: np.recarray) -> np.ndarray:
    """The scores that people see of sums of points: int32 (schemes, residents) hundredths.

    Without bounds they are the sums themselves, and nothing is copied.
    """
    room = np.iinfo(sums.dtype)
    lowest, highest = (np.clip(bound, room.min, room.max) for bound in (head.lowest, head.highest))
    if (lowest == room.min).all() and (highest == room.max).all():
        return sums
    bounds = (bound.astype(sums.dtype)[:, None] for bound in (lowest, highest))
    return np.clip(sums, *bounds)
