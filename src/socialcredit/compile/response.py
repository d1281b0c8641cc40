"""The mechanisms that are switched on, with their settings."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from socialcredit.stages.response.chilling import Chilling, still_done
from socialcredit.stages.response.mechanisms import MECHANISMS

Document = Mapping[str, Any]


def chosen_mechanisms(
    document: Document, responses: Mapping[str, bool]
) -> tuple[tuple[tuple[Any, Any], ...], int, np.ndarray, np.ndarray]:
    """The switched-on mechanisms with their settings, and three that act at once.

    These are the caution of the listed, who disputes, and which watched deeds are still done.
    """
    chosen, caution = [], 255
    dispute, chill = np.zeros((2, 5)), still_done(Chilling())
    for block in document.get("mechanisms") or ():
        name = block["mechanism"]
        if not responses.get(name, block.get("on", True)):
            continue
        if name == "while-listed":
            caution = min(
                255, max(0, round(256 * float(block.get("factor", block.get("strength", 1)))) - 1)
            )
        elif name == "dispute":
            dispute[0], dispute[1] = block["right"], block["wrong"]
        elif name == "chilling":
            chill = still_done(Chilling(**_given(block, Chilling)))
        elif name in MECHANISMS:
            settings, mechanism = MECHANISMS[name]
            chosen.append((mechanism, settings(**_given(block, settings))))
    return tuple(chosen), caution, dispute, chill


def _given(block: Document, settings: Any) -> dict[str, float]:
    """The settings of a mechanism that its block names."""
    named = {key.replace("-", "_"): value for key, value in block.items()}
    return {key: float(value) for key, value in named.items() if key in settings._fields}
