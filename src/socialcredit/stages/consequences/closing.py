"""Consequences that close firms: whom an order reaches this month."""

import numpy as np

from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import inner
from socialcredit.stages.consequences.doors import CLOSE

ORDERED = stream("consequences.closed")


@inner
def ordered_to_close(doors, standing, active, i, slot, month, key):
    """Whether a consequence that closes, in force, falls on firm i and is carried out this month.

    active  int64 (schemes,) 1 where a scheme is in force; its own copy of the grade decides
    """
    for q in range(doors.rule.shape[0]):
        rule = doors.rule[q]
        if rule.effect != CLOSE or rule.open == 0 or active[rule.scheme] == 0:
            continue
        if rule.register >= 0:
            concerned = standing.until[rule.register, i] != 0
        else:
            concerned = (rule.grades >> np.int64(standing.grade[rule.scheme, i])) & 1 == 1
        if concerned and philox(slot, q, month, ORDERED, key[0], key[1])[0] < rule.looks:
            return True
    return False
