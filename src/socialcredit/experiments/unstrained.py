"""A run with strain or giving up, lived once more without: who would have come back anyway."""

from pathlib import Path

from socialcredit.core.archive import renew
from socialcredit.core.progress import Progress
from socialcredit.core.run_files import write_sealed
from socialcredit.core.run_layout import UNSTRAINED
from socialcredit.engine.earlier import inputs_of, memory_of, told_in
from socialcredit.experiments.in_memory import lived_beside
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.results import naming
from socialcredit.results.measures.trapped import HOLDS_DOWN, recovery, refusals
from socialcredit.results.run import Run, open_run


def hold_against_the_unstrained(
    folder: Path, threads: int, progress: Progress | None = None
) -> Path | None:
    """Live the same people without strain and giving up, and write who of them comes back.

    One world more, with the same luck: what the run has besides is a third of its worlds where it
    has a twin. Returns the file, `unstrained.json` in the run's folder; None where neither is on,
    or no scheme has a penal grade to come back from.
    """
    run, path = open_run(folder), folder / UNSTRAINED
    on = held_down_by(run)
    if not on or path.exists():
        return path if path.exists() else None
    inputs = without(inputs_of(folder, told_in(folder, run.manifest)), on)
    other = lived_beside(inputs, threads, folder, memory_of(run.manifest), progress)
    schemes = [_as_plain(other, scheme) for scheme in range(len(run.names["schemes"]))]
    told = {"off": on, "schemes": schemes, "refusals": refusals(other)}
    write_sealed(path, told | {"run": run.manifest["content_hash"]})
    renew(folder)
    return path


def held_down_by(run: Run) -> list[str]:
    """What of strain and giving up is on in a run in which somebody may be held down by it."""
    told = {str(one["name"]): bool(one["on"]) for one in run.names.get("responses", ())}
    penal = any(naming.penal_grades(run, at).any() for at in range(len(run.names["schemes"])))
    return [name for name in HOLDS_DOWN if told.get(name) and penal]


def without(inputs: Inputs, mechanisms: list[str]) -> Inputs:
    """The same in one world, with these ways to respond switched off for the residents."""
    alone = inputs.lived_as(twin=None)
    responses = {**alone.scenario.responses, **dict.fromkeys(mechanisms, False)}
    scenario = alone.scenario.model_copy(update={"responses": responses})
    return alone._replace(scenario=scenario, real=None)


def _as_plain(run: Run, scheme: int) -> dict[str, object]:
    """Recovery as JSON holds it: a share is its number, and the falls say of how many it is one."""
    found = recovery(run, scheme)
    within = {
        str(year): {"share": None if one["share"] is None else float(one["share"]),
                    "interval": one["interval"]}
        for year, one in found["within"].items()
    }  # fmt: skip
    return {"grade": found["grade"], "falls": found["falls"], "within": within}
