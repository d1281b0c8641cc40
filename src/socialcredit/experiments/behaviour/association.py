"""Association: the chances a month at which kin are drawn in, held against the table they are from.

Lum, Swarup, Eubank and Hawdon (2014) took from surveys of prisoners how often prison passes from a
relative inside, by tie and sex, and ran a society with it. Here couples of two live a month of the
shipped mechanism: one penalised, the other not, before anybody comes back (`leaves` nought). The
rows say that the table went in whole, tie by tie; what they cannot say is that a penalty of a score
passes as prison does. So the last row is told and judged by nothing: how many are drawn in at any
time where somebody's brother stays penalised, with the shipped pace of coming back.
"""

from functools import cache
from types import SimpleNamespace

import numpy as np

from socialcredit.core.columns import FEMALE
from socialcredit.core.levels import ROLES
from socialcredit.experiments.behaviour.contract import Fit, Row, row, shipped
from socialcredit.stages.response.association import MECHANISM, Association, paces

PART = "association"
MANY = 200_000  # pairs of each row
SOURCE, EVIDENCE = "kin-in-prison", "recalled"
PUBLISHED = {  # chances a month, to a man and to a woman, of Lum and others 2014 (A8)
    "men": {"mother": 0.0035, "father": 0.0113, "brother": 0.0302, "partner": 0.00078,
            "child": 0.0063},
    "women": {"mother": 0.00085, "father": 0.0113, "sister": 0.0080, "brother": 0.0332,
              "partner": 0.0043, "child": 0.0170},
}  # fmt: skip
PAIRS = {  # own role, the other's, and whether the other is a woman; None: of the other sex
    "mother": ("child", "head", True), "father": ("child", "head", False),
    "sister": ("child", "child", True), "brother": ("child", "child", False),
    "partner": ("head", "partner", None), "child": ("head", "child", False),
}  # fmt: skip


def settings() -> Association:
    """As shipped."""
    return Association(**shipped("association"))


def drawn_in(by: Association, sex: str, tie: str, months: float = 1.0) -> float:
    """The share drawn in after a step, of MANY whose kin of this tie is penalised."""
    own, other, female = PAIRS[tie]
    woman = sex == "women"
    other_woman = (not woman) if female is None else female
    roles = np.array([ROLES.index(own), ROLES.index(other)]) << 3
    people = SimpleNamespace(
        position=np.resize(np.array([0, 1], np.uint8), 2 * MANY),
        flags=np.resize(np.array([FEMALE * woman, FEMALE * other_woman], np.uint8), 2 * MANY),
        role_education=np.resize(roles.astype(np.uint8), 2 * MANY),
    )
    penalised = np.resize(np.array([0, 1], np.uint8), 2 * MANY)
    around = SimpleNamespace(
        people=people, penalised=penalised, slot=np.arange(2 * MANY), key=(7, 0), month=0
    )
    rows = {"drawn-in": np.zeros(2 * MANY, np.uint8)}
    assert MECHANISM.monthly is not None
    MECHANISM.monthly(by, around, 0, 2 * MANY, rows, np.zeros(0), months)  # type: ignore[arg-type]
    return float((rows["drawn-in"][::2] > 0).mean())


@cache
def rates() -> dict[tuple[str, str], float]:
    """The share drawn in within a month, by sex and tie, before anybody comes back."""
    by = settings()._replace(leaves=0.0)
    return {(sex, tie): drawn_in(by, sex, tie) for sex in PUBLISHED for tie in PUBLISHED[sex]}


def rows() -> list[Row]:
    """Each chance of the table, and who is drawn in at any time in the long run."""
    found = [
        row(PART, f"{sex} drawn in within a month, their {tie} penalised", 100 * rates()[sex, tie],
            100 * published, 300 * (published * (1 - published) / MANY) ** 0.5, "calibrated",
            unit="%", settings=[f"association.{sex}.{tie}"], source=SOURCE, evidence=EVIDENCE)
        for sex, table in PUBLISHED.items() for tie, published in table.items()
    ]  # fmt: skip
    long = drawn_in(settings(), "men", "brother", 1200.0)
    told = row(PART, "men who are drawn in at any time, their brother penalised for good",
               100 * long, unit="%", source="model", evidence="assumed")  # fmt: skip
    return [*found, told]


def fits() -> list[Fit]:
    """Each chance, found again as the one whose pace draws in the published share in a month."""
    known, found = settings(), []
    for sex, table in PUBLISHED.items():
        for tie, published in table.items():
            own, other, female = PAIRS[tie]
            at = (int(sex == "women"), ROLES.index(own), ROLES.index(other))
            pace = paces(known)[at][int(bool(female if female is not None else sex == "men"))]
            kept = getattr(known, sex)[tie]
            fitted = 1.0 - (1.0 - kept) ** (-np.log1p(-published) / pace)
            found.append(Fit(f"association.{sex}.{tie}", kept, float(fitted), 1e-5,
                             f"{sex} by their {tie}, {100 * published:g} % a month"))  # fmt: skip
    return found
