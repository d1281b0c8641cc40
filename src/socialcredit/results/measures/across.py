"""What several bodies together do to the same people: measures across the schemes of a run."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core import events as happened
from socialcredit.results import households, luck, month_ends, naming, panel
from socialcredit.results.measures.repair_time import middle
from socialcredit.results.measures.wrongful import WRONG, lifted
from socialcredit.results.part import share
from socialcredit.results.run import Run
from socialcredit.results.scales import Scale, gone_without, scale_of
from socialcredit.results.survival import Case, curve

MANY = 3  # doors closed at once from which on somebody counts as shut out


class Body(NamedTuple):
    """What is needed of one scheme to say how it stands to a resident."""

    number: int
    penal: np.ndarray  # bool[grades]
    scale: Scale
    closes: list[set[str]]  # by grade: domains in which it refuses
    foreign: np.ndarray  # bool[kinds] bad deeds of other parts of life than the doors it shuts


class Standing(NamedTuple):
    """How one body treats one resident in one month."""

    wrong: bool
    late: bool
    unrelated: bool
    closed: set[str]


def across_bodies(run: Run) -> dict[str, Any]:
    """Penalties, shut doors, copies and repairs of panel residents over all bodies together.

    Month by month, a body penalises a resident if the copy of the grade on which it acts is penal;
    why it does is judged by the records live at the month's end.

    * `penal_days`, `wrong_days`, `late_days`: person-days under a penalty of at least one body, of
      at least one that is wrong, and of one that is late while none is wrong (see M1), per 1,000
      residents of the panel and year. A day counts once, however many bodies penalise on it.
    * `wrong_body_days`: the same summed over bodies, so that a day with two of them counts twice.
    * `shut_out`: share of panel residents who in some month were refused in three or more domains
      at once, by whichever bodies; a door counts while its body would refuse, tried or not.
    * `several_files`, `several_penal`: share of panel residents on whom two or more bodies filed a
      record, and who in some month were under a penalty of two or more.
    * `unrelated`: share of those penalised with a shut door for whom, in some month, a body that
      shuts doors would not have penalised them on bad records from the parts of life of its own
      doors. Records of other parts alone, or added to its own, made the penalty.
    * `wrong`, `fan_out`, `fan_out_most`: wrong bad records by sighting, and by how many bodies one
      is filed on average and at most.
    * `righted`, `repaired`: share of these put right, in every copy, at one body at least, and at
      every body that filed it, by the end of the run. By Kaplan and Meier, those not yet right
      counted: `first_days`, the days from the first filing by which the first body's copies of half
      of them are right; `repair_days`, `repair_p90`: by which the last copy of half, and of nine
      in ten, is; None where not reached, or of fewer than ten.
    * `intervals`: of the first four and the shares of the panel, by their names.
    """
    bodies = [_body(run, number) for number in range(len(run.names["schemes"]))]
    every = {
        who: _of_resident(_months(run, events, bodies), events)
        for who, events in panel.panel_books(run).items()
    }
    of = {name: {who: one[name] for who, one in every.items()} for name in NUMBERS}
    sums = {name: int(sum(one.values())) for name, one in of.items()}
    residents = len(run.table("panel_people")["resident"])
    years = residents * run.days / 365.25 / 1000
    found = {
        "residents": residents,
        **{name: sums[name] / years if years else None for name in DAYS},
        **{name: share(sums[name], residents) for name in MARKS},
        "behind_doors": sums["behind"],
        "unrelated": share(sums["unrelated"], sums["behind"]),
        **_copies(run),
    }
    people = households.people(run)
    intervals = {
        name: (luck.of_ratio if name in DAYS else luck.of_share)(
            found[name], households.summed(run, of[name]), people
        )
        for name in (*DAYS, *MARKS)
    }
    return {**found, "intervals": intervals}


DAYS = ("penal_days", "wrong_days", "wrong_body_days", "late_days")
MARKS = ("shut_out", "several_files", "several_penal")
NUMBERS = (*DAYS, *MARKS, "behind", "unrelated")


def _of_resident(
    months: list[tuple[int, list[Standing]]], events: list[panel.Event]
) -> dict[str, float]:
    """What all bodies together did to one resident: the sums of which the measure is made."""
    found = dict.fromkeys(NUMBERS, 0.0)
    for days, standings in months:
        wrong = sum(one.wrong for one in standings)
        late = not wrong and any(one.late for one in standings)
        for name, times in zip(DAYS, (bool(standings), wrong > 0, wrong, late), strict=True):
            found[name] += days * times
        closed = set[str]().union(*(one.closed for one in standings))
        found["shut_out"] = max(found["shut_out"], len(closed) >= MANY)
        found["several_penal"] = max(found["several_penal"], len(standings) > 1)
    doors = [one for _, standings in months for one in standings if one.closed]
    files = {event.scheme for event in events if event.what == happened.FILED}
    return found | {
        "several_files": float(len(files) > 1),
        "behind": float(bool(doors)),
        "unrelated": float(any(one.unrelated for one in doors)),
    }


def _body(run: Run, number: int) -> Body:
    names, part = naming.scheme(run, number), naming.parts_of_life(run)
    penal, doors = naming.penal_grades(run, number), _doors_of(run, number)
    closes = [
        {domain for domain, ground in doors if penal[g] and (ground is None or grade in ground)}
        for g, grade in enumerate(names["grades"])
    ]
    parts = {part[domain] for domain, _ in doors}
    elsewhere = np.array([part[domain] not in parts for domain in run.names["kind_domains"]])
    return Body(number, penal, scale_of(run, number), closes, elsewhere)


def _doors_of(run: Run, number: int) -> list[tuple[str, list[str] | None]]:
    """Doors that a body's standing shuts: the domain, and the grades or None for its list.

    Where another reads its list, that one's door is shut by this body. A check that fails its own
    user has nothing to do with a standing.
    """
    doors = []
    for other in range(len(run.names["schemes"])):
        names = naming.scheme(run, other)
        domains, whose = names["consequence_domains"], naming.lists_read(run, other)
        grounds = names.get("consequence_grades") or [None] * len(domains)
        effects, checks = naming.effects_of(run, other), naming.checks_of(run, other)
        doors += [
            (domains[q], grounds[q])
            for q in range(len(domains))
            if effects[q] in ("refuse", "incapacitate") and not checks[q]
            and (other if whose[q] is None else whose[q]) == number
        ]  # fmt: skip
    return doors


def _months(
    run: Run, events: list[panel.Event], bodies: list[Body]
) -> list[tuple[int, list[Standing]]]:
    """The months of one resident: its days, and the bodies that penalise in it."""
    penal = [body for body in bodies if panel.ever_penal(events, body.number, body.penal)]
    if not penal:
        return []
    months: list[tuple[int, list[Standing]]] = [(days, []) for _, days in run.month_spans()]
    for body in penal:
        for at, month in enumerate(month_ends.by_month(run, events, body.number)):
            if month.copy >= 0 and body.penal[month.copy]:
                months[at][1].append(_standing(run, body, month))
    return [month for month in months if month[1]]


def _standing(run: Run, body: Body, month: month_ends.MonthEnd) -> Standing:
    state = month.state
    foreign = {
        key[0]
        for key, held in state.live.items()
        if held.kind >= 0 and body.foreign[held.kind] and held.against(run)
    }
    now = bool(body.penal[state.grade])
    wrong = lifted(state if now else month.taken, WRONG, body.penal, body.scale)
    return Standing(
        wrong,
        not now and not wrong,
        now and gone_without(state, foreign, body.penal, body.scale),
        body.closes[month.copy],
    )


def _copies(run: Run) -> dict[str, Any]:
    """How far wrong bad records spread, and how long it took to put every copy right."""
    spread: list[int] = []
    somewhere = everywhere = 0
    first, last, home = list[Case](), list[Case](), households.household_of(run)
    for who, events in panel.panel_books(run).items():
        for filed, righted in _wrong_records(run, events):
            spread.append(len({event.scheme for event in filed}))
            right = {(event.scheme, event.entry): event.day for event in righted}
            done = all((event.scheme, event.entry) in right for event in filed)
            somewhere, everywhere = somewhere + bool(right), everywhere + done
            begun = min(event.day for event in filed)
            if begun < 0:
                continue
            ends = min(right.values(), default=run.days), max(right.values(), default=run.days)
            first.append(Case(ends[0] - begun, bool(right), home.get(who, who)))
            last.append(Case((ends[1] if done else run.days) - begun, done, home.get(who, who)))
    every = curve(last)
    return {
        "wrong": len(spread),
        "fan_out": share(sum(spread), len(spread), len(spread)),
        "fan_out_most": max(spread, default=None),
        "righted": share(somewhere, len(spread)),
        "repaired": share(everywhere, len(spread)),
        "first_days": curve(first).quantile(0.5),
        "repair_days": every.quantile(0.5),
        "repair_p90": every.quantile(0.9),
        "repair_time": middle(every),
    }


def _wrong_records(
    run: Run, events: list[panel.Event]
) -> Iterable[tuple[list[panel.Event], list[panel.Event]]]:
    """For each wrong sighting filed against a resident: its filings, its copies put right."""
    filed: dict[int, list[panel.Event]] = {}
    righted: dict[int, list[panel.Event]] = {}
    for event in events:
        if event.what == happened.FILED and event.cause > 0:
            held = panel.Filed(event.kind, event.entry, event.points, event.cause, event.day)
            if held.against(run):
                filed.setdefault(event.record, []).append(event)
        elif event.what == happened.COPIES_CORRECTED:
            righted.setdefault(event.record, []).append(event)
    return [(mine, righted.get(record, [])) for record, mine in filed.items()]
