"""How `validate --draws` prints predictions: an interval each, and what they come to."""

from collections.abc import Mapping, Sequence
from typing import Any

from socialcredit.commands.held_against import number
from socialcredit.core.text import counted, wrapped

Row = Mapping[str, Any]


def lines_of(rows: Sequence[Row], verdict: Row) -> list[str]:
    """A paragraph a prediction, then coverage and score."""
    draws = counted(verdict["draws"], "calibrated draw")
    head = (
        f"Predictions over {draws} with {verdict['people']:,} people each: where nine in ten lie, "
        "by what is left in doubt, luck and counting; what the model leaves out is not in it."
    )
    lines = ["", *wrapped(head), ""]
    for row in rows:
        if "predicted" in row:
            lines += _prediction(row)
    return [*lines, *verdict_lines(verdict)]


def _prediction(row: Row) -> list[str]:
    one = row["predicted"]
    read = f", read as: {row['reading']}" if row["reading"] else ""
    lines = wrapped(f"{row['when']}  {row['what']} ({row['unit']}){read}", "  ", " " * 14)
    if one["interval"] is None:
        return [*lines, *wrapped("no interval: no draw has such a number", "    ", "      ")]
    told = f"published {number(row['published'])}; {between(one['interval'])}: {held(one)}"
    if one["naive_interval"]:
        told += f"; without a model {between(one['naive_interval'])}: "
        told += "inside" if one["naive_inside"] else "outside"
    return [*lines, *wrapped(told, "    ", "      ")]


def held(one: Row) -> str:
    """Whether an interval holds what was published."""
    return "inside" if one["inside"] else "OUTSIDE"


def between(interval: Sequence[float]) -> str:
    """An interval in words."""
    return f"{number(interval[0])} to {number(interval[1])}"


def verdict_lines(verdict: Row) -> list[str]:
    """How often intervals hold, and their mean score."""
    if not verdict["predictions"]:
        return ["No prediction has an interval."]
    many = verdict["predictions"]
    inside = round(verdict["coverage"] * many)
    lines = wrapped(f"{inside} of {counted(many, 'prediction')} inside their interval of 90 %.")
    told = f"Mean interval score, as a share of what was published: {share(verdict['score'])}"
    if verdict["with_naive"]:
        told += (
            f"; of the {verdict['with_naive']} with a naive number "
            f"{share(verdict['score_where_naive'])}, without a model "
            f"{share(verdict['naive_score'])}"
        )
    return [*lines, *wrapped(f"{told}. Less is better.")]


def share(score: float | None) -> str:
    """A score."""
    return "none" if score is None else f"{score:.3g}"
