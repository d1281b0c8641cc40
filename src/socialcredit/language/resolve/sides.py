"""A scenario with residents and firms, taken apart: the part of it that is about each of them.

Each part is a scenario of one population, as if it stood alone: the same dates, seed, places and
twin, its own subjects, schemes and assumptions. What crosses between them is of the whole alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from socialcredit.core.populations import Kind
from socialcredit.language.model.scenario import Scenario, Twin

PREFIX = "firm_"  # before `assumptions` in a path: those of firms


def part_of(
    scenario: Scenario, kind: Kind, schemes: Mapping[str, str], mechanisms: Collection[str]
) -> Scenario:
    """The part of a scenario that is about one population.

    schemes  those that score it: as the scenario names each, and the scheme's own name
    mechanisms  by which its subjects may respond
    """
    own = {*schemes.values()}
    changed: dict[str, Any] = {
        "under": tuple(one for one in scenario.under if one.scheme in schemes),
        "twin": scenario.twin and Twin(without=_among(scenario.twin.without, schemes)),
        "responses": {name: on for name, on in scenario.responses.items() if name in mechanisms},
        "divided": tuple(name for name in scenario.divided if name in own),
        "joins": tuple(pair for pair in scenario.joins if _of_these(pair[0], own)),
        "exchange": (),
        "firm_assumptions": {},
    }
    if kind == "persons":
        changed |= {"firms": None, "sectors": ()}
    else:
        changed |= {"people": None, "assumptions": dict(scenario.firm_assumptions)}
        changed |= {"protest": None}
    return scenario.model_copy(update=changed)


def _among(without: Sequence[str], schemes: Mapping[str, str]) -> tuple[str, ...]:
    """Those of the twin's missing schemes that are among these, however they are named."""
    known = {*schemes, *schemes.values()}
    known |= {_folder(name) for name in schemes}
    return tuple(name for name in without if name in known or _folder(name) in known)


def _folder(name: str) -> str:
    path = PurePath(name)
    return (path.parent if path.name == "scheme.yaml" else path).name


def _of_these(body: str, schemes: Collection[str]) -> bool:
    """Whether a body is one of these schemes, or a part of one that is divided."""
    return any(body == name or body.startswith(f"{name}-") for name in schemes)


def whole_again(whole: Scenario, residents: Scenario, firms: Scenario) -> Scenario:
    """The scenario of both, once changes were made in its parts."""
    changed = {
        "firms": firms.firms,
        "sectors": firms.sectors,
        "under": whole.under,
        "twin": residents.twin and whole.twin,
        "responses": {**residents.responses, **firms.responses},
        "divided": whole.divided,
        "joins": whole.joins,
        "exchange": whole.exchange,
        "assumptions": whole.assumptions,
        "firm_assumptions": whole.firm_assumptions,
    }
    return residents.model_copy(update=changed)


def of_firms(path: str) -> str:
    """The path of a change of firms, as it leads through their own inputs, told for the whole."""
    return f"{PREFIX}{path}" if path.startswith("assumptions.") else path
