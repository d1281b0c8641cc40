"""Measures of firms that close, of inspectors and harm, F6 to F8, F13 to F15: for anybody."""

from socialcredit.results.measures.discretion import all_orders, all_self_reports, leniency
from socialcredit.results.measures.measure import Measure, of_block
from socialcredit.results.measures.premises import closings
from socialcredit.results.measures.visits import all_visits, people_harmed

MEASURES = (
    Measure("F6.a_year", "firms that closed", "a firm and year", "neither", "run", "rate",
            of_block(closings, "a_year")),
    Measure("F6.lost", "bad records that went with a firm that closed, of those filed", "share",
            "neither", "run", "share", of_block(closings, "lost")),
    Measure("F6.shed", "bad records shed by closing to open anew, of those filed", "share",
            "less", "run", "share", of_block(closings, "shed")),
    Measure("F7.nothing", "visits where nothing stood that was looked for", "share", "less", "run",
            "share", of_block(all_visits, "nothing")),
    Measure("F7.found", "faults that visits wrote down", "per 1000 hours of inspectors", "more",
            "run", "rate", of_block(all_visits, "found")),
    Measure("F7.missed", "faults that stood at a visit and were missed", "share", "neither", "run",
            "share", of_block(all_visits, "missed")),
    Measure("F7.false", "visits that wrote down what was not there", "share", "less", "run",
            "share", of_block(all_visits, "false")),
    Measure("F8.people", "people whom standing faults harmed", "per 1000 and year", "less", "run",
            "rate", of_block(people_harmed, "a_year")),
    Measure("F8.an_hour", "people whom standing faults harmed", "per 1000 hours of inspectors",
            "less", "run", "rate", of_block(people_harmed, "an_hour")),
    Measure("F8.spared", "people spared harm, against the twin", "per 1000 hours of inspectors",
            "more", "run", "difference", of_block(people_harmed, "spared"), twin=True),
    Measure("F13.border", "lesser deductions, of those that were a choice where a grade was at "
            "stake", "share", "neither", "run", "share", of_block(leniency, "lesser")),
    Measure("F13.elsewhere", "lesser deductions, of those that were a choice elsewhere", "share",
            "neither", "run", "share", of_block(leniency, "elsewhere")),
    Measure("F13.times", "lesser deductions where a grade was at stake, over those of the same "
            "choices elsewhere", "times", "neither", "run", "ratio", of_block(leniency, "times")),
    Measure("F13.swayed", "visits where a grade was at stake with a lesser deduction for that "
            "alone", "share", "less", "run", "share", of_block(leniency, "swayed")),
    Measure("F13.connected", "lesser deductions where a grade was at stake, of the connected over "
            "the others", "times", "less", "run", "ratio", of_block(leniency, "connected_times")),
    Measure("F13.known", "grades that a new inspector took down, over those that one who had come "
            "three times or more would have", "times", "neither", "run", "ratio",
            of_block(leniency, "known_times")),
    Measure("F14.quiet", "of what own monitors noticed, what they kept quiet", "share", "less",
            "run", "share", of_block(all_self_reports, "quiet")),
    Measure("F15.disobeyed", "second visits that found an order to mend not obeyed", "share",
            "neither", "run", "share", of_block(all_orders, "disobeyed")),
)  # fmt: skip
