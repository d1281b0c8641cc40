"""Measures of all bodies together, of the panel: the same as `across` tells them."""

from collections.abc import Callable
from typing import Any

from socialcredit.results.luck import Interval
from socialcredit.results.measures.across import DAYS, MARKS, across_bodies
from socialcredit.results.measures.measure import Better, Kind, Measure, block
from socialcredit.results.run import Run

A_THOUSAND = "per 1000 people and year"


def _value(name: str) -> Callable[[Run, int], float | None]:
    def value(run: Run, _: int) -> float | None:
        found: float | None = block(across_bodies, run)[name] if _has_panel(run) else None
        return found

    return value


def _luck(name: str) -> Callable[[Run, int], Interval] | None:
    if name not in (*DAYS, *MARKS):
        return None
    return lambda run, _: block(across_bodies, run)["intervals"][name] if _has_panel(run) else None


def _has_panel(run: Run) -> bool:
    return bool(len(run.table("panel_people")["resident"]))


def _of(name: str, words: str, unit: str, better: Better, kind: Kind, **more: Any) -> Measure:
    return Measure(
        f"together.{name}", words, unit, better, "together", kind, _value(name), rests_on="panel",
        luck=_luck(name), **more,
    )  # fmt: skip


MEASURES = (
    _of("penal_days", "days under any penalty", A_THOUSAND, "less", "rate"),
    _of("wrong_days", "days wrongly under any penalty", A_THOUSAND, "less", "rate",
        hook="Art. 5(1)(c)(ii); 171"),
    _of("late_days", "late days (right once, a copy not renewed)", A_THOUSAND, "less", "rate"),
    _of("wrong_body_days", "wrongly penalised days, each counted for every body", A_THOUSAND,
        "less", "rate"),
    _of("several_files", "residents on whom two or more bodies filed a record", "share", "less",
        "share"),
    _of("several_penal", "residents under a penalty of two or more bodies in one month", "share",
        "less", "share"),
    _of("shut_out", "residents shut out of three or more domains of life at once", "share", "less",
        "share", hook="27(1)(c)-(d)",
        says="of residents were refused in three or more domains of life at once, by whichever "
        "bodies"),
    _of("behind_doors", "people behind a shut door", "", "less", "count"),
    _of("unrelated", "of these, those whom a body penalised only for unrelated records", "share",
        "less", "share", hook="Art. 5(1)(c)(i); 166"),
    _of("wrong", "wrong bad records", "", "less", "count"),
    _of("fan_out", "bodies that filed one wrong record", "on average", "less", "ratio",
        says="bodies hold each wrong record on average, each in a copy to be put right"),
    _of("fan_out_most", "bodies that filed one wrong record", "at most", "less", "count"),
    _of("righted", "wrong records put right at one body at least", "share", "more", "share"),
    _of("repaired", "wrong records put right in every copy", "share", "more", "share"),
    _of("first_days", "days until half have it right at one body, the unfinished counted", "",
        "less", "median"),
    _of("repair_days", "days until half have it right in the last copy", "", "less", "median"),
    _of("repair_p90", "days until nine in ten have it right in the last copy", "", "less",
        "quantile"),
)  # fmt: skip
