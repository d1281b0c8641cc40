"""Deeds where a rule watches and its doer knows it, where not, and those that nobody measures.

Whoever has heard of a rule is moved by what was assumed of people who fear it or strive for it; the
other two kinds are moved by nothing of that sort, and so tell whether the rules changed anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from socialcredit.results import naming
from socialcredit.results.measures.measure import CAME_OUT, PUT_IN, Measure, block
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run, add_up

KNOWN, ELSEWHERE, UNMEASURED, RULED = "known", "elsewhere", "unmeasured", "ruled"
SIDES = {"bad": naming.BAD_SIGNS, "good": naming.GOOD_SIGNS}


class Done(NamedTuple):
    """Deeds by month and kind, with the schemes and in the twin: int64 (months, kinds) each."""

    with_: np.ndarray
    without: np.ndarray


def watched(run: Run) -> dict[str, Any] | None:
    """Deeds of kinds under a rule, known and not, and of kinds that no scheme measures.

    Of bad and of good deeds a row each: `known`, of kinds that a scheme counts or rewards, where
    the doer had heard of a rule that reached them on that day; `elsewhere`, the same kinds where no
    rule reached their doer or was known; `unmeasured`, kinds of which no scheme speaks. Each has
    the deeds done (`with`; none made up for points), those of the twin in the same case
    (`without`: what was about to be done, which the same luck makes the twin's), the `change` and
    the `kinds` with any. Where the run did not ask `who_knew`, the first two are one, `ruled`.
    `made_up` are the deeds that were. None without a
    twin, and where faults stand, of which the twin has others.
    """
    cases = by_month(run)
    if cases is None:
        return None
    rows = {
        side: {case: _row(run, found, signs) for case, found in cases.items()}
        for side, signs in SIDES.items()
    }
    return {**rows, "made_up": int(run.rows("conduct", world=0)["effort"].sum())}


def by_month(run: Run) -> dict[str, Done] | None:
    """The deeds of each case, month by month; None as above."""
    if not run.has_twin or run.has("faults"):
        return None
    ruled, cases = _ruled(run), dict[str, Done]()
    done, known = _done(run), _known(run)
    if known is None:
        cases[RULED] = _masked(done, ruled)
    else:
        cases[KNOWN] = known
        rest = Done(done.with_ - known.with_, done.without - known.without)
        cases[ELSEWHERE] = _masked(rest, ruled)
    cases[UNMEASURED] = _masked(done, ~ruled)
    return cases


def _row(run: Run, done: Done, signs: tuple[str, ...]) -> dict[str, Any]:
    mine = naming.kinds_with_sign(run, signs)
    here, there = (column.sum(axis=0) for column in done)
    with_, twin = int(here[mine].sum()), int(there[mine].sum())
    some = np.flatnonzero(mine & ((here > 0) | (there > 0)))
    hidden = np.array([sign.startswith("hidden") for sign in run.names["kind_signs"]], bool)
    return {
        "with": with_,
        "without": twin,
        "change": share(with_ - twin, twin),
        # First those that no source ever sees: nobody could measure them.
        "kinds": [
            naming.kind_title(run, int(kind))
            for kind in some[np.argsort(~hidden[some], kind="stable")]
        ],
    }


def _masked(done: Done, kinds: np.ndarray) -> Done:
    return Done(done.with_ * kinds, done.without * kinds)


def _ruled(run: Run) -> np.ndarray:
    """Kinds of which an entry of any scheme speaks, also under another name: bool (kinds,)."""
    names, kin = list(run.names["kinds"]), run.names.get("kin") or {}
    said = np.zeros(len(names), bool)
    for scheme in range(len(run.names["schemes"])):
        for kind in naming.entry_kinds(run, scheme).tolist():
            if kind >= 0:
                others = [name for name in kin.get(names[kind], ()) if name in names]
                said[[kind, *map(names.index, others)]] = True
    return said


def _done(run: Run) -> Done:
    """Deeds that nobody made up for points."""
    sums = []
    for world in (0, 1):
        rows = run.rows("conduct", world=world)
        sums.append(_by_kind(run, rows, rows["deeds"] - rows["effort"]))
    return Done(*sums)


def _known(run: Run) -> Done | None:
    """Those under a rule that reached their doer, who had heard of it; None where nobody asked."""
    if not run.has("who_knew"):
        return None
    rows = run.rows("who_knew", world=0)
    return Done(_by_kind(run, rows, rows["known"]), _by_kind(run, rows, rows["known_about"]))


def _by_kind(run: Run, rows: dict[str, np.ndarray], counts: np.ndarray) -> np.ndarray:
    many = len(run.names["kinds"])
    found = add_up(counts, rows["month"] * many + rows["kind"], run.months * many)
    return found.reshape(run.months, many)


def _change(side: str, case: str) -> Callable[[Run, int], Share | None]:
    def worth(run: Run, _: int) -> Share | None:
        found = block(watched, run)
        row = found[side].get(case) if found else None
        return row["change"] if row else None

    return worth


def _of(side: str, case: str, words: str) -> Measure:
    return Measure(
        f"seen.{side}.{case}", f"{words}, against the twin", "relative change",
        "less" if side == "bad" else "more", "run", "change", _change(side, case), twin=True,
        line=2, mark=PUT_IN if case == KNOWN else CAME_OUT,
    )  # fmt: skip


MEASURES = tuple(
    _of(side, case, words.format(side))
    for side in SIDES
    for case, words in (
        (KNOWN, "{} deeds under a rule that their doer had heard of"),
        (ELSEWHERE, "{} deeds of the same kinds where no rule reached or was known"),
        (UNMEASURED, "{} deeds of kinds that no scheme measures"),
    )
)
