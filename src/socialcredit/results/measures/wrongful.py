"""M1 wrongful penalties and M2 missed breaches."""

from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.events import (
    ASSOCIATION,
    CAUSES,
    FALSE_ALARM,
    FILED,
    WRONG_CONTENT,
    WRONG_PERSON,
)
from socialcredit.results import households, luck, month_ends, naming, panel
from socialcredit.results.part import share
from socialcredit.results.run import Run, add_up
from socialcredit.results.scales import Scale, brings_a_score, gone_without, scale_of
from socialcredit.results.scope import done_under

STRICT = (WRONG_PERSON, FALSE_ALARM)
WRONG = (*STRICT, WRONG_CONTENT, ASSOCIATION)


def wrongful_penalties(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M1: who stands under a penalty with nothing true behind it, and who for longer than allowed.

    A resident is *penalised* at a month's end if the copy of the grade that other bodies hold is
    penal and no dispute pauses it. Where the grade from right records alone is not penal that day,
    the penalty is one of two things, never both. It is *late* if the grade itself is no longer
    penal and right records alone made it so when the copy was taken: it was right once, and others
    have not renewed their copy. It is *wrong* if nothing true stands behind it: a wrong record
    brings it, or brought the copy. With no error at all no penalty is wrong, and some are late.
    *Innocent* is whoever is penalised with no bad deed in the truth book. A record with wrong
    content (the right person, another
    deed or size) is taken out whole, as no rule says what it should have cost; so is one filed for
    a relative's sake (association), though the authority meant it. `strict_share` counts wrong
    persons and false alarms only.

    Returned: whether any grade is penal (`grades_penalise`), people at the last month's end and at
    the worst (`wrongly`, `wrongly_peak`), late ones at the end (`late`), wrong and late person-days
    over penalised person-days (`share` with its `interval`, `late_share`), the
    bad records filed, the wrong ones among them by cause (everybody; association where there is
    any), and the wrong days by cause (panel; see `days_by_cause`).
    """
    harm = run.rows("harm", world=0, scheme=scheme)
    by_month = {
        name: add_up(harm[name], harm["month"], run.months)
        for name in ("penalised", "wrongly", "late", "innocent")
    }
    penal_days, wrong_days = int(harm["penal_days"].sum()), int(harm["wrong_days"].sum())
    late_days = int(harm["late_days"].sum())
    causes = _bad_records_by_cause(run, scheme)
    most = int(by_month["penalised"].max())  # people under a penalty at once: no fewer bore one
    peak, part = int(by_month["wrongly"].max()), share(wrong_days, penal_days, most)
    late = share(late_days, penal_days, most)
    days = days_by_cause(run, scheme)
    alone = {cause: days["causes"][cause] for cause in WRONG}
    return {
        "penalised": int(by_month["penalised"][-1]),
        "wrongly": int(by_month["wrongly"][-1]),
        "late": int(by_month["late"][-1]),
        "innocent": int(by_month["innocent"][-1]),
        "wrongly_peak": peak,
        "share": part,
        "interval": _interval(run, scheme, part, "wrong"),
        "strict_share": days["strict_share"],
        "strict_interval": days["strict_interval"],
        "grades_penalise": bool(naming.penal_grades(run, scheme).any()),
        "penal_days": penal_days,
        "wrong_days": wrong_days,
        "late_days": late_days,
        "late_share": late,
        "late_interval": _interval(run, scheme, late, "late"),
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


def _interval(run: Run, scheme: int, part: float | None, name: str) -> luck.Interval:
    """The interval of such days as a share of everybody's days under a penalty."""
    borne = borne_days(run, scheme)
    parts, wholes = _by_household(run, borne, name), _by_household(run, borne, "penal")
    return luck.of_share(part, parts, wholes, households.everybody(run))


class Borne(NamedTuple):
    """Days that one resident of the panel spent under a penalty, and what was amiss with them."""

    penal: int
    wrong: int
    strict: int  # of these, wrong only for wrong persons and false alarms
    late: int
    causes: tuple[int, ...]  # wrong days by the one cause that alone brought them


def borne_days(run: Run, scheme: int = 0) -> dict[int, Borne]:
    """Penal days of every panel resident who had any, as `days_by_cause` tells them apart."""
    return run.once(("borne", scheme), lambda: _borne_days(run, scheme))


def _borne_days(run: Run, scheme: int) -> dict[int, Borne]:
    penal, scale = naming.penal_grades(run, scheme), scale_of(run, scheme)
    found = {}
    for resident, events in panel.panel_books(run).items():
        if not panel.ever_penal(events, scheme, penal):
            continue
        whole, wrong, strict, late, causes = 0, 0, 0, 0, [0] * len(CAUSES)
        for days, copy, state, taken in month_ends.by_month(run, events, scheme):
            if copy < 0 or not penal[copy]:
                continue
            whole += days
            now = bool(penal[state.grade])
            behind = state if now else taken
            if not lifted(behind, WRONG, penal, scale):
                late += 0 if now else days
                continue
            wrong += days
            strict += days * lifted(behind, STRICT, penal, scale)
            enough = [cause for cause in WRONG if lifted(behind, (cause,), penal, scale)]
            if len(enough) == 1:
                causes[enough[0]] += days
        if whole:
            found[resident] = Borne(whole, wrong, strict, late, tuple(causes))
    return found


def days_by_cause(run: Run, scheme: int = 0) -> dict[str, Any]:
    """Wrongly penalised days of the panel, by the error that brought them: a part of M1.

    Month by month, by the same definition as for everybody (a pause during a dispute is not told
    in the books and left out of account). Where the standing itself is no longer penal and only
    the copy is, what counts is the standing when the copy was taken: if right records alone made it
    penal the days are `late_days`. Wrong days go to a cause if taking out that cause's records
    alone is enough, and to no other cause's; days that need several causes, or that any of
    several would lift, are `together`. `strict_share` is the share of penal days that are lifted
    by taking out wrong persons and false alarms only. `people` had a wrong day.
    """
    borne = borne_days(run, scheme)
    every = list(borne.values())
    causes = [sum(one.causes[cause] for one in every) for cause in range(len(CAUSES))]
    penal, wrong = sum(one.penal for one in every), sum(one.wrong for one in every)
    part = share(sum(one.strict for one in every), penal, len(every))
    of = {name: _by_household(run, borne, name) for name in ("strict", "penal")}
    return {
        "causes": causes,
        "together": wrong - sum(causes),
        "wrong_days": wrong,
        "late_days": sum(one.late for one in every),
        "penal_days": penal,
        "people": sum(one.wrong > 0 for one in every),
        "strict_share": part,
        "strict_interval": luck.of_share(part, of["strict"], of["penal"]),
    }


def _by_household(run: Run, borne: dict[int, Borne], name: str) -> np.ndarray:
    return households.summed(run, {who: getattr(one, name) for who, one in borne.items()})


def lifted(state: panel.State, causes: tuple[int, ...], penal: np.ndarray, scale: Scale) -> bool:
    """Whether the penalty is gone without the live records of these causes."""
    wrong = {key[0] for key, held in state.live.items() if held.cause in causes}
    return gone_without(state, wrong, penal, scale)


def _bad_records_by_cause(run: Run, scheme: int) -> np.ndarray:
    """Bad records filed, by cause, 0 right: int64[causes].

    Where a record brings a score, one entry files good and bad ones: what is wrong says of somebody
    what is not so, and is bad; of the right ones as many are bad as were counted when filed.
    """
    filed = run.rows("records", world=0, scheme=scheme)
    entries = len(naming.scheme(run, scheme)["entries"])
    bad = naming.bad_entries(run, scheme, add_up(filed["points"], filed["entry"], entries))
    against = bad[filed["entry"]]
    causes = add_up(filed["records"][against], filed["cause"][against], len(CAUSES))
    if brings_a_score(run, scheme) is not None:
        counted = run.rows("harm", world=0, scheme=scheme)
        causes[0] = counted["bad_records"].sum() - counted["wrong_records"].sum()
    return causes


def missed_breaches(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M2: true breaches that the scheme has a rule for and never acted on.

    For every bad kind of deed with an entry in force: deeds done, deeds that some source saw, and
    records filed for that kind (right, or right person with wrong content). Where several entries
    (a city's, a village's) file one kind the busiest is taken, so nothing counts twice.
    `missed` = 1 - filed / deeds, over all such kinds (with its `interval`) and for each.
    What was done where or when the scheme scored nobody does not count.
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
            "missed": share(int(deeds[kind] - filed[kind]), int(deeds[kind])),
        }
        for kind in np.flatnonzero(covered)
    ]
    total = int(deeds[covered].sum())
    acted = int(filed[covered].sum())
    missed = share(total - acted, total)
    return {
        "deeds": total,
        "filed": acted,
        "missed": missed,
        "interval": luck.of_share(
            missed, *_missed_by_household(run, scheme, covered), households.everybody(run)
        ),
        "by_kind": rows,
    }


def _missed_by_household(
    run: Run, scheme: int, covered: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Breaches not recorded, and breaches, by household of the panel: for the luck in a share."""
    done = households.deeds(run, 0, covered)
    condition = f"world = 0 and scheme = {scheme} and what = {FILED} and cause in (0, 3)"
    events = run.select("panel_events", condition, "resident, kind")
    right = (events["kind"] >= 0) & covered[events["kind"]]
    filed = households.of_rows(run, events["resident"][right])
    return np.maximum(done - filed, 0.0), done


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
