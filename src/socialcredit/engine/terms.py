"""How long a record counts, and when it may be struck out before its time."""

from datetime import date

from socialcredit.compiled import inner
from socialcredit.draws import threshold
from socialcredit.provenance import holding
from socialcredit.records.cases import NEVER
from socialcredit.rules import Entry, Scheme


def lasting_of(entry: Entry, scheme: Scheme, first: date) -> dict[str, int]:
    """What an entry says of the end of its records; who asks for it, else as the procedure says."""
    own = entry.repair
    repair = own or (holding(scheme.procedure, first) or scheme.procedure[0]).repair
    return {
        "valid": entry.valid_for or 0,
        "extension": entry.extension or 0,
        "repair_after": max(own.after, 1) if own else 0,
        "repair": threshold(float(own.chance)) if own else 0,
        "asked": threshold(float(repair.on_request)) if repair else 0,
    }


@inner
def terms_of(entries, rules, last_day, case, bad):
    """The day a record stops counting (NEVER: not within the run), and when it may be repaired."""
    entry = entries[case.scheme, case.entry]
    valid = entry.valid + entry.extension * case.further
    if valid == 0:
        valid = rules[case.scheme].bad if bad else rules[case.scheme].good
    day = case.filed + valid
    ends = day if valid > 0 and day < last_day else NEVER
    if entry.repair_after > 0:
        return ends, entry.repair_after, entry.repair
    return ends, rules[case.scheme].repair_after, rules[case.scheme].repair
