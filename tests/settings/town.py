"""A small town in which every setting acts, and what becomes of it under a change."""

import json
from functools import cache
from pathlib import Path

from socialcredit.experiments.in_memory import lived
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.measures.summary import summary

HERE = Path(__file__).parent / "town"


@cache
def outcome(*sets: str, scenario: Path = HERE / "scenario.yaml") -> str:
    """All tables and measures of the town under these changes, as one text."""
    run = lived(resolve(load_scenario(scenario), sets), 1)
    return f"{run.manifest['content_hash']} {json.dumps(summary(run), default=str)}"
