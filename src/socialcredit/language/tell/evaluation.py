"""What counts of the records, and evaluation by period, in plain words."""

from __future__ import annotations

from datetime import date

from socialcredit.core.calendar import Duration
from socialcredit.language.model.evaluation import COMMON, Evaluation, Yearly
from socialcredit.language.model.score import Score
from socialcredit.language.read.quantities import duration_text, written
from socialcredit.language.tell.wording import pointed


def counts_words(rule: Score) -> list[str]:
    """What the score is made of, where that is not the sum of what is on file."""
    if rule.counts == "latest":
        return [f"is what the latest record brings, {pointed(rule.start)} without one"]
    if rule.counts == "mean":
        return [
            f"is the mean of the records, to {written(rule.unit)} of a point, "
            f"{pointed(rule.start)} without one"
        ]
    return []


def evaluation_phrase(rule: Evaluation) -> str:
    """Say how long a period is, when it closes, and when its result is shown and final."""
    period = rule.period
    span = "a year" if period.months == 12 else duration_text(Duration(months=period.months))
    words = [f"a period of {span} closes on {_day(period.closes)}"]
    if period.months < 12:
        words[0] += ", and the others before it"
    if rule.draft is not None:
        words.append(f"its draft is shown {_when(rule.draft)}, to whoever was not told before")
    if rule.objections is not None:
        words.append(f"to which one may object for {duration_text(rule.objections)}")
    words.append(f"it is final {_when(rule.final)} and stands until the next is")
    words.append("a record moves the period in which it was filed")
    return ", ".join(words)


def _when(when: Yearly | Duration) -> str:
    if isinstance(when, Yearly):
        return f"on the next {_day(when)}"
    return f"{duration_text(when)} later"


def _day(day: Yearly) -> str:
    return f"{day.day} {date(COMMON, day.month, 1):%B}"
