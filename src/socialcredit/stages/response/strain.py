"""Strain: refusals of credit and of work, and a lost income, push people into arrears.

Strain x, from 0 to 1, grows by `step` with each refusal at a door of credit or of work, and goes
back by the share `fades` a month: to nought, and to `idle` for who is out of work. The log-hazard
of bad deeds about money (arrears, unpaid debts, unpaid bills) is raised by +strength x, whatever
the rules say. Who is refused at a door of work is out of work with chance `loses`, and finds work
again with chance `finds` a month; who studies, keeps house or is retired has none to lose. `loses`
is set so that a year under a record of which employers ask costs 3 points of employment (Bos, Breza
and Liberman 2018). Without penalties nobody is refused and nobody is strained: the twin has no
arrears of this kind. Beside a run in which this or giving up is on the same people are lived once
more without both, so that who is back from the bottom grade stands with and without.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import kernel
from socialcredit.core.levels import OCCUPATIONS
from socialcredit.core.refusals import CREDIT, WORK, refusals_in
from socialcredit.stages.response.contract import (
    ALWAYS,
    WORDS,
    Kinds,
    Mechanism,
    Rows,
    Surroundings,
    Term,
    in_steps,
    share_of,
)

WORKS = stream("response.strain.works")
FULL = 127  # steps of strain, in the upper seven bits of its byte; the lowest: out of work
WITHOUT_WORK = np.array([name in ("student", "at-home", "retired") for name in OCCUPATIONS])


class Strain(NamedTuple):
    """Settings; chances and shares a month."""

    strength: float = 0.0  # of the log-hazard of money deeds at full strain, psi; 0 = neutral
    step: float = 0.15  # strain of a refusal
    idle: float = 0.5  # strain at which who is out of work comes to rest
    fades: float = 0.1  # share of the way back a month
    loses: float = 0.0  # chance to be out of work by a refusal at a door of work
    finds: float = 0.15  # chance to find work again


def curve(settings: Strain) -> np.ndarray:
    """Log-hazard by step of the byte: above nought."""
    return settings.strength * (np.arange(256) >> 1) / FULL


def weight(kinds: Kinds) -> np.ndarray:
    """Bad deeds about money."""
    return kinds.signed("bad", "hidden-bad") * np.array([g == "money" for g in kinds.group], float)


def monthly(
    settings: Strain,
    around: Surroundings,
    start: int,
    stop: int,
    rows: Rows,
    effort: np.ndarray,
    months: float,
) -> None:
    """Move strain and who is out of work by the refusals of the last month."""
    strained(
        rows["strain"], around.refused, WITHOUT_WORK, around.people.occupation, settings.step,
        settings.idle, share_of(settings.fades, months), settings.loses,
        share_of(settings.finds, months), around.slot, around.key, around.month, start, stop,
    )  # fmt: skip


@kernel
def strained(
    strain, refused, without, occupation, step, idle, fades, loses, finds, slot, key, month, start,
    stop,
):  # fmt: skip
    """Strain of residents start .. stop-1, up or down by a draw so that its mean is exact."""
    for i in range(start, stop):
        before, told = np.int64(strain[i]), np.int64(refused[i])
        if before == 0 and told == 0:
            continue
        words = philox(slot[i - start], 0, month, WORKS, key[0], key[1])
        turned_away = refusals_in(told, WORK)
        x = (before >> 1) / FULL + step * (refusals_in(told, CREDIT) + turned_away)
        out, rest = before % 2 == 1, 0.0
        if out:
            out, rest = words[0] / WORDS >= finds, idle
        x = rest + (min(x, 1.0) - rest) * (1.0 - fades)
        if turned_away > 0 and not without[occupation[i]]:
            out = out or words[1] / WORDS < 1.0 - (1.0 - loses) ** turned_away
        strain[i] = 2 * in_steps(x, FULL, words[2]) + (1 if out else 0)


MECHANISM = Mechanism(
    "strain",
    Strain,
    terms=(Term("strain", "", curve, weight, ALWAYS),),
    rows=("strain",),
    monthly=monthly,
    refusals=True,
    limits=dict.fromkeys(("step", "idle", "fades", "loses", "finds"), (0.0, 1.0))
    | {"strength": (0.0, 4.0)},
)
