"""Measures of naming, and of who is trapped: what the threat does, who tries no more."""

from collections.abc import Callable

from socialcredit.results.measures.measure import CAME_OUT, PUT_IN, Measure, block, of_block
from socialcredit.results.measures.named import attacks, named_in_all, threatened
from socialcredit.results.measures.trapped import (
    IN_WORDS,
    back_interval,
    back_within,
    giving_up,
)
from socialcredit.results.measures.unstrained import back_unstrained, unstrained_interval
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run

Worth = Callable[[Run, int], float | None]


def _paid(size: str) -> Worth:
    def worth(run: Run, _: int) -> Share | None:
        found = block(threatened, run)
        told: Share | None = found[size]["share"] if found else None
        return told

    return worth


def _named(run: Run, _: int) -> float | None:
    found = block(named_in_all, run)
    return 1000 * found["people"] / run.people if found else None


def _named_wrongly(run: Run, _: int) -> Share | None:
    found = block(named_in_all, run)
    return share(found["wrongly"], found["people"]) if found else None


def _attacks(run: Run, _: int) -> float | None:
    found = block(attacks, run)
    return 1000 * found["attacks"] / run.people if found else None


def _stopped(run: Run, _: int) -> float | None:
    found = block(giving_up, run)
    return 1000 * found["gave_up"] / run.people if found else None


def _back(year: int) -> tuple[Measure, Measure]:
    """Who is back within so many years; and of the same people without strain and giving up."""
    words = f"back from the bottom grade within {IN_WORDS[year]}"
    return (
        Measure(f"trapped.back.{year}", words, "share", "more", "scheme", "share",
                lambda run, scheme: back_within(run, scheme, year), "panel",
                luck=lambda run, scheme: back_interval(run, scheme, year),
                line=7, mark=CAME_OUT),
        Measure(f"trapped.unstrained.{year}",
                f"{words}, the same people without strain and giving up", "share", "more",
                "scheme", "share", lambda run, scheme: back_unstrained(run, scheme, year), "panel",
                luck=lambda run, scheme: unstrained_interval(run, scheme, year),
                line=7, mark=CAME_OUT),
    )  # fmt: skip


MEASURES = (
    Measure("naming.threat.small", "debts under the limit, paid for fear of being named", "share",
            "neither", "run", "share", _paid("small"), line=6, mark=PUT_IN),
    Measure("naming.threat.large", "debts over the limit, paid for fear of being named", "share",
            "neither", "run", "share", _paid("large"), line=6, mark=PUT_IN),
    Measure("naming.named", "named before the public at the end", "per 1000 residents", "less",
            "run", "rate", _named, line=6, mark=CAME_OUT),
    Measure("naming.wrongly", "of those named, the wrong ones", "share", "less", "run", "share",
            _named_wrongly, line=6, mark=CAME_OUT, hook="Art. 5(1)(c)(ii); 171"),
    Measure("naming.attacks", "attacks by mobs, of an assumed strength", "per 1000 residents",
            "less", "run", "rate", _attacks, line=6, mark=PUT_IN),
    Measure("naming.attacks.amiss", "of those attacked, the wrong ones", "share", "less", "run",
            "share", of_block(attacks, "amiss"), line=6, mark=CAME_OUT),
    *(one for year in IN_WORDS for one in _back(year)),
    Measure("trapped.not_tried", "tries at doors not made after refusals", "share", "less", "run",
            "share", of_block(giving_up, "share"), line=7, mark=CAME_OUT),
    Measure("trapped.stopped", "kinds of door at which people all but stopped trying",
            "per 1000 residents", "less", "run", "rate", _stopped, line=7, mark=CAME_OUT),
)  # fmt: skip
