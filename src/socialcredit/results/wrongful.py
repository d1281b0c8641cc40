"""M1 wrongful penalties and M2 missed breaches."""

from typing import Any

import numpy as np

from socialcredit.results import naming
from socialcredit.results.tables import Run, add_up, share


def wrongful_penalties(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M1: who stands under a penalty that would not be there if every record were right.

    A resident is *penalised* at a month's end in a penal grade or on a black list, *wrongly* so
    if the penalty vanishes once the wrong records are taken out, *innocent* if no bad deed of
    theirs is in the truth book at all. Returned: people at the last month's end and at the worst
    month's end (`wrongly`, `wrongly_peak`), the share of the penalised (`share`), person-days
    (`wrong_days`, of `penal_days`), the bad records filed and the wrong ones among them, and by
    cause of error the wrong bad records and the wrong person-days. A day under several wrong
    records cannot be told apart in the monthly sums: days are shared out by wrong records.
    """
    harm = run.rows("harm", world=0, scheme=scheme)
    by_month = {
        name: add_up(harm[name], harm["month"], run.months)
        for name in ("penalised", "wrongly", "innocent")
    }
    penal_days, wrong_days = int(harm["penal_days"].sum()), int(harm["wrong_days"].sum())
    causes = _bad_records_by_cause(run, scheme)
    wrong = int(causes[1:].sum())
    return {
        "penalised": int(by_month["penalised"][-1]),
        "wrongly": int(by_month["wrongly"][-1]),
        "innocent": int(by_month["innocent"][-1]),
        "wrongly_peak": int(by_month["wrongly"].max()),
        "share": share(wrong_days, penal_days),
        "penal_days": penal_days,
        "wrong_days": wrong_days,
        "bad_records": int(causes.sum()),
        "wrong_records": wrong,
        "by_month": {name: column.tolist() for name, column in by_month.items()},
        "by_cause": [
            {
                "cause": naming.CAUSES[cause],
                "records": int(causes[cause]),
                "days": round(wrong_days * int(causes[cause]) / wrong) if wrong else 0,
            }
            for cause in (1, 2, 3)
        ],
    }


def _bad_records_by_cause(run: Run, scheme: int) -> np.ndarray:
    """Bad records filed, by cause 0 right .. 3 wrong content: int64[4]."""
    filed = run.rows("records", world=0, scheme=scheme)
    entries = len(naming.scheme(run, scheme)["entries"])
    bad = naming.bad_entries(run, scheme, add_up(filed["points"], filed["entry"], entries))
    against = bad[filed["entry"]]
    return add_up(filed["records"][against], filed["cause"][against], 4)


def missed_breaches(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M2: true breaches that the scheme has a rule for and never acted on.

    For every bad kind of deed with an entry: deeds done, deeds that some source saw, and
    records filed for that kind (right, or right person with wrong content). Where several entries
    (a city's, a village's) file one kind the busiest is taken, so nothing counts twice.
    `missed` = 1 - filed / deeds, over all such kinds and for each.
    """
    kinds = len(run.names["kinds"])
    done = run.rows("conduct", world=0)
    deeds = add_up(done["deeds"], done["kind"], kinds)
    sighted = add_up(done["sighted"], done["kind"], kinds)
    filed = np.minimum(_rightly_filed(run, scheme), deeds)
    covered = np.zeros(kinds, dtype=bool)
    of_entry = naming.entry_kinds(run, scheme)
    covered[of_entry[of_entry >= 0]] = True
    covered &= naming.kinds_with_sign(run, naming.BAD_SIGNS) & (deeds > 0)
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
