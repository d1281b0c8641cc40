"""M1 wrongful penalties and M2 missed breaches."""

from typing import Any

import numpy as np

from socialcredit.core.events import ASSOCIATION, CAUSES, FALSE_ALARM, WRONG_CONTENT, WRONG_PERSON
from socialcredit.results import luck, naming, panel
from socialcredit.results.run import Run, add_up, share
from socialcredit.results.scope import done_under

STRICT = (WRONG_PERSON, FALSE_ALARM)
WRONG = (*STRICT, WRONG_CONTENT, ASSOCIATION)


def wrongful_penalties(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M1: who stands under a penalty that right records, known at once, would not bring.

    A resident is *penalised* at a month's end if the copy of the grade that other bodies hold is
    penal and no dispute pauses it, *wrongly* so if the grade from right records alone is not penal
    that day: because of a wrong record, or of a copy not yet renewed; *innocent* if no bad deed
    of theirs is in the truth book at all. A record with wrong content (the right person, another
    deed or size) is taken out whole, as no rule says what it should have cost; so is one filed for
    a relative's sake (association), though the authority meant it. `strict_share` counts wrong
    persons and false alarms only.

    Returned: whether any grade is penal (`grades_penalise`), people at the last month's end and at
    the worst (`wrongly`, `wrongly_peak`), wrong person-days over penalised person-days (`share`,
    with a rough `interval` as if every person wronged at the worst month's end were one draw), the
    bad records filed, the wrong ones among them by cause (everybody; association where there is
    any), and the wrong days by cause (panel; see `days_by_cause`).
    """
    harm = run.rows("harm", world=0, scheme=scheme)
    by_month = {
        name: add_up(harm[name], harm["month"], run.months)
        for name in ("penalised", "wrongly", "innocent")
    }
    penal_days, wrong_days = int(harm["penal_days"].sum()), int(harm["wrong_days"].sum())
    causes = _bad_records_by_cause(run, scheme)
    peak, part = int(by_month["wrongly"].max()), share(wrong_days, penal_days)
    days = days_by_cause(run, scheme)
    alone = {cause: days["causes"][cause] for cause in WRONG}
    return {
        "penalised": int(by_month["penalised"][-1]),
        "wrongly": int(by_month["wrongly"][-1]),
        "innocent": int(by_month["innocent"][-1]),
        "wrongly_peak": peak,
        "share": part,
        "interval": None if part is None else luck.of_count(part, peak),
        "strict_share": days["strict_share"],
        "grades_penalise": bool(naming.penal_grades(run, scheme).any()),
        "penal_days": penal_days,
        "wrong_days": wrong_days,
        "bad_records": int(causes.sum()),
        "wrong_records": int(causes[1:].sum()),
        "by_month": {name: column.tolist() for name, column in by_month.items()},
        "by_cause": [
            {"cause": CAUSES[cause], "records": int(causes[cause]), "days": alone[cause]}
            for cause in WRONG
            if cause != ASSOCIATION or causes[cause]
        ],
        "panel": days,
    }


def days_by_cause(run: Run, scheme: int = 0) -> dict[str, Any]:
    """Wrongly penalised days of the panel, by the error that brought them: a part of M1.

    Month by month, by the same definition as for everybody (a pause during a dispute is not told
    in the books and left out of account). Where the standing itself is no longer penal and only
    the copy is, the days are `stale`. Others go to a cause if taking out that cause's records
    alone is enough, and to no other cause's; days that need several causes, or that any of
    several would lift, are `together`. `strict_share` is the share of penal days that are lifted
    by taking out wrong persons and false alarms only. `people` had a wrong day.
    """
    penal, bounds = naming.penal_grades(run, scheme), panel.bounds_of(run, scheme)
    causes, kinds = [0] * len(CAUSES), {"together": 0, "stale": 0}
    strict, whole, people = 0, 0, set()
    for resident, events in panel.panel_books(run).items():
        if not panel.ever_penal(events, scheme, penal):
            continue
        for days, copy, state in panel.by_month(run, events, scheme):
            if copy < 0 or not penal[copy]:
                continue
            whole += days
            now = bool(penal[state.grade])
            if now and not _lifted(state, WRONG, penal, bounds):
                continue
            people.add(resident)
            strict += days * (now and _lifted(state, STRICT, penal, bounds))
            enough = [cause for cause in WRONG if _lifted(state, (cause,), penal, bounds)]
            if now and len(enough) == 1:
                causes[enough[0]] += days
            else:
                kinds["together" if now else "stale"] += days
    return {
        "causes": causes,
        **kinds,
        "wrong_days": sum(causes) + sum(kinds.values()),
        "penal_days": whole,
        "people": len(people),
        "strict_share": share(strict, whole),
    }


def _lifted(
    state: panel.State, causes: tuple[int, ...], penal: np.ndarray, bounds: list[int]
) -> bool:
    """Whether the penalty is gone without the live records of these causes."""
    wrong = {key[0] for key, held in state.live.items() if held.cause in causes}
    return bool(wrong) and not penal[panel.without(state, wrong, bounds)[1]]


def _bad_records_by_cause(run: Run, scheme: int) -> np.ndarray:
    """Bad records filed, by cause, 0 right: int64[causes]."""
    filed = run.rows("records", world=0, scheme=scheme)
    entries = len(naming.scheme(run, scheme)["entries"])
    bad = naming.bad_entries(run, scheme, add_up(filed["points"], filed["entry"], entries))
    against = bad[filed["entry"]]
    return add_up(filed["records"][against], filed["cause"][against], len(CAUSES))


def missed_breaches(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M2: true breaches that the scheme has a rule for and never acted on.

    For every bad kind of deed with an entry in force: deeds done, deeds that some source saw, and
    records filed for that kind (right, or right person with wrong content). Where several entries
    (a city's, a village's) file one kind the busiest is taken, so nothing counts twice.
    `missed` = 1 - filed / deeds, over all such kinds and for each. What was done where or when the
    scheme scored nobody does not count.
    """
    kinds = len(run.names["kinds"])
    done = done_under(run, scheme)
    counted = _counted_as(run, scheme)[done["kind"]]
    named = _named(run, scheme)[done["month"], counted]
    deeds = add_up(done["deeds"][named], counted[named], kinds)
    sighted = add_up(done["sighted"][named], counted[named], kinds)
    filed = np.minimum(_rightly_filed(run, scheme), deeds)
    covered = naming.kinds_with_sign(run, naming.BAD_SIGNS) & (deeds > 0)
    rows = [
        {
            "kind": run.names["kinds"][kind],
            "deeds": int(deeds[kind]),
            "sighted": int(sighted[kind]),
            "filed": int(filed[kind]),
            "missed": 1 - filed[kind] / deeds[kind],
        }
        for kind in np.flatnonzero(covered)
    ]
    total = int(deeds[covered].sum())
    acted = share(int(filed[covered].sum()), total)
    return {
        "deeds": total,
        "filed": int(filed[covered].sum()),
        "missed": None if acted is None else 1 - acted,
        "by_kind": rows,
    }


def _counted_as(run: Run, scheme: int) -> np.ndarray:
    """The kind of deed under whose name a scheme's rules count each kind: int64[kinds]."""
    number = {name: kind for kind, name in enumerate(run.names["kinds"])}
    own = set(naming.entry_kinds(run, scheme).tolist())
    found = np.arange(len(number))
    for name, others in (run.names.get("kin") or {}).items():
        for other in others:
            if number[name] in own and number[other] not in own:
                found[number[other]] = number[name]
    return found


def _named(run: Run, scheme: int) -> np.ndarray:
    """Whether the scheme had a rule for a kind of deed in a month: bool[months, kinds]."""
    found = np.zeros((run.months, len(run.names["kinds"])), dtype=bool)
    of_entry = naming.entry_kinds(run, scheme)
    always = [(0, run.months - 1)] * len(of_entry)
    months = naming.scheme(run, scheme).get("entry_months") or always
    for kind, (first, last) in zip(of_entry, months, strict=True):
        if kind >= 0:
            found[first : last + 1, kind] = True
    return found


def _rightly_filed(run: Run, scheme: int) -> np.ndarray:
    """Records on the right person by kind of deed, from the busiest entry: int64[kinds]."""
    filed = run.rows("records", world=0, scheme=scheme)
    right = (filed["cause"] == 0) | (filed["cause"] == 3)
    of_entry = naming.entry_kinds(run, scheme)
    records = add_up(filed["records"][right], filed["entry"][right], len(of_entry))
    best = np.zeros(len(run.names["kinds"]), dtype=np.int64)
    known = of_entry >= 0
    np.maximum.at(best, of_entry[known], records[known])
    return best
