"""deeds.yaml: kinds of deed, who does them and how often."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from socialcredit.core.levels import FirmSize, Ownership, Sector
from socialcredit.core.limits import MOST_HURT
from socialcredit.language.model.faces import Occupation
from socialcredit.language.model.money import FileMoney
from socialcredit.language.model.provenance import Believed, Block, Doubted, Evidence, Source
from socialcredit.language.model.readings import Readings
from socialcredit.language.read.quantities import (
    Factor,
    Finite,
    Five,
    Months,
    Share,
    Sizes,
    Table,
    Text,
    Whole,
    Yes,
    unexpected,
)

MOST_AT_ONCE = 4
MOST_AMOUNT = 1_000_000_000  # of a harm with a unit, by one fault in a month
MOST_A_YEAR = 1_000_000
Ages = Annotated[str, Field(pattern=r"^\d{1,3}(-\d{1,3}|\+)$")]
Sign = Literal["bad", "good", "watched", "hidden-bad", "hidden-good"]
Group = Literal[
    "road", "money", "honesty", "violence", "speech", "market", "registered good",
    "unmeasured good",
]  # fmt: skip
Need = Literal[
    "driver", "online", "urban", "rural", "adult", "kitchen", "discharges", "platform",
]  # fmt: skip


class Gravity(Block):
    """How grave a deed is, on three declared scales: harm 0-100, money, and public view 0-100."""

    harm: Annotated[Whole, Field(ge=0, le=100)] = 0
    fine: Factor = 0.0
    public: Annotated[Finite, Field(ge=0, le=100)] = 0.0


class By(Block):
    """Factors on a deed's base rate by attribute of the person, or of the firm."""

    sex: dict[Literal["male", "female"], Factor] = {}
    age: dict[Ages, Factor] = {}
    fifth: Five | None = None
    education: Five | None = None
    occupation: dict[Occupation, Factor] = {}
    group: dict[Literal["minority", "majority"], Factor] = {}
    place: dict[Literal["urban", "rural"], Factor] = {}
    size: dict[FirmSize, Factor] = {}
    ownership: dict[Ownership, Factor] = {}
    connections: dict[Literal["connected", "unconnected"], Factor] = {}


class Size(Block):
    """How large a deed is: 16 quantiles in its unit; money is in the file's currency."""

    unit: Literal["money", "yuan", "hours", "months", "none"]
    values: Sizes
    note: Text | None = None


class Lasts(Block):
    """How long a deed lasts: 16 quantiles in months."""

    months: Months
    note: Text | None = None


class AtOnce(Doubted):
    """How many such deeds come together: 16 quantiles, each from one to four."""

    values: Table
    source: Text
    evidence: Evidence
    note: Text | None = None

    @model_validator(mode="after")
    def _few(self) -> AtOnce:
        if not all(1 <= value <= MOST_AT_ONCE for value in self.values):
            raise unexpected("deeds come together in ones to fours", "16 numbers from 1 to 4")
        return self


class HarmBy(Block):
    """Factors on what a fault harms, by income fifth, or by size of a firm."""

    fifth: Five | None = None
    size: dict[FirmSize, Factor] = {}


class Stands(Block):
    """A fault that lasts: the chance each month that it ends of itself, and its harm a month.

    At nought it stands as long as what it arises from, see `Untrue`. `found_mended` is the chance
    once a visit has written the fault down. A harm with a unit is a quantity and summed exactly;
    one without counts people, who are drawn.
    """

    mended: Share
    found_mended: Annotated[Share, Field(gt=0)] | None = None
    harms: dict[Text, Factor] = {}
    units: dict[Text, Text] = {}
    harm_by: HarmBy = HarmBy()

    @model_validator(mode="after")
    def _known_and_few(self) -> Stands:
        for name in self.units.keys() - self.harms.keys():
            raise unexpected(
                f"`units` names `{name}`, which is none of the `harms`", "a harm of this deed"
            )
        most = max(*(self.harm_by.fifth or (1.0,)), 1.0, *self.harm_by.size.values())
        for name in self.harms.keys() - self.units.keys():
            if self.harms[name] * most > MOST_HURT:
                raise unexpected(
                    f"one fault harms more than {MOST_HURT:g} people a month: `{name}`",
                    f"at most {MOST_HURT:g}, or a unit where it counts no people",
                )
        for name in self.units:
            if self.harms[name] * most > MOST_AMOUNT:
                raise unexpected(f"`{name}` is too much", f"at most {MOST_AMOUNT:,} a month")
        return self


class Deed(Doubted):
    """A kind of deed and how often people do it, per person-year among those able to.

    With `places` only people who live there do it, with `sectors` only firms of these. What rules
    say of the deeds that it `counts_as` holds of it too. `deterrable` says how far people can be
    deterred from it, 0 to 1; `group` which deeds it is like where people respond, by default those
    of its domain. It takes so many `hours`; where its size is in hours, the mean of that. One that
    `stands` leaves a fault that lasts; while it does, `rate` brings no second.
    """

    deed: Text
    title: Text
    domain: Text
    sign: Sign
    gravity: Gravity = Gravity()
    rate: Annotated[Factor, Field(le=MOST_A_YEAR)]
    counts_as: tuple[Text, ...] = ()
    needs: tuple[Need, ...] = ()
    places: tuple[Text, ...] = ()
    sectors: tuple[Sector, ...] = ()
    min_age: Annotated[Whole, Field(ge=0, le=120)] = 0
    by: By = By()
    size: Size | None = None
    lasts: Lasts | None = None
    at_once: AtOnce | None = None
    stands: Stands | None = None
    fine: Factor = 0.0
    cheap_good: Yes = False
    hours: Annotated[Factor, Field(gt=0, le=1000)] | None = None
    deterrable: Share = 1.0
    group: Group | None = None
    source: Text
    evidence: Evidence
    note: Text | None = None

    @model_validator(mode="after")
    def _a_fault_is_bad_and_one(self) -> Deed:
        if self.stands is None:
            return self
        if self.sign not in ("bad", "hidden-bad"):
            raise unexpected(
                f"`{self.deed}` stands, and only a fault does", "sign: bad or hidden-bad"
            )
        if self.stands.mended == 0 and self.rate > 0:
            raise unexpected("a fault that arises of itself ends some day", "mended: above 0")
        if self.at_once is not None:
            raise unexpected("a fault that stands is one, `at_once` says several", "one of both")
        return self

    @model_validator(mode="after")
    def _hours_once(self) -> Deed:
        if self.hours is not None and self.size is not None and self.size.unit == "hours":
            raise unexpected(
                f"the size of `{self.deed}` is in hours, and `hours` says it again",
                "one of `hours` and a `size` in hours",
            )
        return self


class Motivation(Believed):
    """How people differ in what they do: the trait's `spread`, and the most it may multiply by."""

    spread: Annotated[Factor, Field(le=5)]
    cap: Annotated[Factor, Field(ge=1, le=1000)]


class DeedFile(Block):
    """deeds.yaml"""

    sources: dict[Text, Source] = {}
    money: FileMoney | None = None
    motivation: Motivation | None = None
    deeds: Annotated[tuple[Deed, ...], Field(min_length=1)]
    readings: Readings = ()
