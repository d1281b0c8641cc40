"""What the folder of an experiment keeps, so that its runs can be lived again from there alone.

`experiment.json` holds the scenario with all that it names, the alternatives, and for each line of
each table what was changed in its run. No path is in it and no result but a hash of them all: what
runs came to stands in the tables. Whatever is lived as an experiment keeps the same file.
"""

import hashlib
import json
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pydantic

from socialcredit import __version__
from socialcredit.core.archive import renew
from socialcredit.core.crate import now, without_paths
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import SEAL, is_file, read_mapping, seal_of, unchanged, write_whole
from socialcredit.core.run_layout import EXPERIMENT
from socialcredit.experiments.keys import hashed_json, model_hash
from socialcredit.experiments.plan import Plan
from socialcredit.experiments.store import Outcome
from socialcredit.experiments.tasks import Task, Work
from socialcredit.language.model.alternative import Alternative
from socialcredit.language.resolve.written_told import written_from, written_told
from socialcredit.results.measures.registry import BY_ID, VERSION

FORMAT, LAYOUT = "socialcredit-experiment", 1
OF_SIDES = 2  # the layout of a comparison: its runs have a base and a world of their own
DAMAGED = "put the file back as it was, or ask for the experiment again"


class Recorded(NamedTuple):
    """An experiment read back: the work of this model, and the run of each line of each table.

    told  all that the file says;  lost  measures of it that this version does not know
    """

    told: Mapping[str, Any]
    work: Work
    tables: Mapping[str, tuple[Task, ...]]
    lost: tuple[str, ...]

    @property
    def seal(self) -> str:
        """The hash of the file."""
        return str(self.told[SEAL])


def told_of(tables: Mapping[str, Plan], title: str, command: str) -> dict[str, Any]:
    """What the folder will keep of these plans, by the names of their tables; as plain values.

    All plans are of one work. No file is read for it, so that it may be made when runs have ended.
    """
    plans = list(tables.values())
    work, scenario = plans[0].work, plans[0].scenario
    changes = dict.fromkeys(
        change for plan in plans for row in plan.rows for change in row.task.given
    )
    (sets,) = {row.task.sets for plan in plans for row in plan.rows} or {()}
    sides = bool(sets) or any(_has_side(row.task) for plan in plans for row in plan.rows)
    number = {change: at for at, change in enumerate(changes)}
    return {
        "format": FORMAT,
        "version": OF_SIDES if sides else LAYOUT,
        "package_version": __version__,
        "model": work.model,
        "registry": VERSION,
        "title": title,
        "scenario": scenario.scenario,
        "command": without_paths(shlex.split(command)),
        "began": now(),
        "runs": len({task for plan in plans for task in plan.tasks}),
        "twin": work.twin,
        "measures": list(work.measures),
        "bases": [written_told(written) for written in work.bases],
        "alternatives": [one.model_dump(mode="json", by_alias=True) for one in work.alternatives],
        "changes": list(changes),
        **({"sets": list(sets)} if sides else {}),
        "tables": {name: _runs_of(plan, number) for name, plan in tables.items()},
    }


def _runs_of(plan: Plan, number: Mapping[str, int]) -> dict[str, Any]:
    """The runs of a table's lines: which point, with which alternatives, and which seed.

    A point is the numbers of its changes, in the order in which they are made. Of a comparison each
    run has the number of its side and of its world besides.
    """
    points: dict[tuple[str, ...], int] = {}
    runs = []
    for row in plan.rows:
        at = points.setdefault(row.task.given, len(points))
        side = [row.task.base, row.task.world] if _has_side(row.task) else []
        runs.append([at, list(row.task.alternatives), row.seed, *side])
    return {"points": [[number[change] for change in given] for given in points], "runs": runs}


def _has_side(task: Task) -> bool:
    return bool(task.base or task.world)


def write(
    folder: Path, told: Mapping[str, Any], plans: Mapping[str, Plan], found: Mapping[str, Outcome]
) -> Path:
    """Write `experiment.json` beside the tables, and the archive's description of the folder.

    told   what `told_of` said of the plans;  found  what each run came to, by its key
    """
    digest = hashlib.sha256()
    for plan in plans.values():
        for row in plan.rows:
            digest.update(found[row.task.key].content_hash.encode() + b"\n")
    whole = {**told, "ended": now(), "content_hash": digest.hexdigest()}
    whole[SEAL] = seal_of(whole)
    lines = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in whole.items())
    write_whole(folder / EXPERIMENT, "{\n" + ",\n".join(lines) + "\n}\n")
    renew(folder)
    return folder / EXPERIMENT


def is_experiment(folder: Path) -> bool:
    """Whether a folder says that it is one of an experiment."""
    return is_file(Path(folder) / EXPERIMENT)


def read(folder: Path) -> Recorded:
    """The experiment of a folder. Raises SocialCreditError where its file is damaged or strange."""
    path, what = folder / EXPERIMENT, f"what the experiment in {folder} rests on"
    told = read_mapping(path, what, DAMAGED)
    if told.get("format") != FORMAT or told.get("version") not in (LAYOUT, OF_SIDES):
        raise SocialCreditError(
            f"{path} is not what an experiment of this program leaves",
            where=str(path),
            text=f"format {told.get('format')}, version {told.get('version')}",
            expected=f"format {FORMAT}, version {LAYOUT} or {OF_SIDES}",
            hint="take the version of socialcredit that wrote it "
            f"({told.get('package_version', 'unknown')})",
        )
    unchanged(told, path, what, DAMAGED)
    known = tuple(name for name in told["measures"] if name in BY_ID)
    try:
        bases = tuple(map(written_from, told["bases"]))
        alternatives = tuple(map(Alternative.model_validate, told["alternatives"]))
    except (KeyError, pydantic.ValidationError) as problem:
        raise SocialCreditError(
            f"the files kept in {path} are not those of this version of socialcredit",
            where=str(path),
            hint=f"take the version that wrote it ({told['package_version']})",
        ) from problem
    work = Work(bases, alternatives, told["twin"], known, model_hash())
    sets = tuple(told.get("sets", ()))
    tables = {name: _tasks(table, told["changes"], sets) for name, table in told["tables"].items()}
    return Recorded(told, work, tables, tuple(x for x in told["measures"] if x not in BY_ID))


def _tasks(
    table: Mapping[str, Any], changes: Sequence[str], sets: tuple[str, ...]
) -> tuple[Task, ...]:
    """The run of each line of a table; its key is no key of a store, and asks for no file.

    sets  changes that all runs have after what is laid over them
    """
    points = [tuple(changes[at] for at in point) for point in table["points"]]
    found = []
    for point, laid, seed, *side in table["runs"]:
        base, world = side or (0, 0)
        key = hashed_json([points[point], laid, seed, *side])
        found.append(Task(base, points[point], tuple(laid), sets, seed, world, key))
    return tuple(found)
