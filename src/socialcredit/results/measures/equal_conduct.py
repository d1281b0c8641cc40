"""F4 and F5: at the same true conduct, who falls into a penal grade more often?"""

from math import sqrt
from typing import Any

import numpy as np

from socialcredit.core.columns import MINORITY
from socialcredit.results import households, naming
from socialcredit.results.households import of_panel
from socialcredit.results.luck import Interval, reach_of
from socialcredit.results.measures.standing import bad_deeds, changed_hands, standings
from socialcredit.results.part import FEW, Share, share
from socialcredit.results.run import Run

BOUNDS = (0, 1, 2, 3, 5, 10, 20, 40, 80)  # bad deeds from which a class of conduct begins
CLASSES = ("none", "1", "2", "3 or 4", "5 to 9", "10 to 19", "20 to 39", "40 to 79", "80 or more")
LARGER = 2  # of the five levels, from which somebody counts as larger


def gap_by_size(run: Run, scheme: int = 0) -> dict[str, Any]:
    """F4: the small (the lower two of five levels) against the larger, see `at_equal_conduct`."""
    fifth = _column(run, "fifth")
    return at_equal_conduct(run, scheme, np.where(fifth >= LARGER, 1, 0))


def gap_by_group(run: Run, scheme: int = 0) -> dict[str, Any]:
    """F5: the first group (unconnected) against the second, see `at_equal_conduct`."""
    return at_equal_conduct(run, scheme, ((_column(run, "flags") & MINORITY) > 0).astype(int))


def at_equal_conduct(run: Run, scheme: int, group: np.ndarray) -> dict[str, Any]:
    """The share of two groups that ends in a penal grade, by how many bad deeds they truly did.

    Of the panel, deeds of the whole run. `classes` are rows: `deeds` in words, and for each group
    `scored` (how many), `penal` (how many of them) and their `share`. `gap` is the share of the
    first group less that of the second, had both the conduct of all: class by class, weighed by all
    who are in it, over classes in which both groups have ten or more; None where there is none, or
    where no grade is penal. Its cases are the fewer in a penal grade of the two groups in these
    classes (`penal`, both), its `interval` is by luck (jackknife over owners, or households), None
    where in either fewer than ten of these bear it. Premises on which another firm opened in the
    run are left out. Those of one class may still differ in which deeds they did.
    """
    deeds = bad_deeds(run).sum(axis=0)
    of_class = np.searchsorted(BOUNDS, deeds, side="right") - 1
    last = np.zeros((len(deeds), len(naming.scheme(run, scheme)["grades"])))
    for standing in standings(run, scheme):
        last = standing
    last[changed_hands(run)] = 0.0
    penal = naming.penal_grades(run, scheme)
    sums = _sums(run, of_class, group, last.sum(axis=1), last[:, penal].sum(axis=1))
    scored, bad = sums.sum(axis=1)
    rows = [
        {"deeds": words, "groups": [_part(*one) for one in zip(scored[n], bad[n], strict=True)]}
        for n, words in enumerate(CLASSES)
    ]
    told = {"classes": rows, "gap": None, "interval": None, "penal": [0, 0]}
    both = (scored >= FEW).all(axis=1)
    if not penal.any() or not both.any():
        return told
    of_groups = bad[both].sum(axis=0)
    gap, interval = _gap(sums[:, :, both], households.everybody(run))
    cases = round(of_groups.min())
    return told | {
        "gap": Share(gap, cases),
        "interval": interval,
        "penal": of_groups.round().astype(int).tolist(),
    }


def _sums(
    run: Run, of_class: np.ndarray, group: np.ndarray, scored: np.ndarray, penal: np.ndarray
) -> np.ndarray:
    """Scored, and in a penal grade, by owner, class and group: float (2, owners, classes, 2)."""
    home, many = of_panel(run).household, of_panel(run).many
    spot, size = (home * len(CLASSES) + of_class) * 2 + group, many * len(CLASSES) * 2
    both = [np.bincount(spot, worth, size) for worth in (scored, penal)]
    return np.stack(both).reshape(2, many, len(CLASSES), 2)


def _part(scored: float, bad: float) -> dict[str, Any]:
    return {"scored": float(scored), "penal": float(bad), "share": share(bad, scored)}


def _gap(sums: np.ndarray, part_of: float) -> tuple[float, Interval]:
    """The first group's share less the second's over these classes, and its play of luck."""
    whole = sums.sum(axis=1)
    weight = whole[0].sum(axis=1) / whole[0].sum()
    gap = _weighed(whole, weight)
    bear = int((sums[1].sum(axis=1) > 0).sum(axis=0).min())
    if bear < FEW:
        return gap, None
    without = np.array([_weighed(whole - one, weight) for one in np.moveaxis(sums, 1, 0)])
    reach = reach_of(without, bear) * sqrt(part_of)
    return gap, (gap - reach, gap + reach)


def _weighed(sums: np.ndarray, weight: np.ndarray) -> float:
    shares = sums[1] / sums[0]
    return float((weight * (shares[:, 0] - shares[:, 1])).sum())


def _column(run: Run, name: str) -> np.ndarray:
    """A column of the panel's people, residents rising as `of_panel` has them."""
    people = run.table("panel_people")
    order = np.argsort(people["resident"], kind="stable")
    assert len(order) == len(of_panel(run).residents)
    return people[name][order]
