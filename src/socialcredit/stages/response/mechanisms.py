"""The mechanisms by name, and the joint effect of the monthly ones on a resident's mind."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from socialcredit.core.columns import Mind
from socialcredit.stages.response import (
    chilling,
    dispute,
    nearness,
    offsetting,
    perceived_risk,
    while_listed,
)
from socialcredit.stages.response.contract import Mechanism, Monthly, Surroundings

FILES = (perceived_risk, nearness, offsetting, while_listed, dispute, chilling)
MECHANISMS: dict[str, Mechanism] = {file.MECHANISM.name: file.MECHANISM for file in FILES}
STEP = 4096.0  # effort is kept in steps of 1/4096 deeds a day


def respond(
    chosen: Sequence[tuple[Monthly, Any]], around: Surroundings, start: int, stop: int
) -> None:
    """Run the chosen mechanisms for residents start .. stop-1 and write restraint and effort."""
    mind: Mind = around.mind
    restraint, effort = np.ones(stop - start), np.zeros(stop - start)
    for monthly, settings in chosen:
        monthly(settings, around, start, stop, restraint, effort)
    mind.restraint[start:stop] = np.clip(np.rint(restraint * 256.0) - 1, 0, 255).astype(np.uint8)
    mind.effort[start:stop] = np.clip(np.rint(effort * STEP), 0, 255).astype(np.uint8)
    mind.felt[start:stop] = 0
