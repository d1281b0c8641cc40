"""M15 benefit: how much declared harm the deeds held that people left undone for the schemes.

The same people with the same luck live beside it without the schemes, so that the difference is the
schemes' doing in this one draw. Gravity is declared by kind of deed on three scales, none of which
is a measurement; a benefit that stands on one of them alone is a matter of the scale.
"""

from collections.abc import Callable

import numpy as np

from socialcredit.results import naming
from socialcredit.results.measures.measure import Measure
from socialcredit.results.run import Run, add_up

SCALES = {
    "harm": "harm to others",
    "fine": "the ordinary fine",
    "public": "what people hold of it",
}
UNIT = "points of gravity per 1000 person-years"


def prevented(run: Run, scale: str) -> float | None:
    """Declared gravity of bad deeds done without the schemes, less that of those done under them.

    Of everybody, per 1,000 person-years, on one scale of deeds.yaml (harm, fine or public); below
    nought where more was done under the schemes. None without a twin, or without person-years.
    """
    if not run.has_twin or not run.person_years:
        return None
    weight, done = _weight(run, scale), run.table("conduct")
    sums = [
        add_up(done["deeds"][mine], done["kind"][mine], len(weight))
        for mine in (done["world"] == 0, done["world"] == 1)
    ]
    return 1000 * float(((sums[1] - sums[0]) * weight).sum()) / run.person_years


def _weight(run: Run, scale: str) -> np.ndarray:
    """Gravity by kind of deed, of bad ones alone: float64 (kinds,)."""
    return naming.gravity(run, scale) * naming.kinds_with_sign(run, naming.BAD_SIGNS)


def _value(scale: str) -> Callable[[Run, int], float | None]:
    return lambda run, _: prevented(run, scale)


MEASURES = tuple(
    Measure(
        f"benefit.{scale}", f"gravity of bad deeds prevented, by {words}", UNIT, "more", "run",
        "difference", _value(scale), twin=True, hook="167; necessity",
        says="points of declared gravity of bad deeds prevented in a year of 1,000 people, by "
        f"{words}",
    )
    for scale, words in SCALES.items()
)  # fmt: skip
