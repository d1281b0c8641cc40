"""The mechanisms in their order, and their joint effect in the resident's two columns."""

from typing import Any

import numpy as np

from socialcredit.core.columns import Mind
from socialcredit.stages.response import nearness, offsetting, perceived_risk
from socialcredit.stages.response.contract import Mechanism, Surroundings

MECHANISMS: dict[str, tuple[Any, Mechanism]] = {
    "perceived-risk": (perceived_risk.PerceivedRisk, perceived_risk.monthly),
    "nearness": (nearness.Nearness, nearness.monthly),
    "offsetting": (offsetting.Offsetting, offsetting.monthly),
}
STEP = 4096.0  # effort is kept in steps of 1/4096 deeds a day


def respond(
    chosen: list[tuple[Mechanism, Any]], around: Surroundings, start: int, stop: int
) -> None:
    """Run the chosen mechanisms for residents start .. stop-1 and write restraint and effort."""
    mind: Mind = around.mind
    restraint, effort = np.ones(stop - start), np.zeros(stop - start)
    for mechanism, settings in chosen:
        mechanism(settings, around, start, stop, restraint, effort)
    mind.restraint[start:stop] = np.clip(np.rint(restraint * 256.0) - 1, 0, 255).astype(np.uint8)
    mind.effort[start:stop] = np.clip(np.rint(effort * STEP), 0, 255).astype(np.uint8)
    mind.felt[start:stop] = 0
