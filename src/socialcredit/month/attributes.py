"""Attributes by which rules tell residents apart, as the register has them."""

import numpy as np

from socialcredit.core.columns import FEMALE, MINORITY, URBAN
from socialcredit.core.jit import inner

FIFTH, EDUCATION, OCCUPATION, SEX, GROUP, PLACE = range(6)


@inner
def level_of(people, i, column):
    """The level of a resident in an attribute."""
    if column == FIFTH:
        return np.int64(people.fifth[i])
    if column == EDUCATION:
        return np.int64(people.role_education[i]) & 7
    if column == OCCUPATION:
        return np.int64(people.occupation[i])
    flag = FEMALE if column == SEX else (MINORITY if column == GROUP else URBAN)
    return 1 if np.int64(people.flags[i]) & flag else 0
