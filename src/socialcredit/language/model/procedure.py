"""What a scheme says of notice, dispute, correction, expiry and repair."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from socialcredit.core.calendar import Duration
from socialcredit.language.model.provenance import Doubted, Evidence, Rule
from socialcredit.language.read.quantities import (
    Days,
    Factor,
    Lasting,
    PerResidents,
    Share,
    Text,
    Yes,
    unexpected,
)


class Part(Doubted):
    """A part of the procedure; it may rest on a source of its own."""

    source: Text | None = None
    evidence: Evidence | None = None
    note: Text | None = None


class Screening(Part):
    """Chance that staff drop a report before it becomes a record, when it is wrong and when right.

    Under `pressure` to act on every report, only 1 - pressure of either chance is left.
    """

    wrong: Share
    right: Share
    pressure: Share = 0.0

    @property
    def drops(self) -> tuple[float, float]:
        """The chances that are left, of a right report and of a wrong one."""
        left = 1.0 - float(self.pressure)
        return float(self.right) * left, float(self.wrong) * left


class Notice(Part):
    """Chance that a person is told of a record, and after how long."""

    chance: Share
    after: Days = Field(default_factory=Duration)


class Dispute(Part):
    """How long after notice (or discovery) a record may be contested, and before whom.

    An objection to a copy is `forwarded` to the body that filed the record first, or decided here.
    """

    window: Lasting
    forwarded: Yes = False


class Office(Part):
    """Decisions an office can take, `per` so many residents a month.

    An objection that is not decided within the days of `answers` is settled by silence, as `proof`
    says: where the authority bears it, the record is struck out; else it stands.
    """

    decisions: Factor
    per: PerResidents
    answers: Annotated[Days, Field(ge=1)] | None = None

    @property
    def residents(self) -> int:
        """The number of residents that `decisions` a month refers to."""
        return int(self.per.split()[0])


class Finds(Part):
    """Chance that a contested record is found wrong when it is wrong, and when it is right.

    Of the others nothing is proved either way in the share `unclear`: there whoever bears the proof
    loses. Nought says that everything is proved.
    """

    wrong: Share
    right: Share
    unclear: Share | None = None

    def upheld(self, proof: str | None) -> tuple[float, float]:
        """The chances that a contested record is struck out, of a right one and of a wrong one."""
        tie = float(self.unclear or 0.0) if proof == "authority" else 0.0
        found = float(self.right), float(self.wrong)
        return found[0] + (1.0 - found[0]) * tie, found[1] + (1.0 - found[1]) * tie


class Copies(Part):
    """How long other bodies keep using a copy of a corrected record."""

    after: Days


class Follows(Part):
    """How long after the body that filed a record first this body puts its copy right as well."""

    after: Days


class Validity(Part):
    """How long bad and good records count; null means for ever."""

    bad: Lasting | None = None
    good: Lasting | None = None


class Repair(Part):
    """When a record may be repaired, and the chance each month that it is.

    `on_request` is the share of repairs in which whoever was owed asks for it, before all is paid.
    `otherwise` is the chance had nothing come with the record; `between` is the range in which the
    chance is assumed. Neither changes a run: they say what of the repairs is the rule's doing.
    """

    after: Days
    chance: Share
    on_request: Share = 0.0
    otherwise: Share | None = None
    between: tuple[Share, Share] | None = None

    @model_validator(mode="after")
    def _a_range_of_an_effect(self) -> Repair:
        if self.between is not None and self.otherwise is None:
            raise unexpected(
                "a range of what the rule adds has no level to start from",
                "otherwise: the chance without what comes with the record",
            )
        if self.between is not None and self.between[0] > self.between[1]:
            raise unexpected("the range runs from high to low", "between: [lower, higher]")
        return self


class Procedure(Rule):
    """From report to repair; what is absent does not exist.

    `proof` says who loses where nothing is proved or nobody answers: the person, whose record
    stands, or the authority, whose record is struck out.
    """

    screening: Screening | None = None
    notice: Notice | None = None
    dispute: Dispute | None = None
    office: Office | None = None
    proof: Literal["person", "authority"] | None = None
    paused: Yes = False
    finds: Finds | None = None
    copies: Copies | None = None
    follows: Follows | None = None
    validity: Validity = Validity()
    repair: Repair | None = None

    @model_validator(mode="after")
    def _proof_decides_something(self) -> Procedure:
        unclear = self.finds.unclear if self.finds is not None else None
        silent = self.office is not None and self.office.answers is not None
        if self.proof is not None and unclear is None and not silent:
            raise unexpected(
                "it is not said where the proof decides",
                "finds: {..., unclear: how often nothing is proved}, or office: {..., answers: "
                "days until silence settles it}",
            )
        if self.proof is None and (unclear or silent):
            what = "nothing is proved" if unclear else "nobody answers"
            raise unexpected(f"who loses where {what} is not said", "proof: person, or authority")
        return self
