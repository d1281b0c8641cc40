"""What follows a wrong record, and any: days, refusals, hurdles, showings, sums, and on whom.

A measure of penalties alone holds a scheme for mild that fines everybody and grades nobody. So
every effect is counted here, and what is counted is weighed on scales that are declared, as the
gravity of deeds is.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.events import FILED, INCOME_LOST, REFUSED, REWARDED, RIGHT, SHOWN
from socialcredit.core.levels import SHOWING
from socialcredit.results import households, luck, naming
from socialcredit.results.luck import Interval
from socialcredit.results.measures.measure import Measure, RestsOn, block
from socialcredit.results.measures.publicity import is_published
from socialcredit.results.measures.wrongful import borne_days
from socialcredit.results.money import FEN
from socialcredit.results.part import share
from socialcredit.results.run import Run

WHICH = ("wrong", "any")
# Parts of a burden and what weighs each of them in a scale of domains.yaml.
PARTS = {
    "days": "penal_day", "held_days": "held_day", "refusals": "refusal", "hurdles": "hurdle",
    "showings": "showing", "fines": "fine", "money": "money",
}  # fmt: skip
HURDLES = ("dearer", "inspect")
AMISS = 1  # `cause` of an event at a door: nothing true stands behind it

Sums = dict[str, np.ndarray]  # part of the burden -> float64 (households of the panel,)


class Met(NamedTuple):
    """What panel residents met at doors and after records, a row an event."""

    resident: np.ndarray  # int64 (rows,)
    effect: np.ndarray  # str (rows,)
    times: np.ndarray  # int64 (rows,)
    fen: np.ndarray  # int64 (rows,) below nought where the person pays
    wrong: np.ndarray  # bool (rows,)
    relative: np.ndarray  # bool (rows,) it fell on somebody else of the household


def burden(run: Run, scheme: int | None = None) -> dict[str, Any]:
    """What people bear of one scheme, or of all: of nothing but a `wrong` record, and of `any`.

    Of the panel, each per 1,000 person-years: `days` under a penalty (see M1), summed over schemes;
    `refusals`; `hurdles`, doors made dearer or searched more closely; `showings`, records made
    public and being shown by a consequence; `fines`, sums taken, and the `money`, whether
    or not it was paid back later; of all schemes together also what owners lost where a rule of
    firms closed theirs. `held_days`, on which somebody was kept from deeds, are counted of
    everybody. `relatives` is the share of refusals, hurdles, showings and sums that fell on
    others of a household. `harm` weighs them by each scale of `domains.yaml`, in days of which
    people are robbed per 1,000 person-years, and has an interval by the households of the panel.
    None where the run tells no scale.
    """
    schemes = range(len(run.names["schemes"])) if scheme is None else [scheme]
    found: dict[str, Any] = {}
    people = households.people(run)
    years = float(people.sum()) * run.person_years / run.people / 1000 if run.people else 0.0
    for which in WHICH:
        sums, relatives = _sums(run, schemes, which == "wrong")
        if scheme is None and which == "any" and run.has("owners"):
            _by_closing(run, sums)
        rates = {part: share(float(of.sum()), years, _bearers(of)) for part, of in sums.items()}
        held = _held_days(run, schemes, which == "wrong")
        found[which] = {**rates, "held_days": held, "relatives": relatives,
                        "harm": _harm(run, sums, held, years)}  # fmt: skip
    return found


def _by_closing(run: Run, sums: Sums) -> None:
    """What owners of the panel lost where a rule of firms closed theirs."""
    condition = f"world = 0 and what = {INCOME_LOST} and cause = 1 and day >= 0"
    lost = run.select("panel_events", condition, "resident, points")
    sums["fines"] += households.of_rows(run, lost["resident"])
    sums["money"] += households.of_rows(run, lost["resident"], -lost["points"] / FEN)


def _bearers(of: np.ndarray) -> int:
    return int(np.count_nonzero(of))


def _sums(run: Run, schemes: Any, wrong: bool) -> tuple[Sums, float | None]:
    """What households of the panel bore, and the share of it that fell on relatives."""
    sums = {part: np.zeros(households.of_panel(run).many) for part in PARTS if part != "held_days"}
    on_others = every = 0
    for scheme in schemes:
        borne = borne_days(run, scheme)
        name = "wrong" if wrong else "penal"
        sums["days"] += households.summed(run, {w: getattr(b, name) for w, b in borne.items()})
        sums["showings"] += _made_public(run, scheme, wrong)
        met = block(_met, run, scheme)
        for part, mine, worth in _parts_of(met):
            rows = mine & (met.wrong | (not wrong))
            sums[part] += households.of_rows(run, met.resident[rows], worth[rows])
            if part != "money":
                every += int(worth[rows].sum())
                on_others += int(worth[rows & met.relative].sum())
    return sums, share(on_others, every)


def _parts_of(met: Met) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """Parts of the burden, which rows are of each, and what each row adds to it."""
    taken = met.fen < 0
    yield "refusals", met.effect == "refuse", met.times
    yield "hurdles", np.isin(met.effect, HURDLES), met.times
    yield "showings", np.isin(met.effect, SHOWING), met.times
    yield "fines", taken & (met.effect != "sign"), met.times
    yield "money", taken, -met.fen / FEN


def _met(run: Run, scheme: int) -> Met:
    what = f"{REFUSED}, {REWARDED}, {SHOWN}"
    rows = run.select(
        "panel_events", f"world = 0 and scheme = {scheme} and what in ({what})",
        "resident, entry, source, points, cause, record",
    )  # fmt: skip
    effects = np.array([*naming.effects_of(run, scheme), ""])
    inside = (rows["entry"] >= 0) & (rows["entry"] < len(effects) - 1)
    return Met(
        rows["resident"],
        effects[np.where(inside, rows["entry"], -1)],
        np.maximum(rows["record"], 1),
        rows["points"],
        rows["cause"] == AMISS,
        rows["source"] > 0,
    )


def _made_public(run: Run, scheme: int, wrong: bool) -> np.ndarray:
    """Records against people that were made public, by household of the panel."""
    condition = f"world = 0 and scheme = {scheme} and what = {FILED} and day >= 0"
    filed = run.select("panel_events", condition, "resident, day, entry, cause")
    month = np.searchsorted([first for first, _ in run.month_spans()], filed["day"], "right") - 1
    shown, bad = is_published(run, scheme, month, filed["entry"])
    mine = shown & bad & ((filed["cause"] != RIGHT) | (not wrong))
    return households.of_rows(run, filed["resident"][mine])


def _held_days(run: Run, schemes: Any, wrong: bool) -> float:
    """Days on which people were kept from deeds per 1,000 person-years; of everybody."""
    if not run.has("incapacity"):
        return 0.0
    rows = run.rows("incapacity", world=0)
    days = rows["wrong_days" if wrong else "days"][np.isin(rows["scheme"], list(schemes))]
    return 1000 * int(days.sum()) / run.person_years


def _weight(scale: dict[str, Any], part: str) -> float:
    """What one of a part weighs; folders from before there were currencies call money yuan."""
    name = PARTS[part]
    return float(scale[name] if name in scale else scale["yuan"])


def _harm(run: Run, sums: Sums, held: float, years: float) -> dict[str, dict[str, Any]]:
    """The burden weighed on each declared scale, with its interval."""
    found = {}
    for scale in run.names.get("burden_scales") or []:
        weighed = sum(_weight(scale, part) * of for part, of in sums.items())
        kept = scale["held_day"] * held
        value = float(np.sum(weighed)) / years + kept if years else None
        found[scale["scale"]] = {
            "title": scale["title"],
            "value": value,
            "interval": _interval(run, value, np.asarray(weighed), kept),
        }
    return found


def _interval(run: Run, value: float | None, weighed: np.ndarray, kept: float) -> Interval:
    """Luck moves what was counted of the panel; what was counted of everybody is added to it."""
    if value is None:
        return None
    people = households.people(run)
    ends = luck.of_ratio(value - kept, weighed, people, households.everybody(run))
    return None if ends is None else (ends[0] + kept, ends[1] + kept)


YEARLY = "per 1000 person-years"
WORDS = {
    "days": "days under a penalty", "held_days": "days kept from deeds", "refusals": "refusals",
    "hurdles": "doors made dearer or searched more closely", "showings": "showings to others",
    "fines": "sums taken", "money": "units of money taken",
}  # fmt: skip
SCALES = {"means": "time and money", "standing": "the name", "liberty": "what people may do"}
FOR = {"wrong": "for a wrong record alone", "any": "in all"}


def _found(which: str, *keys: str) -> Callable[[Run, int], Any]:
    def value(run: Run, _: int) -> Any:
        found = block(burden, run)[which]
        for key in keys:
            found = found.get(key) if found is not None else None
        return found

    return value


def _of(which: str) -> Iterator[Measure]:
    hook = "Art. 5(1)(c)(ii); 167" if which == "wrong" else "167"
    for part, words in WORDS.items():
        rests_on: RestsOn = "everybody" if part == "held_days" else "panel"
        yield Measure(
            f"burden.{which}.{part}", f"{words} {FOR[which]}", YEARLY, "less", "burden", "rate",
            _found(which, part), rests_on, hook=hook,
        )  # fmt: skip
    yield Measure(
        f"burden.{which}.relatives", f"of what is met {FOR[which]}, what falls on relatives",
        "share", "less", "burden", "share", _found(which, "relatives"), "panel", hook="167; 168",
    )  # fmt: skip
    for scale, words in SCALES.items():
        yield Measure(
            f"burden.{which}.harm.{scale}", f"burden {FOR[which]}, weighed by {words}",
            f"days robbed {YEARLY}", "less", "burden", "rate",
            _found(which, "harm", scale, "value"), "panel", hook=hook,
            luck=_found(which, "harm", scale, "interval"),
        )  # fmt: skip


MEASURES = tuple(measure for which in WHICH for measure in _of(which))
