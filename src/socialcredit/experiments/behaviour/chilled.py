"""Chilling: watched lawful deeds after news that all heard, and whether they come back.

Views of watched encyclopaedia articles fell by 20 to 30 % after June 2013, and stayed down (Penney
2016). Here a whole town hears at once that a lawful deed is filed; the fall of the first half year
in the whole population, of the trusting and the others, sets the elasticity. That some of it stays
follows from `stays`, which is assumed: without it, it comes back as belief does.
"""

from datetime import date
from functools import cache
from typing import Any

import numpy as np

from socialcredit.experiments.behaviour.contract import Fit, Row, row, shipped
from socialcredit.experiments.in_memory import lived
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario

PART, SOURCE = "chilling", "penney-2016"
PEOPLE, OFTEN = 6000, 2.0  # deeds a year, that months are not luck
FALL, ALLOWED = 0.25, 0.05
STILL = 0.05  # a fall that has not come back
B = "assumptions.behaviour."
SECRET = "schemes.camera-growth.procedure.notice.chance=0"  # nobody is told of a record
ENDS = date(2013, 12, 31)


@cache
def falls(*sets: str) -> tuple[float, ...]:
    """By month the share of the twin's petitions that is not written, in the whole population."""
    scenario = load_scenario("camera-growth").model_copy(
        update={"people": PEOPLE, "ends": ENDS, "panel_households": 0}
    )
    moved = {**shipped("perceived-risk"), "aware_at_start": 1.0, "hears": 0.5}
    names = ("baseline", "announced", "learns", "hearsay", "aware_at_start", "hears")
    given = [f"{B}perceived-risk.{name}={moved[name]}" for name in names]
    given += [f"{B}chilling.{name}={shipped('chilling')[name]}" for name in ("strength", "stays")]
    asked = [f"assumptions.deeds.petition.rate={OFTEN}", *given, SECRET, *sets]
    run = lived(resolve(scenario, asked), 1)
    table = run.table("conduct")
    mine = np.array(run.names["kinds"])[table["kind"]] == "petition"
    done = np.zeros((2, run.months))
    np.add.at(done, (table["world"][mine], table["month"][mine]), table["deeds"][mine])
    fall: list[float] = (1 - done[0] / done[1]).tolist()
    return tuple(fall)


def rows() -> list[Row]:
    """The first fall, what is left of it, and what would be left if all of it came back."""
    fall, back = falls(), falls(f"{B}chilling.stays=0")
    first, last = float(np.mean(fall[1:7])), float(np.mean(fall[18:24]))
    came_back = float(np.mean(back[18:24]))
    given: dict[str, Any] = {"unit": "share", "source": SOURCE, "evidence": "recalled"}
    return [
        row(PART, "watched acts fewer in the first half year, everybody", first, FALL, ALLOWED,
            kind="calibrated", settings=("chilling.strength",), **given),
        row(PART, "still fewer in months 19 to 24 (rests on `stays`, assumed)", last,
            met=last > STILL, **given),
        row(PART, "the same if nothing stayed", came_back, unit="share", source="model",
            evidence="assumed"),
    ]  # fmt: skip


def fits() -> list[Fit]:
    """The elasticity found again by the first fall, between two that lie about it."""
    ends = (0.2, 0.4)
    low, high = (float(np.mean(falls(f"{B}chilling.strength={end}")[1:7])) for end in ends)
    fitted = float(np.interp(FALL, (low, high), ends))
    return [Fit("chilling.strength", shipped("chilling")["strength"], fitted, 0.05,
                "watched acts fewer in the first half year")]  # fmt: skip
