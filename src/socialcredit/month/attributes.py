"""Attributes by which rules tell residents apart, as the register has them."""

import numpy as np

from socialcredit.core.columns import FEMALE, MINORITY, URBAN, People
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


def levels_in(people: People, column: int) -> np.ndarray:
    """The levels of all residents in an attribute; int64 (residents,)."""
    flags = {SEX: FEMALE, GROUP: MINORITY, PLACE: URBAN}
    if column in flags:
        return (people.flags & flags[column] != 0).astype(np.int64)
    columns = {FIFTH: people.fifth, OCCUPATION: people.occupation}
    return columns.get(column, people.role_education & 7).astype(np.int64)
