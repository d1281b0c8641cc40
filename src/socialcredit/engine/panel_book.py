"""Writing steps of a case into the panel's book, and how long a record counts."""

from socialcredit.columns import PANEL
from socialcredit.compiled import inlined, inner
from socialcredit.ledger import note
from socialcredit.records.cases import NEVER, NO_SCHEME


@inlined
def tell_book(here, cases, at, today, what, points):
    """Write one step of a case into the panel's book; nothing for residents outside the panel."""
    case = cases.rows[at]
    i, s = here.start + case.who, case.scheme
    if here.people.flags[i] & PANEL == 0:
        return
    scheme = entry = score = grade = -1
    if s != NO_SCHEME:
        scheme, entry = s, case.entry
        score, grade = here.standing.score[s, i], here.standing.grade[s, i]
    note(
        here.log, here.first + case.who, today, what, case.kind, case.source, scheme, entry, points,
        case.cause, (here.community * 2048 + case.who) << 32 | case.number, score, grade,
    )  # fmt: skip


@inner
def terms_of(entries, rules, last_day, case, bad):
    """The day a record stops counting (NEVER: not within the run), and when it may be repaired."""
    valid = entries[case.scheme, case.entry].valid
    if valid == 0:
        valid = rules[case.scheme].bad if bad else rules[case.scheme].good
    day = case.filed + valid
    ends = day if valid > 0 and day < last_day else NEVER
    entry = entries[case.scheme, case.entry]
    if entry.repair_after > 0:
        return ends, entry.repair_after, entry.repair
    return ends, rules[case.scheme].repair_after, rules[case.scheme].repair
