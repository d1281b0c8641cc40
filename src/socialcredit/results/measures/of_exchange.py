"""Measures of complaints, of owners and of fan-out: F10 to F12."""

from collections.abc import Callable
from typing import Any

from socialcredit.results.measures.crossings import complaints, fan_out, owners
from socialcredit.results.measures.measure import Block, Measure, block
from socialcredit.results.run import Run


def _at(make: Block, key: str) -> Callable[[Run, int], Any]:
    return lambda run, _: (block(make, run) or {}).get(key)


MEASURES = (
    Measure("F10.a_year", "complaints of people whom standing faults harmed", "per 1000 and year",
            "neither", "run", "rate", _at(complaints, "a_year")),
    Measure("F10.elsewhere", "such complaints about one who did not do it", "share", "less", "run",
            "share", _at(complaints, "share")),
    Measure("F11.lost", "yuan that owners lost when a firm of theirs closed", "per person-year",
            "less", "run", "rate", _at(owners, "a_year")),
    Measure("F11.by_order", "of what owners lost, what a closing by order took", "share", "less",
            "run", "share", _at(owners, "by_order")),
    Measure("F12.people", "owners on a list, and others whom it hits with them, for each record "
            "that came of a firm's listing", "people", "less", "run", "ratio",
            _at(fan_out, "people")),
    Measure("F12.nothing_wrong", "such records that came of a firm which had done nothing", "share",
            "less", "run", "share", _at(fan_out, "nothing_wrong")),
    Measure("F12.people_wrong", "of those owners and others, such as have it on file for nothing",
            "share", "less", "run", "share", _at(fan_out, "people_wrong")),
)  # fmt: skip
