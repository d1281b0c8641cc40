"""The command that lives a scenario again from anywhere."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.drawing import Draw
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.paths import SHIPPED, alternative_names, scenario_names


def as_called(scenario: str, alternatives: Sequence[str]) -> list[str]:
    """A scenario and its alternatives as somebody typed them; of what lies elsewhere the name."""
    told = [_from_here(scenario)]
    return told + [word for name in alternatives for word in ("--with", _from_here(name))]


def _from_here(name: str) -> str:
    path = Path(name)
    return path.name if path.is_absolute() else name


def _is_shipped(scenario: Scenario) -> bool:
    """Whether all of it came with the package."""
    if scenario.scenario not in scenario_names():
        return False
    shipped = load_scenario(SHIPPED + scenario.scenario)
    if scenario.model_copy(update={"alternatives": shipped.alternatives}) != shipped:
        return False
    return set(scenario.alternatives) <= set(alternative_names())


def command_of(
    scenario: Scenario,
    sets: Sequence[str],
    given: Sequence[str] = (),
    draw: Draw | None = None,
    called: Sequence[str] = (),
) -> str:
    """The command that lives the scenario: from anywhere, or from where its own files lie.

    called  what was asked for where the scenario is in part a user's own, see `as_called`; without
            it such a scenario has no command
    """
    words = ["socialcredit", "run", scenario.scenario]
    alternatives = [word for name in scenario.alternatives for word in ("--with", name)]
    if not _is_shipped(scenario):
        if not called:
            return ""
        words, alternatives = ["socialcredit", "run", called[0]], [*called[1:]]
    if draw is not None:
        words += ["--draw", str(draw.number), "--parameter-seed", str(draw.parameter_seed)]
        words += ["--calibrated"] if draw.calibrated else []
    words += [word for change in given for word in ("--given", change)]
    return shlex.join(
        [*words, *alternatives, *(word for change in sets for word in ("--set", change))]
    )
