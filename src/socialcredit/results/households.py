"""Sums over the households of the panel: the units by which luck is reckoned."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from socialcredit.results import panel
from socialcredit.results.run import Run


class Panel(NamedTuple):
    """Who is in the panel, and in which household."""

    residents: np.ndarray  # int64 (people,) numbers of residents, rising
    household: np.ndarray  # int64 (people,) the household of each, counted from nought
    many: int  # households


def of_panel(run: Run) -> Panel:
    """The residents of the panel and their households."""
    return run.once("panel households", lambda: _of_panel(run))


def _of_panel(run: Run) -> Panel:
    people = run.table("panel_people")
    order = np.argsort(people["resident"], kind="stable")
    _, where = np.unique(people["household"][order], return_inverse=True)
    return Panel(people["resident"][order], where, int(where.max(initial=-1)) + 1)


def household_of(run: Run) -> dict[int, int]:
    """The household of each resident of the panel."""
    found = of_panel(run)
    return dict(zip(found.residents.tolist(), found.household.tolist(), strict=True))


def summed(run: Run, borne: Mapping[int, float]) -> np.ndarray:
    """What residents bore, by household: float[households], noughts where nobody bore anything."""
    return of_rows(run, np.array(list(borne), np.int64), np.array(list(borne.values()), float))


def of_rows(run: Run, residents: np.ndarray, worth: np.ndarray | None = None) -> np.ndarray:
    """Rows about residents of the panel added up by household, each worth one or `worth`."""
    found = of_panel(run)
    if not found.many:
        return np.zeros(0)
    at = np.searchsorted(found.residents, residents).clip(max=len(found.residents) - 1)
    known = found.residents[at] == residents
    weights = None if worth is None else worth[known]
    return np.bincount(found.household[at[known]], weights, found.many).astype(float)


def people(run: Run) -> np.ndarray:
    """How many people each household of the panel has: float[households]."""
    return of_rows(run, of_panel(run).residents)


def deeds(run: Run, world: int, kinds: np.ndarray, stopped: bool = False) -> np.ndarray:
    """Deeds truly done of the kinds marked in bool[kinds], by household; with what was stopped."""
    done = panel.deeds(run, world, stopped)
    return of_rows(run, done["resident"][kinds[done["kind"]]])


def everybody(run: Run) -> float:
    """The variance of a share of everybody over that of the same share of the panel: at most 1."""
    return min(len(of_panel(run).residents) / run.people, 1.0) if run.people else 1.0
