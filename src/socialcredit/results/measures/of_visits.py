"""Measures of firms that close, of inspectors and harm, F6 to F8, F13 to F15: for anybody."""

from collections.abc import Callable
from typing import Any

from socialcredit.results.measures.discretion import all_orders, all_self_reports, leniency
from socialcredit.results.measures.measure import Block, Measure, block
from socialcredit.results.measures.premises import closings
from socialcredit.results.measures.visits import all_visits, people_harmed
from socialcredit.results.run import Run


def _at(make: Block, key: str) -> Callable[[Run, int], Any]:
    return lambda run, _: (block(make, run) or {}).get(key)


MEASURES = (
    Measure("F6.a_year", "firms that closed", "a firm and year", "neither", "run", "rate",
            _at(closings, "a_year")),
    Measure("F6.lost", "bad records that went with a firm that closed, of those filed", "share",
            "neither", "run", "share", _at(closings, "lost")),
    Measure("F6.shed", "bad records shed by closing to open anew, of those filed", "share",
            "less", "run", "share", _at(closings, "shed")),
    Measure("F7.nothing", "visits where nothing stood that was looked for", "share", "less", "run",
            "share", _at(all_visits, "nothing")),
    Measure("F7.found", "faults that visits wrote down", "per 1000 hours of inspectors", "more",
            "run", "rate", _at(all_visits, "found")),
    Measure("F7.missed", "faults that stood at a visit and were missed", "share", "neither", "run",
            "share", _at(all_visits, "missed")),
    Measure("F7.false", "visits that wrote down what was not there", "share", "less", "run",
            "share", _at(all_visits, "false")),
    Measure("F8.people", "people whom standing faults harmed", "per 1000 and year", "less", "run",
            "rate", _at(people_harmed, "a_year")),
    Measure("F8.an_hour", "people whom standing faults harmed", "per 1000 hours of inspectors",
            "less", "run", "rate", _at(people_harmed, "an_hour")),
    Measure("F8.spared", "people spared harm, against the twin", "per 1000 hours of inspectors",
            "more", "run", "difference", _at(people_harmed, "spared"), twin=True),
    Measure("F13.border", "lesser deductions, of those that were a choice where a grade was at "
            "stake", "share", "neither", "run", "share", _at(leniency, "lesser")),
    Measure("F13.elsewhere", "lesser deductions, of those that were a choice elsewhere", "share",
            "neither", "run", "share", _at(leniency, "elsewhere")),
    Measure("F13.times", "lesser deductions where a grade was at stake, over those of the same "
            "choices elsewhere", "times", "neither", "run", "ratio", _at(leniency, "times")),
    Measure("F13.swayed", "visits where a grade was at stake with a lesser deduction for that "
            "alone", "share", "less", "run", "share", _at(leniency, "swayed")),
    Measure("F13.connected", "lesser deductions where a grade was at stake, of the connected over "
            "the others", "times", "less", "run", "ratio", _at(leniency, "connected_times")),
    Measure("F13.known", "grades that a new inspector took down, over those that one who had come "
            "three times or more would have", "times", "neither", "run", "ratio",
            _at(leniency, "known_times")),
    Measure("F14.quiet", "of what own monitors noticed, what they kept quiet", "share", "less",
            "run", "share", _at(all_self_reports, "quiet")),
    Measure("F15.disobeyed", "second visits that found an order to mend not obeyed", "share",
            "neither", "run", "share", _at(all_orders, "disobeyed")),
)  # fmt: skip
