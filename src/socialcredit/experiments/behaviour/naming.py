"""Shaming: what the threat of a list does to small debts, and what publication adds to it.

Slovenia threatened tax debtors with a list on the web: debts fell by 8.5 %, and publication added
little (Dwenger and Treber 2022). In the United States more visible shaming moved debts of less than
2,500 dollars and none above (Perez-Truglia and Troiano 2018). The first is read as small debts of
people who know of the list and are all told; `threat` is set by it. A town of debtors under the
national court list says the rest: its courts list everybody, or, blind, nobody, while the rule
stands. Two of its rows are put in and no test of the mechanism: the threat hangs on the rule and
not on who is listed, and `limit` is the second study's. They fail only where something else moves
the debts.
"""

from datetime import date
from functools import cache

import numpy as np

from socialcredit.experiments.behaviour.contract import Fit, Row, row, shipped
from socialcredit.experiments.in_memory import lived
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.measures.named import threatened
from socialcredit.stages.response.shame import Shame, after, threat

PART = "shaming"
PUBLISHED, IN_A_TOWN = -8.5, 3.5  # per cent, and within how many points of it a town may be
PEOPLE, MANY = 4000, 4.0  # residents of the town, and judgments against one in a year
SETTING = "shame.threat"
AFTER = "shame.after"
STUDY, LETTERS = "tax-lists", "tax-letters"
EVERYBODY_KNOWS = (
    "assumptions.behaviour.perceived-risk.strength=0",
    "assumptions.behaviour.perceived-risk.aware_at_start=1",
    "assumptions.behaviour.perceived-risk.hears=1",
)


def fall(settings: Shame) -> float:
    """The change of small debts where everybody knows and all are told, per cent; exact."""
    trait = 2 * np.arange(256) / 255
    return 100 * float(np.exp(threat(settings)[0] * trait).mean() - 1)


def town(*sets: str) -> dict[str, dict[str, float]]:
    """Debts that were about to be listed, and those paid before it, by size; see `threatened`."""
    asked = load_scenario("court-list").model_copy(
        update={
            "people": PEOPLE, "panel_households": 1, "twin": None,
            "starts": date(2017, 1, 1), "ends": date(2017, 9, 30),
            "responses": {"value-of-standing": False, "offsetting": False, "shame": True},
        }
    )  # fmt: skip
    often = f"assumptions.deeds.debt-refusal.rate={MANY}"
    found = threatened(lived(resolve(asked, [*EVERYBODY_KNOWS, often, *sets]), 1))
    assert found is not None
    return found


@cache
def towns() -> tuple[dict[str, dict[str, float]], dict[str, dict[str, float]]]:
    """The town whose courts list, and the one whose courts are blind."""
    blind = [
        f"assumptions.sensors.{court}.coverage={{urban: {{}}, rural: {{}}}}".replace("{}", zero)
        for court in ("enforcement-courts", "property-searches")
        for zero in ["{2013-10-01: 0.0}"]
    ]
    return town(), town(*blind)


def rows() -> list[Row]:
    """The threat, what publication adds, and both sizes of debt."""
    known = {key: tuple(v) if isinstance(v, list) else v for key, v in shipped("shame").items()}
    by = Shame(**known)  # type: ignore[arg-type]
    listing, blind = towns()
    small, unlisted = (-100 * one["small"]["share"] for one in (listing, blind))
    large = -100 * listing["large"]["share"]
    return [
        row(PART, "small debts under the threat of a list, all being told", fall(by), PUBLISHED,
            0.5, "calibrated", unit="% of debts", settings=[SETTING], source=STUDY,
            evidence="secondary"),
        row(PART, "small debts in a town whose courts list its debtors", small, PUBLISHED,
            IN_A_TOWN, unit="% of debts", source=STUDY, evidence="secondary"),
        row(PART, "what publication adds to the threat: the same town, nobody is ever listed "
            "(put in: the threat hangs on the rule)",
            small - unlisted, 0.0, 2.0, unit="points", source=STUDY, evidence="secondary"),
        row(PART, "the pace of paying once public, against the pace before",
            100 * (after(by) - 1), 0.0, 2.0, "calibrated", unit="%",
            settings=[AFTER], source=STUDY, evidence="secondary"),
        row(PART, "debts over the limit (put in: the limit is the study's)", large, 0.0, 0.0,
            unit="% of debts", source=LETTERS, evidence="recalled"),
        row(PART, "small debts move more than large ones, which is the sign by size",
            small - large, unit="points", source=LETTERS, evidence="recalled", met=small < large),
    ]  # fmt: skip


def fits() -> list[Fit]:
    """The threat, found again from the fall that was published."""
    known = shipped("shame")
    by = Shame(strength=float(known["strength"]), pays=float(known["pays"]))
    low, high = 0.0, 5.0
    for _ in range(60):
        middle = (low + high) / 2
        if fall(by._replace(threat=middle)) > PUBLISHED:
            low = middle
        else:
            high = middle
    return [
        Fit(SETTING, float(known["threat"]), (low + high) / 2, 0.01, "small debts, -8.5 %"),
        # the pace once public is (1 + after) times that before, and the study finds it the same
        Fit(AFTER, float(known["after"]), 0.0, 0.02, "publication adds nothing"),
    ]
