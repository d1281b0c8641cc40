"""The life of a record, compiled: notice, dispute, office, repair, and how long it counts."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from socialcredit.compile.versions import epoch_of, term_of
from socialcredit.core.calendar import Duration
from socialcredit.core.columns import records
from socialcredit.core.draws import threshold
from socialcredit.core.terms import NONE
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.provenance import version_on
from socialcredit.language.model.scheme import Scheme
from socialcredit.stages.records.cases import RULE, Procedure

A_DAY = Duration(1)


def compile_procedure(
    schemes: Sequence[Scheme],
    contesting: Callable[[float], np.ndarray],
    start: date,
    first: date,
) -> Procedure:
    """Notice, dispute, office and repair; `start` is day 0 of the run.

    contesting  of the days of a window, the chances to contest within it: float (2 right/wrong, 5
        educations)
    """
    n = len(schemes)
    rules = records(n, RULE)
    table = {name: rules[name] for name in RULE.names or ()}
    table["dispute"], table["finds"] = np.zeros((n, 2, 5), np.int64), np.zeros((n, 2), np.int64)
    table["drops"], table["objects"] = np.zeros((n, 2), np.int64), np.zeros_like(table["dispute"])
    for s, scheme in enumerate(schemes):
        rule = version_on(scheme.procedure, first)
        if rule.notice is not None:
            table["notice"][s], table["after"][s] = (
                threshold(float(rule.notice.chance)),
                term_of(max(rule.notice.after, A_DAY)),
            )
        if rule.dispute is not None and rule.finds is not None:
            windows = {"dispute": rule.dispute.window, "objects": _objections(scheme, first)}
            for name, window in windows.items():
                chances = contesting(float(window or rule.dispute.window))
                table[name][s] = [[threshold(chance) for chance in row] for row in chances]
            table["finds"][s] = [threshold(chance) for chance in rule.finds.upheld(rule.proof)]
        if rule.office is not None:
            table["answers"][s] = term_of(rule.office.answers)
        table["silence"][s] = rule.proof == "authority"
        if rule.screening is not None:
            table["drops"][s] = [threshold(float(drop)) for drop in rule.screening.drops]
        table["paused"][s] = rule.paused
        table["copies"][s] = term_of(rule.copies.after if rule.copies else A_DAY)
        table["follows"][s] = term_of(rule.follows.after) if rule.follows else NONE
        table["bad"][s], table["good"][s] = map(term_of, (rule.validity.bad, rule.validity.good))
        if rule.repair is not None:
            table["repair_after"][s], table["repair"][s] = (
                term_of(max(rule.repair.after, A_DAY)),
                threshold(float(rule.repair.chance)),
            )
        table["forwards"][s] = rule.dispute is not None and rule.dispute.forwarded
    for s, scheme in enumerate(schemes):
        copying = [any(e.copy_of == scheme.scheme for e in other.entries) for other in schemes]
        table["forwarded"][s] = (table["forwards"] * copying).any()
    return Procedure(
        rules, table["dispute"], table["finds"], table["drops"], table["objects"], epoch_of(start)
    )


def _objections(scheme: Scheme, first: date) -> Duration | None:
    """How long one may object to the draft of a result, where that is said."""
    if not scheme.evaluation:
        return None
    return version_on(scheme.evaluation, first).objections


def lasting_of(entry: Entry, scheme: Scheme, first: date) -> dict[str, int]:
    """What an entry says of the end of its records; who asks for it, else as the procedure says."""
    own = entry.repair
    repair = own or version_on(scheme.procedure, first).repair
    return {
        "valid": term_of(entry.valid_for),
        "extension": term_of(entry.extension),
        "repair_after": term_of(max(own.after, A_DAY)) if own else 0,
        "repair": threshold(float(own.chance)) if own else 0,
        "paid_off": any(
            rule.collected and entry.id in rule.collected.ends for rule in scheme.consequences
        ),
        "asked": threshold(float(repair.on_request)) if repair else 0,
    }
