"""A bad record: a year more of it costs 3 points of employment; what becomes of credit beside that.

One more year of a public negative record lowers employment by 3 percentage points and earnings by
some 1,000 dollars a year; credit falls a quarter as much (Bos, Breza and Liberman 2018). Here the
employees of a synthetic crowd live a year in which every door of work and of credit refuses them,
at the rates at which people try such doors. `loses` of strain is set by employment at the end of
that year. Credit is what was refused, at the size of a private loan in the deeds; earnings are a
median income for each month out of work.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.refusals import CREDIT, WORK, with_refusals
from socialcredit.experiments.behaviour.contract import Fit, Row, row, shipped
from socialcredit.language.resolve.loading import load_beliefs
from socialcredit.stages.response.strain import WITHOUT_WORK, Strain, strained

PART = "bad record"
POINTS, QUARTER = 3.0, 0.25
INCOME = 24_336.0  # yuan a year, the median of 2018, see domains.yaml
CROWD, MONTHS, KEY = 20_000, 12, (17, 0)
EMPLOYEE = int(np.flatnonzero(~WITHOUT_WORK)[1])
SETTING, SOURCE = "strain.loses", "bad-record"
WHY = (
    "here whoever is refused gets the loan nowhere else, and a loan refused counts whole; the "
    "study counts balances of people who find other lenders"
)


class Year(NamedTuple):
    """What a year under the record cost: out of work at its end, yuan of earnings and of credit."""

    out: float
    earnings: float
    credit: float


def a_year(by: Strain) -> Year:
    """A crowd of employees through a year in which all doors of work and credit refuse them."""
    often = {one.domain: one.per_year for one in load_beliefs().domains.attempts}
    luck = np.random.default_rng(5)
    strain, months_out, refused_loans = np.zeros(CROWD, np.uint8), 0, 0
    of_work, of_credit = (
        np.array([with_refusals(0, kind, n) for n in range(4)]) for kind in (WORK, CREDIT)
    )
    occupation, slot = np.full(CROWD, EMPLOYEE, np.uint8), np.arange(CROWD)
    for month in range(MONTHS):
        jobs, loans = (np.minimum(luck.poisson(rate_of(often[door]), CROWD), 3)
                       for door in ("job", "loan"))  # fmt: skip
        refused = (of_work[jobs] + of_credit[loans]).astype(np.uint8)
        refused_loans += int(loans.sum())
        strained(
            strain, refused, WITHOUT_WORK, occupation, by.step, by.idle, by.fades, by.loses,
            by.finds, slot, KEY, month, 0, CROWD,
        )  # fmt: skip
        months_out += int((strain & 1).sum())
    out = float((strain & 1).mean())
    return Year(out, INCOME / 12 * months_out / CROWD, size_of_a_loan() * refused_loans / CROWD)


def rate_of(per_year: object) -> float:
    """Tries a month; of dated ones the last."""
    value = list(per_year.values())[-1] if isinstance(per_year, dict) else per_year
    return float(value) / 12  # type: ignore[arg-type]


def size_of_a_loan() -> float:
    """The middle size of a private loan that is not repaid, yuan."""
    deeds = load_beliefs().deeds.deeds
    size = next(one.size for one in deeds if one.deed == "private-loan-breach")
    assert size is not None
    return float(np.median(size.values))


def by_shipped(**changes: float) -> Strain:
    """Strain as the shipped file has it."""
    return Strain(**{key: float(value) for key, value in shipped("strain").items()} | changes)


def rows() -> list[Row]:
    """Employment, and credit against the earnings that were lost."""
    year = a_year(by_shipped())
    return [
        row(PART, "employment after a year under a record of which all employers ask",
            -100 * year.out, -POINTS, 0.3, "calibrated", unit="points", settings=[SETTING],
            source=SOURCE, evidence="recalled"),
        row(PART, "credit refused, of the earnings lost", year.credit / max(year.earnings, 1.0),
            QUARTER, 0.1, unit="yuan a yuan", source=SOURCE, evidence="recalled", why_missed=WHY),
    ]  # fmt: skip


def fits() -> list[Fit]:
    """The chance to lose one's work by a refusal, found again from the fall of employment."""
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (low, middle) if 100 * a_year(by_shipped(loses=middle)).out > POINTS else (
            middle, high)  # fmt: skip
    return [Fit(SETTING, by_shipped().loses, (low + high) / 2, 0.03, "employment, -3 points")]
