"""What is said of a run whose values in doubt were drawn from their ranges."""

from socialcredit.core.text import counted
from socialcredit.results.run import Run


def drawn_lines(run: Run) -> list[str]:
    """One sentence: that values are drawn, by which number, and how they are seen; or none."""
    draw = run.manifest.get("draw")
    if not draw:
        return []
    many, scenario = len(draw["changes"]), run.manifest["scenario"]["scenario"]
    whence = "the points that calibration left" if draw.get("calibrated") else "their ranges"
    return [
        f"Values in doubt are drawn from {whence} and not as written: draw {draw['number']} of "
        f"parameter seed {draw['parameter_seed']}, {counted(many, 'change')}, which stand in "
        f"manifest.json under `draw`; socialcredit doubts {scenario} lists the ranges."
    ]


def own_changes(run: Run) -> list[str]:
    """The changes that somebody asked for by name, without those that were drawn."""
    drawn = len((run.manifest.get("draw") or {}).get("changes", ()))
    given = list(run.manifest.get("given") or [])[drawn:]
    return [*given, *(run.manifest.get("changes") or [])]
