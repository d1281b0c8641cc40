"""The conditions of a prohibition as data: what each asks, and what can be said of it, or not."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from socialcredit.language.model.form import Official, numbered
from socialcredit.language.model.provenance import Block, Source
from socialcredit.language.read.quantities import Finite, Name, Text, Texts, unexpected

# What can be read off the rules of a scheme, without anybody living under them.
Reads = Literal["grades", "over-time", "behaviour", "consequences", "rewards"]
WAYS = ("reads", "shown_when", "declared")


class Shown(Block):
    """A measure, and above (or below) which level it shows the condition, in how many draws.

    draws  the share of the points drawn from the ranges of what is assumed
    """

    measure: Text
    more_than: Finite | None = None
    less_than: Finite | None = None
    draws: Annotated[Finite, Field(gt=0.5, le=1)] = 0.95

    @model_validator(mode="after")
    def _has_one_level(self) -> Shown:
        if (self.more_than is None) == (self.less_than is None):
            raise unexpected("a level is said once", "`more_than`, or `less_than`")
        return self


class LegalCondition(Block):
    """One condition; of `shown_when` one is enough.

    reads       what the rules themselves say of it;  declared  the field that says it
    tells       further measures that bear on it and decide nothing
    otherwise   what is said where it is not shown;  cannot_be_tested  why nobody here can say
    """

    condition: Annotated[Text, BeforeValidator(numbered)]
    para: Text
    asks: Text
    source: Text
    reads: Reads | None = None
    shown_when: tuple[Shown, ...] = ()
    declared: Text | None = None
    tells: Texts = ()
    otherwise: Annotated[Text | None, Field(alias="else")] = None
    cannot_be_tested: Text | None = None

    @model_validator(mode="after")
    def _is_looked_at_one_way(self) -> LegalCondition:
        given = [name for name in WAYS if getattr(self, name)]
        if len(given) != 1:
            raise unexpected("a condition is looked at in one way", "one of " + ", ".join(WAYS))
        if self.declared and not self.cannot_be_tested:
            problem = "what is only declared says why it cannot be tested"
            raise unexpected(problem, "`cannot_be_tested: ...`")
        if self.shown_when and not self.otherwise:
            problem = "what may not be shown says what is told then"
            raise unexpected(problem, "`else: not shown ...; this is no finding of absence`")
        return self


class PackItem(Block):
    """What has to be shown on inspection, and by which answers of the assessment it is told.

    tells  measures;  says  ids of answers;  declared  fields of what the deployer says
    """

    asks: Text
    tells: Texts = ()
    says: Texts = ()
    declared: Texts = ()


class Conditions(Block):
    """The file: conditions in their order, then the pack."""

    law: Name
    title: Text
    official: Official
    sources: dict[Text, Source]
    conditions: Annotated[tuple[LegalCondition, ...], Field(min_length=1)]
    pack_of: Text
    pack: tuple[PackItem, ...]
