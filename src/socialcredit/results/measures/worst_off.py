"""M18: what the worst off bear, beside the mean."""

from math import ceil
from typing import Any

import numpy as np

from socialcredit.core import events as happened
from socialcredit.core.columns import MINORITY
from socialcredit.results import households, luck, month_ends, naming, panel
from socialcredit.results.measures.context import AGAINST
from socialcredit.results.part import share
from socialcredit.results.run import Run

MANY_DOMAINS = 3


def minority_of_panel(run: Run) -> dict[int, int]:
    """1 for residents of the panel who belong to the minority, else 0."""
    people = run.table("panel_people")
    group = ((people["flags"] & MINORITY) > 0).astype(int)
    return dict(zip(people["resident"].tolist(), group.tolist(), strict=True))


def tail_harm(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M18: days under a penalty of the worst off, over all residents of the panel.

    A day is borne where the copy of the grade that others hold is penal (as in M1). Of `people`:
    `ever` the share with any such day, `mean` days, the days of the resident at `p90` and `p99`
    (nearest rank; `p90_interval` and `p99_interval`, see `luck.of_quantile`), `worst` the mean of
    the worst-off one in a hundred (at least one resident), and `borne` their share of all days.
    `excluded` is the share refused, dearer or closely checked in three or more domains of life.
    `groups` say the same of each group.
    """
    days = _penal_days(run, scheme)
    domains = naming.scheme(run, scheme)["consequence_domains"]
    effects = naming.effects_of(run, scheme)
    shut: dict[int, set[str]] = {}
    for resident, events in panel.panel_books(run).items():
        for event in events:
            if event.what == happened.REFUSED and event.scheme == scheme:
                if effects[event.entry] in AGAINST:
                    shut.setdefault(resident, set()).add(domains[event.entry])
    out = {who: len(found) >= MANY_DOMAINS for who, found in shut.items()}
    home = households.household_of(run)
    minority = minority_of_panel(run)
    group = [[who for who in minority if minority[who] == g] for g in range(2)]
    return {
        **_tail(list(minority), days, out, home),
        "groups": [
            {"group": name, **_tail(group[g], days, out, home)}
            for g, name in enumerate(run.population.group)
        ],
    }


def _penal_days(run: Run, scheme: int) -> dict[int, int]:
    """Days under a penalty of the panel residents who had any."""
    penal, found = naming.penal_grades(run, scheme), {}
    for resident, events in panel.panel_books(run).items():
        if panel.ever_penal(events, scheme, penal):
            months = month_ends.by_month(run, events, scheme)
            found[resident] = sum(m.days for m in months if m.copy >= 0 and penal[m.copy])
    return found


def _tail(
    people: list[int], days: dict[int, int], out: dict[int, bool], home: dict[int, int]
) -> dict[str, Any]:
    each = np.array([days.get(who, 0) for who in people], np.int64)
    homes, borne = np.array([home[who] for who in people], np.int64), np.sort(each)
    many, total = len(borne), int(borne.sum())
    worst = borne[many - max(ceil(many / 100), 1) :] if many else borne
    return {
        "people": many,
        "ever": share(int((borne > 0).sum()), many),
        "mean": share(total, many),
        "p90": int(borne[ceil(0.90 * many) - 1]) if many else None,
        "p99": int(borne[ceil(0.99 * many) - 1]) if many else None,
        "p90_interval": luck.of_quantile(each, homes, 0.90),
        "p99_interval": luck.of_quantile(each, homes, 0.99),
        "worst": share(int(worst.sum()), len(worst)),
        "borne": share(int(worst.sum()), total, int((borne > 0).sum())),
        "excluded": share(sum(out.get(who, False) for who in people), many),
    }
