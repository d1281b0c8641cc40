"""Association: kin of whoever is penalised are drawn into bad deeds, by the tie.

Penalised is who stands in a penal grade, as others hold it, or on a black list, and not while a
dispute lets the scheme's penalties rest. In a month in which somebody of the household is, each of
the others is drawn in with the chance that the table has for the tie and the sex of the one who may
be drawn in; of several such kin each draws by itself.
Somebody drawn in comes back with chance `leaves` a month. Until then the log-hazard of bad deeds is
raised by `strength`, whatever the rules say. With a = the sum of -ln(1 - p) over penalised kin,
b = -ln(1 - leaves) and x = 1 for who was drawn in before, else 0:

    chance to be drawn in after a step of dt months = a/(a+b) + (x - a/(a+b)) exp(-(a+b) dt)
    h = strength of whoever is

The table is one of incarceration, of the chance a month that it passes from an imprisoned relative
(Lum, Swarup, Eubank and Hawdon, Journal of the Royal Society Interface 11, 2014, from surveys of
prisoners in the United States), and `leaves` one over its mean sentence, 14 months. That a penalty
of a score passes like a prison sentence, and what somebody drawn in does, is assumed: so it is off.

Ties are those that the roles of a household tell: head and partner, two parents of the head, each
parent and child, the head's parents, brothers and sisters among the children. They do not tell
whose child a grandchild is, how others in the household are related, or kin who live elsewhere: no
tie is made of these, nor of parents-in-law and grandparents, for whom the table has no chance. The
chance without any tie, .00001675 a month, is left out: people do bad deeds of themselves anyhow.
"""

from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.columns import FEMALE
from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import inner, kernel
from socialcredit.core.levels import ROLES
from socialcredit.stages.response.contract import (
    ALWAYS,
    CERTAIN,
    WORDS,
    Kinds,
    Mechanism,
    Rows,
    Surroundings,
    Term,
)

DRAWN_IN = 255
WHO = stream("response.association.drawn-in")
MOTHER, FATHER, SISTER, BROTHER, PARTNER, CHILD = KIN = (
    "mother", "father", "sister", "brother", "partner", "child",
)  # fmt: skip
PARENTS, SIBLINGS = (FATHER, MOTHER), (BROTHER, SISTER)  # a man, a woman
TIES: dict[tuple[str, str], tuple[str, str]] = {  # own role, the other's: what a man, a woman is
    ("head", "partner"): (PARTNER, PARTNER), ("partner", "head"): (PARTNER, PARTNER),
    ("parent", "parent"): (PARTNER, PARTNER), ("head", "child"): (CHILD, CHILD),
    ("partner", "child"): (CHILD, CHILD), ("parent", "head"): (CHILD, CHILD),
    ("child", "head"): PARENTS, ("child", "partner"): PARENTS, ("head", "parent"): PARENTS,
    ("child", "child"): SIBLINGS,
}  # fmt: skip
MOST = 0.999  # a chance a month, so that its logarithm is finite


class Association(NamedTuple):
    """Settings; chances a month."""

    strength: float = 0.0  # log-hazard of bad deeds of whoever is drawn in; 0 = neutral
    men: Any = 0.0  # to draw in a man, by who of his kin is penalised, or one for all
    women: Any = 0.0  # the same of a woman
    leaves: float = 0.0  # to come back


def curve(settings: Association) -> np.ndarray:
    """Log-hazard by step of the byte."""
    return settings.strength * np.arange(256) / CERTAIN


def bad_of_all(kinds: Kinds) -> np.ndarray:
    """A weight: bad deeds, whether people can be deterred from them or not."""
    return kinds.signed("bad", "hidden-bad")


def paces(settings: Association) -> np.ndarray:
    """How fast one who is penalised draws in another, a month: -ln(1 - p), nought without a tie.

    float64 (2, 5, 5, 2): sex of the one who may be drawn in and role, role and sex of the other
    """
    found = np.zeros((2, len(ROLES), len(ROLES), 2))
    for woman, table in enumerate((settings.men, settings.women)):
        for (own, other), ties in TIES.items():
            chances = [table.get(tie, 0.0) if isinstance(table, dict) else table for tie in ties]
            at = woman, ROLES.index(own), ROLES.index(other)
            found[at] = -np.log1p(-np.minimum(chances, MOST))
    return found


def monthly(
    settings: Association,
    around: Surroundings,
    start: int,
    stop: int,
    rows: Rows,
    effort: np.ndarray,
    months: float,
) -> None:
    """Draw in the kin of whoever is penalised; let come back who was drawn in before."""
    people = around.people
    back = -float(np.log1p(-min(settings.leaves, MOST)))
    draw_in(
        rows["drawn-in"], around.penalised, people.position, people.flags, people.role_education,
        paces(settings), back, months, around.slot, around.key, around.month, start, stop,
    )  # fmt: skip


@kernel
def draw_in(
    drawn_in, penalised, position, flags, role_education, pace, back, months, slot, key, month,
    start, stop,
):  # fmt: skip
    """Who is drawn in after the step, of residents start .. stop-1: whole households."""
    first = start
    while first < stop:
        last, some = first + 1, penalised[first] != 0 or drawn_in[first] != 0
        while last < stop and position[last] != 0:
            some = some or penalised[last] != 0 or drawn_in[last] != 0
            last += 1
        for i in range(first, last if some else first):
            pulled = pull(penalised, flags, role_education, pace, i, first, last)
            before = 1.0 if drawn_in[i] != 0 else 0.0
            if pulled + back * before == 0.0:
                continue
            rest = pulled / (pulled + back)
            chance = rest + (before - rest) * np.exp(-(pulled + back) * months)
            word = philox(slot[i - start], 0, month, WHO, key[0], key[1])[0]
            drawn_in[i] = DRAWN_IN if word / WORDS < chance else 0
        first = last


@inner
def pull(penalised, flags, role_education, pace, i, first, last):
    """The sum of the paces at which penalised kin of resident i's household draw."""
    own, woman, found = np.int64(role_education[i]) >> 3, np.int64(flags[i]) & FEMALE, 0.0
    for j in range(first, last):
        if j != i and penalised[j] != 0:
            other = np.int64(role_education[j]) >> 3
            found += pace[woman, own, other, np.int64(flags[j]) & FEMALE]
    return found


MECHANISM = Mechanism(
    "association",
    Association,
    terms=(Term("drawn-in", "", curve, bad_of_all, ALWAYS),),
    rows=("drawn-in",),
    monthly=monthly,
    penalties=True,
    tables=dict.fromkeys(("men", "women"), KIN),
    limits=dict.fromkeys(("men", "women", "leaves"), (0.0, 1.0)) | {"strength": (0.0, 3.0)},
)
