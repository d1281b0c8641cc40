"""What a scheme may say: the frozen models of `scheme.yaml`.

Every rule carries `since`, `source` and `evidence`. Where a block is a dated list (subjects,
score, grades, procedure), the latest item whose `since` is not after a day holds on that day.
An entry, list or consequence that returns with a later `since` replaces its earlier version.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from socialcredit.core.places import Home, scored_in
from socialcredit.core.populations import Kind
from socialcredit.language.model.conditions import Condition
from socialcredit.language.model.consequences import Consequence
from socialcredit.language.model.entries import Entry, Layer, Meter
from socialcredit.language.model.evaluation import Evaluation
from socialcredit.language.model.lending import Bureau
from socialcredit.language.model.lists import ListRule, Publication
from socialcredit.language.model.procedure import Procedure
from socialcredit.language.model.provenance import Block, Rule, Source
from socialcredit.language.model.readings import Readings
from socialcredit.language.model.score import Dimension, Grades, Score, Subjects
from socialcredit.language.model.totals import Counted, Totalled
from socialcredit.language.read.quantities import Day, Name, Text


class Scheme(Block):
    """One scheme as it was written down.

    `body_of` names what several bodies are of: people hear of them together, and once.
    """

    scheme: Name
    title: Text
    place: Text
    starts: Day
    ends: Day | None = None
    body_of: Text | None = None
    story: tuple[Text, ...] = ()
    departures: tuple[Text, ...] = ()
    sources: dict[Text, Source] = {}
    subjects: Annotated[tuple[Subjects, ...], Field(min_length=1)]
    score: Annotated[tuple[Score, ...], Field(min_length=1)]
    grades: Annotated[tuple[Grades, ...], Field(min_length=1)]
    conditions: tuple[Condition, ...] = ()
    layers: tuple[Layer, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    evaluation: tuple[Evaluation, ...] = ()
    meters: tuple[Meter, ...] = ()
    entries: tuple[Entry, ...] = ()
    lists: tuple[ListRule, ...] = ()
    publication: tuple[Publication, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    bureau: tuple[Bureau, ...] = ()
    procedure: Annotated[tuple[Procedure, ...], Field(min_length=1)]
    readings: Readings = ()

    @property
    def voice(self) -> str:
        """In whose name people hear of it: its own, or that of what it is a body of."""
        return self.body_of or self.scheme

    @property
    def kind(self) -> Kind:
        """Whom it scores: persons, or firms."""
        return self.subjects[0].of

    @property
    def summed(self) -> list[Counted | Totalled]:
        """All that lists and conditions ask of several records together."""
        asked = [rule.enter.summed for rule in self.lists]
        asked += [rule.when.summed for rule in self.conditions]
        return [one for one in asked if one is not None]

    @property
    def par(self) -> Fraction:
        """The score below which a record that brings one is bad; else nought, see `Score.par`."""
        return self.score[0].par

    def ever_scores_in(self, homes: Sequence[Home]) -> list[bool]:
        """In which homes any version of its subjects scores anybody, see `core.places`."""
        found = [scored_in(one.places, self.place, homes, one.sectors) for one in self.subjects]
        return [any(held) for held in zip(*found, strict=True)]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of the scheme, in the order of the file."""
        return (
            *self.subjects, *self.score, *self.dimensions, *self.evaluation, *self.grades,
            *self.conditions, *self.layers, *self.entries, *self.lists, *self.publication,
            *self.consequences, *self.bureau,
            *self.procedure,
        )  # fmt: skip
