"""M6 explainability: how much of a penal grade the few reasons explain that a notice states."""

from statistics import median
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core import events as happened
from socialcredit.results import naming, panel
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run
from socialcredit.results.scales import Scale, scale_of

# More reasons do not help whoever reads them: commentary on 12 CFR 1002.9, the United States' rule
# on notices of adverse decisions.
MOST_REASONS = 4
# Of what was lost: what few reasons have to hold to be the reasons (M6).
MOST_OF_IT = 0.8
NEARLY = 1e-9  # four fifths as computed are four fifths

Live = tuple[panel.Key, panel.Filed]


class Fall(NamedTuple):
    """An adverse decision: a resident came into a penal grade; what the stated reasons tell of it.

    stated    share of what was lost that the four costliest records hold; None where no record
              against the person is on file, so that nothing can be stated
    untold    share that records hold of which nobody has told the person, to the run's end
    needed    how many records hold four fifths of it, the costliest first
    steps     grades between this one and the one that would stand without any bad record
    explained of these, how many the stated records bring with no other bad one on file
    single    whether one record alone brings a penal grade, with no other bad one on file
    """

    stated: float | None
    untold: float
    needed: int
    steps: int
    explained: int
    single: bool


def what_reasons_explain(run: Run, scheme: int = 0) -> dict[str, Any] | None:
    """M6: what the four reasons of a notice explain of a fall into a penal grade.

    Of every fall of a panel resident into a penal grade during the run, on the day itself. What was
    lost is the points of live records against the person; where a record leads straight to the
    grade, those that do, alike. The stated reasons are the four that a notice would name: those
    that lead straight to a grade, then those that cost most (`costliest`).

    `falls`; `four`, the share of them of which the stated reasons hold four fifths of what was
    lost; `stated`, the mean share that they hold; `explained`, of all grades between where people
    fell and where they would stand without any bad record the share to which the stated ones alone
    would have brought them; `single`, the share of falls that one record alone would have brought;
    `untold`, the mean share of what was lost of which nobody has told the person to the end of the
    run; `needed`, the middle number of records that hold four fifths. None where no grade is penal.
    """
    penal = naming.penal_grades(run, scheme)
    if not penal.any():
        return None
    falls = falls_of(run, scheme)
    known = [fall for fall in falls if fall.stated is not None]
    return {
        "falls": len(falls),
        "four": share(sum((fall.stated or 0) >= MOST_OF_IT - NEARLY for fall in falls), len(falls)),
        "stated": share(sum(fall.stated or 0 for fall in falls), len(falls), len(falls)),
        "explained": share(
            sum(fall.explained for fall in falls), sum(fall.steps for fall in falls), len(falls)
        ),
        "single": share(sum(fall.single for fall in falls), len(falls)),
        "untold": share(sum(fall.untold for fall in known), len(known), len(known)),
        "needed": Share(median(fall.needed for fall in known), len(known)) if known else None,
    }


def falls_of(run: Run, scheme: int) -> list[Fall]:
    """Every fall of the panel into a penal grade during the run."""
    penal, scale = naming.penal_grades(run, scheme), scale_of(run, scheme)
    leads = straight(run, scheme)
    found = []
    for events in panel.panel_books(run).values():
        if not panel.ever_penal(events, scheme, penal):
            continue
        told = {
            one.record for one in events if one.scheme == scheme and one.what == happened.NOTICE
        }
        inside = False
        for event, state in panel.replay(events, scheme):
            now = state.grade >= 0 and bool(penal[state.grade])
            if now and not inside and event.day >= 0:
                found.append(_fall(run, state, scale, penal, leads, told))
            inside = now
    return found


def _fall(
    run: Run, state: panel.State, scale: Scale, penal: np.ndarray, leads: frozenset[int],
    told: set[int],
) -> Fall:  # fmt: skip
    against = costliest(run, state, leads)
    weights = _lost(state, scale, [key for key, _ in against])
    bad = {key[0] for key, _ in against}
    stated = {key[0] for key, _ in against[:MOST_REASONS]}
    whole = sum(weights.values())
    clean = panel.without(state, bad, *scale)[1] if bad else state.grade
    alone = panel.without(state, bad - stated, *scale)[1]
    return Fall(
        sum(weights[key] for key, _ in against[:MOST_REASONS]) / whole if whole else None,
        sum(w for key, w in weights.items() if key[0] not in told) / whole if whole else 0.0,
        _needed(list(weights.values())),
        max(state.grade - clean, 0),
        max(min(alone, state.grade) - clean, 0),
        any(penal[panel.without(state, bad - {record}, *scale)[1]] for record in bad),
    )


def straight(run: Run, scheme: int) -> frozenset[int]:
    """Entries whose records lead straight to a grade."""
    told = naming.scheme(run, scheme).get("entry_to_grade") or []
    return frozenset(number for number, grade in enumerate(told) if grade is not None)


def costliest(run: Run, state: panel.State, leads: frozenset[int]) -> list[Live]:
    """The live records against a resident: those that led straight to a grade, then by points."""
    live = [(key, held) for key, held in state.live.items() if held.against(run)]
    live.sort(key=lambda one: (one[1].entry not in leads, one[1].points, one[1].day))
    return live


def _lost(state: panel.State, scale: Scale, keys: list[panel.Key]) -> dict[panel.Key, float]:
    """What each of these records holds of what was lost."""
    if state.grade > panel.grade_of(state.score, scale.bounds):  # a record led straight there
        forcing = set(panel.forcing_records(state, scale.results))
        return {key: float(key[0] in forcing) for key in keys}
    if scale.results is None:
        return {key: float(max(-state.live[key].points, 0)) for key in keys}
    counted = [key for key, one in state.live.items() if one.entry not in scale.results.skips]
    counted = counted[-1:] if scale.results.counts == "latest" else counted
    return {key: float(max(-state.live[key].points, 0)) if key in counted else 0.0 for key in keys}


def _needed(weights: list[float]) -> int:
    """How many of these, the largest first, hold four fifths of their sum; 0 of none."""
    whole, held = sum(weights), 0.0
    for many, weight in enumerate(sorted(weights, reverse=True), 1):
        held += weight
        if whole and held >= (MOST_OF_IT - NEARLY) * whole:
            return many
    return 0
