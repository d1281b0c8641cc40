"""Measures of complaints, of owners and of fan-out: F10 to F12."""

from socialcredit.results.measures.crossings import complaints, fan_out, owners
from socialcredit.results.measures.measure import Measure, of_block

MEASURES = (
    Measure("F10.a_year", "complaints of people whom standing faults harmed", "per 1000 and year",
            "neither", "run", "rate", of_block(complaints, "a_year")),
    Measure("F10.elsewhere", "such complaints about one who did not do it", "share", "less", "run",
            "share", of_block(complaints, "share")),
    Measure("F11.lost", "units of money that owners lost when a firm of theirs closed",
            "per person-year", "less", "run", "rate", of_block(owners, "a_year")),
    Measure("F11.by_order", "of what owners lost, what a closing by order took", "share", "less",
            "run", "share", of_block(owners, "by_order")),
    Measure("F12.people", "owners on a list, and others whom it hits with them, for each record "
            "that came of a firm's listing", "people", "less", "run", "ratio",
            of_block(fan_out, "people")),
    Measure("F12.nothing_wrong", "such records that came of a firm which had done nothing", "share",
            "less", "run", "share", of_block(fan_out, "nothing_wrong")),
    Measure("F12.people_wrong", "of those owners and others, such as have it on file for nothing",
            "share", "less", "run", "share", of_block(fan_out, "people_wrong")),
)  # fmt: skip
