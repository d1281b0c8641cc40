"""Fan-out: from a firm on a list to its owner, and to whoever lives with them; counted exactly.

Stocks at a month's end. A record that crossed counts while it lives, as any ground of a list does.
"""

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.limits import COMMUNITY
from socialcredit.engine.setup import Setup
from socialcredit.engine.world import World
from socialcredit.stages.records.cases import COPIES, DONE, NO_SCHEME, PENDING, STRUCK, WORDS

ADULT = 18
DEAD = (DONE, COPIES, STRUCK, PENDING)
COUNTS = 5  # firms, records, owners, listed, household


def fan_out_in(setup: Setup, world: World, deed: int) -> np.ndarray:
    """What a shard of residents says, by whether all that one has on file is wrong.

    int64 (2, 4): live records of the deed, their owners, those of these on a black list, and others
    of their households. Of several shards it is the sum.
    """
    found = np.zeros((2, 4), np.int64)
    whom, wrong, records = on_file(setup, world, deed)
    black = _on_black_lists(setup, world)
    others = _others_hit(setup)
    for which in (0, 1):
        owners = whom[wrong == which]
        stand = owners[black[owners]]
        found[which] = records[which], len(owners), len(stand), others[stand].sum()
    return found


def fan_out_told(
    setup: Setup, number: int, month: Month, firms: np.ndarray, owners: np.ndarray
) -> np.ndarray:
    """Rows of the table `fan_out`, by whether what stands behind the firm's listing is wrong.

    number  of the world    firms  int64 (2,) on a list that crosses, rightly and wrongly
    owners  int64 (2, 4), see `fan_out_in`; both of all shards
    """
    rows = np.zeros((2, 3 + COUNTS), np.int64)
    rows[:, 0], rows[:, 1], rows[:, 2] = number, month.number - setup.lead, (0, 1)
    rows[:, 3], rows[:, 4:] = firms, owners
    return rows


def on_file(
    setup: Setup, world: World, deed: int
) -> tuple[np.ndarray, np.ndarray, tuple[int, int]]:
    """Residents with a live record of this deed, each once, and whether all of theirs are wrong;
    and how many such records there are, right and wrong: one of a sighting under each scheme.

    Residents by their rows in the shard."""
    blocks, here = world.cases, setup.here
    starts = setup.communities.offset[here.first : here.last]
    first = np.repeat(starts, [len(block) for block in blocks])
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
