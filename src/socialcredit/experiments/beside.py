"""All that is lived beside a finished run, so that its page can tell one thing from another."""

from pathlib import Path

from socialcredit.core.progress import Progress
from socialcredit.experiments.real import hold_against_the_real
from socialcredit.experiments.unstrained import hold_against_the_unstrained


def live_beside(folder: Path, threads: int, progress: Progress | None = None) -> None:
    """Live what a finished run is held against, where anything is; what is there already, is not.

    The real scheme, of a run with alternatives; the same people without strain and giving up, of
    one in which either is on. Each leaves a sealed file in the folder, made of its inputs alone.
    """
    hold_against_the_real(folder, threads, progress)
    hold_against_the_unstrained(folder, threads, progress)
