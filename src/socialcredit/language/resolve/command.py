"""The command that lives a scenario again from anywhere."""

import shlex
from collections.abc import Sequence

from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.drawing import Draw
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.paths import SHIPPED, alternative_names, scenario_names


def command_of(
    scenario: Scenario,
    sets: Sequence[str],
    given: Sequence[str] = (),
    draw: Draw | None = None,
) -> str:
    """The command that lives the scenario from anywhere; empty where it is in part a user's own."""
    if scenario.scenario not in scenario_names():
        return ""
    shipped = load_scenario(SHIPPED + scenario.scenario)
    if scenario.model_copy(update={"alternatives": shipped.alternatives}) != shipped:
        return ""
    if not set(scenario.alternatives) <= set(alternative_names()):
        return ""
    words = ["socialcredit", "run", scenario.scenario]
    if draw is not None:
        words += ["--draw", str(draw.number), "--parameter-seed", str(draw.parameter_seed)]
        words += ["--calibrated"] if draw.calibrated else []
    words += [word for change in given for word in ("--given", change)]
    words += [word for name in scenario.alternatives for word in ("--with", name)]
    return shlex.join([*words, *(word for change in sets for word in ("--set", change))])
