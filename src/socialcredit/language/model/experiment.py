"""An experiment: which runs of a scenario are lived, with what changed, and what is asked of them.

Changes are made in one order: the files of the scenario, then factors, then alternatives, then the
seed. So an alternative that shortens what a factor lengthened still does.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from socialcredit.language.model.provenance import Block
from socialcredit.language.model.scenario import MOST_PEOPLE, MOST_SEED
from socialcredit.language.read.quantities import Count, Finite, Name, Text, Whole, Yes, unexpected

MOST_SEEDS = 10_000
Some = Annotated[Whole, Field(ge=1, le=MOST_SEEDS)]
Value = str | bool | int | float | None
EVERYBODY, ALL = "everybody", "all"


class Seeds(Block):
    """Which luck: `luck` seeds from `first` on with values as written, `each` at every point.

    All points share their seeds, so that points differ by what was changed and not by luck.
    """

    first: Annotated[Count, Field(le=MOST_SEED - MOST_SEEDS)] = 1
    luck: Some = 8
    each: Some = 1


class DesignBlock(Block):
    """How the factors are combined.

    grid           every combination of their values
    one-at-a-time  as written, then every other value of each factor alone
    lhs            a Latin hypercube of so many `points`
    sobol          for Sobol's indices, from `points` of a sequence, a power of two
    morris         for elementary effects: so many `trajectories` over `levels`
    """

    kind: Literal["grid", "one-at-a-time", "lhs", "sobol", "morris"]
    points: Annotated[Whole, Field(ge=1, le=10**6)] | None = None
    trajectories: Annotated[Whole, Field(ge=2, le=10**5)] | None = None
    levels: Annotated[Whole, Field(ge=2, le=100)] | None = None

    @model_validator(mode="after")
    def _has_its_size(self) -> DesignBlock:
        wanted = {"lhs": "points", "sobol": "points", "morris": "trajectories"}.get(self.kind)
        known = {wanted, "levels"} if self.kind == "morris" else {wanted}
        for name in ("points", "trajectories", "levels"):
            if getattr(self, name) is not None and name not in known:
                raise unexpected(f"a design of kind {self.kind} has no {name}", "leave it out")
        if wanted and getattr(self, wanted) is None:
            raise unexpected(f"a design of kind {self.kind} has no {wanted}", f"{wanted}: a number")
        return self


class FactorBlock(Block):
    """What is changed: the value `at` a path, or all that a path with stars finds, by `scale`.

    Either `values`, or a range from `low` to `high`, uniform or `log`; `whole` numbers alone where
    said. What is scaled stays at `most` at most. `doubts` stands for the doubts and readings that
    the scenario's files declare: all, or those named.
    """

    factor: Name | None = None
    at: Text | None = None
    scale: Text | None = None
    values: Annotated[tuple[Any, ...], Field(min_length=1)] | None = None
    low: Finite | None = None
    high: Finite | None = None
    shape: Literal["uniform", "log"] = "uniform"
    whole: Yes = False
    most: Finite | None = None
    doubts: Literal["all"] | Annotated[tuple[Text, ...], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> FactorBlock:
        named = [name for name in ("at", "scale", "doubts") if getattr(self, name) is not None]
        if len(named) != 1:
            raise unexpected(
                "a factor changes " + ("nothing" if not named else " and ".join(named)),
                "one of at: PATH, scale: PATH or doubts: all",
            )
        if self.doubts is not None:
            self._only_doubts()
        else:
            self._has_values()
        return self

    def _only_doubts(self) -> None:
        known = {"doubts"}
        more = sorted(self.model_fields_set - known)
        if more:
            raise unexpected(f"doubts say {', '.join(more)} themselves", "doubts: all, alone")

    def _has_values(self) -> None:
        ends = [self.low, self.high]
        if self.factor is None:
            raise unexpected("this factor has no name", "factor: NAME")
        if (self.values is None) == (ends == [None, None]):
            raise unexpected("a factor has values or a range", "values: [...], or low: and high:")
        if self.values is None:
            self._range_runs_forward()
        if self.most is not None and self.scale is None:
            raise unexpected("only what is scaled is cut", "scale: PATH with most:")
        if self.whole and self.scale is not None:
            raise unexpected("what is scaled is rounded as its fields ask", "leave out whole")

    def _range_runs_forward(self) -> None:
        if self.low is None or self.high is None:
            raise unexpected("this range has one end", "low: and high:")
        if self.low >= self.high:
            raise unexpected("the range is upside down", f"low: {self.high:g}, high: {self.low:g}")
        if self.shape == "log" and self.low <= 0:
            raise unexpected("nought and below have no logarithm", "low: more than 0")
        if self.whole and (self.low != int(self.low) or self.high != int(self.high)):
            raise unexpected("a range of whole numbers has whole ends", "whole low: and high:")
        if self.scale is not None and self.low <= 0:
            raise unexpected("what is scaled stays above nought", "low: more than 0")


class Experiment(Block):
    """An experiment's file."""

    experiment: Name
    title: Text
    scenario: Text
    people: Annotated[Whole, Field(ge=1, le=MOST_PEOPLE)] | None = None
    years: Annotated[Whole, Field(ge=1, le=100)] | None = None
    panel: Literal["everybody", "as written"] = "everybody"
    set: tuple[Text, ...] = ()
    seeds: Seeds = Seeds()
    parameter_seed: Count = 1
    design: DesignBlock | None = None
    factors: tuple[FactorBlock, ...] = ()
    alternatives: tuple[Text, ...] = ()
    measures: tuple[Text, ...] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _parts_agree(self) -> Experiment:
        if self.factors and self.design is None:
            raise unexpected("factors without a design", "design: {kind: one-at-a-time}")
        if self.design is not None and not self.factors:
            raise unexpected("a design without factors", "factors: [...]")
        names = [one.factor for one in self.factors if one.factor is not None]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise unexpected(f"the factor `{twice}` is named twice", "one name for each factor")
        return self
