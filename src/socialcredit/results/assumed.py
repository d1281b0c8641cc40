"""How far our assumptions move the numbers of a run, where an experiment has said so."""

from typing import Any, NamedTuple

from socialcredit.core.run_files import is_file, read_mapping, unchanged
from socialcredit.core.run_layout import DOUBT
from socialcredit.results.run import Run

HINT = "delete the file: `socialcredit sensitivity` writes another for the next run"


class Assumed(NamedTuple):
    """What a sensitivity said.

    ranges  where nine in ten points lie that were drawn from the ranges of what is in doubt, by key
    points  how many points;  people  of each run
    """

    ranges: dict[str, tuple[float, float]]
    points: int
    people: int


def assumed(run: Run) -> Assumed | None:
    """What the run cites; None where no sensitivity of the same was stored when it was lived."""
    path = run.folder / DOUBT if run.folder else None
    if path is None or not is_file(path):
        return None
    what = "what the run cites on its assumptions"
    told: dict[str, Any] = unchanged(read_mapping(path, what, HINT), path, what, HINT)
    ranges = {key: (float(low), float(high)) for key, (low, high) in told["ranges"].items()}
    ranges = run.of_own(ranges)
    return Assumed(ranges, int(told["points"]), int(told["people"]))


def next_step(run: Run) -> str:
    """The command that would tell, for a run that cites nothing."""
    scenario = run.manifest.get("scenario")
    name = scenario.get("scenario") if isinstance(scenario, dict) else None
    return f"socialcredit sensitivity {name or 'SCENARIO'}"
