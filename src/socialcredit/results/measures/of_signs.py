"""Measures of grades at the door: F9."""

from collections.abc import Callable
from typing import Any

from socialcredit.results.measures.measure import Measure, block
from socialcredit.results.measures.signs import all_signs
from socialcredit.results.run import Run


def _at(key: str) -> Callable[[Run, int], Any]:
    return lambda run, scheme: (block(all_signs, run, scheme) or {}).get(key)


MEASURES = (
    Measure("F9.lost", "customers who stayed away for what a sign showed", "share", "neither",
            "scheme", "share", _at("lost")),
    Measure("F9.wrongly", "of the customers who stayed away, those who did for a wrong grade",
            "share", "less", "scheme", "share", _at("wrongly")),
    Measure("F9.untrue", "signs due that were hidden or forged", "share", "less", "scheme",
            "share", _at("untrue")),
)  # fmt: skip
