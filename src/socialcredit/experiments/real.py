"""A run with alternatives, held against the real scheme: the same people, the same luck."""

import json
from pathlib import Path

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.progress import Progress
from socialcredit.core.run_layout import REAL
from socialcredit.engine.folder import write_whole
from socialcredit.experiments.in_memory import lived
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.inputs import resolve
from socialcredit.results.measures.compared import compared
from socialcredit.results.run import open_run


def hold_against_the_real(
    folder: Path, threads: int, progress: Progress | None = None
) -> Path | None:
    """Live the real scheme beside a finished run with alternatives and write what they differ in.

    Returns the file, `real.json` in the run's folder; None where no alternative was laid over the
    run, or a change made to it fits nothing in the real scheme.
    """
    run = open_run(folder)
    written = run.manifest.get("scenario") or {}
    if not written.get("with") or run.manifest.get("state") != "done":
        return None
    path = folder / REAL
    if path.is_file():
        return path
    asked = Scenario.model_validate({**written, "with": (), "twin": None})
    try:
        inputs = resolve(asked, run.manifest.get("changes") or ())
    except SocialCreditError:  # such as a --set of what only the alternative brings
        return None
    scenario = inputs.scenario.model_copy(update={"twin": None})
    real = lived(inputs._replace(scenario=scenario), threads, progress)
    found = {"real": compared(real), "variant": compared(run.in_one_world())}
    write_whole(path, json.dumps(found, indent=1))
    return path
