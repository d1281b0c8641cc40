"""Fan-out: from a firm on a list to its owner, and to whoever lives with them; counted exactly.

Stocks at a month's end. A record that crossed counts while it lives, as any ground of a list does.
"""

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.limits import COMMUNITY
from socialcredit.engine.setup import Setup
from socialcredit.engine.world import World
from socialcredit.language.model.crossings import Crossing
from socialcredit.stages.records.cases import COPIES, DONE, NO_SCHEME, PENDING, STRUCK, WORDS

ADULT = 18
DEAD = (DONE, COPIES, STRUCK, PENDING)
COUNTS = 5  # firms, records, owners, listed, household


def count_fan_out(
    setup: Setup, world: World, month: Month, listed: np.ndarray, one: Crossing
) -> None:  # fmt: skip
    """Rows of the table `fan_out`, by whether what stands behind the firm's listing is wrong.

    listed  uint8 (firms,), see `Passing`
    """
    if month.number < setup.lead:
        return
    rows = np.zeros((2, 3 + COUNTS), np.int64)
    rows[:, 0], rows[:, 1], rows[:, 2] = world.number, month.number - setup.lead, (0, 1)
    rows[:, 3] = np.count_nonzero(listed == 1), np.count_nonzero(listed > 1)
    whom, wrong, records = on_file(setup, world, setup.deed_numbers[one.deed])
    black = _on_black_lists(setup, world)
    others = _others_hit(setup)
    for which in (0, 1):
        owners = whom[wrong == which]
        stand = owners[black[owners]]
        rows[which, 4], rows[which, 5] = records[which], len(owners)
        rows[which, 6], rows[which, 7] = len(stand), others[stand].sum()
    world.collected.blocks["fan_out"].append(rows)


def on_file(
    setup: Setup, world: World, deed: int
) -> tuple[np.ndarray, np.ndarray, tuple[int, int]]:
    """Residents with a live record of this deed, each once, and whether all of theirs are wrong;
    and how many such records there are, right and wrong: one of a sighting under each scheme."""
    blocks = world.cases
    first = np.repeat(setup.communities.offset[:-1], [len(block) for block in blocks])
    words = np.concatenate([*blocks, np.zeros((0, WORDS), np.uint32)]).astype(np.int64)
    head, number = words[:, 0], words[:, 4]
    mine = (number >> 16 & 255) == deed
    mine &= (head >> 16 & 31) != NO_SCHEME
    mine &= ~np.isin(head >> 24 & 15, DEAD)
    whom = first[mine] + (head[mine] & (COMMUNITY - 1))
    right = (head[mine] >> 21 & 7) == 0
    owners = np.unique(whom)
    wrong = (~np.isin(owners, whom[right])).astype(np.int64)
    return owners, wrong, (int(right.sum()), int((~right).sum()))


def _on_black_lists(setup: Setup, world: World) -> np.ndarray:
    """Who is on any black list: bool (residents,)."""
    rules = [rule for scheme in setup.schemes for rule in scheme.lists]
    rows = [k for k, rule in enumerate(rules) if rule.colour == "black"]
    until = world.standing.until
    if not rows or until.shape[1] < setup.residents:
        return np.zeros(setup.residents, bool)
    return np.asarray((until[rows] != 0).any(axis=0))


def _others_hit(setup: Setup) -> np.ndarray:
    """On how many others of a household some consequence of the rules falls: int64 (residents,)."""
    rules = [rule for scheme in setup.schemes for rule in scheme.consequences]
    hit = {name for rule in rules for name in rule.hits}
    people, household = setup.people, np.cumsum(setup.people.position == 0) - 1
    mine = np.zeros(setup.residents, bool)
    if "household" in hit:
        mine[:] = True
    elif "children" in hit:
        mine = people.age < ADULT
    many = np.bincount(household, mine)
    return (many[household] - mine).astype(np.int64)
