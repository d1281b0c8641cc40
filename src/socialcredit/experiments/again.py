"""An experiment repeated from its folder: some of its runs, or all, held against its tables.

Runs are lived from what lies in the folder, without any store. Which of them is decided by the
folder's own seal, so that nobody picks those that fit.
"""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import numpy as np

from socialcredit import __version__
from socialcredit.core.crate import unlike
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.progress import Progress
from socialcredit.core.text import counted
from socialcredit.experiments import tidy
from socialcredit.experiments.living import lived_or_stored
from socialcredit.experiments.recorded import Recorded, read
from socialcredit.experiments.store import Outcome
from socialcredit.experiments.tasks import Task

USUAL = 3  # runs that are lived again
COLUMNS = ("row", "scheme", "measure", "value", "content_hash")
SHOWN = 5  # differing runs that are told in words


class Line(NamedTuple):
    """A run as a table tells it: its content hash, and its measures by key; None is no number."""

    content_hash: str
    measures: Mapping[str, float | None]


def lived_again(
    folder: Path,
    many: int | None = USUAL,
    pick: int = 1,
    on: str | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Live runs of an experiment again and say which differ from its tables, in hash or measures.

    many      how many; None: every run
    pick      which choice of so many
    on        see `executor.outcomes`
    Raises SocialCreditError, before anything is lived, for a folder that cannot be read.
    """
    recorded = read(folder)
    lines = {name: lines_of(folder / name, len(runs)) for name, runs in recorded.tables.items()}
    changed = unlike(folder)
    chosen = chosen_of(recorded, many, pick)
    found = lived_or_stored(recorded.work, chosen, None, on, progress)
    differing = [one for name in lines for one in _differing(recorded, name, lines[name], found)]
    told = recorded.told
    return {
        "experiment": str(folder),
        "runs": told["runs"],
        "lived": len(chosen),
        "same": not differing and not set(changed or ()) & set(lines),
        "differing": differing,
        "changed": changed,
        "measures_unknown": list(recorded.lost),
        "versions": [told["package_version"], __version__],
        "models": [told["model"], recorded.work.model],
    }


def chosen_of(recorded: Recorded, many: int | None, pick: int) -> list[Task]:
    """So many different runs, by the folder's seal; all where there are not more."""
    every = list(dict.fromkeys(task for runs in recorded.tables.values() for task in runs))
    if many is None or many >= len(every):
        return every
    chosen = random.Random(f"{recorded.seal} {pick}").sample(range(len(every)), many)
    return [every[at] for at in sorted(chosen)]


def lines_of(path: Path, runs: int) -> dict[int, Line]:
    """What a table tells of each of its runs, by the run's number."""
    try:
        columns = tidy.read(path)
    except duckdb.Error as problem:
        raise _no_table(path, "cannot be read") from problem
    if not set(COLUMNS) <= set(columns):
        raise _no_table(path, "lacks columns of an experiment")
    found: dict[int, Line] = {}
    for row, scheme, measure, value, content in zip(*(columns[x] for x in COLUMNS), strict=True):
        line = found.setdefault(int(row), Line(str(content), {}))
        key = f"{scheme}/{measure}" if scheme else str(measure)
        line.measures[key] = None if np.isnan(value) else float(value)  # type: ignore[index]
    if set(found) - set(range(runs)):
        raise _no_table(path, "tells of other runs than the experiment beside it")
    return found


def _no_table(path: Path, why: str) -> SocialCreditError:
    return SocialCreditError(
        f"the table {path.name} of {path.parent} {why}", where=str(path),
        hint="put the file back as it was, or ask for the experiment again",
    )  # fmt: skip


def _differing(
    recorded: Recorded, table: str, lines: Mapping[int, Line], found: Mapping[str, Outcome]
) -> list[dict[str, Any]]:
    """The lines of a table whose runs, lived again, come to something else."""
    differing = []
    for row, task in enumerate(recorded.tables[table]):
        if task.key not in found or row not in lines:
            continue
        before, after = lines[row], found[task.key]
        moved = _moved(before.measures, after.measures, recorded.lost)
        if before.content_hash != after.content_hash or moved:
            differing.append({
                "table": table, "row": row, "seed": task.seed, "earlier": before.content_hash,
                "now": after.content_hash, "measures": moved,
            })  # fmt: skip
    return differing


def _moved(
    before: Mapping[str, float | None], after: Mapping[str, float | None], lost: Sequence[str]
) -> list[str]:
    """Keys of measures that have another number, but for those that this version does not know."""
    known = [key for key in before if key.rpartition("/")[2] not in lost]
    return [key for key in known if before[key] != after.get(key)]


def words_of(told: Mapping[str, Any]) -> list[str]:
    """The same in sentences."""
    every = told["lived"] == told["runs"]
    some = "" if every else ", picked by the folder's own seal (`--all` lives every run)"
    lines = [f"Lived {told['lived']:,} of {counted(told['runs'], 'run')} again{some}."]
    if not told["differing"]:
        lines.append("All have the content hash and the measures that the table says.")
    else:
        many = len(told["differing"])
        lines.append(f"{counted(many, 'line')} of the tables differ:")
        lines += [_line(one) for one in told["differing"][:SHOWN]]
        lines += [f"and {many - SHOWN:,} more (`--json` has all)."] if many > SHOWN else []
    if told["models"][0] != told["models"][1]:
        one, two = told["versions"]
        lines.append(
            f"It was lived by another model ({one}, {told['models'][0][:12]}) than this one "
            f"({two}, {told['models'][1][:12]}): numbers may differ for that alone."
        )
    if told["measures_unknown"]:
        names = ", ".join(told["measures_unknown"])
        lines.append(f"Measures that this version does not know were not compared: {names}.")
    return [*lines, *words_of_changed(told["changed"])]


def _line(one: Mapping[str, Any]) -> str:
    same = one["earlier"] == one["now"]
    hashes = "the same content hash" if same else f"{one['earlier'][:12]} then, {one['now'][:12]}"
    moved = f"; other numbers of {', '.join(one['measures'][:3])}" if one["measures"] else ""
    more = " and others" if len(one["measures"]) > 3 else ""
    return f"row {one['row']} of {one['table']}, seed {one['seed']}: {hashes}{moved}{more}."


def words_of_changed(changed: Sequence[str] | None) -> list[str]:
    """Which files are no longer what the folder's description for archives says."""
    if not changed:
        return []
    return [f"Not as they were written: {', '.join(changed)}."]
