"""A small town in which every setting acts: paths into it, and what it becomes under changes."""

import json
from functools import cache
from pathlib import Path

from socialcredit.experiments.in_memory import lived
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.measures.registry import values
from socialcredit.results.measures.summary import summary
from socialcredit.results.run import Run

HERE = Path(__file__).parent / "town"

# One `PATH=VALUE`, or several of which the last is the one that must matter.
Change = str | tuple[str, ...]
E, OTHER = "schemes.everything.", "schemes.other."
ENTRY, RULE, LIST, PART = E + "entries.", E + "consequences.", E + "lists.", E + "procedure."
D, S = "assumptions.deeds.", "assumptions.sensors."
HOLDS = "since: 2016-01-01, source: assumed, evidence: assumed"


def outcome(*sets: str, scenario: Path = HERE / "scenario.yaml") -> Run:
    """The town as it lives under these changes."""
    return lived(resolve(load_scenario(scenario), sets), 1)


@cache
def undisturbed(*sets: str, scenario: Path = HERE / "scenario.yaml") -> Run:
    """The town that a change is held against, lived once for all of them."""
    return outcome(*sets, scenario=scenario)


def differ(one: Run, other: Run) -> bool:
    """Whether anything became different: a table, or else (it takes longer to see) a measure."""
    if one.manifest["content_hash"] != other.manifest["content_hash"]:
        return True
    return measured(one) != measured(other)


def measured(run: Run) -> str:
    """All measures of a run, as one text."""
    return json.dumps([summary(run), values(run)], default=str)
