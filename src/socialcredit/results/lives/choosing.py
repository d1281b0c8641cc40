"""Choose three lives of the panel that are worth telling."""

from typing import NamedTuple

import numpy as np

from socialcredit.core import events as happened
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.populations import PERSONS
from socialcredit.results import naming, panel
from socialcredit.results.measures.contest import penal_spells
from socialcredit.results.run import Run, add_up

COMFORTABLE = 12  # events a reader follows to the end


class Told(NamedTuple):
    """A resident chosen for the page, and why."""

    resident: int
    role: str  # wronged | bought back | unseen
    why: str


class Traits(NamedTuple):
    """What a resident's books hold, for choosing."""

    resident: int
    events: int
    wrong: int
    right: int
    refused: int
    disputed: bool
    penal_days: int
    bought: int
    recovered: bool
    good: int
    gravest: int  # declared harm of the gravest deed done that the rules name


def pick_lives(run: Run) -> list[Told]:
    """Three adult panel residents: one wronged, one who bought points back, one hardly seen.

    Chosen by rule, not by hand, and the same each time. *Wronged*: wrong bad records and no right
    one, then penal days, refusals, then one who disputed. *Bought back*: a right bad record, then
    the most points regained by deeds that other people make up for points. *Unseen*: no bad
    record, and the gravest true deed that the rules name; else good deeds nobody paid for. Among
    equals, the life whose length reads best, then the lowest number. A run without such a resident
    tells fewer.
    """
    cheap, adults = cheap_kinds(run), _of_age(run).tolist()
    good, gravest = _true_deeds(run)
    traits = [
        _traits(run, who, found, cheap, good.get(who, 0), gravest.get(who, 0))
        for who in adults
        for found in [panel.panel_books(run).get(who, [])]
        if found or who in good or who in gravest
    ]
    told: list[Told] = []
    for role, why, fits, worth in CHOICES:
        chosen = {life.resident for life in told}
        fitting = [t for t in traits if t.resident not in chosen and fits(t)]
        if fitting:
            best = max(fitting, key=lambda t: (*worth(t), -_dullness(t), -t.resident))
            told.append(Told(best.resident, role, why))
    return told


def _of_age(run: Run) -> np.ndarray:
    """Residents of the panel who are of age; of firms all, which have a licence at any age."""
    people = run.table("panel_people")
    return people["resident"][people["age"] >= (18 if run.population is PERSONS else 0)]


def _true_deeds(run: Run) -> tuple[dict[int, int], dict[int, int]]:
    """By resident: how many good deeds, and how grave the gravest bad one the rules name."""
    events = panel.deeds(run)
    named = np.zeros(len(run.names["kinds"]), dtype=bool)
    for number in range(len(run.names["schemes"])):
        kinds = naming.entry_kinds(run, number)
        named[kinds[kinds >= 0]] = True
    harm = naming.gravity(run) * (named & naming.kinds_with_sign(run, naming.BAD_SIGNS))
    good = naming.kinds_with_sign(run, naming.GOOD_SIGNS)
    # Numbers of residents go as far as a nation has: nothing here may be as long as that.
    who, at = np.unique(events["resident"], return_inverse=True)
    many = np.bincount(at, weights=good[events["kind"]], minlength=len(who))
    worst = np.zeros(len(who))
    np.maximum.at(worst, at, harm[events["kind"]])
    return (
        {int(who[w]): int(many[w]) for w in np.flatnonzero(many)},
        {int(who[w]): round(worst[w]) for w in np.flatnonzero(worst)},
    )


def _is_wronged(t: Traits) -> bool:
    return t.wrong > 0


def _bought_back(t: Traits) -> bool:
    return t.right > 0 and t.bought > 0


def _unseen(t: Traits) -> bool:
    return t.wrong == 0 and t.right == 0 and (t.gravest > 0 or t.good > 0)


def _worth_wronged(t: Traits) -> tuple[int, ...]:
    return (t.right == 0, t.penal_days > 0, min(t.refused, 3), t.disputed, t.wrong == 1)


def _worth_bought(t: Traits) -> tuple[int, ...]:
    return (t.recovered, t.wrong == 0, min(t.bought // 500, 10))


def _worth_unseen(t: Traits) -> tuple[int, ...]:
    return (t.gravest, min(t.good, 8))


CHOICES = (
    ("wronged", "a record that was not theirs, or was not true", _is_wronged, _worth_wronged),
    ("bought back", "points lost, and points made up", _bought_back, _worth_bought),
    ("unseen", "what the scheme never saw", _unseen, _worth_unseen),
)


def cheap_kinds(run: Run) -> np.ndarray:
    """Kinds of deed that anybody did only to make up points: bool[kinds]."""
    done = run.rows("conduct", world=0)
    return add_up(done["effort"], done["kind"], len(run.names["kinds"])) > 0


def _dullness(t: Traits) -> int:
    return abs(t.events - COMFORTABLE)


def _traits(
    run: Run,
    resident: int,
    events: list[panel.Event],
    cheap: np.ndarray,
    good: int,
    gravest: int,
) -> Traits:
    filed = [event for event in events if event.what == happened.FILED]
    bad = [event for event in filed if event.points < 0 or panel.is_bad(run, event.kind)]
    what = [event.what for event in events]
    spells = _all_spells(run, events)
    return Traits(
        resident=resident,
        events=len(events),
        wrong=sum(event.cause > 0 for event in bad),
        right=sum(event.cause == 0 for event in bad),
        refused=what.count(happened.REFUSED),
        disputed=happened.DISPUTE in what,
        penal_days=sum(1 if end is None else end - begin for begin, end in spells),
        bought=sum(
            event.points
            for event in filed
            if event.points > 0 and cheap[event.kind] and not naming.are_codes(run, event.scheme)
        ),
        recovered=any(end is not None for _, end in spells),
        good=good,
        gravest=gravest,
    )


def _all_spells(run: Run, events: list[panel.Event]) -> list[tuple[int, int | None]]:
    spells: list[tuple[int, int | None]] = []
    for number in range(len(run.names["schemes"])):
        spells += penal_spells(events, number, naming.penal_grades(run, number))
    return spells


def unpicked(run: Run) -> int:
    """A resident nobody picked: an adult with a record, by the hash of the run.

    Whoever asks for "some life" gets the same one each time and cannot choose a convenient one.
    """
    everybody = run.table("panel_people")["resident"]
    adults = set(_of_age(run).tolist())
    filed = {
        who
        for who, events in panel.panel_books(run).items()
        if any(event.what == happened.FILED and event.points <= 0 for event in events)
    }
    known = sorted(adults & filed) or sorted(adults) or sorted(everybody.tolist())
    if not known:
        raise SocialCreditError(
            f"the run {run.told} kept nobody's books",
            hint="run again with panel_households above 0",
        )
    return known[int(str(run.manifest.get("content_hash") or "0"), 16) % len(known)]
