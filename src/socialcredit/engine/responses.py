"""Every way to respond that a run's file of behaviour has, as the manifest tells it."""

from typing import Any

from socialcredit.engine.setup import Setup
from socialcredit.language.resolve.inputs import Inputs


def responses_told(inputs: Inputs, setup: Setup) -> list[dict[str, Any]]:
    """Every way to respond that the file of behaviour has, and whether it is on in this run."""
    on = {one.mechanism.name for one in setup.responses.chosen}
    return [
        {"name": one.mechanism, "title": one.title, "on": one.mechanism in on}
        for one in inputs.beliefs.behaviour.mechanisms
    ]
