"""A town that lives month by month under the eyes of whoever opened it: a run and its twin in step.

Where a run lives one world after the other and tells at its end, a town lives a month in every
world and can be looked at in between. Days are not steps of it: a community lives its month in one
call, on scratch that the next overwrites. What stood at a month's end by right records alone lies
in that scratch, and nowhere else; it is put by after each call.

Everybody is in the panel, so that the events of all are there to be shown. What the scenario's own
panel would have kept is told apart at the end, and the tables are those of a run, bit for bit.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, partial
from typing import Any

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.columns import (
    DRIVER,
    FEMALE,
    HELD_GRADE,
    MINORITY,
    ONLINE,
    PANEL,
    PAUSED,
    URBAN,
)
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.events import COLUMNS
from socialcredit.core.log import narrow, wide
from socialcredit.engine import precompile
from socialcredit.engine.collect import Collected, Table, gathered
from socialcredit.engine.event_books import Events, packed, unpacked
from socialcredit.engine.folder import content_hash, table_hashes
from socialcredit.engine.lent import lent, shape_of
from socialcredit.engine.manifest import manifest_of
from socialcredit.engine.month_tables import tables_of
from socialcredit.engine.parts import Part
from socialcredit.engine.preparing import prepared
from socialcredit.engine.setup import Setup
from socialcredit.engine.step import live_month
from socialcredit.engine.world import World, begin
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.month.subjects import mark_subjects
from socialcredit.month.workspace import Workspace
from socialcredit.stages.society.facts import everybody

SCORED, PENALISED, WRONGLY, LATE = 1, 2, 4, 8  # bits of `Stood.how`
NOBODY = -1  # the grade of whoever is not scored
NO_EVENTS = np.zeros((0, len(COLUMNS)), np.int64)


@dataclass
class Stood:
    """How everybody stood at a month's end in one world; truth, beside what `Standing` has.

    right  uint8 (schemes, residents) the grade that right records alone would give
    how    uint8 (schemes, residents) bits SCORED, PENALISED, WRONGLY, LATE, as table `harm` counts
    """

    right: np.ndarray
    how: np.ndarray


class Town:
    """A run and its twin, lived month by month; `worlds[1]` is the twin where there is one.

    Whoever steps a town is alone with it meanwhile; different towns may step on different threads.
    """

    def __init__(self, inputs: Inputs, threads: int = 1) -> None:
        """On the first morning of what is told: a warm-up is lived at once."""
        with precompile.ended_with():
            precompile.start()
            self.own = prepared(inputs, threads)  # with the panel that the scenario asks for
            self.inputs, self.threads = inputs, threads
            self.setup = _with_everybody(self.own)
            self.pool = ThreadPoolExecutor(threads)
            self.shape = shape_of(self.setup, threads)
            self.worlds = [begin(self.setup, number) for number in range(inputs.worlds)]
            with lent(self.setup, self.shape, threads) as spaces:
                luck = spaces.own[0].luck
                self.stood = [_at_first(self.setup, world, luck) for world in self.worlds]
            # Records of events by month, for each world; those of firms beside stay where they are.
            self.books: list[list[Events]] = [[] for _ in self.worlds]
            self.latest: list[np.ndarray] = [NO_EVENTS for _ in self.worlds]  # of the last month
            self.torn = False
            for _ in range(self.setup.lead):
                self._step()

    @property
    def lived(self) -> int:
        """Months lived in every world, of those that are told."""
        return min(world.months_done for world in self.worlds) - self.setup.lead

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """All months of the town, numbered from nought."""
        return self.setup.told

    def step(self) -> None:
        """One month of every world; raises SocialCreditError where none is left, or one was cut."""
        if self.torn:
            raise SocialCreditError(
                "a month of this town was broken off half lived", hint="open the town again"
            )
        if self.lived == len(self.months):
            raise SocialCreditError(
                f"the town has lived all its {len(self.months)} months",
                hint="open it again with more years, or from its first month",
            )
        self._step()

    def _step(self) -> None:
        month = self.setup.months[self.lived + self.setup.lead]
        self.torn = True
        with lent(self.setup, self.shape, self.threads) as spaces:
            for number, world in enumerate(self.worlds):
                look = partial(_look, self.setup, world, self.stood[number])
                live_month(self.setup, world, month, self.pool, spaces, look)
                self.latest[number] = _rows(world.collected)
                self.books[number].append(packed(self.latest[number]))
                world.collected.events.clear()
        self.torn = False

    def people(self) -> Table:
        """Who lives here, resident by resident; numbers of levels as in `core/levels.py`.

        household, neighbourhood  whole ones, one after the other; a neighbourhood is a community
        """
        people, communities = self.setup.people, self.setup.communities
        many = np.diff(communities.offset)
        flags, both = people.flags.astype(np.int64), people.role_education.astype(np.int64)
        return {
            "resident": np.arange(self.setup.residents),
            "household": np.cumsum(people.position == 0) - 1,
            "neighbourhood": np.repeat(np.arange(len(many)), many),
            "place": np.repeat(communities.place.astype(np.int64), many),
            "age": people.age.astype(np.int64),
            **{
                name: (flags & bit != 0).astype(np.int64)
                for name, bit in (
                    ("sex", FEMALE), ("urban", URBAN), ("group", MINORITY), ("driver", DRIVER),
                    ("online", ONLINE),
                )
            },
            "occupation": people.occupation.astype(np.int64),
            "education": both & 7,
            "role": both >> 3,
            "fifth": people.fifth.astype(np.int64),
        }  # fmt: skip

    def view(self, number: int, scheme: int) -> Table:
        """How everybody stands with a scheme in a world, as the month that was lived last left it.

        grade, right, held  int8 (residents,): the grade on file, that from right records only, that
            which others hold and go by; 0 = best, NOBODY where one is not scored
        scored, penalised, wrongly, late  bool (residents,), as table `harm` counts them
        bad_deeds  uint8 (residents,) bad deeds truly done so far, at most 255
        """
        world, stood = self.worlds[number], self.stood[number]
        how, standing = stood.how[scheme], world.standing
        scored = how & SCORED != 0
        grades = (
            standing.grade[scheme], stood.right[scheme], standing.copy[scheme] & HELD_GRADE,
        )  # fmt: skip
        return {
            **{
                name: np.where(scored, grade, NOBODY).astype(np.int8)
                for name, grade in zip(("grade", "right", "held"), grades, strict=True)
            },
            "scored": scored,
            "penalised": how & PENALISED != 0,
            "wrongly": how & WRONGLY != 0,
            "late": how & LATE != 0,
            "bad_deeds": world.conduct.bad.copy(),
        }

    def events(self, number: int, month: int, only: Sequence[str] = COLUMNS) -> Table:
        """What happened to everybody in a month (from nought): columns as in `panel_events`.

        By day, and of one resident in the order in which it happened; days of the told months.

        only  the columns that are wanted
        """
        if not 0 <= month < self.lived:
            raise SocialCreditError(
                f"month {month} of this town has not been lived",
                expected=f"a month from 0 to {self.lived - 1}" if self.lived else "a `step` first",
                hint="months are counted from 0, and `month` says how many were lived",
            )
        kept, last = self.books[number][month + self.setup.lead], month == self.lived - 1
        rows = self.latest[number] if last else unpacked(kept)
        order = np.argsort(rows[:, COLUMNS.index("day")], kind="stable")
        told = {name: rows[:, COLUMNS.index(name)].take(order) for name in only}
        if "day" in told:
            told["day"] -= self.setup.months[self.setup.lead].first_day
        return told

    def so_far(self, everybody: bool = True) -> tuple[dict[str, Any], dict[str, Table]]:
        """Manifest and tables of a run of the months lived until now.

        everybody  whether the panel is the whole town; else the scenario's own, and the content
                   hash is that of a run of the same scenario, people, seed and months
        """
        if self.lived == 0:
            raise SocialCreditError(
                "no month of this town has been lived yet", hint="`step` lives one"
            )
        done = self.lived == len(self.months)
        upto = self.lived + self.setup.lead
        of = self.setup if everybody else self.own
        cut = replace(of, months=of.months[:upto])
        if of.beside is not None:
            cut = replace(cut, beside=replace(of.beside, months=of.beside.months[:upto]))
        inputs = self.inputs if done else self.inputs.lived_as(ends=_last_day(cut.months[-1]))
        kept = of.people.flags & PANEL != 0
        worlds = [
            replace(world.collected, events=_told_of(kept, books))
            for world, books in zip(self.worlds, self.books, strict=True)
        ]
        tables = gathered(cut, worlds)
        told = manifest_of(inputs, cut, self.threads)
        told["content_hash"] = content_hash(table_hashes(tables))
        return told | {"state": "done" if done else "running"}, tables


def _last_day(month: Month) -> date:
    return month.first + timedelta(days=month.days - 1)


def _with_everybody(setup: Setup) -> Setup:
    """The same with everybody in the panel; what else is settled is shared, and never written."""
    people = setup.people._replace(flags=setup.people.flags | np.uint8(PANEL))
    return replace(setup, people=people, panel=everybody(people, setup.communities))


def _rows(collected: Collected) -> np.ndarray:
    """The events of the month lived last, column by column in memory: int64 (events, 12)."""
    blocks = [rows for _, rows in sorted(collected.events.items())]
    return wide(np.concatenate(blocks)) if blocks else NO_EVENTS


def _told_of(kept: np.ndarray, books: list[Events]) -> dict[tuple[int, int], np.ndarray]:
    """The events of those who are `kept` (bool, residents), as a world collects them."""
    rows = {(month, 0): unpacked(one) for month, one in enumerate(books)}
    who = COLUMNS.index("resident")
    return {key: narrow(one[kept[one[:, who]]]) for key, one in rows.items()}


def _at_first(setup: Setup, world: World, luck: np.ndarray) -> Stood:
    """Everybody on the first morning: nothing is on file, and nobody bears a penalty."""
    standing, communities = world.standing, setup.communities
    book = tables_of(setup, setup.months[0], world.number, world.compiled).book
    subject = np.zeros(standing.grade.shape, np.uint8)
    if len(setup.schemes):
        mark_subjects(
            book, setup.people, communities.offset, communities.place, 0, len(communities.place),
            luck, 0, setup.key, subject,
        )  # fmt: skip
    return Stood(standing.copy >> 4, subject)


def _look(
    setup: Setup, world: World, stood: Stood, part: Part, space: Workspace, first: int, many: int
) -> None:
    """Put by how communities stand, while what their month left in the scratch is there.

    Penalties rest on the copy that others hold, as in `month/tally.py`.
    """
    ends = setup.communities.offset[first : first + many + 1].tolist()
    here, sizes = slice(ends[0], ends[-1]), np.diff(ends).tolist()
    left = [space.left[:, :, k, :size] for k, size in enumerate(sizes)]
    subject, clean = np.concatenate(left, axis=2)
    penal = part.tables.book.penal != 0
    rows = np.arange(len(penal), dtype=np.intp)[:, None] * penal.shape[1]
    standing, scored = world.standing, subject != 0
    copy = standing.copy[:, here]

    def is_penal(grade: np.ndarray) -> np.ndarray:
        return penal.take(rows + grade, mode="clip")

    right = np.where(scored, clean, 0)
    bears = scored & is_penal(copy & HELD_GRADE) & (standing.hold[:, here] & PAUSED == 0)
    amiss = bears & ~is_penal(right)
    late = amiss & ~is_penal(standing.grade[:, here]) & is_penal(copy >> 4)
    stood.right[:, here] = right
    stood.how[:, here] = (
        scored * np.uint8(SCORED) | bears * np.uint8(PENALISED)
        | (amiss & ~late) * np.uint8(WRONGLY) | late * np.uint8(LATE)
    )  # fmt: skip
