"""Flags and what is behind them (M3), relatives (M9), lawful life undone (M17)."""

from typing import Any

import numpy as np

from socialcredit.core import events as happened
from socialcredit.results import households, luck, naming, panel
from socialcredit.results.measures.escalation import escalation
from socialcredit.results.measures.incapacity import stopped_by_kind
from socialcredit.results.measures.shares import conduct_by_kind
from socialcredit.results.measures.worst_off import minority_of_panel, tail_harm
from socialcredit.results.measures.wrongful import days_by_cause
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run, add_up

YEAR = 365


def weekly_flags(run: Run, scheme: int = 0) -> dict[str, Any]:
    """Flags a week: records filed against people, per scored resident and week.

    `per_week` over the run and `by_month`, for everybody and in `groups`; `ratio` is the minority's
    rate over the majority's. `pushed` are all sightings of the kinds that the scheme counts against
    people, errors and relatives drawn along included, from the first month with anybody scored;
    `pushed_by_month` is per week and resident (scored or not) of the places where anybody is
    scored, `acted_on` flags over pushed; where several entries file one sighting, it may exceed 1.
    `acted_by_month` says it of each month. `minority` is the minority's share of the scored.
    """
    weeks = np.array([days / 7 for _, days in run.month_spans()])
    scored = _by_group(run, "grades", "residents", scheme) * weeks
    filed = _by_group(run, "harm", "bad_records", scheme)
    pushed = _pushed(run, scheme) * (scored.sum(axis=0) > 0)
    within = _residents_within(run, scheme)
    rates = [share(filed[g].sum(), scored[g].sum()) for g in range(2)]
    return {
        "flags": int(filed.sum()),
        "per_week": share(filed.sum(), scored.sum()),
        "by_month": _ratios(filed.sum(axis=0), scored.sum(axis=0)),
        "groups": [
            {"group": name, "flags": int(filed[g].sum()), "per_week": rates[g],
             "by_month": _ratios(filed[g], scored[g])}
            for g, name in enumerate(run.population.group)
        ],
        "ratio": share(rates[1], rates[0]) if rates[0] and rates[1] is not None else None,
        "pushed": int(pushed.sum()),
        "pushed_by_month": _ratios(pushed, weeks * within),
        "pushed_per_week": share(pushed.sum(), weeks.sum() * within),
        "acted_on": share(filed.sum(), pushed.sum()),
        "acted_by_month": _ratios(filed.sum(axis=0), pushed),
        "minority": share(scored[1].sum(), scored.sum(), int(scored.sum() / weeks.sum())),
    }  # fmt: skip


def _by_group(run: Run, table: str, column: str, scheme: int) -> np.ndarray:
    """Sums by group and month: int64[2, months]."""
    cells = run.table("cells")
    minority = np.zeros(int(cells["cell"].max(initial=0)) + 1, np.int64)
    minority[cells["cell"]] = cells["minority"]
    rows = run.rows(table, world=0, scheme=scheme)
    spot = minority[rows["cell"]] * run.months + rows["month"]
    return add_up(rows[column], spot, 2 * run.months).reshape(2, run.months)


def _residents_within(run: Run, scheme: int) -> int:
    """Everybody who lives in a place where the scheme scores anybody."""
    cells, scored = run.table("cells"), run.rows("grades", world=0, scheme=scheme)["cell"]
    places = cells["place"][np.isin(cells["cell"], scored)]
    return int(cells["residents"][np.isin(cells["place"], places)].sum())


def _pushed(run: Run, scheme: int) -> np.ndarray:
    """Sightings of the kinds that some entry counts against people: int64[months]."""
    done = run.rows("conduct", world=0)
    kinds = naming.entry_kinds(run, scheme)[against(run, scheme)]
    wanted = np.isin(done["kind"], kinds)
    return add_up(done["sighted"][wanted], done["month"][wanted], run.months)


def _ratios(parts: np.ndarray, wholes: np.ndarray) -> list[float | None]:
    return [share(part, whole) for part, whole in zip(parts, wholes, strict=True)]


def against(run: Run, scheme: int) -> np.ndarray:
    """Entries that count against people: bool[entries]."""
    filed = run.rows("records", world=0, scheme=scheme)
    entries = len(naming.scheme(run, scheme)["entries"])
    return naming.bad_entries(run, scheme, add_up(filed["points"], filed["entry"], entries))


def conduct_behind_flags(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M3: whether a flag tells anything of harmful conduct, and would do so better than chance.

    `harmful` is the share of all `flags` (records against people) that rightly record a bad deed.
    From the panel, whose deeds are known: `person`, the share of its flags on somebody who did any
    bad deed in the 365 days up to the flag, with its `interval`; and
    `base`, that share had each flag fallen that day on a panel resident drawn blindly. Deeds before
    the run began are not known.
    """
    bad = against(run, scheme)
    filed = run.rows("records", world=0, scheme=scheme)
    mine = bad[filed["entry"]]
    grave = naming.kinds_with_sign(run, naming.BAD_SIGNS)[naming.entry_kinds(run, scheme)]
    behind = mine & (filed["cause"] == happened.RIGHT) & grave[filed["entry"]]
    flags = [(who, f.day) for who, found in panel_flags(run, scheme).items() for f in found]
    flagged, on = np.array(flags, np.int64).reshape(-1, 2).T
    deeds = _bad_deeds(run)
    hit = _lately(deeds, flagged, on)
    person = share(int(hit.sum()), len(hit))
    return {
        "flags": int(filed["records"][mine].sum()),
        "harmful": share(filed["records"][behind].sum(), filed["records"][mine].sum()),
        "panel": len(hit),
        "person": person,
        "interval": luck.of_share(
            person, households.of_rows(run, flagged, hit), households.of_rows(run, flagged)
        ),
        "base": _base(run, deeds, on),
    }


Deeds = tuple[np.ndarray, np.ndarray]  # who did them and on which day, by person and then by day


def _bad_deeds(run: Run) -> Deeds:
    """Bad deeds of the panel."""
    done = panel.deeds(run)
    wanted = naming.kinds_with_sign(run, naming.BAD_SIGNS)[done["kind"]] & (done["day"] >= 0)
    who, day = done["resident"][wanted], done["day"][wanted]
    order = np.lexsort((day, who))
    return who[order], day[order]


def panel_flags(run: Run, scheme: int) -> dict[int, list[panel.Event]]:
    """The flags on every flagged panel resident."""
    bad, found = against(run, scheme), {}
    for resident, events in panel.panel_books(run).items():
        flags = [
            event
            for event in events
            if event.what == happened.FILED
            and event.day >= 0
            and event.scheme == scheme
            and bad[event.entry]
        ]
        if flags:
            found[resident] = flags
    return found


def _lately(deeds: Deeds, who: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Whether each of these people did any of the deeds in the year up to such a day: bool."""
    span = int(max(deeds[1].max(initial=0), day.max(initial=0))) + YEAR + 1
    at = deeds[0] * span + deeds[1]
    until = np.searchsorted(at, who * span + day, "right")
    before = np.searchsorted(at, who * span + np.maximum(day - YEAR, -1), "right")
    found: np.ndarray = until > before
    return found


def _base(run: Run, deeds: Deeds, on: np.ndarray) -> Share | None:
    """Mean share of the panel with a bad deed in the year before, over the days of the flags."""
    people, (who, day) = len(run.table("panel_people")["resident"]), deeds
    following = np.append(day[1:], 0)
    same = np.append(who[1:] == who[:-1], False)[: len(who)]
    # Who did one counts from that day on for a year, or until the next begins to count.
    ends = np.where(same, np.minimum(day + YEAR, following[: len(day)]), day + YEAR)
    last = int(max(on.max(initial=0), ends.max(initial=0))) + 1
    bad = np.cumsum(np.bincount(day, minlength=last) - np.bincount(ends, minlength=last))
    return share(float(bad[on].sum()), people * len(on), len(on))


def family_spillover(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M9: what falls on people for their relatives' sake.

    `flags` filed by association, their `share` of all flags, and how many come `per_own` flag.
    From the panel: of `people` flagged, `only` for a relative's sake and for nothing else; of
    `penal_days`, the `days` that putting association right would alone have spared. `refused`
    counts doors closed in the whole run on relatives of whoever stood badly, `children` those on
    children.
    """
    filed = run.rows("records", world=0, scheme=scheme)
    mine = against(run, scheme)[filed["entry"]]
    along = int(filed["records"][mine & (filed["cause"] == happened.ASSOCIATION)].sum())
    total = int(filed["records"][mine].sum())
    causes = [{flag.cause for flag in flags} for flags in panel_flags(run, scheme).values()]
    days = days_by_cause(run, scheme)
    doors = run.rows("doors", world=0, scheme=scheme)
    return {
        "flags": along,
        "share": share(along, total),
        "per_own": share(along, total - along),
        "people": len(causes),
        "only": sum(found == {happened.ASSOCIATION} for found in causes),
        "days": days["causes"][happened.ASSOCIATION],
        "penal_days": days["penal_days"],
        "refused": int(doors["refusals"][doors["hits"] > 0].sum()),
        "children": int(doors["refusals"][doors["hits"] == 2].sum()),
    }


def chilling(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M17: lawful deeds left undone that the scheme counts against people.

    Against the twin, with the same people and the same luck: deeds `with` and `without` the scheme,
    those that were `stopped` because somebody was kept from them, and `foregone`, what is missing
    beyond these, as a share of those without (an exact count in this draw, with its `interval`),
    `per_year` a resident and year, and the same `by_kind`. `groups` are from the panel. None where
    the scheme counts no lawful deed against anybody or there is no twin.
    """
    watched = set(naming.entry_kinds(run, scheme)[against(run, scheme)].tolist())
    kept = stopped_by_kind(run)
    rows = [
        {**row, "stopped": int(kept[kind]), "wanted": row["with"] + int(kept[kind])}
        for kind, row in enumerate(conduct_by_kind(run))
        if kind in watched and row["sign"] == "watched"
    ]
    with_, without = sum(row["wanted"] for row in rows), sum(row["without"] for row in rows)
    counted = bool(rows) and run.has_twin
    changed = share(with_ - without, without)
    return {
        "with": sum(row["with"] for row in rows),
        "without": without,
        "stopped": sum(row["stopped"] for row in rows),
        "foregone": share(without - with_, without) if counted else None,
        "interval": _undone_interval(run, watched, changed) if counted else None,
        "per_year": (without - with_) / run.person_years if counted else None,
        "by_kind": [
            {"title": row["title"], "with": row["with"], "without": row["without"],
             "stopped": row["stopped"],
             "foregone": share(row["without"] - row["wanted"], row["without"])}
            for row in rows
        ] if counted else [],
        "groups": _foregone_by_group(run, watched) if counted else [],
    }  # fmt: skip


def _undone_interval(run: Run, watched: set[int], changed: float | None) -> luck.Interval:
    """The interval of the share of lawful deeds left undone."""
    kinds = naming.kinds_with_sign(run, ("watched",))
    kinds &= np.isin(np.arange(len(kinds)), list(watched))
    both = households.deeds(run, 0, kinds, True), households.deeds(run, 1, kinds, True)
    found = luck.of_change(changed, *both, households.everybody(run))
    return None if found is None else (-found[1], -found[0])


def _foregone_by_group(run: Run, watched: set[int]) -> list[dict[str, Any]]:
    lawful = naming.kinds_with_sign(run, ("watched",))
    kinds = [kind for kind in watched if kind >= 0 and lawful[kind]]
    minority = minority_of_panel(run)
    counts = np.zeros((2, 2), np.int64)
    for world in (0, 1):
        done = panel.deeds(run, world, stopped=True)
        for who in done["resident"][np.isin(done["kind"], kinds)].tolist():
            counts[world, minority.get(who, 0)] += 1
    return [
        {"group": name, "with": int(counts[0, g]), "without": int(counts[1, g]),
         "foregone": share(int(counts[1, g] - counts[0, g]), int(counts[1, g]))}
        for g, name in enumerate(run.population.group)
    ]  # fmt: skip


def watching(run: Run, scheme: int = 0) -> dict[str, Any] | None:
    """The measures of this page for a scheme that watches lawful life, None for any other.

    It does if relatives were drawn along, or if more than half of what it filed against people was
    for lawful deeds and a grade is a penalty; marks that penalise nobody are no flags.
    """
    if not any(naming.penal_grades(run, scheme)):
        return None
    filed = run.rows("records", world=0, scheme=scheme)
    mine = against(run, scheme)[filed["entry"]]
    kinds = naming.entry_kinds(run, scheme)[filed["entry"]]
    lawful = np.append(naming.kinds_with_sign(run, ("watched",)), False)[kinds]
    along = filed["records"][filed["cause"] == happened.ASSOCIATION].sum()
    if not along and 2 * filed["records"][mine & lawful].sum() <= filed["records"][mine].sum():
        return None
    return {
        "flags": weekly_flags(run, scheme),
        "M3": conduct_behind_flags(run, scheme),
        "M9": family_spillover(run, scheme),
        "M17": chilling(run, scheme),
        "M18": tail_harm(run, scheme),
        "escalation": escalation(run, scheme),
    }
