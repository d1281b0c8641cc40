"""What bodies that share their records pass each other, and whom a passed error costs a penalty."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from socialcredit.core import events as happened
from socialcredit.results import month_ends, naming, panel
from socialcredit.results.run import Run
from socialcredit.results.scales import gone_without, scale_of


@dataclass(frozen=True)
class Passed:
    """Copies of records of the body `home` that the body `holder` filed, and wrong ones of them."""

    holder: int
    home: int
    records: int
    wrong: int


def homes_of(run: Run, number: int) -> list[str | None]:
    """Of each entry of a scheme, the body whose records it copies; None of its own."""
    names = naming.scheme(run, number)
    return list(names.get("entry_copy_of") or [None] * len(names["entries"]))


def passed(run: Run) -> list[Passed]:
    """What every body filed of every other's in the run, of everybody in the panel."""
    order = {str(scheme["name"]): n for n, scheme in enumerate(run.names["schemes"])}
    filed = run.select(
        "panel_events", f"world = 0 and what = {happened.FILED}", "scheme, entry, cause"
    )
    found = []
    for number in order.values():
        own = filed["scheme"] == number
        homes = np.array([order.get(home or "", -1) for home in homes_of(run, number)], int)
        home, wrong = homes[filed["entry"][own]], filed["cause"][own] > happened.RIGHT
        for other in order.values():
            these = home == other
            if these.any():
                found.append(Passed(number, other, int(these.sum()), int(wrong[these].sum())))
    return found


def penalised_for_copies(run: Run, number: int, residents: Iterable[int]) -> dict[int, str]:
    """Those of the residents whom a body would not penalise at the end without copied errors.

    Wrong records that it copied are taken out, and the grade is reckoned anew by the scheme's own
    bounds; of a penalty that rests on an older copy of the grade, at the time of that copy. Told is
    the body from which most of the points lost by them came.
    """
    homes, penal = homes_of(run, number), naming.penal_grades(run, number)
    scale, books = scale_of(run, number), panel.panel_books(run)
    found = {}
    for who in residents:
        *_, end = month_ends.by_month(run, books.get(who, []), number)
        state = end.state if penal[end.state.grade] else end.taken
        copied = {
            key: held
            for key, held in state.live.items()
            if held.cause > happened.RIGHT and homes[held.entry] is not None
        }
        if gone_without(state, {record for record, _ in copied}, penal, scale):
            worst = min(copied.values(), key=lambda held: held.points)
            found[who] = str(homes[worst.entry])
    return found
