"""A run with alternatives, held against the real scheme: the same people, the same luck."""

from pathlib import Path

from socialcredit.core.archive import renew
from socialcredit.core.progress import Progress
from socialcredit.core.run_files import write_sealed
from socialcredit.core.run_layout import REAL
from socialcredit.engine.earlier import memory_of, real_of
from socialcredit.experiments.in_memory import lived_beside
from socialcredit.results.measures.registry import COMPARED, chosen, values
from socialcredit.results.run import open_run


def hold_against_the_real(
    folder: Path, threads: int, progress: Progress | None = None
) -> Path | None:
    """Live the real scheme beside a finished run with alternatives and write what they differ in.

    Returns the file, `real.json` in the run's folder; None where no alternative was laid over the
    run, or a change made to it fits nothing in the real scheme.
    """
    run, path = open_run(folder), folder / REAL
    if not run.manifest["scenario"].get("with") or path.exists():
        return path if path.exists() else None
    inputs = real_of(folder, run.manifest)
    if inputs is None:
        return None
    real = lived_beside(
        inputs.lived_as(twin=None), threads, folder, memory_of(run.manifest), progress
    )
    by = chosen(COMPARED)
    found = {"real": values(real, by), "variant": values(run.in_one_world(), by)}
    write_sealed(path, found | {"run": run.manifest["content_hash"]})
    renew(folder)
    return path
