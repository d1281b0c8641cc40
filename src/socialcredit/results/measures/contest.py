"""M7 contestability and M10 permanence: can a wrong be made right, and does a penalty end?"""

from itertools import takewhile
from typing import Any

import numpy as np

from socialcredit.core import events as happened
from socialcredit.results import luck, naming
from socialcredit.results import panel as books
from socialcredit.results.run import Run, add_up, share

CLOCKS = (30, 45, 365)


def contestability(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M7: notice, dispute, success, and the days from first harm to full repair.

    Of everybody, from monthly sums that do not tell right from wrong records:

    * `notice` = notices per bad record filed; `dispute` = disputes per notice; `success` =
      disputes decided for the person over disputes decided; `wrongly_upheld` counts wrong records
      the office let stand; `queue` those waiting at the end, `waiting` mean days to a decision.
    * `cases` corrections reached every copy; `median`, `p90` and `past`: days from filing to the
      last copy corrected, among these; `past[d]` is the share that took longer than d days (30 and
      45 as in credit reporting law, 365 as the Dutch review was meant to take).
    * `repaired_at_most` = `cases` over wrong bad records, at most 1: an upper bound, because the
      office strikes out some right records too.

    Of the panel, where every record's cause is known: `panel`, see `path_of_wrong_records`, whose
    `repaired` over `wrong` is `repaired` here, with an `interval` from drawing people anew.
    """
    appeals = run.rows("appeals", world=0, scheme=scheme)
    total = {name: int(appeals[name].sum()) for name in appeals if name not in ("world", "month")}
    harm = run.rows("harm", world=0, scheme=scheme)
    bad, wrong = int(harm["bad_records"].sum()), int(harm["wrong_records"].sum())
    days = repair_curve(run, scheme)
    cases, panel = int(days.sum()), path_of_wrong_records(run, scheme)
    last = appeals["month"] == run.months - 1
    return {
        "bad_records": bad,
        "wrong_records": wrong,
        "notices": total["notices"],
        "disputes": total["disputes"],
        "corrected": total["corrected"],
        "wrongly_upheld": total["wrongly_upheld"],
        "notice": share(total["notices"], bad),
        "dispute": share(total["disputes"], total["notices"]),
        "success": share(total["corrected"], total["decided"]),
        "queue": int(appeals["queue"][last].sum()),
        "waiting": share(total["waiting_days"], total["decided"]),
        "cases": cases,
        "repaired_at_most": share(min(cases, wrong), wrong),
        "repaired": share(panel["repaired"], panel["wrong"]),
        "interval": panel["interval"],
        "panel": panel,
        "median": quantile(days, 0.5),
        "p90": quantile(days, 0.9),
        "past": {limit: share(int(days[limit + 1 :].sum()), cases) for limit in CLOCKS},
    }


STEPS = ("told", "disputed", "decided", "corrected", "repaired")
STEP_OF = {
    happened.NOTICE: ("told",),
    happened.DISPUTE: ("disputed",),
    happened.UPHELD: ("decided",),
    happened.CORRECTED: ("decided", "corrected"),
    happened.FOLLOWED: ("corrected",),
    happened.COPIES_CORRECTED: ("repaired",),
    happened.EXPIRED: ("ran_out",),
    happened.REPAIRED: ("ran_out",),
}


def path_of_wrong_records(run: Run, scheme: int = 0) -> dict[str, Any]:
    """What became of every wrong bad record of the panel: how many reached each step.

    `wrong` were filed; of these the person was `told`, `disputed`, had it `decided`, `corrected`
    (here, or after the body whose record it copies), and `repaired` in every copy. `ran_out` were
    struck out by time or by credit repair, without anybody calling them wrong; the rest,
    `standing`, count to the end. Records filed late in the run had less time than others. `people`
    bore at least one. `narrowing` counts those that reached a step and every step before it, so
    that each is a part of the one before; the others came to it another way (untold, or after the
    body that filed it first).
    """
    steps: dict[str, int] = dict.fromkeys((*STEPS, "ran_out"), 0)
    narrowing = dict.fromkeys(STEPS, 0)
    parts, wholes = [], []
    for events in books.panel_books(run).values():
        reached = _steps_reached(run, events, scheme)
        for done in reached.values():
            for step in takewhile(done.__contains__, STEPS):
                narrowing[step] += 1
        for step in steps:
            steps[step] += sum(step in done for done in reached.values())
        if reached:
            parts.append(sum("repaired" in done for done in reached.values()))
            wholes.append(len(reached))
    gone = steps["corrected"] + steps["ran_out"]
    return {
        "wrong": sum(wholes),
        "people": len(wholes),
        **steps,
        "narrowing": narrowing,
        "standing": sum(wholes) - gone,
        "interval": luck.of_share(parts, wholes),
    }


def _steps_reached(run: Run, events: list[books.Event], scheme: int) -> dict[books.Key, set[str]]:
    """For each wrong bad record of one resident: the steps it reached."""
    reached: dict[books.Key, set[str]] = {}
    for event in events:
        key = (event.record, event.entry)
        if event.scheme != scheme:
            continue
        if event.what == happened.FILED and event.cause > 0:
            filed = books.Filed(event.kind, event.entry, event.points, event.cause, event.day)
            if filed.against(run):
                reached[key] = set()
        elif key in reached:
            reached[key].update(STEP_OF.get(event.what, ()))
    return reached


def repair_curve(run: Run, scheme: int = 0) -> np.ndarray:
    """Cases by days from first harm to full repair: int64[4096]."""
    table = run.rows("repair_days", world=0, scheme=scheme)
    return add_up(table["cases"], table["days"], 4096)


def quantile(counts: np.ndarray, q: float) -> int | None:
    """The smallest number of days by which a share q of the cases is done; None if no case."""
    total = int(counts.sum())
    if not total:
        return None
    return int(np.searchsorted(np.cumsum(counts), q * total - 1e-9))


def permanence(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M10: how long a penalty lasts, how often it never ends, and whether it traps.

    From the panel. A *spell* runs from the day a resident falls into a penal grade to the day they
    leave it. `median_days` counts spells that are not over as lasting at least until the end
    (median of a censored list; None if more than half are not over). `never` is the share of
    spells begun at least a year before the end that are not over. `again` is the share of
    residents with a spell over who fall again. `trap` compares their bad deeds after the
    first penal day with the same people's, same days, same luck, in the twin without the scheme
    (1 = the same; above 1 = the penalty bred more; None without a twin).
    """
    length = run.days
    spells, fallen = _spells(run, scheme, length)
    done = [end - begin for begin, end in spells if end is not None]
    open_ = [(begin, end) for begin, end in spells if end is None]
    old = [(begin, end) for begin, end in spells if begin <= length - 365]
    return {
        "spells": len(spells),
        "over": len(done),
        "median_days": _censored_median(done, len(open_)),
        "never": share(sum(end is None for _, end in old), len(old)),
        "again": share(
            sum(len(mine) > 1 for mine in fallen.values()),
            sum(mine[0][1] is not None for mine in fallen.values()),
        ),
        "trap": _trap(run, {who: mine[0][0] for who, mine in fallen.items()}),
    }


Spell = tuple[int, int | None]


def _spells(run: Run, scheme: int, length: int) -> tuple[list[Spell], dict[int, list[Spell]]]:
    penal = naming.penal_grades(run, scheme)
    fallen: dict[int, list[Spell]] = {}
    for resident, events in books.panel_books(run).items():
        mine = penal_spells(events, scheme, penal)
        if mine:
            fallen[resident] = mine
    return [spell for mine in fallen.values() for spell in mine], fallen


def penal_spells(events: list[books.Event], scheme: int, penal: np.ndarray) -> list[Spell]:
    """First and last day of each stay in a penal grade; the last day is None if it goes on."""
    spells: list[Spell] = []
    begun: int | None = None
    for event in events:
        if event.scheme != scheme or event.grade < 0 or event.what in books.DOORS:
            continue
        inside = bool(penal[event.grade])
        if inside and begun is None:
            begun = event.day
        elif not inside and begun is not None and event.day < 0:
            begun = None
        elif not inside and begun is not None:
            spells.append((begun, event.day))
            begun = None
    if begun is not None:
        spells.append((begun, None))
    return spells


def _censored_median(done: list[int], still: int) -> int | None:
    if not done:
        return None
    middle = (len(done) + still - 1) // 2
    return sorted(done)[middle] if 0 <= middle < len(done) else None


def _trap(run: Run, first_day: dict[int, int]) -> float | None:
    if not run.has_twin or not first_day:
        return None
    with_scheme = _bad_deeds_after(run, 0, first_day)
    return share(with_scheme, _bad_deeds_after(run, 1, first_day))


def _bad_deeds_after(run: Run, world: int, first_day: dict[int, int]) -> int:
    events = books.deeds(run, world)
    bad = naming.kinds_with_sign(run, naming.BAD_SIGNS)
    fallen = np.array(sorted(first_day))
    since = np.array([first_day[who] for who in fallen.tolist()])
    at = np.searchsorted(fallen, events["resident"]).clip(max=len(fallen) - 1)
    mine = fallen[at] == events["resident"]
    return int((mine & bad[events["kind"]] & (events["day"] > since[at])).sum())
