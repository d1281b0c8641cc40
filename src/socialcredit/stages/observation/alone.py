"""The rounds of one source in one community by themselves, as experiments and tests call them."""

from socialcredit.core.jit import kernel
from socialcredit.stages.observation.rounds import plan, weigh

DAYS = 30  # of the month in which the visits fall


@kernel
def places_of(rounds, throws, level, weights, room, visits, luck, subject, grade, step, key, went):
    """How many of this step's visits go to each subject: int64 (subjects,) `went`, written."""
    many = went.shape[0]
    total = weigh(
        rounds, 0, subject, 0, grade, level, throws.cut[0, 0], throws.turn[0, 0], 0, many, luck,
        step, weights,
    )  # fmt: skip
    used = plan(
        rounds, 0, throws.by_weight[0, 0], throws.by_lot[0, 0], weights, total, throws.turn[0, 0],
        0, many, 0, luck, step, DAYS, key, room, visits, 0,
    )  # fmt: skip
    went[:] = 0
    for v in range(used):
        went[visits[v].who] += 1
