"""Schemes in which much is bad, turned round: the same rules with points of which more is better.

Kernels and checks know one direction only. What people read is turned back.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from socialcredit.core.kept import once
from socialcredit.language.model.consequences import Consequence
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.lists import ListRule
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.score import Grades, Score


@once()
def upright(scheme: Scheme) -> Scheme:
    """The scheme with points of which more is better; itself where they are."""
    if not turned(scheme):
        return scheme
    return scheme.model_copy(
        update={
            "score": tuple(map(_score, scheme.score)),
            "grades": tuple(map(_grades, scheme.grades)),
            "entries": tuple(map(_entry, scheme.entries)),
            "lists": tuple(map(_list, scheme.lists)),
            "consequences": tuple(map(_consequence, scheme.consequences)),
        }
    )


def turned(scheme: Scheme) -> bool:
    """Whether much is bad: points are of risk."""
    return scheme.score[0].high_is == "bad"


def _less(value: Fraction | None) -> Fraction | None:
    return None if value is None else -value


def _score(rule: Score) -> Score:
    by = {name: {k: -v for k, v in levels.items()} for name, levels in rule.start_by.items()}
    return rule.model_copy(
        update={
            "high_is": "good", "start": -rule.start, "start_by": by,
            "lowest": _less(rule.highest), "highest": _less(rule.lowest),
        }
    )  # fmt: skip


def _grades(rule: Grades) -> Grades:
    bands = {name: _less(bound) for name, bound in rule.bands.items()}
    return rule.model_copy(update={"bands": bands})


def _pairs(pairs: Sequence[tuple[Any, Fraction]] | None) -> Any:
    return None if pairs is None else tuple((bound, -points) for bound, points in pairs)


def _entry(rule: Entry) -> Entry:
    low, high = rule.range or (Fraction(0), Fraction(0))
    return rule.model_copy(
        update={
            "points": _less(rule.points),
            "range": (-high, -low) if rule.range else None,
            "by_size": _pairs(rule.by_size),
            "steps": _pairs(rule.steps),
            "ladder": tuple(-points for points in rule.ladder) if rule.ladder else None,
        }
    )


def _list(rule: ListRule) -> ListRule:
    below = {"score_below": _less(rule.enter.score_above), "score_above": None}
    return rule.model_copy(update={"enter": rule.enter.model_copy(update=below)})


def _consequence(rule: Consequence) -> Consequence:
    return rule.model_copy(update={"money_per_point": _less(rule.money_per_point)})
