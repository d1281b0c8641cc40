"""Everything a run needs before its first day: calendar, people, names and compiled beliefs."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from socialcredit.compile.budget import hours_a_deed
from socialcredit.compile.faults import harms_of
from socialcredit.compile.response import (
    Responses,
)
from socialcredit.compile.rounds import Hours
from socialcredit.core.calendar import MEAN_MONTH, Month
from socialcredit.core.columns import Communities, People
from socialcredit.core.kept import Remembers
from socialcredit.core.places import Home
from socialcredit.core.populations import POPULATIONS, Kind, Population
from socialcredit.engine.shard import Shard, whole_of
from socialcredit.engine.subjects import key_for
from socialcredit.language.model.crossings import Exchanged
from socialcredit.language.model.protest import Protested
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.turning import Turns
from socialcredit.stages.observation.complaints import Complaints
from socialcredit.stages.response.mechanisms import asks_of_refusals, told_of_names
from socialcredit.stages.society.deeds import Hazards
from socialcredit.stages.society.faults import Faults
from socialcredit.stages.society.motives import Motives
from socialcredit.stages.society.premises import Premises
from socialcredit.stages.society.profiles import Apart

Document = Mapping[str, Any]
NO_LISTS = np.zeros(0, np.uint8)


@dataclass(frozen=True)
class Setup(Remembers):
    """A run, fully resolved, before its first day. Nothing in it changes while people live, so that
    what is asked of it in each month is made once (`once`).

    beliefs  the assumption files as plain values, which markets and tables are compiled from
    deeds, sources  in the order of the numbers that tables hold
    without  schemes that are not in force in world 1
    begins  int64 (schemes, places) month in which a scheme begins there, see `compile.scheme`
    often  deeds a day expected of the people of each place, see `done_often`
    makeup  how many are simulated in each place, by occupation and driver
    found  int64 (2, found) who is alike, and how many, see `stages.society.facts`
    cells  int64 (places, CELLS) how many are simulated in each cell of the tables
    panel  int64 (people, 10) whom the panel takes of all people, see `stages.society.facts`
    apart, keys  what tells people apart, and the combinations of it that there are: the profiles
    hours  of the sources that go round, and the visits that they come to
    lead  months of warm-up, which are lived and not told
    beside  the firms of a run of both: a population of their own, with the same months
    exchange  what crosses between the two from one month to the next, see `engine.exchange`
    crosses  uint8 (lists,) 1 for those of which the other population is told; none where none is
    step_days  days of a step, where a run has such in place of months
    who_knew  whether deeds are counted by who had heard of a rule on them
    tells_closings  whether the owners of firms that close are told
    protest  what protest does, `turns` what it makes of which scheme, None where it makes nothing
    written  the schemes without what protest may make of them; in `schemes` both stand
    shard  of whom `people` are and the offsets of `communities`, see `engine.shard`; None: of all,
        or of nobody where people live in shards
    """

    seed: int
    months: tuple[Month, ...]
    people: People
    communities: Communities
    homes: tuple[Home, ...]
    schemes: tuple[Scheme, ...]
    without: frozenset[str]
    beliefs: Mapping[str, Document]
    deeds: tuple[Document, ...]
    sources: tuple[Document, ...]
    responses: Responses
    hazards: Hazards
    motives: Motives
    faults: Faults
    complaints: Complaints
    premises: Premises
    begins: np.ndarray
    often: np.ndarray
    makeup: np.ndarray
    found: np.ndarray
    cells: np.ndarray
    panel: np.ndarray
    apart: Apart
    keys: np.ndarray
    hours: Hours
    lead: int = 0
    kind: Kind = "persons"
    who_knew: bool = False
    beside: "Setup | None" = None
    exchange: tuple[Exchanged, ...] = ()
    crosses: np.ndarray = field(default_factory=lambda: NO_LISTS)
    tells_closings: bool = False
    step_days: int | None = None
    protest: Protested | None = None
    turns: Turns | None = None
    written: tuple[Scheme, ...] = ()
    shard: Shard | None = None
    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def population(self) -> Population:
        """Whom the run is about, and what their columns mean."""
        return POPULATIONS[self.kind]

    @cached_property
    def key(self) -> tuple[int, int]:
        """The two key words of all draws."""
        return key_for(self.kind, self.seed)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places of the run, in the order of their numbers."""
        return tuple(home.name for home in self.homes)

    @cached_property
    def here(self) -> Shard:
        """The communities and subjects whose columns these are: those of a shard, or all."""
        return self.shard or whole_of(self.communities)

    @property
    def residents(self) -> int:
        """How many people are simulated here."""
        return self.here.stop - self.here.start

    @cached_property
    def incapacitates(self) -> bool:
        """Whether any consequence keeps people from deeds."""
        return any(rule.stops for scheme in self.schemes for rule in scheme.consequences)

    @cached_property
    def collects(self) -> bool:
        """Whether any sum has to be collected before it moves."""
        return any(rule.collected for scheme in self.schemes for rule in scheme.consequences)

    @cached_property
    def remembers_refusals(self) -> bool:
        """Whether any mechanism asks how often somebody was refused at a door."""
        return asks_of_refusals(self.responses.chosen)

    @cached_property
    def hears_of_names(self) -> bool:
        """Whether any mechanism asks who is newly named in a community."""
        return told_of_names(self.responses.chosen) is not None

    @cached_property
    def signs(self) -> bool:
        """Whether a grade hangs at any door."""
        return any(r.effect == "sign" for scheme in self.schemes for r in scheme.consequences)

    @cached_property
    def stands(self) -> bool:
        """Whether any deed leaves a fault that lasts."""
        return len(self.faults.kind) > 0

    def months_of(self, step: Month) -> float:
        """How many months of time a step of the run is: one, or what its days come to."""
        return step.days / MEAN_MONTH if self.step_days else 1.0

    @cached_property
    def raises(self) -> bool:
        """Whether a term of a response can raise what people do above what they do anyway."""
        return len(self.responses.terms.rising) > 0

    @cached_property
    def closes(self) -> bool:
        """Whether any subject ever closes, and another one opens in its place."""
        return len(self.premises.closes) > 0

    @cached_property
    def mends(self) -> bool:
        """Whether a fault ends otherwise once a visit wrote it down."""
        return len(self.faults.found) > 0

    @cached_property
    def harms(self) -> dict[str, str]:
        """What faults that stand do harm to, and its unit; "" counts people."""
        return harms_of(self.deeds)

    @cached_property
    def takes(self) -> np.ndarray:
        """Hours that a deed of each kind takes in the mean; float64 (kinds,), 0: nobody says."""
        return hours_a_deed(self.deeds)

    @cached_property
    def told(self) -> tuple[Month, ...]:
        """The months that are told, numbered and counted from the first of them."""
        first = self.months[self.lead].first_day
        return tuple(
            Month(month.number - self.lead, month.first, month.first_day - first, month.days)
            for month in self.months[self.lead :]
        )

    @cached_property
    def deed_numbers(self) -> dict[str, int]:
        """Row of every deed in the tables."""
        return {deed["deed"]: k for k, deed in enumerate(self.deeds)}

    @cached_property
    def source_numbers(self) -> dict[str, int]:
        """Row of every source in the tables."""
        return {source["source"]: j for j, source in enumerate(self.sources)}
