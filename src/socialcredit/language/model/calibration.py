"""calibrations/NAME.yaml: what published numbers leave of the values that are in doubt."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from socialcredit.language.model.provenance import Block
from socialcredit.language.read.quantities import (
    Count,
    Day,
    Factor,
    Finite,
    Share,
    Text,
    unexpected,
)


class Used(Block):
    """A figure that a calibration rests on.

    chance, discrepancy  standard deviations: of what was published, and of what the model leaves
                         out, in the figure's unit
    asked                the key by which runs are asked for it
    """

    what: Text
    when: Day
    unit: Text
    published: Finite
    chance: Factor
    discrepancy: Factor
    asked: Text


class Told(Block):
    """How well an emulator told a figure, in the figure's unit.

    error    root of the mean squared error, leaving one point out; `spread` is that of the runs
    covered  share of the points that lay within their own interval of 90 %
    luck     one standard deviation of a run's luck
    """

    error: Factor
    spread: Factor
    covered: Share
    luck: Factor


class Wave(Block):
    """A wave: its runs, those that do not tell every figure, and those not implausible.

    left       share of the ranges that is left after it
    emulators  one for each figure, in their order
    """

    runs: Count
    unjudged: Count
    kept: Count
    left: Share
    emulators: tuple[Told, ...]


class Calibration(Block):
    """A calibration of one scheme's scenario, by one reading of what was published.

    under            the experiment of published.yaml whose rules were lived; none: as written
    model, content   hashes of the program and of what the files say
    points           by doubt, where in its range it lies at each point; none where nothing is left
    weights          how likely each point is beside the others, in whole numbers
    """

    calibration: Text
    title: Text
    made: Day
    scheme: Text
    scenario: Text
    under: Text | None = None
    people: Count
    seed: Count
    parameter_seed: Count
    model: Text
    content: Text
    says: Text
    figures: Annotated[tuple[Used, ...], Field(min_length=1)]
    waves: Annotated[tuple[Wave, ...], Field(min_length=1)]
    weights: tuple[Annotated[Count, Field(gt=0)], ...]
    points: dict[Text, tuple[Share, ...]]

    @model_validator(mode="after")
    def _of_one_length(self) -> Calibration:
        for name, quantiles in self.points.items():
            if len(quantiles) != len(self.weights):
                raise unexpected(
                    f"`{name}` has {len(quantiles)} points", f"{len(self.weights)}, as `weights`"
                )
        return self

    @property
    def left(self) -> float:
        """Share of the ranges that is left in the end."""
        return self.waves[-1].left

    @property
    def kept(self) -> int:
        """Runs that came near all figures."""
        return sum(wave.kept for wave in self.waves)
