"""What is believed about the world: the frozen models of the assumption files.

Every value block names the document it comes `from` and its `evidence`. Factors multiply a base
rate and are 1 where nothing is said. Tables of 16 whole numbers are quantiles, (i + 1/2) / 16.
Files may carry further keys; `places` and `population` are described by the files themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import ConfigDict, Field, model_validator

from socialcredit.borrowing import LendingFile
from socialcredit.provenance import Believed, Block, Evidence, Source
from socialcredit.quantities import Count, Day, Days, Factor, Share, Text, Whole, Yes, unexpected
from socialcredit.recognising import Density, Devices, Recognition

Table = Annotated[tuple[Whole, ...], Field(min_length=16, max_length=16)]
Five = Annotated[tuple[Factor, ...], Field(min_length=5, max_length=5)]
Ages = Annotated[str, Field(pattern=r"^\d{1,3}(-\d{1,3}|\+)$")]
Finite = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Sign = Literal["bad", "good", "watched", "hidden-bad", "hidden-good"]
Need = Literal["driver", "online", "urban", "rural", "adult"]


class Open(Block):
    """A block that may say more than is listed here."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Gravity(Block):
    """How grave a deed is, on three declared scales: harm 0-100, yuan, and public view 0-100."""

    harm: Annotated[Finite, Field(ge=0, le=100)] = 0.0
    fine: Factor = 0.0
    public: Annotated[Finite, Field(ge=0, le=100)] = 0.0


class By(Block):
    """Factors on a deed's base rate by attribute of the person."""

    sex: dict[Literal["male", "female"], Factor] = {}
    age: dict[Ages, Factor] = {}
    fifth: Five | None = None
    education: Five | None = None
    occupation: dict[Text, Factor] = {}
    group: dict[Literal["minority", "majority"], Factor] = {}
    place: dict[Literal["urban", "rural"], Factor] = {}


class Size(Block):
    """How large a deed is: 16 quantiles in its unit."""

    unit: Literal["yuan", "hours", "months", "none"]
    values: Table
    note: Text | None = None


class Lasts(Block):
    """How long a deed lasts: 16 quantiles in months."""

    months: Table
    note: Text | None = None


class Deed(Block):
    """A kind of deed and how often people do it, per person-year among those able to.

    With `places` only people who live there do it. What rules say of the deeds that it `counts_as`
    holds of it too.
    """

    deed: Text
    title: Text
    domain: Text
    sign: Sign
    gravity: Gravity = Gravity()
    rate: Factor
    counts_as: tuple[Text, ...] = ()
    needs: tuple[Need, ...] = ()
    places: tuple[Text, ...] = ()
    min_age: Annotated[Whole, Field(ge=0, le=120)] = 0
    by: By = By()
    size: Size | None = None
    lasts: Lasts | None = None
    fine: Factor = 0.0
    cheap_good: Yes = False
    source: Text
    evidence: Evidence
    note: Text | None = None


class Delay(Block):
    """From the deed to the record, in days."""

    least: Days
    most: Days


class Coverage(Block):
    """Share of such places a source covers, by date; linear between the dates."""

    urban: dict[Day, Share] = {}
    rural: dict[Day, Share] = {}


class Attention(Block):
    """How much more often than `sees` says a group's deeds are noticed, by date; 1 when silent."""

    majority: dict[Day, Factor] = {}
    minority: dict[Day, Factor] = {}


class Sensor(Believed):
    """Who sees deeds, which, where (everywhere unless `places` are named), and how wrongly.

    A rule that hears the sources that it `counts_as` hears it too. `ranked` gives it the place
    among those who see a deed that a source with such a chance has.
    """

    source: Text
    title: Text
    sees: dict[Text, Share]
    ranked: dict[Text, Share] = {}
    counts_as: tuple[Text, ...] = ()
    places: tuple[Text, ...] = ()
    coverage: Coverage = Coverage()
    devices: dict[Text, Devices] = {}
    density: Density | None = None
    recognition: Recognition | None = None
    attention: Attention = Attention()
    draws_along: Share = 0.0
    wrong_person: Share = 0.0
    minority_times: Factor = 1.0
    mistaken_for: dict[Literal["household", "community", "elsewhere"], Share] = {}
    false_alarm: Factor = 0.0
    wrong_content: Share = 0.0
    confused_with: dict[Text, Text] = {}
    delay: Delay

    @model_validator(mode="after")
    def _one_way_to_err(self) -> Sensor:
        if self.devices and self.density is not None:
            raise unexpected("devices are counted twice", "either devices or density")
        plain = {"wrong_person": 0.0, "minority_times": 1.0, "mistaken_for": {}, "false_alarm": 0.0}
        twice = [name for name, none in plain.items() if getattr(self, name) != none]
        if self.recognition is not None and twice:
            raise unexpected(
                f"`{twice[0]}` stands beside `recognition`, which says the same in parts",
                "capture, match and review alone",
            )
        return self


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


class Domain(Open):
    """A domain of life and the one it belongs to."""

    domain: Text
    parent: Text | None = None
    title: Text | None = None


class Attempt(Believed):
    """How often an adult tries a door in a domain, per year."""

    domain: Text
    title: Text | None = None
    per_year: Factor
    needs: tuple[Text, ...] | Text | None = None

    model_config = ConfigDict(
        frozen=True, extra="allow", validate_by_name=True, validate_by_alias=True
    )


class HomePlace(Open):
    """A place where people live; `population` by census year."""

    place: Text
    title: Text
    province: Text | None = None
    population: dict[Text, Count]
    urban: Share
    minority: Share


class DeedFile(Open):
    """deeds.yaml"""

    sources: dict[Text, Source] = {}
    deeds: Annotated[tuple[Deed, ...], Field(min_length=1)]


class SensorFile(Open):
    """sensors.yaml: its `sources` are those who see; documents stand under `documents`."""

    documents: dict[Text, Source] = {}
    sources: Annotated[tuple[Sensor, ...], Field(min_length=1)]


class BehaviourFile(Open):
    """behaviour.yaml"""

    sources: dict[Text, Source] = {}
    mechanisms: Annotated[tuple[Mechanism, ...], Field(min_length=1)]


class DomainFile(Open):
    """domains.yaml"""

    sources: dict[Text, Source] = {}
    domains: Annotated[tuple[Domain, ...], Field(min_length=1)]
    attempts: tuple[Attempt, ...] = ()


class PlaceFile(Open):
    """places.yaml"""

    sources: dict[Text, Source] = {}
    places: Annotated[tuple[HomePlace, ...], Field(min_length=1)]


class PopulationFile(Open):
    """population.yaml: tables described where they are used."""

    sources: dict[Text, Source] = {}

    @property
    def tables(self) -> dict[str, Any]:
        """Every table of the file by name; keys of mappings are text, also years."""
        return dict(self.model_extra or {})


class Beliefs(NamedTuple):
    """All assumption files of a run."""

    deeds: DeedFile
    sensors: SensorFile
    behaviour: BehaviourFile
    domains: DomainFile
    places: PlaceFile
    population: PopulationFile
    lending: LendingFile


FILES: dict[str, type[Block]] = {
    "deeds": DeedFile,
    "sensors": SensorFile,
    "behaviour": BehaviourFile,
    "domains": DomainFile,
    "places": PlaceFile,
    "population": PopulationFile,
    "lending": LendingFile,
}


NATION = "china"  # as a place of a scenario or scheme: all provinces together


def lies_in(places: Collection[str], names: Collection[str]) -> bool:
    """Whether a home, told by its name and its province's, lies in these places; none is all."""
    return not places or not {NATION, *names}.isdisjoint(places)


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
    elif isinstance(file, PlaceFile):
        yield from (place.place for place in file.places)
