"""How far our assumptions move the numbers of a run, where an experiment has said so."""

import shlex
from typing import Any, NamedTuple

from socialcredit.core.run_files import is_file, read_mapping, unchanged
from socialcredit.core.run_layout import DOUBT
from socialcredit.results.run import Run

HINT = "delete the file: `socialcredit sensitivity` writes another for the next run"


class Pull(NamedTuple):
    """What a value in doubt does to a number: its title, how far it moves it, and by which rule."""

    title: str
    size: float
    interval: tuple[float, float] | None
    how: str


class Assumed(NamedTuple):
    """What a sensitivity said.

    ranges  where nine in ten points lie that were drawn from the ranges of what is in doubt, by key
    points  how many points;  people  of each run
    signs   at how many points a number lies below, and above, nought, by key
    turns   on which doubt the sign of such a number turns, by key; None where so few draws cannot
            tell, and no key where nobody asked
    luck    where nine in ten further seeds fall, of runs of so many people with values as written,
            and over how many seeds that is known, by key
    pulls   what moves a number of the first line of the page on conduct, the largest first, by key
    """

    ranges: dict[str, tuple[float, float]]
    points: int
    people: int
    signs: dict[str, tuple[int, int]]
    pulls: dict[str, list[Pull]]
    turns: dict[str, str | None] = {}
    luck: dict[str, tuple[float, float, int]] = {}


def assumed(run: Run) -> Assumed | None:
    """What the run cites; None where no sensitivity of the same was stored when it was lived."""
    path = run.folder / DOUBT if run.folder else None
    if path is None or not is_file(path):
        return None
    what = "what the run cites on its assumptions"
    told: dict[str, Any] = unchanged(read_mapping(path, what, HINT), path, what, HINT)
    ranges = {key: (float(low), float(high)) for key, (low, high) in told["ranges"].items()}
    signs = {key: (int(one), int(two)) for key, (one, two) in told.get("signs", {}).items()}
    pulls = {key: [_pull(one) for one in rows] for key, rows in told.get("pulls", {}).items()}
    luck: dict[str, Any] = told.get("luck", {})
    return Assumed(
        run.of_own(ranges), int(told["points"]), int(told["people"]), run.of_own(signs),
        run.of_own(pulls), run.of_own(told.get("turns", {})),
        run.of_own({key: (float(a), float(b), int(n)) for key, (a, b, n) in luck.items()}),
    )  # fmt: skip


def _pull(told: dict[str, Any]) -> Pull:
    ends = told["interval"]
    interval = (float(ends[0]), float(ends[1])) if ends else None
    return Pull(str(told["title"]), float(told["size"]), interval, str(told["how"]))


def next_step(run: Run) -> str:
    """The command that would tell, for a run that cites nothing."""
    words = shlex.split(str(run.manifest.get("command") or ""))
    if words[2:] and words[2].endswith(".yaml"):  # a file of one's own, as it was asked for
        return shlex.join(["socialcredit", "sensitivity", words[2]])
    scenario = run.manifest.get("scenario")
    name = scenario.get("scenario") if isinstance(scenario, dict) else None
    return f"socialcredit sensitivity {name or 'SCENARIO'}"
