"""The mechanisms that are switched on, with their settings; what no mechanism knows is refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from socialcredit.compile.budget import prefers_of
from socialcredit.compile.raising import bounds_of
from socialcredit.compile.response_file import given
from socialcredit.compile.standing import NOTHING_TAKEN, Taken, compile_taken
from socialcredit.core.levels import SIZES
from socialcredit.language.model.beliefs import BehaviourFile
from socialcredit.language.model.beliefs import Mechanism as Written
from socialcredit.stages.response import terms as byte
from socialcredit.stages.response.contract import Kinds, Mechanism, Term
from socialcredit.stages.response.dispute import Dispute, contesting
from socialcredit.stages.response.mechanisms import MECHANISMS, Chosen, rows_kept
from socialcredit.stages.response.terms import Terms
from socialcredit.stages.response.while_listed import UNMOVED
from socialcredit.stages.society.deeds import MOST, UNIT

TRAITS = {
    "": byte.NO_TRAIT, "caution": byte.CAUTION, "shame": byte.SHAME, "trust": byte.TRUST,
    "attention": byte.ATTENTION,
}  # fmt: skip
LISTED = "while-listed"  # what a deed is left undone for beside the terms, see month/weighing.py
NOTHING_WEIGHED = np.zeros(0, np.uint8)
NO_STEPS = np.zeros(0, np.int64)
NO_AUDIENCE = np.zeros(0)
NOT_PRICED = 1  # a logarithm that no belief has
MOST_ODDS = 1 << 40  # of a log-hazard, before the sum of all terms is cut
TINY = 1e-9  # half a step of a byte, or less: what there is not
MEASURED, UNMEASURED, ELSEWHERE = "registered good", "unmeasured good", "honesty"


@dataclass(frozen=True)
class Responses:
    """How people respond in a run: who is on, what a deed is weighed by, what a record is met with.

    chosen    the mechanisms that are on, with their settings, in the order of the file
    terms     what they add to a deed that is about to happen
    names     the mechanism of each term, and LISTED after them
    kinds     the kinds of deed as mechanisms weigh them
    listed    the factor on bad deeds of whoever is on a black list, 255 = unmoved
    disputes  chances to contest a record within a window of so many days, see `contesting`
    reopens   chance a month by size to close and open anew under a bad standing; float (5,)
    goes_on   share of tries at a door by refusals remembered there; float (4,), None: all are made
    audience  of those one knows how many are told, by means; float (means,), none: nobody minds
    after     the factor on the chance to make good a record that is made public
    prefers   how far points an hour draw from one kind of deed to another; None: no hours count
    """

    chosen: tuple[Chosen, ...]
    terms: Terms
    names: tuple[str, ...]
    kinds: Kinds
    listed: int
    disputes: Callable[[float], np.ndarray]
    reopens: np.ndarray
    goes_on: np.ndarray | None
    audience: np.ndarray
    after: float
    prefers: float | None = None


def compile_responses(
    file: BehaviourFile, switches: Mapping[str, bool], kinds: Kinds, taken: Taken = NOTHING_TAKEN
) -> Responses:
    """The mechanisms that the file, or else the scenario, switches on.

    taken  what consequences take from people, for terms that ask what a grade is worth
    """
    chosen = tuple(
        Chosen(MECHANISMS[one.mechanism], settings_of(one, kinds))
        for one in file.mechanisms
        if switches.get(one.mechanism, one.on)
    )
    chosen = tuple(sorted(chosen, key=lambda one: one.mechanism.after_effort))
    listed, disputes = UNMOVED, partial(contesting, Dispute())
    reopens = np.zeros(len(SIZES))
    goes_on, audience, after = None, NO_AUDIENCE, 1.0
    for mechanism, settings in chosen:
        if mechanism.listed:
            listed = mechanism.listed(settings)
        if mechanism.disputes:
            disputes = partial(mechanism.disputes, settings)
        if mechanism.reopens:
            reopens = mechanism.reopens(settings)
        if mechanism.tries:
            goes_on = mechanism.tries(settings)
        if mechanism.publishing:
            audience = mechanism.publishing(settings)
        if mechanism.after:
            after = mechanism.after(settings)
    names = (*(one.mechanism.name for one in chosen for _ in one.terms), LISTED)
    terms = compile_terms(chosen, kinds, listed, taken)
    return Responses(
        chosen, terms, names, kinds, listed, disputes, reopens, goes_on, audience, after,
        prefers_of(chosen),
    )  # fmt: skip


def settings_of(written: Written, kinds: Kinds) -> Any:
    """The settings of a mechanism as it works with them."""
    mechanism = MECHANISMS[written.mechanism]
    settings = mechanism.settings(**given(written))
    return mechanism.bound(settings, kinds) if mechanism.bound else settings


def compile_terms(
    chosen: Sequence[Chosen], kinds: Kinds, listed: int, taken: Taken = NOTHING_TAKEN
) -> Terms:
    """The terms of all mechanisms as tables, and which kinds of deed they make people weigh."""
    rows = [(one, term) for one in chosen for term in one.terms]
    curve = np.zeros((len(rows), 256), np.int64)
    weight = np.zeros((len(rows), len(kinds.deed)), np.int64)
    numbers = np.zeros((3, len(rows)), np.int64)
    for t, (one, term) in enumerate(rows):
        hazard = np.clip(np.asarray(term.curve(one.settings), float) * UNIT, -MOST, MOST)
        curve[t] = np.rint(hazard)
        weights = term.weighs(one.settings, kinds) if term.weighs else term.weight(kinds)
        weight[t] = np.rint(np.clip(weights, -1.0, 1.0) * byte.WHOLE)
        numbers[:, t] = byte_of(one.mechanism, term, chosen), TRAITS[term.trait], term.acts
    bad = kinds.signed("bad", "hidden-bad", "watched") > 0
    moves = weight != 0
    weighed = bad | moves.any(axis=0)
    some = len(rows) > 0 or listed != UNMOVED
    below = [term.below(one.settings) if term.below else 0 for one, term in rows]
    odds, loss, before, steps = compile_priced(rows)
    valued = [term.valued(one.settings) if term.valued else 0.0 for one, term in rows]
    return Terms(
        curve, weight, numbers[0], numbers[1], numbers[2], np.array(below, np.int64),
        in_rows(moves.T), weighed.astype(np.uint8) if some else NOTHING_WEIGHED, odds, loss,
        before, steps, *bounds_of(curve, weight, kinds), *compile_taken(valued, taken),
    )  # fmt: skip


def in_rows(marks: np.ndarray) -> np.ndarray:
    """The columns that are marked in each row, int64 (rows, most in any + 1); -1 behind them."""
    found = np.full((len(marks), 1 + int(marks.sum(axis=1).max(initial=0))), -1, np.int64)
    for row, mine in zip(found, marks, strict=True):
        row[: mine.sum()] = np.flatnonzero(mine)
    return found


def compile_priced(
    rows: Sequence[tuple[Chosen, Term]],
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Odds, losses, the belief at first and logarithms of terms that are priced; see `Terms`."""
    priced = [term.priced(one.settings) if term.priced else None for one, term in rows]
    if not any(priced):
        nothing = np.zeros((0, 3, len(SIZES)), np.int64)
        return np.zeros((0, byte.ODDS), np.int64), nothing, np.zeros(0, np.int64), NO_STEPS
    odds = np.zeros((len(rows), byte.ODDS), np.int64)
    loss = np.zeros((len(rows), 3, len(SIZES)), np.int64)
    before = np.full(len(rows), NOT_PRICED, np.int64)
    logarithms = (byte.LEAST + np.arange(byte.ODDS)) / byte.PART
    for t, one in enumerate(priced):
        if one is not None:
            odds[t] = np.rint(np.clip(one.odds(logarithms) * UNIT, -MOST_ODDS, 0))
            loss[t] = in_parts(one.loss)
            before[t] = in_parts(np.minimum(one.baseline, 1.0))
    steps = in_parts(np.arange(byte.STEPS) / byte.EVEN)
    return odds, loss, before, steps


def in_parts(number: Any) -> np.ndarray:
    """Natural logarithms in 1/PART; those of next to nothing and of too much at the ends."""
    parts = np.log(np.maximum(number, TINY)) * byte.PART
    return np.rint(np.clip(parts, byte.LEAST, -byte.LEAST)).astype(np.int64)


def byte_of(mechanism: Mechanism, term: Term, chosen: Sequence[Chosen]) -> int:
    """The number of the byte whose steps a term's curve has; NO_BYTE where whoever keeps it is off.

    Raises ValueError where the mechanism neither keeps the row nor says that it reads it.
    """
    if term.byte and term.byte not in (*mechanism.rows, *mechanism.reads):
        raise ValueError(
            f"{mechanism.name} has a term of the row {term.byte}, and does not read it"
        )
    own = {"": byte.NO_BYTE, "belief": byte.BELIEF, "pays": byte.PAYS}
    kept = {name: byte.ROWS + row for row, name in enumerate(rows_kept(chosen))}
    return (own | kept).get(term.byte, byte.NO_BYTE)


def kinds_of(
    deeds: Sequence[Mapping[str, Any]], domains: Sequence[Mapping[str, Any]] = ()
) -> Kinds:
    """The kinds of deed as mechanisms weigh them, in the order of `deeds`."""
    by_name = {one["domain"]: one for one in domains}
    return Kinds(
        tuple(deed["deed"] for deed in deeds),
        tuple(deed["sign"] for deed in deeds),
        tuple(group_of(deed, by_name) for deed in deeds),
        np.array([float(deed.get("deterrable", 1.0)) for deed in deeds]),
        tuple((deed.get("size") or {}).get("unit") or "" for deed in deeds),
    )


def group_of(deed: Mapping[str, Any], domains: Mapping[str, Mapping[str, Any]]) -> str:
    """The group that a deed is like where people respond: its own, or that of its sign or domain.

    What is hidden and good is measured by nobody; other good deeds are. A domain without a group
    has that of the one it belongs to.
    """
    if deed.get("group"):
        return str(deed["group"])
    if deed["sign"] in ("good", "hidden-good"):
        return MEASURED if deed["sign"] == "good" else UNMEASURED
    domain = domains.get(deed.get("domain", ""))
    while domain is not None and not domain.get("group"):
        domain = domains.get(domain.get("parent") or "")
    return str(domain["group"]) if domain else ELSEWHERE
