"""Compile what is believed about lending, and a scheme's bureau, into one month's market."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from socialcredit.compile.curves import along
from socialcredit.core.draws import threshold
from socialcredit.language.model.provenance import holding
from socialcredit.language.model.scheme import Scheme
from socialcredit.stages.lending.loans import MOST_COUNTED, Market

Document = Mapping[str, Any]
MONTH = 30
GROUPS, FIFTHS = 2, 5


def compile_market(
    lending: Document, schemes: Sequence[Scheme], active: Sequence[bool], first: date
) -> Market:
    """The market of the month that begins on `first`, with the bureau of the schemes in force."""
    lenders, paying, files = lending["lenders"], lending["paying"], lending["files"]
    terms, check = lending["terms"], lending["check"]
    open_ = [lender["closes"] is None or first < lender["closes"] for lender in lenders]
    weights = np.array([float(lender["weight"]) for lender in lenders]) * open_
    chosen = np.cumsum(weights) / (weights.sum() or 1.0)
    checked = check if check is not None and check["since"] <= first else None
    fades = min(MONTH / max(files["kept"], 1), 1.0)
    corrected = 1 - (1 - files["corrected"]) * (1 - fades)
    return Market(
        np.array([threshold(float(value)) for value in chosen], np.int64),
        bits_of([bool(one) and weight > 0 for one, weight in zip(open_, weights, strict=True)]),
        bits_of(joined(len(lenders), share_in_bureau(schemes, active, first))),
        terms["limit"], terms["over"], _asks(lending["asking"]), _late(paying),
        threshold(paying["cured"]), threshold(paying["lost"]), threshold(1 / terms["months"]),
        _by_group(files, "wrong"), threshold(corrected), threshold(fades),
        _by_group(checked, "chance"), _by_group(checked, "never"),
    )  # fmt: skip


def share_in_bureau(schemes: Sequence[Scheme], active: Sequence[bool], first: date) -> float:
    """The share of lenders in the bureau of any scheme in force; 0 without one."""
    shares = [0.0]
    for scheme, on in zip(schemes, active, strict=True):
        rule = holding(scheme.bureau, first) if on and scheme.starts <= first else None
        if rule is not None:
            shares.append(along(rule.members, first))
    return max(shares)


def joined(lenders: int, share: float) -> list[bool]:
    """Which lenders are members: they join in the order of the file."""
    return [(ell + 0.5) / lenders < share for ell in range(lenders)]


def open_and_joined(lending: Document, schemes: Sequence[Scheme], first: date) -> tuple[int, int]:
    """How many lenders lend in the month that begins on `first`, and how many of them are members
    of a bureau."""
    market = compile_market(lending, schemes, [True] * len(schemes), first)
    return market.lends.bit_count(), (market.lends & market.members).bit_count()


def bits_of(flags: Sequence[bool]) -> int:
    """A bit for each that is true."""
    return sum(1 << number for number, flag in enumerate(flags) if flag)


def _asks(asking: Document) -> np.ndarray:
    loans = np.arange(MOST_COUNTED + 1)
    rate = np.outer(asking["per_year"], 1 + asking["more_with_each"] * loans) / 12
    return np.rint(-np.expm1(-rate) * 2**32).astype(np.int64)


def _late(paying: Document) -> np.ndarray:
    table = np.outer(paying["by_fifth"], paying["late"])
    both = np.stack([table * paying["closed_times"], table])
    return np.rint(np.minimum(both, 1.0) * 2**32).astype(np.int64)


def _by_group(block: Document | None, name: str) -> np.ndarray:
    """A chance for the majority and the minority; 0 without the block."""
    if block is None:
        return np.zeros(GROUPS, np.int64)
    chance = float(block[name])
    more = min(chance * float(block["minority_times"]), 1.0)
    return np.array([threshold(chance), threshold(more)], np.int64)
