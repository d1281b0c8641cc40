"""M7 contestability and M10 permanence: can a wrong be made right, and does a penalty end?"""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

import numpy as np

from socialcredit.core import events as happened
from socialcredit.results import households, luck, naming
from socialcredit.results import panel as books
from socialcredit.results.measures.office_load import office_load
from socialcredit.results.measures.repair_time import repair_time
from socialcredit.results.part import share
from socialcredit.results.run import Run
from socialcredit.results.survival import Case, curve


def contestability(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M7: notice, dispute, success, and the days from first harm to full repair.

    Of everybody, from monthly sums that do not tell right from wrong records:

    * `notice` = notices per bad record filed; `dispute` = disputes per notice; `success` =
      disputes decided for the person over disputes decided; `wrongly_upheld` counts wrong records
      the office let stand; `queue` those waiting at the end, `waiting` mean days to a decision.
    * `load`: the office's utilisation, see `office_load`.
    * `cases` corrections reached every copy.
    * `repaired_at_most` = `cases` over wrong bad records, at most 1: an upper bound, because the
      office strikes out some right records too.

    Of the panel, where every record's cause is known: `panel`, see `path_of_wrong_records`, whose
    `repaired` over `wrong` is `repaired` here, with its `interval`; and `time`, how long it
    takes, see `repair_time`.
    """
    appeals = run.rows("appeals", world=0, scheme=scheme)
    total = {name: int(appeals[name].sum()) for name in appeals if name not in ("world", "month")}
    harm = run.rows("harm", world=0, scheme=scheme)
    bad, wrong = int(harm["bad_records"].sum()), int(harm["wrong_records"].sum())
    cases = int(run.rows("repair_days", world=0, scheme=scheme)["cases"].sum())
    panel = path_of_wrong_records(run, scheme)
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
        "load": office_load(run, scheme),
        "time": repair_time(run, scheme),
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
    struck out by time, by credit repair or as the scheme ended, and never called wrong; the rest,
    `standing`, count to the end. Records filed late in the run had less time than others. `people`
    bore at least one. `narrowing` counts those that reached a step and every step before it, so
    that each is a part of the one before; the others came to it another way (untold, or after the
    body that filed it first).
    """
    steps: dict[str, int] = dict.fromkeys((*STEPS, "ran_out"), 0)
    narrowing = dict.fromkeys(STEPS, 0)
    parts, wholes = dict[int, float](), dict[int, float]()
    for who, events in books.panel_books(run).items():
        reached = _steps_reached(run, events, scheme)
        for done in reached.values():
            for step in takewhile(done.__contains__, STEPS):
                narrowing[step] += 1
        for step in steps:
            steps[step] += sum(step in done for done in reached.values())
        if reached:
            parts[who] = sum("repaired" in done for done in reached.values())
            wholes[who] = len(reached)
    wrong = int(sum(wholes.values()))
    gone = steps["corrected"] + steps["ran_out"]
    return {
        "wrong": wrong,
        "people": len(wholes),
        **steps,
        "narrowing": narrowing,
        "standing": wrong - gone,
        "interval": luck.of_share(
            share(steps["repaired"], wrong),
            households.summed(run, parts),
            households.summed(run, wholes),
        ),
    }


def _steps_reached(run: Run, events: list[books.Event], scheme: int) -> dict[books.Key, set[str]]:
    """For each wrong bad record of one resident: the steps it reached."""
    reached: dict[books.Key, set[str]] = {}
    for event in events:
        key = (event.record, event.entry)
        if event.scheme != scheme:
            continue
        if event.what == happened.ENDED:
            for done in reached.values():
                done.update(() if "corrected" in done else ("ran_out",))
        elif event.what == happened.FILED and event.cause > 0:
            filed = books.Filed(event.kind, event.entry, event.points, event.cause, event.day)
            if filed.against(run):
                reached[key] = set()
        elif key in reached:
            reached[key].update(STEP_OF.get(event.what, ()))
    return reached


def permanence(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M10: how long a penalty lasts, how often it never ends, and whether it traps.

    From the panel. A *spell* runs from the day a resident falls into a penal grade to the day they
    leave it. By Kaplan and Meier, because some are not over when the run ends: `median_days` by
    which half are over, with its `interval` (None where not reached, or of fewer than ten spells),
    and `year` the share over within 365 days, with `year_interval`. `again` is the share of
    residents with a spell over who fall again. `trap` compares their bad deeds after the
    first penal day with the same people's, same days, same luck, in the twin without the scheme
    (1 = the same; above 1 = the penalty bred more; None without a twin).
    """
    spells, fallen = _spells(run, scheme)
    found = curve(spells)
    return {
        "spells": len(spells),
        "over": sum(case.ended for case in spells),
        "median_days": found.quantile(0.5),
        "interval": found.quantile_interval(0.5),
        "year": found.by(365),
        "year_interval": found.interval(365),
        "again": share(
            sum(len(mine) > 1 for mine in fallen.values()),
            sum(mine[0][1] is not None for mine in fallen.values()),
        ),
        "trap": _trap(run, {who: mine[0][0] for who, mine in fallen.items()}),
    }


Spell = tuple[int, int | None]


def _spells(run: Run, scheme: int) -> tuple[list[Case], dict[int, list[Spell]]]:
    penal = naming.penal_grades(run, scheme)
    fallen: dict[int, list[Spell]] = {}
    for resident, events in books.panel_books(run).items():
        mine = penal_spells(events, scheme, penal)
        if mine:
            fallen[resident] = mine
    return stays(run, scheme, penal), fallen


def stays(run: Run, scheme: int, penal: np.ndarray) -> list[Case]:
    """How long each stay of the panel in a penal grade lasted that began during the run.

    One that stands when the run ends, or the scheme, is followed to that day and is not over:
    nobody has come back who was let go with everybody.
    """
    home = households.household_of(run)
    return [
        Case((last if end is None else end) - begin, end is not None, home.get(who, who))
        for who, begin, end, last in spans_in(run, scheme, penal)
    ]


def spans_in(
    run: Run, scheme: int, penal: np.ndarray
) -> Iterator[tuple[int, int, int | None, int]]:
    """The same stays as days: who, the first, the last (None: it stands), the last followed."""
    for who, events in books.panel_books(run).items():
        ended = [one.day for one in events if one.scheme == scheme and one.what == happened.ENDED]
        last = min([run.days, *ended])
        for begin, end in penal_spells(events, scheme, penal):
            if begin >= 0:
                yield who, begin, end, last


def penal_spells(events: list[books.Event], scheme: int, penal: np.ndarray) -> list[Spell]:
    """First and last day of each stay in a penal grade.

    The last day is None of one that goes on when the run ends, or the scheme.
    """
    spells: list[Spell] = []
    begun: int | None = None
    for event in events:
        if event.scheme != scheme or event.grade < 0 or event.what in books.DOORS:
            continue
        if event.what == happened.ENDED:
            break
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
