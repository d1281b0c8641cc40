"""The mechanisms by name, and the joint effect of those that are on upon a resident's mind."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.columns import EFFORT, Mind
from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import kernel
from socialcredit.stages.response import (
    approval,
    association,
    chilling,
    compliance,
    dispute,
    drift,
    giving_up,
    licensing,
    mob,
    motivation,
    offsetting,
    perceived_risk,
    protest,
    reopening,
    shame,
    strain,
    value_of_standing,
    while_listed,
)
from socialcredit.stages.response.contract import (
    APART,
    MIND,
    WORDS,
    Mechanism,
    Rows,
    Surroundings,
    Term,
)
from socialcredit.stages.response.together import Sums

FILES = (
    perceived_risk, value_of_standing, offsetting, while_listed, dispute, chilling, compliance,
    reopening, motivation, drift, shame, strain, giving_up, approval, protest, licensing,
    association, mob,
)  # fmt: skip
MECHANISMS: dict[str, Mechanism] = {file.MECHANISM.name: file.MECHANISM for file in FILES}
ROUNDED = stream("response.effort.rounded")
A_MONTH = 1.0


class Chosen(NamedTuple):
    """A mechanism that is on, with its settings."""

    mechanism: Mechanism
    settings: Any

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows that it keeps with these settings."""
        kept = self.mechanism.kept
        return self.mechanism.rows if kept is None else kept(self.settings)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Its terms, but those of a row that it does not keep with these settings."""
        left_out = set(self.mechanism.rows) - set(self.rows)
        return tuple(term for term in self.mechanism.terms if term.byte not in left_out)


def rows_kept(chosen: Sequence[Chosen]) -> tuple[str, ...]:
    """The rows that mechanisms keep beside those that every resident has, in order."""
    kept = [name for one in chosen for name in one.rows if name not in (*MIND, *APART)]
    return tuple(dict.fromkeys(kept))


def shared_kept(chosen: Sequence[Chosen]) -> tuple[str, ...]:
    """The numbers that mechanisms keep of each community, in order."""
    return tuple(dict.fromkeys(name for one in chosen for name in one.mechanism.shared))


def asks_of_visits(chosen: Sequence[Chosen]) -> bool:
    """Whether any mechanism asks how often somebody was visited."""
    return any(one.mechanism.visits is not None and one.mechanism.visits(one.settings)
               for one in chosen)  # fmt: skip


def asks_of_refusals(chosen: Sequence[Chosen]) -> bool:
    """Whether any mechanism asks who was refused at a door."""
    return any(one.mechanism.refusals for one in chosen)


def asks_of_names(chosen: Sequence[Chosen]) -> bool:
    """Whether any mechanism asks who stands before the public."""
    return any(one.mechanism.names for one in chosen)


def asks_of_penalties(chosen: Sequence[Chosen]) -> bool:
    """Whether any mechanism asks who is in a penal grade or on a black list."""
    return any(one.mechanism.penalties for one in chosen)


def told_of_names(chosen: Sequence[Chosen]) -> Chosen | None:
    """The mechanism that asks who is newly named in a community, if it is on."""
    return next((one for one in chosen if one.mechanism.heard is not None), None)


def gives_up(chosen: Sequence[Chosen]) -> bool:
    """Whether anybody gives up at doors, and keeps refusals in mind for it."""
    return any(one.mechanism.tries is not None for one in chosen)


def asks_of_treatment(chosen: Sequence[Chosen]) -> bool:
    """Whether any mechanism asks how somebody was treated."""
    return any(one.mechanism.treats is not None and one.mechanism.treats(one.settings)
               for one in chosen)  # fmt: skip


def respond(
    chosen: Sequence[Chosen], around: Surroundings, mind: Mind, start: int, stop: int,
    months: float = A_MONTH,
) -> None:  # fmt: skip
    """Run the mechanisms for residents start .. stop-1; write their rows and effort.

    months  length of the step
    """
    effort = np.zeros(stop - start)
    every: dict[str, np.ndarray] = {name: getattr(mind, name) for name in MIND}
    every |= dict(zip(rows_kept(chosen), mind.rows, strict=False))
    every |= {name: getattr(mind, name) for name in APART}
    for mechanism, settings in chosen:
        if mechanism.monthly is not None:
            rows = rows_for(mechanism, every)
            mechanism.monthly(settings, around, start, stop, rows, effort, months)
    write_effort(effort, around.slot, around.key, around.month, start, stop, mind.effort)
    mind.felt[start:stop] = 0
    for told in (mind.visited, mind.treated, mind.refused):
        if len(told) >= stop:
            told[start:stop] = 0


def rows_for(mechanism: Mechanism, every: Rows) -> Rows:
    """The rows that a mechanism may write, and read-only those that it may read."""
    rows = {name: every[name] for name in mechanism.rows if name in every}
    for name in mechanism.reads:
        if name in every:  # whoever keeps it may be off
            rows[name] = every[name].view()
            rows[name].flags.writeable = False
    return rows


def respond_together(
    chosen: Sequence[Chosen], sums: Sums, shared: np.ndarray, months: float, words: np.ndarray
) -> None:
    """Move what is kept of communities, int32 (rows, communities), by what happened there.

    months  length of the step    words  int64 (communities,) a draw of each
    """
    every = dict(zip(shared_kept(chosen), shared, strict=False))
    for mechanism, settings in chosen:
        if mechanism.collective is not None:
            own = {name: every[name] for name in mechanism.shared}
            mechanism.collective(settings, sums, own, months, words)


@kernel
def write_effort(effort, slot, key, month, start, stop, out):
    """Daily rates as steps of 1/EFFORT, up or down by a draw so that their mean is exact."""
    for i in range(start, stop):
        rate = effort[i - start]
        if rate == 0.0:
            out[i] = 0
            continue
        word = philox(slot[i - start], 0, month, ROUNDED, key[0], key[1])[0]
        out[i] = min(255, np.int64(rate * EFFORT + word / WORDS))
