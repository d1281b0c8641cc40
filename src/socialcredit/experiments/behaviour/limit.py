"""Near the limit: who stands within one entry of a bound that takes something stays inside it.

Strategic classification (Hardt and others 2016) with one feature, linear cost c and a gain of one:
everybody within 1/c of the threshold moves to it, so that the mass that bunches is the mass that
stood within 1/c. Here an entry takes 1/c points: the deed of whoever stands within 1/c above the
bound would cost the grade, and with a standing that is worth enough is left undone. The shipped
terms decide over people of all cautions, spread evenly above the bound.
"""

import numpy as np

from socialcredit.experiments.behaviour.contract import Row, row, shipped
from socialcredit.stages.response.contract import CERTAIN
from socialcredit.stages.response.value_of_standing import MECHANISM, ValueOfStanding
from socialcredit.stages.society.deeds import MOST, UNIT

PART = "near the limit"
PEOPLE, SPREAD, ENTRY = 51_200, 100.0, 12.5  # points above the bound; what an entry takes, 1/c
A_LICENCE, A_PENAL_GRADE = 627.0, 18.25  # days robbed a year, by the shipped scales
HELD_DEAR = 100.0  # a strength at which nearly everybody cares


def still_done(settings: ValueOfStanding, days: float) -> np.ndarray:
    """By caution the chance that a deed which would cost so much is done; float (256,)."""
    term = MECHANISM.terms[0]
    assert term.valued is not None
    caution = 2 * np.arange(256) / CERTAIN
    hazard = term.curve(settings)[0] * caution * days / term.valued(settings)
    return np.exp(np.maximum(hazard, -MOST / UNIT))


def share_done(settings: ValueOfStanding, days: float) -> float:
    """The same over everybody."""
    return float(still_done(settings, days).mean())


def bunched() -> tuple[float, float]:
    """Shares of everybody who stay within an entry above the bound, and who stood there before."""
    luck = np.random.default_rng(3)
    above, caution = luck.uniform(0, SPREAD, PEOPLE), np.arange(PEOPLE) % 256
    chance = still_done(ValueOfStanding(HELD_DEAR, shipped("value-of-standing")["per"]), A_LICENCE)
    at_stake = above < ENTRY
    done = np.where(at_stake, luck.random(PEOPLE) < chance[caution], True)
    return float((~done).mean()), float(at_stake.mean())


def rows() -> list[Row]:
    """Bunching beside what is exact, and the share still done by what the next grade takes."""
    stay, stood = bunched()
    given = shipped("value-of-standing")
    settings = ValueOfStanding(given["strength"], given["per"])
    told = {
        "a deed that costs no grade": 0.0,
        "one that costs a penal grade which takes nothing else": A_PENAL_GRADE,
        "one that costs the licence": A_LICENCE,
    }
    return [
        row(PART, "bunching over the mass within 1/c", stay / stood, 1.0, 0.05, unit="ratio",
            source="Hardt and others 2016 (A7)", evidence="primary"),
        *(row(PART, f"of the usual offences still done, {what}", share_done(settings, days),
              unit="share", source="model", evidence="assumed") for what, days in told.items()),
    ]  # fmt: skip
