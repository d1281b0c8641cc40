"""What each line of the page on conduct comes to month by month, and so in any stretch of months.

Before, during, the first year after and later where schemes begin or end within the run, else each
calendar year; beside the twin in the same months where the twin has such a thing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from socialcredit.results import naming
from socialcredit.results.measures import watched as seen
from socialcredit.results.measures.acceptance import STANCES
from socialcredit.results.measures.by_period import (
    THOUSAND,
    by_month,
    counted,
    deeds_of,
    everybody,
    in_grade,
)
from socialcredit.results.measures.course import Course, over, yearly
from socialcredit.results.measures.grown import lines_in_force
from socialcredit.results.measures.hours import drift_parts, hours_done, index_of
from socialcredit.results.measures.measure import block
from socialcredit.results.measures.of_undone import BY_TERM
from socialcredit.results.measures.panel_courses import bought_back, by_income, recovering
from socialcredit.results.measures.trapped import bottom_grade
from socialcredit.results.run import Run

EACH = "per 1000 residents"


def courses(run: Run, line: int) -> list[Course]:
    """The courses of a line: shares of anything, and of others those that are ever above nought."""
    found = [replace(one, twin=one.twin and run.has_twin) for one in LINES[line](run)]
    return [one for one in found if _is_told(one, run)]


def _is_told(one: Course, run: Run) -> bool:
    months = one.monthly(run) + (one.monthly(run, 1) if one.twin else [])
    return any(value is not None and (value or one.share) for value in months)


def _withdrawn(run: Run) -> list[Course]:
    if not run.has("motives"):
        return []

    def expected(side: str, run: Run, world: int) -> np.ndarray:
        column = f"{side}_{'ever' if world else 'alone'}"
        return np.stack([by_month(run, "motives", name, 0) for name in (column, "residents")])

    return [
        Course(f"{side} deeds expected from motivation alone", "a person and year",
               partial(expected, side), 1 / THOUSAND, False, twin=True)
        for side in ("bad", "good")
    ]  # fmt: skip


CASES = {
    seen.KNOWN: "under a rule that their doer had heard of",
    seen.ELSEWHERE: "of the same kinds, no rule reached or known",
    seen.RULED: "of kinds under a rule",
    seen.UNMEASURED: "of kinds that no scheme measures",
}


def _watched(run: Run) -> list[Course]:
    found = seen.by_month(run)
    if found is None:
        return []

    def of(side: str, case: str, run: Run, world: int) -> np.ndarray:
        mine = naming.kinds_with_sign(run, seen.SIDES[side])
        return np.asarray(found[case][world][:, mine].sum(axis=1), float)

    return [
        yearly(f"{side} deeds {CASES[case]}", partial(of, side, case), twin=True)
        for side in seen.SIDES
        for case in found
    ]


def _undone(run: Run) -> list[Course]:
    terms = list(run.names.get("terms", ()))

    def of(table: str, name: str, run: Run, _: int) -> np.ndarray:
        mine = [at for at, term in enumerate(terms) if not name or term == name]
        return by_month(run, table, "deeds", 0, lambda rows: np.isin(rows["term"], mine))

    if not run.has("refrained") or not terms:
        return []
    names = [name for name in BY_TERM if name in terms and of("refrained", name, run, 0).any()]
    found = [yearly("deeds left undone, for whatever reason", partial(of, "refrained", ""))]
    found += [
        yearly(f"left undone {BY_TERM[name]}", partial(of, "refrained", name)) for name in names
    ]
    if run.has("added") and of("added", "", run, 0).any():
        found.append(yearly("deeds done besides, that a reason raised", partial(of, "added", "")))
    return found


def _offset(run: Run) -> list[Course]:
    if not by_month(run, "conduct", "effort", 0).any():
        return []
    made_up = yearly("deeds made up for points", counted("conduct", "effort"))
    told = block(hours_done, run)
    if told is None:
        return [made_up, *bought_back(run)]
    months = {name: np.array(column) for name, column in told["by_month"].items()}

    def hours(_: Run, world: int) -> np.ndarray:
        return months["twin"] if world else months["made_up"] + months["anyway"]

    def entries(_: Run, world: int) -> np.ndarray:
        return months["twin_registrations" if world else "registrations"]

    twin = "twin" in months
    return [
        made_up,
        yearly("hours of good deeds of kinds done for points", hours, counts=False, twin=twin),
        yearly("entries in rolls of them, the empty ones too", entries, counts=False, twin=twin),
        *bought_back(run),
    ]


def _drift(run: Run) -> list[Course]:
    found = drift_parts(run)
    if found is None:
        return []

    def hours(group: str, _: Run, world: int) -> np.ndarray:
        return found[("twin_" if world else "") + group]

    return [
        Course("hours measured over hours unmeasured", "index, 100 without the schemes",
               lambda *_: np.stack(list(found.values())), counts=False,
               value=lambda sums: index_of(*sums)),
        yearly("hours of help that no scheme measures", partial(hours, "unmeasured"),
               counts=False, twin=True),
    ]  # fmt: skip


def _named(run: Run) -> list[Course]:
    return [*_threatened(run), *_public(run), *_attacked(run)]


def _threatened(run: Run) -> list[Course]:
    if not run.has("threatened"):
        return []

    def debts(size: int, column: str, run: Run, _: int) -> np.ndarray:
        return by_month(run, "threatened", column, 0, lambda rows: rows["size"] == size)

    return [
        Course(f"debts {words} paid for fear of being named", "share",
               over(partial(debts, at, "paid"), partial(debts, at, "debts")), share=True)
        for at, words in enumerate(("under the limit", "over the limit"))
    ]  # fmt: skip


def _public(run: Run) -> list[Course]:
    if not run.has("named"):
        return []
    people, wrong = counted("named", "people"), counted("named", "wrongly")
    return [
        Course("named before the public at month ends", EACH, over(people, everybody), stock=True),
        Course("of those named the wrong ones", "share", over(wrong, people), stock=True,
               share=True),
    ]  # fmt: skip


def _attacked(run: Run) -> list[Course]:
    if not run.has("attacks"):
        return []

    def attacks(on: Sequence[str], run: Run, _: int) -> np.ndarray:
        return np.sum([by_month(run, "attacks", one, 0) for one in on], axis=0)

    every, amiss = partial(attacks, ("right", "wrong", "beside")), ("wrong", "beside")
    return [
        yearly("attacks of a mob", every),
        Course("of these on the wrong ones", "share", over(partial(attacks, amiss), every),
               share=True),
    ]  # fmt: skip


def _trapped(run: Run) -> list[Course]:
    found = []
    if by_month(run, "conduct", "deeds", 0, lambda rows: _are_watched(run, rows["kind"])).any():
        done = deeds_of(("watched",))
        found.append(yearly("lawful deeds that are watched", done, twin=True))
    if any(naming.penal_grades(run, at).any() for at in range(len(run.names["schemes"]))):
        stood = over(in_grade(bottom_grade), in_grade(None))
        found.append(Course("in the bottom grade at month ends, of those graded", "share", stood,
                            stock=True, share=True))  # fmt: skip
        found += recovering(run)
    if run.has("giving_up"):
        tries, missed = counted("giving_up", "tries"), counted("giving_up", "not_tried")
        gave_up = counted("giving_up", "gave_up")
        found += [
            Course("tries at doors not made after refusals", "share",
                   lambda *at: np.stack([missed(*at), tries(*at) + missed(*at)]), share=True),
            Course("kinds of door at which people all but stopped trying", EACH,
                   over(gave_up, everybody), stock=True),
        ]  # fmt: skip
    return found


def _are_watched(run: Run, kinds: np.ndarray) -> np.ndarray:
    return naming.kinds_with_sign(run, ("watched",))[kinds]


WORDS = {
    "approve": "adults who approve",
    "afraid": "adults who disapprove and are afraid",
    "no_use": "adults who disapprove and see no use in protest",
    "protest": "adults who protest",
}


def _accepted(run: Run) -> list[Course]:
    if not run.has("acceptance"):
        return []

    def adults(stances: Sequence[str], run: Run, _: int) -> np.ndarray:
        columns = [
            by_month(run, "acceptance", one, 0, lambda rows: rows["by"] == 0) for one in stances
        ]
        return np.sum(columns, axis=0)

    return [
        Course(words, "share", over(partial(adults, [stance]), partial(adults, STANCES)),
               stock=True, share=True)
        for stance, words in WORDS.items()
    ]  # fmt: skip


def _grown(run: Run) -> list[Course]:
    found = lines_in_force(run)
    if found is None:
        return []

    def line(name: str, *_: Any) -> np.ndarray:
        return found[name]

    return [
        Course("lines in force outside the founding domains", "share",
               over(partial(line, "outside"), partial(line, "lines")), share=True),
        yearly("records under lines that groups got in", partial(line, "records")),
        *by_income(run),
    ]  # fmt: skip


LINES: dict[int, Callable[[Run], Sequence[Course]]] = {
    1: _withdrawn, 2: _watched, 3: _undone, 4: _offset, 5: _drift, 6: _named, 7: _trapped,
    8: _accepted, 9: _grown,
}  # fmt: skip
