"""Approval held against surveys: its level, what news of harms does to it, and who had heard.

Two sets, each calibrated on its own survey: web users, and students asked about one score for
everything. The news is the mechanism's own: in a community in which somebody was wronged and tells
everybody, all hear of harms in full.

Awareness is no prediction: the share that hears at once was set by the same survey, and what is
added is only what later months do to it.
"""

from typing import Any

import numpy as np

from socialcredit.experiments.behaviour.contract import Fit, Row, row, shipped
from socialcredit.language.resolve.loading import load_beliefs
from socialcredit.stages.response.approval import Approval, composition, leaning

PART = "opinion"
STUDENTS = "behaviour-students.yaml"
USERS_APPROVE, USERS_FALL = 0.80, -0.12  # share; relative
STUDENTS_APPROVE, STUDENTS_TOLD = 0.53, 0.29
AWARE, AWARE_WITHIN = 0.115, 0.035  # 8 to 15 %
MONTHS = 24  # how long the pilots had gone on, about, when their residents were asked
KOSTKA: dict[str, Any] = {
    "source": "Kostka, New Media and Society 21(7), 2019",
    "evidence": "secondary",
}
XU: dict[str, Any] = {
    "source": "Xu, Kostka and Cao, Journal of Politics, 2022",
    "evidence": "secondary",
}
MERICS: dict[str, Any] = {
    "source": "Rieger, Wang and Ohlberg, MERICS, 26 March 2020",
    "evidence": "secondary",
}
OF_USERS, OF_STUDENTS = "approval.", f"{STUDENTS}: approval."


def users() -> Approval:
    """The settings of web users, as shipped."""
    return _settings(dict(shipped("approval")))


def students() -> Approval:
    """Those of students, in a file of their own."""
    file = load_beliefs({"behaviour": STUDENTS}).behaviour
    one = next(each for each in file.mechanisms if each.mechanism == "approval")
    return _settings({"strength": one.strength, **one.parameters})


def approving(settings: Approval, told: bool = False) -> float:
    """The share of those asked who approve, at first or once told of harms in full."""
    fall = settings.strength * settings.heard if told else 0.0
    odds = np.exp(-(leaning(settings) - fall))
    return float((composition(settings) / (1.0 + odds)).sum())


def aware(months: int = MONTHS) -> float:
    """The share that has heard of a scheme after so many months, over all degrees of attention."""
    told = shipped("perceived-risk")
    attention = 2.0 * np.arange(256) / 255
    at_once, later = (np.minimum(told[key] * attention, 1) for key in ("aware_at_start", "hears"))
    return float((1.0 - (1.0 - at_once) * (1.0 - later) ** months).mean())


def rows() -> list[Row]:
    """Approval of both sets before and after, and awareness."""
    web, young = users(), students()
    fall = approving(web, told=True) / approving(web) - 1.0
    return [
        row(PART, "web users who approve", approving(web), USERS_APPROVE, 0.05, "calibrated",
            settings=(f"{OF_USERS}level",), **KOSTKA),
        row(PART, "approval once told of harms, relative change", fall, USERS_FALL, 0.04,
            "calibrated", settings=(f"{OF_USERS}heard",), **XU),
        row(PART, "students who approve of one score", approving(young), STUDENTS_APPROVE, 0.05,
            "calibrated", settings=(f"{OF_STUDENTS}level",), **MERICS),
        row(PART, "students who approve once told", approving(young, told=True), STUDENTS_TOLD,
            0.06, "calibrated", settings=(f"{OF_STUDENTS}heard",), **MERICS),
        row(PART, "residents of a pilot aware of it after two years", aware(), AWARE, AWARE_WITHIN,
            "calibrated", settings=("perceived-risk.aware_at_start",), **KOSTKA),
    ]  # fmt: skip


def fits() -> list[Fit]:
    """The fall of either set that its survey asks for; the level is the survey's own."""
    found = []
    for of, settings, before, after in (
        (OF_USERS, users(), USERS_APPROVE, USERS_APPROVE * (1.0 + USERS_FALL)),
        (OF_STUDENTS, students(), STUDENTS_APPROVE, STUDENTS_TOLD),
    ):
        fitted, told = heard_for(settings, after), f"approval of {after:.0%} once told"
        found.append(Fit(f"{of}level", settings.level, before, 0.005, f"approval of {before:.0%}"))
        found.append(Fit(f"{of}heard", settings.heard, fitted, 0.01, told))
    return found


def heard_for(settings: Approval, after: float) -> float:
    """What hearing in full must take away for so many to approve afterwards."""
    low, high = 0.0, 7.0
    for _ in range(60):
        middle = (low + high) / 2
        share = approving(settings._replace(heard=middle), told=True)
        low, high = (middle, high) if share > after else (low, middle)
    return (low + high) / 2


def _settings(told: dict[str, object]) -> Approval:
    return Approval(**{key: value for key, value in told.items() if key in Approval._fields})  # type: ignore[arg-type]
