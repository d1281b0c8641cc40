"""Measures of what the grades of a scheme tell: F1 to F5, made for firms; they hold for anybody."""

from collections.abc import Callable
from typing import Any

from socialcredit.results.measures.bunching import bunching
from socialcredit.results.measures.conduct_in_grade import conduct_in_grade, inflation
from socialcredit.results.measures.equal_conduct import gap_by_group, gap_by_size
from socialcredit.results.measures.measure import Block, Measure, block
from socialcredit.results.run import Run


def _at(make: Block, key: str) -> Callable[[Run, int], Any]:
    return lambda run, scheme: block(make, run, scheme)[key] if _has_panel(run) else None


def _has_panel(run: Run) -> bool:
    return bool(len(run.table("panel_people")["resident"]))


MEASURES = (
    Measure("F1.times", "bad deeds truly done by those in the worst grade, over those in the best",
            "times", "more", "scheme", "ratio", _at(conduct_in_grade, "times"), "panel",
            luck=_at(conduct_in_grade, "interval"),
            says="as many bad deeds truly done by those in the worst grade as in the best"),
    Measure("F2.a_year", "share of the best grade at the end less that at first", "share a year",
            "neither", "scheme", "difference",
            lambda run, scheme: block(inflation, run, scheme)["a_year"]),
    Measure("F3.above", "scores just above the border of a grade, of those near one", "share",
            "neither", "scheme", "share", _at(bunching, "share"), "panel",
            luck=_at(bunching, "interval")),
    Measure("F4.gap", "in a penal grade at the end: the small less the larger, had both the same "
            "conduct", "share", "neither", "scheme", "difference", _at(gap_by_size, "gap"),
            "panel"),
    Measure("F5.gap", "in a penal grade at the end: the majority less the minority, had both the "
            "same conduct", "share", "neither", "scheme", "difference", _at(gap_by_group, "gap"),
            "panel"),
)  # fmt: skip
