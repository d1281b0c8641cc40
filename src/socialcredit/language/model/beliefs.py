"""What is believed about the world: the frozen models of the assumption files.

Every value block names the document it comes `from` and its `evidence`. Factors multiply a base
rate and are 1 where nothing is said. Tables of 16 whole numbers are quantiles, (i + 1/2) / 16.
Places and population have modules of their own beside this one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import ConfigDict, Field, model_validator

from socialcredit.core.levels import SIZES, FirmSize
from socialcredit.core.populations import Kind
from socialcredit.language.model.deeds import DeedFile, Group
from socialcredit.language.model.firms import FirmFile
from socialcredit.language.model.lending import LendingFile
from socialcredit.language.model.lobbying import LobbyingFile
from socialcredit.language.model.money import FileMoney
from socialcredit.language.model.places import PlaceFile
from socialcredit.language.model.population import PopulationFile
from socialcredit.language.model.provenance import Believed, Block, Source
from socialcredit.language.model.readings import Readings
from socialcredit.language.model.sensors import SensorFile
from socialcredit.language.read.quantities import (
    Day,
    Factor,
    Finite,
    Text,
    Yes,
    unexpected,
)

MOST_VOLUME = 1_000_000_000
GONE = {  # mechanisms that there were once, and what to write in their place
    "nearness": "value-of-standing, whose strength multiplies what the worse grade takes",
}
Needed = Literal["driver", "online", "urban", "kitchen", "discharges", "platform"]


class Mechanism(Believed):
    """One way in which people respond; further keys are its own parameters."""

    mechanism: Text
    title: Text | None = None
    strength: Finite
    on: Yes = True

    model_config = ConfigDict(
        frozen=True, extra="allow", validate_by_name=True, validate_by_alias=True
    )

    @property
    def parameters(self) -> dict[str, Any]:
        """The mechanism's own parameters by name."""
        return dict(self.model_extra or {})


class Domain(Block):
    """A domain of life and the one it belongs to.

    `group` says which of its deeds are alike where people respond; without one it has that of the
    domain to which it belongs.
    """

    domain: Text
    parent: Text | None = None
    title: Text | None = None
    group: Group | None = None


class Attempt(Believed):
    """How often an adult tries a door in a domain, per year: a number, or dated ones.

    Between its dates it moves along straight lines, and is level outside them.
    """

    domain: Text
    title: Text | None = None
    per_year: Factor | Annotated[dict[Day, Factor], Field(min_length=1)]
    needs: tuple[Needed, ...] | Needed | None = None

    @property
    def ever(self) -> bool:
        """Whether anybody ever tries."""
        return (
            max(self.per_year.values()) > 0
            if isinstance(self.per_year, dict)
            else self.per_year > 0
        )

    @property
    def needed(self) -> tuple[str, ...]:
        """What somebody needs to try, all of it."""
        return (self.needs,) if isinstance(self.needs, str) else self.needs or ()


class Volume(Believed):
    """How much of a domain a firm uses or has in a month, by its size; customers are one such.

    `price` is what one unit is worth in money, where that is asked for.
    """

    domain: Text
    title: Text | None = None
    unit: Text
    a_month: dict[FirmSize, Annotated[Factor, Field(le=MOST_VOLUME)]]
    price: Factor | None = None

    @model_validator(mode="after")
    def _of_every_size(self) -> Volume:
        for size in SIZES:
            if size not in self.a_month:
                raise unexpected(
                    f"how much the {size} use is not said", "all of " + ", ".join(SIZES)
                )
        return self


class Distance(Believed):
    """How far apart two domains are: steps in the tree, out of the longest such way."""

    rule: Literal["tree"]
    divided_by: Literal["longest"]


class BurdenScale(Believed):
    """What one of each effect weighs, in days of which somebody is robbed: a declared scale."""

    scale: Text
    title: Text
    penal_day: Factor
    held_day: Factor
    refusal: Factor
    hurdle: Factor
    showing: Factor
    fine: Factor
    money: Factor

    @model_validator(mode="before")
    @classmethod
    def _as_it_was_called(cls, told: Any) -> Any:
        """`money` was `yuan` as long as there was no other currency."""
        if isinstance(told, dict) and "yuan" in told and "money" not in told:
            return {("money" if key == "yuan" else key): value for key, value in told.items()}
        return told


class BehaviourFile(Block):
    """behaviour.yaml"""

    sources: dict[Text, Source] = {}
    money: FileMoney | None = None
    mechanisms: Annotated[tuple[Mechanism, ...], Field(min_length=1)]
    readings: Readings = ()


class DomainFile(Block):
    """domains.yaml"""

    sources: dict[Text, Source] = {}
    money: FileMoney | None = None
    distance: Distance | None = None
    burden: tuple[BurdenScale, ...] = ()
    domains: Annotated[tuple[Domain, ...], Field(min_length=1)]
    attempts: tuple[Attempt, ...] = ()
    volumes: tuple[Volume, ...] = ()
    readings: Readings = ()


class Beliefs(NamedTuple):
    """All assumption files of a population of a run."""

    deeds: DeedFile
    sensors: SensorFile
    behaviour: BehaviourFile
    domains: DomainFile
    places: PlaceFile
    population: PopulationFile | FirmFile
    lending: LendingFile
    lobbying: LobbyingFile

    @property
    def kind(self) -> Kind:
        """Whom they are about: persons, or firms."""
        return "firms" if isinstance(self.population, FirmFile) else "persons"


FILES: dict[str, type[Block]] = {
    "deeds": DeedFile,
    "sensors": SensorFile,
    "behaviour": BehaviourFile,
    "domains": DomainFile,
    "places": PlaceFile,
    "population": PopulationFile,
    "lending": LendingFile,
    "lobbying": LobbyingFile,
}


def model_of(kind: str, keys: Collection[str]) -> type[Block]:
    """The model of an assumption file of a kind, told by its keys where there are two."""
    return FirmFile if kind == "population" and "markets" in keys else FILES[kind]


def names_in(file: Block) -> Iterator[str]:
    """Yield the names that an assumption file defines: deeds, sources, mechanisms, domains..."""
    if isinstance(file, DeedFile):
        yield from (deed.deed for deed in file.deeds)
    elif isinstance(file, SensorFile):
        yield from (sensor.source for sensor in file.sources)
    elif isinstance(file, BehaviourFile):
        yield from (mechanism.mechanism for mechanism in file.mechanisms)
    elif isinstance(file, DomainFile):
        yield from (domain.domain for domain in file.domains)
    elif isinstance(file, LendingFile):
        yield from (lender.lender for lender in file.lenders)
    elif isinstance(file, LobbyingFile):
        yield from (one.proposal for one in file.proposals)
    elif isinstance(file, PlaceFile):
        yield from (nation.nation for nation in file.nations)
        yield from (place.place for place in file.places)
    elif isinstance(file, FirmFile):
        yield from (market.sector for market in file.markets)
