"""How much of what people do hangs on a motivation that prices move, as tables for the counts."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from socialcredit.compile.rates import quantiles
from socialcredit.compile.response import Responses
from socialcredit.stages.response.mechanisms import rows_kept
from socialcredit.stages.response.motivation import ROWS, Group, curve_of
from socialcredit.stages.society.motives import ONE, Motives

SIDES = (("bad", "hidden-bad"), ("good", "hidden-good"))


def compile_motives(
    responses: Responses, deeds: Sequence[Mapping[str, Any]], table: np.ndarray
) -> Motives:
    """Shares of each profile's deeds by group, and what each step of a byte makes of them.

    table  float (profiles, kinds) occasions a day, see `rates`
    """
    chosen = [one for one in responses.chosen if one.mechanism.name == "motivation"]
    groups: Sequence[Group] = chosen[0].settings.groups if chosen else ()
    many, part = np.zeros((len(table), 2)), np.zeros((len(table), 2, len(groups)))
    if not groups:
        return Motives(
            *(np.zeros(shape, np.int64) for shape in ((0, 2), (0, 2, 0), (0, 2, 256), 0))
        )
    done = table * quantiles(deeds, "at_once", "values", 1).mean(axis=1)
    for side, signs in enumerate(SIDES):
        kinds = responses.kinds.signed(*signs) > 0
        occasions = np.maximum(table[:, kinds].sum(axis=1), 1e-300)
        many[:, side] = done[:, kinds].sum(axis=1) / occasions
        for g, group in enumerate(groups):
            part[:, side, g] = done[:, kinds & (group.sign != 0)].sum(axis=1) / occasions
    curves = np.stack([curve_of(g)(chosen[0].settings) for g in range(len(groups))])
    grown = np.expm1(np.stack([-curves, curves], axis=1))
    kept = rows_kept(responses.chosen)
    rows = np.array([kept.index(ROWS[g]) for g in range(len(groups))], np.int64)
    parts = [np.rint(one * ONE).astype(np.int64) for one in (many, part, grown)]
    return Motives(parts[0], parts[1], parts[2], rows)
