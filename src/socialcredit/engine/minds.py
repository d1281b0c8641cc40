"""The response of all residents to the month that has passed, in spans of communities."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from socialcredit.compile.scheme import voices
from socialcredit.core.calendar import Month
from socialcredit.core.limits import COMMUNITY
from socialcredit.engine.parts import Part
from socialcredit.engine.setup import Setup
from socialcredit.engine.threads import each
from socialcredit.engine.world import World
from socialcredit.month.subjects import mark_offers, mark_subjects
from socialcredit.month.tables import MonthTables
from socialcredit.stages.response.contract import (
    CREDITED,
    NEVER_THERE,
    NOTICED,
    TOLD_BEFORE,
    TRIED,
    Sums,
    Surroundings,
)
from socialcredit.stages.response.mechanisms import respond, respond_together, shared_kept

SPAN = 32  # communities whose minds are updated in one call


def update_minds(
    setup: Setup, world: World, month: Month, parts: Sequence[Part], pool: ThreadPoolExecutor,
    luck: np.ndarray,
) -> None:  # fmt: skip
    """Responses of all residents to the month that has passed, in spans of communities.

    Every month, also before the first scheme and after the last: what people believe goes back to
    what it was before.

    luck  int64 (COMMUNITY,) whose luck each position of a community has
    """
    chosen = setup.responses.chosen
    if not any(one.mechanism.monthly or one.mechanism.collective for one in chosen):
        world.news[:] = 0
        return
    offset, news = setup.communities.offset, world.news.copy()
    world.news[:] = 0
    sizes = np.diff(offset)
    columns = (news[:, column] for column in (NOTICED, TRIED, CREDITED))
    respond_together(chosen, Sums(sizes, *columns), world.shared)
    for part in parts:
        update_part(setup, world, month, part, news, pool, luck)


def update_part(
    setup: Setup, world: World, month: Month, part: Part, news: np.ndarray,
    pool: ThreadPoolExecutor, luck: np.ndarray,
) -> None:  # fmt: skip
    """The same of the communities that live under the same rules; `news` is last month's."""
    tables, offset = part.tables, setup.communities.offset
    chosen, sizes = setup.responses.chosen, np.diff(offset)
    announced = announced_in(setup, month, tables.book.head.active)
    key, place = setup.key, setup.communities.place
    voice, scores = voices(setup.schemes), shown(world.standing.score, tables.book.head)
    before = setup.months[month.number - 1] if month.number else month

    def span(first: int) -> None:
        last = min(first + SPAN, part.last)
        here = slice(first, last)
        start, stop = int(offset[first]), int(offset[last])
        community = np.repeat(np.arange(last - first), sizes[here])
        position = np.arange(stop - start) - (offset[here] - start)[community]
        subject = np.zeros((len(announced), stop - start), np.uint8)
        mark_subjects(
            tables.book, world.people, offset, place, first, last, luck,
            month.number, key, subject,
        )  # fmt: skip
        around = Surroundings(
            people=world.people, score=scores, grade=world.standing.grade, felt=world.mind.felt,
            visited=world.mind.visited, treated=world.mind.treated, effort=world.mind.effort,
            subject=subject, community=community,
            slot=(first + community) * COMMUNITY + luck[position],
            voice=voice, bit=tables.book.where[:, place[here]], announced=announced[:, place[here]],
            offers=offers_of(setup, month, tables, key, first, last), news=news[here],
            size=sizes[here], bands=tables.book.bands, honour=tables.book.honour,
            start_score=tables.book.head.start, active=tables.book.head.active,
            shared=dict(zip(shared_kept(chosen), world.shared[:, here], strict=True)),
            days=before.days, key=key, month=month.number,
        )  # fmt: skip
        respond(chosen, around, world.mind, start, stop)

    each(pool, span, range(part.first, part.last, SPAN))


def announced_in(setup: Setup, month: Month, active: np.ndarray) -> np.ndarray:
    """Of each scheme in each place the months since it was announced there; int64.

    (schemes, places): nought in the month in which it begins; in the first month of a run the age
    of one that is older; TOLD_BEFORE in all later months, NEVER_THERE where it is not in force.
    """
    since = month.number - setup.begins
    since[(since > 0) & (month.number > 0)] = TOLD_BEFORE
    since[(month.number < setup.begins) | (active == 0)[:, None]] = NEVER_THERE
    return since


def offers_of(
    setup: Setup, month: Month, tables: MonthTables, key: tuple[int, int], first: int, last: int
) -> np.ndarray:
    """Where a scheme rewards a deed that anybody can do; uint8 (schemes, communities first..)."""
    offers = np.zeros((len(setup.schemes), last - first), np.uint8)
    layers = np.zeros(tables.book.entry.shape, np.uint8)
    mark_offers(
        tables.book, setup.hazards.cheap, setup.communities.place, setup.communities.urban, first,
        last, month.first_day, month.first_day + month.days - 1, key, layers, offers,
    )  # fmt: skip
    return offers


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
