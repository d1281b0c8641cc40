"""Measures of lending, in runs in which there are lenders."""

from collections.abc import Callable

from socialcredit.results.measures.lending import lending
from socialcredit.results.measures.measure import Better, Measure, block
from socialcredit.results.part import share
from socialcredit.results.run import Run


def _part(part: str, whole: str) -> Callable[[Run, int], float | None]:
    """One column of the table of lending as a share of another, over the whole run."""

    def value(run: Run, _: int) -> float | None:
        if not run.has("lending"):
            return None
        lent = run.rows("lending", world=0)
        return share(int(lent[part].sum()), int(lent[whole].sum()))

    return value


def _more_granted(run: Run, _: int) -> float | None:
    """Applications granted, less the same in the twin, since the bureau has anybody on file."""
    lent = block(lending, run)
    worlds = lent["worlds"] if lent else []
    known = len(worlds) > 1 and worlds[0]["approved"] is not None and worlds[0]["on_file"]
    if not known or worlds[1]["approved"] is None:
        return None
    return float(worlds[0]["approved"] - worlds[1]["approved"])


def _of(name: str, words: str, unit: str, better: Better, part: str, whole: str) -> Measure:
    return Measure(f"lending.{name}", words, unit, better, "lending", "share", _part(part, whole))


MEASURES = (
    _of("granted", "loans granted", "share of applications", "neither", "granted", "asked"),
    _of("wrongly_refused", "loans refused for wrong marks alone", "share of applications", "less",
        "wrongly", "asked"),
    _of("lost", "loans lost", "share of those granted", "less", "defaulted", "granted"),
    _of("over", "borrowers who owe too many lenders", "share", "less", "over", "borrowers"),
    Measure("lending.granted.change", "loans granted, against the same people without the bureau",
            "share of applications", "neither", "lending", "difference", _more_granted, twin=True,
            says="applications for a loan granted, against the same people without the bureau"),
)  # fmt: skip
