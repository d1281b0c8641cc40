"""Premises stay, firms come and go: who closes this month, and who opens there anew.

A firm closes by a chance of its market and size, drawn for the premises and the month, so that the
same close with and without a scheme. On the same day another one opens there, drawn from the
premises and the count of openings: of the same owner where several lie side by side, else of
anybody's, with a new licence.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import PANEL, URBAN
from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import inner
from socialcredit.stages.society.deeds import set_thresholds
from socialcredit.stages.society.firms import FIRM, FirmRecipe, draw_firm
from socialcredit.stages.society.panel import Luck
from socialcredit.stages.society.profiles import key_of_profile

CLOSES = stream("society.premises.closes")
MOST_OPENINGS = 255
# Columns of the table `premises`.
CLOSED, ORDERED_CLOSED, CHOSEN, RECORDS, BAD_RECORDS, CHOSEN_RECORDS = range(6)


class Premises(NamedTuple):
    """Compiled turnover; without rows where subjects stay as they are, as residents do.

    by_order  whether a rule of the run closes firms
    reopens   no chances where nobody closes to shed a record
    """

    closes: np.ndarray  # int64 (markets, 5 sizes) chance out of 2**32 to close in a month
    sector: np.ndarray  # int64 (markets,) row of the recipe
    recipe: FirmRecipe
    luck: Luck
    kind: np.ndarray  # int64 (markets,) kind of home
    number: np.ndarray  # uint16 (kinds of home, keys) profile of each combination of attributes
    told: int  # bits of a key that tell firms apart
    ages: np.ndarray  # int64, where bands of ages begin
    by_order: bool
    reopens: np.ndarray  # int64 (5 sizes,) or (0,), chance out of 2**32 a month, see `reopening`


@inner
def closes(premises, people, place, i, slot, month, key):
    """Whether the firm closes this month."""
    chance = premises.closes[place, np.int64(people.fifth[i])]
    return philox(slot, 0, month, CLOSES, key[0], key[1])[0] < chance


@inner
def open_anew(premises, people, mind, hazards, place, i, slot, opening):
    """Another firm on these premises: attributes, profile, and a mind that has heard of nothing."""
    kept = np.int64(people.flags[i]) & (URBAN | PANEL)
    position = people.position[i]
    draw_firm(
        people, premises.recipe, premises.sector[place], i, slot, opening, 0, kept, premises.luck,
        FIRM,
    )  # fmt: skip
    people.position[i] = position
    level = np.int64(people.role_education[i]) & 7
    found = key_of_profile(
        np.int64(people.age[i]), premises.ages, np.int64(people.flags[i]),
        np.int64(people.occupation[i]), np.int64(people.fifth[i]), level,
    )  # fmt: skip
    people.profile[i] = premises.number[premises.kind[place], found & premises.told]
    mind.belief[i] = mind.known[i] = mind.pays[i] = mind.effort[i] = mind.felt[i] = 0
    if mind.visited.shape[0] > i:
        mind.visited[i] = 0
    if mind.refused.shape[0] > i:
        mind.refused[i] = 0
    if mind.shied.shape[0] > i:
        mind.shied[i] = 0
    if mind.treated.shape[0] > i:
        mind.treated[i] = 0
    for row in range(mind.rows.shape[0]):
        if mind.rows.shape[1] > i:
            mind.rows[row, i] = 0
    set_thresholds(people, mind, hazards, i, i + 1)
